// between-threads: what starts and joins threads around a place.

#include "checks/core/flow/between-threads.h"

#include "checks/core/flow/callees.h"
#include "checks/core/flow/polling.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

namespace leash {

/// `operation` of `body` starts a thread, here or in a callee.
static bool spawns(const Operation &operation, const Body &body, const Unit &unit) {
  return leadsTo(operation, body, unit, [](const Operation &each) { return each.verb == Verb::Spawn; });
}

bool isBetweenThreads(const Site &site, const Unit &unit) {
  const Body &body = *site.body;
  std::vector<bool> before = blocksReaching(body, site.block), after = blocksReachableFrom(body, site.block);
  bool isBetween = false;
  for (auto [block, each] : llvm::enumerate(body.blocks))
    for (auto [index, operation] : llvm::enumerate(each.operations)) {
      bool isHere = block == site.block, isAt = isHere && index == site.index;
      bool precedes = isHere ? index < site.index : before[block];
      bool follows = isHere ? index > site.index : after[block];
      bool starts = !isAt && (precedes || follows) && spawns(operation, body, unit);
      if (starts && precedes)
        return false;
      isBetween |= starts || (operation.verb == Verb::Join && precedes);
    }
  return isBetween;
}

} // namespace leash
