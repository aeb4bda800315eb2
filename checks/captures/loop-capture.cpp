// loop-capture: a callable that may run after the iteration refers to a variable of the iteration.
//
// What refers: a capture by reference, a pointer in an init-capture, an address given to a thread. What may run later:
// what is given to a thread, a task, a pool, or stored in something that outlives the iteration. It is all right if the
// thread is joined, or its work awaited, before the variable changes or ends.

#include "checks/check.h"
#include "checks/core/flow/lock-flow.h"
#include "checks/core/flow/polling.h"
#include "checks/core/flow/simulation.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

#include <set>

namespace leash {

namespace {

/// One reference to a variable of the loop that leaves for another thread or another time.
struct Departure {
  const Operation *operation = nullptr; ///< the call, or the assignment that keeps the callable
  EntityId variable = NoEntity;
  std::string name;
  Place place; ///< the capture, or the address expression
  const Callable *callable = nullptr;
  const Capture *capture = nullptr;
  CallableUse use = CallableUse::Unknown;
  std::set<Object> handles; ///< the thread or future by which the work can be awaited
};

class DepartureDomain {
public:
  struct Property {
    bool isAway = false;
    bool isHandedOn = false; ///< its thread or future was moved on: its old name waits no more
    friend bool operator==(const Property &, const Property &) = default;
    friend bool operator<(const Property &a, const Property &b) {
      return std::tie(a.isAway, a.isHandedOn) < std::tie(b.isAway, b.isHandedOn);
    }
  };
  using State = SimulationState<Property>;
  using Emit = llvm::function_ref<void(State)>;

  DepartureDomain(const Departure &departure, const Body &body, const Unit &unit)
      : departure_(departure), body_(body), unit_(unit), polling_(pollingBlocks(body, unit, iteration())) {}

  void transfer(const Operation &operation, const State &state, Emit emit);
  Throws throwsOf(const Operation &) const { return Throws::No; }
  void unwound(State &, const Operation &, llvm::function_ref<bool(const Object &)>) const {}
  /// A loop in which the work isn't handed out, but that pauses, asks whether it is done.
  void entered(uint32_t block, State &state) const { state.property.isAway &= !polling_[block]; }

  /// Where the variable ended or changed while the callable was away.
  const Operation *end = nullptr;

private:
  bool livesLonger(const Object &object) const;
  bool awaits(const Operation &operation, const Property &property) const;
  bool touches(const Operation &operation) const;
  std::vector<bool> iteration() const;

  const Departure &departure_;
  const Body &body_;
  const Unit &unit_;
  std::vector<bool> polling_;
};

/// Waiting for anything in the same iteration is taken to be waiting for this: programs that hand work out and then
/// wait do so for that reason.
bool DepartureDomain::awaits(const Operation &operation, const Property &property) const {
  switch (operation.verb) {
  case Verb::Inspect: // if it is joinable, it is joined
    return operation.role == TypeRole::Thread && departure_.handles.contains(operation.object);
  case Verb::Join:
  case Verb::Await:
  case Verb::Wait:
  case Verb::Take:
  case Verb::Receive:
  case Verb::Select:
    return true;
  case Verb::Destroy: {
    if (!property.isHandedOn && operation.object.isVariable() && unit_.entity(operation.object.id).joinsOnDestruction &&
        departure_.handles.contains(operation.object))
      return true;
    const CallDetail *call = operation.call == NoIndex ? nullptr : &body_.calls[operation.call];
    return call && call->body != NoBody && unit_.summary(call->body).mayBlock;
  }
  case Verb::Call: {
    const CallDetail &call = body_.calls[operation.call];
    return call.body != NoBody && &operation != departure_.operation && unit_.summary(call.body).mayBlock;
  }
  default:
    return false;
  }
}

/// The variable ends or changes.
bool DepartureDomain::touches(const Operation &operation) const {
  return (operation.verb == Verb::Destroy || operation.verb == Verb::Assign) &&
         operation.object == Object::variable(departure_.variable);
}

/// The blocks in which the work is handed out, and those that begin or end an iteration.
std::vector<bool> DepartureDomain::iteration() const {
  std::vector<bool> some(body_.blocks.size());
  for (auto [index, block] : llvm::enumerate(body_.blocks))
    some[index] = llvm::any_of(block.operations,
                               [&](const Operation &each) { return &each == departure_.operation || touches(each); });
  return some;
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
  return object.root != Root::Result && !(object.isVariable() && unit_.entity(object.id).isLoopVariable);
}

class Reader {
public:
  Reader(const Unit &unit, FindingSink &findings) : unit_(unit), findings_(findings) {}

  void read(const Body &body);

private:
  void readCall(const Body &body, const Operation &operation);
  bool onlyWraps(const Body &body, const Operation &operation, EntityId variable) const;
  void readAssignment(const Body &body, const Operation &operation);
  void readCallable(const Body &body, const Operation &operation, uint32_t callable, CallableUse use);
  void follow(const Body &body, Departure departure);
  void report(const Departure &departure, const Body &body, const Operation &end);
  CallableUse useOf(const CallDetail &call, size_t argument) const;
  bool isOfEnclosing(const Body &body, const Entity &entity) const;
  bool waitsForAnything(const Body &body) const;
  EntityId loopVariable(const Body &body, const Object &object) const;
  std::string nameOf(const Object &object) const;
  std::set<Object> handlesOf(const Body &body, const Operation &operation) const;
  bool isHandle(const Body &body, const Operation &operation, const Object &object) const;
  bool isAwaitedElementwise(const Body &body, const Departure &departure) const;
  void addFix(Finding &finding, const Departure &departure) const;

  const Unit &unit_;
  FindingSink &findings_;
  std::set<std::pair<Place, std::string>> reported_;
};

/// The loop's variable that `object` is, or is a part of; none if it stands for something that lives elsewhere.
EntityId Reader::loopVariable(const Body &body, const Object &object) const {
  if (object.root != Root::Variable)
    return NoEntity;
  for (const PathElement &element : object.path)
    if (element.kind == PathElement::Deref)
      return NoEntity;
  const Entity &entity = unit_.entity(object.id);
  bool isOwn = entity.kind == EntityKind::Local && (entity.owner == body.function || isOfEnclosing(body, entity));
  return isOwn && entity.isLoopVariable && !entity.isReference ? object.id : NoEntity;
}

/// A lambda refers to a loop variable of the function around it.
bool Reader::isOfEnclosing(const Body &body, const Entity &entity) const {
  for (BodyId at = body.parent; at != NoBody; at = unit_.body(at).parent)
    if (entity.owner == unit_.body(at).function)
      return true;
  return false;
}

std::string Reader::nameOf(const Object &object) const {
  // A structured binding is a part of a nameless whole.
  if (object.root == Root::Variable && unit_.entity(object.id).spelling.empty() && object.lastField() != NoEntity)
    return unit_.entity(object.path.front().id).spelling;
  return unit_.entity(object.id).spelling;
}

CallableUse Reader::useOf(const CallDetail &call, size_t argument) const {
  // What is put into a container of threads is started there.
  EntityId keeper = call.receiver.declaration();
  TypeRole elements = unit_.entity(keeper).elementRole;
  if (call.arguments[argument].use == CallableUse::Kept &&
      (elements == TypeRole::Thread || elements == TypeRole::JoiningThread))
    return CallableUse::OtherThread;
  if (call.arguments[argument].use != CallableUse::Unknown)
    return call.arguments[argument].use;
  if (call.body != NoBody && argument < unit_.summary(call.body).parameters.size())
    return unit_.summary(call.body).parameters[argument].callable;
  return CallableUse::Unknown;
}

/// Objects that stand for the work: what the call's result or the made object is stored in.
std::set<Object> Reader::handlesOf(const Body &body, const Operation &operation) const {
  std::set<Object> handles;
  if (operation.result)
    handles.insert(Object::result(operation.result));
  if (operation.object.isKnown())
    handles.insert(operation.object);
  for (int round = 0; round < 2; ++round)
    for (const Block &block : body.blocks)
      for (const Operation &each : block.operations) {
        const Object &source = each.verb == Verb::Move ? each.other : each.value.object;
        if ((each.verb == Verb::Assign || each.verb == Verb::Move) && handles.contains(source) && each.object.isKnown())
          handles.insert(each.object);
      }
  return handles;
}

/// The address of the thread that is made, not of something that it is given.
bool Reader::isHandle(const Body &body, const Operation &operation, const Object &object) const {
  for (const Block &block : body.blocks)
    for (const Operation &each : block.operations)
      if (each.verb == Verb::Spawn && each.call == operation.call && each.object == object)
        return true;
  return false;
}

/// Threads kept in a container are joined one by one in a loop of their own, within the variable's life.
bool Reader::isAwaitedElementwise(const Body &body, const Departure &departure) const {
  const Place &scope = unit_.entity(departure.variable).scope;
  for (const Block &block : body.blocks)
    for (const Operation &operation : block.operations) {
      bool waits = operation.verb == Verb::Join || operation.verb == Verb::Await;
      bool isElement = llvm::any_of(operation.object.path,
                                    [](const PathElement &element) { return element.kind == PathElement::Index; });
      bool isWithin = std::tie(operation.place.line, operation.place.column) >
                          std::tie(departure.place.line, departure.place.column) &&
                      operation.place.line <= scope.endLine;
      bool headChanges = unit_.entity(departure.variable).scope.line < departure.place.line;
      if (waits && isElement && isWithin && headChanges)
        return true;
    }
  return false;
}

void Reader::follow(const Body &body, Departure departure) {
  if (departure.use == CallableUse::CalledNow || departure.use == CallableUse::Unknown)
    return;
  departure.handles = handlesOf(body, *departure.operation);
  for (const Block &block : body.blocks)
    for (const Operation &each : block.operations)
      if (each.verb == Verb::Spawn && each.call == departure.operation->call && each.call != NoIndex) {
        departure.operation = &each; // the spawn itself, which may fail
        departure.handles.insert(each.object);
      }
  if (isAwaitedElementwise(body, departure))
    return;
  DepartureDomain domain(departure, body, unit_);
  if (unit_.entity(departure.variable).owner != body.function) {
    // The iteration is the enclosing function's; neither of the two may wait.
    for (BodyId at = body.id; at != NoBody; at = unit_.body(at).parent)
      if (waitsForAnything(unit_.body(at)))
        return;
    Operation end;
    end.verb = Verb::Destroy;
    end.place = unit_.entity(departure.variable).scope;
    end.place.line = end.place.endLine;
    end.place.column = end.place.endColumn > 1 ? end.place.endColumn - 1 : 1;
    return report(departure, body, end);
  }
  Simulation<DepartureDomain> simulation(unit_, body, domain);
  if (!simulation.run({}) || !domain.end)
    return;
  report(departure, body, *domain.end);
}

bool Reader::waitsForAnything(const Body &body) const { return unit_.summary(body.id).mayBlock; }

void Reader::report(const Departure &departure, const Body &body, const Operation &end) {
  if (!reported_.insert({departure.place, departure.name}).second)
    return;
  bool changes = end.verb == Verb::Assign;
  std::string how = departure.capture ? "captured by reference in a callable" : "passed by address to code";
  Finding &finding = findings_.report(departure.place,
                                      "'" + departure.name + "' is " + how + " that may run after the iteration ends");
  finding.entity = std::string(unit_.nameOf(body));
  finding.statement = departure.operation->text;
  finding.step(departure.place, "takes a reference to '" + departure.name + "'");
  std::string receiver =
      departure.operation->call == NoIndex ? "the assignment" : "'" + body.calls[departure.operation->call].name + "'";
  finding.step(departure.operation->place, departure.use == CallableUse::OtherThread
                                               ? receiver + " runs it on another thread"
                                               : receiver + " keeps it for later");
  finding.step(end.place, changes ? "'" + departure.name + "' changes here while the callable may still use it"
                                  : "'" + departure.name + "' is gone here while the callable may still use it");
  finding.remedy =
      !departure.callable
          ? "give it an object of its own that lives long enough, or wait for the work before the iteration ends"
      : unit_.entity(departure.variable).isCopyable
          ? "capture '" + departure.name + "' by value, or wait for the work before the iteration ends"
          : "move '" + departure.name + "' into the callable, or wait for the work before the iteration ends";
  addFix(finding, departure);
}

void Reader::addFix(Finding &finding, const Departure &departure) const {
  const Capture *capture = departure.capture;
  if (!capture || capture->isInit || !unit_.entity(departure.variable).isCopyable)
    return;
  if (!capture->isImplicit) {
    Place ampersand = capture->place;
    // The capture's location is its name; the ampersand stands right before it.
    if (ampersand.column < 2)
      return;
    ampersand.endLine = ampersand.line;
    ampersand.endColumn = ampersand.column;
    ampersand.column -= 1;
    finding.fixes.push_back({"capture '" + departure.name + "' by value", {{ampersand, ""}}});
    return;
  }
  const Place &introducer = departure.callable->place;
  if (introducer.endColumn < 2)
    return;
  Place end{introducer.file, introducer.endLine, introducer.endColumn - 1, introducer.endLine,
            introducer.endColumn - 1};
  finding.fixes.push_back({"capture '" + departure.name + "' by value", {{end, ", " + departure.name}}});
}

void Reader::readCallable(const Body &body, const Operation &operation, uint32_t index, CallableUse use) {
  const Callable &callable = body.callables[index];
  for (const Capture &capture : callable.captures) {
    bool refers = capture.mode == Capture::ByReference || capture.takesAddress;
    EntityId variable = refers ? loopVariable(body, capture.object) : NoEntity;
    bool isKept = use == CallableUse::Kept || use == CallableUse::AtEnd;
    if (variable == NoEntity || (isKept && onlyWraps(body, operation, variable)))
      continue;
    Departure departure{&operation,
                        variable,
                        nameOf(capture.object),
                        capture.isImplicit ? callable.place : capture.place,
                        &callable,
                        &capture,
                        use,
                        {}};
    follow(body, std::move(departure));
  }
}

/// What keeps the callable goes no further by itself: a temporary, or a local that lives no longer than the variable.
bool Reader::onlyWraps(const Body &body, const Operation &operation, EntityId variable) const {
  if (operation.call == NoIndex)
    return false;
  const CallDetail &call = body.calls[operation.call];
  if (!call.isConstructor && !call.receiver.isKnown())
    return true;
  const Object &made = call.receiver;
  if (made.root == Root::Result || !made.isKnown())
    return true;
  if (!made.isVariable() || unit_.entity(made.id).visibility != Visibility::Function)
    return false;
  const Place &keeper = unit_.entity(made.id).scope, &kept = unit_.entity(variable).scope;
  bool isWithin = std::tie(kept.line, kept.column) <= std::tie(keeper.line, keeper.column) &&
                  std::tie(keeper.endLine, keeper.endColumn) <= std::tie(kept.endLine, kept.endColumn);
  return unit_.entity(made.id).kind == EntityKind::Local && keeper.isKnown() && isWithin;
}

void Reader::readCall(const Body &body, const Operation &operation) {
  const CallDetail &call = body.calls[operation.call];
  for (auto [index, argument] : llvm::enumerate(call.arguments)) {
    if (argument.value.kind == Value::Callable) {
      readCallable(body, operation, argument.value.callable, useOf(call, index));
      continue;
    }
    if (argument.value.kind != Value::Address)
      continue;
    EntityId variable = loopVariable(body, argument.value.object);
    bool isHandedToThread = false;
    for (size_t other = 0; other < call.arguments.size(); ++other)
      isHandedToThread |= useOf(call, other) == CallableUse::OtherThread;
    if (variable != NoEntity && isHandedToThread && argument.use != CallableUse::CalledNow &&
        !isHandle(body, operation, argument.value.object))
      follow(body, {&operation,
                    variable,
                    nameOf(argument.value.object),
                    argument.place,
                    nullptr,
                    nullptr,
                    CallableUse::OtherThread,
                    {}});
  }
}

void Reader::readAssignment(const Body &body, const Operation &operation) {
  if (operation.value.kind != Value::Callable)
    return;
  bool isLocal =
      operation.object.root == Root::Variable && unit_.entity(operation.object.id).visibility == Visibility::Function;
  bool livesInIteration = isLocal && unit_.entity(operation.object.id).isLoopVariable;
  if (!livesInIteration && operation.object.root != Root::Result &&
      !(isLocal && operation.object.path.empty() && unit_.entity(operation.object.id).role == TypeRole::None))
    readCallable(body, operation, operation.value.callable, CallableUse::Kept);
}

void Reader::read(const Body &body) {
  for (const Block &block : body.blocks)
    for (const Operation &operation : block.operations) {
      if (operation.verb == Verb::Call)
        readCall(body, operation);
      else if (operation.verb == Verb::Assign)
        readAssignment(body, operation);
    }
}

void run(const Unit &unit, const OptionValues &, FindingSink &findings) {
  Reader reader(unit, findings);
  for (const Body &body : unit.bodies)
    reader.read(body);
}

} // namespace

extern const CheckInfo LoopCapture;
const CheckInfo LoopCapture = {
    .name = "loop-capture",
    .summary = "A callable that outlives the iteration refers to a variable of the loop.",
    .severity = Severity::Error,
    .since = "0.1",
    .options = {},
    .run = run,
};

} // namespace leash
