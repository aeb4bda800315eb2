// Map tiles that are fetched by tasks; the render loop takes over what has arrived, and what a task has thrown.
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <future>
#include <mutex>
#include <stdexcept>
#include <vector>

namespace maps {

struct TileKey {
    int zoom = 0, x = 0, y = 0;
    bool operator==(const TileKey&) const = default;
};

using Pixels = std::vector<std::uint8_t>;

Pixels fetchTile(TileKey key) {
    const int span = 1 << key.zoom;
    if (key.x < 0 || key.y < 0 || key.x >= span || key.y >= span)
        throw std::out_of_range("tile outside the map");
    return Pixels(256 * 256, static_cast<std::uint8_t>(key.x ^ key.y));
}

class TileCache {
public:
    bool prefetch(TileKey key);
    void collect();
    bool isReady(TileKey key) const;
    unsigned failures() const;

private:
    struct Slot {
        TileKey key;
        std::future<Pixels> pending;
        Pixels pixels;
        bool used = false;
    };

    mutable std::mutex slotsMutex_;
    std::array<Slot, 64> slots_;
    unsigned failures_ = 0;
};

bool TileCache::prefetch(TileKey key) {
    std::lock_guard<std::mutex> guard(slotsMutex_);
    for (Slot& slot : slots_) {
        if (slot.used)
            continue;
        slot.pending = std::async(std::launch::async, fetchTile, key);
        slot.key = key;
        slot.used = true;
        return true;
    }
    return false;
}

// Called once per frame by the render loop: takes over what has arrived.
void TileCache::collect() {
    slotsMutex_.lock();  // finding: slotsMutex_
    for (Slot& slot : slots_) {
        if (!slot.pending.valid())
            continue;
        if (slot.pending.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
            continue;
        slot.pixels = slot.pending.get();
        if (slot.pixels.empty())
            ++failures_;
    }
    slotsMutex_.unlock();
}

bool TileCache::isReady(TileKey key) const {
    std::lock_guard<std::mutex> guard(slotsMutex_);
    for (const Slot& slot : slots_) {
        if (slot.used && slot.key == key)
            return !slot.pixels.empty();
    }
    return false;
}

unsigned TileCache::failures() const {
    std::lock_guard<std::mutex> guard(slotsMutex_);
    return failures_;
}

class MapView {
public:
    void panTo(int zoom, int x, int y) {
        for (int dy = -1; dy <= 1; ++dy)
            for (int dx = -1; dx <= 1; ++dx)
                cache_.prefetch({zoom, x + dx, y + dy});
        center_ = {zoom, x, y};
    }

    bool drawFrame() {
        try {
            cache_.collect();
        } catch (const std::exception&) {
            return false;
        }
        return cache_.isReady(center_);
    }

private:
    TileCache cache_;
    TileKey center_;
};

}  // namespace maps
