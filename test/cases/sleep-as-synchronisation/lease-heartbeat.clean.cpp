#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

// Keeps this node's shard leases alive in the coordination store.

using Clock = std::chrono::steady_clock;

class LeaseStore {
public:
    void renew(const std::string& owner, std::uint64_t epoch, Clock::time_point until) {
        std::lock_guard<std::mutex> lock(mutex_);
        Lease& lease = leases_[owner];
        if (epoch < lease.epoch) return;
        lease.epoch = epoch;
        lease.until = until;
    }

    bool alive(const std::string& owner) const {
        std::lock_guard<std::mutex> lock(mutex_);
        auto it = leases_.find(owner);
        return it != leases_.end() && it->second.until > Clock::now();
    }

    void release(const std::string& owner) {
        std::lock_guard<std::mutex> lock(mutex_);
        leases_.erase(owner);
    }

private:
    struct Lease {
        std::uint64_t epoch = 0;
        Clock::time_point until{};
    };
    mutable std::mutex mutex_;
    std::map<std::string, Lease> leases_;
};

class LeaseKeeper {
public:
    LeaseKeeper(LeaseStore& store, std::string owner)
        : store_(store), owner_(std::move(owner)), thread_(&LeaseKeeper::beat, this) {}
    LeaseKeeper(const LeaseKeeper&) = delete;
    LeaseKeeper& operator=(const LeaseKeeper&) = delete;

    ~LeaseKeeper() {
        stopping_.store(true);
        thread_.join();
        store_.release(owner_);
    }

    void advanceEpoch() { epoch_.fetch_add(1); }

private:
    static constexpr std::chrono::milliseconds kInterval{500};
    static constexpr std::chrono::milliseconds kLease{2000};

    void beat() {
        while (!stopping_.load()) {
            std::this_thread::sleep_for(kInterval);
            const std::uint64_t epoch = epoch_.load();
            store_.renew(owner_, epoch, Clock::now() + kLease);
        }
    }

    LeaseStore& store_;
    const std::string owner_;
    std::atomic<std::uint64_t> epoch_{1};
    std::atomic<bool> stopping_{false};
    std::thread thread_;
};

class ShardServer {
public:
    ShardServer(LeaseStore& store, const std::string& name) : name_(name), store_(store), keeper_(store, name) {}

    bool mayWrite() const { return store_.alive(name_); }
    void onLeaderChange() { keeper_.advanceEpoch(); }

private:
    const std::string name_;
    LeaseStore& store_;
    LeaseKeeper keeper_;
};
