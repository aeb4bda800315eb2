// Lock-striped hash map plus a recursive namespace tree sharing one lock.
#include <array>
#include <cstddef>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>

namespace striped {

template <class K, class V, std::size_t N = 16, class Hash = std::hash<K>>
class striped_map {
    struct stripe {
        mutable std::mutex m;
        std::unordered_map<K, V, Hash> data;
    };

public:
    template <class F>
    void upsert(const K& k, F&& f) {
        stripe& s = of(k);
        std::lock_guard<std::mutex> g(s.m);
        f(s.data[k]);
    }

    bool move_key(const K& from, const K& to) {
        stripe& a = of(from);
        stripe& b = of(to);
        if (&a == &b) {
            std::lock_guard<std::mutex> g(a.m);
            return relocate(a, from, b, to);
        }
        std::unique_lock<std::mutex> la(a.m, std::defer_lock);
        std::unique_lock<std::mutex> lb(b.m, std::defer_lock);
        if (std::less<stripe*>{}(&a, &b)) {
            la.lock();
            lb.lock();
        } else {
            lb.lock();
            la.lock();
        }
        return relocate(a, from, b, to);
    }

    // Locks every stripe in index order, runs f on the whole map, then unwinds.
    template <class F>
    void with_all(F&& f) {
        with_all_from<0>(f);
    }

    std::size_t size() const {
        std::size_t n = 0;
        for (const stripe& s : stripes_) {
            std::lock_guard<std::mutex> g(s.m);
            n += s.data.size();
        }
        return n;
    }

private:
    template <std::size_t I, class F>
    void with_all_from(F& f) {
        if constexpr (I == N) {
            for (stripe& s : stripes_)
                f(s.data);
        } else {
            std::lock_guard<std::mutex> g(stripes_[I].m);
            with_all_from<I + 1>(f);
        }
    }

    static bool relocate(stripe& a, const K& from, stripe& b, const K& to) {
        if (b.data.count(to) != 0)
            return false;
        auto node = a.data.extract(from);
        if (node.empty())
            return false;
        node.key() = to;
        b.data.insert(std::move(node));
        return true;
    }

    stripe& of(const K& k) { return stripes_[Hash{}(k) % N]; }
    std::array<stripe, N> stripes_;
};

template <class T>
class tree {
    struct entry {
        T value{};
        std::map<std::string, std::unique_ptr<entry>> children;
    };

public:
    template <class F>
    void walk(F&& f) {
        std::lock_guard<std::recursive_mutex> g(mutex_);
        walk_entry(root_, f);
    }

    // Visitors may call back into set() or walk() on the same tree.
    template <class It>
    void set(It first, It last, T v) {
        std::lock_guard<std::recursive_mutex> g(mutex_);
        if (first == last) {
            root_.value = std::move(v);
            return;
        }
        descend(root_, first, last).value = std::move(v);
    }

    template <class It, class F>
    void update(It first, It last, F&& f) {
        std::unique_lock<std::recursive_mutex> g(mutex_);
        T next = f(std::as_const(descend(root_, first, last).value));
        set(first, last, std::move(next));
    }

private:
    template <class F>
    void walk_entry(entry& e, F& f) {
        f(e.value);
        walk_children(e, f);
    }

    template <class F>
    void walk_children(entry& e, F& f) {
        for (auto& [name, child] : e.children)
            walk_entry(*child, f);
    }

    template <class It>
    entry& descend(entry& e, It first, It last) {
        if (first == last)
            return e;
        auto& slot = e.children[*first];
        if (!slot)
            slot = std::make_unique<entry>();
        return descend(*slot, std::next(first), last);
    }

    std::recursive_mutex mutex_;
    entry root_;
};

}  // namespace striped
