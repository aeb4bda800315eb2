// Network links with a keepalive thread that the base class starts and joins; the thread calls the base's own version of the virtual method.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <iostream>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Link {
public:
    virtual ~Link() = default;
    virtual void ping() = 0;
    virtual void send(const std::string& message) = 0;
};

class TcpLink : public Link {
public:
    explicit TcpLink(std::chrono::milliseconds interval)
        : interval_(interval), keepalive_([this] { keepaliveLoop(); }) {}

    TcpLink(const TcpLink&) = delete;
    TcpLink& operator=(const TcpLink&) = delete;

    ~TcpLink() override {
        {
            std::lock_guard lock(mutex_);
            closed_ = true;
        }
        closing_.notify_all();
        keepalive_.join();
    }

    void ping() override { ++pings_; }

    void send(const std::string& message) override {
        std::lock_guard lock(mutex_);
        bytes_ += message.size();
    }

    unsigned pings() const { return pings_.load(); }

private:
    // Keepalives are below the level at which derived links trace or cipher.
    void keepaliveLoop() {
        do {
            TcpLink::ping();
        } while (!closedWithin(interval_));
    }

    bool closedWithin(std::chrono::milliseconds time) {
        std::unique_lock lock(mutex_);
        return closing_.wait_for(lock, time, [this] { return closed_; });
    }

    const std::chrono::milliseconds interval_;
    std::atomic<unsigned> pings_{0};
    std::mutex mutex_;
    std::condition_variable closing_;
    bool closed_ = false;
    std::size_t bytes_ = 0;
    std::thread keepalive_;
};

// For use by one thread.
class TracingLink final : public TcpLink {
public:
    explicit TracingLink(std::string name) : TcpLink(std::chrono::milliseconds(10)), name_(std::move(name)) {}

    void ping() override {
        trace_.push_back(name_ + ": ping");
        TcpLink::ping();
    }

    void send(const std::string& message) override {
        trace_.push_back(name_ + ": " + message);
        TcpLink::send(message);
    }

    const std::vector<std::string>& trace() const { return trace_; }

private:
    const std::string name_;
    std::vector<std::string> trace_;
};

int main() {
    TracingLink link("uplink");
    link.send("hello");
    link.ping();
    std::this_thread::sleep_for(std::chrono::milliseconds(35));
    for (const auto& line : link.trace()) {
        std::cout << line << '\n';
    }
    std::cout << link.pings() << " pings\n";
    return 0;
}
