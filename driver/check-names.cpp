// check-names: checks as users write them, with or without their prefix.

#include "driver/check-names.h"

#include "driver/suggest.h"

#include <fmt/format.h>

namespace leash {

std::string prefixed(llvm::StringRef check) {
  return check.starts_with(CheckPrefix) ? check.str() : (CheckPrefix + check).str();
}

llvm::Expected<const CheckInfo *> checkCalled(llvm::StringRef name) {
  llvm::StringRef bare = name;
  bare.consume_front(CheckPrefix);
  if (const CheckInfo *check = findCheck(std::string_view(bare)))
    return check;
  std::vector<std::string> known;
  for (const CheckInfo *check : catalog())
    known.emplace_back(check->name);
  std::string suggestion = didYouMean(bare, known);
  return llvm::createStringError(fmt::format("unknown check '{}'{}", name.str(),
                                             suggestion.empty() ? "; 'leash list' names all checks" : suggestion));
}

} // namespace leash
