// Queue of compilations.
#include <array>
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <thread>
#include <vector>

namespace builder {

struct Unit {
    int id = 0;
    int weight = 0;
};

class UnitQueue {
public:
    bool push(Unit unit);
    bool pop(Unit& unit);
    void close();

private:
    // Gives the queue back and wakes who can go on now. The queue must be locked.
    void unlockAndNotify(bool everyone) noexcept;

    std::mutex queueMutex_;
    std::condition_variable filled_;
    std::array<Unit, 256> ring_{};
    std::size_t head_ = 0;
    std::size_t count_ = 0;
    std::size_t waiters_ = 0;
    bool closed_ = false;
};

bool UnitQueue::push(Unit unit) {
    queueMutex_.lock();
    if (closed_ || count_ == ring_.size()) {
        queueMutex_.unlock();
        return false;
    }
    ring_[(head_ + count_) % ring_.size()] = unit;
    ++count_;
    unlockAndNotify(false);
    return true;
}

void UnitQueue::close() {
    queueMutex_.lock();
    closed_ = true;
    unlockAndNotify(true);
}

void UnitQueue::unlockAndNotify(bool everyone) noexcept {
    if (waiters_ == 0) {
        queueMutex_.unlock();
        return;
    }
    queueMutex_.unlock();
    if (everyone)
        filled_.notify_all();
    else
        filled_.notify_one();
}

// Waits for a unit; false when the queue is closed and empty.
bool UnitQueue::pop(Unit& unit) {
    std::unique_lock<std::mutex> lock(queueMutex_);
    ++waiters_;
    filled_.wait(lock, [this] { return count_ > 0 || closed_; });
    --waiters_;
    if (count_ == 0)
        return false;
    unit = ring_[head_];
    head_ = (head_ + 1) % ring_.size();
    --count_;
    return true;
}

class Compiler {
public:
    explicit Compiler(unsigned workers) {
        threads_.reserve(workers);
        try {
            for (unsigned i = 0; i < workers; ++i)
                threads_.emplace_back([this] { work(); });
        } catch (...) {
            queue_.close();
            throw;
        }
    }

    ~Compiler() {
        queue_.close();
        threads_.clear();
    }

    Compiler(const Compiler&) = delete;
    Compiler& operator=(const Compiler&) = delete;

    bool submit(Unit unit) { return queue_.push(unit); }
    int compiledWeight() const { return weight_.load(); }

private:
    void work() {
        Unit unit;
        while (queue_.pop(unit))
            weight_.fetch_add(unit.weight);
    }

    UnitQueue queue_;
    std::atomic<int> weight_{0};
    std::vector<std::jthread> threads_;
};

}  // namespace builder
