// object-departure: the pointer is found where it leaves, and then followed outwards: in each function on the way,
// whether the work is still away when the object ends, or when the function does.
#include "checks/core/flow/object-departure.h"

#include "checks/core/flow/callees.h"
#include "checks/core/flow/polling.h"
#include "checks/core/flow/simulation.h"
#include "checks/core/flow/thread-work.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

#include <optional>

namespace leash {

namespace {

/// Callers that are followed, one around the other.
constexpr size_t Outermost = 3;

/// Members of members that are looked at for what the end of an object does.
constexpr unsigned Deepest = 3;

/// Waits for somebody else, or gives them time.
bool waits(const Operation &operation) {
  return operation.verb == Verb::Join || operation.verb == Verb::Pause ||
         (waitsForOthers(operation.verb) && !operation.timed);
}

bool isUnseen(const Operation &operation, const Body &body, const Unit &unit) {
  if (operation.verb != Verb::Call)
    return false;
  const CallDetail &call = body.calls[operation.call];
  return !call.isSystem && !call.isNamedByVocabulary && !call.isCast && calleesOf(body, operation, unit).empty() &&
         !(call.body == NoBody && call.isConstructor);
}

/// The pointers and containers that own `object`, or something that it is part of; the outermost first.
std::vector<Object> ownersOf(const Object &object, const Unit &unit) {
  std::vector<Object> owners;
  Object owner = object;
  owner.path.clear();
  for (const PathElement &each : object.path) {
    const Entity &entity = unit.entity(owner.declaration());
    bool isKnown = owner.declaration() != NoEntity && !entity.isReference;
    bool isOwner =
        entity.isContainer || entity.role == TypeRole::SmartPointer || entity.elementRole == TypeRole::SmartPointer;
    if (each.kind != PathElement::Field && isKnown && isOwner)
      owners.push_back(owner);
    owner = owner.with(each);
  }
  return owners;
}

/// The part of `object` that is a member of nothing that could end before it.
bool isPlainPart(const Object &object) {
  return llvm::all_of(object.path, [](const PathElement &each) { return each.kind == PathElement::Field; });
}

/// `operation` ends `object`, by itself or by its owners.
bool isEnd(const Operation &operation, const Object &object, llvm::ArrayRef<Object> owners, const Unit &unit) {
  bool isOwner = llvm::is_contained(owners, operation.object);
  switch (operation.verb) {
  case Verb::Destroy:
    return operation.object == object || isOwner ||
           (operation.object.isVariable() && object.startsWith(operation.object) && isPlainPart(object));
  case Verb::Call:
    return isOwner && operation.direction == Direction::Down;
  case Verb::Assign:
    return isOwner && unit.entity(operation.object.declaration()).role == TypeRole::SmartPointer;
  default:
    return false;
  }
}

/// Questions about one pointer that has left.
class Stay {
public:
  Stay(const ObjectDeparture &departure, const Unit &unit) : departure_(departure), unit_(unit) {
    const Body &body = *departure.body;
    if (departure.keeping.how == Keeping::Stored)
      addKept(departure.keeping.place);
    if (departure.operation->result)
      tokens_ = holdersOf({Object::result(departure.operation->result)}, body);
    for (const ThreadWork &work : workHandedOut(*departure.operation, body, unit))
      for (const WorkUse &use : usesBy(work, unit))
        if (EntityId field = use.object.lastField(); field != NoEntity)
          watched_.insert(field);
  }

  /// Takes back what was left with somebody, itself or in a callee.
  bool takesBack(const Operation &operation, const Body &body) const {
    if (kept_.empty())
      return false;
    return leadsTo(operation, body, unit_, [&](const Operation &each) { return takes(each); });
  }

  /// Changes what the work looks at.
  bool tells(const Operation &operation, const Body &body) const {
    return leadsTo(operation, body, unit_, [&](const Operation &each) {
      bool changes = each.verb == Verb::Assign || each.verb == Verb::Exchange || each.verb == Verb::Cancel;
      return changes && watched_.contains(each.object.lastField());
    });
  }

  /// The work was started for a future, the end of which waits for it.
  bool startsFuture() const {
    return leadsTo(*departure_.operation, *departure_.body, unit_,
                   [](const Operation &each) { return each.verb == Verb::Spawn && each.role == TypeRole::Future; });
  }

  const std::set<Object> &tokens() const { return tokens_; }

private:
  /// The member or global that keeps it, and if that is a part of an element, whose.
  void addKept(const Object &place) {
    kept_.insert(place.declaration());
    bool isElement = false, isDone = false;
    for (const PathElement &each : llvm::reverse(place.path)) {
      isElement |= each.kind == PathElement::Index;
      if (each.kind != PathElement::Field || isDone)
        continue;
      kept_.insert(each.id);
      isDone = isElement || each.id != place.declaration();
    }
    kept_.erase(NoEntity);
    isSlot_ = !isElement && !unit_.entity(place.declaration()).isContainer;
  }

  bool takes(const Operation &operation) const {
    auto isKept = [&](const Object &object) {
      return kept_.contains(object.declaration()) || llvm::any_of(object.path, [&](const PathElement &each) {
               return each.kind == PathElement::Field && kept_.contains(each.id);
             });
    };
    bool isIt = isKept(operation.object);
    switch (operation.verb) {
    case Verb::Call:
      return isIt && operation.direction == Direction::Down;
    case Verb::Assign:
      return isIt && (isSlot_ || operation.value.kind == Value::Constant);
    case Verb::Move:
      return isKept(operation.other);
    default:
      return false;
    }
  }

  const ObjectDeparture &departure_;
  const Unit &unit_;
  std::set<EntityId> kept_; ///< the members or globals that keep it
  bool isSlot_ = false;     ///< it holds one only: the next takes its place
  std::set<Object> tokens_; ///< what stands for it
  std::set<EntityId> watched_;
};

/// Follows one function from the operation by which the pointer leaves.
class StayDomain {
public:
  enum State : uint8_t {
    Before,
    Away,
    Waited, ///< for somebody, which is taken to be the work
    Over,   ///< the object has ended; whoever keeps the pointer hasn't, yet
  };
  struct Property {
    State state = Before;
    friend auto operator<=>(const Property &, const Property &) = default;
  };
  using States = SimulationState<Property>;
  using Emit = llvm::function_ref<void(States)>;

  StayDomain(const Stay &stay, const Operation &leaving, Object object, Keeping keeping, const Body &body,
             const Unit &unit)
      : stay_(stay), leaving_(leaving), object_(std::move(object)), owners_(ownersOf(object_, unit)),
        keeping_(std::move(keeping)), body_(body), unit_(unit) {
    asking_ = pollingBlocks(body, unit);
    for (uint32_t block = 0; block < body.blocks.size(); ++block)
      if (llvm::any_of(body.blocks[block].operations, waits))
        for (auto [each, isIn] : llvm::enumerate(innermostLoop(body, block)))
          asking_[each] = asking_[each] || isIn;
  }

  void transfer(const Operation &operation, const States &state, Emit emit);
  Throws throwsOf(const Operation &) const { return Throws::No; }
  void unwound(States &, const Operation &, llvm::function_ref<bool(const Object &)>) const {}
  void entered(uint32_t block, States &state) const {
    if (state.property.state == Away && asking_[block])
      state.property.state = Waited;
  }

  /// What was left tells by its result whether it was: where it wasn't, there is nothing to take back.
  void followed(uint32_t block, const Edge &edge, States &state) const {
    if (state.property.state == Away && isTested(edge) && !settles(edge.target) &&
        llvm::any_of(body_.blocks[block].edges, [&](const Edge &other) { return settles(other.target); }))
      state.property.state = Before;
  }

  const Operation *end = nullptr; ///< of the object, while it was still known elsewhere

private:
  bool isTested(const Edge &edge) const;
  bool settles(uint32_t from) const;
  bool ends(const Operation &operation) const;
  bool goesElsewhere(const Operation &operation) const;
  bool isAwaitedBy(const Operation &operation) const;
  bool neverReturns(const Operation &operation) const;
  bool isOwn(const Object &place) const;
  bool isTold(const Operation &operation) const;
  bool callsKeeper(const Operation &operation) const;
  bool isGivenToThread() const;

  const Stay &stay_;
  const Operation &leaving_;
  Object object_;
  std::vector<Object> owners_;
  Keeping keeping_;
  const Body &body_;
  const Unit &unit_;
  std::vector<bool> asking_;
  const Operation *lastEnd_ = nullptr;
};

bool StayDomain::ends(const Operation &operation) const {
  if (!isEnd(operation, object_, owners_, unit_))
    return false;
  return operation.verb != Verb::Assign || operation.object.root == Root::Variable;
}

/// The object isn't this function's any more, or not its alone.
bool StayDomain::goesElsewhere(const Operation &operation) const {
  auto isOwner = [&](const Object &object) { return llvm::is_contained(owners_, object); };
  bool isRaw = object_.root == Root::Variable && !object_.path.empty() && owners_.empty();
  Object pointer = isRaw ? Object::variable(object_.id) : Object();
  auto isPointer = [&](const Object &object) { return isOwner(object) || (pointer.isKnown() && object == pointer); };
  if (operation.verb == Verb::Move || operation.verb == Verb::Escape)
    return isOwner(operation.verb == Verb::Move ? operation.other : operation.object);
  if (operation.verb == Verb::Return)
    return isPointer(operation.value.object);
  if (operation.verb == Verb::Assign)
    return operation.value.kind == Value::Content && isPointer(operation.value.object);
  if (operation.verb != Verb::Call)
    return false;
  const CallDetail &call = body_.calls[operation.call];
  return llvm::any_of(call.arguments, [&](const Argument &each) {
    return isOwner(each.value.object) && !each.isPointer && !call.isCast && !call.isConst;
  });
}

/// Whoever has got the pointer is waited for, or gives it back; or may do so, out of sight.
bool StayDomain::isAwaitedBy(const Operation &operation) const {
  if (leadsTo(operation, body_, unit_, waits) || stay_.takesBack(operation, body_))
    return true;
  if (operation.verb != Verb::Call)
    return false;
  const CallDetail &call = body_.calls[operation.call];
  Object keeper = keeping_.place;
  keeper.path.clear();
  auto isParty = [&](const Object &object) {
    return object.isKnown() &&
           (object == object_ || (keeper.isKnown() && object.startsWith(keeper)) ||
            (leaving_.result && object == Object::result(leaving_.result)) || stay_.tokens().contains(object));
  };
  bool isGiven = isParty(call.receiver) ||
                 llvm::any_of(call.arguments, [&](const Argument &each) { return isParty(each.value.object); });
  if (isUnseen(operation, body_, unit_))
    return isGiven;
  bool isRegistration = leaving_.call != NoIndex && body_.calls[leaving_.call].body == call.body;
  return keeping_.how == Keeping::Stored && !isRegistration && !call.isSystem &&
         llvm::any_of(call.arguments, [&](const Argument &each) {
           return (each.value.object == object_ && object_.isKnown()) || stay_.tokens().contains(each.value.object);
         });
}

/// The edge asks what the leaving call has returned.
bool StayDomain::isTested(const Edge &edge) const {
  return llvm::any_of(edge.tests, [&](const Test &test) {
    return (leaving_.result != 0 && test.subject == Object::result(leaving_.result)) ||
           stay_.tokens().contains(test.subject);
  });
}

/// On some way from `from`, the pointer's stay comes to an end.
bool StayDomain::settles(uint32_t from) const {
  std::vector<bool> after = blocksReachableFrom(body_, from);
  for (uint32_t block = 0; block < after.size(); ++block)
    if (after[block] &&
        llvm::any_of(body_.blocks[block].operations, [&](const Operation &each) { return isAwaitedBy(each); }))
      return true;
  return false;
}

/// A callee that doesn't come to its end.
bool StayDomain::neverReturns(const Operation &operation) const {
  if (operation.verb != Verb::Call)
    return false;
  const CallDetail &call = body_.calls[operation.call];
  if (call.body == NoBody || call.isVirtual)
    return false;
  const Body &callee = unit_.body(call.body);
  return !blocksReachableFrom(callee, callee.entry)[callee.exit];
}

/// The place is the function's own, and ends with it.
bool StayDomain::isOwn(const Object &place) const {
  if (place.root != Root::Variable || llvm::is_contained(body_.parameters, place.id))
    return false;
  const Entity &entity = unit_.entity(place.id);
  return entity.visibility == Visibility::Function && entity.kind == EntityKind::Local && !entity.isReference &&
         !entity.isPointer;
}

/// A thread that the function starts has got whoever keeps the pointer.
bool StayDomain::isGivenToThread() const {
  return llvm::any_of(body_.calls, [&](const CallDetail &call) {
    bool isThreads =
        llvm::any_of(call.arguments, [](const Argument &each) { return each.use == CallableUse::OtherThread; });
    auto isKeeper = [&](const Object &object) {
      return object.root == Root::Variable && object.id == keeping_.place.id;
    };
    return isThreads && llvm::any_of(call.arguments, [&](const Argument &each) {
             if (each.value.kind == Value::Callable)
               return llvm::any_of(body_.callables[each.value.callable].captures,
                                   [&](const Capture &capture) { return isKeeper(capture.object); });
             return each.value.kind == Value::Address && isKeeper(each.value.object);
           });
  });
}

/// Calls a callable that it has from somewhere, itself or in a callee.
bool callsBack(const Operation &operation, const Body &body, const Unit &unit, std::set<BodyId> &asked) {
  if (operation.call == NoIndex)
    return false;
  const CallDetail &call = body.calls[operation.call];
  if (operation.verb == Verb::Call && (call.callsReceiver || call.callee == NoEntity))
    return true;
  return llvm::any_of(calleesOf(body, operation, unit), [&](const CallDetail &callee) {
    const Body &inner = unit.body(callee.body);
    return asked.insert(inner.id).second && llvm::any_of(inner.blocks, [&](const Block &block) {
             return llvm::any_of(block.operations,
                                 [&](const Operation &each) { return callsBack(each, inner, unit, asked); });
           });
  });
}

/// The object is told something that the work looks at: until now it was going on.
bool StayDomain::isTold(const Operation &operation) const {
  if (operation.verb != Verb::Call)
    return false;
  const CallDetail &call = body_.calls[operation.call];
  bool isOfObject = call.receiver == object_ || llvm::any_of(call.arguments, [&](const Argument &each) {
                      return each.value.kind == Value::Address && each.value.object == object_;
                    });
  return isOfObject && stay_.tells(operation, body_);
}

/// May call what it was left with, after the object has ended.
bool StayDomain::callsKeeper(const Operation &operation) const {
  if (operation.verb == Verb::Join)
    return isGivenToThread();
  bool isEnd = operation.verb == Verb::Destroy;
  if (operation.call == NoIndex || (operation.verb != Verb::Call && !isEnd))
    return false;
  const CallDetail &call = body_.calls[operation.call];
  auto isKeeper = [&](const Object &object) { return object.root == Root::Variable && object.id == keeping_.place.id; };
  bool isGiven = isKeeper(call.receiver) ||
                 llvm::any_of(call.arguments, [&](const Argument &each) { return isKeeper(each.value.object); });
  if (!isGiven)
    return false;
  bool joins = leadsTo(operation, body_, unit_, [](const Operation &each) { return each.verb == Verb::Join; });
  std::set<BodyId> asked;
  return joins || (!isEnd && callsBack(operation, body_, unit_, asked));
}

void StayDomain::transfer(const Operation &operation, const States &state, Emit emit) {
  bool isLeaving = &operation == &leaving_ ||
                   (operation.verb == Verb::Spawn && operation.call != NoIndex && operation.call == leaving_.call);
  States after = state;
  if (isLeaving) {
    after.property.state = Away;
    if (operation.outcome == Outcome::IfZero && !operation.isDiscarded) {
      States failed = state;
      failed.property.state = Before;
      if (failed.facts.assume({Test::NotEqual, Object::result(operation.result), 0}))
        emit(std::move(failed));
      if (!after.facts.assume({Test::Equal, Object::result(operation.result), 0}))
        return;
    }
    return emit(std::move(after));
  }
  State &at = after.property.state;
  if (at == Over) {
    if (callsKeeper(operation)) {
      end = lastEnd_;
      return;
    }
    if (operation.verb == Verb::Destroy && operation.object.isVariable() && keeping_.place.startsWith(operation.object))
      return;
  } else if (at != Before) {
    if (goesElsewhere(operation) || neverReturns(operation))
      return;
    if (ends(operation)) {
      bool isDone = at == Waited || isAwaitedBy(operation);
      bool endsKeeper =
          keeping_.place.isKnown() && operation.verb == Verb::Destroy && keeping_.place.startsWith(operation.object);
      if (isDone || endsKeeper)
        return;
      lastEnd_ = &operation;
      if (!isOwn(keeping_.place)) {
        end = &operation;
        return;
      }
      at = Over;
    } else if (isAwaitedBy(operation)) {
      at = Waited;
    } else if (at == Waited && keeping_.how != Keeping::Stored && isTold(operation)) {
      at = Away;
    }
  }
  emit(std::move(after));
}

/// The names that an object has in `body` which a call has yielded: those of what its owner is stored in.
std::vector<Object> namesOf(const Object &object, const Body &body) {
  std::vector<Object> names;
  Object root = object;
  root.path.clear();
  for (const Object &each : holdersOf({root}, body))
    if (each.root != Root::Result)
      names.push_back(object.rebased(root, each));
  return names;
}

/// The call at `site` as a call of `body`: directly, or by making an object of whose class it is a constructor.
std::optional<CallDetail> callOf(const Site &site, const Body &body, const Unit &unit) {
  const Operation &operation = site.operation();
  const CallDetail &call = site.body->calls[operation.call];
  if (call.makes == body.id) {
    CallDetail made = call;
    made.body = body.id;
    made.receiver = Object::result(operation.result).deref();
    return made;
  }
  for (CallDetail &callee : calleesOf(*site.body, operation, unit))
    if (callee.body == body.id) {
      bool isOfBase = site.body->isConstructor && callee.receiver.root == Root::Result &&
                      llvm::is_contained(unit.entity(site.body->type).bases, body.type);
      if (callee.isConstructor && callee.allocation != 0)
        callee.receiver = Object::result(callee.allocation).deref();
      else if (callee.isConstructor && isOfBase)
        callee.receiver = Object::self(0);
      return std::move(callee);
    }
  return std::nullopt;
}

/// Guards what it refers to by something that tells whether that is still there: a pointer that owns it or watches it.
bool isGuarded(const Callable &callable, const Unit &unit) {
  for (const Capture &capture : callable.captures) {
    if (capture.mode != Capture::ByCopy || capture.variable == NoEntity)
      continue;
    const Entity &variable = unit.entity(capture.variable);
    if (variable.role == TypeRole::SmartPointer)
      return true;
    if (!variable.isDestroyed || variable.isContainer || callable.body == NoBody)
      continue;
    for (const CallDetail &call : unit.body(callable.body).calls)
      if (call.receiver.root == Root::Variable && call.receiver.id == capture.variable && call.isSystem && call.isConst)
        return true;
  }
  return false;
}

/// `place` in the terms of who called the constructor of the object that it is reached through.
Object unbound(Object place, const Object &object, const Body &body, const Unit &unit) {
  if (!place.isKnown() || !place.startsWith(object))
    return place;
  for (const Block &block : body.blocks)
    for (const Operation &operation : block.operations) {
      if (operation.verb != Verb::Call)
        continue;
      const CallDetail &call = body.calls[operation.call];
      BodyId maker = call.makes != NoBody ? call.makes : call.isConstructor ? call.body : NoBody;
      if (maker == NoBody)
        continue;
      CallDetail made = call;
      made.body = maker;
      if (call.makes != NoBody)
        made.receiver = Object::result(operation.result).deref();
      else if (call.allocation != 0)
        made.receiver = Object::result(call.allocation).deref();
      bool isIt = made.receiver == object || llvm::is_contained(namesOf(made.receiver, body), object);
      if (!isIt)
        continue;
      Object inside = place.rebased(object, Object::self(0));
      for (const auto &[member, bound] : unit.summary(maker).bindings)
        if (inside.startsWith(member))
          if (Object here = inCaller(inside.rebased(member, bound), made, unit); here.isKnown())
            return here;
    }
  return place;
}

const Body &methodOf(const Body &body, const Unit &unit) {
  const Body *method = &body;
  while (method->isLambda && method->parent != NoBody)
    method = &unit.body(method->parent);
  return *method;
}

} // namespace

ObjectDepartureReader::ObjectDepartureReader(const Unit &unit, Keeping::How how)
    : unit_(unit), how_(how), callers_(callSites(unit)) {
  for (EntityId id = 0; id < unit.entities.size(); ++id)
    if (unit.entity(id).kind == EntityKind::Field)
      fields_[unit.entity(id).owner].push_back(id);
  for (const Body &body : unit.bodies) {
    if (body.type != NoEntity && !body.isLambda)
      methods_[body.type].push_back(&body);
    for (auto [block, each] : llvm::enumerate(body.blocks))
      for (auto [index, operation] : llvm::enumerate(each.operations))
        if (operation.verb == Verb::Call && body.calls[operation.call].makes != NoBody)
          callers_[body.calls[operation.call].makes].push_back(
              {&body, static_cast<uint32_t>(block), static_cast<uint32_t>(index)});
  }
}

const Body *ObjectDepartureReader::destructorOf(EntityId type) const {
  auto methods = methods_.find(type);
  if (methods == methods_.end())
    return nullptr;
  auto found = llvm::find_if(methods->second, [](const Body *each) { return each->isDestructor; });
  return found == methods->second.end() ? nullptr : *found;
}

/// What a pointer or an iterator leads to that a call has yielded: what an owner has given away the address of, or an
/// element of a container.
Object yielded(const Object &result, const Body &body, const Unit &unit) {
  const Operation *yielding = result.path.empty() ? callYielding(result, body) : nullptr;
  if (!yielding)
    return {};
  const CallDetail &call = body.calls[yielding->call];
  const Entity &owner = unit.entity(call.receiver.declaration());
  if (!call.isSystem || call.isConstructor || call.receiver.declaration() == NoEntity)
    return {};
  if (owner.role == TypeRole::SmartPointer)
    return call.receiver.deref();
  return owner.isContainer ? call.receiver.index(0) : Object();
}

/// The assignment that gives a local its value, if there is one only.
const Operation *onlyValueOf(EntityId variable, const Body &body) {
  const Operation *bound = nullptr;
  for (const Block &block : body.blocks)
    for (const Operation &each : block.operations)
      if (each.verb == Verb::Assign && each.object == Object::variable(variable)) {
        if (bound)
          return nullptr;
        bound = &each;
      }
  return bound;
}

/// The element of a container that an iterator leads to, which a call on the container has yielded.
Object elementBy(EntityId iterator, const Body &body, const Unit &unit) {
  const Operation *bound = onlyValueOf(iterator, body);
  if (!bound || bound->value.kind != Value::Content || bound->value.object.root != Root::Result)
    return {};
  Object whole = bound->value.object;
  whole.path.clear();
  Object element = yielded(whole, body, unit);
  bool isElement = !element.path.empty() && element.path.back().kind == PathElement::Index;
  return isElement ? element : Object();
}

/// What a local pointer, iterator or reference was bound to.
Object boundTo(EntityId variable, const Body &body, const Unit &unit) {
  const Operation *bound = onlyValueOf(variable, body);
  if (!bound)
    return {};
  const Object &from = bound->value.object;
  if (bound->value.kind == Value::Address)
    return from;
  if (bound->value.kind != Value::Content || bound->value.constant != 0)
    return {};
  Object whole = from;
  whole.path.clear();
  if (from.root == Root::Result)
    return yielded(whole, body, unit);
  // A part of an owner is the pointer in it.
  if (Object owner = from.owner(); owner.isKnown() && unit.entity(owner.declaration()).role == TypeRole::SmartPointer)
    return owner.deref();
  return unit.entity(variable).isReference ? from : from.deref();
}

/// `object` with a pointer, an iterator or a reference that it is reached through exchanged for what that is bound to.
Object resolved(Object object, const Body &body, const Unit &unit) {
  constexpr unsigned most = 3;
  for (unsigned round = 0; round < most && object.root == Root::Variable; ++round) {
    const Entity &variable = unit.entity(object.id);
    bool leads = variable.isReference || (!object.path.empty() && object.path.front().kind == PathElement::Deref);
    if (variable.kind != EntityKind::Local || variable.role == TypeRole::SmartPointer || !leads)
      return object;
    Object target = boundTo(object.id, body, unit);
    if (!target.isKnown())
      return object;
    Object name = Object::variable(object.id);
    object = object.rebased(variable.isReference ? name : name.deref(), target);
  }
  return object;
}

/// The object that `value` points to, if somebody may end it: `this`, a local, what a parameter or a local pointer
/// leads to, or what belongs to an owner that has a name.
Object ObjectDepartureReader::pointee(const Value &value, const Body &body) const {
  Object object;
  if (value.kind == Value::Address) {
    object = resolved(value.object, body, unit_);
  } else if (value.kind == Value::Content && value.object.isVariable() && value.constant == 0) {
    const Entity &variable = unit_.entity(value.object.id);
    object = variable.isPointer ? resolved(value.object.deref(), body, unit_) : Object();
    if (!variable.isPointer && variable.kind == EntityKind::Local && variable.role == TypeRole::None)
      object = elementBy(value.object.id, body, unit_);
  } else if (value.kind == Value::Content && value.object.root == Root::Result) {
    object = yielded(value.object, body, unit_);
  }
  if (object.root == Root::This && ownersOf(object, unit_).empty())
    return isPlainPart(object) ? Object::self(0) : Object();
  if (object.root == Root::This)
    return object;
  if (object.root != Root::Variable)
    return {};
  const Entity &root = unit_.entity(object.id);
  bool isNamed = root.kind == EntityKind::Local || root.kind == EntityKind::Parameter;
  return isNamed && root.owner == body.function && !root.isLoopVariable ? object : Object();
}

/// The objects that a callable has pointers to.
std::vector<ObjectDeparture> ObjectDepartureReader::heldBy(const Callable &callable, const Body &body) const {
  std::vector<ObjectDeparture> held;
  if (isGuarded(callable, unit_))
    return held;
  for (const Capture &capture : callable.captures) {
    ObjectDeparture departure;
    departure.isCaptured = true;
    departure.place = capture.isImplicit ? callable.place : capture.place;
    bool refers = capture.mode == Capture::ByReference || capture.takesAddress;
    departure.name = capture.variable == NoEntity ? "this" : unit_.entity(capture.variable).spelling;
    if (capture.mode == Capture::ThisPointer)
      departure.object = Object::self(0);
    else if (!refers && !capture.isView)
      departure.object = pointee(Value::contentOf(capture.object), body);
    else if (Object object = pointee(Value::addressOf(capture.object), body);
             object.root == Root::This || !ownersOf(object, unit_).empty())
      departure.object = std::move(object); // locals are followed by who reads references to locals
    if (departure.object.isKnown())
      held.push_back(std::move(departure));
  }
  return held;
}

void ObjectDepartureReader::report(const ObjectDeparture &departure, const View &view, const Place &end,
                                   std::string owner) {
  found_.push_back({departure, view.callers, std::move(owner), end});
}

/// The end of an object of `type` waits for the work or takes back what was left, or may do so.
bool ObjectDepartureReader::endIsSafe(EntityId type, const ObjectDeparture &departure, unsigned depth) const {
  if (type == NoEntity || depth == Deepest)
    return false;
  const Entity &entity = unit_.entity(type);
  if (entity.isEndedElsewhere)
    return true;
  Stay stay(departure, unit_);
  if (const Body *destructor = destructorOf(type)) {
    auto isSafe = [&](const Operation &each) {
      return leadsTo(each, *destructor, unit_, waits) || stay.takesBack(each, *destructor) ||
             isUnseen(each, *destructor, unit_);
    };
    for (const Block &block : destructor->blocks)
      if (llvm::any_of(block.operations, isSafe) ||
          llvm::any_of(block.edges, [](const Edge &edge) { return edge.isBack; }))
        return true;
  }
  if (auto fields = fields_.find(type); fields != fields_.end())
    for (EntityId id : fields->second) {
      const Entity &field = unit_.entity(id);
      if (field.isReference || field.isPointer)
        continue;
      bool isToken =
          field.isDestroyed && llvm::any_of(stay.tokens(), [&](const Object &each) { return each.lastField() == id; });
      bool isSeen = field.ownedClass != NoEntity && destructorOf(field.ownedClass) != nullptr;
      bool isFuture = field.role == TypeRole::Future || field.elementRole == TypeRole::Future;
      bool joins = field.joinsOnDestruction && (!isFuture || stay.startsFuture());
      if (joins || (isToken && !isSeen && !isFuture) || endIsSafe(field.ownedClass, departure, depth + 1))
        return true;
    }
  return llvm::any_of(entity.bases, [&](EntityId base) { return endIsSafe(base, departure, depth + 1); });
}

/// Whether the departure is told of.
bool ObjectDepartureReader::followView(const ObjectDeparture &departure, const View &view) {
  const Body &body = *view.site.body;
  std::vector<Object> objects{view.object};
  bool isPointer = view.object.root == Root::Variable && !view.object.path.empty() &&
                   (unit_.entity(view.object.id).role == TypeRole::SmartPointer ||
                    (unit_.entity(view.object.id).isPointer && unit_.entity(view.object.id).kind == EntityKind::Local));
  if (view.object.root == Root::Result || isPointer)
    objects = namesOf(view.object, body);
  for (const Object &object : objects) {
    View here = view;
    here.object = object;
    here.keeping.place = unbound(view.keeping.place, object, body, unit_);
    bool isUnnamed = here.keeping.how == Keeping::Stored && object.root == Root::Variable &&
                     (!here.keeping.place.isKnown() || here.keeping.place.startsWith(object));
    Stay stay(departure, unit_);
    StayDomain domain(stay, view.site.operation(), object, here.keeping, body, unit_);
    Simulation<StayDomain> simulation(unit_, body, domain);
    if (!simulation.run({}))
      return false;
    if (domain.end && !isUnnamed) {
      report(departure, here, domain.end->place, unit_.spell(domain.end->object));
      return true;
    }
    bool isAway = llvm::any_of(simulation.exits(), [](const auto &exit) {
      return exit.isNormal && exit.state.property.state == StayDomain::Away;
    });
    if (!isAway)
      continue;
    bool isGiven = object.root == Root::Variable && llvm::is_contained(body.parameters, object.id);
    bool isMember = object.root == Root::This && !ownersOf(object, unit_).empty();
    if (isMember && followHolders(departure, here))
      return true;
    if ((isGiven || object.root == Root::This) && view.callers.size() < Outermost) {
      size_t before = found_.size();
      followCallers(departure, here);
      if (found_.size() != before)
        return true;
    }
  }
  return false;
}

void ObjectDepartureReader::followCallers(const ObjectDeparture &departure, const View &view) {
  const Body &body = *view.site.body;
  for (const Site &caller : callers_[body.id]) {
    std::optional<CallDetail> call = callOf(caller, body, unit_);
    if (!call)
      continue;
    View outer = view;
    outer.site = caller;
    outer.callers.push_back(caller);
    outer.object = inCaller(view.object, *call, unit_);
    if (view.keeping.how != Keeping::Detached)
      outer.keeping.place = inCaller(view.keeping.place, *call, unit_);
    if (outer.object.isKnown() && followView(departure, outer))
      return;
  }
}

/// A member is given a new object by a method that isn't its first: the one before ends.
bool ObjectDepartureReader::isReplaced(const Operation &operation, const Body &method) const {
  if (operation.verb != Verb::Assign || operation.direction == Direction::Down ||
      operation.value.kind != Value::Content)
    return operation.verb != Verb::Assign || operation.direction == Direction::Down;
  return llvm::any_of(methods_.at(method.type), [&](const Body *other) {
    return other->isConstructor && llvm::any_of(other->blocks, [&](const Block &block) {
             return llvm::any_of(block.operations, [&](const Operation &each) {
               return each.verb == Verb::Assign && each.object == operation.object && each.value.kind == Value::Content;
             });
           });
  });
}

/// The object belongs to a member: does another method of the class end it?
bool ObjectDepartureReader::followHolders(const ObjectDeparture &departure, const View &view) {
  const Body &body = methodOf(*view.site.body, unit_);
  std::vector<Object> owners = ownersOf(view.object, unit_);
  auto methods = methods_.find(body.type);
  bool isKept = view.keeping.how == Keeping::Stored;
  if (methods == methods_.end() || (isKept && !view.keeping.place.isKnown()))
    return false;
  if (isKept)
    llvm::erase_if(owners, [&](const Object &each) { return view.keeping.place.startsWith(each); });
  Stay stay(departure, unit_);
  for (const Body *method : methods->second) {
    if (method->isDestructor || method->isConstructor || method == &body)
      continue;
    const Operation *end = nullptr;
    bool isSafe = false;
    for (const Block &block : method->blocks)
      for (const Operation &each : block.operations) {
        if (isEnd(each, view.object, owners, unit_) && isReplaced(each, *method))
          end = &each;
        bool isTaken = each.verb == Verb::Move &&
                       llvm::any_of(owners, [&](const Object &owner) { return each.other.startsWith(owner); });
        isSafe |= isTaken || leadsTo(each, *method, unit_, waits) || stay.takesBack(each, *method) ||
                  isUnseen(each, *method, unit_);
      }
    if (end && !isSafe && !ownersEndSafely(*end, view.object, departure)) {
      report(departure, view, end->place, unit_.spell(end->object));
      return true;
    }
  }
  return false;
}

/// What ends with `end`, and leads to `object`, waits in its own destructor.
bool ObjectDepartureReader::ownersEndSafely(const Operation &end, const Object &object,
                                            const ObjectDeparture &departure) const {
  Object part = object;
  for (; part != end.object && !part.path.empty(); part.path.pop_back())
    if (endIsSafe(unit_.entity(part.declaration()).ownedClass, departure, 0))
      return true;
  return endIsSafe(unit_.entity(part.declaration()).ownedClass, departure, 0);
}

/// A destructor that tells a detached thread to end, and doesn't wait until it has; or a function that does so before
/// it gives the object's memory back.
bool ObjectDepartureReader::readEnders(const ObjectDeparture &departure) {
  if (departure.keeping.how != Keeping::Detached)
    return false;
  Stay stay(departure, unit_);
  auto has = [&](const Body &body, llvm::function_ref<bool(const Operation &)> fits) {
    return llvm::any_of(body.blocks, [&](const Block &block) { return llvm::any_of(block.operations, fits); });
  };
  auto tells = [&](const Body &body, const Object &object) {
    return has(body, [&](const Operation &each) {
      bool isOfObject =
          each.object.startsWith(object) ||
          (each.call != NoIndex && llvm::any_of(body.calls[each.call].arguments, [&](const Argument &given) {
             return given.value.kind == Value::Content && given.value.object.deref() == object;
           }));
      return isOfObject && stay.tells(each, body);
    });
  };
  if (const Body *destructor = destructorOf(departure.type); destructor && tells(*destructor, Object::self(0))) {
    found_.push_back({departure, {}, {}, destructor->end});
    return true;
  }
  for (const Body &body : unit_.bodies)
    for (EntityId parameter : body.parameters) {
      Object object = Object::variable(parameter).deref();
      if (!unit_.entity(parameter).isPointer || !tells(body, object))
        continue;
      const Operation *end = nullptr;
      bool isSafe = false;
      for (const Block &block : body.blocks)
        for (const Operation &each : block.operations) {
          if (frees(each, object, body, 0))
            end = &each;
          isSafe |= leadsTo(each, body, unit_, waits) || isUnseen(each, body, unit_);
        }
      if (end && !isSafe) {
        found_.push_back({departure, {}, unit_.entity(parameter).spelling, end->place});
        return true;
      }
    }
  return false;
}

/// Ends `object`, itself or in a callee that is given a pointer to it.
bool ObjectDepartureReader::frees(const Operation &operation, const Object &object, const Body &body,
                                  unsigned depth) const {
  if (operation.verb == Verb::Destroy)
    return operation.object == object;
  if (operation.verb != Verb::Call || depth == Deepest)
    return false;
  return llvm::any_of(calleesOf(body, operation, unit_), [&](const CallDetail &callee) {
    const Body &inner = unit_.body(callee.body);
    return llvm::any_of(inner.parameters, [&](EntityId parameter) {
      Object there = Object::variable(parameter).deref();
      return inCaller(there, callee, unit_) == object && llvm::any_of(inner.blocks, [&](const Block &block) {
               return llvm::any_of(block.operations,
                                   [&](const Operation &each) { return frees(each, there, inner, depth + 1); });
             });
    });
  });
}

void ObjectDepartureReader::follow(ObjectDeparture departure, const Site &site) {
  departure.body = site.body;
  departure.operation = &site.operation();
  bool isOwnPlace = departure.keeping.how != Keeping::Detached && departure.keeping.place.isKnown() &&
                    departure.keeping.place.startsWith(departure.object) &&
                    llvm::none_of(departure.keeping.place.path, [&](const PathElement &each) {
                      return each.kind == PathElement::Deref ||
                             (each.kind == PathElement::Field && unit_.entity(each.id).isReference);
                    });
  bool isKnown = llvm::any_of(found_, [&](const ObjectDangling &each) {
    return each.departure.place == departure.place && each.departure.name == departure.name;
  });
  if (isOwnPlace || isKnown || departure.keeping.how != how_)
    return;
  if (departure.object == Object::self(0))
    departure.type = methodOf(*site.body, unit_).type;
  else
    departure.type = unit_.entity(departure.object.declaration()).ownedClass;
  if (endIsSafe(departure.type, departure, 0))
    return;
  View view{site, departure.object, departure.keeping, {}};
  if (!followView(departure, view))
    readEnders(departure);
}

void ObjectDepartureReader::readCall(const Site &site) {
  const Body &body = *site.body;
  const Operation &operation = site.operation();
  const CallDetail &call = body.calls[operation.call];
  bool hasCallable =
      llvm::any_of(call.arguments, [](const Argument &each) { return each.value.kind == Value::Callable; });
  if (!hasCallable)
    return;
  std::vector<Keeping> ofCallable;
  for (auto [index, argument] : llvm::enumerate(call.arguments)) {
    if (argument.value.kind == Value::Callable) {
      std::vector<Keeping> keepings = keepingsOf(body, operation, index, unit_);
      for (ObjectDeparture &each : heldBy(body.callables[argument.value.callable], body))
        for (const Keeping &keeping : keepings) {
          each.keeping = keeping;
          follow(each, site);
        }
      llvm::append_range(ofCallable, keepings);
      continue;
    }
    ObjectDeparture departure;
    departure.object = pointee(argument.value, body);
    if (!departure.object.isKnown())
      continue;
    departure.place = argument.place;
    departure.name = departure.object.root == Root::This ? "this" : unit_.spell(argument.value.object);
    std::vector<Keeping> keepings = keepingsOf(body, operation, index, unit_);
    for (const Keeping &keeping : keepings) {
      auto isWith = [&](const Keeping &each) {
        return each.how == keeping.how &&
               (each.how == Keeping::Detached || each.place == keeping.place ||
                (each.place.owner().isKnown() && each.place.owner() == keeping.place.owner()));
      };
      // Locals that a thread is given are followed by who reads references to locals.
      bool isLocal = departure.object.isVariable() && keeping.how != Keeping::Stored;
      if (isLocal || llvm::none_of(ofCallable, isWith))
        continue;
      departure.keeping = keeping;
      follow(departure, site);
    }
  }
}

void ObjectDepartureReader::readAssignment(const Site &site) {
  const Operation &operation = site.operation();
  const Body &body = *site.body;
  if (operation.value.kind != Value::Callable || operation.object.root == Root::Result)
    return;
  bool isLocal = operation.object.root == Root::Variable &&
                 unit_.entity(operation.object.id).kind == EntityKind::Local &&
                 unit_.entity(operation.object.id).visibility == Visibility::Function;
  if (isLocal)
    return;
  for (ObjectDeparture &each : heldBy(body.callables[operation.value.callable], body)) {
    each.keeping = {Keeping::Stored, operation.object, nullptr};
    follow(each, site);
  }
}

std::vector<ObjectDangling> ObjectDepartureReader::read(const Body &body) {
  found_.clear();
  for (auto [block, each] : llvm::enumerate(body.blocks))
    for (auto [index, operation] : llvm::enumerate(each.operations)) {
      Site site{&body, static_cast<uint32_t>(block), static_cast<uint32_t>(index)};
      if (operation.verb == Verb::Call)
        readCall(site);
      else if (operation.verb == Verb::Assign)
        readAssignment(site);
    }
  return std::move(found_);
}

} // namespace leash
