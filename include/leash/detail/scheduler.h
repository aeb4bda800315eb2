// scheduler: runs many tasks on few threads.
//
// A worker is a queue of tasks and the right to run them; a machine is a thread of ours that has such a right or waits
// for one. There are max_procs() workers. A task that blocks switches straight to the next one; only a machine with
// nothing to run goes home to its own stack, to steal, fire timers, and sleep. After the design of Go's scheduler
// (D. Vyukov, "Scalable Go Scheduler Design Doc", 2012): a ring of 256 for each worker, from which others steal half,
// one slot before it for the task woken last, and a shared queue for what is too much.
//
// - `next_` is stolen only if its owner has run nothing else for a while: who wakes somebody usually blocks soon, and
//   then both stay on one processor.
// - Somebody idle is woken only for surplus work, and only if nobody is searching already. A machine that finds
//   nothing announces that it is idle and then looks again, so that no task is left between the two.
// - From a ring is stolen only if its owner falls behind: if, at its pace, the last task would wait for 20 µs and more.
// - While some are idle and others aren't, one of the idle is the watcher: it sleeps until the next timer is due, but
// not
//   for long, and looks for tasks that their worker has no time for.
// - What must be done once a task has been left (unlock what it waits for, put it back into a queue, bury it) is done
// by
//   whoever runs next on that machine (`settle`), since nobody may go on with a task whose context isn't saved yet.
#pragma once

#include <leash/detail/processors.h>
#include <leash/detail/stack.h>
#include <leash/detail/task.h>
#include <leash/detail/threads.h>
#include <leash/detail/timers.h>
#include <leash/misuse.h>

#include <algorithm>
#include <csignal>
#include <cxxabi.h>
#include <optional>
#include <thread>
#include <utility>

namespace leash::detail {

struct worker;

/// What is to be done once a task has been switched away from.
enum class afterwards : std::uint8_t { nothing, unlock, arrive, queue, share, bury };

/// The part of the C++ runtime's state that belongs to a task rather than to its thread (Itanium ABI 2.2.2).
struct exceptions_in_flight {
  void *caught;
  unsigned uncaught;
};

/// A stack as the sanitizers want it described; empty without them.
struct stack_view {
  void *fiber = nullptr;
  const void *bottom = nullptr;
  std::size_t size = 0;
};

/// A thread that runs code: one of the program's, or a machine of ours.
struct machine : thread_runner {
  worker *on = nullptr;    ///< the worker whose tasks it runs; null: a plain thread, or in blocking()
  task *current = nullptr; ///< null: it runs no task
  context_point home = nullptr;
  context_point *leaving = nullptr; ///< where the context that is being left is to be saved
  afterwards then = afterwards::nothing;
  void *what = nullptr; ///< of `then`
  int *errno_at = nullptr;
  exceptions_in_flight *exceptions = nullptr;
  int budget = 0;           ///< operations that may go on without blocking before others get their turn
  nanoseconds patience = 0; ///< how long the watcher sleeps
  bool searching = false;
  machine *below = nullptr; ///< in the stack of idle or spare machines
  stack_view home_stack;
#if LEASH_ASAN
  void *fake_stack = nullptr;
#endif

  bool runs_task() const noexcept { return on && current; }
  /// Who blocks if it blocks now: inside blocking(), the thread.
  runner &self() noexcept { return runs_task() ? static_cast<runner &>(*current) : *this; }
  /// Whose code it runs: inside blocking(), still the task's.
  runner &owner() noexcept { return current ? static_cast<runner &>(*current) : *this; }
};

inline constinit thread_local machine *machine_here = nullptr;

machine *meet_thread();

class scheduler;
scheduler &the_scheduler() noexcept;

/// The machine that runs the caller. Not inlined, since a task may go on in another thread than the one in which it
/// stopped, and compilers keep addresses of thread-local variables.
[[gnu::noinline]] LEASH_NO_TSAN inline machine *this_machine() {
  machine *here = machine_here;
  asm volatile("" : "+r"(here));
  return here ? here : meet_thread();
}

struct alignas(64) worker {
  static constexpr std::uint32_t ring_size = 256;

  int index = 0;
  std::atomic<std::uint32_t> tick{0}; ///< tasks run

  // The last look of somebody who had nothing to do.
  std::atomic<std::uint32_t> seen_tick{0}, seen_head{0};
  std::atomic<nanoseconds> seen_at{0};

  task_list records;
  std::byte *stacks[16] = {};
  unsigned stack_count = 0;
  std::uint64_t next_id = 0, last_id = 0;

  alignas(64) std::atomic<task *> next{nullptr};
  std::atomic<std::uint32_t> head{0}, tail{0};
  std::atomic<task *> ring[ring_size] = {};

  timer_heap timers;
  bool retired = true; ///< it has no machine; guarded by the scheduler's procs_lock_
};

class scheduler {
public:
  static constexpr int max_workers = 256;
  static constexpr int operations_per_turn = 1024;

  // ── Tasks ──────────────────────────────────────────────────────────────────────────────────────────────────────

  /// A free record, to be filled and given to `begin`.
  task *make(machine &here) {
    start();
    if (worker *mine = here.on) {
      if (mine->records.empty())
        records_.take(mine->records);
      return name(*mine->records.pop_front(), *mine);
    }
    std::lock_guard hold(strangers_lock_);
    if (strangers_.records.empty())
      records_.take(strangers_.records);
    return name(*strangers_.records.pop_front(), strangers_);
  }

  /// A record that `make` gave and that isn't wanted after all.
  void unmake(machine &here, task &one) noexcept { bury(here, one); }

  /// A new task: it runs after those that are there already.
  void begin(machine &here, task &one) {
    if (here.on) {
      push(*here.on, one);
      surplus(here.on);
    } else {
      share(one);
    }
  }

  /// A task that was blocked: it runs next here.
  void ready(machine &here, task &one) {
    if (!here.on)
      return share(one);
    task *other = here.on->next.load(std::memory_order_relaxed);
    if (!other) {
      here.on->next.store(&one, std::memory_order_release);
    } else if ((other = here.on->next.exchange(&one, std::memory_order_acq_rel))) {
      push(*here.on, *other);
      surplus(here.on);
    }
    if (watcher_wanted_.load(std::memory_order_relaxed)) [[unlikely]]
      wake_one();
  }

  /// Tasks that were blocked, as many as there are: none of them next, nor one wake-up each.
  void ready_all(machine &here, task_list &list) {
    if (list.empty())
      return;
    if (list.size() == 1)
      return ready(here, *list.pop_front());
    {
      std::lock_guard hold(shared_lock_);
      shared_.append(list);
      shared_size_.store(shared_.size(), std::memory_order_relaxed);
    }
    start();
    surplus();
  }

  /// Stops running the calling task; `then` is done with `what` once it has been left. Returns when it is run again,
  /// maybe by another machine.
  [[gnu::noinline]] void leave(machine &here, afterwards then, void *what) {
    task &self = *here.current;
    task *next = pick(here);
    here.then = then;
    here.what = what;
    here.leaving = &self.point;
    if (!arena_.is_sound(self.stack)) [[unlikely]]
      overflow(self);
    const int error = *here.errno_at;
    exceptions_in_flight flying{};
    if (here.exceptions->caught || here.exceptions->uncaught) [[unlikely]] {
      flying = *here.exceptions;
      *here.exceptions = {};
    }
    machine *there = next ? enter(here, *next, &self) : go_home(here, &self);
    *there->errno_at = error;
    if (flying.caught || flying.uncaught) [[unlikely]]
      *there->exceptions = flying;
  }

  /// Lets others run, if there are any.
  void yield(machine &here) {
    here.budget = operations_per_turn;
    worker &mine = *here.on;
    if (mine.head.load(std::memory_order_relaxed) == mine.tail.load(std::memory_order_relaxed) &&
        !mine.next.load(std::memory_order_relaxed) && !shared_size_.load(std::memory_order_relaxed)) {
      if (mine.timers.earliest() <= now())
        mine.timers.fire_until(now());
      return;
    }
    leave(here, afterwards::queue, here.current);
  }

  /// One more operation that didn't block. After many of them others get their turn, for nobody else would end it.
  void spend(machine &here) {
    if (here.runs_task() && --here.budget <= 0) [[unlikely]]
      yield(here);
  }

  // ── Threads ────────────────────────────────────────────────────────────────────────────────────────────────────

  /// Gives the worker of the calling task to another machine; its thread then stands outside.
  void step_out(machine &here) {
    threads().begins();
    worker *mine = here.on;
    here.on = nullptr;
    hand_over(*mine);
  }

  /// The end of that: the task waits for a worker like others.
  void step_in(machine &here) {
    here.then = afterwards::share;
    here.what = here.current;
    here.leaving = &here.current->point;
    task &self = *here.current;
    const int error = *here.errno_at;
    exceptions_in_flight flying = *here.exceptions;
    *here.exceptions = {};
    machine *there = go_home(here, &self);
    *there->errno_at = error;
    *there->exceptions = flying;
  }

  int procs() {
    start();
    return procs_.load(std::memory_order_relaxed);
  }

  void set_procs(int count) {
    start();
    std::lock_guard hold(procs_lock_);
    count = std::clamp(count, 1, max_workers);
    procs_.store(count);
    for (int i = 0; i != count; ++i) {
      if (i == made_.load(std::memory_order_relaxed))
        make_worker(i);
      if (worker &one = *workers_[i].load(std::memory_order_relaxed); one.retired)
        employ(one);
    }
    for (int i = made_.load(); i-- && wake_one();) {
    } // who is idle and one too many doesn't notice by itself
  }

  // ── Time ───────────────────────────────────────────────────────────────────────────────────────────────────────

  nanoseconds now() const noexcept {
    return is_clock_replaced_.load(std::memory_order_acquire) ? replaced_time_.load(std::memory_order_acquire)
                                                              : monotonic_now();
  }

  /// From now on it is `time`, and goes on only when this is called again, until the real clock is put back.
  void set_time(nanoseconds time) noexcept {
    replaced_time_.store(time, std::memory_order_release);
    is_clock_replaced_.store(true, std::memory_order_release);
  }
  void put_clock_back() noexcept {
    is_clock_replaced_.store(false, std::memory_order_release);
    wake_watcher();
  }

  void set_timer(machine &here, timer_node &node) {
    start();
    worker &at = here.on ? *here.on : *workers_[0].load(std::memory_order_acquire);
    at.timers.set(node);
    std::atomic_thread_fence(std::memory_order_seq_cst);
    if (node.when < watched_until_.load() || watcher_wanted_.load(std::memory_order_relaxed)) [[unlikely]]
      wake_watcher();
  }

  /// Fires what is due at `time`, whoever set it. True: there was something.
  bool fire_timers(nanoseconds time) {
    bool fired = false;
    each_worker([&](worker &one) { fired |= one.timers.fire_until(time); });
    return fired;
  }

  nanoseconds earliest_timer() const {
    nanoseconds first = never;
    each_worker([&](worker &one) { first = std::min(first, one.timers.earliest()); });
    return first;
  }

  std::size_t timer_count() const {
    std::size_t count = 0;
    each_worker([&](worker &one) { count += one.timers.size(); });
    return count;
  }

  // ── Views ──────────────────────────────────────────────────────────────────────────────────────────────────────

  /// Whether tasks wait to be run. A worker that is about to sleep doesn't count as active any more when it looks for
  /// work once more, so this has to be asked, too, and before the activity, if all are said to sleep.
  bool is_there_work() {
    std::lock_guard hold(shared_lock_);
    return is_there_shared() || is_there_local();
  }

  template <class F> void each_task(F &&visit) { records_.each(visit); }
  stack_arena &arena() noexcept { return arena_; }

private:
  // ── Queues ─────────────────────────────────────────────────────────────────────────────────────────────────────

  void push(worker &mine, task &one) {
    for (;;) {
      const std::uint32_t tail = mine.tail.load(std::memory_order_relaxed);
      const std::uint32_t head = mine.head.load(std::memory_order_acquire);
      if (tail - head < worker::ring_size) {
        mine.ring[tail % worker::ring_size].store(&one, std::memory_order_relaxed);
        mine.tail.store(tail + 1, std::memory_order_release);
        return;
      }
      if (overflow_ring(mine, head, one))
        return;
    }
  }

  // Half of a full ring goes to the shared queue, in one go.
  [[gnu::noinline]] bool overflow_ring(worker &mine, std::uint32_t head, task &one) {
    constexpr std::uint32_t half = worker::ring_size / 2;
    task *moved[half];
    for (std::uint32_t i = 0; i != half; ++i)
      moved[i] = mine.ring[(head + i) % worker::ring_size].load(std::memory_order_relaxed);
    if (!mine.head.compare_exchange_strong(head, head + half, std::memory_order_acq_rel))
      return false;
    task_list list;
    for (task *each : moved)
      list.push_back(*each);
    list.push_back(one);
    std::lock_guard hold(shared_lock_);
    shared_.append(list);
    shared_size_.store(shared_.size(), std::memory_order_relaxed);
    return true;
  }

  task *pop(worker &mine) noexcept {
    std::uint32_t head = mine.head.load(std::memory_order_acquire);
    for (;;) {
      const std::uint32_t tail = mine.tail.load(std::memory_order_relaxed);
      if (head == tail)
        return nullptr;
      task *one = mine.ring[head % worker::ring_size].load(std::memory_order_relaxed);
      if (mine.head.compare_exchange_weak(head, head + 1, std::memory_order_acq_rel)) {
        foresee(mine, head, tail);
        return one;
      }
    }
  }

  // Where many are woken at once, each lies somewhere else in memory. The records come first, then what they point to.
  static void foresee(const worker &mine, std::uint32_t head, std::uint32_t tail) noexcept {
    const auto at = [&](std::uint32_t index) {
      return mine.ring[index % worker::ring_size].load(std::memory_order_relaxed);
    };
    if (tail - head > 4)
      __builtin_prefetch(at(head + 4));
    if (tail - head > 2)
      __builtin_prefetch(at(head + 2)->point);
  }

  task *take_next(worker &mine) noexcept {
    task *one = mine.next.load(std::memory_order_relaxed);
    return one && mine.next.compare_exchange_strong(one, nullptr, std::memory_order_acq_rel) ? one : nullptr;
  }

  /// The next task for this machine; null: it has to search.
  task *pick(machine &here) noexcept {
    worker &mine = *here.on;
    here.budget = operations_per_turn;
    const std::uint32_t tick = mine.tick.load(std::memory_order_relaxed) + 1;
    mine.tick.store(tick, std::memory_order_relaxed);
    if (tick % 64 == 0) [[unlikely]]
      return pick_fairly(mine);
    if (task *one = take_next(mine))
      return one;
    return pop(mine);
  }

  // Now and then the order is another, so that two tasks that wake each other can't keep all others waiting.
  [[gnu::noinline]] task *pick_fairly(worker &mine) noexcept {
    if (mine.index >= procs_.load(std::memory_order_relaxed))
      return nullptr; // to retire, at home
    const nanoseconds time = now();
    const bool all = mine.tick.load(std::memory_order_relaxed) % 1024 == 0;
    if ((all ? earliest_timer() : mine.timers.earliest()) <= time)
      return nullptr; // to be fired at home, where nobody holds a lock
    if (task *one = take_shared(mine, 1))
      return one;
    if (task *one = pop(mine))
      return one;
    return take_next(mine);
  }

  /// Takes one task of the shared queue, and up to `most - 1` more into the ring.
  task *take_shared(worker &mine, std::size_t most) noexcept {
    if (!shared_size_.load(std::memory_order_relaxed))
      return nullptr;
    std::lock_guard hold(shared_lock_);
    task *first = shared_.pop_front();
    std::size_t share = std::min({most, std::size_t(worker::ring_size / 2), shared_.size() / procs_.load() + 1});
    std::uint32_t tail = mine.tail.load(std::memory_order_relaxed);
    for (; first && share > 1 && tail - mine.head.load(std::memory_order_acquire) < worker::ring_size; --share) {
      task *one = shared_.pop_front();
      if (!one)
        break;
      mine.ring[tail % worker::ring_size].store(one, std::memory_order_relaxed);
      mine.tail.store(++tail, std::memory_order_release);
    }
    shared_size_.store(shared_.size(), std::memory_order_relaxed);
    return first;
  }

  void share(task &one) {
    {
      std::lock_guard hold(shared_lock_);
      shared_.push_back(one);
      shared_size_.store(shared_.size(), std::memory_order_relaxed);
    }
    start();
    surplus();
  }

  // Half of another ring; the first of them is returned, the others are put into ours.
  task *steal_from(worker &victim, worker &mine) noexcept {
    std::uint32_t head = victim.head.load(std::memory_order_acquire);
    for (;;) {
      const std::uint32_t tail = victim.tail.load(std::memory_order_acquire);
      const std::uint32_t there = tail - head, count = there - there / 2;
      if (there == 0)
        return nullptr;
      if (there > worker::ring_size) { // head and tail of different moments
        head = victim.head.load(std::memory_order_acquire);
        continue;
      }
      const std::uint32_t own = mine.tail.load(std::memory_order_relaxed);
      for (std::uint32_t i = 0; i != count; ++i)
        mine.ring[(own + i) % worker::ring_size].store(
            victim.ring[(head + i) % worker::ring_size].load(std::memory_order_relaxed), std::memory_order_relaxed);
      if (!victim.head.compare_exchange_weak(head, head + count, std::memory_order_acq_rel))
        continue;
      task *last = mine.ring[(own + count - 1) % worker::ring_size].load(std::memory_order_relaxed);
      mine.tail.store(own + count - 1, std::memory_order_release);
      return last;
    }
  }

  task *steal(machine &here) noexcept {
    worker &mine = *here.on;
    const nanoseconds time = monotonic_now();
    const int made = made_.load(std::memory_order_acquire);
    const int start = int(here.draw(std::uint32_t(made)));
    for (int i = 0; i != made; ++i) {
      worker &victim = *workers_[(start + i) % made].load(std::memory_order_acquire);
      if (&victim != &mine && is_behind(victim, time))
        if (task *one = steal_from(victim, mine))
          return one;
    }
    for (int i = 0; i != made; ++i) {
      worker &victim = *workers_[(start + i) % made].load(std::memory_order_acquire);
      if (&victim != &mine)
        if (task *one = take_stale(victim))
          return one;
    }
    return nullptr;
  }

  // Whether the last task in the ring will have to wait for long, at the pace at which the worker took tasks from it
  // since somebody looked last. Tasks that do little but wake each other are best left on one processor: two would
  // mostly wait for each other's cache lines.
  bool is_behind(worker &victim, nanoseconds time) noexcept {
    constexpr nanoseconds too_soon = 3'000, too_long = 20'000;
    const std::uint32_t head = victim.head.load(std::memory_order_relaxed);
    const std::uint32_t waiting = victim.tail.load(std::memory_order_relaxed) - head;
    const nanoseconds elapsed = time - victim.seen_at.load(std::memory_order_relaxed);
    if (!waiting || elapsed < too_soon)
      return false;
    const std::uint32_t taken = head - victim.seen_head.exchange(head, std::memory_order_relaxed);
    victim.seen_at.store(time, std::memory_order_relaxed);
    return nanoseconds(waiting) * elapsed > too_long * nanoseconds(std::max(taken, 1u));
  }

  // What has waited in `next` since the last look while its worker ran one and the same task.
  task *take_stale(worker &victim) noexcept {
    const std::uint32_t tick = victim.tick.load(std::memory_order_relaxed);
    if (!victim.next.load(std::memory_order_relaxed) ||
        victim.seen_tick.exchange(tick, std::memory_order_relaxed) != tick)
      return nullptr;
    return take_next(victim);
  }

  bool is_there_shared() const noexcept { return shared_size_.load(std::memory_order_acquire); }

  bool is_there_local() const noexcept {
    bool some = false;
    each_worker([&](worker &one) { some |= one.head.load() != one.tail.load(); });
    return some;
  }

  // ── Switching ──────────────────────────────────────────────────────────────────────────────────────────────────

  // Runs `next`. `left` is the task that is left, null where a machine leaves its home. Returns the machine on which
  // what was left goes on.
  machine *enter(machine &here, task &next, task *left) { return jump(here, prepare(here, next), left); }

  machine *go_home(machine &here, task *left) { return jump(here, prepare_home(here), left); }

  struct destination {
    context_point point;
    stack_view stack;
  };

  destination prepare(machine &here, task &next) {
    if (!next.point)
      bind_stack(here, next);
    here.current = &next;
#if LEASH_TSAN
    return {next.point, {next.fiber, nullptr, 0}};
#else
    return {next.point, {nullptr, next.stack, arena_.stack_size()}};
#endif
  }

  destination prepare_home(machine &here) {
    here.current = nullptr;
    return {here.home, here.home_stack};
  }

  machine *jump(machine &here, const destination &to, [[maybe_unused]] task *left) {
#if LEASH_ASAN
    __sanitizer_start_switch_fiber(left ? &left->fake_stack : &here.fake_stack, to.stack.bottom, to.stack.size);
#elif LEASH_TSAN
    __tsan_switch_to_fiber(to.stack.fiber, 1);
#endif
    const auto from = boost::context::detail::jump_fcontext(to.point, &here);
    machine *there = static_cast<machine *>(from.data);
#if LEASH_ASAN
    landed(*there, left ? left->fake_stack : there->fake_stack);
#endif
    settle(*there, from.fctx);
    return there;
  }

  // The same, for a task that has ended: nothing comes back.
  [[noreturn]] LEASH_NO_TSAN static void jump_for_good(machine &here, const destination &to) {
#if LEASH_ASAN
    __sanitizer_start_switch_fiber(nullptr, to.stack.bottom, to.stack.size);
#elif LEASH_TSAN
    __tsan_switch_to_fiber(to.stack.fiber, 1);
#endif
    boost::context::detail::jump_fcontext(to.point, &here);
    __builtin_unreachable();
  }

#if LEASH_ASAN
  static void landed(machine &here, void *fake_stack) {
    const void *bottom;
    std::size_t size;
    __sanitizer_finish_switch_fiber(fake_stack, &bottom, &size);
    if (here.leaving == &here.home)
      here.home_stack = {nullptr, bottom, size};
  }
#endif

  void settle(machine &here, context_point left) {
    *here.leaving = left;
    const afterwards then = here.then;
    here.then = afterwards::nothing;
    switch (then) {
    case afterwards::nothing:
      return;
    case afterwards::unlock:
      static_cast<spin_lock *>(here.what)->unlock();
      return;
    case afterwards::arrive:
      arrive(here, here.what);
      return;
    case afterwards::queue: // behind all others
      share(*static_cast<task *>(here.what));
      return;
    case afterwards::share:
      share(*static_cast<task *>(here.what));
      threads().ends();
      return;
    case afterwards::bury:
      bury(here, *static_cast<task *>(here.what));
      return;
    }
  }

  /// The parking's task has been left: it can be woken, or has been already. In park.h.
  static void arrive(machine &here, void *parking);

  void bind_stack(machine &here, task &one) {
    worker &mine = *here.on;
    one.stack = !LEASH_TSAN && mine.stack_count ? mine.stacks[--mine.stack_count] : arena_.take();
    std::byte *top = arena_.top(one.stack);
    one.point = boost::context::detail::make_fcontext(top, std::size_t(top - one.stack), task_main);
#if LEASH_TSAN
    one.fiber = __tsan_create_fiber(0);
#endif
  }

  LEASH_NO_TSAN static void task_main(boost::context::detail::transfer_t from) {
    machine *here = static_cast<machine *>(from.data);
    scheduler &self = the_scheduler();
    {
      quiet hidden;
#if LEASH_ASAN
      landed(*here, nullptr);
#endif
      self.settle(*here, from.fctx);
    }
    for (;;) {
      here->current->body(*here->current);
      here = this_machine();
      here->current->end_locals();
      here = this_machine();
      quiet::begin();
      const std::optional<destination> next = self.end(*here);
      quiet::end();
      if (next)
        jump_for_good(*here, *next);
    }
  }

  // The current task has ended. If the next one is new, it goes on in its place, on the same stack; else it is told
  // where to go instead.
  std::optional<destination> end(machine &here) {
    task &done = *here.current;
    task *next = pick(here);
    if (next && !next->point && !LEASH_TSAN) {
      next->stack = done.stack;
      next->point = done.point ? done.point : here.home; // not null: it runs
      done.stack = nullptr;
      bury(here, done);
      here.current = next;
      return std::nullopt;
    }
    here.then = afterwards::bury;
    here.what = &done;
    here.leaving = &done.point;
    return next ? prepare(here, *next) : prepare_home(here);
  }

  void bury(machine &here, task &done) {
#if LEASH_TSAN
    if (done.fiber)
      __tsan_destroy_fiber(std::exchange(done.fiber, nullptr));
#endif
    worker *mine = here.on;
    if (std::byte *stack = done.stack) {
      done.stack = nullptr;
      if (!LEASH_TSAN && mine && mine->stack_count < std::size(mine->stacks))
        mine->stacks[mine->stack_count++] = stack;
      else
        arena_.give(stack);
    }
    done.point = nullptr;
    done.id.store(0, std::memory_order_release);
    if (!mine) {
      std::lock_guard hold(strangers_lock_);
      strangers_.records.push_front(done);
      return;
    }
    mine->records.push_front(done);
    if (mine->records.size() >= 4 * task_records::batch) {
      task_list some;
      for (std::size_t i = 0; i != 2 * task_records::batch; ++i)
        some.push_front(*mine->records.pop_front());
      records_.give(some);
    }
  }

  task *name(task &one, worker &by) {
    if (by.next_id == by.last_id) {
      by.next_id = threads().last_id.fetch_add(256);
      by.last_id = by.next_id + 256;
    }
    one.is_task = true;
    one.daemon.store(false, std::memory_order_relaxed);
    one.id.store(++by.next_id, std::memory_order_relaxed);
    return &one;
  }

  // ── Machines ───────────────────────────────────────────────────────────────────────────────────────────────────

  template <class F> void each_worker(F &&visit) const {
    for (int i = 0, made = made_.load(std::memory_order_acquire); i != made; ++i)
      visit(*workers_[i].load(std::memory_order_relaxed));
  }

  void start() {
    if (!started_.load(std::memory_order_acquire)) [[unlikely]]
      start_workers();
  }

  [[gnu::noinline]] void start_workers() {
    std::lock_guard hold(procs_lock_);
    if (started_.load(std::memory_order_relaxed))
      return;
    arena_.stack_size();
    catch_overflows();
    const int count = std::clamp(default_processors(), 1, max_workers);
    procs_.store(count);
    for (int i = 0; i != count; ++i)
      make_worker(i);
    started_.store(true, std::memory_order_release);
    for (int i = 0; i != count; ++i)
      employ(*workers_[i].load(std::memory_order_relaxed));
  }

  void employ(worker &one) {
    if (std::exchange(one.retired, false) && started_.load())
      retired_.fetch_sub(1);
    threads().begins();
    hand_over(one);
  }

  void make_worker(int index) {
    auto *one = new worker;
    one->index = index;
    workers_[index].store(one, std::memory_order_release);
    made_.store(index + 1, std::memory_order_release);
  }

  // A spare machine, or a new one, goes on with `one`.
  void hand_over(worker &one) {
    machine *spare;
    {
      std::lock_guard hold(idle_lock_);
      spare = spares_;
      if (spare)
        spares_ = spare->below;
    }
    if (spare) {
      spare->on = &one;
      spare->wake.post();
      return;
    }
    spare = new machine;
    spare->on = &one;
    threads().add(*spare);
    std::thread([spare] { the_scheduler().run(*spare); }).detach();
  }

  void run(machine &here) {
    quiet hidden;
    sigset_t all;
    sigfillset(&all); // signals are for the program's own threads
    for (int fault : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT, SIGPROF})
      sigdelset(&all, fault);
    pthread_sigmask(SIG_SETMASK, &all, nullptr);
    adopt(here);
    give_signal_stack();
    for (;;) {
      while (!here.on) {
        {
          std::lock_guard hold(idle_lock_);
          here.below = spares_;
          spares_ = &here;
        }
        here.wake.wait();
      }
      task *next = pick(here);
      if (!next && !(next = search(here)))
        continue;
      here.then = afterwards::nothing;
      here.leaving = &here.home;
      enter(here, *next, nullptr);
    }
  }

  static void adopt(machine &here) {
    machine_here = &here;
    here.errno_at = &errno;
#if LEASH_TSAN // it is saved and restored with the task, but at one address for all
    AnnotateBenignRaceSized(__FILE__, __LINE__, &errno, sizeof errno, "errno");
#endif
    here.exceptions = reinterpret_cast<exceptions_in_flight *>(abi::__cxa_get_globals());
#if LEASH_TSAN
    here.home_stack.fiber = __tsan_get_current_fiber();
#endif
  }
  friend machine *meet_thread();

  // Something to run, after sleeping if need be; null: this machine has no worker any more.
  task *search(machine &here) {
    worker &mine = *here.on;
    for (;;) {
      if (mine.index >= procs_.load() && retire(here))
        return nullptr;
      if (!here.searching) {
        here.searching = true;
        searching_.fetch_add(1);
      }
      const nanoseconds time = now();
      if (earliest_timer() <= time)
        fire_timers(time);
      task *found = take_next(mine);
      if (!found)
        found = pop(mine);
      if (!found)
        found = take_shared(mine, worker::ring_size);
      if (!found)
        found = steal(here);
      here.searching = false;
      const bool last = searching_.fetch_sub(1) == 1;
      if (found) {
        here.patience = 0;
        if (last && (is_there_shared() || is_there_local()))
          surplus();
        return found;
      }
      sleep(here);
    }
  }

  // The worker is one too many: its tasks are left to others.
  bool retire(machine &here) {
    worker &mine = *here.on;
    {
      std::lock_guard hold(procs_lock_);
      if (mine.index < procs_.load())
        return false;
      mine.retired = true;
      retired_.fetch_add(1);
    }
    task_list left;
    while (task *one = take_next(mine))
      left.push_back(*one);
    while (task *one = pop(mine))
      left.push_back(*one);
    if (here.searching) {
      here.searching = false;
      searching_.fetch_sub(1);
    }
    here.on = nullptr;
    {
      std::lock_guard hold(shared_lock_);
      shared_.append(left);
      shared_size_.store(shared_.size(), std::memory_order_relaxed);
    }
    surplus();
    threads().ends();
    return true;
  }

  // ── Idleness ───────────────────────────────────────────────────────────────────────────────────────────────────

  /// There is more work than those who run may be able to do: wakes somebody, unless somebody is searching, or keeps an
  /// eye on the worker whose work it is.
  void surplus(worker *of = nullptr) {
    std::atomic_thread_fence(std::memory_order_seq_cst);
    if (!idle_.load(std::memory_order_relaxed) || searching_.load(std::memory_order_relaxed))
      return;
    if (of) {
      if (observes_.load(std::memory_order_relaxed))
        return;
      of->seen_head.store(of->head.load(std::memory_order_relaxed), std::memory_order_relaxed);
      of->seen_at.store(monotonic_now(), std::memory_order_relaxed);
    }
    wake_one();
  }

  /// Wakes one idle machine, to search. False: there is none.
  [[gnu::noinline]] bool wake_one() {
    machine *woken;
    {
      std::lock_guard hold(idle_lock_);
      if (!idle_machines_)
        return false;
      machine **at = &idle_machines_;
      // The watcher goes on watching, unless it sleeps until it is woken.
      if (*at == watcher_ && (*at)->below && watched_until_.load() != never)
        at = &(*at)->below;
      woken = *at;
      take_idle(at);
    }
    woken->wake.post();
    return true;
  }

  void wake_watcher() {
    machine *woken = nullptr;
    {
      std::lock_guard hold(idle_lock_);
      for (machine **at = &idle_machines_; *at; at = &(*at)->below)
        if (!watcher_ || *at == watcher_) {
          woken = *at;
          take_idle(at);
          break;
        }
    }
    if (woken)
      woken->wake.post();
  }

  // With idle_lock_ held: the machine at `*at` isn't idle any more.
  void take_idle(machine **at) {
    machine *one = *at;
    *at = one->below;
    threads().begins();
    searching_.fetch_add(1);
    one->searching = true;
    idle_.fetch_sub(1);
    if (one == watcher_) {
      watcher_ = nullptr;
      observes_.store(false);
      watched_until_.store(never);
    }
    watcher_wanted_.store(!watcher_ && idle_machines_);
  }

  // Sleeps until somebody finds work for this machine, or until it is worth looking again.
  void sleep(machine &here) {
    bool watches, last;
    {
      std::lock_guard hold(idle_lock_);
      last = threads().stops();
      here.below = idle_machines_;
      idle_machines_ = &here;
      idle_.fetch_add(1);
      watches = !watcher_;
      if (watches) {
        watcher_ = &here;
        watched_until_.store(0); // whoever sets a timer now wakes us
        watcher_wanted_.store(false);
      }
    }
    std::atomic_thread_fence(std::memory_order_seq_cst);
    if (is_there_shared() && wake_up(here))
      return;
    if (!watches && is_there_local() && !observes_.load())
      wake_watcher();
    nanoseconds until = never;
    if (watches) {
      until = watch_until(here);
      watched_until_.store(until);
      std::atomic_thread_fence(std::memory_order_seq_cst);
      if (!is_clock_replaced_.load() && earliest_timer() < until && wake_up(here))
        return;
    }
    if (last)
      look_for_deadlock();
    if (!here.wake.wait(until) && !wake_up(here))
      here.wake.wait(); // somebody woke us at the same time
  }

  // The machine stops being idle by itself. False: somebody is waking it, and will post.
  bool wake_up(machine &here) {
    std::lock_guard hold(idle_lock_);
    for (machine **at = &idle_machines_; *at; at = &(*at)->below)
      if (*at == &here) {
        take_idle(at);
        return true;
      }
    return false;
  }

  // The next timer. But as long as others run, the watcher looks again and again whether they have time for what they
  // are to do: soon, if there is something in their rings.
  nanoseconds watch_until(machine &here) {
    nanoseconds until = is_clock_replaced_.load() ? never : earliest_timer();
    if (idle_.load() + retired_.load() < made_.load()) {
      const bool local = is_there_local();
      here.patience = std::clamp<nanoseconds>(2 * here.patience, 20'000, local ? 500'000 : 10'000'000);
      observes_.store(local);
      until = std::min(until, monotonic_now() + here.patience);
    } else {
      here.patience = 0;
    }
    return until;
  }

  // ── Overflows ──────────────────────────────────────────────────────────────────────────────────────────────────

  [[noreturn]] void overflow(const task &one) {
    die("stack overflow in the task born at " + place(one.born.load()) + "; its stack has " +
        std::to_string(arena_.stack_size() / 1024) + " KiB: make it larger (LEASH_STACK_SIZE, leash::set_stack_size)");
  }

  void catch_overflows();
  void give_signal_stack();

  std::atomic<bool> started_{false};
  std::atomic<int> procs_{0}, made_{0}, retired_{0};
  std::atomic<worker *> workers_[max_workers] = {};
  spin_lock procs_lock_;

  alignas(64) spin_lock shared_lock_;
  task_list shared_;
  std::atomic<std::size_t> shared_size_{0};

  alignas(64) spin_lock idle_lock_;
  machine *idle_machines_ = nullptr, *spares_ = nullptr;
  machine *watcher_ = nullptr;
  std::atomic<int> idle_{0}, searching_{0};
  std::atomic<bool> watcher_wanted_{false}, observes_{false};
  std::atomic<nanoseconds> watched_until_{never};

  std::atomic<bool> is_clock_replaced_{false};
  std::atomic<nanoseconds> replaced_time_{0};
  task_records records_;
  stack_arena arena_;
  spin_lock strangers_lock_; ///< of `strangers_`, which stands for all threads without a worker
  worker strangers_;
};

inline constinit immortal<scheduler> scheduler_instance;
inline scheduler &the_scheduler() noexcept { return scheduler_instance.value; }

/// Makes a plain thread known to the runtime, until it ends.
[[gnu::noinline]] inline machine *meet_thread() {
  struct meeting {
    machine here;
    meeting() {
      scheduler::adopt(here);
      here.id.store(threads().last_id.fetch_add(1) + 1);
      threads().begins(); // first: who isn't in the list is a stranger, and reckoned with
      threads().add(here);
    }
    // The main thread's end is the process's. Until then, and after another's end, nobody needs to look for deadlocks:
    // whoever joins it is running.
    ~meeting() {
      here.end_locals();
      machine_here = nullptr;
      if (getpid() == gettid())
        return;
      threads().remove(here);
      threads().stops();
    }
  };
  static thread_local meeting here;
  machine_here = &here.here;
  return machine_here;
}

#if LEASH_TSAN || LEASH_ASAN // they have handlers of their own
inline void scheduler::catch_overflows() {}
inline void scheduler::give_signal_stack() {}
#else
inline struct sigaction fault_handler_before;

inline void scheduler::catch_overflows() {
  struct sigaction action = {};
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  action.sa_sigaction = [](int signal, siginfo_t *info, void *state) {
    machine *here = machine_here;
    if (here && here->current && the_scheduler().arena_.is_guard(info->si_addr))
      the_scheduler().overflow(*here->current);
    const struct sigaction &before = fault_handler_before;
    if (before.sa_flags & SA_SIGINFO)
      return before.sa_sigaction(signal, info, state);
    if (before.sa_handler != SIG_DFL && before.sa_handler != SIG_IGN)
      return before.sa_handler(signal);
    sigaction(signal, &before, nullptr); // the instruction is tried again, and the default is taken
  };
  sigaction(SIGSEGV, &action, &fault_handler_before);
}

inline void scheduler::give_signal_stack() {
  constexpr std::size_t size = 64 * 1024;
  stack_t stack = {};
  stack.ss_sp = std::malloc(size);
  stack.ss_size = size;
  if (stack.ss_sp)
    sigaltstack(&stack, nullptr);
}
#endif

} // namespace leash::detail
