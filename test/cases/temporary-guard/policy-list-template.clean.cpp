// Intrusive-ish list with the locking strategy chosen by a policy.
#include <cstddef>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <type_traits>
#include <utility>
#include <vector>

namespace pol {

struct null_mutex {
    void lock() noexcept {}
    bool try_lock() noexcept { return true; }
    void unlock() noexcept {}
    void lock_shared() noexcept {}
    void unlock_shared() noexcept {}
};

template <class Mutex>
struct exclusive_policy {
    using mutex_type = Mutex;
    using guard = std::lock_guard<Mutex>;
    using read_guard = guard;
};

template <>
struct exclusive_policy<std::shared_mutex> {
    using mutex_type = std::shared_mutex;
    using guard = std::unique_lock<std::shared_mutex>;
    using read_guard = std::shared_lock<std::shared_mutex>;
};

template <class P>
using policy_mutex_t = typename P::mutex_type;

template <class T, class P = exclusive_policy<std::mutex>>
class policy_list {
public:
    using mutex_type = policy_mutex_t<P>;

    policy_list() = default;

    policy_list(const policy_list& other) {
        typename P::read_guard g(other.mutex_);
        items_ = other.items_;
    }

    policy_list& operator=(policy_list other) {
        typename P::guard g(mutex_);
        items_.swap(other.items_);
        return *this;
    }

    template <class... Args>
    std::size_t emplace(Args&&... args) {
        typename P::guard g(mutex_);
        items_.emplace_back(std::forward<Args>(args)...);
        return items_.size() - 1;
    }

    template <class F>
    decltype(auto) modify(std::size_t i, F&& f) {
        typename P::guard g{mutex_};
        return std::forward<F>(f)(items_.at(i));
    }

    template <class F>
    void visit(F&& f) const {
        typename P::read_guard g(mutex_);
        for (const T& item : items_)
            f(item);
    }

    // Appends everything of `other`; safe to call as a.merge(b) and b.merge(a) concurrently.
    void merge(policy_list& other) {
        if (this == &other)
            return;
        if constexpr (std::is_same_v<mutex_type, null_mutex>) {
            items_.insert(items_.end(), other.items_.begin(), other.items_.end());
        } else {
            std::scoped_lock both(mutex_, other.mutex_);
            items_.insert(items_.end(), other.items_.begin(), other.items_.end());
        }
    }

    bool contains(const T& value) const {
        typename P::read_guard g(mutex_);
        return contains_unlocked(value);
    }

    bool insert_unique(T value) {
        typename P::guard g(mutex_);
        if (contains_unlocked(value))
            return false;
        items_.push_back(std::move(value));
        return true;
    }

    std::size_t size() const {
        return (typename P::read_guard(mutex_), items_.size());
    }

private:
    bool contains_unlocked(const T& value) const {
        for (const T& item : items_)
            if (item == value)
                return true;
        return false;
    }

    mutable mutex_type mutex_;
    std::vector<T> items_;
};

template <class T>
using unsynchronized_list = policy_list<T, exclusive_policy<null_mutex>>;

template <class T>
using shared_list = policy_list<T, exclusive_policy<std::shared_mutex>>;

}  // namespace pol
