// kept-locks: locks that a function acquires by hand and, on some way out, keeps by mistake.
//
// A function may hand the lock on to its caller: always, or when it says so by its result. That is a contract, and no
// mistake, as long as somebody can give the lock back. It is one where the function itself does so on other paths, or
// where nobody who can be seen ever does and nobody else could.
#pragma once

#include "checks/core/flow/lock-exit.h"
#include "checks/core/model/finding.h"

#include <vector>

namespace leash {

class Unit;

/// Everything one acquisition by hand leads to.
struct KeptLock {
  const LockFlow *flow = nullptr;
  const Operation *acquired = nullptr;
  std::vector<const LockExit *> exits; ///< ways out on which it is still held; returns first, then exceptions
  bool isSlip = false; ///< it is kept on success by contract, and on this failure though others give it back

  /// Whether nothing but an exception of what is called takes it along.
  bool isByExceptionOnly() const;
};

/// What `body` keeps, but for what unlock-not-held has to say: names that are mixed up.
std::vector<KeptLock> keptLocks(const Body &body, const Unit &unit);

/// What the lock is called where it is acquired.
std::string nameOf(const KeptLock &kept, const Unit &unit);

/// Where `exit` leaves.
Place placeOfExit(const Body &body, const LockExit &exit);

/// Adds the steps from the acquisition to the ways out, and the guard that could own the lock instead.
void tellKept(const KeptLock &kept, const Body &body, const Unit &unit, Finding &finding);

} // namespace leash
