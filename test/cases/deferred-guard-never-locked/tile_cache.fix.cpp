// Map tile cache with LRU eviction; put() locks its guard before it makes room.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <list>
#include <mutex>
#include <optional>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

using TileId = std::uint64_t;
using Pixels = std::vector<std::uint8_t>;

constexpr TileId makeTileId(unsigned zoom, unsigned x, unsigned y) {
    return (static_cast<TileId>(zoom) << 48) | (static_cast<TileId>(x) << 24) | y;
}

class TileCache {
public:
    explicit TileCache(std::size_t budget) : budget_(budget) {}

    std::optional<Pixels> get(TileId id) {
        std::lock_guard<std::mutex> lock(mutex_);
        const auto found = index_.find(id);
        if (found == index_.end())
            return std::nullopt;
        lru_.splice(lru_.begin(), lru_, found->second);
        return found->second->pixels;
    }

    void put(TileId id, Pixels pixels) {
        const std::size_t size = pixels.size();
        if (size > budget_)
            return;
        Entry entry{id, std::move(pixels)};
        std::unique_lock<std::mutex> lock(mutex_, std::defer_lock);
        lock.lock();
        drop(id);
        while (bytes_ + size > budget_)
            drop(lru_.back().id);

        lru_.push_front(std::move(entry));
        index_[id] = lru_.begin();
        bytes_ += size;
    }

    std::size_t bytes() const {
        std::lock_guard<std::mutex> lock(mutex_);
        return bytes_;
    }

private:
    struct Entry {
        TileId id;
        Pixels pixels;
    };

    void drop(TileId id) {
        const auto found = index_.find(id);
        if (found == index_.end())
            return;
        const auto entry = found->second;
        bytes_ -= entry->pixels.size();
        index_.erase(found);
        lru_.erase(entry);
    }

    const std::size_t budget_;
    mutable std::mutex mutex_;
    std::list<Entry> lru_;
    std::unordered_map<TileId, std::list<Entry>::iterator> index_;
    std::size_t bytes_ = 0;
};

int main() {
    TileCache cache(16 * 1024);
    std::vector<std::thread> renderers;
    for (unsigned r = 0; r < 3; ++r) {
        renderers.emplace_back([&cache, r] {
            for (unsigned i = 0; i < 100; ++i) {
                const TileId id = makeTileId(5, i % 20, r);
                if (!cache.get(id))
                    cache.put(id, Pixels(512 + i, static_cast<std::uint8_t>(r)));
            }
        });
    }
    for (auto& renderer : renderers)
        renderer.join();
    std::printf("%zu bytes cached\n", cache.bytes());
}
