// Cache shards made from a template that is never locked itself; shards are moved while the table grows, before any
// thread runs, and each is locked where it stands.
#include <pthread.h>

#include <cstddef>
#include <cstdio>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

class SpinLock {
public:
    void lock()
    {
        while (__atomic_exchange_n(&taken_, true, __ATOMIC_ACQUIRE))
            std::this_thread::yield();
    }
    void unlock() { __atomic_store_n(&taken_, false, __ATOMIC_RELEASE); }

private:
    bool taken_ = false;
};

struct Shard {
    SpinLock lock;
    std::unordered_map<std::string, int> entries;
    std::size_t limit = 16;
};

class Cache {
public:
    Cache(std::size_t shards, std::size_t limit)
    {
        pattern_.limit = limit;
        for (std::size_t i = 0; i < shards; ++i) {
            Shard shard = pattern_;
            shard.entries.reserve(limit);
            shards_.push_back(std::move(shard));
        }
        Shard spare = shards_.front();
        spare.limit *= 2;
        shards_.emplace_back(std::move(spare));
    }

    void put(const std::string& key, int value)
    {
        Shard& shard = shards_[std::hash<std::string>{}(key) % shards_.size()];
        shard.lock.lock();
        if (shard.entries.size() < shard.limit)
            shard.entries[key] = value;
        shard.lock.unlock();
    }

    std::size_t limits() const
    {
        std::size_t sum = 0;
        for (auto shard : shards_)
            sum += shard.limit;
        return sum;
    }

private:
    Shard pattern_;
    std::vector<Shard> shards_;
};

int main()
{
    Cache cache(3, 8);
    std::thread writer([&cache] {
        for (int i = 0; i < 100; ++i)
            cache.put("key" + std::to_string(i), i);
    });
    writer.join();
    std::printf("%zu\n", cache.limits());
    return 0;
}
