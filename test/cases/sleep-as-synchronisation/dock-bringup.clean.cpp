#include <atomic>
#include <chrono>
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

using namespace std::chrono_literals;

namespace dock {

struct Link {
    std::string address;
    int channel = 0;
};

// Stands in for the radio's discovery protocol.
Link discover(int unit) {
    Link link;
    link.channel = 1 + unit % 11;
    link.address = "dock-" + std::to_string(unit) + ".local";
    return link;
}

class Beacon {
public:
    explicit Beacon(int unit) : unit_(unit) {}
    ~Beacon() { stop(); }
    Beacon(const Beacon&) = delete;
    Beacon& operator=(const Beacon&) = delete;

    bool start(std::chrono::milliseconds limit) {
        thread_ = std::thread([this] { listen(); });
        const auto deadline = std::chrono::steady_clock::now() + limit;
        while (!ready_.load()) {
            if (std::chrono::steady_clock::now() >= deadline) return false;
            std::this_thread::sleep_for(10ms);
        }
        return true;
    }

    Link link() const {
        std::lock_guard<std::mutex> lock(mutex_);
        return link_;
    }

    void stop() {
        stop_.store(true);
        if (thread_.joinable()) thread_.join();
    }

private:
    void listen() {
        Link found = discover(unit_);
        {
            std::lock_guard<std::mutex> lock(mutex_);
            link_ = std::move(found);
        }
        ready_.store(true);
        while (!stop_.load()) {
            pings_.fetch_add(1);
            std::this_thread::sleep_for(100ms);
        }
    }

    const int unit_;
    mutable std::mutex mutex_;
    Link link_;
    std::atomic<bool> ready_{false};
    std::atomic<bool> stop_{false};
    std::atomic<int> pings_{0};
    std::thread thread_;
};

}  // namespace dock

int main() {
    dock::Beacon beacon(7);
    if (!beacon.start(3s)) {
        std::fputs("dock not found\n", stderr);
        return 1;
    }
    const dock::Link link = beacon.link();
    std::printf("docking at %s, channel %d\n", link.address.c_str(), link.channel);
    return 0;
}
