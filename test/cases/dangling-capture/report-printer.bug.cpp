// Reports are laid out at once and printed by the spooler when it gets to them.
#include <condition_variable>
#include <deque>
#include <functional>
#include <iostream>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace print {

struct Page {
    std::vector<std::string> lines;
};

struct Layout {
    std::vector<Page> pages;
};

class Spooler {
public:
    static Spooler& instance() {
        static Spooler spooler;
        return spooler;
    }

    void enqueue(std::function<void()> job) {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            jobs_.push_back(std::move(job));
        }
        cond_.notify_one();
    }

private:
    Spooler() : thread_(&Spooler::loop, this) {}
    ~Spooler() {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            closing_ = true;
        }
        cond_.notify_one();
        thread_.join();
    }

    void loop() {
        std::unique_lock<std::mutex> lock(mutex_);
        while (true) {
            cond_.wait(lock, [this] { return closing_ || !jobs_.empty(); });
            if (jobs_.empty())
                return;
            auto job = std::move(jobs_.front());
            jobs_.pop_front();
            lock.unlock();
            job();
            job = nullptr;
            lock.lock();
        }
    }

    std::mutex mutex_;
    std::condition_variable cond_;
    std::deque<std::function<void()>> jobs_;
    bool closing_ = false;
    std::thread thread_;
};

Layout arrange(const std::vector<std::string>& rows, std::size_t perPage) {
    Layout layout;
    for (const std::string& row : rows) {
        if (layout.pages.empty() || layout.pages.back().lines.size() == perPage)
            layout.pages.emplace_back();
        layout.pages.back().lines.push_back(row);
    }
    return layout;
}

void emitPages(const Layout& layout, const std::string& title) {
    std::size_t number = 0;
    for (const Page& page : layout.pages) {
        std::cout << title << " - " << ++number << '/' << layout.pages.size() << '\n';
        for (const std::string& line : page.lines)
            std::cout << line << '\n';
        std::cout << '\f';
    }
}

class Report {
public:
    explicit Report(std::string title) : title_(std::move(title)) {}

    void addRow(std::string row) { rows_.push_back(std::move(row)); }

    // False if there's nothing to print.
    bool print() const {
        Layout layout = arrange(rows_, 60);
        if (layout.pages.empty())
            return false;
        Spooler::instance().enqueue(std::bind(emitPages, std::ref(layout), title_));  // finding: layout
        return true;
    }

private:
    const std::string title_;
    std::vector<std::string> rows_;
};

}  // namespace print
