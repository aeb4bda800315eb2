// two-revisions: the units that a change touches, analysed as they are and as they were.
#pragma once

#include "driver/check-options.h"
#include "driver/report/changed-lines.h"
#include "driver/runner.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace leash {

struct Preparation;

struct TwoRevisions {
  std::string baseName;
  std::vector<UnitTask> tasks; ///< the affected units
  std::vector<UnitResult> results;
  std::vector<Finding> baseFindings; ///< in what they were at the base, and in units that are gone
  ChangedLines changedLines;
  std::vector<std::string> notes;
};

/// Analyses what the change since `options.base` touches, at both revisions, by means of `run`. Both are judged by the
/// configuration and the vocabulary of today: a check that was switched on isn't a bug that was written. A unit and its
/// base are run one after the other, so that a budget that ends leaves whole pairs; half a pair is left out.
llvm::Expected<TwoRevisions>
runBothRevisions(const CheckOptions &options, const Preparation &preparation,
                 llvm::function_ref<std::vector<UnitResult>(llvm::ArrayRef<UnitTask>)> run);

} // namespace leash
