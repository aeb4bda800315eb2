// lock-exit: what is known of one lock where a function ends, as data.
#pragma once

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
  bool gaveBack = false;               ///< this path acquired by hand and released again
  bool isBorrowed = false;             ///< held for the caller, then handed to a guard
  bool isHandedOver = false;           ///< went out of sight by being returned, with what it protects
  uint8_t depth = 0;                   ///< further acquisitions of a recursive lock
  const Operation *acquired = nullptr; ///< the last acquisition; null if the caller made it
  Object guard;                        ///< who gives it back, if not we
  Object bypassed;                     ///< a guard that takes itself for its owner though it was given back by hand
  std::vector<Object> guards;          ///< guards that name this lock

  bool isHeldByHand() const { return state == Held && !guard.isKnown(); }
  friend bool operator==(const LockProperty &, const LockProperty &) = default;
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
  Object lock;
  bool gaveUp = false;
  bool isChangedByCalls = false; ///< some callee locks or unlocks it
  std::vector<LockExit> exits;
};

} // namespace leash
