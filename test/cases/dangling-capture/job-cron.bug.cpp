// Cron-like job runner: one process-wide timer service, short-lived job objects.
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

using Clock = std::chrono::steady_clock;

class TimerService {
public:
    using Handle = std::uint64_t;

    TimerService() : thread_([this] { run(); }) {}
    ~TimerService() {
        {
            std::lock_guard<std::mutex> lk(mu_);
            stop_ = true;
        }
        cv_.notify_all();
        thread_.join();
    }

    Handle every(std::chrono::milliseconds period, std::function<void()> fn) {
        std::lock_guard<std::mutex> lk(mu_);
        Handle h = ++last_;
        timers_[h] = Timer{Clock::now() + period, period, std::move(fn)};
        cv_.notify_all();
        return h;
    }

    // After cancel() returns the callback is not running and will not run again.
    void cancel(Handle h) {
        std::unique_lock<std::mutex> lk(mu_);
        timers_.erase(h);
        cv_.wait(lk, [this, h] { return firing_ != h; });
    }

private:
    struct Timer {
        Clock::time_point due;
        std::chrono::milliseconds period{};
        std::function<void()> fn;
    };

    void run() {
        std::unique_lock<std::mutex> lk(mu_);
        while (!stop_) {
            auto now = Clock::now();
            auto next = now + std::chrono::milliseconds(50);
            Handle ready = 0;
            for (auto& [h, t] : timers_) {
                if (t.due <= now) {
                    ready = h;
                    break;
                }
                if (t.due < next) next = t.due;
            }
            if (ready == 0) {
                cv_.wait_until(lk, next);
                continue;
            }
            Timer& t = timers_[ready];
            t.due = now + t.period;
            auto fn = t.fn;
            firing_ = ready;
            lk.unlock();
            fn();
            lk.lock();
            firing_ = 0;
            cv_.notify_all();
        }
    }

    std::mutex mu_;
    std::condition_variable cv_;
    std::map<Handle, Timer> timers_;
    Handle last_ = 0;
    Handle firing_ = 0;
    bool stop_ = false;
    std::thread thread_;
};

class ReportJob {
public:
    ReportJob(TimerService& timers, std::string name) : timers_(timers), name_(std::move(name)) {
        tick_ = timers_.every(std::chrono::milliseconds(2), [this] { tick(); }); // finding: 'this' is captured in a callable
    }
    ReportJob(const ReportJob&) = delete;
    ReportJob& operator=(const ReportJob&) = delete;
    ~ReportJob() {
        std::lock_guard<std::mutex> lk(mu_);
        history_.clear();
    }

    void pause() { timers_.cancel(tick_); }

    int runs() {
        std::lock_guard<std::mutex> lk(mu_);
        return runs_;
    }

private:
    void tick() {
        std::lock_guard<std::mutex> lk(mu_);
        history_ += name_ + ";";
        ++runs_;
    }

    TimerService& timers_;
    const std::string name_;
    TimerService::Handle tick_ = 0;
    std::mutex mu_;
    std::string history_;
    int runs_ = 0;
};

int main() {
    TimerService timers;
    int total = 0;
    for (int day = 0; day < 3; ++day) {
        auto job = std::make_unique<ReportJob>(timers, "day" + std::to_string(day));
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
        if (day == 1) job->pause();
        total += job->runs();
    }
    return total >= 0 ? 0 : 1;
}
