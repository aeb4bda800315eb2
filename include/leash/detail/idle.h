// idle: the machines that have nothing to run: the idle ones, which have a worker, and the spare ones, which have none.
//
// - Somebody idle is woken only for surplus work, and only if nobody is searching already. A machine that finds
//   nothing announces that it is idle and then looks again, so that no task is left between the two.
// - While some are idle and others aren't, one of the idle is the watcher: it sleeps until the next timer is due, but
//   not for long, and looks for tasks that their worker has no time for.
#pragma once

#include <leash/detail/machine.h>
#include <leash/detail/replaceable-clock.h>
#include <leash/detail/spin-lock.h>
#include <leash/detail/threads.h>
#include <leash/detail/workers.h>

#include <algorithm>
#include <atomic>
#include <mutex>

namespace leash::detail {

class idle_machines {
public:
  // ── Searching ──────────────────────────────────────────────────────────────────────────────────────────────────

  void begin_search(machine &here) noexcept {
    if (here.searching)
      return;
    here.searching = true;
    searching_.fetch_add(1);
  }
  /// True: nobody is searching any more.
  bool end_search(machine &here) noexcept {
    here.searching = false;
    return searching_.fetch_sub(1) == 1;
  }

  // ── Spells ─────────────────────────────────────────────────────────────────────────────────────────────────────

  /// Another processor is of no use to tasks that use the same few things all the time: they would mostly wait for each
  /// other's locks and cache lines. Whether they do shows only when it is tried. So each spell of running tasks, from
  /// finding some to having none left, is judged at its end: if getting them, which were another's, and waiting for
  /// locks took too much of it, the machine stays away for longer each time, as long as others run. The more run, the
  /// more each may lose before fewer would do better.
  void begin_spell(machine &here, nanoseconds looked_at) noexcept {
    here.spell_began = monotonic_now();
    here.spent_before = spent_in_spin_locks - (here.spell_began - looked_at);
  }
  void end_spell(machine &here, const all_workers &workers) noexcept {
    const nanoseconds lost = spent_in_spin_locks - here.spent_before;
    here.impedes = lost * 16 > (monotonic_now() - here.spell_began) * others_running(workers);
    if (!here.impedes)
      here.patience = 0;
  }

  /// Whether `here` had better leave what there is to those who run.
  bool stays_away(const machine &here, const all_workers &workers) const noexcept {
    return here.impedes && others_running(workers) > 0;
  }

  // ── Sleeping ───────────────────────────────────────────────────────────────────────────────────────────────────

  /// Sleeps until somebody finds work for `here`, or until it is worth looking again.
  void sleep(machine &here, const all_workers &workers, const replaceable_clock &clock) {
    const auto [watches, last] = add(here);
    const bool others_run = is_anybody_running(workers);
    if (!others_run)
      stays_away_.store(false);
    std::atomic_thread_fence(std::memory_order_seq_cst);
    const bool leaves_it = here.impedes && others_run;
    if (!leaves_it && !workers.shared().is_empty() && remove(here))
      return;
    if (!watches && workers.is_any_task_waiting() && !observes_.load())
      wake_watcher();
    nanoseconds until = never;
    if (watches) {
      until = watch_until(here, workers, clock);
      std::atomic_thread_fence(std::memory_order_seq_cst);
      bool must_look = !clock.is_replaced() && workers.earliest_timer() < until;
      must_look |= here.patience == 0 && is_anybody_running(workers); // somebody was woken meanwhile
      if (must_look && remove(here))
        return;
    }
    if (last)
      look_for_deadlock();
    if (!here.wake.wait(until) && !remove(here))
      here.wake.wait(); // somebody woke us at the same time
  }

  /// Some are idle, and none of them watches.
  bool is_watcher_wanted() const noexcept { return watcher_wanted_.load(std::memory_order_relaxed); }

  /// Whether those who sleep have to be told of a timer that is set for `when`.
  bool would_miss(nanoseconds when) const noexcept { return when < watched_until_.load() || is_watcher_wanted(); }

  // ── Waking ─────────────────────────────────────────────────────────────────────────────────────────────────────

  /// There is more work than those who run may be able to do: wakes somebody, unless somebody is searching, or keeps an
  /// eye on the worker whose work it is.
  void surplus(worker *of = nullptr) {
    std::atomic_thread_fence(std::memory_order_seq_cst);
    if (!idle_.load(std::memory_order_relaxed) || searching_.load(std::memory_order_relaxed) || stays_away_.load())
      return;
    if (of) {
      if (observes_.load(std::memory_order_relaxed))
        return;
      of->queue.observe();
    }
    wake_one();
  }

  /// Wakes one idle machine, to search. False: there is none.
  [[gnu::noinline]] bool wake_one() {
    machine *woken;
    {
      std::lock_guard hold(lock_);
      if (!machines_)
        return false;
      // The watcher goes on watching, unless it sleeps until it is woken: then it is the one.
      machine **at = &machines_;
      if (watched_until_.load() != never) {
        if (*at == watcher_ && (*at)->below)
          at = &(*at)->below;
      } else {
        while (watcher_ && *at != watcher_)
          at = &(*at)->below;
      }
      woken = *at;
      take(at);
    }
    woken->wake.post();
    return true;
  }

  void wake_watcher() {
    machine *woken = nullptr;
    {
      std::lock_guard hold(lock_);
      for (machine **at = &machines_; *at; at = &(*at)->below)
        if (!watcher_ || *at == watcher_) {
          woken = *at;
          take(at);
          break;
        }
    }
    if (woken)
      woken->wake.post();
  }

  // ── Spares ─────────────────────────────────────────────────────────────────────────────────────────────────────

  void add_spare(machine &here) {
    std::lock_guard hold(lock_);
    here.below = spares_;
    spares_ = &here;
  }

  /// Null: there is none.
  machine *take_spare() {
    std::lock_guard hold(lock_);
    machine *spare = spares_;
    if (spare)
      spares_ = spare->below;
    return spare;
  }

private:
  struct role {
    bool is_watcher;
    bool is_last; ///< nobody is active any more
  };

  // The machine is idle from now on.
  role add(machine &here) {
    std::lock_guard hold(lock_);
    const bool last = threads().stops();
    here.below = machines_;
    machines_ = &here;
    idle_.fetch_add(1);
    const bool watches = !watcher_;
    if (watches) {
      watcher_ = &here;
      watched_until_.store(0); // whoever sets a timer now wakes us
      watcher_wanted_.store(false);
    }
    return {watches, last};
  }

  // The machine stops being idle by itself. False: somebody is waking it, and will post.
  bool remove(machine &here) {
    std::lock_guard hold(lock_);
    for (machine **at = &machines_; *at; at = &(*at)->below)
      if (*at == &here) {
        take(at);
        return true;
      }
    return false;
  }

  // With the lock held: the machine at `*at` isn't idle any more, but searches.
  void take(machine **at) {
    machine *one = *at;
    *at = one->below;
    threads().begins();
    searching_.fetch_add(1);
    one->searching = true;
    idle_.fetch_sub(1);
    if (one == watcher_) {
      watcher_ = nullptr;
      observes_.store(false);
      stays_away_.store(false);
      watched_until_.store(never);
    }
    watcher_wanted_.store(!watcher_ && machines_);
  }

  // How many run tasks, or look for some.
  int running(const all_workers &workers) const noexcept { return workers.count() - workers.retired() - idle_.load(); }
  // Beside a machine that does.
  int others_running(const all_workers &workers) const noexcept { return running(workers) - 1; }
  bool is_anybody_running(const all_workers &workers) const noexcept { return running(workers) > 0; }

  // The next timer. But as long as others run, the watcher looks again and again whether they have time for what they
  // are to do: soon, if there is something in their rings.
  nanoseconds watch_until(machine &here, const all_workers &workers, const replaceable_clock &clock) {
    nanoseconds until = clock.is_replaced() ? never : workers.earliest_timer();
    bool observes = false, stays_away = false;
    if (is_anybody_running(workers)) {
      stays_away = here.impedes;
      observes = stays_away || workers.is_any_task_in_a_ring();
      const nanoseconds longest = stays_away ? 2'000'000 : observes ? 500'000 : 10'000'000;
      here.patience = std::clamp<nanoseconds>(2 * here.patience, 20'000, longest);
      until = std::min(until, monotonic_now() + here.patience);
    } else {
      here.patience = 0;
    }
    std::lock_guard hold(lock_);
    if (watcher_ == &here) { // else somebody has woken us, and another may watch
      observes_.store(observes);
      stays_away_.store(stays_away);
      watched_until_.store(until);
    }
    return until;
  }

  spin_lock lock_;
  machine *machines_ = nullptr, *spares_ = nullptr;
  machine *watcher_ = nullptr;
  std::atomic<int> idle_{0}, searching_{0};
  std::atomic<bool> watcher_wanted_{false}, observes_{false}, stays_away_{false};
  std::atomic<nanoseconds> watched_until_{never};
};

} // namespace leash::detail
