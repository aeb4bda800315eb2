// Text editor with autosave; the save runs in the background while typing goes on.
#include <chrono>
#include <cstdio>
#include <future>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

class Storage {
public:
    void write(const std::string& name, std::string text) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        std::lock_guard<std::mutex> lk(mu);
        lastName = name;
        lastText = std::move(text);
        ++revisions;
    }
    int revisionCount() const {
        std::lock_guard<std::mutex> lk(mu);
        return revisions;
    }

private:
    mutable std::mutex mu;
    std::string lastName;
    std::string lastText;
    int revisions = 0;
};

// Used by the UI thread only.
class Editor {
public:
    Editor(Storage& storage, std::string name) : storage(storage), name(std::move(name)) {}

    void onKey(char c) {
        text.push_back(c);
        ++unsaved;
        if (unsaved >= kAutosaveEvery) autosave();
    }

    void close() {
        if (saving.valid()) saving.get();
        if (unsaved > 0) storage.write(name, text);
        unsaved = 0;
    }

private:
    static constexpr int kAutosaveEvery = 16;

    void autosave() {
        if (saving.valid()) {
            if (saving.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return;
            saving.get();
        }
        saving = std::async(std::launch::async, [this, copy = text] {
            storage.write(name, copy);
        });
        unsaved = 0;
    }

    Storage& storage;
    std::string name;
    std::string text;
    int unsaved = 0;
    std::future<void> saving;
};

int main() {
    Storage storage;
    Editor editor(storage, "notes.txt");
    const std::string typed = "The quick brown fox jumps over the lazy dog, then has a rest in the sun.";
    for (char c : typed) editor.onKey(c);
    editor.close();
    std::printf("saved %d revisions\n", storage.revisionCount());
    return 0;
}
