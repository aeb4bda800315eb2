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
/// installed on the machine belong to others. So does a source outside of the user's homes: a compile database or a
/// symbolic link, which anybody may have written, doesn't make a file the user's.
class ProjectFiles {
public:
  /// `sources` are the analysed units' files, as real paths; `homes` files and directories that the user has named, by
  /// being there or on the command line: each stands for the work tree that it is in, or else for its directory.
  ProjectFiles(llvm::ArrayRef<std::string> sources, llvm::ArrayRef<std::string> homes);

  /// `file` is a real path.
  bool contains(llvm::StringRef file);

private:
  bool isAtHome(llvm::StringRef file, llvm::ArrayRef<std::string> homes);

  /// The top of the work tree that `directory` is in, or an empty string.
  std::string workTree(llvm::StringRef directory);

  std::set<std::string, std::less<>> sources_;
  std::set<std::string, std::less<>> workTrees_;
  std::string common_; ///< the directory of all sources that are in no work tree, with a '/' at its end; empty: none
  llvm::StringMap<std::string> known_;
};

} // namespace leash
