// runner: many units in, their findings out; a unit that crashes or never ends costs itself and nothing else.

#include "driver/runner.h"

#include "checks/core/unit/allowances.h"
#include "checks/core/unit/analyze.h"
#include "checks/core/unit/unit.h"
#include "driver/check-names.h"
#include "driver/filter/paths.h"
#include "driver/filter/places.h"
#include "driver/nolint.h"
#include "driver/result-bytes.h"
#include "driver/runner-unit.h"

#include "clang/AST/ASTContext.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/ThreadPool.h"
#include "llvm/Support/xxhash.h"

#include <fmt/format.h>

#include <csignal>
#include <iterator>

namespace leash {

namespace {

/// Clang counts on 8 MiB, then continues on a stack of its own; what is above that is for code that doesn't ask.
constexpr unsigned StackSize = 32u << 20;

/// Runs `work` on a thread with a stack of the right size.
std::string onStack(llvm::function_ref<std::string()> work) {
  std::string result;
  llvm::CrashRecoveryContext thread; // recovers from nothing: that isn't switched on
  thread.RunSafelyOnThread([&] { result = work(); }, StackSize);
  return result;
}

constexpr llvm::StringLiteral Crashed =
    "Leash crashed here, which is a bug of Leash: please report it, with what --no-crash-recovery prints";

/// What is said of a unit that has no result.
std::string failureOf(const JobOutcome &outcome, const JobLimits &limits) {
  switch (outcome.end) {
  case JobEnd::TimedOut:
    return fmt::format("took more than {:g} s (--unit-timeout)",
                       std::chrono::duration<double>(limits.time.value_or(std::chrono::milliseconds())).count());
  case JobEnd::OutOfMemory:
    if (limits.bytes)
      return fmt::format("needs more than {} MB of memory (--unit-memory)", *limits.bytes >> 20);
    return "the memory isn't enough; fewer --jobs leave more to each unit";
  default:
    // Nobody else sends it, but a system without memory does.
    if (outcome.signal == SIGKILL)
      return "was killed, perhaps as the system ran out of memory; fewer --jobs leave more to each unit";
    return Crashed.str();
  }
}

/// What the planned checks find in the unit.
std::vector<Finding> findingsIn(const Unit &unit, const CheckPlan &plan) {
  std::vector<Finding> findings;
  for (const PlannedCheck &planned : plan.checks) {
    std::vector<Finding> found = runCheck(*planned.check, unit, planned.options);
    if (planned.severity)
      for (Finding &finding : found)
        finding.severity = *planned.severity;
    llvm::move(found, std::back_inserter(findings));
  }
  return findings;
}

/// Notes which text of each file was read that the finding is in or that its fixes change.
void noteTexts(const Finding &finding, clang::SourceManager &sources, RealPaths &paths, UnitResult &result) {
  auto note = [&](const std::string &name) {
    if (clang::OptionalFileEntryRef file = sources.getFileManager().getOptionalFileRef(name))
      if (auto [known, isNew] = result.texts.try_emplace(paths.of(name)); isNew)
        if (std::optional<llvm::MemoryBufferRef> text = sources.getMemoryBufferForFileOrNone(*file))
          known->second = textHash(text->getBuffer());
  };
  if (finding.place.isKnown())
    note(finding.place.file);
  for (const Fix &fix : finding.fixes)
    for (const Replacement &replacement : fix.replacements)
      note(replacement.place.file);
}

std::string wrongName(llvm::StringRef check) { return llvm::toString(checkCalled(check).takeError()); }

/// Whether and by what the code lets the finding pass.
std::optional<Suppression> suppressionOf(const Finding &finding, Allowances &allowances, NoLint &noLint) {
  std::optional<Suppression> suppression = allowances.suppressionOf(finding);
  if (!suppression && noLint.suppresses(finding))
    suppression = Suppression{SuppressionKind::NoLint, {}, 0, "", ""};
  return suppression;
}

/// Each unit has a thread of its own, which has done nothing yet but parse it.
void check(const UnitTask &task, const LineFilter &lines, Date today, clang::ASTContext &context, UnitResult &result) {
  result.seconds.parsing = threadSeconds();
  llvm::Expected<std::shared_ptr<const Unit>> built = buildUnit(context, *task.vocabulary);
  if (!built) {
    result.failure = llvm::toString(built.takeError());
    return;
  }
  std::shared_ptr<const Unit> unit = std::move(*built);
  const UnitStatistics &statistics = statisticsOf(*unit);
  result.functions = statistics.functions;
  result.operations = statistics.operations;
  result.gaveUp = statistics.gaveUp;
  result.seconds.reading = statistics.secondsReading;
  result.seconds.summarizing = statistics.secondsSummarizing;

  // Suppressions and texts are looked for while the unit's files are still in memory under the names that findings use.
  NoLint noLint(context);
  Allowances allowances(*unit, context, today, wrongName);
  RealPaths paths(task.unit->directory);
  const std::string mainFile = paths.of(task.unit->file);
  const PlaceFilter places{task.plan->headers, lines, mainFile};
  std::vector<Finding> findings = findingsIn(*unit, *task.plan);
  quoteSource(findings, *unit, context);
  for (Finding &finding : findings) {
    finding.suppression = suppressionOf(finding, allowances, noLint);
    noteTexts(finding, context.getSourceManager(), paths, result);
    paths.apply(finding);
    if (places.wants(finding))
      result.findings.push_back(std::move(finding));
  }
  result.allowances = usesOf(allowances, *task.plan, paths);
  for (const AllowanceMistake &mistake : allowances.mistakes())
    result.mistakes.push_back(told(mistake, paths));
  result.complaints = noLint.takeComplaints();
  const Seconds &before = result.seconds;
  result.seconds.checking = threadSeconds() - before.parsing - before.reading - before.summarizing;
}

UnitResult analyze(const UnitTask &task, const RunOptions &options) {
  if (task.plan->checks.empty())
    return {};
  UnitResult result;
  // Lines are numbered as they are now: where they were at another time isn't known.
  const LineFilter lines = task.view ? LineFilter() : options.lines;
  std::string failure = runUnit(
      *task.unit, options, [&](clang::ASTContext &context) { check(task, lines, options.today, context, result); },
      task.view);
  if (!failure.empty()) {
    result = UnitResult();
    result.failure = std::move(failure);
  }
  return result;
}

/// In processes, where a unit can be stopped, and a crash is nobody else's.
std::vector<UnitResult> runApart(llvm::ArrayRef<UnitTask> tasks, const RunOptions &options,
                                 llvm::function_ref<void()> unitDone) {
  ProcessOptions processes;
  processes.processes = llvm::hardware_concurrency(options.jobs).compute_thread_count();
  processes.limits = options.limits;
  processes.deadline = options.deadline;
  auto job = [&](size_t index) { return bytesOf(analyze(tasks[index], options)); };
  std::vector<JobOutcome> outcomes = runInProcesses(tasks.size(), processes, job, unitDone);
  std::vector<UnitResult> results(tasks.size());
  for (auto [outcome, result] : llvm::zip_equal(outcomes, results)) {
    std::optional<UnitResult> known = resultOf(outcome.answer);
    if (outcome.end == JobEnd::NotBegun)
      result.isLeftOut = true;
    else if (outcome.end == JobEnd::Done && known)
      result = std::move(*known);
    else
      result.failure = failureOf(outcome, options.limits);
  }
  return results;
}

/// In threads of this process, for a debugger to look at.
std::vector<UnitResult> runHere(llvm::ArrayRef<UnitTask> tasks, const RunOptions &options,
                                llvm::function_ref<void()> unitDone) {
  std::vector<UnitResult> results(tasks.size());
  llvm::DefaultThreadPool pool(llvm::hardware_concurrency(options.jobs));
  for (size_t index = 0; index < tasks.size(); ++index)
    pool.async([&, index] {
      if (options.deadline && std::chrono::steady_clock::now() >= *options.deadline)
        results[index].isLeftOut = true;
      else
        results[index] = analyze(tasks[index], options);
      unitDone();
    });
  pool.wait();
  return results;
}

} // namespace

std::string runUnit(const CompileUnit &unit, const RunOptions &options,
                    llvm::function_ref<void(clang::ASTContext &)> consume, const FileView &view) {
  auto consumeOrCrash = [&](clang::ASTContext &context) {
    if (!options.crashOn.empty() && llvm::StringRef(unit.file).ends_with(options.crashOn))
      LLVM_BUILTIN_TRAP;
    consume(context);
  };
  return onStack([&] { return parseUnit(unit, options.skipBodies, consumeOrCrash, view); });
}

uint64_t textHash(llvm::StringRef text) { return llvm::xxh3_64bits(text); }

std::vector<UnitResult> runUnits(llvm::ArrayRef<UnitTask> tasks, const RunOptions &options,
                                 llvm::function_ref<void()> unitDone) {
  return options.recover ? runApart(tasks, options, unitDone) : runHere(tasks, options, unitDone);
}

} // namespace leash
