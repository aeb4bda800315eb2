// workspace: a directory of its own for a test, and the program as a function.
#pragma once

#include "llvm/ADT/StringRef.h"

#include <string>
#include <vector>

namespace leash::test {

/// What a run of the program said.
struct Answer {
  int code = 0;
  std::string out;
  std::string err;
};

/// Runs `leash ARGUMENTS…` in this process.
Answer leash(const std::vector<std::string> &arguments);

/// One entry of a compile database.
struct Entry {
  std::string file;
  std::vector<std::string> flags = {};
  std::string compiler = "clang++";
};

/// A temporary directory, which is the current one while the workspace lives.
class Workspace {
public:
  Workspace();
  ~Workspace();

  /// The absolute, real path of `name`.
  std::string path(llvm::StringRef name) const;

  /// Writes a file, and its directories.
  void write(llvm::StringRef name, llvm::StringRef text) const;

  /// Writes compile_commands.json into `directory`.
  void database(const std::vector<Entry> &entries, llvm::StringRef directory = "build") const;

private:
  std::string root_;
  std::string previous_;
};

/// A C function with a bug in one line: it returns with the lock held.
std::string buggy(llvm::StringRef name);

/// The same without the bug.
std::string clean(llvm::StringRef name);

/// What a report calls the bug.
inline constexpr llvm::StringLiteral BugName = "leash-lock-not-released";

/// How often `part` occurs in `text`.
size_t occurrences(llvm::StringRef text, llvm::StringRef part);

} // namespace leash::test
