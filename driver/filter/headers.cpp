// headers: which headers' findings the user wants to see.

#include "driver/filter/headers.h"

#include <fmt/format.h>

namespace leash {

llvm::Expected<HeaderFilter> HeaderFilter::matching(llvm::StringRef pattern) {
  auto regex = std::make_shared<llvm::Regex>(pattern);
  std::string reason;
  if (!regex->isValid(reason))
    return llvm::createStringError(
        fmt::format("--header-filter={}: not a regular expression: {}", pattern.str(), reason));
  HeaderFilter filter;
  filter.pattern_ = std::move(regex);
  return filter;
}

} // namespace leash
