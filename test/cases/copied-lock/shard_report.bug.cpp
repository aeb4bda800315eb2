// Sharded page-view store; the report iterates over the shards by value and so locks the copies' locks.
#include <array>
#include <cstddef>
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>

class SpinMutex {
public:
    SpinMutex() : m_flag(false) {}

    void lock()
    {
        while (__atomic_exchange_n(&m_flag, true, __ATOMIC_ACQUIRE))
            std::this_thread::yield();
    }
    void unlock() { __atomic_store_n(&m_flag, false, __ATOMIC_RELEASE); }

private:
    bool m_flag;
};

template <std::size_t N>
class PageViews {
public:
    void hit(const std::string& page)
    {
        Shard& shard = shardOf(page);
        std::lock_guard<SpinMutex> lock(shard.mutex);
        ++shard.views[page];
    }

    std::size_t total()
    {
        std::size_t sum = 0;
        for (auto shard : m_shards) { // finding: 'shard'
            std::lock_guard<SpinMutex> lock(shard.mutex);
            for (const auto& [page, count] : shard.views)
                sum += count;
        }
        return sum;
    }

private:
    struct Shard {
        SpinMutex mutex;
        std::unordered_map<std::string, std::size_t> views;
    };

    Shard& shardOf(const std::string& page)
    {
        return m_shards[std::hash<std::string>{}(page) % N];
    }

    std::array<Shard, N> m_shards;
};

int main()
{
    PageViews<4> views;
    auto serve = [&views](int from) {
        for (int i = 0; i < 700; ++i)
            views.hit("/article/" + std::to_string((from + i) % 40));
    };
    std::thread first(serve, 0);
    std::thread second(serve, 13);

    for (int minute = 0; minute < 10; ++minute) {
        std::printf("%zu views\n", views.total());
        std::this_thread::yield();
    }

    first.join();
    second.join();
    std::printf("%zu views in the end\n", views.total());
    return 0;
}
