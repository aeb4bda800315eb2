// polling: what lies on a cycle with a pause.
#include "checks/core/flow/polling.h"

#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

#include <map>

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

std::vector<bool> blocksReaching(const Body &body, uint32_t to, const std::vector<bool> &avoiding) {
  std::vector<std::vector<uint32_t>> predecessors(body.blocks.size());
  for (uint32_t block = 0; block < body.blocks.size(); ++block)
    eachSuccessor(body, block, [&](uint32_t next) { predecessors[next].push_back(block); });
  auto isAvoided = [&](uint32_t block) { return !avoiding.empty() && avoiding[block]; };
  std::vector<bool> reaching(body.blocks.size());
  std::vector<uint32_t> pending{to};
  reaching[to] = true;
  while (!pending.empty()) {
    uint32_t block = pending.back();
    pending.pop_back();
    for (uint32_t before : predecessors[block])
      if (!reaching[before] && !isAvoided(before)) {
        reaching[before] = true;
        pending.push_back(before);
      }
  }
  return reaching;
}

std::vector<bool> loopThrough(const Body &body, uint32_t through, const std::vector<bool> &avoiding) {
  std::vector<bool> loop = blocksReachableFrom(body, through, avoiding);
  std::vector<bool> reaching = blocksReaching(body, through, avoiding);
  bool comesBack = false;
  eachSuccessor(body, through,
                [&](uint32_t next) { comesBack |= reaching[next] && (avoiding.empty() || !avoiding[next]); });
  for (uint32_t block = 0; block < loop.size(); ++block)
    loop[block] = comesBack && loop[block] && reaching[block];
  return loop;
}

std::vector<bool> innermostLoop(const Body &body, uint32_t through) {
  // Natural loops, by their heads.
  std::map<uint32_t, std::vector<bool>> loops;
  for (uint32_t block = 0; block < body.blocks.size(); ++block)
    for (const Edge &edge : body.blocks[block].edges) {
      if (!edge.isBack)
        continue;
      std::vector<bool> outside(body.blocks.size());
      outside[edge.target] = true;
      std::vector<bool> part(body.blocks.size());
      if (block != edge.target)
        part = blocksReaching(body, block, outside);
      std::vector<bool> &loop = loops.try_emplace(edge.target, body.blocks.size()).first->second;
      for (uint32_t each = 0; each < loop.size(); ++each)
        loop[each] = loop[each] || part[each];
      loop[block] = loop[edge.target] = true;
    }
  std::vector<bool> innermost(body.blocks.size());
  size_t least = body.blocks.size() + 1;
  for (const auto &[head, loop] : loops)
    if (size_t size = llvm::count(loop, true); loop[through] && size < least) {
      innermost = loop;
      least = size;
    }
  return innermost;
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
    std::vector<bool> loop = loopThrough(body, pause, avoiding);
    bool isTry = false;
    for (uint32_t block = 0; block < loop.size(); ++block)
      isTry |= loop[block] && anyTakes(body.blocks[block], body, unit);
    for (uint32_t block = 0; !isTry && block < loop.size(); ++block)
      if (loop[block])
        polling[block] = true;
  }
  return polling;
}

} // namespace leash
