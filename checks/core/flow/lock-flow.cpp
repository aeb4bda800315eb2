// lock-flow: what one function does to one lock, on every way through it.
//
// One lock at a time: the property is small, so paths merge early, and locks don't multiply each other's states.

#include "checks/core/flow/lock-flow.h"

#include "checks/core/flow/simulation.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

#include <set>
#include <tuple>

namespace leash {

bool operator<(const LockProperty &a, const LockProperty &b) {
  auto key = [](const LockProperty &property) {
    return std::tie(property.state, property.shared, property.gaveBack, property.isBorrowed, property.isHandedOver,
                    property.depth, property.acquired, property.guard, property.bypassed, property.guards);
  };
  return key(a) < key(b);
}

Throws throwsOf(const Operation &operation, const Body &body, const Unit &unit) {
  if (operation.verb == Verb::Throw)
    return Throws::Yes;
  if (operation.throws == Throws::No || operation.call == NoIndex)
    return Throws::No;
  BodyId callee = body.calls[operation.call].body;
  return callee == NoBody ? operation.throws : unit.summary(callee).throws;
}

Object inCaller(const Object &inCallee, const CallDetail &call, const Unit &unit) {
  if (call.body == NoBody)
    return {};
  const Body &callee = unit.body(call.body);
  if (inCallee.root == Root::This) {
    if (callee.isLambda)
      return inCallee; // the captured `this` is the enclosing method's
    return call.receiver.isKnown() ? inCallee.rebased(Object::self(0), call.receiver) : Object();
  }
  if (inCallee.root != Root::Variable)
    return {};
  auto parameter = llvm::find(callee.parameters, inCallee.id);
  if (parameter == callee.parameters.end())
    return unit.entity(inCallee.id).owner == callee.function ? Object() : inCallee;
  size_t index = parameter - callee.parameters.begin();
  if (index >= call.arguments.size())
    return {};
  const Value &value = call.arguments[index].value;
  Object name = Object::variable(*parameter);
  if (value.kind == Value::Content)
    return inCallee.rebased(name, value.object);
  if (value.kind == Value::Address && inCallee.startsWith(name.deref()))
    return inCallee.rebased(name.deref(), value.object);
  return {};
}

namespace {

class LockDomain {
public:
  using Property = LockProperty;
  using State = SimulationState<LockProperty>;
  using Emit = llvm::function_ref<void(State)>;

  LockDomain(Object lock, const Body &body, const Unit &unit) : lock_(std::move(lock)), body_(body), unit_(unit) {
    for (const Block &block : body.blocks)
      for (const Operation &operation : block.operations)
        if (operation.verb == Verb::Destroy && operation.call != NoIndex &&
            !body.calls[operation.call].runsKeptCallable && // known to the property, see keep()
            changeBy(operation, [](const Object &) { return true; }) != LockChange::None)
          endings_.push_back(&operation);
  }

  void transfer(const Operation &operation, const State &state, Emit emit);
  Throws throwsOf(const Operation &operation) const { return leash::throwsOf(operation, body_, unit_); }
  void unwound(State &state, const Operation &operation, llvm::function_ref<bool(const Object &)> isDestroyed) const;

  /// Ways out of the scope of the lock's name.
  std::vector<LockExit> rounds;

private:
  bool isMine(const Object &object, const State &state) const { return sameHere(state.facts.resolve(object), lock_); }
  static bool isGuard(const Object &object, const LockProperty &property) {
    return llvm::is_contained(property.guards, object);
  }
  static void knowGuard(LockProperty &property, const Object &guard) {
    if (guard.isKnown() && !isGuard(guard, property))
      property.guards.insert(llvm::upper_bound(property.guards, guard), guard);
  }
  void released(LockProperty &property) const;
  void releaseByHand(LockProperty &property) const;
  void outcomes(const Operation &operation, const State &before, const State &after, Emit emit) const;
  void round(const State &state, const Operation &operation);
  void call(const Operation &operation, const State &state, Emit emit);
  void applySummary(const LockSummary &summary, const CallDetail &call, const Operation &operation, const State &state,
                    std::vector<State> &states);
  bool losesSight(const CallDetail &call, const State &state) const;
  bool callableTouches(const Value &value) const;
  bool releases(const Argument &argument) const;
  static void keep(LockProperty &property, const Object &keeper);
  static void renameKeeper(LockProperty &property, const Object &result, const Object &name);
  LockChange changeBy(const Operation &operation, llvm::function_ref<bool(const Object &)> isMeant) const;
  void assigned(const Operation &operation, State &state);
  void acquired(const Operation &operation, State &state, const Object &guard, bool shared);

  Object lock_;
  const Body &body_;
  const Unit &unit_;
  std::vector<const Operation *> endings_; ///< of locals whose destructors give some lock back
};

void LockDomain::released(LockProperty &property) const {
  property.state = property.isBorrowed ? LockProperty::Released : LockProperty::Untouched;
  property.guard = {};
  property.isBorrowed = false;
}

void LockDomain::releaseByHand(LockProperty &property) const {
  switch (property.state) {
  case LockProperty::Held:
    if (property.depth > 0) {
      --property.depth;
      return;
    }
    property.gaveBack |= property.isHeldByHand();
    property.bypassed = property.guard;
    released(property);
    return;
  case LockProperty::Untouched:
    property.state = LockProperty::Released;
    return;
  case LockProperty::Released:
  case LockProperty::Unknown:
    return;
  }
}

void LockDomain::round(const State &state, const Operation &operation) {
  if (state.property.state == LockProperty::Untouched && !state.property.gaveBack)
    return;
  LockExit exit{LockExit::NextIteration, state.property, Range(), &operation, {}};
  bool known = llvm::any_of(
      rounds, [&](const LockExit &each) { return each.last == exit.last && each.property == exit.property; });
  if (!known)
    rounds.push_back(std::move(exit));
}

void LockDomain::acquired(const Operation &operation, State &state, const Object &guard, bool shared) {
  LockProperty &property = state.property;
  if (property.state == LockProperty::Unknown)
    return;
  if (property.state == LockProperty::Released && !guard.isKnown()) {
    property.state = LockProperty::Untouched; // taken again for the caller
    return;
  }
  if (property.state == LockProperty::Held) {
    if (operation.role == TypeRole::RecursiveMutex) {
      property.depth = std::min<uint8_t>(property.depth + 1, 3);
      return;
    }
    if (property.acquired == &operation && property.isHeldByHand())
      round(state, operation);
  }
  property.state = LockProperty::Held;
  property.shared = shared;
  property.guard = guard.isKnown() ? guard : property.bypassed;
  property.bypassed = {};
  property.acquired = &operation;
  if (!property.guard.isKnown())
    property.gaveBack = false;
}

/// Splits by what the call returns: the effect has happened on one side only.
void LockDomain::outcomes(const Operation &operation, const State &before, const State &after, Emit emit) const {
  if (operation.outcome == Outcome::Always || operation.isDiscarded || operation.isVoided)
    return emit(after); // who doesn't look takes it for granted
  bool onNonZero = operation.outcome == Outcome::IfTrue || operation.outcome == Outcome::IfNonNull;
  Test success{onNonZero ? Test::NotEqual : Test::Equal, Object::result(operation.result),
               operation.outcome == Outcome::IfMinusOne ? -1 : 0};
  State succeeded = after, failed = before;
  if (succeeded.facts.assume(success))
    emit(std::move(succeeded));
  if (failed.facts.assume(success.negated()))
    emit(std::move(failed));
}

/// The name now stands for another lock: what was held under it is out of reach. A new iteration's lock is a new story.
void LockDomain::assigned(const Operation &operation, State &state) {
  LockProperty &property = state.property;
  if (operation.value.kind == Value::Content && operation.value.object.root == Root::Result)
    renameKeeper(property, operation.value.object, operation.object);
  const Object &target = operation.object;
  auto indexReads = [&](const PathElement &element) {
    return element.kind == PathElement::Index &&
           llvm::any_of(unit_.expressions[element.id].reads,
                        [&](const Object &read) { return read.startsWith(target); });
  };
  bool expressionReads =
      lock_.root == Root::Expression &&
      llvm::any_of(unit_.expressions[lock_.id].reads, [&](const Object &read) { return read.startsWith(target); });
  bool renamesLock =
      (lock_.startsWith(target) && !(lock_ == target)) || llvm::any_of(lock_.path, indexReads) || expressionReads;
  if (renamesLock && property.state != LockProperty::Unknown) {
    round(state, operation);
    property = LockProperty();
    return;
  }
  bool isNamedByValue = operation.value.kind == Value::Content || operation.value.kind == Value::Address;
  if (property.state == LockProperty::Held && isNamedByValue && operation.object.root != Root::Result) {
    const Object &source = operation.value.object;
    bool aliases = operation.value.kind == Value::Address ? lock_.startsWith(source) : lock_.startsWith(source.deref());
    if (aliases && !property.guard.isKnown())
      property.state = LockProperty::Unknown;
  }
}

/// What a call has made has a name from here on.
void LockDomain::renameKeeper(LockProperty &property, const Object &result, const Object &name) {
  if (!isGuard(result, property))
    return;
  llvm::erase(property.guards, result);
  knowGuard(property, name);
  for (Object *keeper : {&property.guard, &property.bypassed})
    if (*keeper == result)
      *keeper = name;
}

bool LockDomain::callableTouches(const Value &value) const {
  if (value.kind != Value::Callable)
    return false;
  BodyId body = body_.callables[value.callable].body;
  return body != NoBody && llvm::any_of(unit_.summary(body).locks, [&](const LockSummary &each) {
           return mayMeet(each.lock, lock_) && each.changesAnything();
         });
}

/// The lock or its owner is handed to code that can't be seen, and may be given back there.
bool LockDomain::losesSight(const CallDetail &call, const State &state) const {
  if (call.isCast)
    return false;
  for (const Argument &argument : call.arguments) {
    const Value &value = argument.value;
    bool names = value.kind == Value::Content || value.kind == Value::Address;
    if (names && (argument.isByReference || argument.isMoved || value.kind == Value::Address)) {
      Object object = state.facts.resolve(value.object);
      if (sameHere(object, lock_) || (argument.isPointer && sameHere(object.deref(), lock_)) ||
          (state.property.guard.isKnown() && sameHere(object, state.property.guard)))
        return true;
    }
    if (callableTouches(argument.value) && argument.use != CallableUse::CalledNow && argument.use != CallableUse::AtEnd)
      return true;
  }
  return false;
}

/// The callable gives the lock back, whatever happens.
bool LockDomain::releases(const Argument &argument) const {
  if (argument.value.kind != Value::Callable)
    return false;
  CallDetail call;
  call.body = body_.callables[argument.value.callable].body;
  return call.body != NoBody && llvm::any_of(unit_.summary(call.body).locks, [&](const LockSummary &each) {
           return sameHere(inCaller(each.lock, call, unit_), lock_) && !each.outcomes.empty() &&
                  llvm::all_of(each.outcomes,
                               [](const auto &outcome) { return outcome.change == LockChange::Released; });
         });
}

/// From here on `keeper` gives the lock back when it ends: it is a guard, though nobody locks through it.
void LockDomain::keep(LockProperty &property, const Object &keeper) {
  knowGuard(property, keeper);
  if (property.isHeldByHand()) {
    property.guard = keeper;
    property.gaveBack = true;
  } else {
    property.bypassed = keeper; // once it is locked again
  }
}

void LockDomain::applySummary(const LockSummary &summary, const CallDetail &call, const Operation &operation,
                              const State &state, std::vector<State> &states) {
  for (const LockSummary::Outcome &outcome : summary.outcomes) {
    State after = state;
    if (operation.result != 0 && !after.facts.assume(Object::result(operation.result), outcome.result))
      continue;
    switch (outcome.change) {
    case LockChange::None:
      break;
    case LockChange::Acquired:
    case LockChange::AcquiredShared: {
      Object guard = call.isConstructor || summary.isGuards ? call.receiver : Object();
      acquired(operation, after, guard, outcome.change == LockChange::AcquiredShared);
      break;
    }
    case LockChange::Released:
      releaseByHand(after.property);
      break;
    case LockChange::Unknown:
      after.property.state = LockProperty::Unknown;
      break;
    }
    states.push_back(std::move(after));
  }
}

void LockDomain::call(const Operation &operation, const State &state, Emit emit) {
  const CallDetail &detail = body_.calls[operation.call];
  State entered = state;
  std::vector<State> states;
  auto apply = [&](const LockSummary &summary, const CallDetail &call) {
    Object lock = inCaller(summary.lock, call, unit_);
    if (!isMine(lock, entered))
      return false;
    applySummary(summary, call, operation, entered, states);
    return true;
  };
  if (detail.body != NoBody && !detail.isNamedByVocabulary) {
    const FunctionSummary &summary = unit_.summary(detail.body);
    for (const auto &[member, target] : summary.bindings) {
      Object name = inCaller(member, detail, unit_), object = inCaller(target, detail, unit_);
      if (name.isKnown() && object.isKnown())
        entered.facts.bind(name, entered.facts.resolve(object));
    }
    for (const LockSummary &lock : summary.locks)
      if (apply(lock, detail))
        break;
  }
  for (const Argument &argument : detail.arguments)
    if (argument.use == CallableUse::AtEnd && releases(argument))
      keep(entered.property, detail.receiver.isKnown() ? detail.receiver : Object::result(operation.result));
  // A callable that runs before the call returns acts here.
  for (const Argument &argument : detail.arguments) {
    if (argument.value.kind != Value::Callable || argument.use != CallableUse::CalledNow || !states.empty())
      continue;
    CallDetail inner;
    inner.body = body_.callables[argument.value.callable].body;
    if (inner.body == NoBody)
      continue;
    for (const LockSummary &lock : unit_.summary(inner.body).locks)
      if (apply(lock, inner))
        break;
  }
  if (states.empty()) {
    bool isOpaque = detail.body == NoBody && !detail.isNamedByVocabulary;
    bool keepsCallable = llvm::any_of(detail.arguments, [&](const Argument &argument) {
      bool isAccountedFor = detail.isCast || argument.use == CallableUse::CalledNow ||
                            (argument.use == CallableUse::AtEnd && releases(argument));
      return callableTouches(argument.value) && !isAccountedFor;
    });
    if (entered.property.state == LockProperty::Held && ((isOpaque && losesSight(detail, entered)) || keepsCallable))
      entered.property.state = LockProperty::Unknown;
    states.push_back(std::move(entered));
  }
  for (State &each : states)
    emit(std::move(each));
}

void LockDomain::transfer(const Operation &operation, const State &state, Emit emit) {
  State after = state;
  LockProperty &property = after.property;
  Object object = state.facts.resolve(operation.object);
  bool isMine = sameHere(object, lock_);
  switch (operation.verb) {
  case Verb::Acquire:
    if (isMine && operation.other.isKnown()) {
      knowGuard(property, operation.other);
      acquired(operation, after, operation.other, operation.shared);
    } else if (isMine) {
      acquired(operation, after, {}, operation.shared);
    } else if (isGuard(object, property)) {
      acquired(operation, after, object, operation.shared);
    } else {
      break;
    }
    return outcomes(operation, state, after, emit);
  case Verb::Release:
    if (isMine)
      releaseByHand(property);
    else if (property.state == LockProperty::Held && property.guard.isKnown() && property.guard == object)
      released(property);
    break;
  case Verb::Adopt:
    if (isMine) {
      knowGuard(property, operation.other);
      property.isBorrowed = property.state != LockProperty::Held;
      if (property.isBorrowed)
        property.acquired = nullptr;
      property.gaveBack |= property.state == LockProperty::Held && !property.guard.isKnown();
      if (property.state != LockProperty::Unknown)
        property.state = LockProperty::Held;
      property.guard = operation.other;
    }
    break;
  case Verb::Defer:
    if (isMine)
      knowGuard(property, operation.other);
    break;
  case Verb::Disown:
    if (property.state == LockProperty::Held && property.guard.isKnown() && property.guard == object) {
      property.guard = {};
      property.gaveBack = false;
    }
    break;
  case Verb::Move:
    if (isGuard(state.facts.resolve(operation.other), property)) {
      knowGuard(property, operation.object);
      if (property.guard == operation.other)
        property.guard = operation.object;
      if (!operation.object.isKnown())
        property.state = LockProperty::Unknown;
    }
    break;
  case Verb::Destroy:
    llvm::erase(property.guards, object);
    if (property.bypassed.isKnown() && property.bypassed.startsWith(object))
      property.bypassed = {};
    if (property.state == LockProperty::Held && property.guard.isKnown() && property.guard.startsWith(object)) {
      released(property);
      break;
    }
    if (operation.call != NoIndex && property.state != LockProperty::Unknown)
      return call(operation, after, emit);
    break;
  case Verb::Return:
    if (property.state == LockProperty::Held && operation.value.kind != Value::Unknown) {
      const Object &value = operation.value.object;
      bool handsOver = (property.guard.isKnown() && property.guard == value) || callableTouches(operation.value) ||
                       (operation.value.kind == Value::Address && lock_.startsWith(value)) ||
                       (operation.value.kind == Value::Content && lock_.startsWith(value.deref()));
      if (handsOver) {
        property.state = LockProperty::Unknown;
        property.isHandedOver = true;
      }
    }
    break;
  case Verb::Assign:
  case Verb::Create:
    assigned(operation, after);
    break;
  case Verb::Call:
    return call(operation, after, emit);
  default:
    break;
  }
  emit(std::move(after));
}

/// What the callee of `operation` makes of a lock that is held when it is called: Released if it gives it back in some
/// case, else Unknown if it may, else None.
LockChange LockDomain::changeBy(const Operation &operation, llvm::function_ref<bool(const Object &)> isMeant) const {
  if (operation.call == NoIndex || body_.calls[operation.call].body == NoBody)
    return LockChange::None;
  const CallDetail &call = body_.calls[operation.call];
  auto makes = [&](LockChange change) {
    return llvm::any_of(unit_.summary(call.body).locks, [&](const LockSummary &each) {
      return llvm::any_of(each.outcomes, [&](const auto &outcome) { return outcome.change == change; }) &&
             isMeant(inCaller(each.lock, call, unit_));
    });
  };
  if (makes(LockChange::Released))
    return LockChange::Released;
  return makes(LockChange::Unknown) ? LockChange::Unknown : LockChange::None;
}

void LockDomain::unwound(State &state, const Operation &operation,
                         llvm::function_ref<bool(const Object &)> isDestroyed) const {
  LockProperty &property = state.property;
  auto isThis = [&](const Object &lock) { return isMine(lock, state); };
  // A release that fails does so because there was nothing to release.
  if (changeBy(operation, isThis) == LockChange::Released)
    releaseByHand(property);
  if (property.state == LockProperty::Held && property.guard.isKnown() && isDestroyed(property.guard))
    released(property);
  // Home-made guards that were given a lock which was held already.
  for (const Operation *end : endings_) {
    LockChange change = isDestroyed(end->object) ? changeBy(*end, isThis) : LockChange::None;
    if (change == LockChange::Released)
      releaseByHand(property);
    else if (change == LockChange::Unknown)
      property.state = LockProperty::Unknown;
  }
}

/// Every lock that the body touches in a way that a guard alone doesn't account for.
std::vector<Object> locksOf(const Body &body, const Unit &unit) {
  std::set<Object> locks;
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
  auto add = [&](const Object &object) {
    if (object.isKnown())
      locks.insert(bindings.resolve(object));
  };
  auto isOwnGuard = [&](const Operation &operation) {
    if (operation.role != TypeRole::Guard)
      return false;
    bool isLocal = operation.object.isVariable() && unit.entity(operation.object.id).kind != EntityKind::Parameter;
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
  return {locks.begin(), locks.end()};
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

std::vector<LockFlow> lockFlowsOf(const Body &body, const Unit &unit) {
  std::vector<LockFlow> flows;
  for (const Object &lock : locksOf(body, unit)) {
    LockFlow flow;
    flow.lock = lock;
    flow.isChangedByCalls = isChangedByCalls(lock, body, unit);
    LockDomain domain(lock, body, unit);
    Simulation<LockDomain> simulation(unit, body, domain);
    if (!simulation.run({})) {
      flow.gaveUp = true;
      flows.push_back(std::move(flow));
      continue;
    }
    for (const auto &exit : simulation.exits())
      flow.exits.push_back({exit.isNormal ? LockExit::Return : LockExit::Exception, exit.state.property,
                            exit.state.facts.range(returnedValue()), exit.last, simulation.pathTo(exit.node)});
    flow.exits.insert(flow.exits.end(), domain.rounds.begin(), domain.rounds.end());
    flows.push_back(std::move(flow));
  }
  return flows;
}

} // namespace leash
