// worktree: the files of a base revision, checked out beside the user's own and taken away again.
#pragma once

#include "driver/change/git.h"

#include "llvm/Support/Error.h"

#include <memory>
#include <set>
#include <string>

namespace leash {

/// A work tree of its own, in a temporary directory, with those files of a commit that are asked for. The user's tree,
/// index and branches are left alone. It goes with its object, and on SIGINT, SIGTERM and SIGHUP.
class Worktree {
public:
  /// `files` are absolute and below the root of the repository, as they are called in `commit`.
  static llvm::Expected<std::unique_ptr<Worktree>> create(const Git &git, const std::string &commit,
                                                          const std::set<std::string> &files);
  ~Worktree();
  Worktree(const Worktree &) = delete;
  Worktree &operator=(const Worktree &) = delete;

  /// Where a file of the repository lies in this tree.
  std::string pathOf(llvm::StringRef file) const;

private:
  class Removal;
  Worktree(const Git &git, std::string directory);

  llvm::Error checkOut(const std::string &commit, const std::set<std::string> &files) const;
  std::string tree() const { return directory_ + "/tree"; }

  Git git_;
  std::string directory_;
  std::unique_ptr<Removal> removal_;
};

} // namespace leash
