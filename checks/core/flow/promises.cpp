// promises: what a function does to a promise, on every way through it.

#include "checks/core/flow/promises.h"

#include "checks/core/flow/callees.h"
#include "checks/core/flow/lock-flow.h"
#include "checks/core/flow/polling.h"
#include "checks/core/flow/simulation.h"

#include "llvm/ADT/STLExtras.h"

#include <tuple>

namespace leash {

namespace {

/// A function has more of them only if it is about something else.
constexpr size_t NamesFollowed = 12;

bool isPromise(TypeRole role) { return role == TypeRole::Promise || role == TypeRole::Task; }

/// An element that an index or an iterator stands for; which one, nobody knows here.
bool isVague(const Object &object) {
  return object.root == Root::Unknown || object.root == Root::Result || object.root == Root::Expression ||
         llvm::any_of(object.path,
                      [](const PathElement &element) { return element.kind == PathElement::Index && element.id == 0; });
}

/// Which operations of one function bear on one promise, as far as that doesn't depend on the path.
class PromiseBody {
public:
  PromiseBody(const Object &promise, const Body &body, const Unit &unit, Promises &promises);

  bool isFuture(const Object &object) const { return futures.contains(object); }
  bool isOnce(const Operation &operation) const { return onces.contains(operation.call); }
  bool isSetByCall(const Operation &operation) const { return settings.contains(operation.call); }

  std::set<Object> futures;     ///< names of its future
  std::set<uint32_t> settings;  ///< calls that set it, or get its future
  std::set<uint32_t> onces;     ///< calls that do what they do at most once
  std::set<uint32_t> questions; ///< results of calls that somebody else's answer would differ from
  std::set<uint32_t> asking;    ///< results of calls on the object that holds it
  std::vector<bool> heads;      ///< by block: where a loop begins
  std::map<const Operation *, uint32_t> blockOf;

private:
  void readResult(const Operation &operation);
  void followFuture(const Operation &operation);

  const Object &promise_;
  const Body &body_;
  const Unit &unit_;
};

/// What members have been set to, where that is a constant.
using Members = std::map<EntityId, std::optional<int64_t>>;

/// Where a path stands towards a promise.
struct PromiseProperty {
  PromiseState state = PromiseState::Untouched;
  bool isOut = false; ///< somebody else has the future
  bool isAsked = false;
  bool isCaught = false;         ///< an exception was caught since it was set
  const Operation *by = nullptr; ///< that set it or gave it away
  Members members;               ///< of `this`, that decide something and have new values

  friend bool operator==(const PromiseProperty &, const PromiseProperty &) = default;
  friend bool operator<(const PromiseProperty &a, const PromiseProperty &b) {
    auto key = [](const PromiseProperty &property) {
      return std::tie(property.state, property.isOut, property.isAsked, property.isCaught, property.by,
                      property.members);
    };
    return key(a) < key(b);
  }
};

class PromiseDomain {
public:
  using Property = PromiseProperty;
  using State = SimulationState<Property>;
  using Emit = llvm::function_ref<void(State)>;

  struct Second {
    const Operation *first;
    const Operation *second;
    bool isGivenAway;
    bool isCaught;
    uint32_t node;
  };
  struct End {
    const Operation *left;
    Place place;
    uint32_t node;
  };

  PromiseDomain(const Object &promise, const Body &body, const Unit &unit, Promises &promises, const Members &own)
      : own_(own), promise_(promise), body_(body), unit_(unit), promises_(promises),
        facts_(promise_, body, unit, promises), isSole_(promises.isSetOnlyIn(body, promise)) {}

  Property initial() const;
  void transfer(const Operation &operation, const State &state, Emit emit);
  Throws throwsOf(const Operation &operation) const;
  void unwound(State &state, const Operation &operation, llvm::function_ref<bool(const Object &)> isDestroyed);
  void followed(uint32_t block, const Edge &edge, State &state);
  void entered(uint32_t block, State &state) const;
  bool endsWithFunction() const;

  const PromiseBody &facts() const { return facts_; }

  std::vector<Second> seconds;
  std::vector<End> ends;
  bool sets = false;
  bool givesAway = false;
  const uint32_t *visiting = nullptr;

private:
  bool isChosenBy(const Object &object) const;
  bool isMine(const Object &object) const { return object.isKnown() && promise_.startsWith(object); }
  bool reaches(const Argument &argument, const State &state) const;
  bool isKeptBy(const Argument &argument) const;
  void set(const Operation &operation, State &state);
  void give(const Operation &operation, State &state);
  void move(const Operation &operation, State &state);
  bool isCopy(const Operation &operation) const;
  void renew(const Operation &operation, State &state);
  void destroy(const Operation &operation, State &state);
  void call(const Operation &operation, const State &state, Emit emit);
  void apply(const PromiseFlow &callee, const CallDetail &call, const Operation &operation, const State &state,
             Emit emit);
  void opaque(const Operation &operation, const CallDetail &call, State &state);
  bool isGuard(uint32_t block, const Edge &edge, const State &state) const;
  bool isWrittenAlong(const Object &object, const Operation &setting) const;
  bool reads(const Object &subject, llvm::function_ref<bool(const Object &)> fits) const;

  const Members &own_; ///< members that nobody else changes, and what they are at first
  const Object promise_;
  const Body &body_;
  const Unit &unit_;
  Promises &promises_;
  PromiseBody facts_;
  const bool isSole_; ///< nobody else sets it, whoever has it
};

} // namespace

bool setsPromise(const Operation &operation) {
  return operation.verb == Verb::Fulfil && !operation.shared && isPromise(operation.role);
}

bool isHeldBy(const Object &object, const Object &holder) {
  return object.startsWith(holder) &&
         std::all_of(object.path.begin() + holder.path.size(), object.path.end(),
                     [](const PathElement &each) { return each.kind == PathElement::Field; });
}

bool PromiseFlow::touches() const {
  return sets || givesAway || llvm::any_of(outcomes, [](const PromiseOutcome &each) {
           return each.state != PromiseState::Untouched || each.connects;
         });
}

PromiseBody::PromiseBody(const Object &promise, const Body &body, const Unit &unit, Promises &promises)
    : promise_(promise), body_(body), unit_(unit) {
  heads.resize(body.blocks.size());
  for (uint32_t block = 0; block < body.blocks.size(); ++block) {
    for (const Edge &edge : body.blocks[block].edges)
      if (edge.isBack)
        heads[edge.target] = true;
    for (const Operation &operation : body.blocks[block].operations) {
      blockOf[&operation] = block;
      if (operation.verb == Verb::Fulfil || operation.verb == Verb::Connect)
        settings.insert(operation.call);
      if (operation.verb == Verb::Once)
        onces.insert(operation.call);
      if (operation.verb == Verb::Connect && operation.other == promise)
        futures.insert(operation.object);
      readResult(operation);
      if (operation.verb != Verb::Call || operation.call == NoIndex || operation.result == 0)
        continue;
      for (const CallDetail &callee : calleesOf(body, operation, unit))
        if (Object inside = promises.inCallee(promise, body, callee); inside.isKnown())
          if (llvm::any_of(promises.follow(unit.body(callee.body), inside).outcomes,
                           [](const PromiseOutcome &each) { return each.connects; }))
            futures.insert(Object::result(operation.result));
    }
  }
  for (size_t before = 0; before != futures.size();) {
    before = futures.size();
    for (const auto &[operation, block] : blockOf)
      followFuture(*operation);
  }
}

/// What a call tells: something of the object that holds the promise, or whether one was the first to come.
void PromiseBody::readResult(const Operation &operation) {
  if (operation.result == 0)
    return;
  if (operation.verb == Verb::Exchange)
    questions.insert(operation.result);
  if (operation.verb != Verb::Call || operation.call == NoIndex)
    return;
  const CallDetail &call = body_.calls[operation.call];
  Object holder = promise_.root == Root::Variable ? Object::variable(promise_.id) : Object();
  bool isOnHolder = holder.isKnown() && call.receiver.startsWith(holder);
  bool takesHolder = holder.isKnown() && llvm::any_of(call.arguments, [&](const Argument &argument) {
                       return argument.value.object.startsWith(holder);
                     });
  if ((isOnHolder || takesHolder) && !call.isCast)
    asking.insert(operation.result);
  auto changes = [](const Operation &each) {
    bool isOthers = each.object.root == Root::This || (each.object.root == Root::Variable && !each.object.path.empty());
    return each.verb == Verb::Exchange || (each.verb == Verb::Assign && isOthers);
  };
  bool isAccess = call.name.starts_with("operator");
  if ((call.receiver.isKnown() && !call.isConst && !isAccess && !call.isConstructor && call.body == NoBody) ||
      (call.body != NoBody && leadsTo(operation, body_, unit_, changes)))
    questions.insert(operation.result);
}

void PromiseBody::followFuture(const Operation &operation) {
  bool isLocal = operation.object.isVariable() && unit_.entity(operation.object.id).kind == EntityKind::Local;
  if (operation.verb == Verb::Assign && operation.value.kind == Value::Content && isFuture(operation.value.object) &&
      isLocal)
    futures.insert(operation.object);
  if (operation.verb == Verb::Move && isFuture(operation.other) && (isLocal || operation.object.root == Root::Result))
    futures.insert(operation.object);
}

PromiseProperty PromiseDomain::initial() const {
  PromiseProperty property;
  property.members = own_;
  if (promise_.root != Root::Variable || unit_.entity(promise_.id).owner != body_.function)
    return property;
  bool isLocal = unit_.entity(promise_.id).kind == EntityKind::Local;
  if (isLocal)
    property.state = PromiseState::Unknown; // until it is made
  property.isOut = endsWithFunction();
  return property;
}

/// A parameter that is passed by value: whoever called has let go of the promise.
bool PromiseDomain::endsWithFunction() const {
  if (promise_.root != Root::Variable || !llvm::is_contained(body_.parameters, promise_.id))
    return false;
  const Entity &parameter = unit_.entity(promise_.id);
  return !parameter.isReference && !parameter.isPointer && isHeldBy(promise_, Object::variable(promise_.id));
}

/// What sets a promise throws only if that was done before.
Throws PromiseDomain::throwsOf(const Operation &operation) const {
  return operation.call != NoIndex && facts_.isSetByCall(operation) ? Throws::No
                                                                    : leash::throwsOf(operation, body_, unit_);
}

/// A callee that can reach the promise may have set it before it threw.
void PromiseDomain::unwound(State &state, const Operation &operation, llvm::function_ref<bool(const Object &)>) {
  Property &property = state.property;
  property.isCaught = true;
  if (operation.call == NoIndex)
    return;
  for (const CallDetail &callee : calleesOf(body_, operation, unit_))
    if (Object inside = promises_.inCallee(promise_, body_, callee); inside.isKnown())
      if (promises_.follow(unit_.body(callee.body), inside).touches())
        property.state = PromiseState::Unknown;
}

bool PromiseDomain::reads(const Object &subject, llvm::function_ref<bool(const Object &)> fits) const {
  return fits(subject) || (subject.root == Root::Expression && llvm::any_of(unit_.expressions[subject.id].reads, fits));
}

/// Something that is written where the promise is set, or that gets a constant later on in the same round.
bool PromiseDomain::isWrittenAlong(const Object &object, const Operation &setting) const {
  auto found = facts_.blockOf.find(&setting);
  if (found == facts_.blockOf.end())
    return false;
  auto isChange = [&](const Operation &each) {
    bool isWrite = each.verb == Verb::Assign || each.verb == Verb::Move || each.verb == Verb::Exchange;
    return isWrite && (object.startsWith(each.object) || each.object.startsWith(object)) && each.object.isKnown();
  };
  if (llvm::any_of(body_.blocks[found->second].operations, isChange))
    return true;
  std::vector<bool> reachable = blocksReachableFrom(body_, found->second);
  for (uint32_t block = 0; block < body_.blocks.size(); ++block)
    if (reachable[block] && llvm::any_of(body_.blocks[block].operations, [&](const Operation &each) {
          return isChange(each) && each.value.kind == Value::Constant;
        }))
      return true;
  return false;
}

/// A decision that tells who comes first from who comes later.
bool PromiseDomain::isGuard(uint32_t block, const Edge &edge, const State &state) const {
  return llvm::any_of(edge.tests, [&](const Test &test) {
    if (test.subject.root == Root::Result && facts_.questions.contains(test.subject.id))
      return !facts_.heads[block];
    return reads(test.subject, [&](const Object &each) { return isWrittenAlong(each, *state.property.by); });
  });
}

void PromiseDomain::followed(uint32_t block, const Edge &edge, State &state) {
  Property &property = state.property;
  if (property.state == PromiseState::Set && property.by && isGuard(block, edge, state))
    property.state = PromiseState::Unknown;
  if (property.state == PromiseState::Set || property.isAsked || promise_.root != Root::Variable)
    return;
  Object holder = Object::variable(promise_.id);
  property.isAsked = llvm::any_of(edge.tests, [&](const Test &test) {
    bool isAnswer = test.subject.root == Root::Result && facts_.asking.contains(test.subject.id);
    return isAnswer || reads(test.subject, [&](const Object &each) { return each.startsWith(holder); });
  });
}

/// The promise is an element, and which one depends on `object`.
bool PromiseDomain::isChosenBy(const Object &object) const {
  return object.isKnown() && llvm::any_of(promise_.path, [&](const PathElement &element) {
           return element.kind == PathElement::Index &&
                  llvm::any_of(unit_.expressions[element.id].reads,
                               [&](const Object &read) { return read.startsWith(object); });
         });
}

/// A new round of a loop forgets what others may have changed; these members they can't.
void PromiseDomain::entered(uint32_t, State &state) const {
  for (const auto &[field, value] : state.property.members)
    if (value && own_.contains(field))
      state.facts.set(Object::self(0).field(field), Range::exactly(*value));
}

void PromiseDomain::set(const Operation &operation, State &state) {
  Property &property = state.property;
  sets = true;
  bool isAgain = property.state == PromiseState::Set || property.state == PromiseState::Given;
  if (isAgain && property.by) {
    Second second{property.by, &operation, property.state == PromiseState::Given, property.isCaught, *visiting};
    bool isKnown = llvm::any_of(seconds, [&](const Second &each) { return each.second == &operation; });
    if (!isKnown)
      seconds.push_back(second);
  }
  property.state = PromiseState::Set;
  property.by = &operation;
  property.isCaught = false;
}

void PromiseDomain::give(const Operation &operation, State &state) {
  givesAway = true;
  state.property.state = PromiseState::Given;
  state.property.by = &operation;
  state.property.isCaught = false;
}

void PromiseDomain::renew(const Operation &operation, State &state) {
  Property &property = state.property;
  bool isTaken = operation.verb == Verb::Assign && operation.value.kind == Value::Content &&
                 llvm::any_of(operation.value.object.path,
                              [](const PathElement &each) { return each.kind == PathElement::Index; });
  property.state = PromiseState::Unset;
  property.isOut = isTaken; // by whoever has put it there
  property.isAsked = false;
  property.by = nullptr;
}

bool PromiseDomain::isCopy(const Operation &operation) const {
  if (operation.source.empty() || operation.call == NoIndex)
    return operation.shared;
  return llvm::any_of(body_.calls[operation.call].arguments, [&](const Argument &argument) {
    return argument.value.kind == Value::Content && argument.value.object == operation.other && !argument.isMoved;
  });
}

/// A move gives the promise away; a copy of what leads to it lets others get at it. Whether a container has taken what
/// it was offered is known to who looks at the result.
void PromiseDomain::move(const Operation &operation, State &state) {
  Object source = state.facts.resolve(operation.other), target = state.facts.resolve(operation.object);
  if (facts_.isFuture(operation.other) && !facts_.isFuture(operation.object))
    state.property.isOut = true;
  if (isMine(target) || isChosenBy(target))
    renew(operation, state);
  if (!isMine(source))
    return;
  if (isCopy(operation) && isHeldBy(promise_, source))
    return; // a copy of something else: no promise can be copied
  bool isTried = !operation.source.empty() && !operation.isDiscarded;
  if (isCopy(operation)) {
    if (!isSole_)
      state.property.state = PromiseState::Unknown;
  } else if (isTried)
    state.property.state = PromiseState::Unknown;
  else
    give(operation, state);
}

void PromiseDomain::destroy(const Operation &operation, State &state) {
  Property &property = state.property;
  bool isEnd = isHeldBy(promise_, operation.object) || (isSole_ && operation.object.isVariable());
  if (!isMine(operation.object) || !isEnd)
    return;
  bool isUnset = property.state == PromiseState::Unset || property.state == PromiseState::Untouched;
  if (isUnset && property.isOut && !property.isAsked)
    ends.push_back({state.returned, unit_.entity(promise_.id).scope, *visiting});
  property.state = PromiseState::Unknown;
}

bool PromiseDomain::reaches(const Argument &argument, const State &state) const {
  bool names = argument.value.kind == Value::Content || argument.value.kind == Value::Address;
  bool isPassed = argument.isByReference || argument.isPointer || argument.value.kind == Value::Address;
  return names && isPassed && isMine(state.facts.resolve(argument.value.object));
}

/// The callable that is passed has the promise, or the way to it.
bool PromiseDomain::isKeptBy(const Argument &argument) const {
  if (argument.value.kind != Value::Callable)
    return false;
  const Callable &callable = body_.callables[argument.value.callable];
  auto isTouched = [&](const Operation &each) {
    return (each.verb == Verb::Fulfil || each.verb == Verb::Move || each.verb == Verb::Assign) &&
           each.object.lastField() == promise_.lastField();
  };
  return llvm::any_of(callable.captures, [&](const Capture &capture) {
    if (capture.mode != Capture::ThisPointer)
      return isMine(capture.object);
    return promise_.root == Root::This &&
           (callable.body == NoBody || does(unit_.body(callable.body), unit_, isTouched));
  });
}

/// What can't be seen may set the promise, replace it, or let somebody else do so.
void PromiseDomain::opaque(const Operation &operation, const CallDetail &call, State &state) {
  bool isAccess = call.name.starts_with("operator") && call.name != "operator=";
  Object receiver = state.facts.resolve(call.receiver);
  bool isStep = isChosenBy(receiver) && !call.isConst; // an iterator that is moved on
  bool isChanged = isMine(receiver) && !call.isConst && !isAccess && !call.isConstructor;
  bool isPassed =
      !call.isCast && llvm::any_of(call.arguments, [&](const Argument &argument) { return reaches(argument, state); });
  bool isHandedOver =
      call.isSystem && call.isNamedByVocabulary && llvm::any_of(call.arguments, [&](const Argument &argument) {
        return argument.isMoved && reaches(argument, state) &&
               isHeldBy(promise_, state.facts.resolve(argument.value.object));
      });
  if (isHandedOver)
    return give(operation, state);
  bool isUnseen = call.body == NoBody && (isChanged || isPassed);
  bool isKept = llvm::any_of(call.arguments, [&](const Argument &argument) {
    return argument.use != CallableUse::CalledNow && isKeptBy(argument);
  });
  if (isUnseen || isKept || isStep)
    state.property.state = PromiseState::Unknown;
}

void PromiseDomain::apply(const PromiseFlow &callee, const CallDetail &call, const Operation &operation,
                          const State &state, Emit emit) {
  auto ends = [&](PromiseState end) {
    return llvm::any_of(callee.outcomes, [&](const PromiseOutcome &each) { return each.state == end; });
  };
  bool isOnce = facts_.isOnce(operation);
  for (const PromiseOutcome &outcome : callee.outcomes) {
    State after = state;
    if (operation.result != 0 && !after.facts.assume(Object::result(operation.result), outcome.result))
      continue;
    bool isPossible = true;
    for (const auto &[member, range] : outcome.assumed)
      if (Object mine = inCaller(member, call, unit_); mine.isKnown())
        isPossible &= after.facts.assume(mine, range);
    if (!isPossible)
      continue;
    for (const auto &[member, range] : outcome.changed)
      if (Object mine = inCaller(member, call, unit_); mine.isKnown()) {
        after.facts.forget(mine, unit_);
        after.facts.set(mine, range);
        if (mine.root == Root::This)
          after.property.members[mine.lastField()] = range.single();
      }
    // A callee that sometimes does and sometimes doesn't, and doesn't tell, is likely to be called when it does.
    bool isUntold = ends(PromiseState::Untouched) && outcome.result.isFull();
    after.property.isAsked |= outcome.isAsked;
    if (outcome.state == PromiseState::Set && !isOnce && !isUntold)
      set(operation, after);
    else if (outcome.state == PromiseState::Given && !isOnce && !isUntold)
      give(operation, after);
    else if (outcome.state == PromiseState::Unset)
      renew(operation, after);
    else if (outcome.state != PromiseState::Untouched)
      after.property.state = PromiseState::Unknown;
    sets |= outcome.state == PromiseState::Set;
    emit(std::move(after));
  }
}

void PromiseDomain::call(const Operation &operation, const State &state, Emit emit) {
  if (facts_.isSetByCall(operation))
    return emit(state); // the operation that follows says what it does
  const CallDetail &detail = body_.calls[operation.call];
  std::vector<const PromiseFlow *> flows;
  for (const CallDetail &callee : calleesOf(body_, operation, unit_)) {
    Object inside = promises_.inCallee(promise_, body_, callee);
    const PromiseFlow *flow = inside.isKnown() ? &promises_.follow(unit_.body(callee.body), inside) : nullptr;
    if (!flow || !flow->touches())
      continue;
    flows.push_back(flow);
    apply(*flow, callee, operation, state, emit);
  }
  if (!flows.empty())
    return;
  State after = state;
  opaque(operation, detail, after);
  emit(std::move(after));
}

void PromiseDomain::transfer(const Operation &operation, const State &state, Emit emit) {
  if (operation.verb == Verb::Call && operation.call != NoIndex)
    return call(operation, state, emit);
  State after = state;
  Object object = state.facts.resolve(operation.object);
  switch (operation.verb) {
  case Verb::Fulfil:
    if (sameHere(object, promise_) && setsPromise(operation))
      set(operation, after);
    break;
  case Verb::Move:
    move(operation, after);
    break;
  case Verb::Create:
    if (isMine(object) || isChosenBy(object))
      renew(operation, after);
    break;
  case Verb::Assign: {
    // A constructor's own initialisers repeat what the construction before them has made.
    bool isInitial = operation.value.kind == Value::Content && operation.value.object == operation.object;
    if ((isMine(object) && !isInitial) || isChosenBy(object))
      renew(operation, after);
    bool isOutside = !object.isVariable() || unit_.entity(object.id).kind != EntityKind::Local;
    if (operation.value.kind == Value::Content && facts_.isFuture(operation.value.object) && isOutside)
      after.property.isOut = true;
    if (object.root == Root::This && object.path.size() == 1 && promises_.isTested(object.lastField()))
      after.property.members[object.lastField()] = rangeOf(operation.value, state.facts).single();
    break;
  }
  case Verb::Escape:
    if (isMine(object))
      after.property.state = PromiseState::Unknown;
    break;
  case Verb::Return:
    if (operation.value.kind == Value::Content && facts_.isFuture(operation.value.object))
      after.property.isOut = true;
    break;
  case Verb::Destroy:
    destroy(operation, after);
    break;
  default:
    break;
  }
  emit(std::move(after));
}

Promises::Promises(const Unit &unit) : unit_(unit) {
  for (const Body &body : unit.bodies)
    for (const Block &block : body.blocks) {
      for (const Edge &edge : block.edges)
        for (const Test &test : edge.tests)
          if (test.subject.root == Root::This && test.subject.path.size() == 1)
            tested_.insert(test.subject.lastField());
      for (const Operation &operation : block.operations)
        collect(body, operation);
    }
}

void Promises::replaces(const Body &body, const Object &object) {
  if (body.isConstructor && object.root == Root::This)
    return;
  if (EntityId field = object.lastField(); field != NoEntity)
    replaced_[field].insert(body.id);
}

void Promises::collect(const Body &body, const Operation &operation) {
  if (operation.verb == Verb::Assign || operation.verb == Verb::Escape)
    replaces(body, operation.object);
  if (operation.verb == Verb::Move) {
    replaces(body, operation.object);
    replaces(body, operation.other);
  }
  if (setsPromise(operation)) {
    setters_[operation.object.declaration()].insert(operation.object);
    settingBodies_[operation.object.declaration()].insert(body.id);
  }
  if (operation.verb != Verb::Call || operation.call == NoIndex)
    return;
  const CallDetail &call = body.calls[operation.call];
  bool isAccess = call.name.starts_with("operator") && call.name != "operator=";
  if (call.isSystem && !call.isNamedByVocabulary && !call.isConst && !isAccess && !call.isConstructor)
    replaces(body, call.receiver);
}

bool Promises::isReplacedElsewhere(const Object &promise, const Body &body) const {
  return llvm::any_of(promise.path, [&](const PathElement &element) {
    auto found = element.kind == PathElement::Field ? replaced_.find(element.id) : replaced_.end();
    return found != replaced_.end() && llvm::any_of(found->second, [&](BodyId each) { return each != body.id; });
  });
}

bool Promises::isSetOnlyIn(const Body &body, const Object &promise) const {
  auto bodies = settingBodies_.find(promise.declaration());
  auto names = setters_.find(promise.declaration());
  return bodies != settingBodies_.end() && bodies->second == std::set{body.id} && names->second == std::set{promise} &&
         promise.lastField() != NoEntity;
}

Object Promises::inCallee(const Object &promise, const Body &body, const CallDetail &call) const {
  if (call.body == NoBody)
    return {};
  const Body &callee = unit_.body(call.body);
  if (callee.isLambda) {
    for (const Callable &callable : body.callables)
      for (const Capture &capture : callable.captures)
        if (callable.body == call.body && capture.isInit && promise.startsWith(capture.object))
          return promise.rebased(capture.object, Object::variable(capture.variable));
    bool isShared = call.keeper.isKnown();
    return isShared && promise.root != Root::Variable ? Object() : promise;
  }
  for (size_t index = 0; index < call.arguments.size() && index < callee.parameters.size(); ++index) {
    const Value &value = call.arguments[index].value;
    Object parameter = Object::variable(callee.parameters[index]);
    const Entity &entity = unit_.entity(callee.parameters[index]);
    if (!value.object.isKnown() || !promise.startsWith(value.object))
      continue;
    if (value.kind == Value::Content && (entity.isReference || !isHeldBy(promise, value.object)))
      return promise.rebased(value.object, parameter);
    if (value.kind == Value::Address)
      return promise.rebased(value.object, parameter.deref());
  }
  if (call.receiver.isKnown() && callee.type != NoEntity && promise.startsWith(call.receiver))
    return promise.rebased(call.receiver, Object::self(0));
  bool isGlobal = promise.root == Root::Variable && unit_.entity(promise.id).visibility != Visibility::Function;
  return isGlobal ? promise : Object();
}

const std::set<Object> &Promises::namedIn(const Body &body) {
  auto [known, isNew] = named_.try_emplace(body.id);
  if (!isNew || body.isPattern)
    return known->second;
  std::set<Object> named;
  for (const Block &block : body.blocks)
    for (const Operation &operation : block.operations) {
      if (operation.verb == Verb::Fulfil && setsPromise(operation))
        named.insert(operation.object);
      if (operation.verb == Verb::Connect)
        named.insert(operation.other);
      for (const CallDetail &callee : calleesOf(body, operation, unit_))
        for (const Object &inside : namedIn(unit_.body(callee.body))) {
          bool isLambda = unit_.body(callee.body).isLambda && inside.root == Root::Variable;
          named.insert(isLambda ? inside : inCaller(inside, callee, unit_));
        }
    }
  std::erase_if(named, [&](const Object &each) { return isVague(each); });
  if (named.size() > NamesFollowed)
    named.clear();
  return named_[body.id] = std::move(named);
}

namespace {

PromiseOutcome outcomeOf(const Simulation<PromiseDomain>::Exit &exit, const PromiseBody &facts, const Body &body) {
  const PromiseProperty &property = exit.state.property;
  PromiseOutcome outcome{property.state, property.isAsked, false, exit.state.facts.range(returnedValue()), {}, {}};
  outcome.connects = exit.last && exit.last->verb == Verb::Return && facts.isFuture(exit.last->value.object);
  std::set<EntityId> seen;
  for (const Block &block : body.blocks)
    for (const Edge &edge : block.edges)
      for (const Test &test : edge.tests)
        if (test.subject.root == Root::This && test.subject.path.size() == 1 &&
            seen.insert(test.subject.lastField()).second && !property.members.contains(test.subject.lastField()))
          if (Range range = exit.state.facts.range(test.subject); !range.isFull())
            outcome.assumed.push_back({test.subject, range});
  for (const auto &[field, value] : property.members)
    outcome.changed.push_back({Object::self(0).field(field), value ? Range::exactly(*value) : Range()});
  return outcome;
}

void readExits(const Simulation<PromiseDomain> &simulation, PromiseDomain &domain, const Body &body,
               PromiseFlow &flow) {
  for (const auto &exit : simulation.exits()) {
    if (!exit.isNormal)
      continue;
    const PromiseProperty &property = exit.state.property;
    flow.outcomes.push_back(outcomeOf(exit, domain.facts(), body));
    bool isUnset = property.state == PromiseState::Untouched || property.state == PromiseState::Unset;
    if (isUnset)
      flow.unset.push_back({exit.last, body.end, simulation.pathTo(exit.node)});
    if (isUnset && domain.endsWithFunction() && property.isOut && !property.isAsked)
      domain.ends.push_back({exit.last, body.end, exit.node});
  }
}

PromiseFlow simulate(const Body &body, const Object &promise, const Members &own, const Unit &unit,
                     Promises &promises) {
  PromiseFlow flow;
  PromiseDomain domain(promise, body, unit, promises, own);
  Simulation<PromiseDomain> simulation(unit, body, domain);
  domain.visiting = &simulation.current();
  if (!simulation.run(domain.initial()))
    return flow;
  flow.sets = domain.sets;
  flow.givesAway = domain.givesAway;
  readExits(simulation, domain, body, flow);
  for (const PromiseDomain::Second &each : domain.seconds)
    flow.seconds.push_back({each.first, each.second, each.isGivenAway, each.isCaught, simulation.pathTo(each.node)});
  for (const PromiseDomain::End &each : domain.ends)
    flow.broken.push_back({each.left, each.place, simulation.pathTo(each.node)});
  return flow;
}

} // namespace

const PromiseFlow &Promises::follow(const Body &body, const Object &promise) {
  auto [known, isNew] = flows_.try_emplace({body.id, promise});
  if (!isNew) {
    static const PromiseFlow Recursive;
    return known->second ? *known->second : Recursive;
  }
  PromiseFlow flow = simulate(body, promise, {}, unit_, *this);
  return *(flows_[{body.id, promise}] = std::make_unique<PromiseFlow>(std::move(flow)));
}

PromiseFlow Promises::followRun(const Body &body, const Object &promise,
                                const std::map<EntityId, std::optional<int64_t>> &own) {
  return simulate(body, promise, own, unit_, *this);
}

} // namespace leash
