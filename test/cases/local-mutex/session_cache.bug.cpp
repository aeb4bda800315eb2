// Session cache of a login server with expiry; evictExpired() shadows the member mutex_ with a local one, so it erases entries unguarded.
#include <atomic>
#include <cstdio>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>

struct Session {
    std::string user;
    long expiresAt = 0;
};

class SessionCache {
public:
    explicit SessionCache(long ttl) : ttl_(ttl) {}

    void put(int id, std::string user, long now)
    {
        std::lock_guard<std::mutex> lock(mutex_);
        sessions_[id] = Session{std::move(user), now + ttl_};
    }

    std::optional<std::string> userOf(int id) const
    {
        std::lock_guard<std::mutex> lock(mutex_);
        auto it = sessions_.find(id);
        if (it == sessions_.end())
            return std::nullopt;
        return it->second.user;
    }

    std::size_t evictExpired(long now)
    {
        std::mutex mutex_;
        std::lock_guard<std::mutex> lock(mutex_); // finding: 'mutex_'
        std::size_t evicted = 0;
        for (auto it = sessions_.begin(); it != sessions_.end();) {
            if (it->second.expiresAt <= now) {
                it = sessions_.erase(it);
                ++evicted;
            } else {
                ++it;
            }
        }
        return evicted;
    }

private:
    const long ttl_;
    mutable std::mutex mutex_;
    std::unordered_map<int, Session> sessions_;
};

int main()
{
    SessionCache cache(20);
    std::atomic<long> clock{0};

    std::thread logins([&] {
        for (int id = 0; id < 1000; ++id)
            cache.put(id, "user" + std::to_string(id), clock.fetch_add(1));
    });

    std::size_t evicted = 0;
    std::thread janitor([&] {
        for (int pass = 0; pass < 200; ++pass) {
            evicted += cache.evictExpired(clock.load());
            std::this_thread::yield();
        }
    });

    std::size_t hits = 0;
    for (int id = 0; id < 1000; ++id) {
        if (cache.userOf(id))
            ++hits;
    }

    logins.join();
    janitor.join();
    std::printf("hits %zu, evicted %zu\n", hits, evicted);
    return 0;
}
