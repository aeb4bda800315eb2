// changed-lines: the lines that a change has touched, as they are numbered now.
//
// A forge shows what is said of a change beside its lines, and hides the rest: GitHub's code scanning drops an alert
// from a pull request if one of its lines isn't in the diff. Yet a bug that a change brings often stands on a line that
// was there before. One of its steps is new, or the bug would be known; there it is shown.
#pragma once

#include "checks/core/model/finding.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"

#include <utility>
#include <vector>

namespace leash {

class ChangedLines {
public:
  /// Files are absolute, without symbolic links, as in findings.
  void add(llvm::StringRef file, unsigned firstLine, unsigned lastLine);
  void addWhole(llvm::StringRef file);

  bool has(llvm::StringRef file, unsigned line) const;

private:
  llvm::StringMap<std::vector<std::pair<unsigned, unsigned>>> ranges_; ///< first and last line
};

/// Where a finding is shown to readers of a change: its own place (shownPlace()) if that begins in a changed line, else
/// the first step that does, else its own all the same. If not all lines of a place in the change are changed, it ends
/// with its first one.
Place placeInChange(const Finding &finding, const ChangedLines &changed);

} // namespace leash
