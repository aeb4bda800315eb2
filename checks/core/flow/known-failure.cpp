// known-failure: places that are reached only after something was found to have failed.

#include "checks/core/flow/known-failure.h"

#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"

#include <set>

namespace leash {

namespace {

/// The numbers of the results that say whether all is well.
std::set<uint32_t> verdictsOf(const Body &body, const Unit &unit) {
  std::set<uint32_t> verdicts;
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
        verdicts.insert(operation.result);
    }
  return verdicts;
}

} // namespace

std::vector<bool> blocksAfterFailure(const Body &body, const Unit &unit) {
  std::set<uint32_t> verdicts = verdictsOf(body, unit);
  auto saysFailure = [&](const Test &test) {
    return test.subject.root == Root::Result && test.subject.path.empty() && verdicts.contains(test.subject.id) &&
           test.relation == Test::Equal && test.constant == 0;
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

static bool returnsZero(const Body &body) {
  return llvm::any_of(body.blocks, [](const Block &block) {
    return llvm::any_of(block.operations, [](const Operation &operation) {
      return operation.verb == Verb::Return && operation.value.kind == Value::Constant && operation.value.constant == 0;
    });
  });
}

bool reportsFailure(const Operation *returned, const Body &body, const Unit &unit) {
  if (!returned || returned->verb != Verb::Return)
    return false;
  const Value &value = returned->value;
  if (value.kind == Value::Constant)
    return value.constant < 0 || returned->text == "return false" || returned->text == "return nullptr" ||
           (value.constant != 0 && !body.returnsTruth && returnsZero(body));
  return value.kind == Value::Content && value.object.isVariable() &&
         unit.entity(value.object.id).visibility == Visibility::Function;
}

} // namespace leash
