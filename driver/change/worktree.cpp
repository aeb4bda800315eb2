// worktree: the files of a base revision, checked out beside the user's own and taken away again.
//
// Only what the change touched is checked out: all other files are the same in the user's tree, and a change of one
// line in a large project mustn't cost a copy of the project.

#include "driver/change/worktree.h"

#include "driver/change/interruption.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

#include <fmt/format.h>

#include <mutex>

namespace leash {

namespace fs = llvm::sys::fs;

/// Takes the tree away: once, whoever asks first.
class Worktree::Removal {
public:
  Removal(const Git &git, std::string directory, std::string tree)
      : git_(git), directory_(std::move(directory)), tree_(std::move(tree)), interruption_([this] { run(); }) {}
  ~Removal() {
    interruption_.end();
    run();
  }

  /// Held while the tree is made: it can't be taken away while git still writes it.
  std::mutex making;

private:
  void run() {
    std::lock_guard lock(making);
    if (done_)
      return;
    done_ = true;
    // git forgets a tree that is gone, whether or not it was able to take it away itself.
    if (llvm::Expected<std::string> removed = git_.run({"worktree", "remove", "--force", tree_}); !removed)
      llvm::consumeError(removed.takeError());
    fs::remove_directories(directory_);
    if (llvm::Expected<std::string> pruned = git_.run({"worktree", "prune"}); !pruned)
      llvm::consumeError(pruned.takeError());
  }

  Git git_;
  std::string directory_;
  std::string tree_;
  bool done_ = false;
  Interruption interruption_;
};

Worktree::Worktree(const Git &git, std::string directory)
    : git_(git), directory_(std::move(directory)), removal_(std::make_unique<Removal>(git_, directory_, tree())) {}

Worktree::~Worktree() = default;

llvm::Expected<std::unique_ptr<Worktree>> Worktree::create(const Git &git, const std::string &commit,
                                                           const std::set<std::string> &files) {
  llvm::SmallString<128> directory, real;
  if (std::error_code error = fs::createUniqueDirectory("leash-base", directory))
    return llvm::createStringError(
        fmt::format("can't make a temporary directory for the base revision: {}", error.message()));
  if (!fs::real_path(directory, real))
    directory = real;
  std::unique_ptr<Worktree> worktree(new Worktree(git, std::string(directory)));
  if (llvm::Error error = worktree->checkOut(commit, files))
    return error;
  return worktree;
}

llvm::Error Worktree::checkOut(const std::string &commit, const std::set<std::string> &files) const {
  std::lock_guard lock(removal_->making);
  if (llvm::Expected<std::string> added = git_.run({"worktree", "add", "--detach", "--no-checkout", tree(), commit});
      !added)
    return added.takeError();
  if (files.empty())
    return llvm::Error::success();
  std::string list = directory_ + "/files";
  std::error_code error;
  llvm::raw_fd_ostream stream(list, error);
  if (error)
    return llvm::createStringError(fmt::format("{}: {}", list, error.message()));
  for (const std::string &file : files)
    stream << llvm::StringRef(file).drop_front(git_.root().size() + 1) << '\0';
  stream.close();
  llvm::Expected<std::string> done =
      git_.run({"checkout", "--quiet", commit, "--pathspec-from-file=" + list, "--pathspec-file-nul"}, tree());
  return done ? llvm::Error::success() : done.takeError();
}

std::string Worktree::pathOf(llvm::StringRef file) const { return tree() + file.drop_front(git_.root().size()).str(); }

} // namespace leash
