// departure: references to locals that leave for another thread or another time, and whether the local outlives them.

#include "checks/core/flow/departure.h"

#include "checks/core/flow/callees.h"
#include "checks/core/flow/polling.h"
#include "checks/core/flow/simulation.h"
#include "checks/core/flow/thread-work.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

namespace leash {

namespace {

class DepartureDomain {
public:
  struct Property {
    bool isAway = false;
    bool isHandedOn = false; ///< its thread or future was moved on or detached: its old name waits no more
    friend bool operator==(const Property &, const Property &) = default;
    friend bool operator<(const Property &a, const Property &b) {
      return std::tie(a.isAway, a.isHandedOn) < std::tie(b.isAway, b.isHandedOn);
    }
  };
  using State = SimulationState<Property>;
  using Emit = llvm::function_ref<void(State)>;

  DepartureDomain(const Departure &departure, Life life, const Unit &unit)
      : departure_(departure), life_(life), body_(*departure.body), unit_(unit),
        asking_(pollingBlocks(body_, unit, stretch())) {
    addWaitingLoops();
  }

  void transfer(const Operation &operation, const State &state, Emit emit);
  Throws throwsOf(const Operation &) const { return Throws::No; }
  void unwound(State &, const Operation &, llvm::function_ref<bool(const Object &)>) const {}
  /// A loop in which the work isn't handed out, but that pauses or waits, asks whether it is done.
  void entered(uint32_t block, State &state) const { state.property.isAway &= !asking_[block]; }

  /// Where the variable ended or changed while the callable was away.
  const Operation *end = nullptr;

private:
  bool livesLonger(const Object &object) const;
  bool awaits(const Operation &operation, const Property &property) const;
  bool ownsJoining(const Object &handle) const;
  bool isPlainFuture(EntityId handle) const;
  bool takesHandle(const Operation &operation) const;
  bool awaitsByCall(const Operation &operation) const;
  bool endsProgram(const Operation &operation, const Property &property) const;
  bool touches(const Operation &operation) const;
  std::vector<bool> stretch() const;
  void addWaitingLoops();

  const Departure &departure_;
  Life life_;
  const Body &body_;
  const Unit &unit_;
  std::vector<bool> asking_; ///< by block
};

/// Waits for a thread, or for what it has to give, itself or in a callee.
static bool joins(const Body &body, const Unit &unit) {
  return does(body, unit, [](const Operation &each) { return each.verb == Verb::Join || each.verb == Verb::Await; });
}

/// The call is given something that `callable` refers to, as a flag that says when it has run.
static bool isGivenReferent(const CallDetail &call, const Callable &callable) {
  return llvm::any_of(call.arguments, [&](const Argument &argument) {
    bool isGiven = argument.isByReference || argument.value.kind == Value::Address;
    return isGiven && llvm::any_of(callable.captures, [&](const Capture &capture) {
             return capture.mode == Capture::ByReference && capture.object == argument.value.object;
           });
  });
}

/// A function that can't be seen is given what a callable of `body` refers to as well: it may wait for it.
static bool mayAwaitUnseen(const Body &body) {
  return llvm::any_of(body.calls, [&](const CallDetail &call) {
    bool isUnseen = call.body == NoBody && !call.isSystem && !call.isNamedByVocabulary;
    return isUnseen &&
           llvm::any_of(body.callables, [&](const Callable &callable) { return isGivenReferent(call, callable); });
  });
}

/// A call that the thread or future is moved into.
bool DepartureDomain::takesHandle(const Operation &operation) const {
  return life_ == Life::Scope && operation.verb == Verb::Call && operation.call != NoIndex &&
         !body_.calls[operation.call].isCast &&
         llvm::any_of(body_.calls[operation.call].arguments, [&](const Argument &each) {
           return each.isMoved && departure_.handles.contains(each.value.object);
         });
}

/// A function that is called may wait for the work: it is seen to wait for something, or can't be seen and is given
/// whom the work was given to, or what the work refers to as well.
bool DepartureDomain::awaitsByCall(const Operation &operation) const {
  if (operation.call == NoIndex || &operation == departure_.operation)
    return false;
  const CallDetail &call = body_.calls[operation.call];
  if (call.body != NoBody && !call.isVirtual)
    return takesHandle(operation) ? joins(unit_.body(call.body), unit_) : unit_.summary(call.body).mayBlock;
  const CallDetail *gave = departure_.operation->call == NoIndex ? nullptr : &body_.calls[departure_.operation->call];
  bool isKnownToType = operation.verb == Verb::Destroy && operation.role != TypeRole::None;
  if (life_ == Life::Iteration || call.isNamedByVocabulary || call.isSystem || isKnownToType ||
      operation.call == departure_.operation->call)
    return false;
  auto isKnown = [&](const Object &object) {
    return object.isKnown() &&
           (departure_.handles.contains(object) || (gave && gave->receiver.isKnown() && object == gave->receiver));
  };
  return isKnown(call.receiver) || (departure_.callable && isGivenReferent(call, *departure_.callable)) ||
         llvm::any_of(call.arguments, [&](const Argument &each) { return isKnown(each.value.object); });
}

/// A pointer that owns the thread, which joins when it ends.
bool DepartureDomain::ownsJoining(const Object &handle) const {
  return life_ == Life::Scope && departure_.handles.contains(handle) && handle.isVariable() &&
         unit_.entity(handle.id).role == TypeRole::SmartPointer &&
         unit_.entity(handle.id).elementRole == TypeRole::JoiningThread;
}

/// A future, or a container of such, of work that wasn't started for it: its end doesn't wait for it.
bool DepartureDomain::isPlainFuture(EntityId handle) const {
  const Entity &entity = unit_.entity(handle);
  if (entity.role != TypeRole::Future && entity.elementRole != TypeRole::Future)
    return false;
  const Operation &departure = *departure_.operation;
  bool isSeen = departure.verb == Verb::Call && !calleesOf(body_, departure, unit_).empty();
  return isSeen && !leadsTo(departure, body_, unit_, [](const Operation &each) {
           return each.verb == Verb::Spawn && each.role == TypeRole::Future;
         });
}

/// Waiting for anything while the work is away is taken to be waiting for this: programs that hand work out and then
/// wait do so for that reason. A wait with a limit may end before the work does.
bool DepartureDomain::awaits(const Operation &operation, const Property &property) const {
  switch (operation.verb) {
  case Verb::Inspect: // if it is joinable, it is joined
    return operation.role == TypeRole::Thread && departure_.handles.contains(operation.object);
  case Verb::Join:
    return true;
  case Verb::Await:
  case Verb::Wait:
  case Verb::Take:
  case Verb::Receive:
  case Verb::Select:
    return life_ == Life::Iteration || !operation.timed;
  case Verb::Pause: // whoever sleeps here means to give it time; what keeps it for later has none
    return life_ == Life::Scope && operation.blocks && departure_.use == CallableUse::OtherThread;
  case Verb::Destroy: {
    if (!property.isHandedOn && departure_.handles.contains(operation.object)) {
      bool isVariable = operation.object.isVariable();
      if (isVariable ? unit_.entity(operation.object.id).joinsOnDestruction && !isPlainFuture(operation.object.id)
                     : operation.role == TypeRole::Future || operation.role == TypeRole::JoiningThread)
        return true;
      if (ownsJoining(operation.object))
        return true;
    }
    return awaitsByCall(operation);
  }
  case Verb::Call:
    return (operation.direction == Direction::Down && ownsJoining(operation.object)) || awaitsByCall(operation);
  default:
    return false;
  }
}

/// The thread's object ends while it runs: so does the program.
bool DepartureDomain::endsProgram(const Operation &operation, const Property &property) const {
  return life_ == Life::Scope && operation.verb == Verb::Destroy && !property.isHandedOn &&
         departure_.handles.contains(operation.object) && operation.object.isVariable() &&
         unit_.entity(operation.object.id).endsProgramIfRunning;
}

/// The variable ends or changes.
bool DepartureDomain::touches(const Operation &operation) const {
  bool changes = life_ == Life::Iteration && operation.verb == Verb::Assign;
  return (operation.verb == Verb::Destroy || changes) && operation.object == departure_.variable;
}

/// The blocks in which the work is handed out, and those in which the variable's life begins or ends.
std::vector<bool> DepartureDomain::stretch() const {
  std::vector<bool> some(body_.blocks.size());
  for (auto [index, block] : llvm::enumerate(body_.blocks))
    some[index] = llvm::any_of(block.operations,
                               [&](const Operation &each) { return &each == departure_.operation || touches(each); });
  return some;
}

void DepartureDomain::addWaitingLoops() {
  std::vector<bool> avoiding = stretch();
  for (auto [index, block] : llvm::enumerate(body_.blocks)) {
    bool waits = llvm::any_of(block.operations, [&](const Operation &each) {
      return each.verb == Verb::Wait && (life_ == Life::Iteration || !each.timed);
    });
    if (!waits || avoiding[index] || asking_[index])
      continue;
    std::vector<bool> loop = loopThrough(body_, index, avoiding);
    for (uint32_t each = 0; each < loop.size(); ++each)
      asking_[each] = asking_[each] || loop[each];
  }
}

void DepartureDomain::transfer(const Operation &operation, const State &state, Emit emit) {
  State after = state;
  if (after.property.isAway) {
    if (touches(operation)) {
      if (!end)
        end = &operation;
      return; // one end is enough
    }
    if (awaits(operation, after.property))
      after.property.isAway = false;
    if (takesHandle(operation))
      after.property.isHandedOn |= livesLonger(body_.calls[operation.call].receiver);
    if ((operation.verb == Verb::Detach || operation.verb == Verb::Disown) &&
        departure_.handles.contains(operation.object))
      after.property.isHandedOn = true;
    if (endsProgram(operation, after.property))
      return;
    if (operation.verb == Verb::Move && departure_.handles.contains(operation.other) && livesLonger(operation.object))
      after.property.isHandedOn = true;
  }
  if (&operation != departure_.operation)
    return emit(std::move(after));
  State away = after;
  away.property = {true, false};
  bool mayFail = operation.outcome == Outcome::IfZero && !operation.isDiscarded;
  if (!mayFail)
    return emit(std::move(away));
  Object result = Object::result(operation.result);
  if (away.facts.assume({Test::Equal, result, 0}))
    emit(std::move(away));
  if (after.facts.assume({Test::NotEqual, result, 0}))
    emit(std::move(after));
}

bool DepartureDomain::livesLonger(const Object &object) const {
  if (life_ == Life::Scope)
    return !departure_.handles.contains(object) || object.root != Root::Variable ||
           unit_.entity(object.id).visibility != Visibility::Function;
  return object.root != Root::Result && !(object.isVariable() && unit_.entity(object.id).isLoopVariable);
}

bool isWithin(const Place &inner, const Place &outer) {
  return std::tie(outer.line, outer.column) <= std::tie(inner.line, inner.column) &&
         std::tie(inner.endLine, inner.endColumn) <= std::tie(outer.endLine, outer.endColumn);
}

} // namespace

DepartureReader::DepartureReader(const Unit &unit, Life life) : unit_(unit), life_(life) {}

/// Found when they are first asked for, which most units don't come to.
const std::vector<Site> &DepartureReader::callersOf(const Body &body) {
  if (callers_.empty())
    callers_ = callSites(unit_);
  return callers_[body.id];
}

bool DepartureReader::isReferenceParameter(const Object &object) const {
  return object.isVariable() && unit_.entity(object.id).kind == EntityKind::Parameter &&
         unit_.entity(object.id).isReference;
}

/// The variable that `object` is, or is a part of, if it lives as is meant; unknown if it stands for something that
/// lives elsewhere.
Object DepartureReader::variableOf(const Body &body, const Object &object) const {
  if (object.root != Root::Variable)
    return {};
  for (const PathElement &element : object.path)
    if (element.kind == PathElement::Deref)
      return {};
  const Entity &entity = unit_.entity(object.id);
  bool isOwn = entity.owner == body.function;
  Object variable = Object::variable(object.id);
  if (life_ == Life::Iteration) {
    bool isMeant = entity.kind == EntityKind::Local && (isOwn || isOfEnclosing(body, entity));
    return isMeant && entity.isLoopVariable && !entity.isReference ? variable : Object();
  }
  bool isParameter = llvm::is_contained(body.parameters, object.id);
  bool isLocal = entity.kind == EntityKind::Local && isOwn && !entity.isLoopVariable && !entity.isReference;
  return isLocal || isParameter ? variable : Object();
}

/// A lambda refers to a loop variable of the function around it.
bool DepartureReader::isOfEnclosing(const Body &body, const Entity &entity) const {
  for (BodyId at = body.parent; at != NoBody; at = unit_.body(at).parent)
    if (entity.owner == unit_.body(at).function)
      return true;
  return false;
}

std::string DepartureReader::nameOf(const Object &object) const {
  // A structured binding is a part of a nameless whole.
  if (object.root == Root::Variable && unit_.entity(object.id).spelling.empty() && object.lastField() != NoEntity)
    return unit_.entity(object.path.front().id).spelling;
  return unit_.entity(object.id).spelling;
}

CallableUse DepartureReader::useOf(const CallDetail &call, size_t argument) const {
  bool isSeen = call.body != NoBody && argument < unit_.summary(call.body).parameters.size();
  bool isTold = call.arguments[argument].use != CallableUse::Unknown;
  // Who hands it on and then waits, waits for it.
  if (life_ == Life::Scope && !isTold && isSeen &&
      (unit_.summary(call.body).mayBlock || mayAwaitUnseen(unit_.body(call.body))))
    return CallableUse::CalledNow;
  return useOfArgument(call, argument, unit_);
}

/// The objects that are given the one which a callable was put into, a task that a pool runs for example.
static std::set<Object> receiversOf(EntityId task, const Body &body) {
  std::set<Object> parts; // results of what was asked of it: get(), release()
  for (const Block &block : body.blocks)
    for (const Operation &each : block.operations) {
      bool isOfTask = each.object.root == Root::Variable && each.object.id == task;
      bool isAsked = each.call != NoIndex && body.calls[each.call].receiver == Object::variable(task);
      if (each.result && (isOfTask || isAsked))
        parts.insert(Object::result(each.result));
    }
  std::set<Object> receivers;
  for (const CallDetail &call : body.calls)
    if (call.receiver.isKnown() && !(call.receiver == Object::variable(task)) &&
        llvm::any_of(call.arguments, [&](const Argument &each) {
          const Object &given = each.value.object;
          return (given.root == Root::Variable && given.id == task) || parts.contains(given);
        }))
      receivers.insert(call.receiver);
  return receivers;
}

/// Objects that stand for the work: what the call's result or the made object is stored in.
std::set<Object> DepartureReader::handlesOf(const Body &body, const Operation &operation) const {
  std::set<Object> handles;
  if (operation.result)
    handles.insert(Object::result(operation.result));
  if (operation.object.isKnown())
    handles.insert(operation.object);
  // A part of something else keeps it.
  const Object &keeper = operation.call == NoIndex ? operation.object : body.calls[operation.call].receiver;
  if (keeper.root == Root::Variable && !keeper.path.empty())
    handles.merge(receiversOf(keeper.id, body));
  return holdersOf(std::move(handles), body);
}

/// The address of the thread that is made, not of something that it is given.
bool DepartureReader::isHandle(const Body &body, const Operation &operation, const Object &object) const {
  for (const Block &block : body.blocks)
    for (const Operation &each : block.operations)
      if (each.verb == Verb::Spawn && each.call == operation.call && each.object == object)
        return true;
  return false;
}

/// Every way from where the reference leaves to the end of the function leads past `loop`, at least past its head.
static bool comesPast(const Departure &departure, const std::vector<bool> &loop) {
  const Body &body = *departure.body;
  for (auto [index, block] : llvm::enumerate(body.blocks))
    if (llvm::any_of(block.operations, [&](const Operation &each) { return &each == departure.operation; }))
      return loop[index] || !llvm::is_contained(loop, true) || !blocksReachableFrom(body, index, loop)[body.exit];
  return true;
}

/// What was handed out in a loop is awaited in another, which goes round as often, within the variable's life: threads
/// in a container are joined one by one, as many answers are received as were asked for.
bool DepartureReader::isAwaitedOneByOne(const Departure &departure) const {
  const Body &body = *departure.body;
  bool isNamed = departure.variable.root == Root::Variable;
  const Place scope = isNamed ? unit_.entity(departure.variable.id).scope : Place();
  const Place &start = life_ == Life::Iteration ? departure.place : departure.operation->place;
  if (life_ == Life::Iteration && scope.line >= departure.place.line)
    return false;
  for (auto [index, block] : llvm::enumerate(body.blocks))
    for (const Operation &operation : block.operations) {
      bool isAfter = std::tie(operation.place.line, operation.place.column) > std::tie(start.line, start.column);
      bool endsBefore = !scope.isKnown() || operation.place.line <= scope.endLine;
      bool isElement = llvm::any_of(operation.object.path,
                                    [](const PathElement &element) { return element.kind == PathElement::Index; });
      bool joins = (operation.verb == Verb::Join || operation.verb == Verb::Await) && isElement;
      bool receives = life_ == Life::Scope && !operation.timed &&
                      (operation.verb == Verb::Receive || operation.verb == Verb::Take ||
                       operation.verb == Verb::Await || operation.verb == Verb::Join) &&
                      loopThrough(body, index)[index];
      if (isAfter && endsBefore && (joins || receives) && comesPast(departure, innermostLoop(body, index)))
        return true;
    }
  return false;
}

/// Whether what the departure refers to ends while it is away; or, of a reference that was given, whether it is away
/// when the function ends.
bool DepartureReader::isOver(Departure &departure, Dangling &dangling) const {
  const Body &body = *departure.body;
  departure.handles.merge(handlesOf(body, *departure.operation));
  for (const Block &block : body.blocks)
    for (const Operation &each : block.operations)
      if (each.verb == Verb::Spawn && each.call == departure.operation->call && each.call != NoIndex) {
        departure.operation = &each; // the spawn itself, which may fail
        departure.handles.insert(each.object);
      }
  if (isAwaitedOneByOne(departure))
    return false;
  DepartureDomain domain(departure, life_, unit_);
  Simulation<DepartureDomain> simulation(unit_, body, domain);
  if (!simulation.run({}))
    return false;
  if (domain.end) {
    dangling.end = domain.end->place;
    dangling.changes = domain.end->verb == Verb::Assign;
    return true;
  }
  bool isParameter = departure.variable.isVariable() && llvm::is_contained(body.parameters, departure.variable.id);
  dangling.end = body.end;
  return life_ == Life::Scope && isParameter &&
         llvm::any_of(simulation.exits(), [](const auto &exit) { return exit.isNormal && exit.state.property.isAway; });
}

void DepartureReader::follow(Departure departure) {
  if (departure.use == CallableUse::CalledNow || departure.use == CallableUse::Unknown)
    return;
  const Body &body = *departure.body;
  if (life_ == Life::Iteration && unit_.entity(departure.variable.id).owner != body.function) {
    // The iteration is the enclosing function's; neither of the two may wait.
    for (BodyId at = body.id; at != NoBody; at = unit_.body(at).parent)
      if (unit_.summary(at).mayBlock)
        return;
    Place end = unit_.entity(departure.variable.id).scope;
    end.line = end.endLine;
    end.column = end.endColumn > 1 ? end.endColumn - 1 : 1;
    found_.push_back({std::move(departure), {}, end, false});
    return;
  }
  Dangling dangling;
  if (!isOver(departure, dangling))
    return;
  if (isReferenceParameter(departure.variable))
    return followParameter(departure);
  dangling.departure = std::move(departure);
  found_.push_back(std::move(dangling));
}

/// A reference that the function was given is away when it ends: what is it given?
void DepartureReader::followParameter(const Departure &departure) {
  if (departure.operation->verb == Verb::Return) // whoever gets the callable has what it refers to
    return;
  for (const Site &caller : callersOf(*departure.body))
    followArgument(departure, caller, departure, {});
}

void DepartureReader::followArgument(const Departure &inner, const Site &caller, const Departure &found,
                                     std::vector<Departure> callers) {
  constexpr size_t deepest = 3;
  const Operation &operation = caller.operation();
  const CallDetail &call = caller.body->calls[operation.call];
  const std::vector<EntityId> &parameters = inner.body->parameters;
  size_t index = llvm::find(parameters, inner.variable.id) - parameters.begin();
  bool isDirect = operation.verb == Verb::Call && call.body == inner.body->id && index < call.arguments.size();
  if (!isDirect || callers.size() == deepest)
    return;
  const Argument &argument = call.arguments[index];
  Departure outer;
  outer.body = caller.body;
  outer.operation = &operation;
  bool isTemporary = argument.value.object.root == Root::Result && argument.value.object.path.empty();
  outer.variable = isTemporary ? argument.value.object : variableOf(*caller.body, argument.value.object);
  outer.name = isTemporary ? std::string() : nameOf(argument.value.object);
  outer.place = argument.place;
  outer.use = inner.use;
  if (!outer.variable.isKnown())
    return;
  Dangling dangling;
  if (!isOver(outer, dangling))
    return;
  bool isPassedOn = isReferenceParameter(outer.variable);
  callers.push_back(outer);
  if (isPassedOn) {
    for (const Site &next : callersOf(*outer.body))
      followArgument(outer, next, found, callers);
    return;
  }
  dangling.departure = found;
  dangling.callers = std::move(callers);
  found_.push_back(std::move(dangling));
}

void DepartureReader::readCallable(const Body &body, const Operation &operation, uint32_t index, CallableUse use) {
  const Callable &callable = body.callables[index];
  for (const Capture &capture : callable.captures) {
    bool refers = capture.mode == Capture::ByReference || capture.takesAddress;
    Object variable = refers ? variableOf(body, capture.object) : Object();
    bool isKept = use == CallableUse::Kept || use == CallableUse::AtEnd;
    if (!variable.isKnown() || (isKept && onlyWraps(body, operation, variable)))
      continue;
    if (life_ == Life::Scope && use == CallableUse::AtEnd)
      continue;
    std::string name = capture.isView ? unit_.entity(capture.variable).spelling : nameOf(capture.object);
    follow({&body, &operation, variable, name, capture.isImplicit ? callable.place : capture.place, &callable, &capture,
            use});
  }
}

/// What keeps the callable goes no further by itself: a temporary, or a local that lives no longer than the variable.
bool DepartureReader::onlyWraps(const Body &body, const Operation &operation, const Object &variable) const {
  if (operation.call == NoIndex)
    return false;
  const CallDetail &call = body.calls[operation.call];
  if (!call.isConstructor && !call.receiver.isKnown())
    return true;
  const Object &made = call.receiver;
  if (made.root == Root::Result || !made.isKnown())
    return true;
  bool isPart = llvm::none_of(made.path, [](const PathElement &each) { return each.kind == PathElement::Deref; });
  if (made.root != Root::Variable || !isPart || unit_.entity(made.id).visibility != Visibility::Function)
    return false;
  const Entity &keeper = unit_.entity(made.id), &kept = unit_.entity(variable.id);
  if (keeper.kind != EntityKind::Local || !keeper.scope.isKnown())
    return false;
  bool isParameter = kept.kind == EntityKind::Parameter;
  return isParameter || isWithin(keeper.scope, kept.scope);
}

void DepartureReader::readCall(const Body &body, const Operation &operation) {
  const CallDetail &call = body.calls[operation.call];
  for (auto [index, argument] : llvm::enumerate(call.arguments)) {
    if (argument.value.kind == Value::Callable) {
      readCallable(body, operation, argument.value.callable, useOf(call, index));
      continue;
    }
    if (argument.value.kind != Value::Address)
      continue;
    Object variable = variableOf(body, argument.value.object);
    // What is said of the thread itself comes before the function that it runs, what that is given after it.
    bool isHandedToThread = false;
    for (size_t other = 0; other < index; ++other)
      isHandedToThread |= useOf(call, other) == CallableUse::OtherThread;
    if (variable.isKnown() && isHandedToThread && argument.use != CallableUse::CalledNow &&
        !isHandle(body, operation, argument.value.object))
      follow({&body, &operation, variable, nameOf(argument.value.object), argument.place, nullptr, nullptr,
              CallableUse::OtherThread});
  }
}

void DepartureReader::readAssignment(const Body &body, const Operation &operation) {
  if (operation.value.kind != Value::Callable)
    return;
  bool isLocal =
      operation.object.root == Root::Variable && unit_.entity(operation.object.id).visibility == Visibility::Function;
  bool livesNoLonger = isLocal && (life_ == Life::Scope || unit_.entity(operation.object.id).isLoopVariable);
  if (!livesNoLonger && operation.object.root != Root::Result &&
      !(isLocal && operation.object.path.empty() && unit_.entity(operation.object.id).role == TypeRole::None))
    readCallable(body, operation, operation.value.callable, CallableUse::Kept);
}

/// The callable that `object` was made of, or assigned.
static uint32_t callableIn(const Object &object, const Body &body) {
  for (const Block &block : body.blocks)
    for (const Operation &each : block.operations) {
      if (each.verb == Verb::Assign && each.object == object && each.value.kind == Value::Callable)
        return each.value.callable;
      if (each.verb != Verb::Call || each.call == NoIndex)
        continue;
      const CallDetail &call = body.calls[each.call];
      if (call.isConstructor && call.receiver == object && call.arguments.size() == 1 &&
          call.arguments.front().value.kind == Value::Callable)
        return call.arguments.front().value.callable;
    }
  return NoIndex;
}

void DepartureReader::readReturn(const Body &body, const Operation &operation) {
  bool isOwn = operation.value.object.isVariable() || operation.value.object.root == Root::Result;
  uint32_t callable = operation.value.kind == Value::Callable           ? operation.value.callable
                      : operation.value.kind == Value::Content && isOwn ? callableIn(operation.value.object, body)
                                                                        : NoIndex;
  if (callable != NoIndex && !body.isLambda)
    readCallable(body, operation, callable, CallableUse::Kept);
}

std::vector<Dangling> DepartureReader::read(const Body &body) {
  found_.clear();
  for (const Block &block : body.blocks)
    for (const Operation &operation : block.operations) {
      if (operation.verb == Verb::Call)
        readCall(body, operation);
      else if (operation.verb == Verb::Assign)
        readAssignment(body, operation);
      else if (operation.verb == Verb::Return && life_ == Life::Scope)
        readReturn(body, operation);
    }
  return std::move(found_);
}

} // namespace leash
