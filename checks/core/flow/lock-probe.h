// lock-probe: whether a lock is held where something happens.
#pragma once

#include "checks/core/flow/call-sites.h"
#include "checks/core/flow/lock-standing.h"
#include "checks/core/model/body.h"

namespace leash {

class Unit;

/// How the very `lock` of `body`, which needn't be one that `body` does anything to, stands right before `operation` of
/// it. What its caller holds doesn't count. O(simulation) when the function and the lock are asked about first; the
/// unit remembers the answers for all operations.
LockStanding standingAt(const Operation &operation, const Object &lock, const Body &body, const Unit &unit);

/// Whether a lock that may be `lock`, a name in any function's terms, is held in `body` right before `operation` of it.
/// What its caller holds doesn't count, but a lock that it says it requires does. O(locks).
Holding heldAt(const Operation &operation, const Object &lock, const Body &body, const Unit &unit);

/// Whether `callee` may run with `lock` held when it is called at `caller`: by the caller, or by whom it hands the
/// callee to.
bool isHeldByCall(const Site &caller, const Body &callee, const Object &lock, const Unit &unit);

/// Whether `operation` of `body` takes a lock that may be `lock`, itself or in a callee. It may be given back there.
bool takes(const Operation &operation, const Object &lock, const Body &body, const Unit &unit);

} // namespace leash
