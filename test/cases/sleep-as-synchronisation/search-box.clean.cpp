#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

// As-you-type search: the query runs when the user has paused typing.

class SearchBox {
public:
    using Query = std::function<void(const std::string&)>;

    explicit SearchBox(Query query) : query_(std::move(query)), thread_([this] { watch(); }) {}
    SearchBox(const SearchBox&) = delete;
    SearchBox& operator=(const SearchBox&) = delete;

    ~SearchBox() {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            closing_ = true;
        }
        changed_.notify_one();
        thread_.join();
    }

    void onKey(char key) {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            if (key == '\b') {
                if (!text_.empty()) text_.pop_back();
            } else {
                text_.push_back(key);
            }
            ++edits_;
        }
        changed_.notify_one();
    }

private:
    static constexpr std::chrono::milliseconds kQuiet{150};

    void watch() {
        std::size_t seen = 0;
        for (;;) {
            {
                std::unique_lock<std::mutex> lock(mutex_);
                changed_.wait(lock, [&] { return closing_ || edits_ != seen; });
                if (closing_) return;
                seen = edits_;
            }
            std::this_thread::sleep_for(kQuiet);
            std::string text;
            {
                std::lock_guard<std::mutex> lock(mutex_);
                if (edits_ != seen) continue;
                text = text_;
            }
            if (text.size() >= 2) query_(text);
        }
    }

    const Query query_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::string text_;
    std::size_t edits_ = 0;
    bool closing_ = false;
    std::thread thread_;
};

class Catalogue {
public:
    explicit Catalogue(std::vector<std::string> titles) : titles_(std::move(titles)) {}

    std::vector<std::string> matching(std::string_view part) const {
        std::vector<std::string> hits;
        for (const std::string& title : titles_)
            if (title.find(part) != std::string::npos) hits.push_back(title);
        return hits;
    }

private:
    const std::vector<std::string> titles_;
};

class SearchPane {
public:
    explicit SearchPane(std::vector<std::string> titles)
        : catalogue_(std::move(titles)), box_([this](const std::string& text) { show(catalogue_.matching(text)); }) {}

    void key(char c) { box_.onKey(c); }

    std::vector<std::string> shown() const {
        std::lock_guard<std::mutex> lock(mutex_);
        return shown_;
    }

private:
    void show(std::vector<std::string> hits) {
        std::lock_guard<std::mutex> lock(mutex_);
        shown_ = std::move(hits);
    }

    const Catalogue catalogue_;
    mutable std::mutex mutex_;
    std::vector<std::string> shown_;
    SearchBox box_;
};
