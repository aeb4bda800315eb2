// check-options: what `leash check`, or Leash in clang-tidy's place, was asked to do.
#pragma once

#include "checks/core/suppression/allowance.h"
#include "driver/arguments.h"
#include "driver/change/budget.h"
#include "driver/config.h"
#include "driver/project.h"
#include "driver/report/format.h"
#include "driver/runner.h"
#include "driver/shard.h"

#include "llvm/Support/Error.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace leash {

/// One report to write.
struct Output {
  const Format *format = &formats().front();
  std::string file; ///< empty: stdout
};

enum class ColorChoice { Auto, Always, Never };

/// Whom the program answers. ClangTidysCaller is what used to call clang-tidy and knows its ways: see
/// command-drop-in.cpp.
enum class Audience { User, ClangTidysCaller };

struct CheckOptions {
  Audience audience = Audience::User;
  ProjectRequest project;
  RunOptions run;
  std::string vocabulary;
  ConfigRequest config;
  std::string baseline;   ///< a file of what is known
  std::string baseReport; ///< an earlier report, in SARIF
  std::string base;       ///< a revision
  Budget budget;
  std::optional<Shard> shard;
  std::vector<Output> outputs;
  std::string sourceUrl; ///< where the current directory can be read on the web
  ColorChoice color = ColorChoice::Auto;
  bool exitZero = false;
  bool allowIncomplete = false;
  bool quiet = false;
  bool statistics = false;
  bool fix = false;
  bool showSuppressed = false;
  bool omitSuppressed = false;
  std::optional<Allowance> addedSuppression; ///< what to write where findings are, but for its checks
  bool allowNoChecks = false;
  bool listChecks = false; ///< and do nothing else
};

llvm::Expected<CheckOptions> parseCheckOptions(llvm::ArrayRef<const char *> arguments, Audience audience);

std::string checkOptionsHelp();

/// The options of these names, in the order of the help, for a command that shares some with `check`.
std::vector<OptionSpec> checkOptions(std::initializer_list<std::string_view> names);

/// The options that say what to parse and how; `check` and `show` share them.
std::span<const OptionSpec> projectOptions();

/// What was asked for by projectOptions().
ProjectRequest projectRequest(const Arguments &arguments, std::vector<std::string> files);

} // namespace leash
