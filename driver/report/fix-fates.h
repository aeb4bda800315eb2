// fix-fates: which fixes can be applied together.
#pragma once

#include "checks/core/model/finding.h"
#include "driver/report/sources.h"

#include "llvm/ADT/ArrayRef.h"

#include <vector>

namespace leash {

/// What becomes of a finding's fix when those of all findings are applied.
enum class FixFate {
  None,     ///< there is none, or somebody has to choose among several, or its place is gone
  Applied,  ///< it overlaps with no other that is applied
  Repeated, ///< an earlier finding's fix does the same
  Overlaps, ///< with an earlier finding's fix
};

/// The fate of each finding's fix. Who comes first wins. Edits that touch don't overlap, but two insertions in one
/// place do, because nobody says which goes first. O(n log n).
std::vector<FixFate> fatesOfFixes(llvm::ArrayRef<Finding> findings, SourceFiles &sources);

} // namespace leash
