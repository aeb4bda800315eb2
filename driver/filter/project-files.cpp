// project-files: which files are the user's own to change.

#include "driver/filter/project-files.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <algorithm>

namespace leash {

namespace path = llvm::sys::path;

/// The longest directory that both are below.
static std::string commonDirectory(llvm::StringRef a, llvm::StringRef b) {
  auto [end, other] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  llvm::StringRef common = a.take_front(end - a.begin());
  return common.take_front(common.rfind('/') + 1).str();
}

ProjectFiles::ProjectFiles(llvm::ArrayRef<std::string> sources) : sources_(sources.begin(), sources.end()) {
  for (const std::string &source : sources) {
    llvm::StringRef directory = path::parent_path(source);
    if (std::string tree = workTree(directory); !tree.empty())
      workTrees_.insert(std::move(tree));
    else
      common_ = common_.empty() ? directory.str() + "/" : commonDirectory(common_, directory.str() + "/");
  }
  // Sources that have nothing else in common don't make the whole machine theirs.
  if (common_ == "/")
    common_.clear();
}

bool ProjectFiles::contains(llvm::StringRef file) {
  if (sources_.count(file))
    return true;
  std::string tree = workTree(path::parent_path(file));
  if (!tree.empty())
    return workTrees_.count(tree) != 0;
  return !common_.empty() && file.starts_with(common_);
}

std::string ProjectFiles::workTree(llvm::StringRef directory) {
  if (directory.empty() || directory == "/")
    return {};
  if (auto known = known_.find(directory); known != known_.end())
    return known->second;
  llvm::SmallString<256> mark(directory);
  path::append(mark, ".git"); // a directory, or a file in a submodule and in a work tree of its own
  std::string tree = llvm::sys::fs::exists(mark) ? directory.str() : workTree(path::parent_path(directory));
  known_[directory] = tree;
  return tree;
}

} // namespace leash
