// replaceable-clock: the time by which timers are fired: the monotonic clock's, or what a test says that it is.
#pragma once

#include <leash/detail/futex.h>

#include <atomic>

namespace leash::detail {

class replaceable_clock {
public:
  nanoseconds now() const noexcept {
    return is_replaced_.load(std::memory_order_acquire) ? time_.load(std::memory_order_acquire) : monotonic_now();
  }

  /// From now on it is `time`, and goes on only when this is called again, until the real clock is put back.
  void set(nanoseconds time) noexcept {
    time_.store(time, std::memory_order_release);
    is_replaced_.store(true, std::memory_order_release);
  }
  void put_back() noexcept { is_replaced_.store(false, std::memory_order_release); }

  bool is_replaced() const noexcept { return is_replaced_.load(); }

private:
  std::atomic<bool> is_replaced_{false};
  std::atomic<nanoseconds> time_{0};
};

} // namespace leash::detail
