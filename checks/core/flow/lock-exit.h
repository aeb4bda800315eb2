// lock-exit: what is known of one lock where a function ends, as data.
#pragma once

#include "checks/core/flow/lock-event.h"
#include "checks/core/flow/range.h"
#include "checks/core/model/body.h"

#include <vector>

namespace leash {

/// Where a path stands towards the lock.
struct LockProperty {
  enum State : uint8_t {
    Untouched,
    Held,
    Released, ///< given back though this function hadn't acquired it
    Unknown,  ///< went out of sight
  } state = Untouched;
  bool shared = false;
  bool gaveBack = false;                 ///< this path acquired by hand and released again
  bool isBorrowed = false;               ///< held for the caller, then handed to a guard
  bool isHandedOver = false;             ///< went out of sight by being returned, with what it protects
  bool isGuardReturned = false;          ///< … or it is its guard that was returned
  bool wasHeld = false;                  ///< this path acquired it, by hand or by a guard, and it was given back again
  bool isRefused = false;                ///< this path tried to acquire it, and didn't get it
  uint8_t depth = 0;                     ///< further acquisitions of a recursive lock
  const Operation *acquired = nullptr;   ///< the last acquisition; null if the caller made it
  Object guard;                          ///< who gives it back, if not we
  Object bypassed;                       ///< a guard that takes itself for its owner though it was given back by hand
  const Operation *bypassedBy = nullptr; ///< the release by hand that did so
  std::vector<Object> guards;            ///< guards that name this lock
  const Operation *released = nullptr;   ///< the last time it was given back, on one of the paths here

  bool isHeldByHand() const { return state == Held && !guard.isKnown(); }
  /// Where the path came from isn't where it stands: `released` makes no difference.
  friend bool operator==(const LockProperty &a, const LockProperty &b) { return !(a < b) && !(b < a); }
  friend bool operator<(const LockProperty &a, const LockProperty &b);
};

/// One way out of the function, or out of the scope in which the lock has its name.
struct LockExit {
  enum Kind : uint8_t {
    Return,
    Exception,
    NextIteration, ///< the name goes over to another lock, or the same acquisition comes round again
  } kind = Return;
  LockProperty property;
  Range result; ///< of the values returned
  const Operation *last = nullptr;
  std::vector<const Edge *> decisions;
};

struct LockFlow {
  static constexpr size_t NotMixedUp = ~size_t(0);
  Object lock;
  bool gaveUp = false;
  bool isChangedByCalls = false;   ///< some callee locks or unlocks it
  size_t mixedUpWith = NotMixedUp; ///< of the function's flows: one is kept and the other given back, by mistake
  std::vector<LockExit> exits;
  std::vector<LockEvent> events;
};

} // namespace leash
