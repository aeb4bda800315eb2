// thread-roots: the calls that start threads, and what they are given.

#include "checks/core/flow/thread-roots.h"

#include "checks/core/flow/callees.h"
#include "checks/core/flow/polling.h"
#include "checks/core/flow/thread-work.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

namespace leash {

bool startsThread(const Operation &operation, const Body &body, const Unit &unit) {
  if (operation.verb != Verb::Call || operation.call == NoIndex)
    return operation.verb == Verb::Spawn;
  TypeRole kept = unit.entity(body.calls[operation.call].receiver.declaration()).elementRole;
  return kept == TypeRole::Thread || kept == TypeRole::JoiningThread;
}

std::vector<ThreadRoot> threadRoots(const Unit &unit) {
  std::vector<ThreadRoot> roots;
  for (const Body &body : unit.bodies)
    for (auto [block, each] : llvm::enumerate(body.blocks))
      for (const Operation &operation : each.operations) {
        if (operation.call == NoIndex || !startsThread(operation, body, unit))
          continue;
        std::vector<bool> loop = innermostLoop(body, block);
        for (const Argument &argument : body.calls[operation.call].arguments)
          if (argument.value.kind == Value::Callable)
            if (BodyId root = body.callables[argument.value.callable].body; root != NoBody)
              roots.push_back({root, loop[block]});
      }
  return roots;
}

std::set<BodyId> startedBy(const Operation &operation, const Body &body, const Unit &unit) {
  std::set<BodyId> roots;
  for (const ThreadWork &work : workHandedOut(operation, body, unit))
    roots.insert(work.entry);
  if (operation.call != NoIndex && startsThread(operation, body, unit))
    for (const Argument &argument : body.calls[operation.call].arguments)
      if (argument.value.kind == Value::Callable)
        roots.insert(body.callables[argument.value.callable].body);
  roots.erase(NoBody);
  return roots;
}

static std::set<BodyId> entriesOf(const Unit &unit) {
  std::set<BodyId> entries;
  for (const Body &body : unit.bodies)
    for (const Block &block : body.blocks)
      for (const Operation &operation : block.operations)
        entries.merge(startedBy(operation, body, unit));
  return entries;
}

bool StartedWork::comesTo(const Operation &operation) {
  if (!entries_)
    entries_ = entriesOf(unit_);
  return llvm::any_of(*entries_, [&](BodyId entry) {
    return does(unit_.body(entry), unit_, [&](const Operation &each) { return each.place == operation.place; });
  });
}

} // namespace leash
