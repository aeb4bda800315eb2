#include <unistd.h>

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace replay {

struct Order {
    std::string symbol;
    std::int64_t quantity = 0;
    std::int64_t price = 0;
};

template <class T>
class FeedQueue {
public:
    void push(T item) {
        {
            std::lock_guard lock(mutex_);
            items_.push_back(std::move(item));
        }
        ready_.notify_one();
    }

    std::optional<T> pop() {
        std::unique_lock lock(mutex_);
        ready_.wait(lock, [this] { return closed_ || !items_.empty(); });
        if (closed_) return std::nullopt;
        T item = std::move(items_.front());
        items_.pop_front();
        return item;
    }

    // Drops what has not been taken yet.
    void close() {
        {
            std::lock_guard lock(mutex_);
            closed_ = true;
            items_.clear();
        }
        ready_.notify_all();
    }

private:
    std::mutex mutex_;
    std::condition_variable ready_;
    std::deque<T> items_;
    bool closed_ = false;
};

class Ledger {
public:
    void apply(const Order& order) {
        std::lock_guard lock(mutex_);
        exposure_[order.symbol] += order.quantity * order.price;
    }

    std::map<std::string, std::int64_t> totals() const {
        std::lock_guard lock(mutex_);
        return exposure_;
    }

private:
    mutable std::mutex mutex_;
    std::map<std::string, std::int64_t> exposure_;
};

class Replayer {
public:
    Replayer() = default;
    Replayer(const Replayer&) = delete;
    Replayer& operator=(const Replayer&) = delete;
    ~Replayer() { shutdown(); }

    std::map<std::string, std::int64_t> run(const std::vector<Order>& day) {
        for (int i = 0; i < kWorkers; ++i) workers_.emplace_back([this] { consume(); });
        for (const Order& order : day) queue_.push(order);
        sleep(1);  // finding: queue_
        shutdown();
        return ledger_.totals();
    }

private:
    static constexpr int kWorkers = 4;

    void consume() {
        while (std::optional<Order> order = queue_.pop()) ledger_.apply(*order);
    }

    void shutdown() {
        queue_.close();
        for (std::thread& worker : workers_) worker.join();
        workers_.clear();
    }

    FeedQueue<Order> queue_;
    Ledger ledger_;
    std::vector<std::thread> workers_;
};

std::int64_t exposureOf(const std::vector<Order>& day, const std::string& symbol) {
    Replayer replayer;
    const auto totals = replayer.run(day);
    const auto it = totals.find(symbol);
    return it == totals.end() ? 0 : it->second;
}

}  // namespace replay
