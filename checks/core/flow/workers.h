// workers: threads that a unit starts, what they come to, and where they are joined.
#pragma once

#include "checks/core/model/body.h"

#include <set>
#include <vector>

namespace leash {

class Unit;

/// What one place starts on a thread of its own.
struct Worker {
  const Operation *start = nullptr;
  const Body *starter = nullptr; ///< the function of `start`
  std::set<EntityId> handles;    ///< the variables and members that the thread is kept in
  std::set<BodyId> runs;         ///< what the thread may come to
};

/// All that the unit starts threads with. O(operations) for each of them.
std::vector<Worker> workersOf(const Unit &unit);

/// Whether `join`, an operation of `body` that waits for a thread's end, may be about `worker`: by the handle's name,
/// or, where that is nobody's, as the class or the function is the same.
bool mayJoin(const Operation &join, const Body &body, const Worker &worker, const std::vector<Worker> &workers);

/// Adds what `operation` of `body`, or all of `body`, may come to by calls, through any number of them. What is there
/// already isn't followed again. O(operations of what is added).
void addCallees(const Operation &operation, const Body &body, const Unit &unit, std::set<BodyId> &bodies);
void addCallees(const Body &body, const Unit &unit, std::set<BodyId> &bodies);

/// Whether `operation` of `body` calls something that can't be seen and isn't known to be a library's.
bool callsUnseen(const Operation &operation, const Body &body, const Unit &unit);

} // namespace leash
