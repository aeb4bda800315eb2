// limits: what a caller gives to end a wait early, a duration, a time or a context, as `park` takes it.
#pragma once

#include <leash/clock.h>

namespace leash {

class context;

namespace detail {

/// What ends waits with `end` when it is done; in context.h.
closable *cancellation_of(const context &end) noexcept;

template <class Rep, class Period> limits limits_of(std::chrono::duration<Rep, Period> timeout) noexcept {
  return {.deadline = deadline_in(timeout)};
}
inline limits limits_of(clock::time_point deadline) noexcept { return {.deadline = in_nanoseconds(deadline)}; }
inline limits limits_of(const context &end) noexcept { return {.cancel = cancellation_of(end)}; }

/// Whether the time is up already. (A context that is done, `park` notices at once.)
inline bool is_over(const limits &until) noexcept {
  return until.deadline != never && until.deadline <= the_scheduler().now();
}

} // namespace detail
} // namespace leash
