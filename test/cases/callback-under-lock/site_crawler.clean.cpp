// Crawler with two fetchers whose pages are handed to the consumer one at a time under a delivery mutex that only the fetch loop takes; the consumer may enqueue further links, which needs the queue's mutex alone.
#include <condition_variable>
#include <cstddef>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Page {
    std::string url;
    std::vector<std::string> links;
};

class Crawler {
public:
    using PageConsumer = std::function<void(const Page&)>;

    Crawler() = default;
    Crawler(const Crawler&) = delete;
    Crawler& operator=(const Crawler&) = delete;
    ~Crawler() { stop(); }

    void start(unsigned fetchers, PageConsumer consumer) {
        consumer_ = std::move(consumer);
        for (unsigned i = 0; i < fetchers; ++i)
            fetchers_.emplace_back(&Crawler::fetchLoop, this);
    }

    void enqueue(std::string url) {
        {
            std::lock_guard<std::mutex> lock(queueMutex_);
            queue_.push_back(std::move(url));
        }
        changed_.notify_all();
    }

    void waitIdle() {
        std::unique_lock<std::mutex> lock(queueMutex_);
        changed_.wait(lock, [this] { return queue_.empty() && busy_ == 0; });
    }

    void stop() {
        {
            std::lock_guard<std::mutex> lock(queueMutex_);
            stopping_ = true;
        }
        changed_.notify_all();
        for (std::thread& fetcher : fetchers_)
            fetcher.join();
        fetchers_.clear();
    }

private:
    static Page fetch(const std::string& url) {
        Page page{url, {}};
        if (url.size() < 12) {
            page.links.push_back(url + "/a");
            page.links.push_back(url + "/b");
        }
        return page;
    }

    void fetchLoop() {
        std::unique_lock<std::mutex> lock(queueMutex_);
        for (;;) {
            changed_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
            if (stopping_)
                return;
            const std::string url = std::move(queue_.front());
            queue_.pop_front();
            ++busy_;
            lock.unlock();
            const Page page = fetch(url);
            {
                std::lock_guard<std::mutex> delivery(deliveryMutex_);
                consumer_(page);
            }
            lock.lock();
            --busy_;
            changed_.notify_all();
        }
    }

    std::mutex queueMutex_;
    std::condition_variable changed_;
    std::deque<std::string> queue_;
    int busy_ = 0;
    bool stopping_ = false;

    std::mutex deliveryMutex_;
    PageConsumer consumer_;
    std::vector<std::thread> fetchers_;
};

int main() {
    std::set<std::string> seen;
    Crawler crawler;
    crawler.start(2, [&crawler, &seen](const Page& page) {
        for (const std::string& link : page.links)
            if (seen.insert(link).second)
                crawler.enqueue(link);
    });
    crawler.enqueue("site");
    crawler.waitIdle();
    crawler.stop();
    std::printf("%zu pages found\n", seen.size());
    return 0;
}
