// Site crawler with a few workers; the count of open pages changes under the mutex that waitUntilIdle() waits with.
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_set>
#include <vector>

class Crawler {
public:
    explicit Crawler(unsigned workers) {
        for (unsigned i = 0; i < workers; ++i)
            workers_.emplace_back([this] { work(); });
    }

    ~Crawler() {
        {
            std::lock_guard lock(mutex_);
            stop_ = true;
        }
        frontierChanged_.notify_all();
        for (auto& worker : workers_)
            worker.join();
    }

    Crawler(const Crawler&) = delete;
    Crawler& operator=(const Crawler&) = delete;

    void add(const std::string& url) {
        {
            std::lock_guard lock(mutex_);
            if (!seen_.insert(url).second)
                return;
            ++pending_;
            frontier_.push_back(url);
        }
        frontierChanged_.notify_one();
    }

    void waitUntilIdle() {
        std::unique_lock lock(mutex_);
        idle_.wait(lock, [this] { return pending_ == 0; });
    }

    std::size_t pagesSeen() {
        std::lock_guard lock(mutex_);
        return seen_.size();
    }

private:
    void work() {
        for (;;) {
            std::string url;
            {
                std::unique_lock lock(mutex_);
                frontierChanged_.wait(lock, [this] { return stop_ || !frontier_.empty(); });
                if (frontier_.empty())
                    return;
                url = std::move(frontier_.front());
                frontier_.pop_front();
            }
            for (const std::string& link : extractLinks(url))
                add(link);
            pageDone();
        }
    }

    void pageDone() {
        bool last = false;
        {
            std::lock_guard lock(mutex_);
            last = --pending_ == 0;
        }
        if (last)
            idle_.notify_all();
    }

    static std::vector<std::string> extractLinks(const std::string& url) {
        if (url.size() > 24)
            return {};
        return {url + "/a", url + "/b"};
    }

    std::mutex mutex_;
    std::condition_variable frontierChanged_;
    std::condition_variable idle_;
    std::deque<std::string> frontier_;
    std::unordered_set<std::string> seen_;
    int pending_ = 0;
    bool stop_ = false;
    std::vector<std::thread> workers_;
};

int main() {
    Crawler crawler(3);
    crawler.add("http://site.test");
    crawler.waitUntilIdle();
    std::printf("%zu pages\n", crawler.pagesSeen());
}
