// Live configuration store with per-key watchers; set() runs the watchers while it still holds the store's mutex, and the one that RateLimiter installs reads the store again.
#include <atomic>
#include <cstdio>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class ConfigStore {
public:
    using ChangeHandler = std::function<void(const std::string& key, const std::string& value)>;

    void watch(const std::string& key, ChangeHandler handler) {
        std::lock_guard<std::mutex> guard(mutex_);
        watchers_[key].push_back(std::move(handler));
    }

    std::string get(const std::string& key, const std::string& fallback) const {
        std::lock_guard<std::mutex> guard(mutex_);
        auto it = values_.find(key);
        return it == values_.end() ? fallback : it->second;
    }

    void set(const std::string& key, const std::string& value) {
        std::lock_guard<std::mutex> guard(mutex_);
        std::string& current = values_[key];
        if (current == value)
            return;
        current = value;
        auto it = watchers_.find(key);
        if (it == watchers_.end())
            return;
        for (const ChangeHandler& handler : it->second)
            handler(key, value);  // finding: 'handler'
    }

private:
    mutable std::mutex mutex_;
    std::map<std::string, std::string> values_;
    std::map<std::string, std::vector<ChangeHandler>> watchers_;
};

// Keeps its limits in atomics so that allow() never touches the store.
class RateLimiter {
public:
    explicit RateLimiter(ConfigStore& store) : store_(store) {
        reload();
        store_.watch("limiter.rate", [this](const std::string&, const std::string&) { reload(); });
        store_.watch("limiter.burst", [this](const std::string&, const std::string&) { reload(); });
    }
    RateLimiter(const RateLimiter&) = delete;
    RateLimiter& operator=(const RateLimiter&) = delete;

    bool allow(int inFlight) const { return inFlight < rate_.load() + burst_.load(); }

private:
    void reload() {
        rate_ = std::stoi(store_.get("limiter.rate", "100"));
        burst_ = std::stoi(store_.get("limiter.burst", "10"));
    }

    ConfigStore& store_;
    std::atomic<int> rate_{0};
    std::atomic<int> burst_{0};
};

int main() {
    ConfigStore store;
    RateLimiter limiter(store);
    std::thread admin([&store] {
        store.set("limiter.rate", "50");
        store.set("limiter.burst", "5");
        store.set("ui.theme", "dark");
    });
    int accepted = 0;
    for (int i = 0; i < 200; ++i)
        accepted += limiter.allow(i) ? 1 : 0;
    admin.join();
    std::printf("accepted %d, theme %s\n", accepted, store.get("ui.theme", "light").c_str());
    return 0;
}
