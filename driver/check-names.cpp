// check-names: checks as users write them, with or without their prefix.

#include "driver/check-names.h"

#include "driver/suggest.h"

#include <fmt/format.h>

namespace leash {

std::string prefixed(llvm::StringRef check) {
  return check.starts_with(CheckPrefix) ? check.str() : (CheckPrefix + check).str();
}

/// "; did you mean 'lock-order'?", or nothing if none is near.
static std::string suggestionFor(llvm::StringRef bareName) {
  std::vector<std::string> known;
  for (const CheckInfo *check : catalog())
    known.emplace_back(check->name);
  return didYouMean(bareName, known);
}

llvm::Expected<const CheckInfo *> checkCalled(llvm::StringRef name) {
  llvm::StringRef bare = name;
  bare.consume_front(CheckPrefix);
  if (const CheckInfo *check = findCheck(std::string_view(bare)))
    return check;
  std::string suggestion = suggestionFor(bare);
  return llvm::createStringError(fmt::format("unknown check '{}'{}", name.str(),
                                             suggestion.empty() ? "; 'leash list' names all checks" : suggestion));
}

bool isForeignCheck(llvm::StringRef name) {
  return !name.starts_with(CheckPrefix) && !findCheck(std::string_view(name)) && suggestionFor(name).empty();
}

} // namespace leash
