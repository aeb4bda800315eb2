// A map viewer's tile prefetcher with std::jthreads declared ahead of the tiles; the destructor's body stops and joins them.
#include <condition_variable>
#include <cstddef>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <stop_token>
#include <string>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

struct TileKey {
    int zoom, x, y;
    friend bool operator<(const TileKey& a, const TileKey& b) {
        return std::tie(a.zoom, a.x, a.y) < std::tie(b.zoom, b.x, b.y);
    }
};

using Tile = std::shared_ptr<const std::string>;

class TilePrefetcher {
public:
    explicit TilePrefetcher(std::size_t loaders) : m_urlPrefix("tiles/") {
        m_loaders.reserve(loaders);
        for (std::size_t i = 0; i < loaders; ++i) {
            m_loaders.emplace_back([this](std::stop_token stop) { loadLoop(stop); });
        }
    }

    TilePrefetcher(const TilePrefetcher&) = delete;
    TilePrefetcher& operator=(const TilePrefetcher&) = delete;

    ~TilePrefetcher() {
        for (std::jthread& loader : m_loaders) loader.request_stop();
        for (std::jthread& loader : m_loaders) loader.join();
    }

    void lookAt(TileKey centre) {
        {
            std::lock_guard lock(m_mutex);
            for (int dx = -1; dx <= 1; ++dx) {
                for (int dy = -1; dy <= 1; ++dy) want({centre.zoom, centre.x + dx, centre.y + dy});
            }
        }
        m_wantedMore.notify_all();
    }

    Tile find(TileKey key) const {
        std::lock_guard lock(m_mutex);
        auto it = m_tiles.find(key);
        return it == m_tiles.end() ? nullptr : it->second;
    }

private:
    // With m_mutex held.
    void want(TileKey key) {
        if (m_tiles.find(key) == m_tiles.end()) m_wanted.insert(key);
    }

    void loadLoop(const std::stop_token& stop) {
        std::unique_lock lock(m_mutex);
        while (m_wantedMore.wait(lock, stop, [this] { return !m_wanted.empty(); })) {
            if (stop.stop_requested()) return;
            const TileKey key = *m_wanted.begin();
            m_wanted.erase(m_wanted.begin());
            lock.unlock();
            Tile tile = render(key);
            lock.lock();
            m_tiles.insert_or_assign(key, std::move(tile));
        }
    }

    Tile render(TileKey key) const {
        return std::make_shared<const std::string>(m_urlPrefix + std::to_string(key.zoom) + '/' +
                                                   std::to_string(key.x) + '/' + std::to_string(key.y));
    }

    std::vector<std::jthread> m_loaders;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_wantedMore;
    const std::string m_urlPrefix;
    std::set<TileKey> m_wanted;
    std::map<TileKey, Tile> m_tiles;
};

int main() {
    TilePrefetcher prefetcher(2);
    prefetcher.lookAt({12, 2200, 1343});
    prefetcher.lookAt({12, 2201, 1343});
    Tile tile = prefetcher.find({12, 2201, 1343});
    std::cout << (tile ? *tile : std::string("not loaded yet")) << '\n';
}
