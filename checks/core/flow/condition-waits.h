// condition-waits: who waits for which condition, with which lock, and what the decision to go on waiting looks at.
#pragma once

#include "checks/core/model/body.h"

#include <set>
#include <vector>

namespace leash {

class Unit;

/// A wait without a limit, for a condition that belongs to a lock.
struct ConditionWait {
  const Body *body = nullptr;
  const Operation *operation = nullptr;
  uint32_t block = 0;       ///< of the operation
  Object condition;         ///< in the body's terms; of a wrapper: the member that it wraps
  Object lock;              ///< that is given back meanwhile
  bool isWrapped = false;   ///< `operation` calls a wrapper's method that waits once
  std::set<EntityId> asked; ///< members and globals that are read before it waits on: by the predicate, or in its loop
};

/// All of the unit's. A wait whose lock has no name where it stands is left out.
std::vector<ConditionWait> conditionWaits(const Unit &unit);

/// What `wait.asked` has of its predicate, or of the innermost loop around it alone: what is asked further out comes
/// when that is over.
std::set<EntityId> askedInside(const ConditionWait &wait, const Unit &unit);

/// Whether a condition that is notified, in any function's terms, may be the one that is waited for.
bool mayWake(const Object &notified, const ConditionWait &wait);

/// The conditions that `operation` of `body` notifies, itself or through at most `calls` calls, in the body's terms;
/// where they have no name there, in the callee's.
std::vector<Object> notifiedBy(const Operation &operation, const Body &body, const Unit &unit, unsigned calls);

} // namespace leash
