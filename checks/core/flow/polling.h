// polling: loops that ask again and again whether another thread has done something, and pause in between.
//
// Such a loop is a wait. One that tries to take something (a lock, or an atomic that stands for one) is not: it is
// about to go on alone, whatever the others have done.
#pragma once

#include "checks/core/model/body.h"

#include <vector>

namespace leash {

class Unit;

/// By block: whether control can get there from the start of `from`, which counts as reached, without passing through
/// the blocks of `avoiding`, if that isn't empty. O(edges).
std::vector<bool> blocksReachableFrom(const Body &body, uint32_t from, const std::vector<bool> &avoiding = {});

/// By block: whether control can get from it to `to`, which counts as there already, under the same condition.
/// O(edges).
std::vector<bool> blocksReaching(const Body &body, uint32_t to, const std::vector<bool> &avoiding = {});

/// By block: whether it lies on a way from `through` back to it, under the same condition. O(edges).
std::vector<bool> loopThrough(const Body &body, uint32_t through, const std::vector<bool> &avoiding = {});

/// By block: whether it belongs to the innermost loop around `through`; none if there is no loop. O(loops * edges).
std::vector<bool> innermostLoop(const Body &body, uint32_t through);

/// By block: whether it belongs to a loop that polls. Only loops count that avoid `avoiding` altogether. Callees'
/// summaries must be in `unit`. O(pauses * edges).
std::vector<bool> pollingBlocks(const Body &body, const Unit &unit, const std::vector<bool> &avoiding = {});

/// Whether `body` tries to change an atomic by a value that it read, itself or in a callee.
bool exchanges(const Body &body, const Unit &unit);

} // namespace leash
