// One-shot and streaming channels; wakeups go through a pluggable notifier.
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <type_traits>
#include <utility>

namespace chan {

struct notify_one_t {
    template <class CV>
    void operator()(CV& cv) const noexcept { cv.notify_one(); }
};

struct notify_all_t {
    template <class CV>
    void operator()(CV& cv) const noexcept { cv.notify_all(); }
};

// Holds the lock while alive and wakes the other side on the way out.
template <class Notify, class CV = std::condition_variable>
class signalling_lock {
public:
    signalling_lock(std::mutex& m, CV& cv, Notify n = {}) : lock_(m), cv_(cv), notify_(std::move(n)) {}
    ~signalling_lock() {
        lock_.unlock();
        notify_(cv_);
    }
    signalling_lock(const signalling_lock&) = delete;

private:
    std::unique_lock<std::mutex> lock_;
    CV& cv_;
    Notify notify_;
};

template <class T>
class oneshot_state {
public:
    template <class U, class Notify>
    void fulfil(U&& v, Notify&& notify) {
        std::lock_guard<std::mutex> g(m_);
        value_.emplace(std::forward<U>(v));
        std::forward<Notify>(notify)(ready_);
    }

    T take() {
        std::unique_lock<std::mutex> lk(m_);
        ready_.wait(lk, [this] { return value_.has_value(); });
        return std::move(*value_);
    }

private:
    std::mutex m_;
    std::condition_variable ready_;
    std::optional<T> value_;
};

template <class T, class Notify = notify_one_t, class NotifyAll = notify_all_t>
class channel {
public:
    explicit channel(std::size_t cap) : cap_(cap) {}

    // `ready` must be monotone: true for n implies true for anything smaller.
    template <class Ready>
    bool send_when(T v, Ready ready) {
        std::unique_lock<std::mutex> lk(m_);
        space_.wait(lk, [&] { return closed_ || (buf_.size() < cap_ && ready(buf_.size())); });
        if (closed_)
            return false;
        buf_.push_back(std::move(v));
        lk.unlock();
        Notify{}(items_);
        NotifyAll{}(level_);
        return true;
    }

    std::optional<T> recv() {
        std::unique_lock<std::mutex> lk(m_);
        for (;;) {
            if (!buf_.empty()) {
                std::optional<T> v(std::move(buf_.front()));
                buf_.pop_front();
                lk.unlock();
                wake_senders();
                return v;
            }
            if (closed_)
                return std::nullopt;
            items_.wait(lk);
        }
    }

    template <class Pred>
    bool wait_level(Pred&& pred) {
        std::unique_lock<std::mutex> lk(m_);
        while (!pred(buf_.size())) {
            if (closed_)
                return false;
            level_.wait(lk);
        }
        return true;
    }

    void clear() {
        signalling_lock<NotifyAll> g(m_, space_);
        buf_.clear();
        NotifyAll{}(level_);
    }

    void close() {
        std::lock_guard<std::mutex> g(m_);
        closed_ = true;
        for_each_condition([](auto& cv) { cv.notify_all(); });
    }

private:
    void wake_senders() {
        for_each_condition([n = NotifyAll{}](auto& cv) { n(cv); });
    }

    template <class F>
    void for_each_condition(F f) {
        auto apply = [&](auto&... cvs) { (f(cvs), ...); };
        apply(space_, items_, level_);
    }

    std::mutex m_;
    std::condition_variable space_, items_, level_;
    std::deque<T> buf_;
    const std::size_t cap_;
    bool closed_ = false;
};

}  // namespace chan
