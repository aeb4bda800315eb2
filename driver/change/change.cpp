// change: which files differ between a base revision and the work tree.

#include "driver/change/change.h"

#include "driver/filter/paths.h"

#include "llvm/ADT/SmallVector.h"

#include <fmt/format.h>

namespace leash {

namespace {

/// The parts of what git prints with -z.
class Parts {
public:
  explicit Parts(llvm::StringRef text) : rest_(text) {}

  bool isAtEnd() const { return rest_.empty(); }

  llvm::StringRef next() {
    auto [part, rest] = rest_.split('\0');
    rest_ = rest;
    return part;
  }

private:
  llvm::StringRef rest_;
};

/// Takes `git diff --name-status -z` apart: a letter, then one path, or two where a file was renamed.
llvm::Error addDifferences(llvm::StringRef text, Change &change) {
  Parts parts(text);
  while (!parts.isAtEnd()) {
    llvm::StringRef status = parts.next();
    std::string first = change.root + "/" + parts.next().str();
    switch (status.empty() ? '\0' : status.front()) {
    case 'M':
    case 'T': // a file that became a link
    case 'U': // in conflict
      change.modified.insert(std::move(first));
      break;
    case 'A':
      change.added.insert(std::move(first));
      break;
    case 'D':
      change.deleted.insert(std::move(first));
      break;
    case 'R':
      change.renamed[change.root + "/" + parts.next().str()] = std::move(first);
      break;
    default:
      return llvm::createStringError(fmt::format("git diff: unknown status '{}' of {}", status.str(), first));
    }
  }
  return llvm::Error::success();
}

void addUntracked(llvm::StringRef text, llvm::StringRef buildDirectory, Change &change) {
  Parts parts(text);
  while (!parts.isAtEnd()) {
    std::string file = change.root + "/" + parts.next().str();
    if (buildDirectory.empty() || buildDirectory == change.root ||
        !llvm::StringRef(file).starts_with((buildDirectory + "/").str()))
      change.added.insert(std::move(file));
  }
}

} // namespace

bool Change::touches(const std::string &file) const {
  return modified.count(file) != 0 || added.count(file) != 0 || renamed.count(file) != 0;
}

std::set<std::string> Change::filesOfBase() const {
  std::set<std::string> files = modified;
  files.insert(deleted.begin(), deleted.end());
  for (const auto &[today, then] : renamed)
    files.insert(then);
  return files;
}

std::string Change::baseName() const {
  std::string shortName = commit.substr(0, 10);
  bool isCommit = llvm::StringRef(commit).starts_with(revision);
  return isCommit ? shortName : fmt::format("{} ({})", revision, shortName);
}

llvm::Expected<Change> changeSince(const Git &git, llvm::StringRef revision, llvm::StringRef buildDirectory) {
  Change change;
  change.revision = revision.str();
  change.root = git.root();
  llvm::Expected<std::string> commit = git.commit(revision);
  if (!commit)
    return commit.takeError();
  llvm::Expected<std::string> base = git.mergeBase(*commit, revision);
  if (!base)
    return base.takeError();
  change.commit = *base;

  llvm::Expected<std::string> differences = git.run({"diff", "--name-status", "-z", "-M", "-l1000", "--no-relative",
                                                     "--no-ext-diff", "--no-textconv", change.commit, "--"});
  if (!differences)
    return differences.takeError();
  if (llvm::Error error = addDifferences(*differences, change))
    return error;
  llvm::Expected<std::string> untracked = git.run({"ls-files", "--others", "--exclude-standard", "-z"});
  if (!untracked)
    return untracked.takeError();
  addUntracked(*untracked, realPath(buildDirectory), change);
  return change;
}

} // namespace leash
