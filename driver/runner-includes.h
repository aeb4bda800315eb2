// runner-includes: which files each unit is made of.
#pragma once

#include "driver/project.h"

#include "llvm/ADT/ArrayRef.h"

#include <string>
#include <vector>

namespace leash {

/// The files of one unit, its own first. Only those below the directory that was asked about.
struct UnitIncludes {
  std::vector<std::string> files; ///< real paths
  std::string failure;            ///< why they can't all be told; empty: they can
};

/// Asks Clang's dependency scanner, which reads the preprocessor's directives and nothing else: a fraction of a parse.
/// `jobs` as in RunOptions. Results are in the order of the units.
std::vector<UnitIncludes> includesOf(llvm::ArrayRef<CompileUnit> units, llvm::StringRef root, unsigned jobs);

} // namespace leash
