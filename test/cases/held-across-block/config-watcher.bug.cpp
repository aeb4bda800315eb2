// Watches a configuration file; stop() joins the poller with the mutex held that the poller takes to publish what it has read.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <map>
#include <mutex>
#include <string>
#include <thread>

class ConfigWatcher {
public:
    explicit ConfigWatcher(std::chrono::milliseconds period) : period_(period) {}
    ~ConfigWatcher() { stop(); }

    void start() {
        std::lock_guard<std::mutex> lk(stateMu_);
        if (poller_.joinable())
            return;
        running_ = true;
        poller_ = std::thread([this] { pollLoop(); });
    }

    void stop() {
        std::lock_guard<std::mutex> lk(stateMu_);
        running_ = false;
        if (poller_.joinable())
            poller_.join(); // finding: stateMu_
    }

    std::string get(const std::string& key) const {
        std::lock_guard<std::mutex> lk(stateMu_);
        auto it = values_.find(key);
        return it == values_.end() ? std::string() : it->second;
    }

private:
    static std::map<std::string, std::string> fetch(int revision) {
        return {{"log.level", revision % 2 ? "debug" : "info"},
                {"revision", std::to_string(revision)}};
    }

    void publish(std::map<std::string, std::string> fresh) {
        std::lock_guard<std::mutex> lk(stateMu_);
        values_.swap(fresh);
    }

    void pollLoop() {
        int revision = 0;
        while (running_) {
            publish(fetch(++revision));
            std::this_thread::sleep_for(period_);
        }
    }

    const std::chrono::milliseconds period_;
    mutable std::mutex stateMu_;
    std::map<std::string, std::string> values_;
    std::atomic<bool> running_{false};
    std::thread poller_;
};

int main() {
    ConfigWatcher watcher(std::chrono::milliseconds(20));
    watcher.start();
    std::this_thread::sleep_for(std::chrono::milliseconds(70));
    std::printf("level=%s\n", watcher.get("log.level").c_str());
    watcher.stop();
    watcher.start();
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
    std::printf("rev=%s\n", watcher.get("revision").c_str());
    return 0;
}
