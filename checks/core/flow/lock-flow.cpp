// lock-flow: which locks a function has to do with, and the simulation of each.

#include "checks/core/flow/lock-flow.h"

#include "checks/core/flow/callees.h"
#include "checks/core/flow/lock-domain.h"
#include "checks/core/flow/simulation.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

#include <set>

namespace leash {

/// What the callables that `call` is given throw; nothing if it isn't given any that are known.
static std::optional<Throws> thrownByGiven(const CallDetail &call, const Body &body, const Unit &unit) {
  std::optional<Throws> thrown;
  for (const Argument &argument : call.arguments)
    if (argument.value.kind == Value::Callable)
      if (BodyId given = body.callables[argument.value.callable].body; given != NoBody)
        thrown = std::max(thrown.value_or(Throws::No), unit.summary(given).throws);
  return thrown;
}

/// Whether what is stored where `operation` calls throws, if all of that is seen.
static std::optional<Throws> thrownByStored(const Operation &operation, const Body &body, const Unit &unit) {
  std::optional<Throws> thrown;
  for (const CallDetail &callee : calleesOf(body, operation, unit))
    thrown = std::max(thrown.value_or(Throws::No), unit.summary(callee.body).throws);
  return thrown;
}

Throws throwsOf(const Operation &operation, const Body &body, const Unit &unit) {
  if (operation.verb == Verb::Throw)
    return Throws::Yes;
  if (operation.throws == Throws::No || operation.call == NoIndex)
    return operation.throws;
  const CallDetail &call = body.calls[operation.call];
  Throws throws = call.body == NoBody ? operation.throws : unit.summary(call.body).throws;
  if (auto known = unit.implementations.find(call.callee); call.isVirtual && known != unit.implementations.end())
    for (BodyId each : known->second)
      if (unit.summary(each).throws == Throws::Yes)
        return Throws::Yes; // somebody's does
  // What is handed over is known better here, if it is made here.
  std::optional<Throws> handed = thrownByGiven(call, body, unit);
  if (!handed && call.body == NoBody && throws == Throws::Handed)
    handed = thrownByStored(operation, body, unit);
  return throws == Throws::Handed && handed ? *handed : throws;
}

TypeRole roleOf(const Object &lock, const Unit &unit) {
  EntityId named = lock.declaration();
  if (named == NoEntity)
    return TypeRole::None;
  const Entity &entity = unit.entity(named);
  if (unit.configuredLocks.contains(named) || entity.isSetUpElsewhere)
    return TypeRole::RecursiveMutex;
  bool isPart = !lock.path.empty() && lock.path.back().kind != PathElement::Field;
  return isPart && entity.elementRole != TypeRole::None ? entity.elementRole : entity.role;
}

PathFacts bindingsOf(const Body &body, const Unit &unit) {
  PathFacts bindings;
  for (const CallDetail &call : body.calls)
    if (call.body != NoBody && !call.isNamedByVocabulary)
      for (const auto &[member, target] : unit.summary(call.body).bindings) {
        Object name = inCaller(member, call, unit), object = inCaller(target, call, unit);
        if (name.isKnown() && object.isKnown())
          bindings.bind(name, object);
      }
  // Members that a constructor binds to what it was given are other names for that.
  for (const Block &block : body.blocks)
    for (const Operation &operation : block.operations)
      if (operation.verb == Verb::Assign && operation.shared && operation.value.kind == Value::Address &&
          operation.value.object.isKnown())
        bindings.bind(operation.object, operation.value.object);
  return bindings;
}

namespace {

/// Every lock that the body touches in a way that a guard alone doesn't account for.
std::set<Object> locksByHand(const Body &body, const PathFacts &bindings, const Unit &unit) {
  std::set<Object> locks;
  auto add = [&](const Object &object) {
    if (object.isKnown())
      locks.insert(bindings.resolve(object));
  };
  auto isOwnGuard = [&](const Operation &operation) {
    if (operation.role != TypeRole::Guard)
      return false;
    bool isInside =
        llvm::none_of(operation.object.path, [](const PathElement &each) { return each.kind == PathElement::Deref; });
    bool isLocal = operation.object.root == Root::Variable && isInside &&
                   unit.entity(operation.object.id).kind != EntityKind::Parameter;
    return isLocal || operation.object.root == Root::Result || operation.object.root == Root::Expression;
  };
  for (const Block &block : body.blocks)
    for (const Operation &operation : block.operations) {
      bool byHand = (operation.verb == Verb::Acquire && !operation.other.isKnown()) ||
                    operation.verb == Verb::Release || operation.verb == Verb::Adopt;
      if (byHand && !isOwnGuard(operation))
        add(operation.object);
      if (operation.verb == Verb::Call || operation.verb == Verb::Destroy) {
        if (operation.call == NoIndex || body.calls[operation.call].body == NoBody ||
            body.calls[operation.call].isNamedByVocabulary)
          continue;
        const CallDetail &call = body.calls[operation.call];
        for (const LockSummary &lock : unit.summary(call.body).locks)
          if (lock.changesAnything())
            add(inCaller(lock.lock, call, unit));
      }
      if (operation.verb == Verb::Disown)
        for (const Block &other : body.blocks)
          for (const Operation &each : other.operations)
            if (each.verb == Verb::Acquire && each.other.isKnown() && each.other == operation.object)
              add(each.object);
    }
  return locks;
}

/// Every lock that a guard acquires, or a callee.
std::set<Object> locksAcquired(const Body &body, const PathFacts &bindings, const Unit &unit) {
  std::set<Object> locks;
  auto add = [&](const Object &object) {
    if (object.isKnown())
      locks.insert(bindings.resolve(object));
  };
  auto addCallee = [&](const CallDetail &call) {
    for (const Acquisition &inner : unit.summary(call.body).acquisitions)
      add(acquiredIn(inner, call, unit));
  };
  for (const Block &block : body.blocks)
    for (const Operation &operation : block.operations) {
      bool byGuard = operation.verb == Verb::Acquire || operation.verb == Verb::Defer;
      if (byGuard && operation.other.isKnown())
        add(operation.object);
      if (operation.call == NoIndex || (operation.verb != Verb::Call && operation.verb != Verb::Destroy))
        continue;
      for (const CallDetail &callee : calleesOf(body, operation, unit))
        addCallee(callee);
    }
  return locks;
}

} // namespace

/// Whether a callee of `body` locks or unlocks `lock`.
static bool isChangedByCalls(const Object &lock, const Body &body, const Unit &unit) {
  return llvm::any_of(body.calls, [&](const CallDetail &call) {
    return call.body != NoBody && !call.isNamedByVocabulary &&
           llvm::any_of(unit.summary(call.body).locks, [&](const LockSummary &each) {
             return each.changesAnything() && mayMeet(inCaller(each.lock, call, unit), lock);
           });
  });
}

/// One lock is taken and kept, and another of the same owner given back that was never taken.
static bool isMixedUp(const LockFlow &givenBack, const LockFlow &kept, const Unit &unit) {
  auto isReleasedOnly = [](const LockExit &exit) {
    return exit.kind == LockExit::Return && exit.property.state == LockProperty::Released;
  };
  auto isKept = [](const LockExit &exit) {
    return exit.kind == LockExit::Return && exit.property.isHeldByHand() && exit.property.acquired &&
           exit.property.acquired->verb == Verb::Acquire;
  };
  auto isTaken = [](const LockEvent &event) { return event.kind == LockEvent::Taken; };
  const Object &a = givenBack.lock, &b = kept.lock;
  if (a.root != b.root || a.path.size() != b.path.size() || a == b)
    return false;
  bool areNeighbours = true;
  if (!a.path.empty()) {
    auto isField = [](const Object &lock) { return lock.path.back().kind == PathElement::Field; };
    areNeighbours =
        a.id == b.id && isField(a) && isField(b) && std::equal(a.path.begin(), a.path.end() - 1, b.path.begin());
  }
  return areNeighbours && !givenBack.gaveUp && !kept.gaveUp && !givenBack.isChangedByCalls &&
         roleOf(a, unit) == roleOf(b, unit) && llvm::any_of(givenBack.exits, isReleasedOnly) &&
         llvm::any_of(kept.exits, isKept) && llvm::none_of(givenBack.events, isTaken) &&
         llvm::none_of(kept.exits, isReleasedOnly);
}

static void findMixUps(std::vector<LockFlow> &flows, const Unit &unit) {
  for (size_t i = 0; i < flows.size(); ++i)
    for (size_t j = 0; j < flows.size(); ++j)
      if (i != j && isMixedUp(flows[i], flows[j], unit)) {
        flows[i].mixedUpWith = j;
        flows[j].mixedUpWith = i;
      }
}

std::vector<LockFlow> lockFlowsOf(const Body &body, const Unit &unit) {
  std::vector<LockFlow> flows;
  PathFacts bindings = bindingsOf(body, unit);
  std::set<Object> locks = locksByHand(body, bindings, unit);
  locks.merge(locksAcquired(body, bindings, unit));
  for (const Object &lock : locks) {
    LockFlow flow;
    flow.lock = lock;
    flow.isChangedByCalls = isChangedByCalls(lock, body, unit);
    LockDomain domain(lock, body, unit);
    Simulation<LockDomain> simulation(unit, body, domain);
    domain.visiting = &simulation.current();
    if (!simulation.run({})) {
      flow.gaveUp = true;
      flows.push_back(std::move(flow));
      continue;
    }
    for (const auto &exit : simulation.exits())
      flow.exits.push_back({exit.isNormal ? LockExit::Return : LockExit::Exception, exit.state.property,
                            exit.state.facts.range(returnedValue()), exit.last, simulation.pathTo(exit.node)});
    flow.exits.insert(flow.exits.end(), domain.rounds.begin(), domain.rounds.end());
    flow.events = std::move(domain.events);
    for (auto [event, node] : llvm::zip(flow.events, domain.eventNodes))
      if (node != NoIndex)
        event.decisions = simulation.pathTo(node);
    flows.push_back(std::move(flow));
  }
  findMixUps(flows, unit);
  return flows;
}

} // namespace leash
