// thread-work: work that is handed to another thread, and what it does with the objects that it was given.
#pragma once

#include "checks/core/model/body.h"

#include <set>
#include <utility>
#include <vector>

namespace leash {

class Unit;

/// Work that a call hands to another thread.
struct ThreadWork {
  BodyId entry = NoBody; ///< what runs there
  /// What is known by a name there: that name, and its own where the work is handed out.
  std::vector<std::pair<Object, Object>> names;
};

/// What `operation` of `body`, if it is a call, hands to other threads itself.
std::vector<ThreadWork> workHandedOut(const Operation &operation, const Body &body, const Unit &unit);

/// `work`, which is handed out in the callee of `call`, in the terms of its caller.
ThreadWork inCaller(ThreadWork work, const CallDetail &call, const Unit &unit);

/// When a callable runs that is the `argument`th of `call`.
CallableUse useOfArgument(const CallDetail &call, size_t argument, const Unit &unit);

/// What `body` stores in other places of what `holders` hold, those included: by assignments, moves, and by giving it
/// to the constructor of something else.
std::set<Object> holdersOf(std::set<Object> holders, const Body &body);

/// Something that work does with an object that it was given.
struct WorkUse {
  Object object; ///< in the terms of who hands the work out
  Place place;
  EntityId calls = NoEntity; ///< the virtual method that is called on it
  bool isEarly = false;      ///< the work hasn't waited by then for anything that others do
};

/// All that `work` does with what it was given, callees followed. O(functions * operations).
std::vector<WorkUse> usesBy(const ThreadWork &work, const Unit &unit);

} // namespace leash
