// headers: which headers' findings the user wants to see.

#include "driver/filter/headers.h"

#include <fmt/format.h>

namespace leash {

using Pattern = std::shared_ptr<const llvm::Regex>;

/// Null if nothing is to match.
static llvm::Expected<Pattern> compiled(llvm::StringRef option, const std::optional<std::string> &pattern) {
  if (!pattern || pattern->empty())
    return Pattern();
  auto regex = std::make_shared<llvm::Regex>(*pattern);
  std::string reason;
  if (!regex->isValid(reason))
    return llvm::createStringError(
        fmt::format("{} '{}': not a regular expression: {}", option.str(), *pattern, reason));
  return regex;
}

llvm::Expected<HeaderFilter> HeaderFilter::matching(const HeaderPatterns &patterns) {
  llvm::Expected<Pattern> wanted = compiled("header filter", patterns.wanted);
  if (!wanted)
    return wanted.takeError();
  llvm::Expected<Pattern> excluded = compiled("filter for excluded headers", patterns.excluded);
  if (!excluded)
    return excluded.takeError();
  HeaderFilter filter;
  filter.wantsAll_ = !patterns.wanted;
  filter.wanted_ = std::move(*wanted);
  filter.excluded_ = std::move(*excluded);
  return filter;
}

} // namespace leash
