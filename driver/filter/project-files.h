// project-files: which files are the user's own to change.
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"

#include <set>
#include <string>

namespace leash {

/// The sources that are analysed, and what belongs to them: the files of the same git work tree, or without git those
/// below the directory that holds all the sources. A submodule, a repository that the build has cloned, and whatever is
/// installed on the machine belong to others.
class ProjectFiles {
public:
  /// `sources` are the analysed units' files, as real paths.
  explicit ProjectFiles(llvm::ArrayRef<std::string> sources);

  /// `file` is a real path.
  bool contains(llvm::StringRef file);

private:
  /// The top of the work tree that `directory` is in, or an empty string.
  std::string workTree(llvm::StringRef directory);

  std::set<std::string, std::less<>> sources_;
  std::set<std::string, std::less<>> workTrees_;
  std::string common_; ///< the directory of all sources that are in no work tree, with a '/' at its end; empty: none
  llvm::StringMap<std::string> known_;
};

} // namespace leash
