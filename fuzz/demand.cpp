// demand: what has to hold whatever the bytes are.

#include "fuzz/demand.h"

#include "llvm/Support/raw_ostream.h"

#include <cstdlib>

namespace leash::fuzz {

void demand(bool holds, llvm::StringRef what) {
  if (holds)
    return;
  llvm::errs() << "demanded: " << what << "\n";
  std::abort();
}

void demandSentence(llvm::Error error, llvm::StringRef beginning) {
  std::string text = llvm::toString(std::move(error));
  demand(!llvm::StringRef(text).trim().empty(), "an error says something");
  demand(llvm::StringRef(text).starts_with(beginning), "'" + text + "' begins with '" + beginning.str() + "'");
}

} // namespace leash::fuzz
