// workers: threads that a unit starts, what they come to, and where they are joined.

#include "checks/core/flow/workers.h"

#include "checks/core/flow/callees.h"
#include "checks/core/flow/thread-roots.h"
#include "checks/core/flow/thread-work.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

namespace leash {

void addCallees(const Operation &operation, const Body &body, const Unit &unit, std::set<BodyId> &bodies) {
  std::vector<BodyId> pending;
  auto add = [&](const Operation &each, const Body &caller) {
    for (const CallDetail &callee : calleesOf(caller, each, unit))
      if (bodies.insert(callee.body).second)
        pending.push_back(callee.body);
  };
  add(operation, body);
  while (!pending.empty()) {
    const Body &callee = unit.body(pending.back());
    pending.pop_back();
    for (const Block &block : callee.blocks)
      for (const Operation &each : block.operations)
        add(each, callee);
  }
}

void addCallees(const Body &body, const Unit &unit, std::set<BodyId> &bodies) {
  for (const Block &block : body.blocks)
    for (const Operation &operation : block.operations)
      addCallees(operation, body, unit, bodies);
}

bool callsUnseen(const Operation &operation, const Body &body, const Unit &unit) {
  if (operation.verb != Verb::Call || operation.call == NoIndex)
    return false;
  const CallDetail &call = body.calls[operation.call];
  if (call.isNamedByVocabulary || call.isCast || !calleesOf(body, operation, unit).empty())
    return false;
  return call.callsReceiver || call.callee == NoEntity || call.isVirtual || !call.isSystem;
}

static Worker workerOf(const Operation &operation, const Body &body, const Unit &unit, std::set<BodyId> roots) {
  Worker worker{&operation, &body, {}, std::move(roots)};
  std::set<Object> handles{operation.object, body.calls[operation.call].receiver};
  if (operation.result)
    handles.insert(Object::result(operation.result));
  for (const Object &handle : holdersOf(std::move(handles), body))
    if (handle.declaration() != NoEntity)
      worker.handles.insert(handle.declaration());
  for (BodyId root : std::set<BodyId>(worker.runs))
    addCallees(unit.body(root), unit, worker.runs);
  return worker;
}

std::vector<Worker> workersOf(const Unit &unit) {
  std::vector<Worker> workers;
  for (const Body &body : unit.bodies)
    for (const Block &block : body.blocks)
      for (const Operation &operation : block.operations) {
        if (body.isPattern || operation.call == NoIndex)
          continue;
        if (std::set<BodyId> roots = startedBy(operation, body, unit); !roots.empty())
          workers.push_back(workerOf(operation, body, unit, std::move(roots)));
      }
  return workers;
}

bool mayJoin(const Operation &join, const Body &body, const Worker &worker, const std::vector<Worker> &workers) {
  EntityId handle = join.object.declaration();
  if (worker.handles.contains(handle))
    return true;
  bool isAnothers =
      llvm::any_of(workers, [&](const Worker &other) { return handle != NoEntity && other.handles.contains(handle); });
  // An element of a container by another name, or a pointer to a thread.
  return !isAnothers && (&body == worker.starter || (body.type != NoEntity && body.type == worker.starter->type));
}

} // namespace leash
