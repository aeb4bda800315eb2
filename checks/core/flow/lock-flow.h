// lock-flow: what one function does to one lock, on every way through it.
#pragma once

#include "checks/core/flow/lock-exit.h"
#include "checks/core/model/body.h"

#include <vector>

namespace leash {

class Unit;

/// Follows every lock that `body` acquires or releases by hand, itself or through callees whose summaries are in `unit`
/// already. Cost: one simulation per lock, see Simulation.
std::vector<LockFlow> lockFlowsOf(const Body &body, const Unit &unit);

/// `inCallee`, an object in the terms of the callee of `call`, in its caller's terms; unknown if it has no name there.
Object inCaller(const Object &inCallee, const CallDetail &call, const Unit &unit);

/// Whether `operation` can leave by an exception, callees' summaries considered.
Throws throwsOf(const Operation &operation, const Body &body, const Unit &unit);

} // namespace leash
