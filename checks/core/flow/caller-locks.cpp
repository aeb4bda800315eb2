// caller-locks: what a function holds itself, and what its callers hold, as a fixpoint over call sites.

#include "checks/core/flow/caller-locks.h"

#include "checks/core/flow/between-threads.h"
#include "checks/core/flow/callees.h"
#include "checks/core/flow/lock-contract.h"
#include "checks/core/flow/lock-flow.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

namespace leash {

static bool soundsLikeLocking(llvm::StringRef name) {
  std::string lower = name.lower();
  return llvm::any_of(std::initializer_list<llvm::StringRef>{"lock", "acquire", "guard", "enter", "synchron"},
                      [&](llvm::StringRef word) { return llvm::StringRef(lower).contains(word); }) &&
         !llvm::StringRef(lower).ends_with("locked");
}

/// What becomes of a callable that `call` is given.
static CallableUse useOf(const CallDetail &call, size_t argument, const Unit &unit) {
  if (call.arguments[argument].use != CallableUse::Unknown)
    return call.arguments[argument].use;
  if (call.body == NoBody || argument >= unit.summary(call.body).parameters.size())
    return CallableUse::Unknown;
  return unit.summary(call.body).parameters[argument].callable;
}

/// The callables of `body` that run later, or on another thread.
static void collectDeparted(const Body &body, const Unit &unit, std::set<BodyId> &departed) {
  auto add = [&](const Value &value) {
    if (value.kind == Value::Callable && body.callables[value.callable].body != NoBody)
      departed.insert(body.callables[value.callable].body);
  };
  for (const CallDetail &call : body.calls)
    for (size_t index = 0; index < call.arguments.size(); ++index)
      if (CallableUse use = useOf(call, index, unit); use == CallableUse::Kept || use == CallableUse::OtherThread)
        add(call.arguments[index].value);
  for (const Block &block : body.blocks)
    for (const Operation &operation : block.operations)
      if (operation.verb == Verb::Assign && operation.object.lastField() != NoEntity)
        add(operation.value);
}

CallerLocks::CallerLocks(const Unit &unit) : unit_(unit), callers_(callSites(unit)) {
  for (const Body &body : unit.bodies)
    collectDeparted(body, unit, departed_);
}

/// The function says itself that its callers hold it.
bool CallerLocks::isExpected(const Body &body, const Object &lock) const {
  auto isIt = [&](const Object &each) { return isSameByDeclaration(each, lock); };
  return llvm::any_of(body.declaredRequires, isIt) || llvm::any_of(body.declaredReleases, isIt) ||
         llvm::any_of(assertedLocks(body, unit_), [&](const AssertedLock &each) { return isIt(each.lock); });
}

/// `variable`, a pointer or an owner, is given nothing but what is made in `body` or by library functions, which have
/// no other to give.
bool CallerLocks::isMadeHere(EntityId variable, const Body &body, unsigned depth) const {
  constexpr unsigned deepest = 3;
  bool isMade = false;
  auto comesFrom = [&](const Object &source) {
    if (source.root == Root::Result) {
      const Operation *yielding = callYielding(source, body);
      if (!yielding)
        return true; // an allocation
      const CallDetail &call = body.calls[yielding->call];
      if (call.body == NoBody || call.isConstructor)
        return call.isConstructor || (call.isSystem && !call.receiver.isKnown());
      const Body &callee = unit_.body(call.body);
      auto returnsOwn = [&](const Operation &result) {
        return result.verb == Verb::Return && result.value.kind == Value::Content && result.value.object.isVariable() &&
               isUnshared(result.value.object.deref(), callee, depth + 1);
      };
      return depth < deepest &&
             llvm::any_of(
                 callee.blocks, [&](const Block &inner) { return llvm::any_of(inner.operations, returnsOwn); });
    }
    return source.isVariable() && depth < deepest && isUnshared(source.deref(), body, depth + 1);
  };
  for (const Block &block : body.blocks)
    for (const Operation &each : block.operations) {
      if (!(each.object == Object::variable(variable)))
        continue;
      if (each.verb == Verb::Assign) {
        bool isNull = each.value.kind == Value::Constant;
        if (!isNull && (each.value.kind != Value::Content || !comesFrom(each.value.object)))
          return false;
        isMade |= !isNull;
      } else if (each.verb == Verb::Call && each.call != NoIndex && body.calls[each.call].isConstructor) {
        for (const Argument &argument : body.calls[each.call].arguments)
          if (argument.value.kind == Value::Content && !comesFrom(argument.value.object))
            return false;
        isMade = true;
      } else if (each.verb == Verb::Move && !comesFrom(each.other)) {
        return false;
      }
    }
  return isMade;
}

/// `object` belongs to a local of `body`, or to what a local alone leads to.
bool CallerLocks::isUnshared(const Object &object, const Body &body, unsigned depth) const {
  if (object.root != Root::Variable)
    return false;
  const Entity &root = unit_.entity(object.id);
  if (root.kind != EntityKind::Local || root.owner != body.function || root.isReference)
    return false;
  bool isInside = llvm::none_of(object.path, [](const PathElement &each) { return each.kind == PathElement::Deref; });
  if (isInside)
    return !root.isPointer;
  bool leads = root.isPointer || root.role == TypeRole::SmartPointer;
  return leads && object.path.front().kind == PathElement::Deref && isMadeHere(object.id, body, depth);
}

/// Some call that can't be seen through may take the lock: it is given that, or sounds as if it took one. Who makes or
/// unmakes the lock, in a language without constructors, is given it, too.
bool CallerLocks::mayTakeUnseen(const Object &lock, const Body &body) const {
  std::set<uint32_t> understood;
  for (const Block &block : body.blocks)
    for (const Operation &each : block.operations) {
      bool takes = each.verb == Verb::Acquire || each.verb == Verb::Adopt;
      if (takes && each.object.root != Root::Variable && each.object.root != Root::This)
        return true; // one that is chosen among several
      if (each.verb == Verb::Acquire || each.verb == Verb::Release || each.verb == Verb::Adopt ||
          each.verb == Verb::Defer || each.verb == Verb::Wait || each.verb == Verb::Require)
        understood.insert(each.call);
    }
  return llvm::any_of(llvm::enumerate(body.calls), [&](auto &&each) {
    const CallDetail &call = each.value();
    if (call.body != NoBody || call.isCast || understood.contains(each.index()))
      return false;
    bool isGiven = llvm::any_of(call.arguments, [&](const Argument &argument) {
      return argument.value.object.isKnown() && isSameByDeclaration(argument.value.object, lock);
    });
    return isGiven || (!call.isSystem && soundsLikeLocking(call.name));
  });
}

bool CallerLocks::takesItself(const Body &body, const Object &lock) const {
  return roleOf(lock, unit_) != TypeRole::RecursiveMutex &&
         llvm::any_of(unit_.lockFlows[body.id], [&](const LockFlow &flow) {
           return isSameByDeclaration(flow.lock, lock) && roleOf(flow.lock, unit_) != TypeRole::RecursiveMutex &&
                  llvm::any_of(flow.events, [](const LockEvent &event) { return event.kind == LockEvent::Taken; });
         });
}

std::vector<Object> CallerLocks::heldBySelf(const Site &site) const {
  std::vector<Object> held;
  for (const LockFlow &flow : unit_.lockFlows[site.body->id])
    if (standingAt(site.operation(), flow.lock, *site.body, unit_).holding == Holding::Always)
      held.push_back(flow.lock);
  return held;
}

/// What the function itself does to the lock; Mixed if that is nothing.
AtCall CallerLocks::bySelf(const Site &site, const Object &lock) const {
  const Body &body = *site.body;
  LockStanding self = standingAt(site.operation(), lock, body, unit_);
  if (!self.isReached)
    return AtCall::Unknown;
  if (self.holding != Holding::Never)
    return self.holding == Holding::Always ? AtCall::Held : AtCall::Unknown;
  bool mayBeHeld = false;
  for (const LockFlow &flow : unit_.lockFlows[body.id]) {
    if (flow.lock == lock)
      continue;
    Holding other = flow.gaveUp ? Holding::Unknown : standingAt(site.operation(), flow.lock, body, unit_).holding;
    if (flow.lock.startsWith(lock) && other == Holding::Always)
      return AtCall::Held;
    mayBeHeld |= other != Holding::Never && !areSurelyTwo(flow.lock, lock, body, unit_);
    self.isGivenBack |= flow.lock.startsWith(lock) && standingAt(site.operation(), flow.lock, body, unit_).isGivenBack;
  }
  if (mayBeHeld)
    return AtCall::Unknown;
  if (self.isGivenBack || takesItself(body, lock))
    return AtCall::Missing;
  return AtCall::Mixed;
}

AtCall CallerLocks::at(const Site &site, const Object &name) {
  const Body &body = *site.body;
  Object lock = bindingsOf(body, unit_).resolve(name);
  if (!lock.isKnown() || lock.root == Root::Result || lock.root == Root::Expression || body.isPattern ||
      body.leavesLocksUnchecked || body.function == NoEntity)
    return AtCall::Unknown;
  if (isExpected(body, lock))
    return AtCall::Held;
  AtCall self = bySelf(site, lock);
  if (self == AtCall::Held || self == AtCall::Unknown)
    return self;
  bool isOwnersOnly = (body.isConstructor || body.isDestructor) && lock.root == Root::This;
  if (isOwnersOnly || isUnshared(lock, body, 0) || isBetweenThreads(site, unit_))
    return AtCall::Needless;
  bool hasGuard = llvm::any_of(body.parameters,
                               [&](EntityId parameter) { return unit_.entity(parameter).role == TypeRole::Guard; });
  if (hasGuard || mayTakeUnseen(lock, body))
    return AtCall::Unknown; // a guard is the proof that something is held
  return self == AtCall::Missing ? self : byCallers(body, lock);
}

std::vector<CallerLocks::Caller> CallerLocks::callersWith(const Body &body, const Object &lock) const {
  std::vector<Caller> callers;
  for (const Site &site : callers_[body.id])
    for (const CallDetail &callee : calleesOf(*site.body, site.operation(), unit_))
      if (callee.body == body.id)
        callers.push_back({site, inCaller(lock, callee, unit_)});
  return callers;
}

AtCall CallerLocks::atCaller(const Caller &caller, const Body &body, const Object &lock) {
  if (!caller.lock.isKnown()) {
    Holding any = heldAt(caller.site.operation(), lock, *caller.site.body, unit_);
    bool isLater = departed_.contains(body.id) || !unit_.entity(body.function).isHidden;
    return any == Holding::Never && isLater ? AtCall::Needless : AtCall::Unknown;
  }
  return isHeldByCall(caller.site, body, caller.lock, unit_) ? AtCall::Held : at(caller.site, caller.lock);
}

/// What the callers hold of a lock that `body` leaves as it is. Where functions call each other in circles, an answer
/// may have left out a question that is being answered: it is good enough for that one, and kept no longer. In a
/// circle, names may grow with each round: beyond MaxQuestions for one from outside nothing is claimed.
AtCall CallerLocks::byCallers(const Body &body, const Object &lock) {
  Question question(body.id, lock);
  if (auto known = answers_.find(question); known != answers_.end())
    return known->second;
  if (auto known = partAnswers_.find(question); known != partAnswers_.end()) {
    outermost_ = 0;
    return known->second;
  }
  size_t depth = asked_.size();
  if (auto [asked, isNew] = asked_.try_emplace(question, depth); !isNew) {
    outermost_ = std::min(outermost_, asked->second);
    return AtCall::Needless; // a circle adds nothing
  }
  constexpr size_t MaxQuestions = 1024;
  questions_ = depth == 0 ? 1 : questions_ + 1;
  size_t outermost = std::exchange(outermost_, NoDepth);
  AtCall answer = questions_ <= MaxQuestions ? answerByCallers(body, lock) : AtCall::Unknown;
  asked_.erase(question);
  bool isWhole = outermost_ >= depth && (questions_ <= MaxQuestions || depth == 0);
  (isWhole ? answers_ : partAnswers_).emplace(std::move(question), answer);
  outermost_ = std::min(outermost, isWhole ? NoDepth : outermost_);
  if (depth == 0)
    partAnswers_.clear();
  return answer;
}

AtCall CallerLocks::answerByCallers(const Body &body, const Object &lock) {
  const Entity &function = unit_.entity(body.function);
  bool isHelper = body.isLambda || function.isHidden;
  size_t held = 0, missing = departed_.contains(body.id), unknown = 0, all = 0;
  for (const Caller &caller : callersWith(body, lock)) {
    ++all;
    AtCall each = atCaller(caller, body, lock);
    held += each == AtCall::Held || each == AtCall::Mixed;
    missing += each == AtCall::Missing;
    unknown += each == AtCall::Unknown || each == AtCall::Mixed;
  }
  if (!isHelper) { // others may call it, too: they are taken to come without, unless somebody is seen not to
    bool isEntry = held == 0 && unknown == 0 && !(function.isVirtual && all == 0) && !isNamedForHeldLock(function);
    return isEntry ? AtCall::Missing : AtCall::Unknown;
  }
  if (unknown > 0)
    return held > 0 && missing > 0 ? AtCall::Mixed : AtCall::Unknown;
  if (held > 0)
    return missing > 0 ? AtCall::Mixed : AtCall::Held;
  if (missing > 0)
    return AtCall::Missing;
  return all > 0 ? AtCall::Needless : AtCall::Unknown;
}

std::vector<std::pair<Site, Object>> CallerLocks::callsWithout(const Body &body, const Object &lock) {
  std::vector<std::pair<Site, Object>> calls;
  for (const Caller &caller : callersWith(body, lock))
    if (caller.lock.isKnown() && !isHeldByCall(caller.site, body, caller.lock, unit_) &&
        at(caller.site, caller.lock) == AtCall::Missing)
      calls.push_back({caller.site, caller.lock});
  return calls;
}

} // namespace leash
