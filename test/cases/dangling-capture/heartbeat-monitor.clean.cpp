// Watches the nodes of a cluster: who hasn't been heard of for three beats is down.
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using Clock = std::chrono::steady_clock;

// Calls a function again and again, until it's destroyed.
class Ticker {
public:
    Ticker(Clock::duration period, std::function<void()> fn)
        : period_(period), fn_(std::move(fn)), thread_([this] { loop(); }) {}

    ~Ticker() {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            stop_ = true;
        }
        cond_.notify_one();
        thread_.join();
    }

    Ticker(const Ticker&) = delete;
    Ticker& operator=(const Ticker&) = delete;

private:
    void loop() {
        while (!pause())
            fn_();
    }

    bool pause() {
        std::unique_lock<std::mutex> lock(mutex_);
        return cond_.wait_for(lock, period_, [this] { return stop_; });
    }

    const Clock::duration period_;
    const std::function<void()> fn_;
    std::mutex mutex_;
    std::condition_variable cond_;
    bool stop_ = false;
    std::thread thread_;
};

class Monitor {
public:
    explicit Monitor(Clock::duration beat)
        : beat_(beat), ticker_(beat, [this] { sweep(); }) {}

    Monitor(const Monitor&) = delete;
    Monitor& operator=(const Monitor&) = delete;

    void heard(const std::string& node) {
        std::lock_guard<std::mutex> lock(mutex_);
        Peer& peer = peers_[node];
        peer.last = Clock::now();
        peer.down = false;
    }

    std::vector<std::string> down() const {
        std::lock_guard<std::mutex> lock(mutex_);
        std::vector<std::string> names;
        for (const auto& [name, peer] : peers_)
            if (peer.down)
                names.push_back(name);
        return names;
    }

private:
    struct Peer {
        Clock::time_point last;
        bool down = false;
    };

    void sweep() {
        const Clock::time_point limit = Clock::now() - 3 * beat_;
        std::lock_guard<std::mutex> lock(mutex_);
        for (auto& [name, peer] : peers_)
            if (peer.last < limit)
                peer.down = true;
    }

    const Clock::duration beat_;
    mutable std::mutex mutex_;
    std::map<std::string, Peer> peers_;
    Ticker ticker_;
};

// Waits until one of the nodes is down, or the time is over.
std::vector<std::string> watch(const std::vector<std::string>& nodes, std::chrono::seconds limit) {
    Monitor monitor(std::chrono::milliseconds(500));
    for (const std::string& n : nodes)
        monitor.heard(n);
    const Clock::time_point end = Clock::now() + limit;
    std::vector<std::string> down = monitor.down();
    while (down.empty() && Clock::now() < end) {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        down = monitor.down();
    }
    return down;
}
