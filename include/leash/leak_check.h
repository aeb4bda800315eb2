// leak_check: finds tasks that are still blocked when nobody is left who would wake them.
//
// A task that waits for ever holds what it refers to for ever, and mostly is a bug: a send whose receiver has gone, a
// range over a channel that nobody closes. A leak_check looks at the tasks that were born after it: those that are
// still blocked at its end are leaks, unless they were started with go_daemon. With GoogleTest, see gtest.h.
//
// Example:
//     #include <leash/chan.h>
//     #include <leash/go.h>
//     #include <leash/leak_check.h>
//     bool leaks_nothing(void (*program)()) {
//       leash::leak_check check;
//       program();
//       return check.leaks().empty();
//     }
#pragma once

#include <leash/detail/blocked.h>
#include <leash/go.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

namespace leash {

/// Everybody who is blocked in an operation of the runtime right now: tasks, and threads (`is_task` is false).
inline std::vector<blocked_task> blocked_tasks() {
  detail::quiet hidden;
  return detail::blocked_runners();
}

class leak_check {
public:
  /// Tasks that live now aren't its business.
  leak_check() {
    detail::quiet hidden;
    detail::the_scheduler().each_task([&](const detail::runner &one) {
      if (const std::uint64_t id = one.id.load(std::memory_order_acquire))
        known_.push_back(id);
    });
    std::sort(known_.begin(), known_.end());
  }

  /// The tasks born since, but for daemons, that are blocked for good, oldest first.
  ///
  /// Waits until each has ended or is blocked; those that run, or are blocked only for a time (asleep, with a timeout,
  /// within a context), get `grace` to end, and so do all while threads still run that could wake them. Returns at once
  /// if nothing is left, or if nobody is left to change anything.
  [[nodiscard]] std::vector<blocked_task> leaks(std::chrono::nanoseconds grace = std::chrono::seconds(1)) const {
    const detail::nanoseconds end = detail::monotonic_now() + grace.count();
    for (int looks = 0;; ++looks) {
      const bool alone = looks > 2 && is_caller_alone(); // asked first: then nothing changes during the look
      const survey now = look();
      if (now.living == 0)
        return {};
      const bool over = detail::monotonic_now() >= end;
      if (over || (alone && now.blocked.size() == now.living && !is_any_timed(now)))
        return now.blocked;
      yield();
      const timespec a_moment{0, 50'000};
      nanosleep(&a_moment, nullptr);
    }
  }

  /// For people: a line for each leak; empty if there is none.
  [[nodiscard]] std::string report(std::chrono::nanoseconds grace = std::chrono::seconds(1)) const {
    std::string text;
    for (const blocked_task &one : leaks(grace))
      text += one.text() + '\n';
    return text;
  }

private:
  struct survey {
    std::size_t living = 0; ///< tasks born since
    std::vector<blocked_task> blocked;
  };

  survey look() const {
    detail::quiet hidden;
    survey now;
    const detail::runner *self = &detail::this_machine()->self();
    detail::the_scheduler().each_task([&](const detail::runner &one) {
      const std::uint64_t id = one.id.load(std::memory_order_acquire);
      if (!id || &one == self || one.daemon.load() || std::binary_search(known_.begin(), known_.end(), id))
        return;
      ++now.living;
      detail::note_if_blocked(one, now.blocked);
    });
    std::sort(now.blocked.begin(), now.blocked.end(), [](const auto &a, const auto &b) { return a.id < b.id; });
    return now;
  }

  static bool is_any_timed(const survey &now) {
    return std::any_of(now.blocked.begin(), now.blocked.end(), [](const blocked_task &one) { return one.timed; });
  }

  // Nobody else can wake a task. In this order: a stranger that meets the runtime, whoever fires a timer, and whoever
  // takes up work are active from then on.
  static bool is_caller_alone() {
    return !detail::are_there_strangers() && detail::the_scheduler().timer_count() == 0 &&
           !detail::the_scheduler().is_there_work() && detail::threads().active() <= 1;
  }

  std::vector<std::uint64_t> known_;
};

} // namespace leash
