// reachable: a depth-first search over edges and handlers.
#include "checks/core/flow/reachable.h"

#include "llvm/ADT/STLFunctionalExtras.h"

namespace leash {

static void eachSuccessor(const Body &body, uint32_t block, llvm::function_ref<void(uint32_t)> visit) {
  for (const Edge &edge : body.blocks[block].edges)
    visit(edge.target);
  for (const Operation &operation : body.blocks[block].operations)
    if (operation.unwind != NoIndex && body.unwinds[operation.unwind].target != NoIndex)
      visit(body.unwinds[operation.unwind].target);
}

std::vector<bool> blocksReachableFrom(const Body &body, uint32_t from, uint32_t avoiding) {
  std::vector<bool> reachable(body.blocks.size());
  std::vector<uint32_t> pending{from};
  reachable[from] = true;
  while (!pending.empty()) {
    uint32_t block = pending.back();
    pending.pop_back();
    eachSuccessor(body, block, [&](uint32_t next) {
      if (next == avoiding || reachable[next])
        return;
      reachable[next] = true;
      pending.push_back(next);
    });
  }
  return reachable;
}

bool isOnCycle(const Body &body, uint32_t block, uint32_t avoiding) {
  if (block == avoiding)
    return false;
  bool isBack = false;
  eachSuccessor(body, block, [&](uint32_t next) {
    isBack = isBack || (next != avoiding && blocksReachableFrom(body, next, avoiding)[block]);
  });
  return isBack;
}

} // namespace leash
