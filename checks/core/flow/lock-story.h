// lock-story: how findings about locks tell their way.
#pragma once

#include "checks/core/flow/lock-event.h"
#include "checks/core/model/finding.h"

namespace leash {

class Unit;

/// Adds the steps from the call or acquisition at `acquisition.place` down to the statement that takes the lock.
void tellAcquisition(const Acquisition &acquisition, const Unit &unit, Finding &finding,
                     const std::string &thread = {});

/// Adds the steps from the call or statement at `blocking.place` down to the one at which the thread waits.
void tellBlocking(const Blocking &blocking, const Unit &unit, Finding &finding);

/// The statement at which the thread waits, callees followed.
const Blocking &innermost(const Blocking &blocking, const Unit &unit);

/// Adds the decisions that lie between `from` and `to`, the last few.
void tellDecisions(const std::vector<const Edge *> &decisions, const Place &from, const Place &to, Finding &finding);

/// What `lock`, which `acquired` acquires in `body`, is called there: as it is written, or the part of it that is.
std::string nameOf(const Object &lock, const Operation &acquired, const Body &body, const Unit &unit);

/// The statement that takes the lock, callees followed.
const Acquisition &innermost(const Acquisition &acquisition, const Unit &unit);

} // namespace leash
