// Report builder: expensive sections are deferred futures asked on demand, deliveries go to a serial executor with post().
#include <condition_variable>
#include <cstdio>
#include <functional>
#include <future>
#include <map>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <utility>

class serial_executor {
public:
    serial_executor() : worker_(&serial_executor::loop, this) {}
    ~serial_executor() {
        {
            std::lock_guard<std::mutex> g(mutex_);
            done_ = true;
        }
        ready_.notify_one();
        worker_.join();
    }

    void post(std::function<void()> job) {
        {
            std::lock_guard<std::mutex> g(mutex_);
            jobs_.push(std::move(job));
        }
        ready_.notify_one();
    }

private:
    void loop() {
        for (;;) {
            std::unique_lock<std::mutex> g(mutex_);
            ready_.wait(g, [this] { return done_ || !jobs_.empty(); });
            if (jobs_.empty()) return;
            auto job = std::move(jobs_.front());
            jobs_.pop();
            g.unlock();
            job();
        }
    }

    std::mutex mutex_;
    std::condition_variable ready_;
    std::queue<std::function<void()>> jobs_;
    bool done_ = false;
    std::thread worker_;
};

class report {
public:
    void add_section(const std::string& title, std::function<std::string()> build) {
        sections_[title] = std::async(std::launch::deferred, std::move(build));
    }

    // Builds the section at the first request; an unasked section costs nothing.
    std::string take(const std::string& title) {
        auto it = sections_.find(title);
        if (it == sections_.end()) return {};
        auto section = std::move(it->second);
        sections_.erase(it);
        return section.get();
    }

    std::size_t open_sections() const { return sections_.size(); }

private:
    std::map<std::string, std::future<std::string>> sections_;
};

static void print_page(const std::string& text) { std::printf("%s\n", text.c_str()); }

int main() {
    serial_executor printer;
    report r;
    r.add_section("summary", [] { return std::string("Revenue went up."); });
    r.add_section("details", [] {
        std::string s = "Months:";
        for (int m = 1; m <= 12; ++m) s += " " + std::to_string(m * 10);
        return s;
    });
    r.add_section("appendix", [] { return std::string(10000, '.'); });
    for (const char* title : {"summary", "details"}) {
        std::string page = r.take(title);
        printer.post([page = std::move(page)] { print_page(page); });
    }
    printer.post([n = r.open_sections()] { std::printf("%zu sections not asked for\n", n); });
    return 0;
}
