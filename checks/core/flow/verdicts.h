// verdicts: functions whose result says whether they have worked, as their callers show.
#pragma once

#include "checks/core/model/body.h"

#include <set>
#include <vector>

namespace leash {

class Unit;

/// A call whose result is dropped, though all other callers ask it, and give up if it says so.
struct DroppedVerdict {
  const Body *body = nullptr;
  const Operation *call = nullptr;
  size_t askedBy = 0;               ///< so many others
  const Operation *asked = nullptr; ///< one of them
};

/// What the functions of a unit return.
struct Verdicts {
  /// Calls that forget what all others ask for. Nothing is said of functions that two callers drop, or one on purpose,
  /// nor of what is called where only a failure remains to be reported.
  std::vector<DroppedVerdict> dropped;
  /// Functions that return whether they have worked: by their bodies, which return nothing but zero or the code of an
  /// error, or by what their callers do.
  std::set<EntityId> functions;
};

/// O(operations + edges), and O(blocks) for each test and each dropped result.
Verdicts verdictsOf(const Unit &unit);

} // namespace leash
