// test_clock: time that passes only when a test says so.
//
// While one lives, leash::clock stands still; sleeps, timeouts, tickers and deadlines go by it. There can be one at a
// time, and it should be there before anything is timed.
//
// Example:
//     #include <leash/go.h>
//     #include <leash/test_clock.h>
//     #include <leash/time.h>
//     bool wakes_after_a_day() {
//       leash::test_clock time;
//       auto awake = leash::make_chan<leash::unit>(1);
//       leash::go([=] {
//         leash::sleep_for(std::chrono::hours(24));
//         awake.send({});
//       });
//       time.wait_for_timers(1);
//       time.advance(std::chrono::hours(24));
//       return awake.recv().has_value();
//     }
#pragma once

#include <leash/clock.h>
#include <leash/go.h>

namespace leash {

class test_clock {
public:
  /// Starts at the clock's epoch (zero). Throws misuse if there is a test_clock already.
  explicit test_clock(std::source_location here = std::source_location::current()) {
    if (there_is_one_.exchange(true))
      detail::throw_misuse("a second test_clock", here);
    detail::quiet hidden;
    detail::the_scheduler().set_time(0);
  }
  ~test_clock() {
    detail::quiet hidden;
    detail::the_scheduler().put_clock_back();
    there_is_one_ = false;
  }
  test_clock(const test_clock &) = delete;
  test_clock &operator=(const test_clock &) = delete;

  clock::time_point now() const noexcept { return clock::now(); }

  /// Lets `span` pass. Whatever becomes due meanwhile happens at its time, in order, and before time goes on, all tasks
  /// have run until they block (those that don't within a second of real time aren't waited for).
  template <class Rep, class Period> void advance(std::chrono::duration<Rep, Period> span) {
    detail::scheduler &scheduler = detail::the_scheduler();
    const detail::nanoseconds end = detail::in_nanoseconds(now()) + detail::in_nanoseconds(span);
    for (bool settled = true; settled;) {
      settled = settle();
      detail::quiet hidden;
      const detail::nanoseconds next = scheduler.earliest_timer();
      if (next <= end) {
        settled = true;
        scheduler.set_time(std::max(next, scheduler.now()));
        scheduler.fire_timers(scheduler.now());
      } else if (is_settled()) { // still: a worker may have fired what was due already
        break;
      }
    }
    detail::quiet hidden;
    scheduler.set_time(end);
  }

  /// How many timers are set: a sleep, a timed wait, a ticker, a deadline of a context is one each.
  std::size_t pending() const {
    detail::quiet hidden;
    return detail::the_scheduler().timer_count();
  }

  /// Returns once at least `count` timers are set.
  void wait_for_timers(std::size_t count) const {
    while (pending() < count)
      let_others_run();
  }

private:
  static void let_others_run() {
    yield();
    const timespec a_moment{0, 20'000};
    nanosleep(&a_moment, nullptr);
  }

  // All tasks but the caller are blocked, and no timer is about to wake one.
  static bool is_settled() {
    detail::quiet hidden;
    if (detail::the_scheduler().is_firing())
      return false;
    const detail::runner *self = &detail::this_machine()->self();
    bool settled = true;
    detail::the_scheduler().each_task([&](const detail::runner &one) {
      if (one.id.load(std::memory_order_acquire) && one.doing.load(std::memory_order_acquire) == detail::op::none &&
          &one != self)
        settled = false;
    });
    return settled;
  }

  // False: they still weren't after a second.
  static bool settle() {
    const detail::nanoseconds patience = detail::monotonic_now() + 1'000'000'000;
    while (!is_settled()) {
      if (detail::monotonic_now() >= patience)
        return false;
      let_others_run();
    }
    return true;
  }

  static inline std::atomic<bool> there_is_one_{false};
};

} // namespace leash
