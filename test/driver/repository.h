// repository: a workspace under git.
#pragma once

#include "test/driver/workspace.h"

#include <string>
#include <vector>

namespace leash::test {

/// A workspace that is the work tree of a repository with one branch, `main`. While it lives, temporary files have a
/// directory of their own.
class Repository : public Workspace {
public:
  Repository();
  ~Repository();

  /// Runs `git ARGUMENTS…` in the work tree and returns what it prints; a failure is the test's.
  std::string git(const std::vector<std::string> &arguments) const;

  /// Commits everything that isn't ignored.
  void commit(const std::string &message = "change") const;

  void remove(llvm::StringRef name) const;
  void rename(llvm::StringRef from, llvm::StringRef to) const;

  /// All that a run mustn't change: the work tree's files with their content, the index, branches, the list of work
  /// trees.
  std::string state() const;

  /// What the directory for temporary files holds of base revisions.
  std::vector<std::string> leftWorktrees() const;

private:
  std::string temporary_;
  std::string previousTemporary_;
};

} // namespace leash::test
