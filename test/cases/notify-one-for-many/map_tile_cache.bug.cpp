// Map tile cache where one caller loads a tile and the others wait for it; the loader wakes just one of those waiting for the tile.
#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

struct tile_key {
    int zoom, x, y;
    bool operator<(const tile_key& o) const { return std::tie(zoom, x, y) < std::tie(o.zoom, o.x, o.y); }
};

struct tile_slot {
    std::mutex mtx;
    std::condition_variable filled;
    bool present = false;
    std::string pixels;
};

class tile_cache {
public:
    std::string fetch(const tile_key& key) {
        auto [slot, is_loader] = claim(key);
        if (is_loader)
            fill(*slot, download(key));
        return await(*slot);
    }

    int downloads() const { return downloads_.load(); }

private:
    std::pair<std::shared_ptr<tile_slot>, bool> claim(const tile_key& key) {
        std::lock_guard guard(index_mtx_);
        auto& entry = index_[key];
        if (entry) return {entry, false};
        entry = std::make_shared<tile_slot>();
        return {entry, true};
    }

    static void fill(tile_slot& slot, std::string pixels) {
        {
            std::lock_guard guard(slot.mtx);
            slot.pixels = std::move(pixels);
            slot.present = true;
        }
        slot.filled.notify_one();  // finding: 'slot.filled'
    }

    static std::string await(tile_slot& slot) {
        std::unique_lock guard(slot.mtx);
        slot.filled.wait(guard, [&slot] { return slot.present; });
        return slot.pixels;
    }

    std::string download(const tile_key& key) {
        ++downloads_;
        std::string body;
        for (int row = 0; row < 16; ++row)
            body += std::to_string(key.zoom * 31 + key.x * 7 + key.y + row) + ";";
        return body;
    }

    std::mutex index_mtx_;
    std::map<tile_key, std::shared_ptr<tile_slot>> index_;
    std::atomic<int> downloads_{0};
};

static std::size_t draw_viewport(tile_cache& cache, int zoom) {
    std::size_t bytes = 0;
    for (int x = 0; x < 4; ++x)
        for (int y = 0; y < 4; ++y)
            bytes += cache.fetch({zoom, x, y}).size();
    return bytes;
}

int main() {
    tile_cache cache;
    std::atomic<std::size_t> drawn{0};
    std::vector<std::thread> viewers;
    for (int v = 0; v < 6; ++v)
        viewers.emplace_back([&cache, &drawn] { drawn += draw_viewport(cache, 7); });
    for (auto& v : viewers) v.join();
    std::printf("%zu bytes drawn, %d downloads\n", drawn.load(), cache.downloads());
    return cache.downloads() == 16 ? 0 : 1;
}
