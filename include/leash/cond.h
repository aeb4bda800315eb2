// cond: makes a task or thread wait until others have changed what a lock guards.
//
// A wait may end although nothing has changed for this waiter: ask again in a loop, or give the predicate to the wait.
// Works with any lock that has lock() and unlock(): a leash::guard, a std::unique_lock or std::shared_lock, a mutex
// itself; who waits parks, whatever the lock is.
//
// Those who wait are woken in the order in which they came. A notification that nobody waits for is forgotten.
//
// Example:
//     #include <leash/cond.h>
//     #include <leash/mutex.h>
//     #include <deque>
//     class mailbox {
//     public:
//       void put(int letter) {
//         const leash::guard hold(mutex_);
//         letters_.push_back(letter);
//         filled_.notify_one();
//       }
//       int take() {
//         leash::guard hold(mutex_);
//         while (letters_.empty()) // or filled_.wait(hold, [&] { return !letters_.empty(); })
//           filled_.wait(hold);
//         const int letter = letters_.front();
//         letters_.pop_front();
//         return letter;
//       }
//     private:
//       leash::mutex mutex_;
//       leash::cond filled_;
//       std::deque<int> letters_; // guarded by mutex_
//     };
#pragma once

#include <leash/detail/limits.h>
#include <leash/misuse.h>

#include <concepts>

namespace leash {

/// What notifies orders nothing by itself; the lock does. Not copyable, and not movable.
class cond {
public:
  constexpr cond() noexcept = default;
  cond(const cond &) = delete;
  cond &operator=(const cond &) = delete;

  /// Gives `lock` back, blocks until notified, and takes the lock again; no notification is lost in between. Throws
  /// misuse if `lock` can tell that it isn't held.
  template <class Lock>
  LEASH_ANNOTATE("leash:wait:this:argument 0:blocks")
  void wait(Lock &lock, std::source_location here = std::source_location::current()) {
    wait_within(lock, {}, here);
  }

  /// Waits as long as `holds()` is false; it is called with the lock held.
  template <class Lock, std::predicate Predicate>
  LEASH_ANNOTATE("leash:wait:this:argument 0:blocks:predicate")
  LEASH_ANNOTATE("leash:call:argument 1:called-now") void wait(
      Lock &lock, Predicate holds, std::source_location here = std::source_location::current()) {
    while (!holds())
      wait_within(lock, {}, here);
  }

  /// Like wait(), but for a while at most, or until `end` is done. They return when they have the lock again, however
  /// long that takes. False: nobody has notified; with a predicate: it is still false.
  template <class Lock, class Rep, class Period>
  LEASH_ANNOTATE("leash:wait:this:argument 0:blocks:timed")
  bool wait_for(Lock &lock, std::chrono::duration<Rep, Period> timeout,
                std::source_location here = std::source_location::current()) {
    return wait_within(lock, detail::limits_of(timeout), here);
  }
  template <class Lock, class Rep, class Period, std::predicate Predicate>
  LEASH_ANNOTATE("leash:wait:this:argument 0:blocks:timed:predicate")
  LEASH_ANNOTATE("leash:call:argument 2:called-now") bool wait_for(
      Lock &lock, std::chrono::duration<Rep, Period> timeout, Predicate holds,
      std::source_location here = std::source_location::current()) {
    return wait_within(lock, detail::limits_of(timeout), holds, here);
  }
  template <class Lock>
  LEASH_ANNOTATE("leash:wait:this:argument 0:blocks:timed")
  bool wait_until(Lock &lock, clock::time_point deadline, std::source_location here = std::source_location::current()) {
    return wait_within(lock, detail::limits_of(deadline), here);
  }
  template <class Lock, std::predicate Predicate>
  LEASH_ANNOTATE("leash:wait:this:argument 0:blocks:timed:predicate")
  LEASH_ANNOTATE("leash:call:argument 2:called-now") bool wait_until(
      Lock &lock, clock::time_point deadline, Predicate holds,
      std::source_location here = std::source_location::current()) {
    return wait_within(lock, detail::limits_of(deadline), holds, here);
  }
  template <class Lock>
  LEASH_ANNOTATE("leash:wait:this:argument 0:blocks:timed")
  bool wait(Lock &lock, const context &end, std::source_location here = std::source_location::current()) {
    return wait_within(lock, detail::limits_of(end), here);
  }
  template <class Lock, std::predicate Predicate>
  LEASH_ANNOTATE("leash:wait:this:argument 0:blocks:timed:predicate")
  LEASH_ANNOTATE("leash:call:argument 2:called-now") bool wait(
      Lock &lock, const context &end, Predicate holds, std::source_location here = std::source_location::current()) {
    return wait_within(lock, detail::limits_of(end), holds, here);
  }

  /// Wakes the one who has waited longest, if anybody waits. Doesn't block; with or without the lock.
  LEASH_ANNOTATE("leash:notify") void notify_one() {
    detail::quiet hidden;
    if (waiting_.empty()) // who holds the lock sees those who wait
      return;
    guard_.lock();
    detail::waiter *one = waiting_.claim_front();
    guard_.unlock();
    if (one)
      detail::wake_up(*detail::this_machine(), *one);
  }

  /// Wakes all who wait.
  LEASH_ANNOTATE("leash:notify:shared") void notify_all() {
    detail::quiet hidden;
    if (waiting_.empty())
      return;
    detail::woken_list woken;
    guard_.lock();
    woken.take_all(waiting_, true);
    guard_.unlock();
    woken.wake(*detail::this_machine());
  }

private:
  template <class Lock, class Predicate>
  bool wait_within(Lock &lock, const detail::limits &until, Predicate &holds, const std::source_location &here) {
    while (!holds())
      if (!wait_within(lock, until, here))
        return holds();
    return true;
  }

  template <class Lock>
  bool wait_within(Lock &lock, const detail::limits &until,
                   const std::source_location &here) LEASH_NO_THREAD_SAFETY_ANALYSIS {
    if constexpr (requires { static_cast<bool>(lock.owns_lock()); })
      if (!lock.owns_lock())
        detail::throw_misuse("wait for a cond with a lock that isn't held", here);
    const bool is_notified = wait_without(lock, until, here);
    if constexpr (requires { lock.lock(here); })
      lock.lock(here);
    else
      lock.lock();
    return is_notified;
  }

  // Gives the lock back, and waits. Once notified, it doesn't touch the condition any more.
  template <class Lock> bool wait_without(Lock &lock, const detail::limits &until, const std::source_location &here) {
    detail::quiet hidden;
    // It can be woken as soon as it is in the list, while it still runs.
    detail::parking one(*detail::this_machine(), true);
    detail::waiter place(one);
    guard_.lock();
    waiting_.push_back(place);
    guard_.unlock();
    detail::quiet::expose([&] { give_back(lock, here); });
    one.who->blocks_at({detail::op::wait_condition, until.any(), this, here});
    if (one.claimed_by.load() != detail::parking::nobody)
      one.who->runs();
    auto by = detail::woken_by::deadline;
    if (is_over(until) && one.claim(std::uint32_t(by))) {
      one.who->runs();
      detail::the_scheduler().spend(*detail::this_machine()); // somebody may ask for ever
    } else {
      by = park(*detail::this_machine(), place, until);
    }
    if (by == detail::woken_by::primitive)
      return true;
    guard_.lock();
    waiting_.remove(place);
    guard_.unlock();
    return false;
  }

  template <class Lock>
  static void give_back(Lock &lock, const std::source_location &here) LEASH_NO_THREAD_SAFETY_ANALYSIS {
    if constexpr (requires { lock.unlock(here); })
      lock.unlock(here);
    else
      lock.unlock();
  }

  detail::spin_lock guard_;
  detail::wait_list waiting_; ///< guarded by guard_
};

} // namespace leash
