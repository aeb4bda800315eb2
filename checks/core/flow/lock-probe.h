// lock-probe: whether a lock is held where something happens.
#pragma once

#include "checks/core/flow/call-sites.h"
#include "checks/core/flow/lock-exit.h"
#include "checks/core/model/body.h"

namespace leash {

class Unit;

/// On which of the ways to an operation a lock is held there.
enum class Holding : uint8_t { Never, Sometimes, Always, Unknown };

/// How one lock stands right before an operation.
struct LockStanding {
  Holding holding = Holding::Never;
  bool isReached = false;              ///< some way leads there
  bool isGivenBack = false;            ///< by the function itself, on each of the ways
  const Operation *acquired = nullptr; ///< where it was taken, if it is held
  const Operation *released = nullptr; ///< where it was given back, on one of the ways at least
  bool isCallers = false;              ///< … though not taken before, on one of the ways: it was the caller's
};

/// How the very `lock` of `body`, which needn't be one that `body` does anything to, stands right before `operation` of
/// it. What its caller holds doesn't count. O(simulation).
LockStanding standingAt(const Operation &operation, const Object &lock, const Body &body, const Unit &unit);

/// Whether a lock that may be `lock`, a name in any function's terms, is held in `body` right before `operation` of it.
/// What its caller holds doesn't count, but a lock that it says it requires does. O(locks * simulation).
Holding heldAt(const Operation &operation, const Object &lock, const Body &body, const Unit &unit);

/// Whether `callee` may run with `lock` held when it is called at `caller`: by the caller, or by whom it hands the
/// callee to.
bool isHeldByCall(const Site &caller, const Body &callee, const Object &lock, const Unit &unit);

/// Whether `operation` of `body` takes a lock that may be `lock`, itself or in a callee. It may be given back there.
bool takes(const Operation &operation, const Object &lock, const Body &body, const Unit &unit);

} // namespace leash
