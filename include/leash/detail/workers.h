// workers: all the workers that there are, and what is to run on them.
//
// A worker is a queue of tasks, a heap of timers, and the right to run them. What is too much for its queue goes to the
// shared one, which each looks at now and then; a worker without tasks steals from the others. Workers are made one by
// one and never deleted, so that anybody may look at all of them without a lock.
#pragma once

#include <leash/detail/machine.h>
#include <leash/detail/replaceable-clock.h>
#include <leash/detail/run-queue.h>
#include <leash/detail/shared-queue.h>
#include <leash/detail/task-supply.h>
#include <leash/detail/timers.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace leash::detail {

struct alignas(64) worker {
  int index = 0;
  task_stock stock;
  run_queue queue;
  timer_heap timers;
  bool retired = true; ///< it has no machine; guarded by the scheduler's procs_lock_
};

class all_workers {
public:
  static constexpr int max_count = 256;

  // ── Workers ────────────────────────────────────────────────────────────────────────────────────────────────────

  int count() const noexcept { return made_.load(); }
  worker &operator[](int index) const noexcept { return *workers_[index].load(std::memory_order_acquire); }

  template <class F> void each(F &&visit) const {
    for (int i = 0, made = made_.load(std::memory_order_acquire); i != made; ++i)
      visit(*workers_[i].load(std::memory_order_relaxed));
  }

  /// One more. Only one thread at a time may call it.
  void make() {
    const int index = made_.load(std::memory_order_relaxed);
    auto *one = new worker;
    one->index = index;
    retired_.fetch_add(1); // until it is employed
    workers_[index].store(one, std::memory_order_release);
    made_.store(index + 1, std::memory_order_release);
  }

  /// One that has retired, or is new, gets a machine; one that has a machine retires. Guarded like `retired`.
  void employ(worker &one) noexcept {
    if (std::exchange(one.retired, false))
      retired_.fetch_sub(1);
  }
  void retire(worker &one) noexcept {
    one.retired = true;
    retired_.fetch_add(1);
  }
  int retired() const noexcept { return retired_.load(); }

  /// How many are to run tasks; who is one too many retires.
  int procs() const noexcept { return procs_.load(std::memory_order_relaxed); }
  void set_procs(int count) noexcept { procs_.store(count); }
  bool is_one_too_many(const worker &one, std::memory_order order = std::memory_order_seq_cst) const noexcept {
    return one.index >= procs_.load(order);
  }

  // ── What is to run ─────────────────────────────────────────────────────────────────────────────────────────────

  /// Behind what `mine` has already.
  void push(worker &mine, task &one) {
    while (!mine.queue.push(one))
      if (share_half(mine, one))
        return;
  }

  shared_queue &shared() noexcept { return shared_; }
  const shared_queue &shared() const noexcept { return shared_; }

  /// The next task of `mine`; null: its machine has to search.
  task *pick(worker &mine, const replaceable_clock &clock) noexcept {
    const std::uint32_t tick = mine.queue.next_tick();
    if (tick % 64 == 0) [[unlikely]]
      return pick_fairly(mine, tick, clock);
    if (task *one = mine.queue.take_next()) [[likely]]
      return one;
    return mine.queue.pop();
  }

  /// What the worker of `here` has itself.
  static task *search_own(machine &here) noexcept {
    run_queue &own = here.on->queue;
    if (task *one = own.take_next())
      return one;
    return own.pop();
  }
  /// Whatever it can get, its own or another's.
  task *search(machine &here) noexcept {
    worker &mine = *here.on;
    if (task *one = search_own(here))
      return one;
    if (task *one = take_shared(mine, run_queue::ring_size))
      return one;
    return steal(here);
  }

  bool is_any_task_in_a_ring() const noexcept {
    bool some = false;
    each([&](worker &one) { some |= one.queue.is_any_waiting(); });
    return some;
  }
  bool is_any_task_waiting() const noexcept { return !shared_.is_empty() || is_any_task_in_a_ring(); }

  // ── Timers ─────────────────────────────────────────────────────────────────────────────────────────────────────

  /// Fires what is due at `time`, whoever set it. True: there was something.
  bool fire_timers(nanoseconds time) const {
    bool fired = false;
    each([&](worker &one) { fired |= one.timers.fire_until(time); });
    return fired;
  }

  nanoseconds earliest_timer() const {
    nanoseconds first = never;
    each([&](worker &one) { first = std::min(first, one.timers.earliest()); });
    return first;
  }

  /// Somebody still does what a timer left to be done.
  bool is_firing() const {
    bool firing = false;
    each([&](worker &one) { firing |= one.timers.is_firing(); });
    return firing;
  }

  std::size_t timer_count() const {
    std::size_t count = 0;
    each([&](worker &one) { count += one.timers.size(); });
    return count;
  }

private:
  // Half of a full ring goes to the shared queue, in one go. False: it isn't full any more.
  [[gnu::noinline]] bool share_half(worker &mine, task &one) {
    task_list list;
    if (!mine.queue.take_half(list))
      return false;
    list.push_back(one);
    shared_.push_all(list);
    return true;
  }

  task *take_shared(worker &mine, std::size_t most) noexcept { return shared_.take(mine.queue, most, procs_.load()); }

  // Now and then the order is another, so that two tasks that wake each other can't keep all others waiting.
  [[gnu::noinline]] task *pick_fairly(worker &mine, std::uint32_t tick, const replaceable_clock &clock) noexcept {
    if (is_one_too_many(mine, std::memory_order_relaxed))
      return nullptr; // to retire, at home
    const nanoseconds time = clock.now();
    const bool all = tick % 1024 == 0;
    if ((all ? earliest_timer() : mine.timers.earliest()) <= time)
      return nullptr; // to be fired at home, where nobody holds a lock
    if (task *one = take_shared(mine, 1))
      return one;
    if (task *one = mine.queue.pop())
      return one;
    return mine.queue.take_next();
  }

  task *steal(machine &here) noexcept {
    worker &mine = *here.on;
    const nanoseconds time = monotonic_now();
    const int made = made_.load(std::memory_order_acquire);
    const int start = int(here.draw(std::uint32_t(made)));
    for (int i = 0; i != made; ++i) {
      worker &victim = (*this)[(start + i) % made];
      if (&victim != &mine && victim.queue.is_behind(time))
        if (task *one = victim.queue.steal_half(mine.queue))
          return one;
    }
    for (int i = 0; i != made; ++i) {
      worker &victim = (*this)[(start + i) % made];
      if (&victim != &mine)
        if (task *one = victim.queue.take_stale())
          return one;
    }
    return nullptr;
  }

  std::atomic<int> procs_{0}, made_{0}, retired_{0};
  std::atomic<worker *> workers_[max_count] = {};

  alignas(64) shared_queue shared_;
};

} // namespace leash::detail
