// edits: a fix as offsets into the files it changes.
#pragma once

#include "checks/core/model/finding.h"
#include "driver/report/sources.h"

#include <vector>

namespace leash {

/// A replacement in offsets of its file. `begin` and `end` coincide for an insertion.
struct Edit {
  const Replacement *replacement = nullptr;
  const SourceFile *source = nullptr;
  size_t begin = 0;
  size_t end = 0;
  uint32_t firstLine = 0;
  uint32_t lastLine = 0;
};

/// All edits of the fix, in the order of files and offsets; none if one of them is impossible (its file is gone or has
/// become shorter) or two overlap. They refer to `fix` and to `sources`.
std::vector<Edit> editsOf(const Fix &fix, SourceFiles &sources);

} // namespace leash
