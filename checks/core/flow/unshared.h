// unshared: waits for a channel that nobody else has yet.
//
// A function that makes a channel and sends to it, or receives from it, before it has given a handle to anybody waits
// for itself.
#pragma once

#include "checks/core/model/body.h"

#include <vector>

namespace leash {

class Unit;

struct UnsharedWait {
  const Operation *made = nullptr;
  const Operation *wait = nullptr;
  EntityId variable = NoEntity; ///< that holds the channel
};

/// The sends and receives of `body` that some path leads to on which the channel is still its own. Sends are waits if
/// the channel is known to have no room; receives, if nothing has been sent on that path.
std::vector<UnsharedWait> unsharedWaits(const Body &body, const Unit &unit);

} // namespace leash
