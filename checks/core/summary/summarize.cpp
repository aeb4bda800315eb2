// summarize: what each function of the unit does to its callers, callees first.

#include "checks/core/summary/summarize.h"

#include "checks/core/flow/lock-flow.h"
#include "checks/core/flow/polling.h"
#include "checks/core/flow/spin-locks.h"
#include "checks/core/flow/stored-callables.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

namespace leash {

bool LockSummary::changesAnything() const {
  return llvm::any_of(outcomes, [](const Outcome &outcome) { return outcome.change != LockChange::None; });
}

const LockSummary *FunctionSummary::lock(const Object &lock) const {
  auto found = llvm::find_if(locks, [&](const LockSummary &each) { return each.lock == lock; });
  return found == locks.end() ? nullptr : &*found;
}

namespace {

/// In which order bodies are summarised.
struct CallOrder {
  std::vector<BodyId> bodies;    ///< callees before callers; members of a cycle in the order they are met
  std::vector<BodyId> recursive; ///< of those, the ones that can reach themselves, in the same order
};

/// Tarjan's strongly connected components (1972), without recursion.
class CallGraph {
public:
  explicit CallGraph(const Unit &unit) : unit_(unit), nodes_(unit.bodies.size()) {}

  CallOrder order() {
    for (BodyId root = 0; root < nodes_.size(); ++root)
      if (!nodes_[root].number)
        walk(root);
    return std::move(order_);
  }

private:
  struct Node {
    uint32_t number = 0, low = 0;
    bool isOpen = false;
    bool callsItself = false;
  };
  struct Frame {
    BodyId body;
    std::vector<BodyId> next;
  };

  std::vector<BodyId> successors(const Body &body) const {
    std::vector<BodyId> next;
    for (const CallDetail &call : body.calls)
      if (call.body != NoBody)
        next.push_back(call.body);
    for (const Block &block : body.blocks)
      for (const Operation &operation : block.operations)
        for (const CallDetail &callee : calleesOf(body, operation, unit_))
          next.push_back(callee.body);
    for (const Callable &callable : body.callables)
      if (callable.body != NoBody)
        next.push_back(callable.body);
    return next;
  }

  void open(BodyId body) {
    nodes_[body].number = nodes_[body].low = ++count_;
    nodes_[body].isOpen = true;
    component_.push_back(body);
    frames_.push_back({body, successors(unit_.body(body))});
  }

  void close(BodyId body) {
    order_.bodies.push_back(body);
    if (nodes_[body].low != nodes_[body].number)
      return;
    std::vector<BodyId> members;
    do {
      members.push_back(component_.back());
      nodes_[members.back()].isOpen = false;
      component_.pop_back();
    } while (members.back() != body);
    if (members.size() == 1 && !nodes_[body].callsItself)
      return;
    for (BodyId each : order_.bodies)
      if (llvm::is_contained(members, each))
        order_.recursive.push_back(each);
  }

  void walk(BodyId root) {
    open(root);
    while (!frames_.empty()) {
      BodyId body = frames_.back().body;
      if (frames_.back().next.empty()) {
        frames_.pop_back();
        close(body);
        if (!frames_.empty()) {
          Node &caller = nodes_[frames_.back().body];
          caller.low = std::min(caller.low, nodes_[body].low);
        }
        continue;
      }
      BodyId next = frames_.back().next.back();
      frames_.back().next.pop_back();
      nodes_[body].callsItself |= next == body;
      if (!nodes_[next].number)
        open(next);
      else if (nodes_[next].isOpen)
        nodes_[body].low = std::min(nodes_[body].low, nodes_[next].number);
    }
  }

  const Unit &unit_;
  std::vector<Node> nodes_;
  std::vector<BodyId> component_;
  std::vector<Frame> frames_;
  uint32_t count_ = 0;
  CallOrder order_;
};

CallOrder calleesFirst(const Unit &unit) { return CallGraph(unit).order(); }

class Summarizer {
public:
  Summarizer(const Body &body, const Unit &unit) : body_(body), unit_(unit) {}

  FunctionSummary summary() {
    readThrows();
    readBindings();
    readParameters();
    readBlocking();
    return std::move(summary_);
  }

private:
  void readThrows();
  void readBindings();
  bool isTaken(const Object &object) const;
  bool isReturned(const Object &object) const;
  bool endsAtOnce(const Operation &call) const;
  void keep(ParameterSummary &parameter, const Operation &operation, const ParameterSummary *inner) const;
  bool makesLocal(const CallDetail &call) const;
  void readParameters();
  void readBlocking();
  bool produces(uint32_t call, const Object &object) const;
  bool isReadFirst(EntityId parameter) const;
  ParameterSummary *parameter(const Object &object);

  const Body &body_;
  const Unit &unit_;
  FunctionSummary summary_;
};

/// It throws if an exception has been seen to leave; it may if a call of which nothing is known can be reached.
void Summarizer::readThrows() {
  summary_.throws = Throws::No;
  if (body_.isNoexcept || body_.isDestructor)
    return;
  std::vector<bool> reachable = blocksReachableFrom(body_, body_.entry);
  for (auto [index, block] : llvm::enumerate(body_.blocks)) {
    if (!reachable[index])
      continue;
    for (const Operation &operation : block.operations) {
      bool leaves = operation.unwind != NoIndex && body_.unwinds[operation.unwind].target == NoIndex;
      Throws throws = leaves ? throwsOf(operation, body_, unit_) : Throws::No;
      if (throws > summary_.throws) {
        summary_.throws = throws;
        summary_.throwPlace = operation.place;
      }
    }
  }
}

/// Members that a method sets to what it was given, and to nothing else: a guard that keeps the mutex it locked. So
/// does who leaves that to another method.
void Summarizer::readBindings() {
  auto isParameter = [&](const Object &object) {
    return object.root == Root::Variable && llvm::is_contained(body_.parameters, object.id);
  };
  auto isMember = [](const Object &object) { return object.root == Root::This && !object.path.empty(); };
  std::map<EntityId, unsigned> assignments;
  for (const Block &block : body_.blocks)
    for (const Operation &operation : block.operations) {
      if (operation.verb == Verb::Call && operation.call != NoIndex && body_.calls[operation.call].body != NoBody) {
        const CallDetail &call = body_.calls[operation.call];
        for (const auto &[member, target] : unit_.summary(call.body).bindings)
          if (Object name = inCaller(member, call, unit_), given = inCaller(target, call, unit_);
              isMember(name) && isParameter(given))
            summary_.bindings.push_back({std::move(name), std::move(given)});
      }
      if (operation.verb != Verb::Assign || operation.object.root != Root::This || operation.object.path.size() != 1)
        continue;
      ++assignments[operation.object.lastField()];
      const Object &source = operation.value.object;
      if (!isParameter(source))
        continue;
      if (operation.value.kind == Value::Address)
        summary_.bindings.push_back({operation.shared ? operation.object : operation.object.deref(), source});
      else if (operation.value.kind == Value::Content && unit_.entity(source.id).isPointer && source.path.empty())
        summary_.bindings.push_back({operation.object.deref(), source.deref()});
    }
  if (!body_.isConstructor)
    llvm::erase_if(summary_.bindings, [&](const auto &binding) { return assignments[binding.first.lastField()] > 1; });
}

ParameterSummary *Summarizer::parameter(const Object &object) {
  if (object.root != Root::Variable)
    return nullptr;
  auto found = llvm::find(body_.parameters, object.id);
  return found == body_.parameters.end() ? nullptr : &summary_.parameters[found - body_.parameters.begin()];
}

void Summarizer::readBlocking() {
  summary_.exchanges = exchanges(body_, unit_);
  summary_.mayBlock = llvm::is_contained(pollingBlocks(body_, unit_), true);
  for (const Block &block : body_.blocks)
    for (const Operation &operation : block.operations) {
      summary_.mayBlock |= waitsForOthers(operation.verb);
      if (operation.verb == Verb::Call)
        if (BodyId callee = body_.calls[operation.call].body; callee != NoBody)
          summary_.mayBlock |= unit_.summary(callee).mayBlock;
    }
}

/// Some path reads the parameter before it writes it.
bool Summarizer::isReadFirst(EntityId parameter) const {
  Object object = Object::variable(parameter);
  auto names = [&](const Object &other) { return other.startsWith(object); };
  std::vector<bool> seen(body_.blocks.size());
  std::vector<uint32_t> pending{body_.entry};
  while (!pending.empty()) {
    uint32_t index = pending.back();
    pending.pop_back();
    if (seen[index])
      continue;
    seen[index] = true;
    bool isWritten = false;
    for (const Operation &operation : body_.blocks[index].operations) {
      bool writes = (operation.verb == Verb::Produce || operation.verb == Verb::Assign) && names(operation.object);
      bool reads = ((operation.verb == Verb::Use || operation.verb == Verb::Inspect) && names(operation.object)) ||
                   (operation.verb == Verb::Return && names(operation.value.object));
      if (operation.verb == Verb::Call) {
        const CallDetail &call = body_.calls[operation.call];
        reads |= names(call.receiver) && call.name != "operator=" && !call.isNamedByVocabulary;
        for (size_t i = 0; i < call.arguments.size(); ++i) {
          if (!names(call.arguments[i].value.object))
            continue;
          bool isFollowed = call.body != NoBody && i < unit_.summary(call.body).parameters.size();
          reads |= isFollowed ? unit_.summary(call.body).parameters[i].isReadFirst
                              : !produces(operation.call, call.arguments[i].value.object);
        }
      }
      if (reads)
        return true;
      if ((isWritten = writes))
        break;
    }
    if (!isWritten)
      for (const Edge &edge : body_.blocks[index].edges)
        pending.push_back(edge.target);
  }
  return false;
}

/// The call writes a new error into `object`; it doesn't look at the old one.
bool Summarizer::produces(uint32_t call, const Object &object) const {
  for (const Block &block : body_.blocks)
    for (const Operation &operation : block.operations)
      if (operation.verb == Verb::Produce && operation.call == call && operation.object == object)
        return true;
  return false;
}

static void strengthen(CallableUse &known, CallableUse seen) { known = std::max(known, seen); }

/// `object` is moved from, returned, or the value of something else.
bool Summarizer::isTaken(const Object &object) const {
  return llvm::any_of(body_.blocks, [&](const Block &block) {
    return llvm::any_of(block.operations, [&](const Operation &each) {
      return (each.verb == Verb::Move && each.other == object) ||
             ((each.verb == Verb::Return || each.verb == Verb::Assign) && each.value.object == object);
    });
  });
}

/// The constructor called by `call` makes a local that goes nowhere: what the local keeps ends with it.
bool Summarizer::makesLocal(const CallDetail &call) const {
  const Object &made = call.receiver;
  if (!call.isConstructor || !made.isVariable() || unit_.entity(made.id).kind != EntityKind::Local)
    return false;
  bool isGiven = llvm::any_of(body_.calls, [&](const CallDetail &other) {
    return llvm::any_of(other.arguments, [&](const Argument &argument) {
      bool isByValue = argument.isMoved || (!argument.isByReference && argument.value.kind == Value::Content);
      return argument.value.object == made && isByValue;
    });
  });
  return !isTaken(made) && !isGiven;
}

/// `object` is what the function returns.
bool Summarizer::isReturned(const Object &object) const {
  return object.isKnown() && llvm::any_of(body_.blocks, [&](const Block &block) {
           return llvm::any_of(block.operations, [&](const Operation &each) {
             return each.verb == Verb::Return && each.value.object == object;
           });
         });
}

/// What the call yields ends with the statement, and nothing is made of it before.
bool Summarizer::endsAtOnce(const Operation &call) const {
  if (call.result == 0)
    return false;
  Object yielded = Object::result(call.result);
  bool isGiven = llvm::any_of(body_.calls, [&](const CallDetail &other) {
    return llvm::any_of(other.arguments, [&](const Argument &each) { return each.value.object == yielded; });
  });
  return !isTaken(yielded) && !isGiven;
}

/// Callables that a call keeps: whether they go on with what this function returns.
void Summarizer::keep(ParameterSummary &parameter, const Operation &operation, const ParameterSummary *inner) const {
  const CallDetail &call = body_.calls[operation.call];
  bool isMade = call.isConstructor && isReturned(call.receiver);
  bool isPassedOn = inner && inner->isInResult && isReturned(Object::result(operation.result));
  parameter.isInResult = (isMade || isPassedOn) && (parameter.isInResult || parameter.callable != CallableUse::Kept);
  strengthen(parameter.callable, CallableUse::Kept);
}

/// What becomes of each argument, as far as this body and its callees tell.
void Summarizer::readParameters() {
  summary_.parameters.resize(body_.parameters.size());
  for (size_t i = 0; i < body_.parameters.size(); ++i)
    if (unit_.entity(body_.parameters[i]).role == TypeRole::Error)
      summary_.parameters[i].isReadFirst = isReadFirst(body_.parameters[i]);
  for (const Block &block : body_.blocks)
    for (const Operation &operation : block.operations) {
      switch (operation.verb) {
      case Verb::Use:
      case Verb::Inspect:
        if (ParameterSummary *found = parameter(operation.object))
          found->isRead = true;
        break;
      case Verb::Assign:
      case Verb::Move:
        if (ParameterSummary *found =
                parameter(operation.verb == Verb::Move ? operation.other : operation.value.object)) {
          bool isKept = operation.object.root == Root::This || operation.object.root == Root::Expression ||
                        !operation.object.path.empty() ||
                        (operation.object.root == Root::Variable &&
                         unit_.entity(operation.object.id).visibility != Visibility::Function);
          if (isKept) {
            strengthen(found->callable, CallableUse::Kept);
            found->isInResult = false;
            found->escapes = true;
          }
        }
        break;
      case Verb::Return:
        if (ParameterSummary *found = parameter(operation.value.object))
          found->isRead = true;
        break;
      case Verb::Call: {
        const CallDetail &call = body_.calls[operation.call];
        auto useOf = [&](const Argument &argument, const ParameterSummary *inner) {
          CallableUse use = argument.use != CallableUse::Unknown ? argument.use
                            : inner                              ? inner->callable
                                                                 : CallableUse::Unknown;
          bool isBrief = makesLocal(call) || (inner && inner->isInResult && endsAtOnce(operation));
          return use == CallableUse::Kept && isBrief ? CallableUse::Unknown : use;
        };
        auto note = [&](ParameterSummary &found, CallableUse use, const ParameterSummary *inner) {
          if (use == CallableUse::Kept)
            keep(found, operation, inner);
          else
            strengthen(found.callable, use);
        };
        if (ParameterSummary *found = parameter(call.receiver); found && call.receiver.path.empty())
          if (call.name == "operator()" || call.callee == NoEntity)
            strengthen(found->callable, CallableUse::CalledNow);
        for (auto [index, argument] : llvm::enumerate(call.arguments)) {
          const ParameterSummary *inner = nullptr;
          if (call.body != NoBody && index < unit_.summary(call.body).parameters.size())
            inner = &unit_.summary(call.body).parameters[index];
          if (ParameterSummary *found = parameter(argument.value.object);
              found && (argument.value.kind == Value::Content || argument.value.kind == Value::Address)) {
            found->isRead |= inner ? inner->isRead : !produces(operation.call, argument.value.object);
            note(*found, useOf(argument, inner), inner);
            found->escapes |= inner ? inner->escapes : argument.use != CallableUse::CalledNow;
          }
          // A lambda that captures the parameter and is kept or run elsewhere takes the parameter along. To wrap it
          // says nothing yet.
          if (argument.value.kind != Value::Callable || call.isCast)
            continue;
          CallableUse use = useOf(argument, inner);
          for (const Capture &capture : body_.callables[argument.value.callable].captures)
            if (ParameterSummary *found = parameter(capture.object)) {
              found->isRead = true;
              note(*found, use == CallableUse::Unknown ? CallableUse::CalledNow : use, inner);
            }
        }
        break;
      }
      default:
        break;
      }
    }
}

LockChange changeOf(const LockProperty &property) {
  if (property.isGuardReturned)
    return property.shared ? LockChange::AcquiredShared : LockChange::Acquired;
  switch (property.state) {
  case LockProperty::Untouched:
    return LockChange::None;
  case LockProperty::Held:
    return property.shared ? LockChange::AcquiredShared : LockChange::Acquired;
  case LockProperty::Released:
    return LockChange::Released;
  case LockProperty::Unknown:
    return LockChange::Unknown;
  }
  return LockChange::Unknown;
}

/// A function that gives the lock back on some paths and keeps it on others means that only if a good result tells so;
/// otherwise it has a bug of its own, which is no business of its callers'.
bool mayBeMeant(const LockFlow &flow) {
  bool keeps = false, givesBack = false, keepsOnFailure = false;
  for (const LockExit &exit : flow.exits) {
    if (exit.kind != LockExit::Return)
      continue;
    bool held = exit.property.isHeldByHand();
    keeps |= held;
    givesBack |= !held && exit.property.gaveBack;
    keepsOnFailure |= held && exit.result.contains(0);
  }
  return !keeps || !givesBack || !keepsOnFailure;
}

/// The net effect by result. Paths that end differently with results that can't be told apart are Unknown to callers.
LockSummary lockSummaryOf(const LockFlow &flow) {
  LockSummary summary;
  summary.lock = flow.lock;
  for (const LockExit &exit : flow.exits) {
    if (exit.kind != LockExit::Return)
      continue;
    LockChange change = flow.gaveUp ? LockChange::Unknown : changeOf(exit.property);
    auto same = llvm::find_if(summary.outcomes, [&](const auto &each) { return each.change == change; });
    if (same == summary.outcomes.end())
      summary.outcomes.push_back({exit.result, change});
    else
      same->result = same->result.join(exit.result);
    bool isHeld = exit.property.state == LockProperty::Held || exit.property.isGuardReturned;
    if (isHeld && exit.property.acquired)
      summary.acquired = exit.property.acquired->place;
    summary.isGuards |= isHeld && exit.property.guard.isKnown();
    summary.isReturned |= exit.property.isGuardReturned;
  }
  bool overlap = false;
  for (size_t i = 0; i < summary.outcomes.size(); ++i)
    for (size_t j = i + 1; j < summary.outcomes.size(); ++j)
      overlap |= !summary.outcomes[i].result.isDisjointFrom(summary.outcomes[j].result);
  if (overlap || flow.gaveUp || flow.mixedUpWith != LockFlow::NotMixedUp || !mayBeMeant(flow))
    summary.outcomes = {{Range(), LockChange::Unknown}};
  return summary;
}

/// Locks beyond this are not worth the memory: nothing is claimed about them.
constexpr size_t AcquisitionsKept = 32;
constexpr size_t BlockingsKept = 8;

void addAcquisition(Acquisition acquisition, std::vector<Acquisition> &known) {
  bool isKnown = llvm::any_of(known, [&](const Acquisition &each) {
    return each.shared == acquisition.shared && each.isForeign == acquisition.isForeign &&
           (each.isForeign ? mayMeet(each.lock, acquisition.lock) : each.lock == acquisition.lock) &&
           each.conditions == acquisition.conditions;
  });
  if (!isKnown && known.size() < AcquisitionsKept)
    known.push_back(std::move(acquisition));
}

/// A body waits; what it does to locks, its `flows`, may give back some that its callers hold.
void addBlocking(Blocking blocking, llvm::ArrayRef<LockFlow> flows, std::vector<Blocking> &known) {
  for (const LockFlow &flow : flows)
    blocking.touched.push_back(flow.lock);
  bool isKnown = llvm::any_of(known, [&](const Blocking &each) {
    return each.verb == blocking.verb && each.givenBack == blocking.givenBack && each.touched == blocking.touched;
  });
  if (!isKnown && known.size() < BlockingsKept)
    known.push_back(std::move(blocking));
}

/// What it takes under names of its own, and which of its parameters it calls meanwhile.
void readLockFlows(llvm::ArrayRef<LockFlow> flows, FunctionSummary &summary) {
  for (const LockFlow &flow : flows)
    for (const LockEvent &event : flow.events) {
      if (event.kind == LockEvent::Taken)
        addAcquisition(event.acquisition, summary.acquisitions);
      if (event.kind == LockEvent::Called)
        summary.callsUnderLock.push_back(
            {event.parameter, flow.lock, event.wasShared, event.before->place, event.operation->place});
    }
}

/// What its callees take under names that mean nothing here, and the first ways in which it, or they, make its thread
/// wait.
void readOperations(const Body &body, const Unit &unit, llvm::ArrayRef<LockFlow> flows, FunctionSummary &summary) {
  auto readCallee = [&](const Operation &operation, const CallDetail &call) {
    const FunctionSummary &callee = unit.summary(call.body);
    for (size_t index = 0; index < callee.acquisitions.size(); ++index) {
      Acquisition outer = acquisitionThrough(operation, call, index, unit);
      if (outer.isForeign && outer.lock.lastField() != NoEntity)
        addAcquisition(std::move(outer), summary.acquisitions);
    }
    for (size_t index = 0; index < callee.blockings.size(); ++index)
      addBlocking(blockingThrough(operation, call, index, unit), flows, summary.blockings);
  };
  for (const Block &block : body.blocks)
    for (const Operation &operation : block.operations) {
      if (auto blocking = blockingBy(operation, body); blocking && !operation.timed)
        addBlocking(std::move(*blocking), flows, summary.blockings);
      if (operation.call == NoIndex || (operation.verb != Verb::Call && operation.verb != Verb::Destroy))
        continue;
      for (const CallDetail &callee : calleesOf(body, operation, unit))
        readCallee(operation, callee);
    }
}

} // namespace

static void summarizeBody(const Body &body, Unit &unit) {
  FunctionSummary summary = Summarizer(body, unit).summary();
  unit.lockFlows[body.id] = lockFlowsOf(body, unit);
  for (const LockFlow &flow : unit.lockFlows[body.id]) {
    summary.locks.push_back(lockSummaryOf(flow));
    summary.gaveUp |= flow.gaveUp;
  }
  readLockFlows(unit.lockFlows[body.id], summary);
  readOperations(body, unit, unit.lockFlows[body.id], summary);
  unit.summaries[body.id] = std::move(summary);
}

static void findConfiguredLocks(Unit &unit) {
  for (const Body &body : unit.bodies)
    for (const Block &block : body.blocks)
      for (const Operation &operation : block.operations)
        if (operation.verb == Verb::Configure)
          unit.configuredLocks.insert(operation.object.declaration());
}

/// Members that are constant, or whose class is this unit's and that nobody changes who hasn't just made the object.
static void findSettledFields(Unit &unit) {
  for (auto [id, entity] : llvm::enumerate(unit.entities)) {
    bool isConstant = entity.isConst && !entity.isPointer && !entity.isReference;
    if (entity.kind == EntityKind::Field && (isConstant || entity.visibility == Visibility::Unit))
      unit.settledFields.insert(id);
  }
  for (const Body &body : unit.bodies)
    for (const Block &block : body.blocks)
      for (const Operation &operation : block.operations) {
        bool changes = operation.verb == Verb::Assign || operation.verb == Verb::Move ||
                       operation.verb == Verb::Escape || operation.verb == Verb::Exchange;
        const Object &object = operation.object;
        bool isMaker = body.isConstructor && object.root == Root::This;
        bool isMade = object.root == Root::Variable && unit.entity(object.id).kind == EntityKind::Local &&
                      !unit.entity(object.id).isReference && unit.entity(object.id).owner == body.function;
        if (changes && !isMaker && !isMade && object.lastField() != NoEntity &&
            !unit.entity(object.lastField()).isConst)
          unit.settledFields.erase(object.lastField());
      }
}

void summarize(Unit &unit) {
  unit.summaries.resize(unit.bodies.size());
  unit.lockFlows.resize(unit.bodies.size());
  recognizeSpinLocks(unit);
  findStoredCallables(unit);
  findConfiguredLocks(unit);
  findSettledFields(unit);
  CallOrder order = calleesFirst(unit);
  for (BodyId id : order.bodies)
    summarizeBody(unit.body(id), unit);
  // Who calls itself, however indirectly, has met a summary that was still empty.
  for (BodyId id : order.recursive)
    summarizeBody(unit.body(id), unit);
  for (const Body &body : unit.bodies)
    if (unit.summary(body.id).gaveUp)
      unit.statistics.gaveUp.push_back(std::string(unit.nameOf(body)));
}

} // namespace leash
