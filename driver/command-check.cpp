// command-check: analyses a project and reports what was found.
//
// Analyse the project (analysis.h), write what was found in every format that was asked for, and say by the exit status
// what it comes to. The drop-in for clang-tidy (command-drop-in.cpp) goes the same way, with other defaults.

#include "driver/analysis.h"
#include "driver/check-names.h"
#include "driver/check-options.h"
#include "driver/commands.h"
#include "driver/filter/paths.h"
#include "driver/filter/project-files.h"
#include "driver/fixes.h"
#include "driver/leash.h"
#include "driver/report/format.h"
#include "driver/report/json-text.h"
#include "driver/report/summary-line.h"
#include "driver/suppressions/added.h"
#include "driver/terminal.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

#include <fmt/format.h>

#include <chrono>
#include <tuple>

namespace leash {

namespace {

/// The one that fixes are exported with. For callers of clang-tidy it is the first that they name; a database's order
/// means nothing.
const CompileUnit &firstUnit(const Project &project, Audience audience) {
  if (audience == Audience::ClangTidysCaller)
    return project.units.front();
  return *llvm::min_element(project.units, [](const CompileUnit &a, const CompileUnit &b) {
    return std::tie(a.file, a.directory) < std::tie(b.file, b.directory);
  });
}

RunSummary summarize(const Analysis &analysis, const CheckOptions &options, double seconds) {
  RunSummary summary;
  summary.findings = analysis.comparison.introduced;
  summary.known = analysis.comparison.preExisting;
  summary.fixed = analysis.comparison.fixed;
  summary.comparedWith = analysis.comparedWith;
  summary.changedLines = analysis.changedLines;
  summary.unitsTotal = analysis.unitsTotal;
  summary.unitsAnalyzed = summary.unitsTotal - analysis.merged.unanalyzed.size();
  summary.unanalyzed = analysis.merged.unanalyzed;
  summary.seconds = seconds;
  summary.scope = analysis.scope;
  for (const std::string &note : analysis.notes)
    summary.notes.push_back(validText(note));
  summary.mistakes.assign(analysis.merged.mistakes.begin(), analysis.merged.mistakes.end());
  summary.suppressed = analysis.merged.suppressed;
  summary.suppressionUses = analysis.suppressionUses;
  summary.toolVersion = LEASH_VERSION;
  summary.sourceUrl = options.sourceUrl;
  summary.baseDirectory = realPath(".");
  const CompileUnit &first = firstUnit(analysis.project, options.audience);
  summary.mainFile = first.file;
  summary.buildDirectory = first.directory;
  return summary;
}

void write(const RunSummary &summary, const Output &output, const CheckOptions &options, llvm::raw_ostream &stream) {
  TextStyle style = textStyleFor(stream, options.color, /*withSummary=*/!options.quiet);
  style.suppressed = options.showSuppressed;
  output.format->write(summary, style, stream);
}

/// Writes every report; a file appears whole or not at all.
llvm::Error writeReports(RunSummary summary, const CheckOptions &options, Streams streams) {
  if (options.omitSuppressed)
    summary.suppressed.clear();
  for (const Output &output : options.outputs) {
    if (output.file.empty()) {
      write(summary, output, options, streams.out);
      continue;
    }
    if (llvm::Error error = llvm::writeToOutput(output.file, [&](llvm::raw_ostream &file) {
          write(summary, output, options, file);
          return llvm::Error::success();
        }))
      return llvm::createStringError(fmt::format("{}: {}", output.file, llvm::toString(std::move(error))));
  }
  return llvm::Error::success();
}

/// A report on stdout that is for people says these things itself; otherwise stderr does.
void tellStderr(const RunSummary &summary, const CheckOptions &options, Streams streams) {
  auto goesToStdout = [&options](llvm::StringRef format) {
    return llvm::any_of(options.outputs, [&](const Output &output) {
      return output.format == findFormat(format) && output.file.empty();
    });
  };
  bool hasClosing = !options.quiet && goesToStdout("text");
  if (!hasClosing && !options.quiet)
    for (const std::string &note : summary.notes)
      tell("note: " + note, streams);
  if (!hasClosing && !goesToStdout("clang-tidy"))
    for (const UnanalyzedUnit &unit : summary.unanalyzed)
      tell(fmt::format("error: could not analyse {}: {}", unit.file, unit.reason), streams);
  for (const std::string &mistake : summary.mistakes)
    tell("error: " + mistake, streams);
}

/// The least severe finding that counts.
Severity gatingSeverity(const CheckOptions &options) {
  return options.audience == Audience::ClangTidysCaller ? Severity::Error : Severity::Warning;
}

ProjectFiles projectOf(const Analysis &analysis, const CheckOptions &options) {
  std::vector<std::string> sources;
  for (const CompileUnit &unit : analysis.project.units)
    sources.push_back(RealPaths(unit.directory).of(unit.file));
  std::vector<std::string> homes = options.project.files;
  homes.emplace_back(".");
  return ProjectFiles(sources, homes);
}

/// As for clang-tidy, a unit that couldn't be analysed stops all fixes: nobody knows what they would do to it.
/// Whether a finding is known makes no difference to its fix.
void fix(const Analysis &analysis, const RunSummary &summary, const CheckOptions &options, Streams streams) {
  if (!summary.unanalyzed.empty() && !options.allowIncomplete) {
    tell("no fix was applied, because some unit could not be analysed; --allow-incomplete applies them all the same",
         streams);
    return;
  }
  ProjectFiles project = projectOf(analysis, options);
  FixOutcome outcome = applyFixes(presentFindings(summary), analysis.merged.texts, project);
  for (const std::string &reason : outcome.leftOut)
    tell(reason, streams);
  if (outcome.offered != 0 && !options.quiet)
    tell(fmt::format("applied {} of {}", outcome.applied,
                     outcome.offered == 1 ? "1 fix" : fmt::format("{} fixes", outcome.offered)),
         streams);
}

/// Writes a comment above every finding that counts.
void addSuppressions(const Analysis &analysis, const RunSummary &summary, const CheckOptions &options,
                     Streams streams) {
  if (!summary.unanalyzed.empty() && !options.allowIncomplete) {
    streams.err << "leash: no suppression was added, because some unit could not be analysed; --allow-incomplete adds "
                   "them all the same\n";
    return;
  }
  std::vector<Finding> gating;
  for (const Finding &finding : summary.findings)
    if (finding.severity >= gatingSeverity(options))
      gating.push_back(finding);
  AddedSuppressions added = suppressionsFor(gating, *options.addedSuppression, options.run.today);
  ProjectFiles project = projectOf(analysis, options);
  FixOutcome outcome = applyFixes(added.carriers, analysis.merged.texts, project);
  added.leftOut.insert(added.leftOut.end(), outcome.leftOut.begin(), outcome.leftOut.end());
  for (const std::string &reason : added.leftOut)
    streams.err << "leash: " << reason << '\n';
  if (!gating.empty() && !options.quiet)
    streams.err << fmt::format("leash: wrote {} of {} for {}\n", outcome.applied, counted(added.lines, "suppression"),
                               counted(gating.size(), "finding"));
}

void printStatistics(const Analysis &analysis, const RunSummary &summary, Streams streams) {
  const Merged &merged = analysis.merged;
  streams.err << fmt::format("leash: {} of {} units analysed in {:.2f} s, {} that repeat another left out\n"
                             "leash: {} functions read, {} operations recognised\n"
                             "leash: {} findings, {} more suppressed\n",
                             summary.unitsAnalyzed, summary.unitsTotal, *summary.seconds, analysis.project.duplicates,
                             merged.functions, merged.operations, summary.findings.size(), summary.suppressed.size());
  const Seconds &seconds = merged.seconds;
  streams.err << fmt::format("leash: processor seconds: {:.2f} parsing, {:.2f} reading, {:.2f} following locks and "
                             "summarizing, {:.2f} checking\n",
                             seconds.parsing, seconds.reading, seconds.summarizing, seconds.checking);
  for (const std::string &function : merged.gaveUp)
    tell("too many paths, nothing is claimed about " + function, streams);
}

/// For whoever called clang-tidy, 1 stands for errors, in the user's code or of the analysis; findings are warnings.
int exitCode(const RunSummary &summary, const CheckOptions &options) {
  // As for a check in the configuration that doesn't exist: nobody may take for silenced what isn't.
  if (!summary.mistakes.empty())
    return Misused;
  if (options.exitZero)
    return Clean;
  bool isForCaller = options.audience == Audience::ClangTidysCaller;
  if (!summary.unanalyzed.empty() && !options.allowIncomplete)
    return isForCaller ? Found : Incomplete;
  Severity least = gatingSeverity(options);
  bool gates = llvm::any_of(summary.findings, [least](const Finding &finding) { return finding.severity >= least; });
  return gates ? Found : Clean;
}

/// As clang-tidy lists them; the first of the files, which need not exist, says whose configuration counts.
int listChecks(const CheckOptions &options, Streams streams) {
  llvm::Expected<Configuration> configuration = Configuration::create(options.config);
  if (!configuration)
    return fail(configuration.takeError(), streams);
  llvm::SmallString<256> file(options.project.files.empty() ? "-" : options.project.files.front());
  (void)llvm::sys::fs::make_absolute(file); // fails only without a current directory
  llvm::Expected<std::shared_ptr<const CheckPlan>> plan = configuration->planFor(file);
  if (!plan)
    return fail(plan.takeError(), streams);
  if ((*plan)->checks.empty() && !options.allowNoChecks)
    return fail(nothingPlanned(), streams);
  streams.out << "Enabled checks:\n";
  for (const PlannedCheck &planned : (*plan)->checks)
    streams.out << "    " << prefixed(planned.check->name) << '\n';
  streams.out << '\n';
  return Clean;
}

} // namespace

std::string checkHelp() {
  return "Usage: leash check [OPTION…] [FILE…]\n"
         "       leash check FILE… -- COMPILER FLAGS\n\n"
         "Analyses the files of a compile database (all, or the given files and directories)\n"
         "and prints the concurrency bugs that it finds.\n\nOptions:\n" +
         checkOptionsHelp() +
         "\nExit status:\n"
         "  0  nothing found, or nothing that isn't known\n"
         "  1  found something (notes alone don't count)\n"
         "  2  usage, configuration or internal error\n"
         "  3  some unit couldn't be analysed or was left out, whatever was found in the others\n";
}

int runCheckCommand(llvm::ArrayRef<const char *> arguments, Streams streams) {
  llvm::Expected<CheckOptions> options = parseCheckOptions(arguments, Audience::User);
  return options ? runAnalysis(*options, streams) : fail(options.takeError(), streams);
}

int runAnalysis(const CheckOptions &options, Streams streams) {
  auto begin = std::chrono::steady_clock::now();
  if (options.listChecks)
    return listChecks(options, streams);
  llvm::Expected<Analysis> analysis = analyze(options, streams);
  if (!analysis)
    return fail(analysis.takeError(), streams);
  double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  RunSummary summary = summarize(*analysis, options, seconds);

  int code = report(summary, options, streams);
  if (code == Misused)
    return code;
  if (options.statistics)
    printStatistics(*analysis, summary, streams);
  // Last: reports quote the files as they were.
  if (options.fix)
    fix(*analysis, summary, options, streams);
  if (options.addedSuppression)
    addSuppressions(*analysis, summary, options, streams);
  return code;
}

int report(const RunSummary &summary, const CheckOptions &options, Streams streams) {
  if (llvm::Error error = writeReports(summary, options, streams))
    return fail(std::move(error), streams);
  tellStderr(summary, options, streams);
  return exitCode(summary, options);
}

} // namespace leash
