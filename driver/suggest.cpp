// suggest: the known word that the user probably meant.

#include "driver/suggest.h"

namespace leash {

std::string didYouMean(llvm::StringRef word, llvm::ArrayRef<std::string> known) {
  const std::string *nearest = nullptr;
  // A third of the letters may be wrong; more than that is another word.
  unsigned best = static_cast<unsigned>(word.size()) / 3 + 1;
  for (const std::string &candidate : known) {
    unsigned distance = word.edit_distance(candidate, /*AllowReplacements=*/true, /*MaxEditDistance=*/best);
    if (distance <= best && (!nearest || distance < best)) {
      best = distance;
      nearest = &candidate;
    }
  }
  return nearest ? "; did you mean '" + *nearest + "'?" : std::string();
}

} // namespace leash
