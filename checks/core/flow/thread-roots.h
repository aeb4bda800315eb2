// thread-roots: what the threads run that a unit starts.
#pragma once

#include "checks/core/model/body.h"

#include <vector>

namespace leash {

class Unit;

/// What one place starts on a thread of its own.
struct ThreadRoot {
  BodyId body = NoBody;
  bool areMany = false; ///< the place starts several, in a loop
};

/// All that the unit starts threads with: by itself, or by putting a callable where threads are kept. O(operations).
std::vector<ThreadRoot> threadRoots(const Unit &unit);

/// Whether work that the unit starts, or hands to others, comes to `operation`. What doesn't is for users to call, who
/// have to be done with an object before it ends. O(operations) for each piece of work.
bool isReachedByWork(const Operation &operation, const Unit &unit);

} // namespace leash
