// runner: whoever runs code, and can therefore block: a task, or a plain thread.
//
// A runner says what it is blocked on, for the leak check and the deadlock report. Reports are read by other threads
// while the program goes on, so each field is an atomic of its own; `blocked_on` looks twice and believes what stayed.
#pragma once

#include <leash/config.h>
#include <leash/detail/sanitizer.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <source_location>

namespace leash::detail {

/// What a runner is blocked in.
enum class op : std::uint8_t {
  none, ///< it isn't blocked
  send,
  receive,
  select,
  sleep,
  lock,
  lock_shared,
  wait_condition,
  wait_group,
  once,
  wait_task,
};

constexpr const char *text(op what) noexcept {
  switch (what) {
  case op::none:
    return "running";
  case op::send:
    return "sending to channel";
  case op::receive:
    return "receiving from channel";
  case op::select:
    return "in select";
  case op::sleep:
    return "sleeping";
  case op::lock:
    return "locking mutex";
  case op::lock_shared:
    return "locking mutex for reading";
  case op::wait_condition:
    return "waiting for condition";
  case op::wait_group:
    return "waiting for wait group";
  case op::once:
    return "waiting for once";
  case op::wait_task:
    return "waiting for task";
  }
  return "blocked";
}

/// Where and on what a runner blocks. `object` is null for a nil channel and where there is no object.
struct blocking_point {
  op what = op::none;
  bool timed = false; ///< a timeout or a cancellation will end it
  const void *object = nullptr;
  std::source_location where;
};

/// Marks, as the object of a select, that it has no arms.
inline constexpr char point_of_no_arms = 0;

/// A value that a task_local owns in one runner; see task_local.h.
struct local_value {
  local_value *next;
  const void *key;
  void (*destroy)(local_value *);
};

struct runner {
  std::atomic<std::uint64_t> id{0}; ///< 0: there is nobody
  std::atomic<op> doing{op::none};
  std::atomic<bool> timed{false};
  bool is_task = false;
  std::atomic<bool> daemon{false};
  std::atomic<const void *> object{nullptr};
  std::atomic<std::source_location> where{std::source_location()};
  std::atomic<std::source_location> born{std::source_location()};
  local_value *locals = nullptr;

  void blocks_at(const blocking_point &point) noexcept {
    object.store(point.object, std::memory_order_relaxed);
    where.store(point.where, std::memory_order_relaxed);
    timed.store(point.timed, std::memory_order_relaxed);
    doing.store(point.what, std::memory_order_release);
  }
  void runs() noexcept { doing.store(op::none, std::memory_order_release); }

  /// What it is blocked on right now, if it is.
  blocking_point blocked_on() const noexcept {
    for (;;) {
      blocking_point point;
      point.what = doing.load(std::memory_order_acquire);
      point.timed = timed.load(std::memory_order_acquire);
      point.object = object.load(std::memory_order_acquire);
      point.where = where.load(std::memory_order_acquire);
      if (doing.load(std::memory_order_acquire) == point.what)
        return point;
    }
  }

  /// Ends what task_locals own here, the youngest first. They may make new ones meanwhile.
  void end_locals() noexcept {
    while (local_value *value = take_local())
      value->destroy(value);
  }

private:
  // A record is used by one task after another, which nothing else orders.
  local_value *take_local() noexcept {
    quiet hidden;
    local_value *first = locals;
    if (first)
      locals = first->next;
    return first;
  }
};

} // namespace leash::detail
