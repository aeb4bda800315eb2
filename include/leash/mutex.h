// mutex: a lock that one task or thread holds at a time. Who waits for it parks; its worker goes on with other tasks.
//
// It isn't recursive: who locks it twice waits for itself for ever, and the deadlock report says so. It belongs to
// nobody: one may lock it and another unlock it. std::lock_guard, std::unique_lock and std::scoped_lock work with it; a
// leash::guard does what they do, tells reports the place of its own line instead of one in the standard library, and
// is understood by Clang's -Wthread-safety.
//
// Fairness: a mutex that is given back may be taken by somebody who comes just then, before who waits for it. But who
// has tried in vain for a millisecond is next for certain.
//
// Example:
//     #include <leash/mutex.h>
//     class account {
//     public:
//       void deposit(int amount) {
//         const leash::guard hold(mutex_);
//         balance_ += amount;
//       }
//     private:
//       leash::mutex mutex_;
//       int balance_ = 0; // guarded by mutex_
//     };
#pragma once

#include <leash/detail/lock-queue.h>

#include <atomic>
#include <cstdint>
#include <mutex>

namespace leash {

/// Everything written before an unlock() is visible after the lock that comes next. Not copyable, and not movable.
class LEASH_CAPABILITY("mutex") mutex {
public:
  constexpr mutex() noexcept = default;
  mutex(const mutex &) = delete;
  mutex &operator=(const mutex &) = delete;

  /// Blocks until the mutex is the caller's.
  void lock(std::source_location here = std::source_location::current())
      LEASH_ACQUIRE() LEASH_NO_THREAD_SAFETY_ANALYSIS {
    {
      detail::quiet hidden;
      if (!take(here)) [[unlikely]]
        wait({}, here);
    }
    detail::tsan_acquire(this);
  }

  /// False: somebody has it.
  [[nodiscard]] bool try_lock(std::source_location here = std::source_location::current())
      LEASH_TRY_ACQUIRE(true) LEASH_NO_THREAD_SAFETY_ANALYSIS {
    {
      detail::quiet hidden;
      if (!take(here)) {
        detail::the_scheduler().spend(*detail::this_machine()); // somebody may try for ever
        return false;
      }
    }
    detail::tsan_acquire(this);
    return true;
  }

  /// Like lock(), but gives up after a while, or when `end` is done. False: it has. What needs no waiting succeeds.
  template <class Rep, class Period>
  [[nodiscard]] LEASH_ANNOTATE("leash:acquire:if-true:blocks:timed") bool try_lock_for(
      std::chrono::duration<Rep, Period> timeout, std::source_location here = std::source_location::current())
      LEASH_TRY_ACQUIRE(true) {
    return lock_within(detail::limits_of(timeout), here);
  }
  [[nodiscard]] LEASH_ANNOTATE("leash:acquire:if-true:blocks:timed") bool try_lock_until(
      clock::time_point deadline, std::source_location here = std::source_location::current()) LEASH_TRY_ACQUIRE(true) {
    return lock_within(detail::limits_of(deadline), here);
  }
  [[nodiscard]] LEASH_ANNOTATE("leash:acquire:if-true:blocks:timed") bool lock(
      const context &end, std::source_location here = std::source_location::current()) LEASH_TRY_ACQUIRE(true) {
    return lock_within(detail::limits_of(end), here);
  }

  /// Gives the mutex back. If nobody has it, the process ends, with the places of this call and of the last unlock().
  void unlock(std::source_location here = std::source_location::current())
      LEASH_RELEASE() LEASH_NO_THREAD_SAFETY_ANALYSIS {
    detail::tsan_release(this);
    detail::quiet hidden;
    if (word_.load(std::memory_order_relaxed) != held || ++uses_ % uses_per_look == 0) [[unlikely]]
      return pass_on(here);
    last_ = here; // first: whoever takes it then may end it
    if (!release()) [[unlikely]]
      pass_on(here);
  }

private:
  // Whether it is held, and whether somebody may wait or be on the way: then it is given back with `guard_` held. So is
  // that changed.
  static constexpr std::uint8_t held = 1, wanted = 2;

  bool take(const std::source_location &here) noexcept {
    std::uint8_t word = 0;
    while (!word_.compare_exchange_weak(word, word | held, std::memory_order_acquire, std::memory_order_relaxed))
      if (word & held)
        return false;
    last_ = here;
    return true;
  }

  bool lock_within(const detail::limits &until, const std::source_location &here)
      LEASH_TRY_ACQUIRE(true) LEASH_NO_THREAD_SAFETY_ANALYSIS {
    {
      detail::quiet hidden;
      if (!take(here) && !wait(until, here))
        return false;
    }
    detail::tsan_acquire(this);
    return true;
  }

  // Somebody had it a moment ago.
  [[gnu::noinline]] bool wait(const detail::limits &until, const std::source_location &here) {
    using turn = detail::lock_queue::turn;
    detail::lock_queue::attempt mine;
    for (;;) {
      guard_.lock();
      if (!announce_wait()) {
        queue_.succeeded(mine);
        guard_.unlock();
        last_ = here;
        return true;
      }
      switch (queue_.wait(*detail::this_machine(), guard_, mine, until, {detail::op::lock, false, this, here})) {
      case turn::given_up:
        return false;
      case turn::handed_over:
        last_ = here;
        return true;
      case turn::to_try:
        break;
      }
    }
  }

  // With `guard_` held. False: it was free, and has been taken.
  bool announce_wait() noexcept {
    std::uint8_t word = word_.load(std::memory_order_relaxed);
    for (;;) {
      const std::uint8_t then = word & held ? held | wanted : word | held;
      if (word_.compare_exchange_weak(word, then, std::memory_order_acquire, std::memory_order_relaxed))
        return word & held;
    }
  }

  // Somebody waits, or nobody has it, or others should run.
  [[gnu::noinline]] void pass_on(const std::source_location &here) {
    detail::waiter *next;
    do {
      guard_.lock();
      if (!(word_.load(std::memory_order_relaxed) & held)) {
        guard_.unlock();
        detail::die_unlocking("unlock of unlocked mutex", here, "last unlocked at", last_);
      }
      next = queue_.next();
      last_ = here;
      const bool is_handed_over = next && next->ok;
      if (queue_.is_wanted()) { // whoever takes it now needs `guard_` to give it back, and so can't end it before us
        word_.store(is_handed_over ? held | wanted : wanted, std::memory_order_release);
        guard_.unlock();
        break;
      }
      word_.store(held, std::memory_order_relaxed);
      guard_.unlock();
      if (is_handed_over)
        break;
    } while (!release());
    detail::machine &machine = *detail::this_machine();
    if (next)
      detail::wake_up(machine, *next);
    detail::the_scheduler().spend(machine);
  }

  // False: it isn't held, or somebody may wait.
  bool release() noexcept {
    std::uint8_t word = held;
    return word_.compare_exchange_strong(word, 0, std::memory_order_release, std::memory_order_relaxed);
  }

  // Now and then it lets other tasks run although it needn't wait. (Each time would cost a third more.)
  static constexpr unsigned uses_per_look = 16;

  std::atomic<std::uint8_t> word_{0};
  std::uint8_t uses_ = 0;   ///< changed by who holds the mutex, as is last_
  detail::spin_lock guard_; ///< of the queue
  detail::lock_queue queue_;
  std::source_location last_; ///< where it was locked or unlocked last
};

/// Holds a leash::mutex, or a leash::rw_mutex for writing, until its scope ends. It can be given back and taken again
/// in between, and so be waited with for a leash::cond. For one task or thread.
template <class Mutex> class LEASH_SCOPED_CAPABILITY [[nodiscard]] guard {
public:
  /// Blocks until the mutex is the caller's.
  explicit guard(Mutex &mutex, std::source_location here = std::source_location::current()) LEASH_ACQUIRE(mutex)
      : mutex_(mutex), here_(here) {
    mutex.lock(here);
  }
  /// The caller holds the mutex already.
  guard(Mutex &mutex, std::adopt_lock_t, std::source_location here = std::source_location::current())
      LEASH_REQUIRES(mutex)
      : mutex_(mutex), here_(here) {}
  guard(const guard &) = delete;
  guard &operator=(const guard &) = delete;
  ~guard() LEASH_RELEASE() {
    if (owns_)
      mutex_.unlock(here_);
  }

  void lock(std::source_location here = std::source_location::current()) LEASH_ACQUIRE() {
    mutex_.lock(here);
    owns_ = true;
  }
  void unlock(std::source_location here = std::source_location::current()) LEASH_RELEASE() {
    owns_ = false;
    mutex_.unlock(here);
  }
  [[nodiscard]] bool owns_lock() const noexcept { return owns_; }

private:
  Mutex &mutex_;
  std::source_location here_;
  bool owns_ = true;
};

} // namespace leash
