// repository: a workspace under git.

#include "test/driver/repository.h"

#include "test/support/process.h"
#include "test/support/text-file.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include <unistd.h>

namespace leash::test {

namespace fs = llvm::sys::fs;

Repository::Repository() {
  static unsigned count = 0;
  temporary_ = freshDirectory("repository-" + std::to_string(getpid()) + "-" + std::to_string(count++));
  const char *previous = std::getenv("TMPDIR");
  previousTemporary_ = previous ? previous : "";
  setenv("TMPDIR", temporary_.c_str(), /*overwrite=*/1);
  git({"init", "--quiet", "--initial-branch=main"});
  write(".gitignore", "build/\n");
}

Repository::~Repository() {
  previousTemporary_.empty() ? unsetenv("TMPDIR") : setenv("TMPDIR", previousTemporary_.c_str(), /*overwrite=*/1);
  std::filesystem::remove_all(temporary_);
}

std::string Repository::git(const std::vector<std::string> &arguments) const {
  std::vector<std::string> command = {LEASH_GIT,
                                      "-C",
                                      path("."),
                                      "-c",
                                      "user.name=A",
                                      "-c",
                                      "user.email=a@example.org",
                                      "-c",
                                      "commit.gpgSign=false",
                                      "-c",
                                      "protocol.file.allow=always"};
  command.insert(command.end(), arguments.begin(), arguments.end());
  ProcessResult run = runProcess(command, temporary_ + "/git");
  EXPECT_EQ(run.status, 0) << arguments.front() << ": " << run.err;
  return run.out;
}

void Repository::commit(const std::string &message) const {
  git({"add", "--all"});
  git({"commit", "--quiet", "--allow-empty", "--message", message});
}

void Repository::remove(llvm::StringRef name) const { EXPECT_FALSE(fs::remove(path(name))); }

void Repository::rename(llvm::StringRef from, llvm::StringRef to) const {
  EXPECT_FALSE(fs::create_directories(llvm::sys::path::parent_path(path(to))));
  EXPECT_FALSE(fs::rename(path(from), path(to)));
}

std::string Repository::state() const {
  std::string text = git({"status", "--porcelain", "--ignored"}) + git({"diff"}) + git({"diff", "--cached"}) +
                     git({"for-each-ref"}) + git({"rev-parse", "HEAD"}) + git({"worktree", "list"}) +
                     git({"stash", "list"});
  for (const auto &entry : std::filesystem::recursive_directory_iterator(path(".")))
    if (entry.is_regular_file() && entry.path().string().find("/.git/") == std::string::npos)
      text += entry.path().string() + ":" + readTextFile(entry.path().string());
  return text;
}

std::vector<std::string> Repository::leftWorktrees() const {
  std::vector<std::string> left;
  for (const auto &entry : std::filesystem::directory_iterator(temporary_))
    if (entry.path().filename().string().starts_with("leash-base"))
      left.push_back(entry.path().string());
  return left;
}

} // namespace leash::test
