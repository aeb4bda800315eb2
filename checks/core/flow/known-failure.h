// known-failure: places that are reached only after something was found to have failed.
#pragma once

#include "checks/core/model/body.h"

#include <vector>

namespace leash {

class Unit;

/// For each block of `body`: whether every way to it has found an error that isn't ok(), or caught an exception. What
/// fails there besides is a consequence or a clean-up; the first failure is the one that counts. O(blocks + edges).
std::vector<bool> blocksAfterFailure(const Body &body, const Unit &unit);

/// Whether `returned`, a return statement of `body`, tells the caller of a failure: it returns false, null, less than
/// nothing, another number where zero is what `body` also returns, or what a variable of the function's own holds.
bool reportsFailure(const Operation *returned, const Body &body, const Unit &unit);

} // namespace leash
