// blocked: who is blocked, on what; and the end of a process in which everybody is for good.
#pragma once

#include <leash/detail/park.h>

#include <cstdio>
#include <string>
#include <vector>

namespace leash {

/// Somebody who is blocked.
struct blocked_task {
  std::uint64_t id = 0;
  std::string operation;        ///< "receiving from channel 0x5581e0"; "receiving from nil channel"
  const void *object = nullptr; ///< null for a nil channel, a sleep, a select
  std::source_location where;   ///< the call that blocks
  std::source_location born;    ///< where the task was started; of a plain thread, unknown (line 0)
  bool is_task = true;          ///< false: a plain thread
  bool timed = false;           ///< a timeout or a context may end it
  bool daemon = false;

  /// "task 7: sending to channel 0x5581e0 at a.cpp:12, born at b.cpp:3".
  std::string text() const {
    std::string line =
        (is_task ? "task " : "thread ") + std::to_string(id) + ": " + operation + " at " + detail::place(where);
    if (is_task)
      line += ", born at " + detail::place(born);
    return line;
  }
};

namespace detail {

inline std::string describe(const blocking_point &point) {
  std::string words = detail::text(point.what);
  const bool of_channel = point.what == op::send || point.what == op::receive;
  if (!point.object && of_channel)
    return words.replace(words.rfind(' ') + 1, std::string::npos, "nil channel");
  if (point.what == op::select && point.object == &point_of_no_arms)
    return words + " without arms";
  if (point.object && point.what != op::select) {
    char address[24];
    std::snprintf(address, sizeof address, " %p", point.object);
    words += address;
  }
  return words;
}

inline void note_if_blocked(const runner &one, std::vector<blocked_task> &list) {
  const std::uint64_t id = one.id.load(std::memory_order_acquire);
  if (!id)
    return;
  const blocking_point point = one.blocked_on();
  if (point.what == op::none)
    return;
  list.push_back({.id = id,
                  .operation = describe(point),
                  .object = point.object,
                  .where = point.where,
                  .born = one.born.load(),
                  .is_task = one.is_task,
                  .timed = point.timed,
                  .daemon = one.daemon.load()});
}

/// All tasks and all threads that are blocked in an operation of the runtime.
inline std::vector<blocked_task> blocked_runners() {
  std::vector<blocked_task> list;
#ifndef LEASH_TASKS_AS_THREADS
  the_scheduler().each_task([&](const runner &one) { note_if_blocked(one, list); });
#endif
  threads().each([&](const runner &one) { note_if_blocked(one, list); });
  return list;
}

/// Whether nothing can happen any more unless somebody does it of whom the runtime doesn't know.
inline bool is_everybody_asleep() {
  return threads().active() == 0 && the_scheduler().timer_count() == 0 && !the_scheduler().is_there_work();
}

inline void look_for_deadlock() noexcept {
  const std::uint64_t moment = threads().moment(); // all that is seen has to be seen at one
  if (!is_everybody_asleep())
    return;
  // A thread that has never met the runtime may still wake somebody; one that is just ending won't.
  for (int looks = 0; are_there_strangers(); ++looks) {
    const timespec a_moment{0, 1'000'000};
    nanosleep(&a_moment, nullptr);
    if (looks == 50 || threads().moment() != moment)
      return;
  }
  const std::vector<blocked_task> blocked = blocked_runners();
  if (blocked.empty() || threads().moment() != moment)
    return;
  std::string report = "all tasks are asleep - deadlock!\n";
  for (const blocked_task &one : blocked)
    report += "\n  " + one.text();
  die(report);
}

} // namespace detail

} // namespace leash
