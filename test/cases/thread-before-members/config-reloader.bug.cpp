// Configuration reloader: a watcher thread polls a source and publishes snapshots
// to subscribers.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using Settings = std::map<std::string, std::string>;
using Snapshot = std::shared_ptr<const Settings>;

class Source {
public:
    virtual ~Source() = default;
    virtual int version() = 0;
    virtual Settings load() = 0;
};

class CountingSource final : public Source {
public:
    int version() override { return version_.load(); }
    Settings load() override { return {{"version", std::to_string(version_.load())}}; }
    void bump() { version_.fetch_add(1); }

private:
    std::atomic<int> version_{1};
};

class StopSignal {
public:
    void raise() {
        std::lock_guard<std::mutex> lk(mu_);
        raised_ = true;
        cv_.notify_all();
    }
    // true when raised, false after the timeout
    bool wait_for(std::chrono::milliseconds d) {
        std::unique_lock<std::mutex> lk(mu_);
        return cv_.wait_for(lk, d, [this] { return raised_; });
    }

private:
    std::mutex mu_;
    std::condition_variable cv_;
    bool raised_ = false;
};

class ConfigReloader {
public:
    using Subscriber = std::function<void(Snapshot)>;

    ConfigReloader(Source& src, std::chrono::milliseconds period)
        : source_(src), period_(period), watcher_([this] { watch(); }) {} // finding: this starts a thread that uses 'stop_'

    ~ConfigReloader() {
        stop_.raise();
        watcher_.join();
    }

    void subscribe(Subscriber s) {
        Snapshot now;
        {
            std::lock_guard<std::mutex> lk(mu_);
            now = current_;
            subscribers_.push_back(s);
        }
        if (now) s(now);
    }

    Snapshot current() {
        std::lock_guard<std::mutex> lk(mu_);
        return current_;
    }

private:
    void publish(Snapshot snap) {
        std::vector<Subscriber> targets;
        {
            std::lock_guard<std::mutex> lk(mu_);
            current_ = snap;
            targets = subscribers_;
        }
        for (auto& s : targets) s(snap);
    }

    void watch() {
        int seen = 0;
        do {
            int v = source_.version();
            if (v == seen) continue;
            seen = v;
            publish(std::make_shared<const Settings>(source_.load()));
        } while (!stop_.wait_for(period_));
    }

    Source& source_;
    const std::chrono::milliseconds period_;
    std::thread watcher_;
    StopSignal stop_;
    std::mutex mu_;
    Snapshot current_;
    std::vector<Subscriber> subscribers_;
};

class FeatureFlags {
public:
    void apply(const Snapshot& s) {
        auto it = s->find("version");
        if (it == s->end()) return;
        std::lock_guard<std::mutex> lk(mu_);
        version_ = it->second;
    }
    std::string version() {
        std::lock_guard<std::mutex> lk(mu_);
        return version_;
    }

private:
    std::mutex mu_;
    std::string version_;
};

int main() {
    CountingSource src;
    FeatureFlags flags;
    ConfigReloader reloader(src, std::chrono::milliseconds(1));
    reloader.subscribe([&flags](Snapshot s) { flags.apply(s); });
    for (int i = 0; i < 5; ++i) {
        src.bump();
        std::this_thread::sleep_for(std::chrono::milliseconds(3));
    }
    return flags.version().size() <= 2 ? 0 : 1;
}
