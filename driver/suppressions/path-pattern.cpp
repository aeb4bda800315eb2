// path-pattern: which files a rule is about.

#include "driver/suppressions/path-pattern.h"

#include "llvm/ADT/SmallVector.h"

namespace leash {

/// More alternatives in braces are no pattern that anybody reads.
static constexpr size_t MaxAlternatives = 256;

llvm::Expected<PathPattern> PathPattern::parse(llvm::StringRef text) {
  auto mistake = [&](llvm::StringRef what) {
    return llvm::createStringError(llvm::inconvertibleErrorCode(), "path '" + text + "' " + what);
  };
  if (text.empty())
    return mistake("is empty; write '**' for all files below");
  if (text.starts_with("/"))
    return mistake("is absolute; write it as it is seen from the directory of this file");
  PathPattern pattern;
  llvm::SmallVector<llvm::StringRef> names;
  text.split(names, '/');
  for (const llvm::StringRef &name : names) {
    bool isLast = &name == &names.back();
    if (name == "." || name == ".." || (name.empty() && !isLast))
      return mistake("has an empty name, '.' or '..' in it; a rule is about files below the directory of this file");
    if (name == "**" || name.empty()) {
      pattern.names_.emplace_back(std::nullopt);
      continue;
    }
    llvm::Expected<llvm::GlobPattern> glob = llvm::GlobPattern::create(name, MaxAlternatives);
    if (!glob)
      return mistake("can't be read: " + llvm::toString(glob.takeError()));
    pattern.names_.emplace_back(std::move(*glob));
  }
  return pattern;
}

bool PathPattern::matches(llvm::StringRef path) const {
  llvm::SmallVector<llvm::StringRef> names;
  path.split(names, '/');
  // Which beginnings of the path the pattern has matched so far, by their number of names.
  std::vector<bool> reached(names.size() + 1);
  reached[0] = true;
  for (const std::optional<llvm::GlobPattern> &each : names_) {
    std::vector<bool> next(names.size() + 1);
    for (size_t count = 0; count <= names.size(); ++count)
      next[count] = each ? count > 0 && reached[count - 1] && each->match(names[count - 1])
                         : reached[count] || (count > 0 && next[count - 1]);
    reached = std::move(next);
  }
  return reached.back();
}

} // namespace leash
