// LRU cache of thumbnails with an eviction hook; put() collects the victims and calls the hook without the mutex.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

template <typename Key, typename Value>
class LruCache {
public:
    using Entry = std::pair<Key, Value>;
    using EvictHook = std::function<void(const Key&, const Value&)>;

    explicit LruCache(std::size_t capacity) : capacity_(capacity) {}

    void setEvictHook(EvictHook hook) {
        std::lock_guard<std::mutex> lk(mu_);
        onEvict_ = std::move(hook);
    }

    std::optional<Value> get(const Key& key) {
        std::lock_guard<std::mutex> lk(mu_);
        auto it = index_.find(key);
        if (it == index_.end())
            return std::nullopt;
        order_.splice(order_.begin(), order_, it->second);
        return it->second->second;
    }

    bool contains(const Key& key) const {
        std::lock_guard<std::mutex> lk(mu_);
        return index_.count(key) != 0;
    }

    void put(const Key& key, Value value) {
        std::vector<Entry> evicted;
        EvictHook hook;
        {
            std::lock_guard<std::mutex> lk(mu_);
            if (auto it = index_.find(key); it != index_.end()) {
                it->second->second = std::move(value);
                return;
            }
            order_.emplace_front(key, std::move(value));
            index_[key] = order_.begin();
            while (order_.size() > capacity_)
                evicted.push_back(takeOldest());
            hook = onEvict_;
        }
        if (!hook)
            return;
        for (const Entry& victim : evicted)
            hook(victim.first, victim.second);
    }

private:
    Entry takeOldest() {
        Entry victim = std::move(order_.back());
        order_.pop_back();
        index_.erase(victim.first);
        return victim;
    }

    const std::size_t capacity_;
    mutable std::mutex mu_;
    std::list<Entry> order_;
    std::unordered_map<Key, typename std::list<Entry>::iterator> index_;
    EvictHook onEvict_;
};

using Pixels = std::vector<std::uint8_t>;

class Gallery {
public:
    Gallery() : hot_(2) {
        hot_.setEvictHook([this](const std::string& path, const Pixels& pixels) {
            if (!hot_.contains(path))
                spill(path, pixels.size());
        });
    }

    void show(const std::string& path) {
        if (!hot_.get(path))
            hot_.put(path, Pixels(path.size() * 16, 0x7f));
    }

    std::size_t spilled() const {
        std::lock_guard<std::mutex> lk(coldMu_);
        return cold_.size();
    }

private:
    void spill(const std::string& path, std::size_t bytes) {
        std::lock_guard<std::mutex> lk(coldMu_);
        cold_[path] = bytes;
    }

    LruCache<std::string, Pixels> hot_;
    mutable std::mutex coldMu_;
    std::map<std::string, std::size_t> cold_;
};

int main() {
    Gallery gallery;
    std::thread prefetch([&gallery] {
        for (int i = 0; i < 4; ++i)
            gallery.show("album/" + std::to_string(i) + ".jpg");
    });
    gallery.show("cover.jpg");
    prefetch.join();
    std::printf("%zu spilled\n", gallery.spilled());
    return 0;
}
