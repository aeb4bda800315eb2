// local-mutex: a lock that each call makes for itself is held to keep others from what they share.
//
// Nobody else can hold a lock that nobody else knows. A local lock is all right where others get to know it: by a
// capture, its address, a reference that is kept. What is done while it is held must touch something that others can
// reach; else it is merely of no use.

#include "checks/check.h"
#include "checks/core/flow/callees.h"
#include "checks/core/flow/lock-probe.h"
#include "checks/core/flow/thread-work.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

#include <optional>
#include <set>

namespace leash {

namespace {

/// What others share, and where it is touched.
struct Touch {
  std::string name;
  Place place;
};

class Reader {
public:
  Reader(const Unit &unit, FindingSink &findings) : unit_(unit), findings_(findings) {}

  void read();

private:
  bool isOwnLocal(const Object &lock, const Body &body) const;
  bool mayBeKnown(const Object &lock, const Body &body, unsigned depth) const;
  bool leaves(const Operation &operation, const Object &lock, const Body &body) const;
  bool leavesByCall(const Operation &operation, const Object &lock, const Body &body, unsigned depth) const;
  bool isLockCall(const Operation &operation, const Body &body) const;
  void readLock(const LockFlow &flow, const Body &body);
  std::optional<Touch> touchAfter(const Operation &acquired, const Object &lock, const Body &body) const;
  std::optional<Touch> touchBy(const Operation &operation, const Body &body) const;
  std::optional<Touch> touchBetween(uint32_t block, uint32_t index, const Body &body) const;
  bool isShared(const Object &object, const Body &body) const;
  bool isSharedCapture(EntityId variable, const Body &body) const;
  bool isHeldAt(const Operation &operation, const Object &lock, const Body &body) const;
  bool isGuardedOtherwise(const Operation &operation, const Object &lock, const Body &body) const;
  void report(const Operation &acquired, const Object &lock, const Touch &touch, const Body &body);

  const Unit &unit_;
  FindingSink &findings_;
  std::set<BodyId> onOtherThreads_; ///< what is handed to other threads
  std::set<Place> reported_;
};

/// The variable was given what was there before: it may be a handle that stands for the same lock, or a copy, which is
/// the business of copied-lock.
bool isMadeFromAnother(EntityId variable, const Body &body) {
  Object local = Object::variable(variable);
  bool isCopy = llvm::any_of(body.lockCopies, [&](const LockCopy &each) { return each.made.startsWith(local); });
  auto isThere = [&](const Object &source) { // not just a list of values
    return source.isKnown() && (source.root != Root::Result || callYielding(source, body));
  };
  return isCopy || llvm::any_of(body.blocks, [&](const Block &block) {
           return llvm::any_of(block.operations, [&](const Operation &each) {
             bool isGiven = each.verb == Verb::Move || (each.verb == Verb::Assign && isThere(each.value.object));
             return isGiven && each.object == local;
           });
         });
}

/// The lock is a variable of the function itself, or a member of one.
bool Reader::isOwnLocal(const Object &lock, const Body &body) const {
  if (lock.root != Root::Variable)
    return false;
  const Entity &entity = unit_.entity(lock.id);
  return entity.kind == EntityKind::Local && !entity.isReference && !entity.isPointer &&
         entity.owner == body.function && body.function != NoEntity &&
         llvm::all_of(lock.path, [](const PathElement &each) { return each.kind == PathElement::Field; }) &&
         !isMadeFromAnother(lock.id, body);
}

/// A call that does to the lock what locks are for.
bool Reader::isLockCall(const Operation &operation, const Body &body) const {
  static constexpr Verb verbs[] = {Verb::Acquire, Verb::Release, Verb::Adopt,     Verb::Defer,  Verb::Disown,
                                   Verb::Require, Verb::Wait,    Verb::Configure, Verb::Produce};
  return body.calls[operation.call].isNamedByVocabulary && llvm::all_of(body.blocks, [&](const Block &block) {
           return llvm::all_of(block.operations, [&](const Operation &each) {
             return each.call != operation.call || each.verb == Verb::Call || llvm::is_contained(verbs, each.verb);
           });
         });
}

/// The call hands the lock, or an object that it is part of, to code that may pass it on.
bool Reader::leavesByCall(const Operation &operation, const Object &lock, const Body &body, unsigned depth) const {
  constexpr unsigned deepest = 4;
  const CallDetail &call = body.calls[operation.call];
  auto names = [&](const Object &object) { return object.isKnown() && lock.startsWith(object); };
  bool isReceiver = names(call.receiver);
  bool isGiven = llvm::any_of(call.arguments, [&](const Argument &each) { return names(each.value.object); });
  if ((!isReceiver && !isGiven) || isLockCall(operation, body))
    return false;
  bool isLibrarys = call.isSystem && call.isConstructor && !isGiven;
  if (call.body == NoBody || call.isVirtual)
    return !isLibrarys;
  if (depth == deepest)
    return true;
  const Body &callee = unit_.body(call.body);
  if (isReceiver && mayBeKnown(lock.rebased(call.receiver, Object::self(0)), callee, depth + 1))
    return true;
  for (auto [index, argument] : llvm::enumerate(call.arguments)) {
    const Value &value = argument.value;
    if (!names(value.object))
      continue;
    if (index >= callee.parameters.size())
      return true;
    Object parameter = Object::variable(callee.parameters[index]);
    Object there = lock.rebased(value.object, value.kind == Value::Address ? parameter.deref() : parameter);
    // Who is given a lock that is held, and gives it back, has a part in what it is for.
    const LockSummary *handed = unit_.summary(call.body).lock(there);
    bool isGivenBack = handed && llvm::any_of(handed->outcomes, [](const LockSummary::Outcome &outcome) {
                         return outcome.change == LockChange::Released || outcome.change == LockChange::Unknown;
                       });
    if (isGivenBack || mayBeKnown(there, callee, depth + 1))
      return true;
  }
  return false;
}

/// The operation makes the lock, or an object that it is part of, known by another name.
bool Reader::leaves(const Operation &operation, const Object &lock, const Body &body) const {
  auto names = [&](const Object &object) { return object.isKnown() && lock.startsWith(object); };
  if (operation.verb == Verb::Escape || operation.verb == Verb::Move)
    return names(operation.object) || names(operation.other);
  bool refers = operation.value.kind == Value::Address || operation.shared;
  if ((operation.verb != Verb::Assign && operation.verb != Verb::Return) || !refers || !names(operation.value.object))
    return false;
  // A guard of the user's own keeps what it has locked.
  bool isGuards = body.isConstructor && operation.object.root == Root::This && unit_.summary(body.id).lock(lock);
  return !isGuards;
}

/// Somebody else may get to know the lock, by what `body` and its callees do.
bool Reader::mayBeKnown(const Object &lock, const Body &body, unsigned depth) const {
  for (const Callable &callable : body.callables)
    for (const Capture &capture : callable.captures)
      if (capture.object.isKnown() && lock.startsWith(capture.object))
        return true;
  return llvm::any_of(body.blocks, [&](const Block &block) {
    return llvm::any_of(block.operations, [&](const Operation &each) {
      return leaves(each, lock, body) || (each.verb == Verb::Call && leavesByCall(each, lock, body, depth));
    });
  });
}

/// The lambda refers to a variable of the function around it, and runs on another thread than that.
bool Reader::isSharedCapture(EntityId variable, const Body &body) const {
  if (!body.isLambda || body.parent == NoBody || !onOtherThreads_.contains(body.id))
    return false;
  return llvm::any_of(unit_.body(body.parent).callables, [&](const Callable &callable) {
    return callable.body == body.id && llvm::any_of(callable.captures, [&](const Capture &capture) {
             return capture.mode == Capture::ByReference && capture.variable == variable;
           });
  });
}

/// Others can reach the object, and it isn't made for that.
bool Reader::isShared(const Object &object, const Body &body) const {
  EntityId declared = object.declaration();
  if (declared == NoEntity)
    return false;
  for (EntityId id : {declared, object.root == Root::Variable ? object.id : declared})
    if (const Entity &entity = unit_.entity(id); entity.isConst || entity.isAtomic || isLock(entity.role) ||
                                                 entity.role == TypeRole::Guard || entity.role == TypeRole::Condition ||
                                                 entity.role == TypeRole::Error)
      return false;
  if (object.root == Root::This)
    return !body.isConstructor && !body.isDestructor;
  if (object.root != Root::Variable)
    return false;
  const Entity &entity = unit_.entity(object.id);
  switch (entity.kind) {
  case EntityKind::Global:
  case EntityKind::StaticLocal:
  case EntityKind::StaticField:
    return true;
  case EntityKind::Parameter:
    if (llvm::is_contained(body.parameters, object.id))
      return entity.isReference ||
             (entity.isPointer && !object.path.empty() && object.path.front().kind == PathElement::Deref);
    return isSharedCapture(object.id, body);
  case EntityKind::Local:
    return isSharedCapture(object.id, body);
  default:
    return false;
  }
}

std::optional<Touch> Reader::touchBy(const Operation &operation, const Body &body) const {
  auto named = [&](const Object &object) { return std::optional(Touch{unit_.spell(object), operation.place}); };
  for (const Object *each : {&operation.object, &operation.value.object})
    if (isShared(*each, body))
      return named(*each);
  if (operation.verb != Verb::Call)
    return std::nullopt;
  for (const Argument &argument : body.calls[operation.call].arguments) {
    const Object &object = argument.value.object;
    bool isPointee = argument.isPointer && argument.isByReference && object.isKnown();
    if (argument.isByReference && (isShared(object, body) || (isPointee && isShared(object.deref(), body))))
      return named(object);
  }
  return std::nullopt;
}

/// What is read right before the operation `index` of the block.
std::optional<Touch> Reader::touchBetween(uint32_t block, uint32_t index, const Body &body) const {
  for (const Read &read : body.reads)
    if (read.block == block && read.index == index && isShared(read.object, body))
      return Touch{unit_.spell(read.object), read.place};
  return std::nullopt;
}

/// Another lock is held there that others may know.
bool Reader::isGuardedOtherwise(const Operation &operation, const Object &lock, const Body &body) const {
  return llvm::any_of(unit_.lockFlows[body.id], [&](const LockFlow &flow) {
    return flow.lock != lock && heldAt(operation, flow.lock, body, unit_) != Holding::Never;
  });
}

/// The lock is held there, if it was got.
bool Reader::isHeldAt(const Operation &operation, const Object &lock, const Body &body) const {
  Holding holding = heldAt(operation, lock, body, unit_);
  return holding == Holding::Always || holding == Holding::Sometimes;
}

/// The first thing that others share and that is touched after the acquisition, while the lock is held.
std::optional<Touch> Reader::touchAfter(const Operation &acquired, const Object &lock, const Body &body) const {
  std::vector<std::pair<uint32_t, uint32_t>> open;
  std::vector<bool> seen(body.blocks.size());
  for (auto [block, each] : llvm::enumerate(body.blocks))
    for (auto [index, operation] : llvm::enumerate(each.operations))
      if (&operation == &acquired)
        open.push_back({static_cast<uint32_t>(block), static_cast<uint32_t>(index + 1)});
  while (!open.empty()) {
    auto [block, from] = open.back();
    open.pop_back();
    const std::vector<Operation> &operations = body.blocks[block].operations;
    bool isHeld = true;
    for (uint32_t index = from; index < operations.size() && isHeld; ++index) {
      const Operation &operation = operations[index];
      std::optional<Touch> touch = touchBetween(block, index, body);
      if (!touch)
        touch = touchBy(operation, body);
      isHeld = operation.call == acquired.call || isHeldAt(operation, lock, body);
      if (touch && isHeld && operation.call != acquired.call && !isGuardedOtherwise(operation, lock, body))
        return touch;
    }
    if (!isHeld)
      continue;
    if (std::optional<Touch> touch = touchBetween(block, operations.size(), body))
      return touch;
    for (const Edge &edge : body.blocks[block].edges)
      if (!seen[edge.target]) {
        seen[edge.target] = true;
        open.push_back({edge.target, 0});
      }
  }
  return std::nullopt;
}

void Reader::report(const Operation &acquired, const Object &lock, const Touch &touch, const Body &body) {
  if (!reported_.insert(acquired.place).second)
    return;
  const std::string local = "'" + unit_.entity(lock.id).spelling + "'";
  bool isNamedMember = acquired.verb == Verb::Acquire && !lock.path.empty();
  std::string name = isNamedMember ? "'" + unit_.entity(lock.lastField()).spelling + "'" : local;
  Finding &finding = findings_.report(acquired.place, name + (isNamedMember ? " of " + local : "") +
                                                          " is made anew by each call, so to hold it keeps no other " +
                                                          "thread from '" + touch.name + "'");
  finding.entity = unit_.nameOf(body);
  finding.statement = acquired.text;
  finding.step(unit_.entity(lock.id).place, local + " is local: no other thread ever sees it");
  finding.step(acquired.place, "locks " + name);
  finding.step(touch.place, "touches '" + touch.name + "', which others can reach at the same time");
  finding.remedy = "put the lock where '" + touch.name + "' is, so that all who use that lock the same one";
}

void Reader::readLock(const LockFlow &flow, const Body &body) {
  if (flow.gaveUp || !isOwnLocal(flow.lock, body) || mayBeKnown(flow.lock, body, 0))
    return;
  for (const LockEvent &event : flow.events)
    if (event.kind == LockEvent::Taken && event.operation)
      if (std::optional<Touch> touch = touchAfter(*event.operation, flow.lock, body))
        report(*event.operation, flow.lock, *touch, body);
}

void Reader::read() {
  for (const Body &body : unit_.bodies)
    for (const Block &block : body.blocks)
      for (const Operation &operation : block.operations)
        for (const ThreadWork &work : workHandedOut(operation, body, unit_))
          onOtherThreads_.insert(work.entry);
  for (const Body &body : unit_.bodies)
    for (const LockFlow &flow : unit_.lockFlows[body.id])
      readLock(flow, body);
}

void run(const Unit &unit, const OptionValues &, FindingSink &findings) { Reader(unit, findings).read(); }

} // namespace

extern const CheckInfo LocalMutex;
const CheckInfo LocalMutex = {
    .name = "local-mutex",
    .summary = "A lock that each call makes for itself is held to keep others from what they share.",
    .severity = Severity::Warning,
    .since = "0.1",
    .options = {},
    .run = run,
};

} // namespace leash
