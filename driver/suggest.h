// suggest: the known word that the user probably meant.
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <string>

namespace leash {

/// "; did you mean 'lock-order'?" for the known word nearest to `word`, or nothing if none is near.
std::string didYouMean(llvm::StringRef word, llvm::ArrayRef<std::string> known);

} // namespace leash
