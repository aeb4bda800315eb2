// analysis: a project in, findings out, those that are known apart from the others.
#pragma once

#include "checks/core/model/finding.h"
#include "driver/baseline/comparison.h"
#include "driver/check-options.h"
#include "driver/commands.h"
#include "driver/project.h"
#include "driver/report/changed-lines.h"
#include "driver/report/report.h"
#include "driver/runner.h"
#include "driver/suppressions/path-rules.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace leash {

/// Everything that is known before the first unit is parsed.
struct Preparation {
  Project project;
  std::vector<UnitTask> tasks; ///< one for each unit, in their order
  std::shared_ptr<PathRules> rules;
  std::vector<std::string> notes;
};

/// Opens the project, and asks for each unit which checks and which vocabulary it gets.
llvm::Expected<Preparation> prepare(const CheckOptions &options);

/// What is said where no check is switched on.
llvm::Error nothingPlanned();

/// What the units said, put together.
struct Merged {
  std::vector<Finding> findings;
  std::vector<Finding> suppressed;
  std::vector<AllowanceUse> allowances;
  std::set<std::string> mistakes; ///< allowances that can't be read
  std::vector<UnanalyzedUnit> unanalyzed;
  std::set<std::string> complaints;
  std::set<std::string> gaveUp;
  /// Of the files that fixes change, textHash() of what was read, or no text's hash where two units read different
  /// ones.
  std::map<std::string, uint64_t> texts;
  uint64_t functions = 0;
  uint64_t operations = 0;
  Seconds seconds;
};

/// Runs the units side by side, with progress on stderr. Results are in the order of the tasks.
std::vector<UnitResult> runTasks(llvm::ArrayRef<UnitTask> tasks, const CheckOptions &options, Streams streams);

/// Findings are canonicalized, then those that count are told from those that are suppressed. A unit that was left out
/// counts as not analysed; such units are sorted.
Merged merge(llvm::ArrayRef<UnitTask> tasks, std::vector<UnitResult> results);

struct Analysis {
  Merged merged; ///< without its findings, which are in `comparison`
  Comparison comparison;
  std::string comparedWith;       ///< with nothing, if empty: then all findings are introduced
  ChangedLines changedLines;      ///< since the base revision, if there is one
  std::vector<std::string> notes; ///< what a reader should know, complaints and all
  unsigned unitsTotal = 0;        ///< that were to be analysed
  Scope scope;
  std::optional<std::vector<SuppressionUse>> suppressionUses; ///< as in RunSummary
  Project project;                                            ///< all of it
};

/// What --baseline and --base-report say is known.
llvm::Expected<std::vector<Finding>> knownFindings(const CheckOptions &options);

/// What is compared with, in words: `base`, --baseline and --base-report, as far as there are any.
std::string comparedWith(const CheckOptions &options, const std::string &base);

/// The whole of what was asked for: all units or those that a change touches, and what is known of their findings.
llvm::Expected<Analysis> analyze(const CheckOptions &options, Streams streams);

} // namespace leash
