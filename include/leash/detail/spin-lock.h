// spin-lock: one byte that guards the inside of a primitive for a few dozen instructions.
//
// It may be given back by another task than the one that took it: a task that goes to sleep keeps the lock of what it
// waits for until it has been switched away from, so that nobody wakes it before it sleeps.
#pragma once

#include <leash/detail/futex.h>

#include <atomic>
#include <sched.h>

namespace leash::detail {

/// How long the calling thread has waited for such locks.
inline constinit thread_local nanoseconds spent_in_spin_locks = 0;

class spin_lock {
public:
  [[gnu::always_inline]] void lock() noexcept {
    if (held_.exchange(true, std::memory_order_acquire)) [[unlikely]]
      wait();
  }
  bool try_lock() noexcept {
    return !held_.load(std::memory_order_relaxed) && !held_.exchange(true, std::memory_order_acquire);
  }
  [[gnu::always_inline]] void unlock() noexcept { held_.store(false, std::memory_order_release); }

private:
  // Whoever holds it may have been preempted; on a full machine only giving up the processor helps.
  [[gnu::noinline]] void wait() noexcept {
    const nanoseconds began = monotonic_now();
    for (unsigned spins = 1;; ++spins) {
      if (try_lock()) {
        spent_in_spin_locks += monotonic_now() - began;
        return;
      }
      if (spins % 64 == 0)
        sched_yield();
      else
        relax();
    }
  }
  static void relax() noexcept {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    asm volatile("yield");
#endif
  }

  std::atomic<bool> held_{false};
};

} // namespace leash::detail
