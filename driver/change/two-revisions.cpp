// two-revisions: the units that a change touches, analysed as they are and as they were.

#include "driver/change/two-revisions.h"

#include "driver/analysis.h"
#include "driver/change/affected.h"
#include "driver/change/base-files.h"
#include "driver/change/change.h"
#include "driver/change/diff.h"
#include "driver/change/worktree.h"
#include "driver/filter/paths.h"
#include "driver/report/summary-line.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

#include <fmt/format.h>

#include <deque>
#include <optional>

namespace leash {

namespace path = llvm::sys::path;

namespace {

constexpr size_t MaxNamed = 10;

/// The first names, seen from the root, and how many there are beyond.
std::string named(llvm::ArrayRef<std::string> files, llvm::StringRef root) {
  std::vector<std::string> names;
  for (llvm::StringRef file : files.take_front(MaxNamed)) {
    file.consume_front((root + "/").str());
    names.push_back(file.str());
  }
  std::string text = llvm::join(names, ", ");
  return files.size() > MaxNamed ? fmt::format("{} and {} more", text, files.size() - MaxNamed) : text;
}

/// `unit` compiled from another file.
CompileUnit compiledFrom(const CompileUnit &unit, const std::string &file) {
  CompileUnit other = unit;
  other.file = file;
  other.command.back() = file; // a fitted command ends with its only input
  return other;
}

/// What of a unit is to be run: as it is, as it was, or both.
struct Pair {
  const UnitTask *today = nullptr;
  std::optional<UnitTask> base;
};

/// Finds for each affected unit, and for each file that is gone, what it was at the base.
class Pairing {
public:
  Pairing(const Preparation &preparation, const Change &change, FileView view, std::deque<CompileUnit> &baseUnits)
      : preparation_(preparation), change_(change), view_(std::move(view)), baseUnits_(baseUnits) {}

  Pair pairOf(const CompileUnit &unit) {
    const UnitTask &task = preparation_.tasks[&unit - preparation_.project.units.data()];
    std::string file = pathInTree(unit.file);
    if (change_.added.count(file) != 0)
      return {&task, std::nullopt};
    auto renamed = change_.renamed.find(file);
    return {&task, baseTask(task, renamed == change_.renamed.end() ? unit : compiledFrom(unit, renamed->second))};
  }

  /// A file that is gone has no command any more: it is taken to have been compiled as its nearest neighbour is.
  std::optional<Pair> pairOfGone(const std::string &file) {
    const UnitTask *nearest = nullptr;
    size_t longest = 0;
    for (const UnitTask &task : preparation_.tasks) {
      std::string other = pathInTree(task.unit->file);
      size_t common = std::mismatch(file.begin(), file.end(), other.begin(), other.end()).first - file.begin();
      if (path::extension(file) == path::extension(other) && common > longest) {
        nearest = &task;
        longest = common;
      }
    }
    if (!nearest)
      return std::nullopt;
    return Pair{nullptr, baseTask(*nearest, compiledFrom(*nearest->unit, file))};
  }

private:
  UnitTask baseTask(const UnitTask &task, CompileUnit unit) {
    baseUnits_.push_back(std::move(unit));
    return {&baseUnits_.back(), task.vocabulary, task.plan, view_};
  }

  const Preparation &preparation_;
  const Change &change_;
  FileView view_;
  std::deque<CompileUnit> &baseUnits_;
};

std::vector<UnitTask> inTurns(llvm::ArrayRef<Pair> pairs) {
  std::vector<UnitTask> tasks;
  for (const Pair &pair : pairs) {
    if (pair.today)
      tasks.push_back(*pair.today);
    if (pair.base)
      tasks.push_back(*pair.base);
  }
  return tasks;
}

UnitResult leftOutResult() {
  UnitResult result;
  result.isLeftOut = true;
  return result;
}

/// What the base's units are, and what came of them.
struct Base {
  std::vector<UnitTask> tasks;
  std::vector<UnitResult> results;
};

/// Gives each result to its revision.
Base sortOut(llvm::ArrayRef<Pair> pairs, std::vector<UnitResult> results, TwoRevisions &revisions) {
  Base base;
  size_t next = 0;
  for (const Pair &pair : pairs) {
    UnitResult *today = pair.today ? &results[next++] : nullptr;
    UnitResult *then = pair.base ? &results[next++] : nullptr;
    bool isLeftOut = (today && today->isLeftOut) || (then && then->isLeftOut);
    if (today) {
      revisions.tasks.push_back(*pair.today);
      revisions.results.push_back(isLeftOut ? leftOutResult() : std::move(*today));
    }
    if (then && !isLeftOut) {
      base.tasks.push_back(*pair.base);
      base.results.push_back(std::move(*then));
    }
  }
  return base;
}

/// Which files can be units.
bool isSource(llvm::StringRef file) {
  static constexpr llvm::StringLiteral Extensions[] = {".c", ".cc", ".cpp", ".cxx", ".c++", ".C", ".cppm", ".ixx"};
  return llvm::is_contained(Extensions, path::extension(file));
}

void noteFailures(const Change &change, llvm::ArrayRef<UnanalyzedUnit> units, TwoRevisions &revisions) {
  std::vector<std::string> failed;
  for (const UnanalyzedUnit &unit : units)
    failed.push_back(unit.file + " (" + unit.reason + ")");
  if (!failed.empty())
    revisions.notes.push_back(fmt::format("{} could not be analysed at {}, and all that is found there now counts as "
                                          "introduced: {}",
                                          counted(failed.size(), "unit"), change.baseName(),
                                          named(failed, change.root)));
}

void noteScope(const Change &change, const Affected &affected, size_t total, TwoRevisions &revisions) {
  revisions.notes.push_back(fmt::format("{} of {} touched by the change since {}", affected.units.size(),
                                        counted(total, "unit"), change.baseName()));
  llvm::append_range(revisions.notes, affected.notes);
  std::vector<std::string> generated(affected.generated.begin(), affected.generated.end());
  if (!generated.empty())
    revisions.notes.push_back(
        fmt::format("{} generated file{} not in the repository and taken for the base as of now: {}", generated.size(),
                    generated.size() == 1 ? " is" : "s are", named(generated, change.root)));
}

} // namespace

llvm::Expected<TwoRevisions>
runBothRevisions(const CheckOptions &options, const Preparation &preparation,
                 llvm::function_ref<std::vector<UnitResult>(llvm::ArrayRef<UnitTask>)> run) {
  llvm::Expected<Git> git = Git::open(".");
  if (!git)
    return git.takeError();
  const Project &project = preparation.project;
  llvm::Expected<Change> change = changeSince(*git, options.base, path::parent_path(project.database));
  if (!change)
    return change.takeError();
  llvm::Expected<Affected> affected = affectedBy(*change, *git, project, options.run.jobs);
  if (!affected)
    return affected.takeError();
  llvm::Expected<ChangedLines> lines = changedLines(*change, *git);
  if (!lines)
    return lines.takeError();
  llvm::Expected<std::unique_ptr<Worktree>> worktree = Worktree::create(*git, change->commit, change->filesOfBase());
  if (!worktree)
    return worktree.takeError();

  BaseFiles files(*change, **worktree);
  TwoRevisions revisions;
  revisions.baseName = change->baseName();
  revisions.changedLines = std::move(*lines);
  std::deque<CompileUnit> baseUnits; // stay where they are while more are added
  Pairing pairing(preparation, *change, [&files](auto disk) { return files.over(std::move(disk)); }, baseUnits);
  std::vector<Pair> pairs, leftOut;
  for (const AffectedUnit &each : affected->units) {
    bool isWithinBudget = !options.budget.units || pairs.size() < *options.budget.units;
    (isWithinBudget ? pairs : leftOut).push_back(pairing.pairOf(*each.unit));
  }
  for (const std::string &file : change->deleted)
    if (isSource(file) && options.project.files.empty())
      if (std::optional<Pair> pair = pairing.pairOfGone(file))
        pairs.push_back(std::move(*pair));

  Base base = sortOut(pairs, run(inTurns(pairs)), revisions);
  for (const Pair &pair : leftOut) {
    revisions.tasks.push_back(*pair.today);
    revisions.results.push_back(leftOutResult());
  }
  noteScope(*change, *affected, project.units.size(), revisions);
  Merged merged = merge(base.tasks, std::move(base.results));
  if (llvm::Error error = preparation.rules->apply(merged.findings, merged.suppressed))
    return error;
  noteFailures(*change, merged.unanalyzed, revisions);
  revisions.baseFindings = std::move(merged.findings);
  return revisions;
}

} // namespace leash
