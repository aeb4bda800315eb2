// diff: what a fix changes, line by line.
#pragma once

#include "checks/core/model/finding.h"
#include "driver/report/sources.h"

#include <string>
#include <vector>

namespace leash {

/// Neighbouring lines that a fix exchanges for others, and no line that it leaves as it is.
struct Hunk {
  std::string file;
  uint32_t line = 0; ///< number of the first removed line, or of the line before which lines are added
  std::vector<std::string> removed;
  std::vector<std::string> added;
};

/// The changes in the order of files and lines. Empty if they can't be told: a file is gone or has changed so much that
/// a place isn't in it any more, or replacements overlap.
std::vector<Hunk> hunksOf(const Fix &fix, SourceFiles &sources);

} // namespace leash
