// config: which checks run on a file, and with which options.
//
// All checks run unless something says otherwise. Two voices may: --checks, and the `.clang-tidy` files above the file.
// Those are written for clang-tidy, where our checks are guests: `Checks: '-*,bugprone-*'` isn't meant to switch Leash
// off. So a `.clang-tidy`'s list counts only if it mentions one of our checks; its options for our checks always count.
//
// In clang-tidy's place (see docs/program.md) more of it counts, because whoever calls us there has written it for us.
#pragma once

#include "checks/check.h"
#include "driver/filter/headers.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace leash {

struct PlannedCheck {
  const CheckInfo *check = nullptr;
  OptionValues options;
  std::optional<Severity> severity = {}; ///< of all its findings, whatever the check says of them
};

/// What runs on a file, and which headers' findings count.
struct CheckPlan {
  std::vector<PlannedCheck> checks;
  HeaderFilter headers;
};

/// What the command line says about checks.
struct ConfigRequest {
  /// The value of --checks: globs separated by commas, a leading '-' excludes, the last match wins. A list that begins
  /// with a glob to include starts from nothing, one that begins with an exclusion from all.
  std::optional<std::string> checks = {};
  /// The value of --config, or else the name in --config-file; both empty: the `.clang-tidy` above each file.
  std::string text = {};
  std::string file = {};
  /// Added to what the configuration says: globs as in `checks`, for checks whose findings are errors.
  std::string warningsAsErrors = {};
  HeaderPatterns headers = {};
  /// As clang-tidy does it: findings are warnings, names of other tools' checks are no mistakes, and the
  /// configuration's patterns for headers count, whose default is none.
  bool inClangTidysPlace = false;
};

/// Answers for many files; equal answers are shared. Not thread-safe.
class Configuration {
public:
  static llvm::Expected<Configuration> create(ConfigRequest request);

  Configuration(Configuration &&) noexcept;
  ~Configuration();

  /// The plan for a file (absolute path). An error names the `.clang-tidy`, the unknown check or option in it, and the
  /// nearest known one.
  llvm::Expected<std::shared_ptr<const CheckPlan>> planFor(llvm::StringRef file);

  /// What the user should know though it stops nothing, once each.
  const std::vector<std::string> &notes() const;

private:
  class State;
  explicit Configuration(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

} // namespace leash
