// project-files: which files are the user's own to change.

#include "driver/filter/project-files.h"

#include "driver/filter/paths.h"

#include "llvm/ADT/STLExtras.h"
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

/// The directory of a file as it is written, or the directory itself.
static std::string directoryOf(llvm::StringRef home) {
  llvm::SmallString<256> absolute(home);
  (void)llvm::sys::fs::make_absolute(absolute); // fails only without a current directory
  return realPath(llvm::sys::fs::is_directory(home) ? llvm::StringRef(absolute) : path::parent_path(absolute));
}

ProjectFiles::ProjectFiles(llvm::ArrayRef<std::string> sources, llvm::ArrayRef<std::string> homes) {
  for (const std::string &source : sources) {
    if (!isAtHome(source, homes))
      continue;
    sources_.insert(source);
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

bool ProjectFiles::isAtHome(llvm::StringRef file, llvm::ArrayRef<std::string> homes) {
  return llvm::any_of(homes, [&](llvm::StringRef home) {
    std::string directory = directoryOf(home);
    std::string tree = workTree(directory);
    llvm::StringRef rest = file;
    return rest.consume_front(tree.empty() ? directory : tree) && rest.starts_with("/");
  });
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
