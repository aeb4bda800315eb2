// front-end-words: what a compile command says to Clang's front end past its driver, as -Xclang does.
#pragma once

#include "llvm/ADT/ArrayRef.h"

#include <string>
#include <vector>

namespace leash {

struct FrontEndWords {
  std::vector<std::string> kept;    ///< decide what the code means: macros, headers, the dialect
  std::vector<std::string> dropped; ///< an option each, with its values
};

/// Keeps the words that may decide what the code means. They come from whoever wrote the compile database, and the
/// front end has options that write any file: what isn't known to be harmless is dropped, but for warnings, which
/// nobody hears, and precompiled headers, which are forgotten without a word.
FrontEndWords sift(llvm::ArrayRef<std::string> words);

} // namespace leash
