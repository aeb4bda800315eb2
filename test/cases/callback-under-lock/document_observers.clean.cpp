// Text document whose observers are called inside the edit's critical section; the mutex is recursive so that an observer sees the very revision it is told about, and may read or subscribe again.
#include <cstddef>
#include <cstdio>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Document {
public:
    using Observer = std::function<void(std::size_t revision)>;

    void subscribe(Observer observer) {
        std::lock_guard<std::recursive_mutex> guard(mutex_);
        observers_.push_back(std::move(observer));
    }

    void append(const std::string& text) {
        std::lock_guard<std::recursive_mutex> guard(mutex_);
        text_ += text;
        touched();
    }

    void truncate(std::size_t length) {
        std::lock_guard<std::recursive_mutex> guard(mutex_);
        if (length >= text_.size())
            return;
        text_.resize(length);
        touched();
    }

    std::size_t length() const {
        std::lock_guard<std::recursive_mutex> guard(mutex_);
        return text_.size();
    }

    std::size_t revision() const {
        std::lock_guard<std::recursive_mutex> guard(mutex_);
        return revision_;
    }

private:
    // Observers may subscribe further ones; those hear of the next revision.
    void touched() {
        ++revision_;
        const std::vector<Observer> current = observers_;
        for (const Observer& observer : current)
            observer(revision_);
    }

    mutable std::recursive_mutex mutex_;
    std::string text_;
    std::size_t revision_ = 0;
    std::vector<Observer> observers_;
};

// Only written from observers, which the document runs one at a time.
class WordCountPanel {
public:
    explicit WordCountPanel(Document& document) : document_(document) {
        document_.subscribe([this](std::size_t revision) { refresh(revision); });
    }
    WordCountPanel(const WordCountPanel&) = delete;
    WordCountPanel& operator=(const WordCountPanel&) = delete;

    std::size_t longest() const { return longest_; }
    std::size_t lastRevision() const { return lastRevision_; }

private:
    void refresh(std::size_t revision) {
        const std::size_t now = document_.length();
        if (now > longest_)
            longest_ = now;
        lastRevision_ = revision;
    }

    Document& document_;
    std::size_t longest_ = 0;
    std::size_t lastRevision_ = 0;
};

int main() {
    Document document;
    WordCountPanel panel(document);
    std::thread typist([&document] {
        for (int i = 0; i < 20; ++i)
            document.append("lorem ");
    });
    std::thread eraser([&document] {
        for (int i = 0; i < 5; ++i)
            document.truncate(30);
    });
    typist.join();
    eraser.join();
    std::printf("longest %zu, revision %zu of %zu\n", panel.longest(), panel.lastRevision(), document.revision());
    return 0;
}
