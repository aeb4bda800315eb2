// targets: the list of them.

#include "fuzz/targets.h"

namespace leash::fuzz {

llvm::ArrayRef<Target> targets() {
  static constexpr Target all[] = {{"baseline", readBaselines},
                                   {"commands", readCommands},
                                   {"configuration", readConfiguration},
                                   {"suppressions", readSuppressions},
                                   {"vocabulary", readVocabulary}};
  return all;
}

} // namespace leash::fuzz
