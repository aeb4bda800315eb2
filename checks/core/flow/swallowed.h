// swallowed: exceptions that end in an empty handler, in the midst of something that others rely on.
#pragma once

#include "checks/core/model/body.h"

#include <vector>

namespace leash {

class StartedWork;
class Unit;

/// An empty handler that control leaves by the way that it also takes if nothing was thrown.
struct Swallowed {
  Place handler;
  const Operation *thrown = nullptr;   ///< a call whose exception it may get
  const Operation *acquired = nullptr; ///< the lock under which that call is made, and something is changed
  bool isWork = false;                 ///< it gets what goes wrong in one round of a thread's loop
};

/// The handlers of `body` that swallow what matters: that a thread's loop hasn't done a piece of its work, or that what
/// a lock protects is changed by half. Nothing in the attempt tells what follows that it went well. Destructors and
/// attempts at what ends something anyway have nobody to tell. `work` is the unit's.
std::vector<Swallowed> swallowedIn(const Body &body, const Unit &unit, StartedWork &work);

} // namespace leash
