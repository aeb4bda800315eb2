// git: the repository that a project is in, asked by the program `git` itself.
//
// No shell is involved, and nothing that the repository's own configuration may want to be run: no hooks, no file
// system monitor, no external diff, no filters. Those of the user's and the machine's configuration stay.
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace leash {

class Git {
public:
  /// The repository whose work tree `directory` is in.
  static llvm::Expected<Git> open(llvm::StringRef directory);

  /// The top of the work tree: absolute, without symbolic links.
  const std::string &root() const { return root_; }

  /// What `git ARGUMENTS…` prints when run in `directory`, or at the root if that is empty. An error has what git says.
  llvm::Expected<std::string> run(llvm::ArrayRef<std::string> arguments, llvm::StringRef directory = {}) const;

  /// The commit that `revision` means. An error says so if the clone is shallow.
  llvm::Expected<std::string> commit(llvm::StringRef revision) const;

  /// Where the histories of `commit` and of what is checked out part: what a change is a change of.
  llvm::Expected<std::string> mergeBase(llvm::StringRef commit, llvm::StringRef revision) const;

private:
  Git(std::string program, std::string root) : program_(std::move(program)), root_(std::move(root)) {}

  llvm::Error unresolved(llvm::StringRef revision, llvm::StringRef problem) const;

  /// Notes which filters the repository's own configuration defines, so that run() can switch them off: attributes,
  /// which every change may bring, say what goes through them.
  llvm::Error noteFilters();

  std::string program_;
  std::string root_;
  std::vector<std::string> filters_; ///< "filter.NAME.smudge=", for -c
};

} // namespace leash
