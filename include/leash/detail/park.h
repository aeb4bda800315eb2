// park: how primitives put their callers to sleep and wake them, be they tasks or threads.
//
// A primitive has a spin_lock and lists of waiters. A waiter lives on the stack of whoever waits. Most waiters can be
// woken by the primitive alone; then being taken off its list, under its lock, is all there is to it. Where several may
// wake it (the arms of a select, a timeout, a cancellation) its parking is contested: one of them claims it, and the
// others pass by. Since a contested parking may be claimed before its task has been switched away from, the waker and
// the switch meet at its gate, and whoever comes second makes the task ready. So do a waker and a thread.
#pragma once

#ifdef LEASH_TASKS_AS_THREADS
#include <leash/detail/thread-per-task.h>
#else
#include <leash/detail/scheduler.h>
#endif

#include <mutex>

namespace leash::detail {

/// One blocked operation.
struct parking {
  explicit parking(machine &here, bool is_contested = false) noexcept : who(&here.self()), contested(is_contested) {}

  enum : std::uint32_t { nobody = 0 };
  enum gate_state : std::uint8_t { open, asleep, woken };

  runner *const who;
  const bool contested;
  std::atomic<std::uint8_t> gate{open};
  std::atomic<std::uint32_t> claimed_by{nobody}; ///< 1 + the index of the waiter

  /// Only one caller gets true; it must call `wake_up` then.
  bool claim(std::uint32_t index) noexcept {
    std::uint32_t free = nobody;
    return claimed_by.compare_exchange_strong(free, index + 1, std::memory_order_acq_rel);
  }
};

/// A place in one list of a primitive.
struct waiter {
  explicit waiter(parking &in, std::uint32_t arm = 0) noexcept : at(&in), index(arm) {}

  waiter *next = nullptr, *previous = nullptr;
  parking *at;
  void *slot = nullptr; ///< where a value is, or goes to
  std::uint32_t index;  ///< which of the parking's waiters
  bool listed = false;
  bool ok = false;       ///< whether it got what it waited for, by whoever claimed it
  void *extra = nullptr; ///< the primitive's own
};

/// First come, first served. Guarded by the lock of its primitive.
class wait_list {
public:
  bool empty() const noexcept { return !first_.load(std::memory_order_relaxed); }
  waiter *front() const noexcept { return first_.load(std::memory_order_relaxed); }

  void push_back(waiter &one) noexcept {
    one.next = nullptr;
    one.previous = last_;
    one.listed = true;
    if (last_)
      last_->next = &one;
    else
      first_.store(&one, std::memory_order_relaxed);
    last_ = &one;
  }

  void push_front(waiter &one) noexcept {
    one.next = first_.load(std::memory_order_relaxed);
    one.previous = nullptr;
    one.listed = true;
    (one.next ? one.next->previous : last_) = &one;
    first_.store(&one, std::memory_order_relaxed);
  }

  void remove(waiter &one) noexcept {
    if (!one.listed)
      return;
    one.listed = false;
    if (one.previous)
      one.previous->next = one.next;
    else
      first_.store(one.next, std::memory_order_relaxed);
    (one.next ? one.next->previous : last_) = one.previous;
  }

  /// Takes off the first waiter that is still to be had, claimed. Null: there is none.
  waiter *claim_front() noexcept {
    while (waiter *one = first_.load(std::memory_order_relaxed)) {
      remove(*one);
      if (!one->at->contested || one->at->claim(one->index))
        return one;
    }
    return nullptr;
  }

private:
  std::atomic<waiter *> first_{nullptr}; ///< atomic, since `empty` may be asked without the lock, as a first look
  waiter *last_ = nullptr;
};

/// What can only be closed, and makes everybody go on who waits for that: the core of a context and of a channel.
struct closable {
  spin_lock lock;
  std::atomic<bool> closed{false};
  wait_list receivers;
};

// ── Waking ───────────────────────────────────────────────────────────────────────────────────────────────────────

/// The task to be made ready, if it is a task and can be; a thread goes on at once.
inline task *release(parking &one) noexcept {
  runner &who = *one.who;
  who.runs();
  if (one.contested && one.gate.exchange(parking::woken, std::memory_order_acq_rel) != parking::asleep)
    return nullptr; // it doesn't sleep yet; it will notice
#ifndef LEASH_TASKS_AS_THREADS
  if (who.is_task)
    return static_cast<task *>(&who);
#endif
  threads().begins();
  static_cast<thread_runner &>(who).wake.post();
  return nullptr;
}

/// Makes a waiter go on that was claimed. The waiter may be gone when this returns.
inline void wake_up(machine &here, waiter &one) noexcept {
  if (task *ready = release(*one.at))
    the_scheduler().ready(here, *ready);
}

/// Wakes many, when no lock is held any more: whoever is woken may end the life of what it waited for.
class woken_list {
public:
  /// Takes all of `list`, under its lock.
  void take_all(wait_list &list, bool ok) noexcept {
    while (waiter *one = list.claim_front()) {
      one->ok = ok;
      add(*one);
    }
  }
  /// A waiter that was claimed.
  void add(waiter &one) noexcept {
#ifndef LEASH_TASKS_AS_THREADS
    if (one.at->who->is_task && !one.at->contested) // it runs when we say so; its stack need not be looked at again
      return tasks_.push_back(*release(*one.at));
#endif
    one.next = nullptr;
    (others_ ? last_->next : others_) = &one;
    last_ = &one;
  }
  void wake(machine &here) noexcept {
    while (waiter *one = others_) {
      others_ = one->next;
      if (task *ready = release(*one->at))
        tasks_.push_back(*ready);
    }
    the_scheduler().ready_all(here, tasks_);
  }

private:
  task_list tasks_;
  waiter *others_ = nullptr, *last_ = nullptr;
};

#ifndef LEASH_TASKS_AS_THREADS
inline void scheduler::arrive(machine &here, void *what) {
  auto &one = *static_cast<parking *>(what);
  task &who = static_cast<task &>(*one.who);
  if (one.gate.exchange(parking::asleep, std::memory_order_acq_rel) == parking::woken)
    the_scheduler().ready(here, who);
}
#endif

// ── Sleeping ─────────────────────────────────────────────────────────────────────────────────────────────────────

inline void sleep_thread(machine &here) noexcept {
  threads().ends();
  here.wake.wait();
}

/// Sleeps until the waiter of an uncontested parking is woken. `lock` guards its list, is held, and is given back.
inline void park(machine &here, spin_lock &lock, parking &one, const blocking_point &point) {
  one.who->blocks_at(point);
  if (here.runs_task()) {
    the_scheduler().leave(here, afterwards::unlock, &lock);
  } else {
    lock.unlock();
    sleep_thread(here);
  }
}

/// Sleeps until a contested parking is claimed and woken. No lock is held.
inline void park(machine &here, parking &one) {
  if (here.runs_task())
    the_scheduler().leave(here, afterwards::arrive, &one);
  else if (one.gate.exchange(parking::asleep, std::memory_order_acq_rel) != parking::woken)
    sleep_thread(here);
}

/// What may end a wait besides what it waits for.
struct limits {
  nanoseconds deadline = never;
  closable *cancel = nullptr; ///< closed: the wait is cancelled

  bool any() const noexcept { return deadline != never || cancel; }
};

enum class woken_by : std::uint8_t { primitive, deadline, cancel };

/// A timer that claims a parking.
class deadline_timer {
public:
  deadline_timer(parking &at, std::uint32_t index) noexcept : waiter_(at, index) {
    node_.fire = [](timer_node &node) {
      waiter &one = *static_cast<waiter *>(node.owner);
      if (one.at->claim(one.index))
        wake_up(*this_machine(), one);
      return deferred{};
    };
    node_.owner = &waiter_;
  }
  void set(machine &here, nanoseconds when) {
    node_.when = when;
    the_scheduler().set_timer(here, node_);
  }
  /// After this the timer doesn't fire, nor is it firing.
  void end() {
    if (timer_heap *heap = node_.heap.load(std::memory_order_relaxed))
      heap->remove(node_);
  }

private:
  waiter waiter_;
  timer_node node_;
};

/// Sleeps until `one` is claimed by the primitive in whose list it is, or a limit is reached; then it may still be in
/// that list. No lock is held.
inline woken_by park(machine &here, waiter &one, const limits &until) {
  constexpr auto index = [](woken_by by) { return std::uint32_t(by); };
  parking &at = *one.at;
  deadline_timer timer(at, index(woken_by::deadline));
  waiter stop(at, index(woken_by::cancel));
  bool claimed = false;
  if (until.cancel) {
    std::lock_guard hold(until.cancel->lock);
    if (until.cancel->closed.load(std::memory_order_relaxed))
      claimed = at.claim(stop.index);
    else
      until.cancel->receivers.push_back(stop);
  }
  if (claimed) {
    at.who->runs();
  } else {
    if (until.deadline != never)
      timer.set(here, until.deadline);
    park(here, at);
  }
  const auto by = woken_by(at.claimed_by.load(std::memory_order_acquire) - 1);
  timer.end();
  if (until.cancel) {
    std::lock_guard hold(until.cancel->lock);
    until.cancel->receivers.remove(stop);
  }
  return by;
}

/// The same: `lock` guards `list`, in which `one` is (null: it is in none), is held, and is given back. Afterwards
/// `one` is in no list.
inline woken_by park(machine &here, spin_lock &lock, wait_list *list, waiter &one, const limits &until,
                     blocking_point point) {
  one.index = std::uint32_t(woken_by::primitive);
  point.timed = until.any();
  one.at->who->blocks_at(point);
  lock.unlock();
  const woken_by by = park(here, one, until);
  if (list && by != woken_by::primitive) { // who claims it takes it off
    std::lock_guard hold(lock);
    list->remove(one);
  }
  return by;
}

/// Nobody can wake the caller.
[[noreturn]] inline void sleep_for_ever(machine &here, const blocking_point &point) {
  for (;;) {
    spin_lock lock;
    lock.lock();
    parking one(here);
    park(here, lock, one, point);
  }
}

} // namespace leash::detail

#include <leash/detail/blocked.h> // defines what is declared in threads.h
