// Monotonic arena whose synchronisation compiles away for single-threaded builds.
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <mutex>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

namespace mem {

struct single_threaded {
    static constexpr bool threaded = false;
    static constexpr std::size_t chunk_size = 4096;
};

struct multi_threaded {
    static constexpr bool threaded = true;
    static constexpr std::size_t chunk_size = 64 * 1024;
};

template <class Policy>
class arena {
public:
    arena() = default;
    arena(const arena&) = delete;
    arena& operator=(const arena&) = delete;

    void* allocate(std::size_t bytes, std::size_t align = alignof(std::max_align_t)) noexcept {
        if constexpr (Policy::threaded)
            mutex_.lock();

        std::byte* p = carve(bytes, align);
        if (p == nullptr) {
            if (!grow(bytes + align)) {
                if constexpr (Policy::threaded)
                    mutex_.unlock();
                return nullptr;
            }
            p = carve(bytes, align);
        }
        used_ += bytes;

        if constexpr (Policy::threaded)
            mutex_.unlock();
        return p;
    }

    template <class T, class... Args>
    T* make(Args&&... args) {
        static_assert(std::is_trivially_destructible_v<T>);
        void* p = allocate(sizeof(T), alignof(T));
        return p ? ::new (p) T(std::forward<Args>(args)...) : nullptr;
    }

    std::size_t used() const noexcept {
        if constexpr (Policy::threaded) {
            std::lock_guard<std::mutex> lock(mutex_);
            return used_;
        } else {
            return used_;
        }
    }

    void release() noexcept {
        std::unique_lock<std::mutex> lock(mutex_, std::defer_lock);
        if constexpr (Policy::threaded)
            lock.lock();
        chunks_.clear();
        cursor_ = limit_ = nullptr;
        used_ = 0;
    }

    template <class F>
    void for_each_chunk(F&& f) const {
        lock_if_threaded();
        for (const auto& c : chunks_) {
            static_assert(std::is_nothrow_invocable_v<F&, const std::byte*>);
            f(static_cast<const std::byte*>(c.get()));
        }
        unlock_if_threaded();
    }

private:
    void lock_if_threaded() const {
        if constexpr (Policy::threaded)
            mutex_.lock();
    }

    void unlock_if_threaded() const {
        if constexpr (Policy::threaded)
            mutex_.unlock();
    }

    std::byte* carve(std::size_t bytes, std::size_t align) noexcept {
        void* p = cursor_;
        std::size_t space = static_cast<std::size_t>(limit_ - cursor_);
        if (p == nullptr || std::align(align, bytes, p, space) == nullptr)
            return nullptr;
        cursor_ = static_cast<std::byte*>(p) + bytes;
        return static_cast<std::byte*>(p);
    }

    bool grow(std::size_t at_least) noexcept {
        const std::size_t size = at_least > Policy::chunk_size ? at_least : Policy::chunk_size;
        try {
            chunks_.push_back(std::make_unique<std::byte[]>(size));
        } catch (const std::bad_alloc&) {
            return false;
        }
        cursor_ = chunks_.back().get();
        limit_ = cursor_ + size;
        return true;
    }

    mutable std::mutex mutex_;
    std::vector<std::unique_ptr<std::byte[]>> chunks_;
    std::byte* cursor_ = nullptr;
    std::byte* limit_ = nullptr;
    std::size_t used_ = 0;
};

}  // namespace mem
