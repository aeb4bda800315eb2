// headers: which headers' findings the user wants to see.
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/Regex.h"

#include <memory>
#include <optional>
#include <string>

namespace leash {

/// Regular expressions for the paths of headers. As for clang-tidy, an empty one matches none.
struct HeaderPatterns {
  std::optional<std::string> wanted;
  std::optional<std::string> excluded;
};

/// What is in the unit's own file is always wanted; what is in a header if the header's path matches and isn't
/// excluded. Without a pattern all are wanted: the reader leaves system headers out already.
class HeaderFilter {
public:
  HeaderFilter() = default;
  static llvm::Expected<HeaderFilter> matching(const HeaderPatterns &patterns);

  bool wants(llvm::StringRef file, llvm::StringRef mainFile) const {
    return file == mainFile ||
           ((wantsAll_ || (wanted_ && wanted_->match(file))) && !(excluded_ && excluded_->match(file)));
  }

private:
  bool wantsAll_ = true;
  std::shared_ptr<const llvm::Regex> wanted_;
  std::shared_ptr<const llvm::Regex> excluded_;
};

} // namespace leash
