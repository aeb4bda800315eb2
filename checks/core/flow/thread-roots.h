// thread-roots: what the threads run that a unit starts, and what comes of that.
#pragma once

#include "checks/core/model/body.h"

#include <optional>
#include <set>
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

/// `operation` of `body` starts a thread: by itself, or by putting something where threads are kept.
bool startsThread(const Operation &operation, const Body &body, const Unit &unit);

/// What `operation` of `body` gives to another thread to run: to one that it starts, or to whoever has one.
std::set<BodyId> startedBy(const Operation &operation, const Body &body, const Unit &unit);

/// Whether work that the unit starts, or hands to others, comes to an operation. What doesn't is for users to call, who
/// have to be done with an object before it ends.
class StartedWork {
public:
  explicit StartedWork(const Unit &unit) : unit_(unit) {}

  /// O(operations) for each piece of work; the first question collects them.
  bool comesTo(const Operation &operation);

private:
  const Unit &unit_;
  std::optional<std::set<BodyId>> entries_;
};

} // namespace leash
