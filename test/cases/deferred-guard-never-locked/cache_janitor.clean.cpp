// Session cache with a janitor: guards made with try_to_lock, a time limit or defer_lock, each tested in another way.
#include <chrono>
#include <cstdio>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>

using namespace std::chrono_literals;

class SessionCache {
public:
    void touch(const std::string& user, int now) {
        std::lock_guard<std::timed_mutex> lock(mutex_);
        last_seen_[user] = now;
    }

    // Early return.
    bool expire(int before) {
        std::unique_lock<std::timed_mutex> lock(mutex_, std::try_to_lock);
        if (!lock.owns_lock())
            return false;
        for (auto it = last_seen_.begin(); it != last_seen_.end();)
            it = it->second < before ? last_seen_.erase(it) : std::next(it);
        return true;
    }

    std::optional<int> peek(const std::string& user) const {
        if (std::unique_lock<std::timed_mutex> lock(mutex_, std::try_to_lock); lock) {
            const auto it = last_seen_.find(user);
            if (it != last_seen_.end())
                return it->second;
        }
        return std::nullopt;
    }

    int size_or(int fallback) const {
        std::unique_lock<std::timed_mutex> lock(mutex_, 1ms);
        return lock ? static_cast<int>(last_seen_.size()) : fallback;
    }

    // Tries first and then waits, so the lock is held in any case.
    void forget(const std::string& user) {
        std::unique_lock<std::timed_mutex> lock(mutex_, std::try_to_lock);
        const bool had_to_wait = !lock;
        if (had_to_wait)
            lock.lock();
        waits_ += had_to_wait ? 1u : 0u;
        last_seen_.erase(user);
    }

    bool rename(const std::string& from, const std::string& to) {
        std::unique_lock<std::timed_mutex> lock(mutex_, std::defer_lock);
        for (int attempt = 0; attempt < 3 && !lock; ++attempt)
            static_cast<void>(lock.try_lock_for(1ms));
        if (!lock)
            return false;
        auto node = last_seen_.extract(from);
        if (node.empty())
            return false;
        node.key() = to;
        return last_seen_.insert(std::move(node)).inserted;
    }

    unsigned waits() const {
        std::lock_guard<std::timed_mutex> lock(mutex_);
        return waits_;
    }

private:
    mutable std::timed_mutex mutex_;
    std::unordered_map<std::string, int> last_seen_;
    unsigned waits_ = 0;
};

int main() {
    SessionCache cache;
    std::thread traffic([&cache] {
        for (int i = 0; i < 500; ++i)
            cache.touch("user" + std::to_string(i % 40), i);
    });
    int passes = 0;
    for (int i = 0; i < 100; ++i) {
        passes += cache.expire(i * 4) ? 1 : 0;
        if (!cache.peek("user7"))
            cache.forget("user" + std::to_string(i % 40));
    }
    if (cache.rename("user1", "admin"))
        std::puts("renamed");
    traffic.join();
    std::printf("%d passes, %d left, %u waits\n", passes, cache.size_or(-1), cache.waits());
}
