// Timer loop templated on the clock so tests can drive it with a fake one.
#include <chrono>
#include <condition_variable>
#include <concepts>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

namespace timers {

template <class C>
concept steady_clock_like = requires {
    { C::now() } -> std::same_as<typename C::time_point>;
    requires C::is_steady;
};

template <steady_clock_like Clock, class Callback = std::function<void()>>
class event_loop {
public:
    using time_point = typename Clock::time_point;
    using duration = typename Clock::duration;

    event_loop() = default;
    event_loop(const event_loop&) = delete;
    event_loop& operator=(const event_loop&) = delete;
    ~event_loop() { stop(); }

    void start() {
        std::lock_guard<std::mutex> lock(mutex_);
        if (thread_.joinable())
            return;
        running_ = true;
        thread_ = std::thread([this] { loop(); });
    }

    void stop() {
        std::unique_lock<std::mutex> lock(mutex_);
        running_ = false;
        wake_.notify_all();
        if (thread_.joinable())
            thread_.join(); // finding: 'mutex_' is held while the thread waits
    }

    template <class F>
    void after(duration d, F&& f) {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            timers_.emplace(Clock::now() + d, std::forward<F>(f));
        }
        wake_.notify_one();
    }

    template <class Pred>
    bool poll_until(Pred pred, unsigned tries) {
        std::lock_guard<std::mutex> lock(mutex_);
        for (; tries != 0; --tries) {
            if (pred(timers_.size()))
                return true;
            std::this_thread::sleep_for(std::chrono::milliseconds(20)); // finding: 'mutex_' is held while the thread sleeps
        }
        return false;
    }

private:
    void loop() {
        std::unique_lock<std::mutex> lock(mutex_);
        while (running_) {
            if (timers_.empty()) {
                wake_.wait(lock);
                continue;
            }
            const time_point due = timers_.begin()->first;
            if (Clock::now() < due) {
                wake_.wait_until(lock, due);
                continue;
            }
            auto node = timers_.extract(timers_.begin());
            lock.unlock();
            node.mapped()();
            lock.lock();
        }
    }

    std::mutex mutex_;
    std::condition_variable wake_;
    std::multimap<time_point, Callback> timers_;
    std::thread thread_;
    bool running_ = false;
};

}  // namespace timers
