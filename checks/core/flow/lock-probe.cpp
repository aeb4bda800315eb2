// lock-probe: whether a lock is held where something happens.

#include "checks/core/flow/lock-probe.h"

#include "checks/core/flow/callees.h"
#include "checks/core/flow/lock-domain.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

namespace leash {

namespace {

/// A LockDomain that notes where it stands whenever it comes to one operation.
class Probe : public LockDomain {
public:
  Probe(const Object &lock, const Operation &at, const Body &body, const Unit &unit)
      : LockDomain(lock, body, unit), at_(at) {}

  void transfer(const Operation &operation, const State &state, Emit emit) {
    if (&operation == &at_) {
      isHeld |= state.property.state == LockProperty::Held;
      isFree |= state.property.state == LockProperty::Untouched || state.property.state == LockProperty::Released;
      isUnknown |= state.property.state == LockProperty::Unknown;
    }
    LockDomain::transfer(operation, state, emit);
  }

  bool isHeld = false, isFree = false, isUnknown = false;

private:
  const Operation &at_;
};

} // namespace

Holding heldAt(const Operation &operation, const Object &lock, const Body &body, const Unit &unit) {
  auto isIt = [&](const Object &each) { return mayMeet(each, lock); };
  bool isRequired = llvm::any_of(body.declaredReleases, isIt) || llvm::any_of(body.declaredRequires, isIt);
  for (const Block &block : body.blocks)
    isRequired |= llvm::any_of(block.operations,
                               [&](const Operation &each) { return each.verb == Verb::Require && isIt(each.object); });
  if (isRequired)
    return Holding::Always;
  Holding holding = Holding::Never;
  for (const LockFlow &flow : unit.lockFlows[body.id]) {
    if (!mayMeet(flow.lock, lock))
      continue;
    Probe probe(flow.lock, operation, body, unit);
    Simulation<Probe> simulation(unit, body, probe);
    probe.visiting = &simulation.current();
    if (flow.gaveUp || !simulation.run({}) || probe.isUnknown)
      return Holding::Unknown;
    if (probe.isHeld && !probe.isFree)
      return Holding::Always;
    if (probe.isHeld)
      holding = Holding::Sometimes;
  }
  return holding;
}

bool isHeldByCall(const Site &caller, const Body &callee, const Object &lock, const Unit &unit) {
  const Operation &operation = caller.operation();
  Holding holding = heldAt(operation, lock, *caller.body, unit);
  // A guard among its own caller's gifts shows that the lock is held.
  bool hasWitness =
      llvm::any_of(caller.body->parameters, [&](EntityId each) { return unit.entity(each).role == TypeRole::Guard; });
  if (holding == Holding::Always || holding == Holding::Sometimes || hasWitness)
    return true;
  const CallDetail &call = caller.body->calls[operation.call];
  if (call.body == NoBody || call.body == callee.id)
    return false;
  return llvm::any_of(unit.summary(call.body).callsUnderLock, [&](const CallUnderLock &each) {
    return mayMeet(inCaller(each.lock, call, unit), lock) || mayMeet(each.lock, lock);
  });
}

bool takes(const Operation &operation, const Object &lock, const Body &body, const Unit &unit) {
  if (operation.verb == Verb::Acquire || operation.verb == Verb::Adopt)
    return mayMeet(operation.object, lock);
  if (operation.verb != Verb::Call && operation.verb != Verb::Destroy)
    return false;
  return llvm::any_of(calleesOf(body, operation, unit), [&](const CallDetail &callee) {
    return llvm::any_of(unit.summary(callee.body).acquisitions, [&](const Acquisition &each) {
      return mayMeet(each.isForeign ? each.lock : acquiredIn(each, callee, unit), lock);
    });
  });
}

} // namespace leash
