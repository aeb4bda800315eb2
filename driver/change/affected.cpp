// affected: which units a change touches, and in which order they are best looked at.

#include "driver/change/affected.h"

#include "driver/change/commands-of-base.h"
#include "driver/filter/paths.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Path.h"

#include <fmt/format.h>

#include <map>

namespace leash {

namespace path = llvm::sys::path;

namespace {

bool isBelow(llvm::StringRef file, llvm::StringRef directory) {
  return file.consume_front(directory) && file.starts_with("/");
}

/// Finds out of one unit whether the change touches it.
class Judge {
public:
  explicit Judge(const Change &change) : change_(change) {
    for (const std::string &file : change.deleted)
      gone_[path::filename(file)] = file;
    for (const auto &[today, then] : change.renamed)
      gone_[path::filename(then)] = then;
    for (const auto *files : {&change.modified, &change.added, &change.deleted})
      for (const std::string &file : *files)
        if (path::filename(file) == ".clang-tidy" || path::filename(file) == "leash-vocabulary.yaml")
          governors_.push_back(file);
  }

  /// Why the unit is affected; empty: it isn't.
  std::string reasonFor(const CompileUnit &unit, const UnitIncludes &includes, bool hasOtherCommand) const {
    if (change_.touches(includes.files.empty() ? unit.file : includes.files.front()))
      return "is changed";
    if (!includes.failure.empty())
      return "can't be read: " + includes.failure;
    for (const std::string &file : includes.files)
      if (isTouched(file))
        return "includes " + shown(file);
    // Of two headers with one name the second is found where the first is gone.
    for (const std::string &file : includes.files)
      if (auto gone = gone_.find(path::filename(file)); gone != gone_.end())
        return fmt::format("includes {}, and {} is gone", shown(file), shown(gone->second));
    if (hasOtherCommand)
      return "is compiled in another way";
    for (const std::string &governor : governors_) {
      llvm::StringRef directory = path::parent_path(governor);
      if (isBelow(realPath(unit.file), directory) || isBelow(realPath(unit.directory) + "/", directory))
        return "is governed by " + shown(governor);
    }
    return {};
  }

  /// A file, or one in a submodule that is at another commit.
  bool isTouched(const std::string &file) const {
    if (change_.touches(file))
      return true;
    for (llvm::StringRef above = path::parent_path(file); above.size() > change_.root.size();
         above = path::parent_path(above))
      if (change_.modified.count(above.str()) != 0)
        return true;
    return false;
  }

private:
  std::string shown(llvm::StringRef file) const {
    file.consume_front(change_.root + "/");
    return file.str();
  }

  const Change &change_;
  llvm::StringMap<std::string> gone_; ///< by the last part of their names
  std::vector<std::string> governors_;
};

/// A unit on its way into the order.
struct Candidate {
  size_t index = 0;
  std::string reason;
  std::vector<std::string> touched; ///< changed files that it is made of
  bool isChanged = false;
};

/// Moves to the front what shows every changed line at least once. Greedy, most headers first: the smallest choice
/// isn't worth its search.
size_t bringForward(std::vector<Candidate> &candidates) {
  auto end = candidates.begin();
  for (auto each = candidates.begin(); each != candidates.end(); ++each)
    if (each->isChanged)
      std::rotate(end++, each, std::next(each));
  llvm::StringSet<> seen;
  auto note = [&seen](const Candidate &candidate) {
    for (const std::string &file : candidate.touched)
      seen.insert(file);
  };
  std::for_each(candidates.begin(), end, note);
  auto unseen = [&seen](const Candidate &candidate) {
    return llvm::count_if(candidate.touched, [&](const std::string &file) { return !seen.contains(file); });
  };
  while (end != candidates.end()) {
    auto best = std::max_element(end, candidates.end(),
                                 [&](const Candidate &a, const Candidate &b) { return unseen(a) < unseen(b); });
    if (unseen(*best) == 0)
      break;
    note(*best);
    std::rotate(end, best, std::next(best));
    ++end;
  }
  return end - candidates.begin();
}

} // namespace

Affected affectedBy(const Change &change, llvm::ArrayRef<CompileUnit> units, llvm::ArrayRef<UnitIncludes> includes,
                    const std::set<const CompileUnit *> &withOtherCommand) {
  Judge judge(change);
  std::vector<Candidate> candidates;
  for (auto [index, unit] : llvm::enumerate(units)) {
    Candidate candidate{index, judge.reasonFor(unit, includes[index], withOtherCommand.count(&unit) != 0), {}, false};
    if (candidate.reason.empty())
      continue;
    candidate.isChanged = candidate.reason == "is changed";
    llvm::copy_if(includes[index].files, std::back_inserter(candidate.touched),
                  [&](const std::string &file) { return judge.isTouched(file); });
    candidates.push_back(std::move(candidate));
  }
  Affected affected;
  affected.urgent = bringForward(candidates);
  for (Candidate &candidate : candidates)
    affected.units.push_back({&units[candidate.index], std::move(candidate.reason)});
  return affected;
}

llvm::Expected<Affected> affectedBy(const Change &change, const Git &git, const Project &project, unsigned jobs) {
  llvm::Expected<OtherCommands> other = commandsThatDiffer(change, git, project);
  if (!other)
    return other.takeError();
  std::vector<UnitIncludes> includes = includesOf(project.units, change.root, jobs);
  Affected affected = affectedBy(change, project.units, includes, other->units);
  affected.notes = std::move(other->notes);

  llvm::Expected<std::string> tracked = git.run({"ls-files", "-z"});
  if (!tracked)
    return tracked.takeError();
  llvm::StringSet<> known;
  for (llvm::StringRef file : llvm::split(*tracked, '\0'))
    known.insert((change.root + "/" + file).str());
  for (const AffectedUnit &each : affected.units)
    for (const std::string &file : includes[each.unit - project.units.data()].files)
      if (!known.contains(file) && !change.touches(file))
        affected.generated.insert(file);
  return affected;
}

} // namespace leash
