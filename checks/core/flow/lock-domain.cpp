// lock-domain: how each operation of a function changes where a path stands towards one lock.

#include "checks/core/flow/lock-domain.h"

#include "llvm/ADT/ScopeExit.h"

#include <set>
#include <tuple>

namespace leash {

bool operator<(const LockProperty &a, const LockProperty &b) {
  auto key = [](const LockProperty &property) {
    return std::tie(property.state, property.shared, property.gaveBack, property.isBorrowed, property.isHandedOver,
                    property.isGuardReturned, property.wasHeld, property.isRefused, property.depth, property.acquired,
                    property.bypassedBy, property.guard, property.bypassed, property.guards);
  };
  return key(a) < key(b);
}

LockDomain::LockDomain(Object lock, const Body &body, const Unit &unit)
    : lock_(std::move(lock)), role_(roleOf(lock_, unit)), body_(body), unit_(unit) {
  for (const Block &block : body.blocks)
    for (const Operation &operation : block.operations)
      if (operation.verb == Verb::Destroy && operation.call != NoIndex &&
          !body.calls[operation.call].runsKeptCallable && // known to the property, see keep()
          changeBy(operation, [](const Object &) { return true; }) != LockChange::None)
        endings_.push_back(&operation);
      else if (operation.verb == Verb::Acquire && operation.outcome != Outcome::Always && operation.result != 0 &&
               isAnswerGivenAway(operation))
        givenAway_.insert(&operation);
}

void LockDomain::released(LockProperty &property) const {
  property.state = property.isBorrowed ? LockProperty::Released : LockProperty::Untouched;
  property.guard = {};
  property.isBorrowed = false;
  property.wasHeld = true;
}

void LockDomain::releaseByHand(const Operation &operation, State &state) {
  LockProperty &property = state.property;
  bool isFree = property.state == LockProperty::Released ||
                (property.state == LockProperty::Untouched && (property.wasHeld || property.isRefused));
  // What a callee gave back for us may have been taken for us by another.
  bool isSeen = property.state != LockProperty::Released ||
                (operation.verb == Verb::Release && property.released && property.released->verb == Verb::Release);
  if (isFree && isSeen && !isOneOfSeveral_ && role_ != TypeRole::RecursiveMutex) {
    bool isAtEnd = operation.verb == Verb::Destroy && property.released && property.released->verb == Verb::Release;
    noteRelease(isAtEnd ? LockEvent::Doubled : LockEvent::Returned, operation, state,
                isAtEnd ? operation.object : Object());
  }
  bool bypasses = property.state == LockProperty::Held && property.depth == 0 && property.guard.isKnown();
  giveBack(property);
  property.released = &operation;
  if (bypasses)
    property.bypassedBy = &operation;
}

/// Whoever holds it gives it back without its guard's knowledge.
void LockDomain::giveBack(LockProperty &property) const {
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
  if (property.state == LockProperty::Held && property.shared && shared) {
    property.depth = std::min<uint8_t>(property.depth + 1, 3);
    return;
  }
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
  property.bypassedBy = nullptr;
  property.isRefused = false;
  property.acquired = &operation;
  if (property.guard.isKnown())
    state.facts.set(property.guard, Range::satisfying(Test::NotEqual, 0)); // as a guard says when it is asked
  else
    property.gaveBack = false;
}

/// Code that can't be seen is given what the call returns, and decides; the function itself doesn't ask. Which way it
/// went isn't known after that.
bool LockDomain::isAnswerGivenAway(const Operation &operation) const {
  std::set<Object> answers{Object::result(operation.result)};
  for (const Block &block : body_.blocks)
    for (const Operation &each : block.operations)
      if (each.verb == Verb::Assign && each.object.isVariable() && each.value.kind == Value::Content &&
          answers.contains(each.value.object))
        answers.insert(each.object);
  bool isAsked = llvm::any_of(body_.blocks, [&](const Block &block) {
    return llvm::any_of(block.edges, [&](const Edge &edge) {
      return llvm::any_of(edge.tests, [&](const Test &test) { return answers.contains(test.subject); });
    });
  });
  return !isAsked && llvm::any_of(body_.calls, [&](const CallDetail &call) {
    bool isOpaque = call.body == NoBody && !call.isNamedByVocabulary && !call.isCast;
    return isOpaque && llvm::any_of(call.arguments, [&](const Argument &argument) {
             bool isAnswer = argument.value.kind == Value::Content || argument.value.kind == Value::Negation;
             return isAnswer && answers.contains(argument.value.object);
           });
  });
}

/// Splits by what the call returns: the effect has happened on one side only.
void LockDomain::outcomes(const Operation &operation, const State &before, const State &after, Emit emit) const {
  if (operation.outcome == Outcome::Always || operation.isDiscarded || operation.isVoided)
    return emit(after); // who doesn't look takes it for granted
  bool onNonZero = operation.outcome == Outcome::IfTrue || operation.outcome == Outcome::IfNonNull;
  Test success{onNonZero ? Test::NotEqual : Test::Equal, Object::result(operation.result),
               operation.outcome == Outcome::IfMinusOne ? -1 : 0};
  State succeeded = after, failed = before;
  if (givenAway_.contains(&operation)) {
    succeeded.property.state = LockProperty::Unknown;
    return emit(std::move(succeeded));
  }
  if (!operation.blocks || operation.timed)
    failed.property.isRefused = failed.property.state == LockProperty::Untouched;
  if (operation.other.isKnown()) {
    knowGuard(failed.property, operation.other);
    failed.facts.set(operation.other, Range::exactly(0));
  }
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
  // A pointer that leads nowhere from here on names no other lock: the one that it led to is still meant.
  bool isCleared = operation.value.kind == Value::Constant && operation.value.constant == 0;
  if (isCleared && lock_.startsWith(target.deref()))
    return;
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

/// `object` gives the lock back when it ends, whatever was before, as its destructor shows.
bool LockDomain::releasesAtEnd(const Object &object, const State &state) const {
  return llvm::any_of(endings_, [&](const Operation *end) {
    return end->object == object &&
           changeBy(*end, [&](const Object &lock) { return isMine(lock, state); }) == LockChange::Released;
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
  // A guard that is told to give back what it owns does so itself, and asks at its end whether it has.
  Object name = inCaller(summary.lock, call, unit_);
  const Object &owner = state.property.guard;
  bool isThroughGuard = owner.isKnown() && !(name == owner) && name.startsWith(owner) && !releasesAtEnd(owner, state);
  for (const LockSummary::Outcome &outcome : summary.outcomes) {
    State after = state;
    if (operation.result != 0 && !after.facts.assume(Object::result(operation.result), outcome.result))
      continue;
    switch (outcome.change) {
    case LockChange::None:
      break;
    case LockChange::Acquired:
    case LockChange::AcquiredShared: {
      Object guard = summary.isReturned                       ? Object::result(operation.result)
                     : call.isConstructor || summary.isGuards ? call.receiver
                                                              : Object();
      knowGuard(after.property, guard);
      acquired(operation, after, guard, outcome.change == LockChange::AcquiredShared);
      break;
    }
    case LockChange::Released:
      if (isThroughGuard && after.property.state == LockProperty::Held)
        released(after.property);
      else
        releaseByHand(operation, after);
      break;
    case LockChange::Unknown:
      after.property.state = LockProperty::Unknown;
      break;
    }
    states.push_back(std::move(after));
  }
}

/// Whoever is called is chosen at run time, is given what the lock is a part of, and answers something: whether the
/// lock is still held may be what it answers.
bool LockDomain::mayGiveBackByContract(const Operation &operation, const CallDetail &call, const State &state) const {
  if (call.callee != NoEntity || call.returnsVoid || operation.isDiscarded || !state.property.isHeldByHand())
    return false;
  return llvm::any_of(call.arguments, [&](const Argument &argument) {
    Object given = state.facts.resolve(argument.value.object);
    return given.isKnown() && lock_.startsWith(given);
  });
}

void LockDomain::call(const Operation &operation, const State &state, Emit emit) {
  const CallDetail &detail = body_.calls[operation.call];
  State entered = state;
  noteCallees(operation, state);
  std::vector<State> states;
  auto apply = [&](const LockSummary &summary, const CallDetail &call) {
    Object lock = inCaller(summary.lock, call, unit_);
    if (!isMine(lock, entered))
      return false;
    applySummary(summary, call, operation, entered, states);
    return true;
  };
  if (detail.body != NoBody)
    for (const auto &[member, target] : unit_.summary(detail.body).bindings) {
      Object name = inCaller(member, detail, unit_), object = inCaller(target, detail, unit_);
      if (name.isKnown() && object.isKnown())
        entered.facts.bind(name, entered.facts.resolve(object));
    }
  if (detail.body != NoBody && !detail.isNamedByVocabulary) {
    const FunctionSummary &summary = unit_.summary(detail.body);
    for (const LockSummary &lock : summary.locks)
      if (apply(lock, detail))
        break;
  }
  guardPassed(operation, detail, entered);
  for (const Argument &argument : detail.arguments)
    if (argument.use == CallableUse::AtEnd && releases(argument))
      keep(entered.property, detail.receiver.isKnown() ? detail.receiver : Object::result(operation.result));
  // A callable that runs before the call returns acts here.
  for (const CallDetail &inner : calledNow(body_, detail)) {
    if (!states.empty())
      break;
    isOneOfSeveral_ = true;
    auto done = llvm::make_scope_exit([this] { isOneOfSeveral_ = false; });
    for (const LockSummary &lock : unit_.summary(inner.body).locks)
      if (apply(lock, inner))
        break;
  }
  if (states.empty()) {
    bool isOpaque = detail.body == NoBody && !detail.isNamedByVocabulary;
    if (isOpaque && !detail.isSystem && !isLocal())
      entered.property.wasHeld = false; // it may have been acquired there
    if (isOpaque && mayGiveBackByContract(operation, detail, entered))
      entered.property.state = LockProperty::Unknown;
    bool keepsCallable = llvm::any_of(detail.arguments, [&](const Argument &argument) {
      bool isAccountedFor = detail.isCast || argument.use == CallableUse::CalledNow ||
                            (detail.isConstructor && releasesAtEnd(detail.receiver, entered)) ||
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

/// A callee that is given a guard may acquire or release through it.
void LockDomain::guardPassed(const Operation &operation, const CallDetail &call, State &state) {
  LockProperty &property = state.property;
  if (property.guards.empty() || call.isNamedByVocabulary || call.isCast)
    return;
  const FunctionSummary *callee = call.body == NoBody ? nullptr : &unit_.summary(call.body);
  for (const Argument &argument : call.arguments) {
    Object guard = state.facts.resolve(argument.value.object);
    bool isPassed = argument.isByReference || argument.value.kind == Value::Address;
    if (!isPassed || !isGuard(guard, property))
      continue;
    LockChange change = callee ? LockChange::None : LockChange::Unknown;
    for (const LockSummary &lock : callee ? llvm::ArrayRef(callee->locks) : llvm::ArrayRef<LockSummary>())
      if (inCaller(lock.lock, call, unit_) == argument.value.object)
        change = lock.outcomes.size() == 1 ? lock.outcomes.front().change : LockChange::Unknown;
    switch (change) {
    case LockChange::None:
      break;
    case LockChange::Acquired:
    case LockChange::AcquiredShared:
      acquired(operation, state, guard, change == LockChange::AcquiredShared);
      break;
    case LockChange::Released:
      if (property.state == LockProperty::Held && property.guard == guard)
        released(property);
      else if (property.state != LockProperty::Unknown)
        property.state = LockProperty::Unknown;
      break;
    case LockChange::Unknown:
      property.state = LockProperty::Unknown;
      break;
    }
  }
}

void LockDomain::transfer(const Operation &operation, const State &state, Emit emit) {
  State after = state;
  LockProperty &property = after.property;
  Object object = state.facts.resolve(operation.object);
  bool isMine = sameHere(object, lock_);
  switch (operation.verb) {
  case Verb::Acquire:
    noteDirect(operation, state, object);
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
    if (isMine) {
      releaseByHand(operation, after);
    } else if (property.state == LockProperty::Held && property.guard.isKnown() && property.guard == object) {
      released(property);
      property.released = &operation;
      after.facts.set(object, Range::exactly(0));
    } else if (isGuard(object, property) && property.state != LockProperty::Unknown) {
      bool isAssignment = operation.call != NoIndex && !body_.calls[operation.call].arguments.empty();
      if (!isAssignment) // which gives back what there is, if there is anything
        noteRelease(LockEvent::Returned, operation, state, object);
      if (property.bypassed == object)
        property.bypassed = {};
    }
    break;
  case Verb::Adopt:
    if (isMine) {
      knowGuard(property, operation.other);
      if (property.state == LockProperty::Released && property.released && property.released->verb == Verb::Release)
        noteRelease(LockEvent::Adopted, operation, state, operation.other);
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
    if (isMine) {
      knowGuard(property, operation.other);
      after.facts.set(operation.other, Range::exactly(0));
    }
    break;
  case Verb::Disown:
    if (property.state == LockProperty::Held && property.guard.isKnown() && property.guard == object) {
      property.guard = {};
      property.gaveBack = false;
      if (property.isBorrowed) { // the caller holds it, as before
        property.state = LockProperty::Untouched;
        property.isBorrowed = false;
      }
      after.facts.set(object, Range::exactly(0));
      if (operation.result) // the lock itself, to be given back by hand
        after.facts.bind(Object::result(operation.result).deref(), lock_);
    }
    if (property.bypassed.isKnown() && property.bypassed == object)
      property.bypassed = {};
    break;
  case Verb::Move:
    if (isGuard(state.facts.resolve(operation.other), property)) {
      knowGuard(property, operation.object);
      if (property.guard == operation.other)
        property.guard = operation.object;
      after.facts.set(operation.object, after.facts.range(operation.other));
      after.facts.set(operation.other, Range::exactly(0));
      if (!operation.object.isKnown())
        property.state = LockProperty::Unknown;
    } else if (isGuard(operation.object, property)) {
      llvm::erase(property.guards, operation.object); // it owns another lock from here on
    }
    break;
  case Verb::Destroy:
    llvm::erase(property.guards, object);
    if (property.bypassed.isKnown() && property.bypassed.startsWith(object)) {
      if (property.bypassedBy && property.state != LockProperty::Unknown)
        noteRelease(LockEvent::Doubled, operation, state, property.bypassed);
      property.bypassed = {};
      property.bypassedBy = nullptr;
    }
    if (property.state == LockProperty::Held && property.guard.isKnown() && property.guard.startsWith(object)) {
      released(property);
      property.released = &operation;
      break;
    }
    if (operation.call != NoIndex && property.state != LockProperty::Unknown)
      return call(operation, after, emit);
    break;
  case Verb::Return:
    if (property.state == LockProperty::Held && operation.value.kind != Value::Unknown) {
      const Object &value = operation.value.object;
      bool handsGuardOver = property.guard.isKnown() && (property.guard == value || isMadeFrom(property.guard, value));
      bool handsOver = handsGuardOver || callableTouches(operation.value) ||
                       (operation.value.kind == Value::Address && lock_.startsWith(value)) ||
                       (operation.value.kind == Value::Content && lock_.startsWith(value.deref()));
      if (handsGuardOver)
        after.facts.set(returnedValue(), after.facts.range(property.guard));
      if (handsOver) {
        property.isGuardReturned = handsGuardOver;
        property.state = LockProperty::Unknown;
        property.isHandedOver = true;
      }
    }
    break;
  case Verb::Escape: // swapped, or handed to somebody
    if ((isGuard(object, property) && object.isKnown()) || (operation.isUndecided && lock_.startsWith(object)))
      property.state = LockProperty::Unknown;
    break;
  case Verb::Wait:
  case Verb::Join:
  case Verb::Await:
  case Verb::Pause:
  case Verb::Take:
  case Verb::Receive:
    if (auto blocking = blockingBy(operation, body_))
      noteBlocking(operation, state, std::move(*blocking));
    break;
  case Verb::Assign:
  case Verb::Create:
    assigned(operation, after);
    // A guard that is made from another owns what it has been given, whatever the other one says by now.
    if (isGuard(object, after.property) && after.property.state != LockProperty::Unknown)
      after.facts.set(object,
                      after.property.guard == object ? Range::satisfying(Test::NotEqual, 0) : Range::exactly(0));
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
    giveBack(property);
  if (property.state == LockProperty::Held && property.guard.isKnown() && isDestroyed(property.guard))
    released(property);
  // Home-made guards that were given a lock which was held already.
  for (const Operation *end : endings_) {
    LockChange change = isDestroyed(end->object) ? changeBy(*end, isThis) : LockChange::None;
    if (change == LockChange::Released)
      giveBack(property);
    else if (change == LockChange::Unknown)
      property.state = LockProperty::Unknown;
  }
}

/// Nobody but this function can reach it, unless it gives the lock away.
bool LockDomain::isLocal() const {
  return lock_.isVariable() && unit_.entity(lock_.id).kind == EntityKind::Local && !unit_.entity(lock_.id).isReference;
}

/// What this function's parameters are on the way here.
ArgumentRanges LockDomain::conditionsOf(const State &state) const {
  ArgumentRanges conditions;
  for (auto [index, parameter] : llvm::enumerate(body_.parameters))
    if (Range range = state.facts.range(Object::variable(parameter)); !range.isFull())
      conditions.push_back({static_cast<uint32_t>(index), range});
  return conditions;
}

/// Whether the call's arguments can be as the callee's path wants them.
bool LockDomain::mayHold(const ArgumentRanges &conditions, const CallDetail &call, const State &state) const {
  return llvm::all_of(conditions, [&](const auto &condition) {
    const auto &[index, range] = condition;
    return index >= call.arguments.size() || !rangeOf(call.arguments[index].value, state.facts).isDisjointFrom(range);
  });
}

void LockDomain::add(LockEvent event) {
  auto same = llvm::find_if(events, [&](const LockEvent &each) {
    return each.kind == event.kind && each.operation == event.operation && each.before == event.before &&
           each.wasShared == event.wasShared && each.acquisition.lock == event.acquisition.lock &&
           each.acquisition.callee == event.acquisition.callee && each.parameter == event.parameter &&
           each.blocking == event.blocking;
  });
  if (same == events.end()) {
    events.push_back(std::move(event));
    eventNodes.push_back(visiting ? *visiting : NoIndex);
    return;
  }
  // It happens under either set of conditions.
  ArgumentRanges &known = same->acquisition.conditions;
  llvm::erase_if(known, [&](auto &condition) {
    auto other =
        llvm::find_if(event.acquisition.conditions, [&](const auto &each) { return each.first == condition.first; });
    if (other == event.acquisition.conditions.end())
      return true;
    condition.second = condition.second.join(other->second);
    return condition.second.isFull();
  });
}

/// `operation` takes a lock, here or in a callee, and has to wait for it if somebody has it.
void LockDomain::note(const Operation &operation, const State &state, Acquisition acquisition) {
  const LockProperty &property = state.property;
  LockEvent event;
  event.operation = &operation;
  event.before = property.acquired;
  event.wasShared = property.shared;
  event.shared = acquisition.shared;
  bool isThis = !acquisition.isForeign && sameHere(acquisition.lock, lock_);
  if (isThis && property.state == LockProperty::Untouched)
    event.kind = LockEvent::Taken;
  else if (isThis && property.state == LockProperty::Held)
    event.kind = LockEvent::Retaken;
  else if (!isThis && property.state == LockProperty::Held)
    event.kind = LockEvent::Nested;
  else
    return;
  bool isAtOnce = property.acquired && property.acquired->call == operation.call && operation.call != NoIndex;
  if (event.kind != LockEvent::Taken && isAtOnce)
    return; // several are taken together, in whatever order is safe
  bool isRecursive = role_ == TypeRole::RecursiveMutex || acquisition.role == TypeRole::RecursiveMutex;
  // A lock class that can't be seen may let its holder in again.
  bool isOfUnknownKind = operation.isByShape || (property.acquired && property.acquired->isByShape);
  if (event.kind == LockEvent::Retaken && (isRecursive || isOfUnknownKind || !property.acquired))
    return;
  if (event.kind == LockEvent::Taken) {
    event.before = nullptr;
    acquisition.conditions = conditionsOf(state);
  }
  event.acquisition = std::move(acquisition);
  add(std::move(event));
}

void LockDomain::noteDirect(const Operation &operation, const State &state, const Object &object) {
  bool waits = operation.outcome == Outcome::Always || operation.blocks;
  if (!waits || operation.timed)
    return;
  bool isThroughGuard = isGuard(object, state.property);
  Acquisition acquisition;
  acquisition.lock = isThroughGuard ? lock_ : object;
  acquisition.role = isThroughGuard ? role_ : operation.role;
  acquisition.shared = operation.shared;
  acquisition.place = operation.place;
  acquisition.name = isThroughGuard || operation.name.empty() ? unit_.spell(acquisition.lock) : operation.name;
  acquisition.text = operation.text;
  note(operation, state, std::move(acquisition));
}

void LockDomain::noteCallees(const Operation &operation, const State &state) {
  const CallDetail &call = body_.calls[operation.call];
  for (const CallDetail &callee : calleesOf(body_, operation, unit_))
    noteCallee(operation, state, callee);
  auto parameter = llvm::find(body_.parameters, call.receiver.isVariable() ? call.receiver.id : NoEntity);
  bool callsParameter = parameter != body_.parameters.end() && call.body == NoBody;
  if (callsParameter && state.property.state == LockProperty::Held && state.property.acquired) {
    LockEvent event;
    event.kind = LockEvent::Called;
    event.operation = &operation;
    event.before = state.property.acquired;
    event.wasShared = state.property.shared;
    event.parameter = parameter - body_.parameters.begin();
    add(std::move(event));
  }
}

/// The callee gives this lock back by another name than the one by which it takes `taken`, as a guard that it is given:
/// which of both comes first, its summary doesn't say.
bool LockDomain::isGivenBackByOtherName(const Acquisition &taken, const CallDetail &call, const State &state) const {
  return llvm::any_of(unit_.summary(call.body).locks, [&](const LockSummary &each) {
    bool gives = llvm::any_of(each.outcomes, [](const LockSummary::Outcome &outcome) {
      return outcome.change == LockChange::Released || outcome.change == LockChange::Unknown;
    });
    return gives && !(each.lock == taken.lock) && isMine(inCaller(each.lock, call, unit_), state);
  });
}

void LockDomain::noteCallee(const Operation &operation, const State &state, const CallDetail &call) {
  for (auto [index, inner] : llvm::enumerate(unit_.summary(call.body).acquisitions)) {
    if (!mayHold(inner.conditions, call, state) || isGivenBackByOtherName(inner, call, state))
      continue;
    Acquisition outer = acquisitionThrough(operation, call, index, unit_);
    if (!outer.isForeign)
      outer.lock = state.facts.resolve(outer.lock);
    note(operation, state, std::move(outer));
  }
  if (state.property.state == LockProperty::Held)
    for (size_t index = 0; index < unit_.summary(call.body).blockings.size(); ++index)
      noteBlocking(operation, state, blockingThrough(operation, call, index, unit_));
}

/// `made` is a temporary that is moved out of `source`: what a return makes of a local.
bool LockDomain::isMadeFrom(const Object &made, const Object &source) const {
  return made.root == Root::Result && source.isKnown() && llvm::any_of(body_.blocks, [&](const Block &block) {
           return llvm::any_of(block.operations, [&](const Operation &each) {
             return each.verb == Verb::Move && each.object == made && each.other == source;
           });
         });
}

/// `lock` is, or is a part of, a lock that a pointer or reference leads to.
static bool isPointedTo(const Object &lock, const Unit &unit) {
  EntityId declared = lock.root == Root::Variable ? lock.id : NoEntity;
  for (const PathElement &element : lock.path) {
    if (element.kind == PathElement::Field)
      declared = element.id;
    if (element.kind == PathElement::Deref && isLock(unit.entity(declared).elementRole))
      return true;
  }
  return false;
}

/// `object`, a lock or a guard of one, resolved, may stand for this lock.
bool LockDomain::mayGiveBack(const Object &object, const State &state) const {
  if (!object.isKnown() || isGuard(object, state.property) || object.startsWith(lock_) || lock_.startsWith(object))
    return true;
  auto isNamed = [](const Object &each) { return each.path.empty() || each.path.back().kind == PathElement::Field; };
  if (!isNamed(object) || !isNamed(lock_) || isPointedTo(object, unit_))
    return true; // what a pointer leads to has a name elsewhere
  EntityId declared = object.declaration();
  return declared == lock_.declaration() || unit_.entity(declared).role == TypeRole::Guard;
}

/// A wait gives one lock back, and takes it again when it is over; all others stay held.
void LockDomain::noteBlocking(const Operation &operation, const State &state, Blocking blocking) {
  const LockProperty &property = state.property;
  bool isTouched = llvm::any_of(blocking.touched, [&](const Object &each) {
    return isMine(each, state) || isGuard(state.facts.resolve(each), property);
  });
  if (property.state != LockProperty::Held || !property.acquired || isTouched)
    return;
  LockEvent event;
  event.kind = LockEvent::Blocked;
  event.operation = &operation;
  event.before = property.acquired;
  event.wasShared = property.shared;
  if (blocking.verb == Verb::Wait) {
    Object other = state.facts.resolve(blocking.givenBack);
    event.isGivenBack = sameHere(other, lock_) || (property.guard.isKnown() && other == property.guard) ||
                        sameHere(state.facts.resolve(operation.object), lock_);
    event.mayBeGivenBack = event.isGivenBack || blocking.isAdopted || mayGiveBack(other, state);
  }
  event.blocking = std::move(blocking);
  add(std::move(event));
}

void LockDomain::noteRelease(LockEvent::Kind kind, const Operation &operation, const State &state,
                             const Object &guard) {
  LockEvent event;
  event.kind = kind;
  event.operation = kind != LockEvent::Doubled  ? &operation
                    : state.property.bypassedBy ? state.property.bypassedBy
                                                : state.property.released;
  event.before = kind == LockEvent::Doubled ? &operation : state.property.acquired;
  event.release = state.property.released;
  event.guard = guard;
  add(std::move(event));
}

} // namespace leash
