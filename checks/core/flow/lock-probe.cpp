// lock-probe: whether a lock is held where something happens.

#include "checks/core/flow/lock-probe.h"

#include "checks/core/flow/callees.h"
#include "checks/core/flow/lock-domain.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

#include <map>

namespace leash {

namespace {

/// What the ways that have come to an operation say.
struct Ways {
  bool areHeld = false, areFree = false, areUnknown = false, areUntouched = false, areCallers = false;
  const Operation *acquired = nullptr, *givenBack = nullptr;

  void add(const LockProperty &property) {
    areHeld |= property.state == LockProperty::Held;
    areFree |= property.state == LockProperty::Untouched || property.state == LockProperty::Released;
    areUnknown |= property.state == LockProperty::Unknown;
    areCallers |= property.state == LockProperty::Released;
    areUntouched |= property.state == LockProperty::Untouched && !property.wasHeld;
    acquired = property.acquired && property.state == LockProperty::Held ? property.acquired : acquired;
    givenBack = property.released ? property.released : givenBack;
  }

  LockStanding standing() const {
    if (areUnknown)
      return {Holding::Unknown, true};
    Holding holding = !areHeld ? Holding::Never : areFree ? Holding::Sometimes : Holding::Always;
    return {holding, areHeld || areFree, areFree && !areUntouched && !areHeld, acquired, givenBack, areCallers};
  }
};

/// A LockDomain that notes where it stands before each operation.
class Probe : public LockDomain {
public:
  using LockDomain::LockDomain;

  void transfer(const Operation &operation, const State &state, Emit emit) {
    ways[&operation].add(state.property);
    LockDomain::transfer(operation, state, emit);
  }

  std::map<const Operation *, Ways> ways;
};

LockStandings::Known probed(const Object &lock, const Body &body, const Unit &unit) {
  Probe probe(lock, body, unit);
  Simulation<Probe> simulation(unit, body, probe);
  probe.visiting = &simulation.current();
  LockStandings::Known known;
  known.gaveUp = !simulation.run({});
  if (!known.gaveUp)
    for (const auto &[operation, ways] : probe.ways)
      known.at.emplace(operation, ways.standing());
  return known;
}

} // namespace

LockStanding standingAt(const Operation &operation, const Object &lock, const Body &body, const Unit &unit) {
  auto [known, isNew] = unit.standings.known.try_emplace({body.id, lock});
  if (isNew)
    known->second = probed(lock, body, unit);
  if (known->second.gaveUp)
    return {Holding::Unknown, true};
  auto at = known->second.at.find(&operation);
  return at == known->second.at.end() ? LockStanding() : at->second;
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
