// wait-needs: what has to become of a member or a global before a wait for a condition is over.
#pragma once

#include "checks/core/flow/condition-waits.h"
#include "checks/core/model/body.h"

#include <optional>
#include <set>
#include <vector>

namespace leash {

class Unit;

/// `declared`, a variable or a member of whatever object, has to go one way.
struct Need {
  EntityId declared = NoEntity;
  Direction direction = Direction::None;
  std::optional<int64_t> constant; ///< Reach, Leave: the value, if it is one
  bool isRemembered = false;       ///< it was looked at earlier, and a local has kept what was seen
  bool isPart = false;             ///< others have to be met, too

  friend bool operator==(const Need &, const Need &) = default;
};

/// What each of `leanings`' objects has to become for them to come out as `outcome` (Up: true, or more). Functions that
/// they call are seen through, and so are locals. None where it can't be told, or where one has to go both ways.
std::vector<Need> needsOf(const Leaning &leaning, Direction outcome, const Body &body, const Unit &unit);

/// What `wait` needs to be over: what its predicate asks, or the loop around it.
std::vector<Need> needsOf(const ConditionWait &wait, const Unit &unit);

/// Whether `operation` changes what some object holds.
bool isChange(const Operation &operation);

/// Whether `change` can be what `need` is about.
bool mayMeetNeed(const Operation &change, const Need &need, const Unit &unit);

} // namespace leash
