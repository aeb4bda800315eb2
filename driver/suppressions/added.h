// added: the comments that `--add-suppressions` writes.
#pragma once

#include "checks/core/model/finding.h"
#include "checks/core/suppression/allowance.h"

#include "llvm/ADT/ArrayRef.h"

#include <string>
#include <vector>

namespace leash {

struct AddedSuppressions {
  std::vector<Finding> carriers;    ///< one for each line of code, whose only fix writes its comment
  unsigned lines = 0;               ///< that have a finding
  std::vector<std::string> leftOut; ///< why there is none for some line, a sentence each
};

/// For each line that has findings, a comment with the reason and the end of `wanted`, above it and as far from the
/// margin; in C files a block comment, which every C knows. Where an allowance is about that line alone already, it
/// gets the checks that it doesn't have; if it has expired, reason and end as well. Reads the files: places have real
/// paths.
AddedSuppressions suppressionsFor(llvm::ArrayRef<Finding> findings, const Allowance &wanted, Date today);

} // namespace leash
