// suppressed: findings that don't count, apart from those that do.
#pragma once

#include "checks/core/model/finding.h"

#include <vector>

namespace leash {

/// Moves those of `findings` that are suppressed behind the others in `suppressed`, and brings that into the order of
/// canonicalize(), fingerprints left as they are.
void moveSuppressed(std::vector<Finding> &findings, std::vector<Finding> &suppressed);

} // namespace leash
