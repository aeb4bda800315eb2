// scheduler: runs many tasks on few threads.
//
// A worker is a queue of tasks and the right to run them; a machine is a thread of ours that has such a right or waits
// for one. There are max_procs() workers. A task that blocks switches straight to the next one; only a machine with
// nothing to run goes home to its own stack, to steal, fire timers, and sleep. After the design of Go's scheduler
// (D. Vyukov, "Scalable Go Scheduler Design Doc", 2012): a ring of 256 for each worker, from which others steal half,
// one slot before it for the task woken last, and a shared queue for what is too much.
//
// What must be done once a task has been left (unlock what it waits for, put it back into a queue, bury it) is done by
// whoever runs next on that machine (`settle`), since nobody may go on with a task whose context isn't saved yet.
//
// Its parts, each with its own rules:
//   workers.h, run-queue.h, shared-queue.h   what is to run, in which order, and what may be stolen
//   machine.h, idle.h                        who runs it, who sleeps, who watches, who is woken
//   task-supply.h                            records, stacks and ids of tasks
//   context-switch.h, stack-overflow.h       the change of stacks, and what happens if one is too small
//   timers.h, replaceable-clock.h            what is to happen at a time, and what the time is
#pragma once

#include <leash/detail/context-switch.h>
#include <leash/detail/idle.h>
#include <leash/detail/immortal.h>
#include <leash/detail/machine.h>
#include <leash/detail/processors.h>
#include <leash/detail/replaceable-clock.h>
#include <leash/detail/stack-overflow.h>
#include <leash/detail/task-supply.h>
#include <leash/detail/timers.h>
#include <leash/detail/workers.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <mutex>
#include <optional>
#include <thread>

namespace leash::detail {

class scheduler;
scheduler &the_scheduler() noexcept;

class scheduler {
public:
  static constexpr int max_workers = all_workers::max_count;
  static constexpr int operations_per_turn = 1024;

  // ── Tasks ──────────────────────────────────────────────────────────────────────────────────────────────────────

  /// A free record, to be filled and given to `begin`.
  task *make(machine &here) {
    start();
    return supply_.make(stock_of(here));
  }

  /// A record that `make` gave and that isn't wanted after all.
  void unmake(machine &here, task &one) noexcept { supply_.bury(stock_of(here), one); }

  /// A new task: it runs after those that are there already.
  void begin(machine &here, task &one) {
    if (here.on) {
      workers_.push(*here.on, one);
      idle_.surplus(here.on);
    } else {
      share(one);
    }
  }

  /// A task that was blocked: it runs next here.
  void ready(machine &here, task &one) {
    if (!here.on)
      return share(one);
    if (task *other = here.on->queue.put_next(one)) {
      workers_.push(*here.on, *other);
      idle_.surplus(here.on);
    }
    if (idle_.is_watcher_wanted()) [[unlikely]]
      idle_.wake_one();
  }

  /// Tasks that were blocked, as many as there are: none of them next, nor one wake-up each.
  void ready_all(machine &here, task_list &list) {
    if (list.empty())
      return;
    if (list.size() == 1)
      return ready(here, *list.pop_front());
    workers_.shared().push_all(list);
    start();
    idle_.surplus();
  }

  /// Stops running the calling task; `then` is done with `what` once it has been left. Returns when it is run again,
  /// maybe by another machine.
  [[gnu::noinline]] void leave(machine &here, afterwards then, void *what) {
    task &self = *here.current;
    task *next = pick(here);
    here.then = then;
    here.what = what;
    here.leaving = &self.point;
    if (!arena().is_sound(self.stack)) [[unlikely]]
      die_of_overflow(self, arena());
    const luggage mine(here);
    machine *there = next ? enter(here, *next, &self) : go_home(here, &self);
    mine.unpack(*there);
  }

  /// Lets others run, if there are any.
  void yield(machine &here) {
    here.budget = operations_per_turn;
    worker &mine = *here.on;
    if (mine.queue.is_empty() && workers_.shared().is_empty_at_first_look()) {
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
    task &self = *here.current;
    here.then = afterwards::share;
    here.what = &self;
    here.leaving = &self.point;
    const luggage mine(here);
    machine *there = go_home(here, &self);
    mine.unpack(*there);
  }

  int procs() {
    start();
    return workers_.procs();
  }

  void set_procs(int count) {
    start();
    std::lock_guard hold(procs_lock_);
    count = std::clamp(count, 1, max_workers);
    workers_.set_procs(count);
    for (int i = 0; i != count; ++i) {
      if (i == workers_.count())
        workers_.make();
      if (workers_[i].retired)
        employ(workers_[i]);
    }
    for (int i = workers_.count(); i-- && idle_.wake_one();) {
    } // who is idle and one too many doesn't notice by itself
  }

  // ── Time ───────────────────────────────────────────────────────────────────────────────────────────────────────

  nanoseconds now() const noexcept { return clock_.now(); }

  /// From now on it is `time`, and goes on only when this is called again, until the real clock is put back.
  void set_time(nanoseconds time) noexcept { clock_.set(time); }
  void put_clock_back() noexcept {
    clock_.put_back();
    idle_.wake_watcher();
  }

  void set_timer(machine &here, timer_node &node) {
    start();
    worker &at = here.on ? *here.on : workers_[0];
    at.timers.set(node);
    std::atomic_thread_fence(std::memory_order_seq_cst);
    if (idle_.would_miss(node.when)) [[unlikely]]
      idle_.wake_watcher();
  }

  /// Fires what is due at `time`, whoever set it. True: there was something.
  bool fire_timers(nanoseconds time) { return workers_.fire_timers(time); }
  nanoseconds earliest_timer() const { return workers_.earliest_timer(); }
  bool is_firing() const { return workers_.is_firing(); }
  std::size_t timer_count() const { return workers_.timer_count(); }

  // ── Views ──────────────────────────────────────────────────────────────────────────────────────────────────────

  /// Whether tasks wait to be run. A worker that is about to sleep doesn't count as active any more when it looks for
  /// work once more, so this has to be asked, too, and before the activity, if all are said to sleep.
  bool is_there_work() {
    return workers_.shared().hold_still([&] { return workers_.is_any_task_waiting(); });
  }

  template <class F> void each_task(F &&visit) { supply_.each(visit); }
  stack_arena &arena() noexcept { return supply_.arena(); }

private:
  // ── What is to run ─────────────────────────────────────────────────────────────────────────────────────────────

  [[gnu::noinline]] void share(task &one) {
    workers_.shared().push(one);
    start();
    idle_.surplus();
  }

  /// The next task for this machine; null: it has to search.
  task *pick(machine &here) noexcept {
    here.budget = operations_per_turn;
    return workers_.pick(*here.on, clock_);
  }

  // Something to run, after sleeping if need be; null: this machine has no worker any more.
  task *search(machine &here) {
    idle_.end_spell(here, workers_);
    for (bool stays_away = idle_.stays_away(here, workers_);; stays_away = false) {
      if (workers_.is_one_too_many(*here.on) && retire(here))
        return nullptr;
      idle_.begin_search(here);
      const nanoseconds time = now();
      if (earliest_timer() <= time)
        fire_timers(time);
      const nanoseconds looked_at = monotonic_now();
      task *found = stays_away ? workers_.search_own(here) : workers_.search(here);
      const bool last = idle_.end_search(here);
      if (found) {
        idle_.begin_spell(here, looked_at);
        if (last && workers_.is_any_task_waiting())
          idle_.surplus();
        return found;
      }
      idle_.sleep(here, workers_, clock_);
    }
  }

  // ── Switching ──────────────────────────────────────────────────────────────────────────────────────────────────

  // Runs `next`. `left` is the task that is left, null where a machine leaves its home. Returns the machine on which
  // what was left goes on.
  [[gnu::always_inline]] machine *enter(machine &here, task &next, task *left) {
    return go(here, prepare(here, next), left);
  }

  [[gnu::always_inline]] machine *go_home(machine &here, task *left) { return go(here, prepare_home(here), left); }

  [[gnu::always_inline]] machine *go(machine &here, const destination &to, task *left) {
    const landing at = jump(here, to, left);
    settle(at);
    return at.here;
  }

  destination prepare(machine &here, task &next) {
    if (!next.point)
      supply_.give_context(here.on->stock, next, task_main);
    here.current = &next;
    return context_of(next, arena());
  }

  destination prepare_home(machine &here) {
    here.current = nullptr;
    return home_of(here);
  }

  void settle(const landing &at) {
    machine &here = *at.here;
    *here.leaving = at.left;
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
      supply_.bury(stock_of(here), *static_cast<task *>(here.what));
      return;
    }
  }

  /// The parking's task has been left: it can be woken, or has been already. In park.h.
  static void arrive(machine &here, void *parking);

  LEASH_NO_TSAN static void task_main(boost::context::detail::transfer_t from) {
    machine *here = static_cast<machine *>(from.data);
    scheduler &self = the_scheduler();
    {
      quiet hidden;
      self.settle(land_first(from));
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
      supply_.bury(stock_of(here), done);
      here.current = next;
      return std::nullopt;
    }
    here.then = afterwards::bury;
    here.what = &done;
    here.leaving = &done.point;
    return next ? prepare(here, *next) : prepare_home(here);
  }

  static task_stock *stock_of(machine &here) noexcept { return here.on ? &here.on->stock : nullptr; }

  // ── Workers and their machines ─────────────────────────────────────────────────────────────────────────────────

  void start() {
    if (!started_.load(std::memory_order_acquire)) [[unlikely]]
      start_workers();
  }

  [[gnu::noinline]] void start_workers() {
    std::lock_guard hold(procs_lock_);
    if (started_.load(std::memory_order_relaxed))
      return;
    arena().stack_size();
    catch_overflows(arena());
    const int count = std::clamp(default_processors(), 1, max_workers);
    workers_.set_procs(count);
    for (int i = 0; i != count; ++i)
      workers_.make();
    started_.store(true, std::memory_order_release);
    for (int i = 0; i != count; ++i)
      employ(workers_[i]);
  }

  void employ(worker &one) {
    workers_.employ(one);
    threads().begins();
    hand_over(one);
  }

  // The worker is one too many: its tasks are left to others.
  bool retire(machine &here) {
    worker &mine = *here.on;
    {
      std::lock_guard hold(procs_lock_);
      if (!workers_.is_one_too_many(mine))
        return false;
      workers_.retire(mine);
    }
    task_list left;
    mine.queue.take_all(left);
    if (here.searching)
      idle_.end_search(here);
    here.on = nullptr;
    workers_.shared().push_all(left);
    idle_.surplus();
    threads().ends();
    return true;
  }

  // A spare machine, or a new one, goes on with `one`.
  void hand_over(worker &one) {
    if (machine *spare = idle_.take_spare()) {
      spare->on = &one;
      spare->wake.post();
      return;
    }
    auto *fresh = new machine;
    fresh->on = &one;
    threads().add(*fresh);
    std::thread([fresh] { the_scheduler().run(*fresh); }).detach();
  }

  void run(machine &here) {
    quiet hidden;
    leave_signals_to_others();
    adopt(here);
    give_signal_stack();
    for (;;) {
      while (!here.on) {
        idle_.add_spare(here);
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

  std::atomic<bool> started_{false};
  spin_lock procs_lock_;
  all_workers workers_;
  alignas(64) idle_machines idle_;
  replaceable_clock clock_;
  task_supply supply_;
};

inline constinit immortal<scheduler> scheduler_instance;
inline scheduler &the_scheduler() noexcept { return scheduler_instance.value; }

} // namespace leash::detail
