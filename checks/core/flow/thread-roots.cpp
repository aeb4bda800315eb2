// thread-roots: the calls that start threads, and what they are given.

#include "checks/core/flow/thread-roots.h"

#include "checks/core/flow/callees.h"
#include "checks/core/flow/polling.h"
#include "checks/core/flow/thread-work.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

namespace leash {

static bool startsThread(const Operation &operation, const CallDetail &call, const Unit &unit) {
  if (operation.verb == Verb::Spawn)
    return true;
  TypeRole kept = unit.entity(call.receiver.declaration()).elementRole;
  return operation.verb == Verb::Call && (kept == TypeRole::Thread || kept == TypeRole::JoiningThread);
}

std::vector<ThreadRoot> threadRoots(const Unit &unit) {
  std::vector<ThreadRoot> roots;
  for (const Body &body : unit.bodies)
    for (auto [block, each] : llvm::enumerate(body.blocks))
      for (const Operation &operation : each.operations) {
        if (operation.call == NoIndex || !startsThread(operation, body.calls[operation.call], unit))
          continue;
        std::vector<bool> loop = innermostLoop(body, block);
        for (const Argument &argument : body.calls[operation.call].arguments)
          if (argument.value.kind == Value::Callable)
            if (BodyId root = body.callables[argument.value.callable].body; root != NoBody)
              roots.push_back({root, loop[block]});
      }
  return roots;
}

bool isReachedByWork(const Operation &operation, const Unit &unit) {
  auto comesThere = [&](BodyId root) {
    return root != NoBody &&
           does(unit.body(root), unit, [&](const Operation &each) { return each.place == operation.place; });
  };
  if (llvm::any_of(threadRoots(unit), [&](const ThreadRoot &root) { return comesThere(root.body); }))
    return true;
  return llvm::any_of(unit.bodies, [&](const Body &body) {
    return llvm::any_of(body.blocks, [&](const Block &block) {
      return llvm::any_of(block.operations, [&](const Operation &each) {
        return llvm::any_of(workHandedOut(each, body, unit),
                            [&](const ThreadWork &work) { return comesThere(work.entry); });
      });
    });
  });
}

} // namespace leash
