// pool: things that are dear to make, to be used again: buffers, parsers, connections.
//
// A handle owns an item until its end; then the item goes back, as it is. get() gives any item, in the state in which
// its last user left it, or makes a new one: clear what must be clear. Each worker has a small store of its own, and
// looks into those of others before it makes something new. What a store has no room for is destroyed.
//
// Example:
//     #include <leash/pool.h>
//     #include <string>
//     std::string in_brackets(const std::string &text) {
//       static leash::pool<std::string> buffers;
//       auto buffer = buffers.get();
//       buffer->clear();
//       buffer->append("[").append(text).append("]");
//       return *buffer;
//     }
#pragma once

#include <leash/detail/park.h>

#include <concepts>
#include <functional>
#include <memory>

namespace leash {

/// Any number of tasks and threads may use a pool at the same time. It must outlive its handles. Everything that the
/// last user has done with an item is visible to the next. Nothing blocks. Not copyable, and not movable.
template <class T> class pool {
public:
  /// Makes items as T().
  pool()
    requires std::default_initializable<T>
      : make_([] { return std::make_unique<T>(); }) {}

  /// Makes items as T(factory()), at several places at the same time.
  template <class F>
    requires requires(F &make) { new T(make()); }
  explicit pool(F factory)
      : make_([factory = std::move(factory)]() mutable { return std::unique_ptr<T>(new T(factory())); }) {}

  pool(const pool &) = delete;
  pool &operator=(const pool &) = delete;
  ~pool() {
    for (store &each : stores_)
      while (T *item = each.take())
        delete item;
  }

  /// Owns an item of the pool. Moved from, or released, it owns none.
  class [[nodiscard]] handle {
  public:
    handle(handle &&other) noexcept : item_(std::move(other.item_)), home_(other.home_) {}
    handle &operator=(handle &&other) noexcept {
      std::swap(item_, other.item_);
      std::swap(home_, other.home_);
      return *this;
    }
    ~handle() {
      if (item_)
        home_->put(std::move(item_));
    }

    T &operator*() const noexcept { return *item_; }
    T *operator->() const noexcept { return item_.get(); }
    explicit operator bool() const noexcept { return item_ != nullptr; }

    /// The item doesn't go back to the pool.
    [[nodiscard]] std::unique_ptr<T> release() noexcept { return std::move(item_); }

  private:
    friend pool;
    handle(std::unique_ptr<T> item, pool &home) noexcept : item_(std::move(item)), home_(&home) {}

    std::unique_ptr<T> item_;
    pool *home_;
  };

  /// An item that nobody else has. Throws what the factory throws.
  [[nodiscard]] handle get() {
    if (T *item = find()) {
      detail::tsan_acquire(item);
      return {std::unique_ptr<T>(item), *this};
    }
    return {make_(), *this};
  }

private:
  static constexpr std::size_t room = 32, store_count = 16;

  /// The last that came in is the first to go out: it may still be in the cache.
  struct alignas(64) store {
    detail::spin_lock lock;
    std::atomic<std::uint32_t> count{0};
    T *items[room];

    T *take() noexcept {
      if (count.load(std::memory_order_relaxed) == 0)
        return nullptr;
      std::lock_guard hold(lock);
      const std::uint32_t left = count.load(std::memory_order_relaxed);
      if (left == 0)
        return nullptr;
      count.store(left - 1, std::memory_order_relaxed);
      return items[left - 1];
    }
    bool put(T *item) noexcept {
      std::lock_guard hold(lock);
      const std::uint32_t filled = count.load(std::memory_order_relaxed);
      if (filled == room)
        return false;
      items[filled] = item;
      count.store(filled + 1, std::memory_order_relaxed);
      return true;
    }
  };

  T *find() noexcept {
    detail::quiet hidden;
    const std::size_t mine = nearest();
    for (std::size_t i = 0; i != store_count; ++i)
      if (T *item = stores_[(mine + i) % store_count].take())
        return item;
    return nullptr;
  }

  void put(std::unique_ptr<T> item) noexcept {
    detail::tsan_release(item.get());
    detail::quiet hidden;
    if (stores_[nearest()].put(item.get()))
      static_cast<void>(item.release());
    else
      detail::quiet::expose([&] { item.reset(); });
  }

  // The store of the worker that runs the caller; of a thread without one, any that stays the same.
  static std::size_t nearest() noexcept {
    const detail::machine &here = *detail::this_machine();
#ifndef LEASH_TASKS_AS_THREADS
    if (here.on)
      return std::size_t(here.on->index) % store_count;
#endif
    return here.id.load(std::memory_order_relaxed) % store_count;
  }

  std::function<std::unique_ptr<T>()> make_;
  store stores_[store_count];
};

} // namespace leash
