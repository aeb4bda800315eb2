// command-check: analyses a project and reports what was found.
//
// The drop-in for clang-tidy (command-drop-in.cpp) goes the same way, with other defaults.
//
// Open the project, ask for each unit which checks and which vocabulary it gets, run the units side by side, merge what
// they found, write it in every format that was asked for, and say by the exit status what it comes to.

#include "checks/core/model/finding.h"
#include "driver/check-names.h"
#include "driver/check-options.h"
#include "driver/commands.h"
#include "driver/config.h"
#include "driver/filter/paths.h"
#include "driver/filter/project-files.h"
#include "driver/fixes.h"
#include "driver/leash.h"
#include "driver/progress.h"
#include "driver/report/format.h"
#include "driver/runner.h"
#include "driver/terminal.h"
#include "driver/vocabularies.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

#include <fmt/format.h>

#include <chrono>
#include <iterator>
#include <map>
#include <set>

namespace leash {

namespace {

/// Everything that is known before the first unit is parsed.
struct Preparation {
  Project project;
  std::vector<UnitTask> tasks;
  std::vector<std::string> notes;
};

/// No text's hash.
constexpr uint64_t Unclear = 0;

/// What the units said, put together.
struct Merged {
  std::vector<Finding> findings;
  std::vector<Finding> suppressed;
  std::vector<UnanalyzedUnit> unanalyzed;
  std::set<std::string> complaints;
  std::set<std::string> gaveUp;
  std::map<std::string, uint64_t>
      texts; ///< of the files that fixes change; Unclear where two units read different ones
  uint64_t functions = 0;
  uint64_t operations = 0;
};

std::string plural(size_t count, llvm::StringRef noun) {
  return fmt::format("{} {}{}", count, noun.str(), count == 1 ? "" : "s");
}

std::vector<std::string> notesAbout(const Project &project) {
  std::vector<std::string> notes;
  if (!project.droppedFlags.empty()) {
    std::string flags;
    for (const auto &[flag, units] : project.droppedFlags)
      flags += fmt::format("{}{} ({})", flags.empty() ? "" : ", ", flag, plural(units, "unit"));
    notes.push_back("left out flags that Clang doesn't know: " + flags);
  }
  if (!project.otherLanguages.empty())
    notes.push_back(fmt::format("left out {} in languages other than C and C++, such as {}",
                                plural(project.otherLanguages.size(), "file"), project.otherLanguages.front()));
  return notes;
}

llvm::Error nothingPlanned() {
  return llvm::createStringError("no check is switched on; 'leash list' names all checks");
}

llvm::Expected<Preparation> prepare(const CheckOptions &options) {
  llvm::Expected<Configuration> configuration = Configuration::create(options.config);
  if (!configuration)
    return configuration.takeError();
  llvm::Expected<Project> project = openProject(options.project);
  if (!project)
    return project.takeError();

  Preparation preparation{std::move(*project), {}, {}};
  Vocabularies vocabularies(options.vocabulary);
  bool isAnythingPlanned = false;
  for (const CompileUnit &unit : preparation.project.units) {
    llvm::Expected<std::shared_ptr<const Vocabulary>> vocabulary = vocabularies.forUnit(unit);
    if (!vocabulary)
      return vocabulary.takeError();
    llvm::Expected<std::shared_ptr<const CheckPlan>> plan = configuration->planFor(unit.file);
    if (!plan)
      return plan.takeError();
    isAnythingPlanned |= !(*plan)->checks.empty();
    preparation.tasks.push_back({&unit, *vocabulary, *plan});
  }
  if (!isAnythingPlanned && !options.allowNoChecks)
    return nothingPlanned();
  preparation.notes = notesAbout(preparation.project);
  llvm::append_range(preparation.notes, configuration->notes());
  return preparation;
}

std::vector<UnitResult> run(const Preparation &preparation, const CheckOptions &options, Streams streams) {
  unsigned total = preparation.tasks.size();
  Progress progress(total, progressStyleFor(total, options.quiet, streams.err), streams.err);
  return runUnits(preparation.tasks, options.run, [&] { progress.unitDone(); });
}

UnanalyzedUnit unanalyzed(const CompileUnit &unit, llvm::StringRef failure) {
  failure.consume_front(unit.file + ":");
  return {RealPaths(unit.directory).of(unit.file), failure.str()};
}

Merged merge(const Preparation &preparation, std::vector<UnitResult> results) {
  Merged merged;
  for (auto [task, result] : llvm::zip_equal(preparation.tasks, results)) {
    if (!result.failure.empty())
      merged.unanalyzed.push_back(unanalyzed(*task.unit, result.failure));
    llvm::move(result.findings, std::back_inserter(merged.findings));
    llvm::move(result.suppressed, std::back_inserter(merged.suppressed));
    merged.complaints.insert(result.complaints.begin(), result.complaints.end());
    for (const auto &[file, hash] : result.texts)
      if (auto [known, isNew] = merged.texts.try_emplace(file, hash); known->second != hash)
        known->second = Unclear;
    merged.gaveUp.insert(result.gaveUp.begin(), result.gaveUp.end());
    merged.functions += result.functions;
    merged.operations += result.operations;
  }
  canonicalize(merged.findings);
  canonicalize(merged.suppressed);
  return merged;
}

RunSummary summarize(const Preparation &preparation, const Merged &merged, double seconds) {
  RunSummary summary;
  summary.findings = merged.findings;
  summary.unitsTotal = preparation.tasks.size();
  summary.unitsAnalyzed = summary.unitsTotal - merged.unanalyzed.size();
  summary.unanalyzed = merged.unanalyzed;
  summary.seconds = seconds;
  summary.notes = preparation.notes;
  summary.notes.insert(summary.notes.end(), merged.complaints.begin(), merged.complaints.end());
  summary.suppressed = merged.suppressed;
  summary.toolVersion = LEASH_VERSION;
  summary.baseDirectory = realPath(".");
  summary.mainFile = preparation.tasks.front().unit->file;
  summary.buildDirectory = preparation.tasks.front().unit->directory;
  return summary;
}

void write(const RunSummary &summary, const Output &output, const CheckOptions &options, llvm::raw_ostream &stream) {
  output.format->write(summary, textStyleFor(stream, options.color, /*withSummary=*/!options.quiet), stream);
}

/// Writes every report; a file appears whole or not at all.
llvm::Error writeReports(const RunSummary &summary, const CheckOptions &options, Streams streams) {
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
      streams.err << "leash: note: " << note << '\n';
  if (!hasClosing && !goesToStdout("clang-tidy"))
    for (const UnanalyzedUnit &unit : summary.unanalyzed)
      streams.err << fmt::format("leash: error: could not analyse {}: {}\n", unit.file, unit.reason);
}

/// As for clang-tidy, a unit that couldn't be analysed stops all fixes: nobody knows what they would do to it.
void fix(const Preparation &preparation, const Merged &merged, const CheckOptions &options, Streams streams) {
  if (!merged.unanalyzed.empty() && !options.allowIncomplete) {
    streams.err << "leash: no fix was applied, because some unit could not be analysed; --allow-incomplete applies "
                   "them all the same\n";
    return;
  }
  std::vector<std::string> sources;
  for (const CompileUnit &unit : preparation.project.units)
    sources.push_back(RealPaths(unit.directory).of(unit.file));
  ProjectFiles project(sources);
  FixOutcome outcome = applyFixes(merged.findings, merged.texts, project);
  for (const std::string &reason : outcome.leftOut)
    streams.err << "leash: " << reason << '\n';
  if (outcome.offered != 0 && !options.quiet)
    streams.err << fmt::format("leash: applied {} of {}\n", outcome.applied,
                               outcome.offered == 1 ? "1 fix" : fmt::format("{} fixes", outcome.offered));
}

void printStatistics(const Preparation &preparation, const Merged &merged, const RunSummary &summary, Streams streams) {
  streams.err << fmt::format("leash: {} of {} units analysed in {:.2f} s, {} that repeat another left out\n"
                             "leash: {} functions read, {} operations recognised\n"
                             "leash: {} findings, {} more suppressed\n",
                             summary.unitsAnalyzed, summary.unitsTotal, summary.seconds, preparation.project.duplicates,
                             merged.functions, merged.operations, summary.findings.size(), summary.suppressed.size());
  for (const std::string &function : merged.gaveUp)
    streams.err << "leash: too many paths, nothing is claimed about " << function << '\n';
}

/// For whoever called clang-tidy, 1 stands for errors, in the user's code or of the analysis; findings are warnings.
int exitCode(const RunSummary &summary, const CheckOptions &options) {
  if (options.exitZero)
    return Clean;
  bool isForCaller = options.audience == Audience::ClangTidysCaller;
  if (!summary.unanalyzed.empty() && !options.allowIncomplete)
    return isForCaller ? Found : Incomplete;
  Severity least = isForCaller ? Severity::Error : Severity::Warning;
  bool gates = llvm::any_of(summary.findings, [least](const Finding &finding) { return finding.severity >= least; });
  return gates ? Found : Clean;
}

/// As clang-tidy lists them; the first of the files, which need not exist, says whose configuration counts.
int listChecks(const CheckOptions &options, Streams streams) {
  llvm::Expected<Configuration> configuration = Configuration::create(options.config);
  if (!configuration)
    return fail(configuration.takeError(), streams);
  llvm::SmallString<256> file(options.project.files.empty() ? "-" : options.project.files.front());
  llvm::sys::fs::make_absolute(file);
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
         "  0  nothing found\n"
         "  1  found something (notes alone don't count)\n"
         "  2  usage, configuration or internal error\n"
         "  3  some unit couldn't be analysed, whatever was found in the others\n";
}

int runCheckCommand(llvm::ArrayRef<const char *> arguments, Streams streams) {
  llvm::Expected<CheckOptions> options = parseCheckOptions(arguments, Audience::User);
  return options ? runAnalysis(*options, streams) : fail(options.takeError(), streams);
}

int runAnalysis(const CheckOptions &options, Streams streams) {
  auto begin = std::chrono::steady_clock::now();
  if (options.listChecks)
    return listChecks(options, streams);
  llvm::Expected<Preparation> preparation = prepare(options);
  if (!preparation)
    return fail(preparation.takeError(), streams);

  Merged merged = merge(*preparation, run(*preparation, options, streams));
  double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  RunSummary summary = summarize(*preparation, merged, seconds);

  if (llvm::Error error = writeReports(summary, options, streams))
    return fail(std::move(error), streams);
  tellStderr(summary, options, streams);
  if (options.statistics)
    printStatistics(*preparation, merged, summary, streams);
  // Last: reports quote the files as they were.
  if (options.fix)
    fix(*preparation, merged, options, streams);
  return exitCode(summary, options);
}

} // namespace leash
