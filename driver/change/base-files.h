// base-files: the disk as it was at the base revision.
#pragma once

#include "driver/change/change.h"
#include "driver/change/worktree.h"

#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <string>

namespace leash {

/// Every file under the name that it has in the user's tree: those that the change touched with the content of the
/// base, those that it added not at all, all others as they are. So compile commands, relative paths in them and what
/// the build has generated hold for the base, too. May be used by several threads at once.
class BaseFiles {
public:
  BaseFiles(const Change &change, const Worktree &worktree);

  /// `disk` as it was. It has a working directory of its own if `disk` has one.
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> over(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> disk) const;

private:
  friend class BaseFileSystem;

  llvm::StringMap<std::string> moved_; ///< by their path in the user's tree
  llvm::StringSet<> absent_;
};

} // namespace leash
