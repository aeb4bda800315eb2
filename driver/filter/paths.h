// paths: one name for each file.
//
// Clang names a header as it was found ("../include/queue.h", seen from the unit's directory). Two units may spell one
// header in two ways, and its findings would be reported twice.
#pragma once

#include "checks/core/model/finding.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"

#include <string>

namespace leash {

/// The one name among all spellings of a path that exists: absolute, without symbolic links. Else the path itself.
std::string realPath(llvm::StringRef path);

/// The name that git has for a file: links in its directory's name are followed, the file itself may be one.
std::string pathInTree(llvm::StringRef file);

/// Real paths of files as one directory sees them; each is asked for once.
class RealPaths {
public:
  explicit RealPaths(std::string directory) : directory_(std::move(directory)) {}

  /// Absolute, without symbolic links; absolute and otherwise as written if there is no such file.
  const std::string &of(llvm::StringRef file);

  /// Gives every place of `finding` its file's real path.
  void apply(Finding &finding);

  void apply(Place &place);

private:
  std::string directory_;
  llvm::StringMap<std::string> known_;
};

} // namespace leash
