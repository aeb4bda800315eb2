// polling: what lies on a cycle with a pause.
#include "checks/core/flow/polling.h"

#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

namespace leash {

static void eachSuccessor(const Body &body, uint32_t block, llvm::function_ref<void(uint32_t)> visit) {
  for (const Edge &edge : body.blocks[block].edges)
    visit(edge.target);
  for (const Operation &operation : body.blocks[block].operations)
    if (operation.unwind != NoIndex && body.unwinds[operation.unwind].target != NoIndex)
      visit(body.unwinds[operation.unwind].target);
}

std::vector<bool> blocksReachableFrom(const Body &body, uint32_t from, const std::vector<bool> &avoiding) {
  std::vector<bool> reachable(body.blocks.size());
  std::vector<uint32_t> pending{from};
  reachable[from] = true;
  while (!pending.empty()) {
    uint32_t block = pending.back();
    pending.pop_back();
    eachSuccessor(body, block, [&](uint32_t next) {
      if (reachable[next] || (!avoiding.empty() && avoiding[next]))
        return;
      reachable[next] = true;
      pending.push_back(next);
    });
  }
  return reachable;
}

static bool takes(const Operation &operation, const Body &body, const Unit &unit) {
  if (operation.verb != Verb::Call)
    return operation.verb == Verb::Exchange || operation.verb == Verb::Acquire || operation.verb == Verb::Take;
  const CallDetail &call = body.calls[operation.call];
  return call.body != NoBody && !call.isNamedByVocabulary && unit.summary(call.body).exchanges;
}

static bool anyTakes(const Block &block, const Body &body, const Unit &unit) {
  return llvm::any_of(block.operations, [&](const Operation &each) { return takes(each, body, unit); });
}

bool exchanges(const Body &body, const Unit &unit) {
  return llvm::any_of(body.blocks, [&](const Block &block) { return anyTakes(block, body, unit); });
}

std::vector<bool> pollingBlocks(const Body &body, const Unit &unit, const std::vector<bool> &avoiding) {
  std::vector<bool> polling(body.blocks.size());
  auto pauses = [](const Operation &operation) { return operation.verb == Verb::Pause; };
  for (uint32_t pause = 0; pause < body.blocks.size(); ++pause) {
    bool isAvoided = !avoiding.empty() && avoiding[pause];
    if (isAvoided || polling[pause] || llvm::none_of(body.blocks[pause].operations, pauses))
      continue;
    std::vector<bool> loop = blocksReachableFrom(body, pause, avoiding);
    bool isLoop = false, isTry = anyTakes(body.blocks[pause], body, unit);
    for (uint32_t block = 0; block < loop.size(); ++block) {
      if (!loop[block])
        continue;
      bool comesBack = false;
      eachSuccessor(body, block, [&](uint32_t next) {
        comesBack =
            comesBack || ((avoiding.empty() || !avoiding[next]) && blocksReachableFrom(body, next, avoiding)[pause]);
      });
      loop[block] = comesBack;
      isLoop |= comesBack;
      isTry |= comesBack && anyTakes(body.blocks[block], body, unit);
    }
    for (uint32_t block = 0; isLoop && !isTry && block < loop.size(); ++block)
      if (loop[block])
        polling[block] = true;
  }
  return polling;
}

} // namespace leash
