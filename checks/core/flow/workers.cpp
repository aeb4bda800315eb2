// workers: threads that a unit starts, what they come to, and where they are joined.

#include "checks/core/flow/workers.h"

#include "checks/core/flow/callees.h"
#include "checks/core/flow/thread-roots.h"
#include "checks/core/flow/thread-work.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

namespace leash {

void addCallees(const Body &body, const Unit &unit, std::set<BodyId> &bodies) {
  for (const Block &block : body.blocks)
    for (const Operation &operation : block.operations)
      for (const CallDetail &callee : calleesOf(body, operation, unit))
        if (bodies.insert(callee.body).second)
          addCallees(unit.body(callee.body), unit, bodies);
}

bool callsUnseen(const Operation &operation, const Body &body, const Unit &unit) {
  if (operation.verb != Verb::Call || operation.call == NoIndex)
    return false;
  const CallDetail &call = body.calls[operation.call];
  if (call.isNamedByVocabulary || call.isCast || !calleesOf(body, operation, unit).empty())
    return false;
  return call.callsReceiver || call.callee == NoEntity || call.isVirtual || !call.isSystem;
}

/// The work that `operation` starts, if it starts a thread.
static std::set<BodyId> startedBy(const Operation &operation, const Body &body, const Unit &unit) {
  std::set<BodyId> roots;
  for (const ThreadWork &work : workHandedOut(operation, body, unit))
    roots.insert(work.entry);
  if (startsThread(operation, body, unit))
    for (const Argument &argument : body.calls[operation.call].arguments)
      if (argument.value.kind == Value::Callable)
        roots.insert(body.callables[argument.value.callable].body);
  roots.erase(NoBody);
  return roots;
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
