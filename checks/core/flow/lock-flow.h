// lock-flow: what one function does to one lock, on every way through it.
#pragma once

#include "checks/core/flow/callees.h"
#include "checks/core/flow/lock-exit.h"
#include "checks/core/flow/path-facts.h"
#include "checks/core/model/body.h"

#include <vector>

namespace leash {

class Unit;

/// Follows every lock that `body` acquires or releases by hand, itself or through callees whose summaries are in `unit`
/// already. Cost: one simulation per lock, see Simulation.
std::vector<LockFlow> lockFlowsOf(const Body &body, const Unit &unit);

/// What members and references of the body are other names for, wherever in it.
PathFacts bindingsOf(const Body &body, const Unit &unit);

/// What kind of lock `lock` is, by the type that it was declared with.
TypeRole roleOf(const Object &lock, const Unit &unit);

/// Whether `operation` can leave by an exception, callees' summaries considered.
Throws throwsOf(const Operation &operation, const Body &body, const Unit &unit);

} // namespace leash
