// command-merge: makes one report of the shards' reports.

#include "driver/analysis.h"
#include "driver/arguments.h"
#include "driver/check-options.h"
#include "driver/commands.h"
#include "driver/filter/paths.h"
#include "driver/leash.h"
#include "driver/merge/merged-report.h"
#include "driver/merge/report-file.h"

#include "llvm/ADT/STLExtras.h"

#include <fmt/format.h>

#include <set>

namespace leash {

namespace {

/// What is said of a report, not of an analysis.
std::vector<OptionSpec> mergeOptions() {
  return checkOptions({"format", "source-url", "export-fixes", "baseline", "base-report", "exit-zero",
                       "allow-incomplete", "quiet", "color"});
}

llvm::Expected<std::vector<NamedReport>> readAll(llvm::ArrayRef<std::string> files) {
  if (files.empty())
    return llvm::createStringError("write the reports to merge, one of each shard: leash merge 1.json 2.json 3.json");
  std::set<std::string> names;
  std::vector<NamedReport> reports;
  for (const std::string &file : files) {
    if (!names.insert(file).second)
      return llvm::createStringError(fmt::format("{}: named twice", file));
    llvm::Expected<RunSummary> summary = readReport(file);
    if (!summary)
      return summary.takeError();
    reports.push_back({file, std::move(*summary)});
  }
  return reports;
}

llvm::Error compareWithBase(RunSummary &summary, std::vector<Finding> known, const CheckOptions &options) {
  std::string base = comparedWith(options, "");
  if (base.empty())
    return llvm::Error::success();
  if (!summary.comparedWith.empty())
    return llvm::createStringError(fmt::format("the report was compared with {} already: leave out --baseline and "
                                               "--base-report",
                                               summary.comparedWith));
  Comparison comparison = compare(std::move(summary.findings), std::move(known));
  summary.findings = std::move(comparison.introduced);
  summary.known = std::move(comparison.preExisting);
  summary.fixed = std::move(comparison.fixed);
  summary.comparedWith = std::move(base);
  forgetSuppressed(summary.fixed, summary.suppressed);
  if (std::string note = keepLookedFor(summary.fixed, summary.scope, summary.unanalyzed.empty()); !note.empty())
    summary.notes.insert(llvm::upper_bound(summary.notes, note), note);
  return llvm::Error::success();
}

llvm::Expected<int> merge(const CheckOptions &options, Streams streams) {
  llvm::Expected<std::vector<Finding>> known = knownFindings(options);
  if (!known)
    return known.takeError();
  llvm::Expected<std::vector<NamedReport>> reports = readAll(options.project.files);
  if (!reports)
    return reports.takeError();
  llvm::Expected<RunSummary> summary = mergedReport(std::move(*reports), LEASH_VERSION, realPath("."));
  if (!summary)
    return summary.takeError();
  summary->sourceUrl = options.sourceUrl;
  if (llvm::Error error = compareWithBase(*summary, std::move(*known), options))
    return error;
  return report(*summary, options, streams);
}

} // namespace

std::string mergeHelp() {
  return "Usage: leash merge [OPTION…] REPORT…\n\n"
         "Makes one report of those that 'leash check --shard=I/N --format=json:FILE' wrote, one of each\n"
         "shard: the same, byte for byte, as if one run had analysed everything. To be run where the shards\n"
         "ran, or in the same directory of another checkout, as some formats quote the sources. The report of\n"
         "a whole run is written in another format.\n\nOptions:\n" +
         describeOptions(mergeOptions()) +
         "\nExit status: as for 'leash check'; 2 if the reports don't belong together or a shard is missing.\n";
}

int runMergeCommand(llvm::ArrayRef<const char *> arguments, Streams streams) {
  // What belongs to an analysis is refused; what is left means the same as for `check`.
  llvm::Expected<Arguments> known = Arguments::parse(mergeOptions(), arguments);
  if (!known)
    return fail(known.takeError(), streams);
  llvm::Expected<CheckOptions> options = parseCheckOptions(arguments, Audience::User);
  if (!options)
    return fail(options.takeError(), streams);
  llvm::Expected<int> code = merge(*options, streams);
  return code ? *code : fail(code.takeError(), streams);
}

} // namespace leash
