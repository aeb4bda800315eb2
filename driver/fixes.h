// fixes: changes the user's files so that findings go away.
#pragma once

#include "checks/core/model/finding.h"
#include "driver/filter/project-files.h"

#include "llvm/ADT/ArrayRef.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace leash {

/// What came of applying fixes.
struct FixOutcome {
  unsigned offered = 0;
  unsigned applied = 0;
  std::vector<std::string> leftOut; ///< why a fix wasn't applied, a sentence for each reason and file
};

/// Applies the one fix of each finding that has one, whole or not at all: never two that overlap, never to a file that
/// isn't the project's, and never to one whose text isn't what `texts` says that the finding was made for (by real
/// path, textHash()). A file is replaced at once, with its permissions.
FixOutcome applyFixes(llvm::ArrayRef<Finding> findings, const std::map<std::string, uint64_t> &texts,
                      ProjectFiles &project);

} // namespace leash
