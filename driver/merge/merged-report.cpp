// merged-report: the reports of all shards, made into the one that a single run would have written.

#include "driver/merge/merged-report.h"

#include "driver/merge/report-file.h"
#include "driver/suppressions/suppressed.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"

#include <fmt/format.h>

#include <iterator>
#include <map>
#include <set>
#include <utility>

namespace leash {

namespace {

llvm::Error mistake(const NamedReport &report, const std::string &what) {
  return llvm::createStringError(fmt::format("{}: {}", report.name, what));
}

/// Whether the report is a shard's at all, and was written by this Leash.
llvm::Error checkAlone(const NamedReport &report, llvm::StringRef toolVersion) {
  const RunSummary &summary = report.summary;
  if (summary.toolVersion != toolVersion)
    return mistake(report, fmt::format("written by Leash {}; this is Leash {}: use one version for all shards",
                                       summary.toolVersion, toolVersion.str()));
  if (summary.scope.shards == 0)
    return mistake(report,
                   "the report of a whole run, not of a shard (--shard=1/3): there is nothing to merge it with");
  if (!summary.comparedWith.empty())
    return mistake(report, "a shard that was compared with a base; give the base to 'leash merge'");
  return llvm::Error::success();
}

/// Whether both are parts of the same.
llvm::Error checkTogether(const NamedReport &first, const NamedReport &report) {
  const Scope &a = first.summary.scope, &b = report.summary.scope;
  if (a.shards != b.shards)
    return mistake(report, fmt::format("one of {} shards, but {} is one of {}", b.shards, first.name, a.shards));
  if (a.units != b.units || a.unitsDigest != b.unitsDigest)
    return mistake(report, fmt::format("a shard of other units ({}) than those of {} ({}): run all shards on the same "
                                       "compile database, and in the same directory of the project",
                                       b.units, first.name, a.units));
  if (a.checks != b.checks || a.isEverything != b.isEverything)
    return mistake(report, fmt::format("other checks or lines were asked for than in {}", first.name));
  return llvm::Error::success();
}

/// Whether each shard is there just once.
llvm::Error checkShards(llvm::ArrayRef<NamedReport> reports) {
  std::map<unsigned, const NamedReport *> seen;
  for (const NamedReport &report : reports) {
    const Scope &scope = report.summary.scope;
    if (auto [known, isNew] = seen.try_emplace(scope.shard, &report); !isNew)
      return mistake(report,
                     fmt::format("shard {}/{}, which {} is, too", scope.shard, scope.shards, known->second->name));
  }
  unsigned count = reports.front().summary.scope.shards;
  if (seen.size() == count)
    return llvm::Error::success();
  std::vector<std::string> missing;
  for (unsigned number = 1; number <= count && missing.size() < 10; ++number)
    if (seen.count(number) == 0)
      missing.push_back(fmt::format("{}/{}", number, count));
  return llvm::createStringError(fmt::format(
      "{} of {} shards missing: {}{}; without a shard's report nothing is known of its units", count - seen.size(),
      count, llvm::join(missing, ", "), missing.size() < count - seen.size() ? ", …" : ""));
}

llvm::Error checkAll(llvm::ArrayRef<NamedReport> reports, llvm::StringRef toolVersion) {
  uint64_t units = 0;
  for (const NamedReport &report : reports) {
    if (llvm::Error error = checkAlone(report, toolVersion))
      return error;
    if (llvm::Error error = checkTogether(reports.front(), report))
      return error;
    units += report.summary.unitsTotal;
  }
  if (llvm::Error error = checkShards(reports))
    return error;
  if (units != reports.front().summary.scope.units)
    return llvm::createStringError(fmt::format("the shards have {} units, but the project that they are of has {}: "
                                               "some report isn't as Leash wrote it",
                                               units, reports.front().summary.scope.units));
  return llvm::Error::success();
}

/// Where the relative names in the reports begin.
std::string commonDirectory(llvm::ArrayRef<NamedReport> reports, const std::string &currentDirectory) {
  const std::string &first = reports.front().summary.baseDirectory;
  bool isCommon = llvm::all_of(reports, [&](const NamedReport &each) { return each.summary.baseDirectory == first; });
  return isCommon && llvm::sys::fs::is_directory(first) ? first : currentDirectory;
}

/// Only if all shards looked at everything is it known what hides nothing.
void addUses(std::optional<std::vector<SuppressionUse>> part, std::optional<std::vector<SuppressionUse>> &whole) {
  if (part && whole)
    llvm::move(*part, std::back_inserter(*whole));
  else
    whole.reset();
}

void add(RunSummary part, RunSummary &whole) {
  addUses(std::move(part.suppressionUses), whole.suppressionUses);
  llvm::move(part.findings, std::back_inserter(whole.findings));
  llvm::move(part.suppressed, std::back_inserter(whole.suppressed));
  llvm::move(part.unanalyzed, std::back_inserter(whole.unanalyzed));
  whole.unitsTotal += part.unitsTotal;
  whole.unitsAnalyzed += part.unitsAnalyzed;
}

} // namespace

llvm::Expected<RunSummary> mergedReport(std::vector<NamedReport> reports, llvm::StringRef toolVersion,
                                        const std::string &currentDirectory) {
  std::string directory = commonDirectory(reports, currentDirectory);
  bool isWhole = reports.size() == 1 && reports.front().summary.scope.shards == 0;
  if (!isWhole)
    if (llvm::Error error = checkAll(reports, toolVersion))
      return error;
  for (NamedReport &report : reports)
    settleIn(directory, report.summary);
  RunSummary whole = std::move(reports.front().summary);
  if (isWhole)
    return whole;

  std::set<std::string> notes(whole.notes.begin(), whole.notes.end());
  std::set<std::string> mistakes(whole.mistakes.begin(), whole.mistakes.end());
  for (NamedReport &report : llvm::MutableArrayRef(reports).drop_front()) {
    notes.insert(report.summary.notes.begin(), report.summary.notes.end());
    mistakes.insert(report.summary.mistakes.begin(), report.summary.mistakes.end());
    add(std::move(report.summary), whole);
  }
  if (std::optional<std::vector<SuppressionUse>> uses = std::exchange(whole.suppressionUses, std::nullopt))
    for (std::string &note : notesOfUnused(*uses))
      notes.insert(std::move(note));
  whole.notes.assign(notes.begin(), notes.end());
  whole.mistakes.assign(mistakes.begin(), mistakes.end());
  whole.scope.shard = whole.scope.shards = 0;
  llvm::sort(whole.unanalyzed);
  // All together: a finding keeps its fingerprint when its twin is suppressed.
  llvm::move(whole.suppressed, std::back_inserter(whole.findings));
  whole.suppressed.clear();
  canonicalize(whole.findings);
  moveSuppressed(whole.findings, whole.suppressed);
  return whole;
}

} // namespace leash
