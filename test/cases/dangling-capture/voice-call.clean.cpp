// A call sends a packet every 20 ms for as long as somebody holds it.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

using Clock = std::chrono::steady_clock;

class Reactor {
public:
    Reactor() : thread_([this] { run(); }) {}
    ~Reactor() {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            quit_ = true;
        }
        cond_.notify_one();
        thread_.join();
    }
    Reactor(const Reactor&) = delete;
    Reactor& operator=(const Reactor&) = delete;

    void callLater(Clock::duration delay, std::function<void()> fn) {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            agenda_.emplace(Clock::now() + delay, std::move(fn));
        }
        cond_.notify_one();
    }

private:
    void run() {
        std::function<void()> fn;
        while (next(fn)) {
            fn();
            fn = nullptr;
        }
    }

    bool next(std::function<void()>& fn) {
        std::unique_lock<std::mutex> lock(mutex_);
        for (;;) {
            cond_.wait(lock, [this] { return quit_ || !agenda_.empty(); });
            if (quit_)
                return false;
            const Clock::time_point first = agenda_.begin()->first;
            if (cond_.wait_until(lock, first, [&] { return quit_ || agenda_.begin()->first < first; }))
                continue;
            fn = std::move(agenda_.begin()->second);
            agenda_.erase(agenda_.begin());
            return true;
        }
    }

    std::mutex mutex_;
    std::condition_variable cond_;
    std::multimap<Clock::time_point, std::function<void()>> agenda_;
    bool quit_ = false;
    std::thread thread_;
};

class Channel {
public:
    virtual ~Channel() = default;
    virtual void send(std::uint32_t sequence, const std::vector<std::int16_t>& samples) = 0;
};

class Call : public std::enable_shared_from_this<Call> {
public:
    Call(Reactor& reactor, std::shared_ptr<Channel> channel)
        : reactor_(reactor), channel_(std::move(channel)) {}

    void start() { schedule(); }
    void hangUp() { over_ = true; }

    void feed(std::vector<std::int16_t> samples) {
        std::lock_guard<std::mutex> lock(mutex_);
        samples_ = std::move(samples);
    }

private:
    void schedule() {
        auto self = shared_from_this();
        reactor_.callLater(std::chrono::milliseconds(20), [this, self] {
            if (over_)
                return;
            sendOne();
            schedule();
        });
    }

    void sendOne() {
        std::vector<std::int16_t> samples;
        {
            std::lock_guard<std::mutex> lock(mutex_);
            samples.swap(samples_);
        }
        channel_->send(sequence_++, samples);
    }

    Reactor& reactor_;
    const std::shared_ptr<Channel> channel_;
    std::atomic<bool> over_{false};
    std::atomic<std::uint32_t> sequence_{0};
    std::mutex mutex_;
    std::vector<std::int16_t> samples_;
};

void greet(Reactor& reactor, std::shared_ptr<Channel> channel, std::chrono::seconds length) {
    auto call = std::make_shared<Call>(reactor, std::move(channel));
    call->feed(std::vector<std::int16_t>(160));
    call->start();
    reactor.callLater(length, [call] { call->hangUp(); });
}
