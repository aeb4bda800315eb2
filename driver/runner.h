// runner: many units in, their findings out; a unit that crashes or never ends costs itself and nothing else.
#pragma once

#include "checks/core/model/finding.h"
#include "checks/core/suppression/date.h"
#include "driver/config.h"
#include "driver/filter/lines.h"
#include "driver/processes.h"
#include "driver/project.h"
#include "driver/runner-files.h"
#include "driver/suppressions/allowance-use.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace clang {
class ASTContext;
}

namespace leash {

class Vocabulary;

struct UnitTask {
  const CompileUnit *unit = nullptr;
  std::shared_ptr<const Vocabulary> vocabulary;
  std::shared_ptr<const CheckPlan> plan;
  FileView view = {}; ///< the files as they were at another time; empty: as they are
};

/// Processor time by what it was spent on.
struct Seconds {
  double parsing = 0;
  double reading = 0;     ///< from the AST to bodies
  double summarizing = 0; ///< following locks, and summaries
  double checking = 0;    ///< the checks, and what they ask for

  Seconds &operator+=(const Seconds &other) {
    parsing += other.parsing;
    reading += other.reading;
    summarizing += other.summarizing;
    checking += other.checking;
    return *this;
  }
};

/// What came of one unit. Places name files by their real, absolute paths.
struct UnitResult {
  std::string failure;                  ///< why it couldn't be analysed; empty: it was
  bool isLeftOut = false;               ///< the time was over before it began
  std::vector<Finding> findings;        ///< those that are suppressed in the code among them, and marked so
  std::vector<AllowanceUse> allowances; ///< in the unit's files
  std::vector<std::string> mistakes;    ///< allowances that can't be read, and why
  std::vector<std::string> complaints;  ///< about NOLINTs without their other half
  std::vector<std::string> gaveUp;      ///< functions about which nothing is claimed
  std::map<std::string, uint64_t>
      texts; ///< of the files that findings are in and fixes change: hashes of what was read (textHash())
  uint32_t functions = 0;
  uint32_t operations = 0;
  Seconds seconds;
};

struct RunOptions {
  unsigned jobs = 0;      ///< 0: as many as the machine runs at once
  bool skipBodies = true; ///< leave out the bodies of system functions (see runner-bodies.h)
  bool recover = true; ///< from crashes; without, one ends the program with its stack on stderr, and nothing is limited
  JobLimits limits = {}; ///< of each unit
  std::string crashOn;   ///< for tests: crash in the unit whose path ends so
  std::optional<std::chrono::steady_clock::time_point> deadline = {}; ///< no unit is begun after it
  Date today = todayInUtc();                                          ///< for what ends on a day
  LineFilter lines; ///< in the files as they are: of units at another time, all lines are wanted
};

/// Tells two texts of a file apart.
uint64_t textHash(llvm::StringRef text);

/// Analyses every task's unit, each in a process of its own (processes.h) unless options.recover is off; `unitDone` is
/// called after each, from any thread. Results are in the order of the tasks, and don't depend on the number of jobs,
/// unless there is a deadline or a limit.
std::vector<UnitResult> runUnits(llvm::ArrayRef<UnitTask> tasks, const RunOptions &options,
                                 llvm::function_ref<void()> unitDone);

/// Parses one unit and hands its AST to `consume`, on a thread of its own. Returns why that couldn't be done, or an
/// empty string.
std::string runUnit(const CompileUnit &unit, const RunOptions &options,
                    llvm::function_ref<void(clang::ASTContext &)> consume, const FileView &view = {});

} // namespace leash
