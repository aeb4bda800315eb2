// path-rules: files in which findings may stay, as `leash.yaml` says.
//
//   suppress:
//     - paths: ["third_party/**"]
//       checks: [lock-order]
//       reason: reported to its authors, who repair it in 2.1
//       until: 2027-03-01
//
// Every leash.yaml counts that is in the directory of the finding's own place or above it: one that comes with some
// library can only let pass what is in that library.
#pragma once

#include "checks/core/model/finding.h"
#include "checks/core/suppression/date.h"
#include "driver/report/report.h"
#include "driver/suppressions/path-pattern.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace leash {

inline constexpr llvm::StringLiteral PathRulesFile = "leash.yaml";

struct PathRule {
  std::vector<std::string> paths;
  std::vector<std::string> checks; ///< without a prefix; empty: all
  std::string reason;
  std::optional<Date> until; ///< the last day on which it holds
  Place place;               ///< where it stands

  std::vector<PathPattern> patterns = {}; ///< of `paths`
};

/// The rules in `yaml`, a file called `file`. An error has the place, the line and a caret.
llvm::Expected<std::vector<PathRule>> parsePathRules(llvm::StringRef yaml, llvm::StringRef file);

/// The rules of all directories that somebody has asked for. Not thread-safe.
class PathRules {
public:
  explicit PathRules(Date today) : today_(today) {}

  /// Reads what counts for `file`, a real path, so that its mistakes are told before the work and not after it.
  llvm::Error loadFor(llvm::StringRef file);

  /// Moves the findings for which there is a rule to `suppressed`. Places have real paths.
  llvm::Error apply(std::vector<Finding> &findings, std::vector<Finding> &suppressed);

  /// What a reader should know of the rules that have expired and are missed, a sentence each.
  std::vector<std::string> notes() const;

  /// Which rules are used.
  std::vector<SuppressionUse> uses() const;

private:
  struct Rule {
    PathRule rule;
    bool isUsed = false;
    bool isMissed = false; ///< it has expired, and its findings count again
  };
  /// The rules of one file, about what is below its directory.
  struct Directory {
    std::string name; ///< with a '/' at its end
    std::vector<Rule> rules;
  };

  /// The rules in `directory` itself; null if there are none.
  llvm::Expected<Directory *> rulesIn(llvm::StringRef directory);
  std::optional<Suppression> suppressionOf(const Finding &finding, Directory &directory);
  /// All that were read, in no order that means anything.
  std::vector<const Rule *> all() const;

  Date today_;
  llvm::StringMap<std::unique_ptr<Directory>> directories_;
};

} // namespace leash
