// thread-work: the work is followed through its callees, with a frame for each call that translates names into those of
// whoever handed it out.
#include "checks/core/flow/thread-work.h"

#include "checks/core/flow/callees.h"
#include "checks/core/flow/polling.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

#include <map>
#include <tuple>

namespace leash {

namespace {

/// Calls that are followed, one inside of the other.
constexpr unsigned Deepest = 16;

/// A value as the work gets it: a pointer to an object, or a name for it.
struct Given {
  Value value;
  bool isPointer = false;
};

/// What the callable's body calls that which its captures hold.
void addCaptures(const Callable &callable, const Unit &unit, ThreadWork &work) {
  for (const Capture &capture : callable.captures) {
    if (capture.mode == Capture::ThisPointer) {
      work.names.emplace_back(Object::self(0), Object::self(0));
      continue;
    }
    Object inside = Object::variable(capture.variable);
    if (capture.variable == NoEntity || !capture.object.isKnown())
      continue;
    if (capture.mode == Capture::ByReference)
      work.names.emplace_back(inside, capture.object);
    else if (capture.takesAddress)
      work.names.emplace_back(inside.deref(), capture.object);
    else if (unit.entity(capture.variable).isPointer)
      work.names.emplace_back(inside.deref(), capture.object.deref());
  }
}

/// What a function calls that which it is given: first the object of a method, then the arguments.
void addGiven(const Body &entry, llvm::ArrayRef<Given> given, const Unit &unit, ThreadWork &work) {
  bool isMethod = entry.type != NoEntity && !entry.isLambda;
  if (isMethod && !given.empty()) {
    const Given &object = given.front();
    bool isPointer = object.value.kind == Value::Content && object.isPointer;
    if (object.value.kind == Value::Address || object.value.kind == Value::Content)
      work.names.emplace_back(Object::self(0), isPointer ? object.value.object.deref() : object.value.object);
    given = given.drop_front();
  }
  // A thread that can be asked to stop may be given the token for it first.
  size_t skipped = entry.parameters.size() == given.size() + 1 ? 1 : 0;
  for (auto [index, each] : llvm::enumerate(given)) {
    if (index + skipped >= entry.parameters.size() || !each.value.object.isKnown())
      continue;
    EntityId parameter = entry.parameters[index + skipped];
    Object inside = Object::variable(parameter);
    if (each.value.kind == Value::Address)
      work.names.emplace_back(unit.entity(parameter).isReference ? inside : inside.deref(), each.value.object);
    else if (each.value.kind == Value::Content && each.isPointer)
      work.names.emplace_back(inside.deref(), each.value.object.deref());
  }
}

ThreadWork workOf(const CallDetail &call, size_t argument, const Body &body, const Unit &unit) {
  const Callable &callable = body.callables[call.arguments[argument].value.callable];
  ThreadWork work{callable.body, {}};
  const Body &entry = unit.body(callable.body);
  std::vector<Given> given;
  if (entry.isLambda)
    addCaptures(callable, unit, work);
  else // tied to a function by a bind expression
    for (const Capture &capture : callable.captures)
      given.push_back({Value::addressOf(capture.object), false});
  for (const Argument &each : llvm::drop_begin(call.arguments, argument + 1))
    given.push_back({each.value, each.isPointer});
  addGiven(entry, given, unit, work);
  return work;
}

} // namespace

CallableUse useOfArgument(const CallDetail &call, size_t argument, const Unit &unit) {
  // What is put into a container of threads is started there.
  TypeRole elements = unit.entity(call.receiver.declaration()).elementRole;
  CallableUse use = call.arguments[argument].use;
  if (use == CallableUse::Kept && (elements == TypeRole::Thread || elements == TypeRole::JoiningThread))
    return CallableUse::OtherThread;
  if (use != CallableUse::Unknown)
    return use;
  if (call.body == NoBody || argument >= unit.summary(call.body).parameters.size())
    return CallableUse::Unknown;
  return unit.summary(call.body).parameters[argument].callable;
}

std::vector<ThreadWork> workHandedOut(const Operation &operation, const Body &body, const Unit &unit) {
  std::vector<ThreadWork> works;
  if (operation.verb != Verb::Call || operation.call == NoIndex)
    return works;
  const CallDetail &call = body.calls[operation.call];
  for (auto [index, argument] : llvm::enumerate(call.arguments)) {
    bool isCallable = argument.value.kind == Value::Callable && body.callables[argument.value.callable].body != NoBody;
    if (isCallable && useOfArgument(call, index, unit) == CallableUse::OtherThread)
      works.push_back(workOf(call, index, body, unit));
  }
  return works;
}

ThreadWork inCaller(ThreadWork work, const CallDetail &call, const Unit &unit) {
  for (auto &[there, here] : work.names)
    here = inCaller(here, call, unit);
  llvm::erase_if(work.names, [](const auto &name) { return !name.second.isKnown(); });
  return work;
}

std::set<Object> holdersOf(std::set<Object> holders, const Body &body) {
  auto addFrom = [&](const Operation &operation) {
    if (operation.verb == Verb::Assign || operation.verb == Verb::Move) {
      const Object &source = operation.verb == Verb::Move ? operation.other : operation.value.object;
      if (holders.contains(source) && operation.object.isKnown())
        holders.insert(operation.object);
    } else if (operation.verb == Verb::Call && operation.call != NoIndex) {
      const CallDetail &call = body.calls[operation.call];
      if (call.isConstructor && call.receiver.isKnown() &&
          llvm::any_of(call.arguments, [&](const Argument &each) { return holders.contains(each.value.object); }))
        holders.insert(call.receiver);
    }
  };
  for (size_t before = 0; before != holders.size();) {
    before = holders.size();
    for (const Block &block : body.blocks)
      llvm::for_each(block.operations, addFrom);
  }
  return holders;
}

namespace {

/// A function that the work is in.
struct Frame {
  const Body &body;
  const CallDetail *call = nullptr; ///< by which it was entered; null for the work's own
  const Frame *caller = nullptr;
  unsigned depth = 0;
  std::vector<std::pair<Object, Object>> names = {}; ///< local ones that stand for others
};

class UseReader {
public:
  UseReader(const ThreadWork &work, const Unit &unit) : work_(work), unit_(unit) {}

  void read() {
    Frame frame{unit_.body(work_.entry)};
    follow(frame, /*isEarly=*/true);
  }

  std::vector<WorkUse> uses;

private:
  using Key = std::tuple<BodyId, bool, std::vector<Object>>;

  bool follow(Frame &frame, bool isEarly);
  void addLocalNames(Frame &frame) const;
  Object outside(Object object, const Frame &frame) const;
  Key keyOf(const Frame &frame, bool isEarly) const;
  std::vector<bool> earlyBlocks(const Frame &frame);
  bool followBlock(const Frame &frame, uint32_t block, bool isEarly);
  bool followCalls(const Frame &frame, const Operation &operation, bool isEarly);
  void add(const Object &object, const Place &place, const Frame &frame, bool isEarly, EntityId calls = NoEntity);
  void addOperation(const Operation &operation, const Frame &frame, bool isEarly);

  const ThreadWork &work_;
  const Unit &unit_;
  std::map<Key, bool> known_; ///< whether the function can come to its end without having waited
};

/// Waits until somebody else does something.
bool isGate(const Operation &operation, const Body &body) {
  if (operation.timed || operation.verb == Verb::Pause)
    return false;
  return operation.verb == Verb::Select || blockingBy(operation, body).has_value();
}

/// Does nothing but look: what spins until something has changed.
bool onlyLooks(const Block &block, const Body &body) {
  return llvm::all_of(block.operations, [&](const Operation &each) {
    return each.verb == Verb::Use || (each.verb == Verb::Call && body.calls[each.call].isConst);
  });
}

/// Loops that aren't left before others have done something, each by block.
std::vector<std::vector<bool>> waitingLoops(const Body &body, const Unit &unit) {
  std::vector<std::vector<bool>> loops{pollingBlocks(body, unit)};
  for (uint32_t block = 0; block < body.blocks.size(); ++block) {
    const std::vector<Operation> &operations = body.blocks[block].operations;
    if (llvm::any_of(operations, [&](const Operation &each) { return isGate(each, body) && !each.predicate; }))
      loops.push_back(innermostLoop(body, block));
    if (llvm::none_of(body.blocks[block].edges, [](const Edge &edge) { return edge.isBack; }))
      continue;
    std::vector<bool> loop = innermostLoop(body, block);
    bool spins = true;
    for (uint32_t each = 0; each < loop.size(); ++each)
      spins &= !loop[each] || onlyLooks(body.blocks[each], body);
    if (spins)
      loops.push_back(std::move(loop));
  }
  return loops;
}

/// Pointers and references that are bound once, to something that can be named.
void UseReader::addLocalNames(Frame &frame) const {
  std::map<EntityId, std::vector<const Operation *>> bindings;
  for (const Block &block : frame.body.blocks)
    for (const Operation &each : block.operations)
      if (each.verb == Verb::Assign && each.object.isVariable())
        bindings[each.object.id].push_back(&each);
  for (const auto &[variable, operations] : bindings) {
    const Operation &bound = *operations.front();
    const Entity &entity = unit_.entity(variable);
    if (operations.size() != 1 || !(entity.isPointer || entity.isReference) || !bound.value.object.isKnown() ||
        bound.value.object.startsWith(bound.object))
      continue;
    if (bound.value.kind == Value::Address)
      frame.names.emplace_back(bound.shared ? bound.object : bound.object.deref(), bound.value.object);
    else if (bound.value.kind == Value::Content)
      frame.names.emplace_back(bound.object, bound.value.object);
  }
}

/// `object` in the terms of who hands the work out; unknown if it has no name there.
Object UseReader::outside(Object object, const Frame &frame) const {
  auto standsFor = [&](const auto &name) { return object.startsWith(name.first); };
  for (size_t round = 0; round < frame.names.size(); ++round)
    if (auto name = llvm::find_if(frame.names, standsFor); name != frame.names.end())
      object = object.rebased(name->first, name->second);
  if (frame.caller) {
    object = inCaller(object, *frame.call, unit_);
    return object.isKnown() ? outside(std::move(object), *frame.caller) : Object();
  }
  auto name = llvm::find_if(work_.names, standsFor);
  return name == work_.names.end() ? Object() : object.rebased(name->first, name->second);
}

UseReader::Key UseReader::keyOf(const Frame &frame, bool isEarly) const {
  std::vector<Object> names{outside(Object::self(0), frame)};
  for (EntityId parameter : frame.body.parameters) {
    names.push_back(outside(Object::variable(parameter), frame));
    names.push_back(outside(Object::variable(parameter).deref(), frame));
  }
  return {frame.body.id, isEarly, std::move(names)};
}

void UseReader::add(const Object &object, const Place &place, const Frame &frame, bool isEarly, EntityId calls) {
  if (!object.isKnown())
    return;
  if (Object named = outside(object, frame); named.isKnown())
    uses.push_back({std::move(named), place, calls, isEarly});
}

void UseReader::addOperation(const Operation &operation, const Frame &frame, bool isEarly) {
  for (const Object *each : {&operation.object, &operation.other, &operation.value.object})
    add(*each, operation.place, frame, isEarly);
  if (operation.call == NoIndex)
    return;
  const CallDetail &call = frame.body.calls[operation.call];
  add(call.receiver, operation.place, frame, isEarly, call.isVirtual ? call.callee : NoEntity);
  for (const Argument &argument : call.arguments)
    add(argument.value.object, operation.place, frame, isEarly);
}

/// Follows whatever is called; whether any of it can come to its end without having waited.
bool UseReader::followCalls(const Frame &frame, const Operation &operation, bool isEarly) {
  std::vector<CallDetail> callees = calleesOf(frame.body, operation, unit_);
  if (callees.empty() || frame.depth == Deepest)
    return true;
  bool comesThrough = false;
  for (const CallDetail &callee : callees) {
    Frame inner{unit_.body(callee.body), &callee, &frame, frame.depth + 1};
    comesThrough |= follow(inner, isEarly);
  }
  return comesThrough;
}

/// Reads one block; whether its end can be reached without having waited.
bool UseReader::followBlock(const Frame &frame, uint32_t block, bool isEarly) {
  const Body &body = frame.body;
  const std::vector<Operation> &operations = body.blocks[block].operations;
  for (uint32_t index = 0; index <= operations.size(); ++index) {
    for (const Read &read : body.reads)
      if (read.block == block && read.index == index)
        add(read.object, read.place, frame, isEarly);
    if (index == operations.size())
      break;
    addOperation(operations[index], frame, isEarly);
    bool comesThrough = followCalls(frame, operations[index], isEarly);
    isEarly &= comesThrough && !isGate(operations[index], body);
  }
  return isEarly;
}

/// Reads the blocks that are reached before the work has waited, and tells which they are.
std::vector<bool> UseReader::earlyBlocks(const Frame &frame) {
  const Body &body = frame.body;
  std::vector<std::vector<bool>> loops = waitingLoops(body, unit_);
  std::vector<bool> early(body.blocks.size());
  std::vector<uint32_t> open{body.entry};
  early[body.entry] = true;
  while (!open.empty()) {
    uint32_t block = open.back();
    open.pop_back();
    if (!followBlock(frame, block, /*isEarly=*/true))
      continue;
    for (const Edge &edge : body.blocks[block].edges) {
      bool ends = llvm::any_of(loops, [&](const std::vector<bool> &loop) { return loop[block] && !loop[edge.target]; });
      if (ends || early[edge.target])
        continue;
      early[edge.target] = true;
      open.push_back(edge.target);
    }
  }
  return early;
}

/// Follows a function; whether it can come to its end without having waited.
bool UseReader::follow(Frame &frame, bool isEarly) {
  addLocalNames(frame);
  auto [known, isNew] = known_.try_emplace(keyOf(frame, isEarly), true);
  if (!isNew)
    return known->second;
  std::vector<bool> early(frame.body.blocks.size());
  if (isEarly)
    early = earlyBlocks(frame);
  for (uint32_t block = 0; block < early.size(); ++block)
    if (!early[block])
      followBlock(frame, block, /*isEarly=*/false);
  return known->second = early[frame.body.exit];
}

} // namespace

std::vector<WorkUse> usesBy(const ThreadWork &work, const Unit &unit) {
  UseReader reader(work, unit);
  reader.read();
  return std::move(reader.uses);
}

} // namespace leash
