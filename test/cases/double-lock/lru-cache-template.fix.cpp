// Size-bounded LRU cache with loader support.
#include <cstddef>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <utility>

namespace store {

struct cache_stats {
    std::size_t hits = 0;
    std::size_t misses = 0;
    std::size_t evictions = 0;
};

template <class K, class V, class Hash = std::hash<K>>
class lru_cache {
public:
    explicit lru_cache(std::size_t limit) : limit_(limit) {}

    std::optional<V> get(const K& key);
    void put(K key, V value);
    bool erase(const K& key);
    void clear();
    cache_stats stats() const;

    template <class Loader>
    V get_or_load(const K& key, Loader&& load);

    template <class Pred>
    std::size_t erase_if(Pred pred);

private:
    using entry = std::pair<K, V>;
    using order = std::list<entry>;

    void evict_locked();

    mutable std::mutex mu_;
    order order_;
    std::unordered_map<K, typename order::iterator, Hash> index_;
    cache_stats stats_;
    std::size_t limit_;
};

template <class K, class V, class Hash>
std::optional<V> lru_cache<K, V, Hash>::get(const K& key) {
    std::lock_guard lock(mu_);
    auto it = index_.find(key);
    if (it == index_.end()) {
        ++stats_.misses;
        return std::nullopt;
    }
    ++stats_.hits;
    order_.splice(order_.begin(), order_, it->second);
    return it->second->second;
}

template <class K, class V, class Hash>
void lru_cache<K, V, Hash>::put(K key, V value) {
    std::lock_guard lock(mu_);
    if (auto it = index_.find(key); it != index_.end()) {
        it->second->second = std::move(value);
        order_.splice(order_.begin(), order_, it->second);
        return;
    }
    order_.emplace_front(key, std::move(value));
    index_.emplace(std::move(key), order_.begin());
    evict_locked();
}

template <class K, class V, class Hash>
template <class Loader>
V lru_cache<K, V, Hash>::get_or_load(const K& key, Loader&& load) {
    std::unique_lock lock(mu_);
    if (auto it = index_.find(key); it != index_.end()) {
        ++stats_.hits;
        order_.splice(order_.begin(), order_, it->second);
        return it->second->second;
    }
    ++stats_.misses;
    lock.unlock();
    V value = std::forward<Loader>(load)(key);
    put(key, value);
    return value;
}

template <class K, class V, class Hash>
template <class Pred>
std::size_t lru_cache<K, V, Hash>::erase_if(Pred pred) {
    std::lock_guard lock(mu_);
    std::size_t n = 0;
    for (auto it = order_.begin(); it != order_.end();) {
        if (pred(it->first, it->second)) {
            index_.erase(it->first);
            it = order_.erase(it);
            ++n;
        } else {
            ++it;
        }
    }
    return n;
}

template <class K, class V, class Hash>
bool lru_cache<K, V, Hash>::erase(const K& key) {
    std::lock_guard lock(mu_);
    auto it = index_.find(key);
    if (it == index_.end())
        return false;
    order_.erase(it->second);
    index_.erase(it);
    return true;
}

template <class K, class V, class Hash>
void lru_cache<K, V, Hash>::clear() {
    std::lock_guard lock(mu_);
    index_.clear();
    order_.clear();
}

template <class K, class V, class Hash>
cache_stats lru_cache<K, V, Hash>::stats() const {
    std::lock_guard lock(mu_);
    return stats_;
}

template <class K, class V, class Hash>
void lru_cache<K, V, Hash>::evict_locked() {
    while (order_.size() > limit_) {
        index_.erase(order_.back().first);
        order_.pop_back();
        ++stats_.evictions;
    }
}

}  // namespace store
