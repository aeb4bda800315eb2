// analysis: a project in, findings out, those that are known apart from the others.

#include "driver/analysis.h"

#include "driver/baseline/base-report.h"
#include "driver/baseline/baseline.h"
#include "driver/change/two-revisions.h"
#include "driver/config.h"
#include "driver/filter/paths.h"
#include "driver/progress.h"
#include "driver/report/summary-line.h"
#include "driver/suppressions/suppressed.h"
#include "driver/vocabularies.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/raw_ostream.h"

#include <fmt/format.h>

#include <iterator>

namespace leash {

namespace {

constexpr llvm::StringLiteral LeftOut = "left out: the budget was spent";

std::vector<std::string> notesAbout(const Project &project) {
  std::vector<std::string> notes;
  if (!project.droppedFlags.empty()) {
    std::string flags;
    for (const auto &[flag, units] : project.droppedFlags)
      flags += fmt::format("{}{} ({})", flags.empty() ? "" : ", ", flag, counted(units, "unit"));
    notes.push_back("left out flags that Clang doesn't know or that say nothing of the code: " + flags);
  }
  if (!project.otherLanguages.empty())
    notes.push_back(fmt::format("left out {} in languages other than C and C++, such as {}",
                                counted(project.otherLanguages.size(), "file"),
                                *llvm::min_element(project.otherLanguages)));
  return notes;
}

UnanalyzedUnit unanalyzed(const CompileUnit &unit, llvm::StringRef failure) {
  failure.consume_front(unit.file + ":");
  return {RealPaths(unit.directory).of(unit.file), failure.str()};
}

/// No text's hash.
constexpr uint64_t Unclear = 0;

} // namespace

llvm::Expected<std::vector<Finding>> knownFindings(const CheckOptions &options) {
  std::vector<Finding> known;
  if (!options.baseline.empty()) {
    llvm::Expected<Baseline> baseline = readBaseline(options.baseline);
    if (!baseline)
      return baseline.takeError();
    known = findingsOf(*baseline);
  }
  if (!options.baseReport.empty()) {
    llvm::Expected<std::vector<Finding>> report = readBaseReport(options.baseReport);
    if (!report)
      return report.takeError();
    llvm::move(*report, std::back_inserter(known));
  }
  return known;
}

std::string comparedWith(const CheckOptions &options, const std::string &base) {
  std::vector<std::string> names;
  for (const std::string &name : {base, options.baseline, options.baseReport})
    if (!name.empty())
      names.push_back(name);
  return llvm::join(names, " and ");
}

namespace {

std::set<std::string> checksOf(llvm::ArrayRef<UnitTask> tasks) {
  std::set<std::string> checks;
  for (const UnitTask &task : tasks)
    for (const PlannedCheck &planned : task.plan->checks)
      checks.insert(std::string(planned.check->name));
  return checks;
}

std::vector<std::string> unitNames(const Project &project) {
  std::string directory = realPath(".");
  std::vector<std::string> names;
  for (const CompileUnit &unit : project.units)
    names.push_back(unitName(unit, directory));
  return names;
}

/// What the run looks at, whichever shard it is.
Scope scopeOf(const CheckOptions &options, llvm::ArrayRef<UnitTask> tasks, std::vector<std::string> unitNames) {
  std::set<std::string> checks = checksOf(tasks);
  Scope scope;
  if (options.shard) {
    scope.shard = options.shard->number;
    scope.shards = options.shard->count;
  }
  scope.units = unitNames.size();
  scope.unitsDigest = digestOf(std::move(unitNames));
  const HeaderPatterns &headers = options.config.headers;
  scope.isEverything =
      options.project.files.empty() && options.run.lines.wantsAll() && !headers.wanted && !headers.excluded;
  scope.checks.assign(checks.begin(), checks.end());
  return scope;
}

/// The tasks of the shard that was asked for, or all.
std::vector<UnitTask> withinShard(llvm::ArrayRef<UnitTask> tasks, const std::optional<Shard> &shard,
                                  llvm::ArrayRef<std::string> unitNames) {
  std::vector<UnitTask> wanted;
  for (const auto &[task, name] : llvm::zip_equal(tasks, unitNames))
    if (!shard || shard->has(name))
      wanted.push_back(task);
  return wanted;
}

/// The same sentences in the same order, however the units were ordered or divided.
void sortNotes(std::vector<std::string> &notes) {
  llvm::sort(notes);
  notes.erase(std::unique(notes.begin(), notes.end()), notes.end());
}

void finish(Analysis &analysis) {
  forgetSuppressed(analysis.comparison.fixed, analysis.merged.suppressed);
  bool isComplete = analysis.merged.unanalyzed.empty();
  if (std::string note = keepLookedFor(analysis.comparison.fixed, analysis.scope, isComplete); !note.empty())
    analysis.notes.push_back(std::move(note));
}

/// Whether all was looked at, of the shard if it is one, that a suppression could be for.
bool isCompleteRun(const CheckOptions &options, const Analysis &analysis) {
  return analysis.merged.unanalyzed.empty() && options.project.files.empty() && !options.project.fixedCommand &&
         options.base.empty() && !options.config.checks && !options.config.headers.wanted &&
         !options.config.headers.excluded && options.run.lines.wantsAll() && options.audience == Audience::User;
}

/// Notes the suppressions that hide nothing, or leaves that to whoever knows the other shards.
void tellUnused(const PathRules &rules, Analysis &analysis) {
  std::vector<SuppressionUse> uses = suppressionUses(analysis.merged.allowances);
  llvm::append_range(uses, rules.uses());
  if (analysis.scope.shards == 0) {
    llvm::append_range(analysis.notes, notesOfUnused(uses));
    return;
  }
  llvm::sort(uses, [](const SuppressionUse &a, const SuppressionUse &b) { return a.unused < b.unused; });
  analysis.suppressionUses = std::move(uses);
}

/// Units beyond the budget's number aren't begun.
std::vector<UnitTask> withinBudget(std::vector<UnitTask> tasks, const Budget &budget) {
  if (budget.units && tasks.size() > *budget.units)
    tasks.resize(*budget.units);
  return tasks;
}

llvm::Expected<Analysis> analyzeAll(const CheckOptions &options, const Preparation &preparation,
                                    std::vector<Finding> known, Streams streams) {
  std::vector<std::string> names = unitNames(preparation.project);
  std::vector<UnitTask> wanted = withinShard(preparation.tasks, options.shard, names);
  std::vector<UnitTask> tasks = withinBudget(wanted, options.budget);
  std::vector<UnitResult> results = runTasks(tasks, options, streams);
  results.resize(wanted.size());
  for (size_t index = tasks.size(); index < results.size(); ++index)
    results[index].isLeftOut = true;
  Analysis analysis;
  analysis.merged = merge(wanted, std::move(results));
  if (llvm::Error error = preparation.rules->apply(analysis.merged.findings, analysis.merged.suppressed))
    return error;
  analysis.unitsTotal = wanted.size();
  analysis.scope = scopeOf(options, preparation.tasks, std::move(names));
  analysis.notes = preparation.notes;
  llvm::append_range(analysis.notes, analysis.merged.complaints);
  analysis.comparison = compare(std::move(analysis.merged.findings), std::move(known));
  finish(analysis);
  return analysis;
}

/// The base's findings are in the units that the change touches; a baseline's may be anywhere, so that only the base's
/// can be called fixed.
llvm::Expected<Analysis> analyzeChange(const CheckOptions &options, const Preparation &preparation,
                                       std::vector<Finding> known, Streams streams) {
  auto run = [&](llvm::ArrayRef<UnitTask> tasks) { return runTasks(tasks, options, streams); };
  llvm::Expected<TwoRevisions> revisions = runBothRevisions(options, preparation, run);
  if (!revisions)
    return revisions.takeError();
  Analysis analysis;
  analysis.merged = merge(revisions->tasks, std::move(revisions->results));
  if (llvm::Error error = preparation.rules->apply(analysis.merged.findings, analysis.merged.suppressed))
    return error;
  analysis.unitsTotal = revisions->tasks.size();
  analysis.scope = scopeOf(options, preparation.tasks, unitNames(preparation.project));
  analysis.notes = preparation.notes;
  llvm::append_range(analysis.notes, revisions->notes);
  llvm::append_range(analysis.notes, analysis.merged.complaints);
  analysis.comparedWith = revisions->baseName;
  analysis.changedLines = std::move(revisions->changedLines);
  std::vector<Finding> base = std::move(revisions->baseFindings);
  Comparison withFiles = compare(analysis.merged.findings, std::move(known));
  llvm::move(withFiles.preExisting, std::back_inserter(base));
  analysis.comparison = compare(std::move(analysis.merged.findings), std::move(base));
  finish(analysis);
  return analysis;
}

} // namespace

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

  Preparation preparation{std::move(*project), {}, std::make_shared<PathRules>(options.run.today), {}};
  Vocabularies vocabularies(options.vocabulary);
  bool isAnythingPlanned = false;
  for (const CompileUnit &unit : preparation.project.units) {
    llvm::Expected<std::shared_ptr<const Vocabulary>> vocabulary = vocabularies.forUnit(unit);
    if (!vocabulary)
      return vocabulary.takeError();
    llvm::Expected<std::shared_ptr<const CheckPlan>> plan = configuration->planFor(unit.file);
    if (!plan)
      return plan.takeError();
    if (llvm::Error error = preparation.rules->loadFor(RealPaths(unit.directory).of(unit.file)))
      return error;
    isAnythingPlanned |= !(*plan)->checks.empty();
    preparation.tasks.push_back({&unit, *vocabulary, *plan});
  }
  if (!isAnythingPlanned && !options.allowNoChecks)
    return nothingPlanned();
  preparation.notes = notesAbout(preparation.project);
  llvm::append_range(preparation.notes, configuration->notes());
  return preparation;
}

std::vector<UnitResult> runTasks(llvm::ArrayRef<UnitTask> tasks, const CheckOptions &options, Streams streams) {
  unsigned total = tasks.size();
  RunOptions run = options.run;
  if (options.budget.time)
    run.deadline = std::chrono::steady_clock::now() + *options.budget.time;
  Progress progress(total, progressStyleFor(total, options.quiet, streams.err), streams.err);
  return runUnits(tasks, run, [&] { progress.unitDone(); });
}

Merged merge(llvm::ArrayRef<UnitTask> tasks, std::vector<UnitResult> results) {
  Merged merged;
  for (auto [task, result] : llvm::zip_equal(tasks, results)) {
    if (result.isLeftOut)
      merged.unanalyzed.push_back(unanalyzed(*task.unit, LeftOut));
    else if (!result.failure.empty())
      merged.unanalyzed.push_back(unanalyzed(*task.unit, result.failure));
    llvm::move(result.findings, std::back_inserter(merged.findings));
    llvm::move(result.allowances, std::back_inserter(merged.allowances));
    merged.mistakes.insert(result.mistakes.begin(), result.mistakes.end());
    merged.complaints.insert(result.complaints.begin(), result.complaints.end());
    for (const auto &[file, hash] : result.texts)
      if (auto [known, isNew] = merged.texts.try_emplace(file, hash); known->second != hash)
        known->second = Unclear;
    merged.gaveUp.insert(result.gaveUp.begin(), result.gaveUp.end());
    merged.functions += result.functions;
    merged.operations += result.operations;
    merged.seconds += result.seconds;
  }
  merged.allowances = leash::merged(std::move(merged.allowances));
  // Before they part: a finding keeps its fingerprint when its twin is suppressed.
  canonicalize(merged.findings);
  moveSuppressed(merged.findings, merged.suppressed);
  llvm::sort(merged.unanalyzed);
  return merged;
}

llvm::Expected<Analysis> analyze(const CheckOptions &options, Streams streams) {
  // A file that can't be read is said before the work, not after it.
  llvm::Expected<std::vector<Finding>> known = knownFindings(options);
  if (!known)
    return known.takeError();
  llvm::Expected<Preparation> preparation = prepare(options);
  if (!preparation)
    return preparation.takeError();
  llvm::Expected<Analysis> analysis = options.base.empty()
                                          ? analyzeAll(options, *preparation, std::move(*known), streams)
                                          : analyzeChange(options, *preparation, std::move(*known), streams);
  if (analysis) {
    llvm::append_range(analysis->notes, notesAbout(analysis->merged.allowances));
    llvm::append_range(analysis->notes, preparation->rules->notes());
    if (isCompleteRun(options, *analysis))
      tellUnused(*preparation->rules, *analysis);
    sortNotes(analysis->notes);
    analysis->comparedWith = comparedWith(options, analysis->comparedWith);
    analysis->project = std::move(preparation->project);
  }
  return analysis;
}

} // namespace leash
