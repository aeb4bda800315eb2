// lock-queue: who waits for a lock, and whose turn it is.
//
// A lock that is given back is free, and taken by whoever comes first; that is usually somebody who runs already. The
// first in the queue is woken to try as well, and nobody else until it has. If it comes too late, it goes back to the
// front. One that was woken in vain a millisecond ago is handed the lock without its becoming free, so that nobody
// starves (after Go's mutex, whose measure this is).
#pragma once

#include <leash/detail/limits.h>
#include <leash/misuse.h>

#include <string>
#include <utility>

namespace leash::detail {

/// All of it is guarded by the spin lock of the lock whose queue it is.
class lock_queue {
public:
  /// How a wait ended.
  enum class turn : std::uint8_t { to_try, handed_over, given_up };

  /// One attempt to get the lock, over all its waits.
  struct attempt {
    bool is_woken = false;         ///< to try
    nanoseconds in_vain_since = 0; ///< 0: never yet
  };

  /// Whether somebody waits, or has been woken to try.
  bool is_wanted() const noexcept { return is_somebody_coming_ || !waiting_.empty(); }

  /// The attempt has succeeded.
  void succeeded(const attempt &mine) noexcept {
    if (mine.is_woken)
      is_somebody_coming_ = false;
  }

  /// The lock can't be taken: waits. `guard` is held, and is given back.
  turn wait(machine &here, spin_lock &guard, attempt &mine, const limits &until, const blocking_point &point) {
    if (mine.is_woken)
      is_somebody_coming_ = false;
    if (is_over(until)) {
      guard.unlock();
      the_scheduler().spend(here); // somebody may try for ever
      return turn::given_up;
    }
    parking one(here, until.any());
    waiter place(one);
    if (std::exchange(mine.is_woken, false)) {
      place.ok = is_due(mine);
      waiting_.push_front(place);
    } else {
      waiting_.push_back(place);
    }
    auto by = woken_by::primitive;
    if (until.any())
      by = park(here, guard, &waiting_, place, until, point);
    else
      park(here, guard, one, point);
    if (by != woken_by::primitive)
      return turn::given_up;
    mine.is_woken = !place.ok;
    return place.ok ? turn::handed_over : turn::to_try;
  }

  /// The lock is being given back: whom to wake, if anybody. If it is `ok`, the lock is handed over to it.
  waiter *next() noexcept {
    if (is_somebody_coming_)
      return nullptr;
    waiter *one = waiting_.claim_front();
    is_somebody_coming_ = one && !one->ok;
    return one;
  }

private:
  static bool is_due(attempt &mine) noexcept {
    constexpr nanoseconds patience = 1'000'000;
    const nanoseconds now = monotonic_now();
    if (!mine.in_vain_since)
      mine.in_vain_since = now;
    return now - mine.in_vain_since >= patience;
  }

  wait_list waiting_;
  bool is_somebody_coming_ = false;
};

/// Ends the process: a lock was given back that wasn't held that way. `before` is the last operation on it, if any.
[[noreturn, gnu::cold]] inline void die_unlocking(std::string what, const std::source_location &where,
                                                  const char *relation, const std::source_location &before) {
  what += " at " + place(where);
  if (before.line())
    what += std::string(" (") + relation + ' ' + place(before) + ')';
  die(what);
}

} // namespace leash::detail
