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
      guard_.lock();
      if (!is_held_) [[likely]]
        take(here);
      else
        wait({}, here);
    }
    detail::tsan_acquire(this);
  }

  /// False: somebody has it.
  [[nodiscard]] bool try_lock(std::source_location here = std::source_location::current())
      LEASH_TRY_ACQUIRE(true) LEASH_NO_THREAD_SAFETY_ANALYSIS {
    {
      detail::quiet hidden;
      guard_.lock();
      if (is_held_) {
        guard_.unlock();
        detail::the_scheduler().spend(*detail::this_machine()); // somebody may try for ever
        return false;
      }
      take(here);
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
    guard_.lock();
    if (!is_held_ || queue_.is_wanted() || ++uses_ % uses_per_look == 0) [[unlikely]]
      return pass_on(here);
    is_held_ = false;
    last_ = here;
    guard_.unlock();
  }

private:
  void take(const std::source_location &here) noexcept {
    is_held_ = true;
    last_ = here;
    guard_.unlock();
  }

  bool lock_within(const detail::limits &until, const std::source_location &here)
      LEASH_TRY_ACQUIRE(true) LEASH_NO_THREAD_SAFETY_ANALYSIS {
    {
      detail::quiet hidden;
      guard_.lock();
      if (!is_held_)
        take(here);
      else if (!wait(until, here))
        return false;
    }
    detail::tsan_acquire(this);
    return true;
  }

  // Somebody has it. `guard_` is held, and is given back.
  [[gnu::noinline]] bool wait(const detail::limits &until, const std::source_location &here) {
    using turn = detail::lock_queue::turn;
    detail::lock_queue::attempt mine;
    for (;;) {
      switch (queue_.wait(*detail::this_machine(), guard_, mine, until, {detail::op::lock, false, this, here})) {
      case turn::given_up:
        return false;
      case turn::handed_over:
        last_ = here;
        return true;
      case turn::to_try:
        guard_.lock();
        if (!is_held_) {
          queue_.succeeded(mine);
          take(here);
          return true;
        }
      }
    }
  }

  // Somebody waits, or nobody has it, or others should run. `guard_` is held, and is given back.
  [[gnu::noinline]] void pass_on(const std::source_location &here) {
    if (!is_held_) {
      guard_.unlock();
      detail::die_unlocking("unlock of unlocked mutex", here, "last unlocked at", last_);
    }
    detail::waiter *next = queue_.next();
    is_held_ = next && next->ok;
    last_ = here;
    guard_.unlock();
    detail::machine &machine = *detail::this_machine();
    if (next)
      detail::wake_up(machine, *next);
    detail::the_scheduler().spend(machine);
  }

  // Now and then it lets other tasks run although it needn't wait. (Each time would cost a third more.)
  static constexpr unsigned uses_per_look = 16;

  detail::spin_lock guard_; ///< of all below
  bool is_held_ = false;
  std::uint8_t uses_ = 0;
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
