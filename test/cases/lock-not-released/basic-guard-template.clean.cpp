// Guard types over any BasicLockable, and a registry built on top of them.
#include <concepts>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <type_traits>
#include <utility>

namespace guards {

template <class M>
concept basic_lockable = requires(M& m) {
    m.lock();
    m.unlock();
};

template <class M>
class basic_guard {
public:
    explicit basic_guard(M& m) : m_(&m) { m_->lock(); }
    basic_guard(M& m, std::adopt_lock_t) noexcept : m_(&m) {}
    basic_guard(basic_guard&& o) noexcept : m_(std::exchange(o.m_, nullptr)) {}
    basic_guard& operator=(basic_guard&&) = delete;
    ~basic_guard() {
        if (m_)
            m_->unlock();
    }

    void release() noexcept {
        m_->unlock();
        m_ = nullptr;
    }

private:
    M* m_;
};

template <class M>
basic_guard(M&) -> basic_guard<M>;

template <class M>
[[nodiscard]] auto make_guard(M& m) {
    return basic_guard<M>(m);
}

// Counts contention, then behaves like the wrapped guard.
template <class M, class Counter>
class counting_guard : basic_guard<M> {
public:
    counting_guard(M& m, Counter& contended) : basic_guard<M>(acquire(m, contended), std::adopt_lock) {}

private:
    static M& acquire(M& m, Counter& contended) {
        if (!m.try_lock()) {
            m.lock();
            ++contended;
        }
        return m;
    }
};

template <class K, class V, template <class> class Guard = basic_guard, class Mutex = std::mutex>
    requires basic_lockable<Mutex>
class registry {
public:
    void set(const K& key, V value) {
        Guard<Mutex> g(mutex_);
        values_[key] = std::move(value);
    }

    V get_or(const K& key, V fallback) const {
        auto g = make_guard(mutex_);
        auto it = values_.find(key);
        return it == values_.end() ? std::move(fallback) : it->second;
    }

    bool try_set(const K& key, V value) {
        if (!mutex_.try_lock())
            return false;
        Guard<Mutex> g{mutex_, std::adopt_lock};
        return values_.insert_or_assign(key, std::move(value)).second;
    }

    bool erase(const K& key) {
        mutex_.lock();
        Guard g(mutex_, std::adopt_lock);
        return values_.erase(key) != 0;
    }

    std::unique_ptr<V> take(const K& key) {
        Guard<Mutex> g(mutex_);
        auto node = values_.extract(key);
        g.release();
        if (node.empty())
            return nullptr;
        return std::make_unique<V>(std::move(node.mapped()));
    }

    void set_counted(const K& key, V value) {
        counting_guard<Mutex, std::size_t> g(mutex_, contended_);
        values_[key] = std::move(value);
    }

    // The caller keeps the registry frozen for as long as the guard lives.
    [[nodiscard]] auto freeze() const { return make_guard(mutex_); }

private:
    mutable Mutex mutex_;
    std::map<K, V> values_;
    std::size_t contended_ = 0;
};

}  // namespace guards
