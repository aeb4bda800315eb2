// reachable: which blocks of a body can be reached from where.
#pragma once

#include "checks/core/model/body.h"

#include <vector>

namespace leash {

/// By block: whether control can get there from the start of `from`, which counts as reached, without passing through
/// `avoiding`. O(edges).
std::vector<bool> blocksReachableFrom(const Body &body, uint32_t from, uint32_t avoiding = NoIndex);

/// Control can leave `block` and come back to it without passing through `avoiding`.
bool isOnCycle(const Body &body, uint32_t block, uint32_t avoiding = NoIndex);

} // namespace leash
