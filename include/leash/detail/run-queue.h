// run-queue: the tasks that are to run on one worker.
//
// A ring, to which only its owner adds and from which others steal half, and before it one slot, `next`, for the task
// woken last. The ring is that of Go's scheduler (see scheduler.h).
//
// - `next` is stolen only if its owner has run nothing else for a while: who wakes somebody usually blocks soon, and
//   then both stay on one processor.
// - From a ring is stolen only if its owner falls behind: if, at its pace, the last task would wait for 20 µs and more.
#pragma once

#include <leash/detail/futex.h>
#include <leash/detail/task.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace leash::detail {

class run_queue {
public:
  static constexpr std::uint32_t ring_size = 256;

  // ── The owner's ────────────────────────────────────────────────────────────────────────────────────────────────

  // What each switch does is inlined by order: then it takes nothing of what the compiler is ready to inline otherwise.

  /// One more task is to be run. Returns how many that makes.
  [[gnu::always_inline]] std::uint32_t next_tick() noexcept {
    const std::uint32_t tick = tick_.load(std::memory_order_relaxed) + 1;
    tick_.store(tick, std::memory_order_relaxed);
    return tick;
  }

  /// False: there is no room; see `take_half`.
  bool push(task &one) noexcept {
    const std::uint32_t tail = tail_.load(std::memory_order_relaxed);
    const std::uint32_t head = head_.load(std::memory_order_acquire);
    if (tail - head < ring_size) {
      at(tail).store(&one, std::memory_order_relaxed);
      tail_.store(tail + 1, std::memory_order_release);
      return true;
    }
    return false;
  }

  /// Moves the older half of a full ring to `list`. False: others have made room meanwhile.
  bool take_half(task_list &list) noexcept {
    constexpr std::uint32_t half = ring_size / 2;
    std::uint32_t head = head_.load(std::memory_order_acquire);
    if (tail_.load(std::memory_order_relaxed) - head != ring_size)
      return false;
    task *moved[half];
    for (std::uint32_t i = 0; i != half; ++i)
      moved[i] = at(head + i).load(std::memory_order_relaxed);
    if (!head_.compare_exchange_strong(head, head + half, std::memory_order_acq_rel))
      return false;
    for (task *each : moved)
      list.push_back(*each);
    return true;
  }

  /// Adds tasks from the front of `list`, `most` of them if there is room.
  void push_from(task_list &list, std::size_t most) noexcept {
    std::uint32_t tail = tail_.load(std::memory_order_relaxed);
    for (; most && tail - head_.load(std::memory_order_acquire) < ring_size; --most) {
      task *one = list.pop_front();
      if (!one)
        return;
      at(tail).store(one, std::memory_order_relaxed);
      tail_.store(++tail, std::memory_order_release);
    }
  }

  /// Puts `one` into the slot. Returns the task that was there, if it is still to be had.
  [[gnu::always_inline]] task *put_next(task &one) noexcept {
    if (next_.load(std::memory_order_relaxed))
      return next_.exchange(&one, std::memory_order_acq_rel);
    next_.store(&one, std::memory_order_release);
    return nullptr;
  }

  /// Empties the slot.
  [[gnu::always_inline]] task *take_next() noexcept {
    task *one = next_.load(std::memory_order_relaxed);
    return one && next_.compare_exchange_strong(one, nullptr, std::memory_order_acq_rel) ? one : nullptr;
  }

  /// The oldest task of the ring.
  task *pop() noexcept {
    std::uint32_t head = head_.load(std::memory_order_acquire);
    for (;;) {
      const std::uint32_t tail = tail_.load(std::memory_order_relaxed);
      if (head == tail)
        return nullptr;
      task *one = at(head).load(std::memory_order_relaxed);
      if (head_.compare_exchange_weak(head, head + 1, std::memory_order_acq_rel)) {
        foresee(head, tail);
        return one;
      }
    }
  }

  /// Moves all there is to `list`.
  void take_all(task_list &list) noexcept {
    while (task *one = take_next())
      list.push_back(*one);
    while (task *one = pop())
      list.push_back(*one);
  }

  [[gnu::always_inline]] bool is_empty() const noexcept {
    return head_.load(std::memory_order_relaxed) == tail_.load(std::memory_order_relaxed) &&
           !next_.load(std::memory_order_relaxed);
  }

  // ── Anybody's ──────────────────────────────────────────────────────────────────────────────────────────────────

  /// Whether tasks wait in the ring.
  bool is_any_waiting() const noexcept { return head_.load() != tail_.load(); }

  /// From now on its pace is measured, for `is_behind`.
  void observe() noexcept {
    seen_head_.store(head_.load(std::memory_order_relaxed), std::memory_order_relaxed);
    seen_at_.store(monotonic_now(), std::memory_order_relaxed);
  }

  /// Whether the last task in the ring will have to wait for long, at the pace at which the worker took tasks from it
  /// since somebody looked last. Tasks that do little but wake each other are best left on one processor: two would
  /// mostly wait for each other's cache lines.
  bool is_behind(nanoseconds time) noexcept {
    constexpr nanoseconds too_soon = 3'000, too_long = 20'000;
    const std::uint32_t head = head_.load(std::memory_order_relaxed);
    const std::uint32_t waiting = tail_.load(std::memory_order_relaxed) - head;
    const nanoseconds elapsed = time - seen_at_.load(std::memory_order_relaxed);
    if (!waiting || elapsed < too_soon)
      return false;
    const std::uint32_t taken = head - seen_head_.exchange(head, std::memory_order_relaxed);
    seen_at_.store(time, std::memory_order_relaxed);
    return nanoseconds(waiting) * elapsed > too_long * nanoseconds(std::max(taken, 1u));
  }

  /// Half of the ring: the last of them is returned, the others are added to the ring of `thief`, whose owner calls.
  task *steal_half(run_queue &thief) noexcept {
    std::uint32_t head = head_.load(std::memory_order_acquire);
    for (;;) {
      const std::uint32_t tail = tail_.load(std::memory_order_acquire);
      const std::uint32_t there = tail - head, count = there - there / 2;
      if (there == 0)
        return nullptr;
      if (there > ring_size) { // head and tail of different moments
        head = head_.load(std::memory_order_acquire);
        continue;
      }
      const std::uint32_t own = thief.tail_.load(std::memory_order_relaxed);
      for (std::uint32_t i = 0; i != count; ++i)
        thief.at(own + i).store(at(head + i).load(std::memory_order_relaxed), std::memory_order_relaxed);
      if (!head_.compare_exchange_weak(head, head + count, std::memory_order_acq_rel))
        continue;
      task *last = thief.at(own + count - 1).load(std::memory_order_relaxed);
      thief.tail_.store(own + count - 1, std::memory_order_release);
      return last;
    }
  }

  /// What has waited in the slot since the last look while its owner ran one and the same task.
  task *take_stale() noexcept {
    const std::uint32_t tick = tick_.load(std::memory_order_relaxed);
    if (!next_.load(std::memory_order_relaxed) || seen_tick_.exchange(tick, std::memory_order_relaxed) != tick)
      return nullptr;
    return take_next();
  }

private:
  std::atomic<task *> &at(std::uint32_t index) noexcept { return ring_[index % ring_size]; }

  // Where many are woken at once, each lies somewhere else in memory. The records come first, then what they point to.
  void foresee(std::uint32_t head, std::uint32_t tail) noexcept {
    if (tail - head > 4)
      __builtin_prefetch(at(head + 4).load(std::memory_order_relaxed));
    if (tail - head > 2)
      __builtin_prefetch(at(head + 2).load(std::memory_order_relaxed)->point);
  }

  std::atomic<std::uint32_t> tick_{0}; ///< tasks run

  // The last look of somebody who had nothing to do.
  std::atomic<std::uint32_t> seen_tick_{0}, seen_head_{0};
  std::atomic<nanoseconds> seen_at_{0};

  alignas(64) std::atomic<task *> next_{nullptr};
  std::atomic<std::uint32_t> head_{0}, tail_{0};
  std::atomic<task *> ring_[ring_size] = {};
};

} // namespace leash::detail
