// Personal dictionary of a spell checker. The editor's thread waits at most 5 ms for the lock and then inserts its word in any case.
#include <cctype>
#include <chrono>
#include <cstdio>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

using namespace std::chrono_literals;

static std::string lowered(std::string_view word) {
    std::string out;
    for (const char c : word)
        out.push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
    return out;
}

class personal_dictionary {
    std::timed_mutex words_mutex;
    std::set<std::string> words;
    std::vector<std::string> unsaved;

public:
    // "Learn spelling" in the context menu. Returns whether the word is known from now on.
    bool learn(std::string_view text) {
        const std::string word = lowered(text);
        if (word.empty())
            return false;

        std::unique_lock<std::timed_mutex> access(words_mutex, 5ms);  // finding: 'access'
        if (words.insert(word).second)
            unsaved.push_back(word);
        return true;
    }

    bool knows(std::string_view text) {
        const std::string word = lowered(text);
        std::unique_lock<std::timed_mutex> access(words_mutex);
        return words.find(word) != words.end();
    }

    // Another device's list, when the account has been synchronized.
    std::size_t import(const std::vector<std::string>& list) {
        std::size_t added = 0;
        std::unique_lock<std::timed_mutex> access(words_mutex);
        for (const std::string& word : list)
            added += words.insert(lowered(word)).second;
        return added;
    }

    std::vector<std::string> take_unsaved() {
        std::vector<std::string> out;
        std::unique_lock<std::timed_mutex> access(words_mutex);
        out.swap(unsaved);
        return out;
    }
};

int main() {
    personal_dictionary dictionary;
    std::vector<std::string> remote;
    for (int i = 0; i < 20000; ++i)
        remote.push_back("Term" + std::to_string(i));

    std::size_t imported = 0;
    std::thread sync([&] { imported = dictionary.import(remote); });
    std::thread autosave([&] {
        for (int i = 0; i < 10; ++i) {
            for (const std::string& word : dictionary.take_unsaved())
                std::printf("saved %s\n", word.c_str());
            std::this_thread::sleep_for(1ms);
        }
    });
    int refused = 0;
    for (const char* word : {"Kubernetes", "mutexes", "Term7", "unlockable"}) {
        if (!dictionary.learn(word))
            ++refused;
    }
    sync.join();
    autosave.join();
    std::printf("imported %zu, refused %d, knows mutexes: %d\n", imported, refused, dictionary.knows("mutexes"));
}
