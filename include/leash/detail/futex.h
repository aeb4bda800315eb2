// futex: a word that one thread sleeps on, and another wakes it by.
#pragma once

#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdint>
#include <ctime>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace leash::detail {

/// Nanoseconds of the monotonic clock; what deadlines are measured in. `never` is none.
using nanoseconds = std::int64_t;
inline constexpr nanoseconds never = INT64_MAX;

inline nanoseconds monotonic_now() noexcept {
  timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return nanoseconds(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

/// One permit: `post` gives it, `wait` takes it. Whoever posts may find the word gone afterwards; waking an address
/// that nobody waits at does nothing. Both leave errno alone.
class permit {
public:
  /// Takes the permit, sleeping until there is one or until `deadline` of the monotonic clock. False: none came.
  bool wait(nanoseconds deadline = never) noexcept {
    while (!posted_.exchange(0, std::memory_order_acquire)) {
      if (deadline == never) {
        sleep(nullptr);
        continue;
      }
      timespec until{time_t(deadline / 1'000'000'000), long(deadline % 1'000'000'000)};
      sleep(&until);
      if (monotonic_now() >= deadline)
        return posted_.exchange(0, std::memory_order_acquire);
    }
    return true;
  }

  void post() noexcept {
    const int error = errno;
    posted_.store(1, std::memory_order_release);
    syscall(SYS_futex, &posted_, FUTEX_WAKE_PRIVATE, 1, nullptr, nullptr, 0);
    errno = error;
  }

private:
  void sleep(const timespec *until) noexcept {
    const int error = errno;
    syscall(SYS_futex, &posted_, FUTEX_WAIT_BITSET_PRIVATE, 0, until, nullptr, FUTEX_BITSET_MATCH_ANY);
    errno = error;
  }

  std::atomic<std::uint32_t> posted_{0};
};

} // namespace leash::detail
