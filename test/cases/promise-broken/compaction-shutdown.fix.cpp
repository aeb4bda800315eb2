// Key-value store's background compaction with a queue of requests, refused at shutdown.
#include <algorithm>
#include <condition_variable>
#include <deque>
#include <future>
#include <iostream>
#include <mutex>
#include <numeric>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace kv {

struct CompactionCancelled : std::runtime_error {
    CompactionCancelled() : std::runtime_error("store is shutting down") {}
};

struct Level {
    std::string name;
    std::vector<int> keys;
};

class Compactor {
    struct Request {
        Level level;
        std::promise<std::size_t> done;
    };

public:
    Compactor() : worker_([this] { work(); }) {}
    ~Compactor() { shutdown(); }

    std::future<std::size_t> compact(Level level)
    {
        Request request{std::move(level), {}};
        std::future<std::size_t> removed = request.done.get_future();
        {
            std::lock_guard<std::mutex> guard(m_);
            if (stopping_) {
                request.done.set_exception(std::make_exception_ptr(CompactionCancelled()));
                return removed;
            }
            queue_.push_back(std::move(request));
        }
        changed_.notify_one();
        return removed;
    }

    void shutdown()
    {
        if (!worker_.joinable())
            return;
        {
            std::lock_guard<std::mutex> guard(m_);
            stopping_ = true;
            for (Request& request : queue_)
                request.done.set_exception(std::make_exception_ptr(CompactionCancelled()));
            queue_.clear();
        }
        changed_.notify_one();
        worker_.join();
    }

private:
    static std::size_t merge(Level& level)
    {
        std::sort(level.keys.begin(), level.keys.end());
        const auto tail = std::unique(level.keys.begin(), level.keys.end());
        const auto removed = static_cast<std::size_t>(level.keys.end() - tail);
        level.keys.erase(tail, level.keys.end());
        return removed;
    }

    void work()
    {
        std::unique_lock<std::mutex> lock(m_);
        for (;;) {
            changed_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
            if (queue_.empty())
                return;
            Request request = std::move(queue_.front());
            queue_.pop_front();
            lock.unlock();
            request.done.set_value(merge(request.level));
            lock.lock();
        }
    }

    std::mutex m_;
    std::condition_variable changed_;
    std::deque<Request> queue_;
    bool stopping_ = false;
    std::thread worker_;
};

} // namespace kv

int main()
{
    kv::Compactor compactor;
    std::vector<std::future<std::size_t>> results;
    for (int n = 1; n <= 6; ++n) {
        std::vector<int> keys(static_cast<std::size_t>(n) * 1000);
        std::iota(keys.begin(), keys.end(), 0);
        for (int& key : keys)
            key %= 700;
        results.push_back(compactor.compact({"L" + std::to_string(n), std::move(keys)}));
    }
    compactor.shutdown();
    for (auto& result : results) {
        try {
            std::cout << "removed " << result.get() << " keys\n";
        } catch (const kv::CompactionCancelled& e) {
            std::cout << e.what() << '\n';
        }
    }
}
