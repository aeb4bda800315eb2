// Owned sections: free functions enter()/leave() are found by argument-dependent lookup.
#include <array>
#include <cstddef>
#include <mutex>
#include <pthread.h>
#include <string>
#include <type_traits>
#include <utility>

namespace section {

inline void lock(std::mutex& m) { m.lock(); }
inline void unlock(std::mutex& m) { m.unlock(); }
inline void lock(pthread_mutex_t& m) { pthread_mutex_lock(&m); }
inline void unlock(pthread_mutex_t& m) { pthread_mutex_unlock(&m); }

template <class T>
class cell {
public:
    explicit cell(T v = T{}) : value_(std::move(v)) {}

    template <class U>
    T exchange(U&& next) noexcept {
        mutex_.lock();
        T old = std::exchange(value_, std::forward<U>(next));
        leave(*this);
        return old;
    }

    template <class F>
    auto update(F&& f) -> std::invoke_result_t<F, T&> {
        static_assert(std::is_nothrow_invocable_v<F, T&>);
        enter(*this);
        if constexpr (std::is_void_v<std::invoke_result_t<F, T&>>) {
            std::forward<F>(f)(value_);
            mutex_.unlock();
        } else {
            auto r = std::forward<F>(f)(value_);
            mutex_.unlock();
            return r;
        }
    }

    bool assign_if(const T& expected, T desired) noexcept {
        mutex_.lock();
        if (!(value_ == expected)) {
            leave(*this);
            return false;
        }
        value_ = std::move(desired);
        leave(*this);
        return true;
    }

    friend void enter(cell& c) { c.mutex_.lock(); }
    friend void leave(cell& c) { c.mutex_.unlock(); }

private:
    std::mutex mutex_;
    T value_;
};

template <class Handle, std::size_t Slots = 8>
class slot_table {
    static_assert(std::is_trivially_copyable_v<Handle>);

public:
    slot_table() {
        for (auto& s : slots_)
            pthread_mutex_init(&s.mutex, nullptr);
    }
    ~slot_table() {
        for (auto& s : slots_)
            pthread_mutex_destroy(&s.mutex);
    }
    slot_table(const slot_table&) = delete;
    slot_table& operator=(const slot_table&) = delete;

    void store(std::size_t i, Handle h) {
        auto& s = slots_[i % Slots];
        lock(s.mutex);
        s.handle = h;
        ++s.generation;
        unlock(s.mutex);
    }

    bool load(std::size_t i, Handle& out) {
        auto& s = slots_[i % Slots];
        pthread_mutex_lock(&s.mutex);
        if (s.generation == 0) {
            unlock(s.mutex);
            return false;
        }
        out = s.handle;
        unlock(s.mutex);
        return true;
    }

    std::size_t live() {
        std::size_t n = 0;
        for (auto& s : slots_) {
            lock(s.mutex);
            n += s.generation != 0;
            unlock(s.mutex);
        }
        lock(summary_mutex_);
        last_live_ = n;
        unlock(summary_mutex_);
        return n;
    }

private:
    struct slot {
        pthread_mutex_t mutex;
        Handle handle{};
        unsigned generation = 0;
    };
    std::array<slot, Slots> slots_;
    std::mutex summary_mutex_;
    std::size_t last_live_ = 0;
};

}  // namespace section
