// clock: the steady clock by which the runtime measures time; tests may replace it (test_clock.h).
//
// Example:
//     #include <leash/clock.h>
//     leash::clock::time_point in_a_second() { return leash::clock::now() + std::chrono::seconds(1); }
#pragma once

#include <leash/detail/park.h>

#include <chrono>

namespace leash {

/// std::chrono::steady_clock, unless a test has replaced it. Its time points are steady_clock's own.
struct clock {
  using duration = std::chrono::nanoseconds;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = std::chrono::time_point<std::chrono::steady_clock, duration>;
  static constexpr bool is_steady = true;

  static time_point now() noexcept {
    detail::quiet hidden;
    return time_point(duration(detail::the_scheduler().now()));
  }
};

namespace detail {

inline nanoseconds in_nanoseconds(clock::time_point time) noexcept { return time.time_since_epoch().count(); }

/// Never, if it is too far away to be a number of nanoseconds.
template <class Rep, class Period> nanoseconds in_nanoseconds(std::chrono::duration<Rep, Period> span) noexcept {
  using seconds = std::chrono::duration<double>;
  if (seconds(span).count() >= 9.2e9)
    return never;
  if (seconds(span).count() <= -9.2e9)
    return -never;
  return std::chrono::ceil<std::chrono::nanoseconds>(span).count();
}

/// The deadline `span` from now.
template <class Rep, class Period> nanoseconds deadline_in(std::chrono::duration<Rep, Period> span) noexcept {
  const nanoseconds wait = in_nanoseconds(span), now = the_scheduler().now();
  return wait > never - now ? never : now + std::max<nanoseconds>(wait, 0);
}

} // namespace detail
} // namespace leash
