// Thumbnail cache of an image viewer with LRU eviction; put() evicts for a huge image before it has taken the lock.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

using Pixels = std::shared_ptr<const std::vector<std::uint8_t>>;

class ThumbnailCache {
public:
    explicit ThumbnailCache(std::size_t budget) : budget_(budget) {}

    Pixels get(const std::string& path) {
        std::lock_guard<std::mutex> lock(mutex_);
        auto it = index_.find(path);
        if (it == index_.end()) {
            ++misses_;
            return nullptr;
        }
        lru_.splice(lru_.begin(), lru_, it->second);
        return it->second->pixels;
    }

    // Images above kHuge are never kept; decoding the next one needs the room.
    void put(const std::string& path, Pixels pixels) {
        const std::size_t bytes = pixels->size();
        if (bytes > kHuge) {
            evictLocked(bytes); // finding: 'evictLocked'
            return;
        }
        std::lock_guard<std::mutex> lock(mutex_);
        auto it = index_.find(path);
        if (it != index_.end()) {
            used_ -= it->second->pixels->size();
            lru_.erase(it->second);
            index_.erase(it);
        }
        evictLocked(bytes);
        lru_.push_front(Entry{path, std::move(pixels)});
        index_[path] = lru_.begin();
        used_ += bytes;
    }

    void setBudget(std::size_t budget) {
        std::lock_guard<std::mutex> lock(mutex_);
        budget_ = budget;
        evictLocked(0);
    }

    std::size_t misses() const {
        std::lock_guard<std::mutex> lock(mutex_);
        return misses_;
    }

private:
    struct Entry {
        std::string path;
        Pixels pixels;
    };
    static constexpr std::size_t kHuge = 64 * 1024;

    void evictLocked(std::size_t wanted) {
        while (!lru_.empty() && used_ + wanted > budget_) {
            used_ -= lru_.back().pixels->size();
            index_.erase(lru_.back().path);
            lru_.pop_back();
        }
    }

    mutable std::mutex mutex_;
    std::list<Entry> lru_;
    std::unordered_map<std::string, std::list<Entry>::iterator> index_;
    std::size_t budget_;
    std::size_t used_ = 0;
    std::size_t misses_ = 0;
};

static void browse(ThumbnailCache& cache, int first) {
    for (int i = first; i < first + 200; ++i) {
        const std::string path = "img" + std::to_string(i % 37) + ".jpg";
        if (!cache.get(path)) {
            const std::size_t size = i % 19 == 0 ? 100 * 1024 : 4096;
            cache.put(path, std::make_shared<const std::vector<std::uint8_t>>(size));
        }
    }
}

int main() {
    ThumbnailCache cache(96 * 1024);
    std::thread left([&] { browse(cache, 0); });
    std::thread right([&] { browse(cache, 11); });
    cache.setBudget(128 * 1024);
    left.join();
    right.join();
    std::printf("misses: %zu\n", cache.misses());
    return 0;
}
