// comparison: what was found, split by what was known.
#pragma once

#include "checks/core/model/finding.h"

#include <vector>

namespace leash {

struct Comparison {
  std::vector<Finding> introduced;  ///< the base doesn't have them
  std::vector<Finding> preExisting; ///< as they are now
  std::vector<Finding> fixed;       ///< as they were
};

/// Compares by fingerprints alone. `now` has been canonicalized; each part keeps the order of what it comes from.
Comparison compare(std::vector<Finding> now, std::vector<Finding> base);

} // namespace leash
