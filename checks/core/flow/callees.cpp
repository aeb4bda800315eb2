// callees: what may run while a call lasts, as far as the unit shows it.
#include "checks/core/flow/callees.h"

#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

#include <set>

namespace leash {

/// A virtual function with more of them is called by too many who can't all be meant.
static constexpr size_t ImplementationsFollowed = 4;

Object inCaller(const Object &inCallee, const CallDetail &call, const Unit &unit) {
  if (call.body == NoBody)
    return {};
  const Body &callee = unit.body(call.body);
  if (call.keeper.isKnown()) {
    if (inCallee.startsWith(call.keeper))
      return inCallee.rebased(call.keeper, call.receiver);
    bool isShared = inCallee.root == Root::Variable && unit.entity(inCallee.id).visibility != Visibility::Function;
    return isShared ? inCallee : Object();
  }
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

Object acquiredIn(const Acquisition &inCallee, const CallDetail &call, const Unit &unit) {
  if (inCallee.isForeign || call.body == NoBody)
    return {};
  const Body &callee = unit.body(call.body);
  bool isChosenThere = llvm::any_of(inCallee.lock.path, [&](const PathElement &element) {
    return element.kind == PathElement::Index &&
           llvm::any_of(unit.expressions[element.id].reads, [&](const Object &read) {
             return read.root == Root::Variable &&
                    (unit.entity(read.id).owner == callee.function || llvm::is_contained(callee.parameters, read.id));
           });
  });
  return isChosenThere ? Object() : inCaller(inCallee.lock, call, unit);
}

Acquisition acquisitionThrough(const Operation &operation, const CallDetail &call, uint32_t index, const Unit &unit) {
  Acquisition outer = unit.summary(call.body).acquisitions[index];
  Object lock = acquiredIn(outer, call, unit);
  // Who is given the lock has a name of its own for it, which says less than the caller's.
  bool isByParameter = outer.lock.root == Root::Variable && outer.lock.lastField() == NoEntity &&
                       unit.entity(outer.lock.id).kind == EntityKind::Parameter;
  if (isByParameter && lock.isKnown())
    outer.name = unit.spell(lock);
  outer.isForeign = !lock.isKnown();
  if (lock.isKnown())
    outer.lock = lock;
  outer.place = operation.place;
  outer.text = operation.text;
  outer.callee = call.body;
  outer.inCallee = index;
  outer.conditions.clear();
  return outer;
}

Blocking blockingThrough(const Operation &operation, const CallDetail &call, uint32_t index, const Unit &unit) {
  Blocking outer = unit.summary(call.body).blockings[index];
  if (outer.givenBack.isKnown())
    outer.givenBack = inCaller(outer.givenBack, call, unit);
  for (Object &each : outer.touched)
    each = inCaller(each, call, unit);
  llvm::erase_if(outer.touched, [](const Object &each) { return !each.isKnown(); });
  outer.place = operation.place;
  outer.callee = call.body;
  outer.inCallee = index;
  return outer;
}

/// Sets the lock that `guard`, a guard of `body`, owns; `guard` if it is given no lock there, or several.
static void setGivenBack(const Object &guard, const Body &body, Blocking &blocking) {
  blocking.givenBack = guard;
  Object lock;
  for (const Block &block : body.blocks)
    for (const Operation &each : block.operations) {
      bool isGiven = each.verb == Verb::Acquire || each.verb == Verb::Adopt || each.verb == Verb::Defer;
      if (!isGiven || each.other != guard)
        continue;
      if (lock.isKnown() && lock != each.object)
        return;
      lock = each.object;
      blocking.isAdopted |= each.verb == Verb::Adopt;
    }
  if (lock.isKnown())
    blocking.givenBack = lock;
}

const Operation *callYielding(const Object &result, const Body &body) {
  if (result.root == Root::Result)
    for (const Block &block : body.blocks)
      for (const Operation &each : block.operations)
        if (each.verb == Verb::Call && each.call != NoIndex && each.result == result.id)
          return &each;
  return nullptr;
}

std::optional<Blocking> blockingBy(const Operation &operation, const Body &body) {
  switch (operation.verb) {
  case Verb::Wait:
    break;
  case Verb::Join:
  case Verb::Pause: // not one that only lets others run
  case Verb::Await:
  case Verb::Take:
  case Verb::Receive:
    if (operation.blocks && !operation.timed)
      break;
    return std::nullopt;
  default:
    return std::nullopt;
  }
  Blocking blocking;
  blocking.verb = operation.verb;
  blocking.place = operation.place;
  blocking.name = operation.name;
  if (operation.verb == Verb::Wait)
    setGivenBack(operation.other, body, blocking);
  return blocking;
}

std::vector<CallDetail> calledNow(const Body &body, const CallDetail &call) {
  std::vector<CallDetail> calls;
  for (const Argument &argument : call.arguments) {
    if (argument.value.kind != Value::Callable || argument.use != CallableUse::CalledNow)
      continue;
    CallDetail inner;
    inner.body = body.callables[argument.value.callable].body;
    if (inner.body != NoBody)
      calls.push_back(std::move(inner));
  }
  return calls;
}

/// The callables that may be stored in what `call` calls.
static std::vector<CallDetail> storedCallees(const CallDetail &call, const Unit &unit) {
  std::vector<CallDetail> callees;
  EntityId place = call.receiver.declaration();
  auto stored = unit.storedCallables.find(place);
  if (place == NoEntity || stored == unit.storedCallables.end() || stored->second.size() > ImplementationsFollowed)
    return callees;
  for (const StoredCallable &each : stored->second) {
    CallDetail callee = call;
    callee.body = each.body;
    callee.keeper = each.keeper.isKnown() ? each.keeper : Object::result(0); // nothing of it has a name here
    callee.receiver = call.receiver.owner();
    callees.push_back(std::move(callee));
  }
  return callees;
}

std::vector<CallDetail> calleesOf(const Body &body, const Operation &operation, const Unit &unit) {
  if (operation.call == NoIndex)
    return {};
  const CallDetail &call = body.calls[operation.call];
  std::vector<CallDetail> callees = calledNow(body, call);
  if (operation.verb == Verb::Call && (call.callsReceiver || call.callee == NoEntity))
    llvm::append_range(callees, storedCallees(call, unit));
  if (call.isNamedByVocabulary)
    return callees;
  if (call.body != NoBody)
    callees.insert(callees.begin(), call);
  if (auto known = unit.implementations.find(call.callee);
      call.isVirtual && known != unit.implementations.end() && known->second.size() <= ImplementationsFollowed)
    for (BodyId implementation : known->second) {
      callees.push_back(call);
      callees.back().body = implementation;
    }
  return callees;
}

namespace {

class Search {
public:
  Search(const Unit &unit, llvm::function_ref<bool(const Operation &)> fits) : unit_(unit), fits_(fits) {}

  bool inOperation(const Operation &operation, const Body &body) {
    return fits_(operation) || llvm::any_of(calleesOf(body, operation, unit_),
                                            [&](const CallDetail &callee) { return inBody(unit_.body(callee.body)); });
  }

  bool inBody(const Body &body) {
    return asked_.insert(body.id).second && llvm::any_of(body.blocks, [&](const Block &block) {
             return llvm::any_of(block.operations, [&](const Operation &each) { return inOperation(each, body); });
           });
  }

private:
  const Unit &unit_;
  llvm::function_ref<bool(const Operation &)> fits_;
  std::set<BodyId> asked_;
};

} // namespace

bool leadsTo(const Operation &operation, const Body &body, const Unit &unit,
             llvm::function_ref<bool(const Operation &)> fits) {
  return Search(unit, fits).inOperation(operation, body);
}

bool does(const Body &body, const Unit &unit, llvm::function_ref<bool(const Operation &)> fits) {
  return Search(unit, fits).inBody(body);
}

} // namespace leash
