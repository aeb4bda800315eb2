// affected: which units a change touches, and in which order they are best looked at.
#pragma once

#include "driver/change/change.h"
#include "driver/project.h"
#include "driver/runner-includes.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

#include <set>
#include <string>
#include <vector>

namespace leash {

struct AffectedUnit {
  const CompileUnit *unit = nullptr;
  std::string reason; ///< "is changed", "includes src/cache.h"
};

/// What a change touches of a project.
struct Affected {
  /// First those that are changed themselves; then, for each changed header, one that includes it; then all others. Who
  /// has to stop early has seen every changed line by then.
  std::vector<AffectedUnit> units;
  size_t urgent = 0;               ///< so many of them come before "all others"
  std::set<std::string> generated; ///< files in their includes that git doesn't have: made by the build
  std::vector<std::string> notes;  ///< what can't be told
};

/// What `change` touches of `project`. A unit is affected if one of its files is changed, or shares its name with one
/// that is gone; if the compile database is part of the repository and has another command for it; if a changed
/// `.clang-tidy` or `leash-vocabulary.yaml` governs it; and if its includes can't be told.
llvm::Expected<Affected> affectedBy(const Change &change, const Git &git, const Project &project, unsigned jobs);

/// The same of units whose includes are known; `withOtherCommand` has those with another command at the base.
Affected affectedBy(const Change &change, llvm::ArrayRef<CompileUnit> units, llvm::ArrayRef<UnitIncludes> includes,
                    const std::set<const CompileUnit *> &withOtherCommand);

} // namespace leash
