// comparison: what was found, split by what was known.
#pragma once

#include "checks/core/model/finding.h"
#include "driver/report/report.h"

#include "llvm/ADT/ArrayRef.h"

#include <string>
#include <vector>

namespace leash {

struct Comparison {
  std::vector<Finding> introduced;  ///< the base doesn't have them
  std::vector<Finding> preExisting; ///< as they are now
  std::vector<Finding> fixed;       ///< as they were
};

/// Compares by fingerprints alone. `now` has been canonicalized; each part keeps the order of what it comes from.
Comparison compare(std::vector<Finding> now, std::vector<Finding> base);

/// What is suppressed is still there, and so isn't fixed.
void forgetSuppressed(std::vector<Finding> &fixed, llvm::ArrayRef<Finding> suppressed);

/// Keeps of what wasn't found again only what was looked for: all files, all lines, by the check that had found it.
/// Nothing is kept if the analysis isn't complete; returns a note about that, if there was something.
std::string keepLookedFor(std::vector<Finding> &fixed, const Scope &scope, bool isComplete);

} // namespace leash
