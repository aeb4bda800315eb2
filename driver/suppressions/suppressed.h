// suppressed: findings that don't count, apart from those that do.
#pragma once

#include "checks/core/model/finding.h"
#include "driver/report/report.h"

#include "llvm/ADT/ArrayRef.h"

#include <string>
#include <vector>

namespace leash {

/// Moves those of `findings` that are suppressed behind the others in `suppressed`, and brings that into the order of
/// canonicalize(), fingerprints left as they are.
void moveSuppressed(std::vector<Finding> &findings, std::vector<Finding> &suppressed);

/// What is to be said of the suppressions that nobody used, sorted, once each.
std::vector<std::string> notesOfUnused(llvm::ArrayRef<SuppressionUse> uses);

} // namespace leash
