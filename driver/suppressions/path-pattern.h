// path-pattern: which files a rule is about.
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/GlobPattern.h"

#include <optional>
#include <vector>

namespace leash {

/// A relative path with wildcards: within a name `*`, `?`, `[a-z]` and `{a,b}`; `**` in the place of a name stands for
/// any number of them. `src/` is `src/**`.
class PathPattern {
public:
  /// An error says what is wrong with `text`, which has to live as long as the pattern.
  static llvm::Expected<PathPattern> parse(llvm::StringRef text);

  /// `path` is relative, with '/' between its names. O(names in the pattern × names in the path) of comparisons.
  bool matches(llvm::StringRef path) const;

private:
  /// Nothing stands for `**`.
  std::vector<std::optional<llvm::GlobPattern>> names_;
};

} // namespace leash
