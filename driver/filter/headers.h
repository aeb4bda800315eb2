// headers: which headers' findings the user wants to see.
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/Regex.h"

#include <memory>

namespace leash {

/// What is in the unit's own file is always wanted; what is in a header if the header's path matches. Without a pattern
/// all are wanted: the reader leaves system headers out already.
class HeaderFilter {
public:
  HeaderFilter() = default;
  static llvm::Expected<HeaderFilter> matching(llvm::StringRef pattern);

  bool wants(llvm::StringRef file, llvm::StringRef mainFile) const {
    return !pattern_ || file == mainFile || pattern_->match(file);
  }

private:
  std::shared_ptr<const llvm::Regex> pattern_;
};

} // namespace leash
