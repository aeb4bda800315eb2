// known-failure: places that are reached only after something was found to have failed.

#include "checks/core/flow/known-failure.h"

#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"

#include <map>

namespace leash {

namespace {

/// The numbers of the results that say whether an error is one: true for those that are true if all is well.
std::map<uint32_t, bool> verdictsOf(const Body &body, const Unit &unit) {
  std::map<uint32_t, bool> verdicts;
  for (const Block &block : body.blocks)
    for (const Operation &operation : block.operations) {
      if (operation.call == NoIndex || operation.result == 0)
        continue;
      const CallDetail &call = body.calls[operation.call];
      EntityId holder = call.receiver.isVariable() ? call.receiver.id : call.receiver.lastField();
      if (holder == NoEntity || unit.entity(holder).role != TypeRole::Error)
        continue;
      std::string name = llvm::StringRef(call.name).lower();
      if (llvm::is_contained({"ok", "is_ok", "isok", "has_value", "success", "succeeded"}, name))
        verdicts[operation.result] = true;
    }
  return verdicts;
}

} // namespace

std::vector<bool> blocksAfterFailure(const Body &body, const Unit &unit) {
  std::map<uint32_t, bool> verdicts = verdictsOf(body, unit);
  auto saysFailure = [&](const Test &test) {
    if (test.subject.root != Root::Result || !test.subject.path.empty() || test.constant != 0)
      return false;
    auto verdict = verdicts.find(test.subject.id);
    return verdict != verdicts.end() && test.relation == (verdict->second ? Test::Equal : Test::NotEqual);
  };
  // A block is after a failure unless some way leads to it that hasn't found one.
  std::vector<bool> failed(body.blocks.size(), true);
  std::vector<uint32_t> pending;
  auto reach = [&](uint32_t block) {
    if (failed[block])
      pending.push_back(block);
    failed[block] = false;
  };
  reach(body.entry);
  while (!pending.empty()) {
    const Block &block = body.blocks[pending.back()];
    pending.pop_back();
    for (const Edge &edge : block.edges)
      if (llvm::none_of(edge.tests, saysFailure))
        reach(edge.target);
  }
  return failed;
}

} // namespace leash
