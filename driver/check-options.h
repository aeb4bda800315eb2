// check-options: what `leash check` was asked to do.
#pragma once

#include "driver/arguments.h"
#include "driver/change/budget.h"
#include "driver/project.h"
#include "driver/report/report.h"
#include "driver/runner.h"

#include "llvm/Support/Error.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace leash {

/// One report to write.
struct Output {
  Format format = Format::Text;
  std::string file; ///< empty: stdout
};

enum class ColorChoice { Auto, Always, Never };

struct CheckOptions {
  ProjectRequest project;
  RunOptions run;
  std::string vocabulary;
  std::optional<std::string> checks;
  std::string baseline;   ///< a file of what is known
  std::string baseReport; ///< an earlier report
  std::string base;       ///< a revision
  Budget budget;
  std::vector<Output> outputs;
  ColorChoice color = ColorChoice::Auto;
  bool exitZero = false;
  bool allowIncomplete = false;
  bool quiet = false;
  bool statistics = false;
};

llvm::Expected<CheckOptions> parseCheckOptions(llvm::ArrayRef<const char *> arguments);

std::string checkOptionsHelp();

/// The options that say what to parse and how; `check` and `show` share them.
std::span<const OptionSpec> projectOptions();

/// What was asked for by projectOptions().
ProjectRequest projectRequest(const Arguments &arguments, std::vector<std::string> files);

} // namespace leash
