// Bounded MPMC queue used by the ingest pipeline.
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <type_traits>
#include <utility>

namespace ingest {

template <class T, class Container = std::deque<T>>
class bounded_queue {
public:
    using value_type = T;
    using size_type = typename Container::size_type;

    explicit bounded_queue(size_type capacity) : capacity_(capacity) {}

    bounded_queue(const bounded_queue&) = delete;
    bounded_queue& operator=(const bounded_queue&) = delete;

    template <class... Args>
    bool emplace(Args&&... args) {
        std::unique_lock<std::mutex> lock(mutex_);
        not_full_.wait(lock, [this] { return closed_ || items_.size() < capacity_; });
        if (closed_)
            return false;
        items_.emplace_back(std::forward<Args>(args)...);
        lock.unlock();
        not_empty_.notify_one();
        return true;
    }

    template <class U>
    bool try_push(U&& value) {
        static_assert(std::is_constructible_v<T, U&&>);
        mutex_.lock();
        if (closed_ || items_.size() >= capacity_) {
            ++rejected_;
            mutex_.unlock();
            return false;
        }
        items_.push_back(std::forward<U>(value));
        mutex_.unlock();
        not_empty_.notify_one();
        return true;
    }

    std::optional<T> pop() {
        std::unique_lock lock(mutex_);
        while (items_.empty() && !closed_)
            not_empty_.wait(lock);
        if (items_.empty())
            return std::nullopt;
        std::optional<T> out(std::move(items_.front()));
        items_.pop_front();
        not_full_.notify_one();
        return out;
    }

    template <class Rep, class Period>
    std::optional<T> pop_for(const std::chrono::duration<Rep, Period>& timeout) {
        std::unique_lock lock(mutex_);
        if (!not_empty_.wait_for(lock, timeout, [&] { return !items_.empty() || closed_; }))
            return {};
        if (items_.empty())
            return {};
        std::optional<T> out(std::move(items_.front()));
        items_.pop_front();
        not_full_.notify_one();
        return out;
    }

    void close() {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            closed_ = true;
        }
        not_empty_.notify_all();
        not_full_.notify_all();
    }

    size_type rejected() const {
        std::lock_guard<std::mutex> lock(mutex_);
        return rejected_;
    }

private:
    mutable std::mutex mutex_;
    std::condition_variable not_empty_;
    std::condition_variable not_full_;
    Container items_;
    const size_type capacity_;
    size_type rejected_ = 0;
    bool closed_ = false;
};

}  // namespace ingest
