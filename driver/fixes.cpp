// fixes: changes the user's files so that findings go away.

#include "driver/fixes.h"

#include "driver/report/edits.h"
#include "driver/report/fix-fates.h"
#include "driver/runner.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

#include <fmt/format.h>

#include <set>
#include <system_error>
#include <tuple>

namespace leash {

namespace fs = llvm::sys::fs;

namespace {

/// The edits of one file, which don't overlap.
using FileEdits = std::map<std::string, std::vector<Edit>>;

std::string edited(std::vector<Edit> edits) {
  // An insertion comes before what is replaced at the same place. Two in one place are of one fix, and keep their
  // order, which is that of their addresses.
  llvm::sort(edits, [](const Edit &a, const Edit &b) {
    return std::tie(a.begin, a.end, a.replacement) < std::tie(b.begin, b.end, b.replacement);
  });
  llvm::StringRef text = edits.front().source->text();
  std::string result;
  size_t done = 0;
  for (const Edit &edit : edits) {
    result += text.slice(done, edit.begin);
    result += edit.replacement->text;
    done = edit.end;
  }
  result += text.drop_front(done);
  return result;
}

/// Writes a new file; fails if there is one of that name, or even a link.
std::error_code writeNewFile(const std::string &file, llvm::StringRef text, fs::perms permissions) {
  int descriptor = -1;
  if (std::error_code error = fs::openFileForWrite(file, descriptor, fs::CD_CreateNew))
    return error;
  llvm::raw_fd_ostream stream(descriptor, /*shouldClose=*/true);
  stream << text;
  stream.flush();
  std::error_code error = stream.error();
  stream.clear_error();
  return error ? error : fs::setPermissions(descriptor, permissions);
}

/// Puts a file of the same permissions in the place of `file`, so that nobody ever reads half of it.
std::error_code replaceFile(const std::string &file, llvm::StringRef text) {
  llvm::ErrorOr<fs::perms> permissions = fs::getPermissions(file);
  if (!permissions)
    return permissions.getError();
  // Not by LLVM's TempFile, which takes a '%' in the name of a directory for its own.
  std::string temporary = fmt::format("{}.leash-{}", file, llvm::sys::Process::getProcessId());
  std::error_code error = writeNewFile(temporary, text, *permissions);
  if (!error)
    error = fs::rename(temporary, file);
  if (error && error != std::errc::file_exists)
    (void)fs::remove(temporary); // the error that led here is the one to tell
  return error;
}

class FixRun {
public:
  FixRun(llvm::ArrayRef<Finding> findings, const std::map<std::string, uint64_t> &texts, ProjectFiles &project)
      : findings_(findings), texts_(texts), project_(project), sources_("") {}

  FixOutcome run() {
    FileEdits edits;
    std::vector<FixFate> fates = fatesOfFixes(findings_, sources_);
    for (auto [finding, fate] : llvm::zip_equal(findings_, fates))
      consider(finding, fate, edits);
    std::set<std::string> unwritten;
    for (const auto &[file, changes] : edits)
      if (std::error_code error = replaceFile(file, edited(changes))) {
        leftOut_.insert(fmt::format("{} could not be written: {}", file, error.message()));
        unwritten.insert(file);
      }
    outcome_.applied = llvm::count_if(accepted_, [&](const std::set<std::string> &files) {
      return llvm::none_of(files, [&](const std::string &file) { return unwritten.count(file) != 0; });
    });
    outcome_.leftOut.assign(leftOut_.begin(), leftOut_.end());
    return std::move(outcome_);
  }

private:
  void consider(const Finding &finding, FixFate fate, FileEdits &edits) {
    if (fate == FixFate::None)
      return;
    ++outcome_.offered;
    std::vector<Edit> changes = editsOf(finding.fixes.front(), sources_);
    std::string obstacle =
        fate == FixFate::Overlaps
            ? fmt::format("{}: a fix overlaps with another; run Leash again to apply it", finding.place.file)
            : obstacleFor(changes);
    if (!obstacle.empty()) {
      leftOut_.insert(std::move(obstacle));
      return;
    }
    std::set<std::string> &files = accepted_.emplace_back();
    for (const Edit &change : changes) {
      files.insert(change.replacement->place.file);
      if (fate == FixFate::Applied)
        edits[change.replacement->place.file].push_back(change);
    }
  }

  /// Why these edits mustn't be made, or an empty string.
  std::string obstacleFor(llvm::ArrayRef<Edit> changes) {
    for (const Edit &change : changes) {
      const std::string &file = change.replacement->place.file;
      if (!project_.contains(file))
        return fmt::format("{} doesn't belong to the project, and stays as it is", file);
      auto read = texts_.find(file);
      if (read == texts_.end() || read->second != textHash(change.source->text()))
        return fmt::format("{} has changed since it was analysed, and stays as it is", file);
    }
    return {};
  }

  llvm::ArrayRef<Finding> findings_;
  const std::map<std::string, uint64_t> &texts_;
  ProjectFiles &project_;
  SourceFiles sources_;
  FixOutcome outcome_;
  std::set<std::string> leftOut_;
  std::vector<std::set<std::string>> accepted_; ///< the files of each fix that is to be applied
};

} // namespace

FixOutcome applyFixes(llvm::ArrayRef<Finding> findings, const std::map<std::string, uint64_t> &texts,
                      ProjectFiles &project) {
  return FixRun(findings, texts, project).run();
}

} // namespace leash
