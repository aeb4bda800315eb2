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
    if (&operation == &at_)
      note(state.property);
    LockDomain::transfer(operation, state, emit);
  }

  LockStanding standing() const {
    if (isUnknown)
      return {Holding::Unknown, true};
    Holding holding = !isHeld ? Holding::Never : isFree ? Holding::Sometimes : Holding::Always;
    return {holding, isHeld || isFree, isFree && !isUntouched && !isHeld, acquired, givenBack, isCallers};
  }

private:
  void note(const LockProperty &property) {
    isHeld |= property.state == LockProperty::Held;
    isFree |= property.state == LockProperty::Untouched || property.state == LockProperty::Released;
    isUnknown |= property.state == LockProperty::Unknown;
    isCallers |= property.state == LockProperty::Released;
    isUntouched |= property.state == LockProperty::Untouched && !property.wasHeld;
    acquired = property.acquired && property.state == LockProperty::Held ? property.acquired : acquired;
    givenBack = property.released ? property.released : givenBack;
  }

  const Operation &at_;
  bool isHeld = false, isFree = false, isUnknown = false, isUntouched = false, isCallers = false;
  const Operation *acquired = nullptr, *givenBack = nullptr;
};

} // namespace

LockStanding standingAt(const Operation &operation, const Object &lock, const Body &body, const Unit &unit) {
  Probe probe(lock, operation, body, unit);
  Simulation<Probe> simulation(unit, body, probe);
  probe.visiting = &simulation.current();
  return simulation.run({}) ? probe.standing() : LockStanding{Holding::Unknown, true};
}

Holding heldAt(const Operation &operation, const Object &lock, const Body &body, const Unit &unit) {
  auto isIt = [&](const Object &each) { return mayMeet(each, lock); };
  bool isRequired = llvm::any_of(body.declaredReleases, isIt) || llvm::any_of(body.declaredRequires, isIt);
  for (const Block &block : body.blocks)
    isRequired |= llvm::any_of(block.operations, [&](const Operation &each) {
      return each.verb == Verb::Require && each.outcome == Outcome::Always && isIt(each.object);
    });
  if (isRequired)
    return Holding::Always;
  Holding holding = Holding::Never;
  for (const LockFlow &flow : unit.lockFlows[body.id]) {
    if (!mayMeet(flow.lock, lock))
      continue;
    Holding here = flow.gaveUp ? Holding::Unknown : standingAt(operation, flow.lock, body, unit).holding;
    if (here == Holding::Unknown || here == Holding::Always)
      return here;
    if (here == Holding::Sometimes)
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
