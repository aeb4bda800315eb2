// A cache whose entries expire, swept by a std::jthread; the sweeper is started in the initialiser list while the table is declared after it.
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdio>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>

using Clock = std::chrono::steady_clock;

template <typename Cache>
void sweepUntilStopped(Cache& cache, std::stop_token token) {
    do {
        cache.evictExpired(Clock::now());
    } while (cache.pause(token));
}

template <typename Key, typename Value>
class ExpiringCache {
public:
    ExpiringCache(Clock::duration ttl, Clock::duration sweepEvery)
        : ttl(ttl),
          sweepEvery(sweepEvery),
          sweeper([this](std::stop_token token) { sweepUntilStopped(*this, token); })  // finding: 'entries'
    {
    }

    ~ExpiringCache() {
        sweeper.request_stop();
        sweeper.join();
    }

    void put(const Key& key, Value value) {
        const auto deadline = Clock::now() + ttl;
        std::lock_guard guard(lock);
        entries.insert_or_assign(key, Entry{std::move(value), deadline});
    }

    std::optional<Value> get(const Key& key) const {
        const auto now = Clock::now();
        std::lock_guard guard(lock);
        auto it = entries.find(key);
        if (it == entries.end() || it->second.deadline <= now) {
            return std::nullopt;
        }
        return it->second.value;
    }

    std::size_t evictExpired(Clock::time_point now) {
        std::lock_guard guard(lock);
        return std::erase_if(entries, [now](const auto& item) { return item.second.deadline <= now; });
    }

    // Waits until the next sweep is due; false when asked to stop.
    bool pause(std::stop_token token) {
        std::unique_lock guard(lock);
        idle.wait_for(guard, token, sweepEvery, [] { return false; });
        return !token.stop_requested();
    }

private:
    struct Entry {
        Value value;
        Clock::time_point deadline;
    };

    const Clock::duration ttl;
    const Clock::duration sweepEvery;
    mutable std::mutex lock;
    std::condition_variable_any idle;
    std::jthread sweeper;
    std::unordered_map<Key, Entry> entries;
};

int main() {
    using namespace std::chrono_literals;
    ExpiringCache<std::string, int> sessions(50ms, 10ms);
    sessions.put("alice", 17);
    sessions.put("bob", 23);
    const bool before = sessions.get("alice").has_value();
    std::this_thread::sleep_for(80ms);
    const bool after = sessions.get("alice").has_value();
    std::printf("alice: %d then %d\n", before, after);
    return 0;
}
