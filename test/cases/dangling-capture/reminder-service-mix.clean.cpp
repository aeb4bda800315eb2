// Reminder service: timers hold weak references, callbacks run without locks, and
// callbacks may cancel or add reminders themselves.
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using Clock = std::chrono::steady_clock;

class TimerWheel {
public:
    TimerWheel() = default;
    ~TimerWheel() {
        thread_.request_stop();
        thread_.join();
        // Dropped callbacks are destroyed with due_; nobody waits for them.
    }

    void after(std::chrono::milliseconds d, std::function<void()> fn) {
        std::lock_guard<std::mutex> lk(mu_);
        const auto when = Clock::now() + d;
        due_.emplace(when, std::move(fn));
        changed_ = true;
        cv_.notify_one();
    }

private:
    void run(std::stop_token st) {
        std::unique_lock<std::mutex> lk(mu_);
        while (!st.stop_requested()) {
            changed_ = false;
            if (due_.empty()) {
                cv_.wait(lk, st, [this] { return changed_; });
                continue;
            }
            const auto next = due_.begin()->first;
            if (Clock::now() < next) {
                cv_.wait_until(lk, st, next, [this] { return changed_; });
                continue;
            }
            auto node = due_.extract(due_.begin());
            lk.unlock();
            node.mapped()();
            node = {};  // destroy the callback while unlocked, it may own the last reference
            lk.lock();
        }
    }

    std::mutex mu_;
    std::condition_variable_any cv_;
    std::multimap<Clock::time_point, std::function<void()>> due_;
    bool changed_ = false;
    std::jthread thread_{[this](std::stop_token st) { run(st); }};
};

class Mailbox {
public:
    void put(std::string s) {
        std::lock_guard<std::mutex> lk(mu_);
        mail_.push_back(std::move(s));
        cv_.notify_all();
    }
    bool wait_for(std::size_t n, std::chrono::milliseconds d) {
        std::unique_lock<std::mutex> lk(mu_);
        return cv_.wait_for(lk, d, [&] { return mail_.size() >= n; });
    }

private:
    std::mutex mu_;
    std::condition_variable cv_;
    std::vector<std::string> mail_;
};

class Reminder : public std::enable_shared_from_this<Reminder> {
public:
    Reminder(TimerWheel& wheel, std::string text, int repeats)
        : wheel_(wheel), text_(std::move(text)), left_(repeats) {}

    void on_fire(std::function<void(const std::string&)> fn) {
        std::lock_guard<std::mutex> lk(mu_);
        fire_ = std::move(fn);
    }

    // Separate from the constructor: weak_from_this() is empty in there.
    void arm() {
        wheel_.after(std::chrono::milliseconds(1), [weak = weak_from_this()] {
            if (auto self = weak.lock()) self->fire();
        });
    }

    void cancel() {
        std::lock_guard<std::mutex> lk(mu_);
        left_ = 0;
    }

private:
    void fire() {
        std::function<void(const std::string&)> fn;
        bool again;
        {
            std::lock_guard<std::mutex> lk(mu_);
            if (left_ == 0) return;
            again = --left_ > 0;
            fn = fire_;
        }
        if (fn) fn(text_);  // may call cancel()
        if (again) arm();
    }

    TimerWheel& wheel_;
    const std::string text_;
    std::mutex mu_;
    std::function<void(const std::string&)> fire_;
    int left_;
};

int main() {
    Mailbox box;       // outlives the wheel, whose callbacks use it
    TimerWheel wheel;
    auto tea = std::make_shared<Reminder>(wheel, "tea", 3);
    auto nag = std::make_shared<Reminder>(wheel, "nag", 1000);
    tea->on_fire([&box](const std::string& s) { box.put(s); });
    std::weak_ptr<Reminder> weak_nag = nag;
    nag->on_fire([&box, weak_nag](const std::string& s) {
        box.put(s);
        if (auto n = weak_nag.lock()) n->cancel();
    });
    tea->arm();
    nag->arm();
    auto gone = std::make_shared<Reminder>(wheel, "never", 1);
    gone->arm();
    gone.reset();
    return box.wait_for(4, std::chrono::milliseconds(2000)) ? 0 : 1;
}
