// copied-lock: a lock is copied, and the copy is taken where the others take the original.
//
// A copy alone does no harm: it is one only if somebody takes it as a lock, and if the original is one that others may
// take at the same time. A class that says itself how it is copied means its copies to live on their own, and has been
// sorted out by the reader; where only the class of the lock does, its copies are of no use as locks unless they come
// with a copy of what they guard, and are taken by that copy's own methods.

#include "checks/check.h"
#include "checks/core/flow/call-sites.h"
#include "checks/core/flow/callees.h"
#include "checks/core/flow/lock-flow.h"
#include "checks/core/flow/thread-work.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

#include <optional>
#include <set>

namespace leash {

namespace {

class Reader {
public:
  Reader(const Unit &unit, FindingSink &findings) : unit_(unit), findings_(findings), sites_(callSites(unit)) {}

  void read();

private:
  void collectLocks();
  void readCopy(const LockCopy &copy, const Body &body);
  void readVariable(const LockCopy &copy, const Body &body);
  void readMember(const LockCopy &copy, const Body &body);
  void readAssigned(const LockCopy &copy, const Body &body);
  void readReturned(const LockCopy &copy, const Body &body);
  void readCapture(const LockCopy &copy, const Body &body);
  void readArguments(const Operation &operation, const Body &body);
  void readWork(const Operation &operation, const Body &body);
  void readObject(const Argument &argument, const Body &body, const Body &callee);
  void readParameter(const Argument &argument, size_t index, const Body &body, const Body &callee);
  const LockEvent *takenIn(const Object &copy, const Body &body, bool isByName) const;
  bool isTakenSomewhere(const LockCopy &copy) const;
  bool isKnownToOthers(const Object &object, const Body &body, const Place *before) const;
  bool isShared(const Object &source, const Body &body, const Place &at) const;
  bool isInUse(const LockCopy &copy, const Body &body) const;
  bool isInUse(const Object &source, EntityId member, const Body &body, const Place &at, unsigned depth) const;
  bool isUsedBesides(const LockCopy &copy, const Body &body) const;
  bool isInLoop(uint32_t block, const Body &body) const;
  bool isMadeAnew(const LockCopy &copy, const Body &body) const;
  Finding *report(const Place &place, std::string message, const Body &body, const std::string &text);

  const Unit &unit_;
  FindingSink &findings_;
  std::vector<std::vector<Site>> sites_;
  std::set<EntityId> taken_; ///< what stands on the way to a lock that somebody takes: members, globals
  std::set<Place> reported_;
};

bool hasStep(const Object &object, PathElement::Kind kind) {
  return llvm::any_of(object.path, [&](const PathElement &each) { return each.kind == kind; });
}

void Reader::collectLocks() {
  for (const Body &body : unit_.bodies)
    for (const LockFlow &flow : unit_.lockFlows[body.id]) {
      if (flow.lock.root == Root::Variable)
        taken_.insert(flow.lock.id);
      for (const PathElement &each : flow.lock.path)
        if (each.kind == PathElement::Field)
          taken_.insert(each.id);
    }
}

Finding *Reader::report(const Place &place, std::string message, const Body &body, const std::string &text) {
  if (!reported_.insert(place).second)
    return nullptr;
  Finding &finding = findings_.report(place, std::move(message));
  finding.entity = body.function == NoEntity ? "" : std::string(unit_.nameOf(body));
  finding.statement = text;
  return &finding;
}

/// Where a lock in `copy` is taken in `body`; `isByName`: not by a method of the copy itself.
const LockEvent *Reader::takenIn(const Object &copy, const Body &body, bool isByName) const {
  for (const LockFlow &flow : unit_.lockFlows[body.id])
    for (const LockEvent &event : flow.events) {
      if (event.kind != LockEvent::Taken || !event.operation || !flow.lock.startsWith(copy))
        continue;
      bool isCall = event.operation->verb == Verb::Call && event.operation->call != NoIndex;
      bool isOwnMethods = isCall && body.calls[event.operation->call].receiver.startsWith(copy);
      bool isLockItself = flow.lock == copy;
      if (!isByName || !isOwnMethods || isLockItself)
        return &event;
    }
  return nullptr;
}

/// Somebody takes locks of the name that the copy has.
bool Reader::isTakenSomewhere(const LockCopy &copy) const {
  EntityId name = copy.isLock ? copy.made.declaration() : copy.member;
  return name != NoEntity && taken_.contains(name);
}

/// Some other thread has got to know the local object: by a reference, by its address.
bool Reader::isKnownToOthers(const Object &object, const Body &body, const Place *before) const {
  Object local = Object::variable(object.id);
  auto isEarlier = [&](const Place &place) { return !before || place < *before; };
  for (const Callable &callable : body.callables)
    for (const Capture &capture : callable.captures)
      if ((capture.mode == Capture::ByReference || capture.takesAddress) && capture.object.startsWith(local) &&
          isEarlier(callable.place))
        return true;
  return llvm::any_of(body.blocks, [&](const Block &block) {
    return llvm::any_of(block.operations, [&](const Operation &each) {
      if (!isEarlier(each.place))
        return false;
      if (each.verb == Verb::Escape)
        return each.object.startsWith(local);
      bool isHandedOut =
          each.verb == Verb::Spawn || (each.verb == Verb::Call && !workHandedOut(each, body, unit_).empty());
      return isHandedOut && each.call != NoIndex &&
             llvm::any_of(body.calls[each.call].arguments, [&](const Argument &argument) {
               return argument.value.kind == Value::Address && argument.value.object.startsWith(local);
             });
    });
  });
}

/// Others may have the object that is copied at `at`.
bool Reader::isShared(const Object &source, const Body &body, const Place &at) const {
  if (source.root == Root::This || source.root == Root::Expression)
    return !(body.isConstructor && source.root == Root::This);
  if (source.root != Root::Variable)
    return false;
  const Entity &entity = unit_.entity(source.id);
  switch (entity.kind) {
  case EntityKind::Global:
  case EntityKind::StaticLocal:
  case EntityKind::StaticField:
    return !entity.isConst || entity.isPointer;
  case EntityKind::Parameter:
  case EntityKind::Local:
    if (entity.isReference || hasStep(source, PathElement::Deref))
      return true;
    if (entity.owner != body.function && body.parent != NoBody)
      return isShared(source, unit_.body(body.parent), at);
    return entity.kind == EntityKind::Local && isKnownToOthers(source, body, &at);
  default:
    return false;
  }
}

/// Somebody takes the lock of the object that is copied. A model that others are copied from is none such.
bool Reader::isInUse(const Object &source, EntityId member, const Body &body, const Place &at, unsigned depth) const {
  constexpr unsigned deepest = 3;
  if (!isShared(source, body, at))
    return false;
  bool isPart = hasStep(source, PathElement::Deref) || hasStep(source, PathElement::Index);
  if (takenIn(source, body, /*isByName=*/false))
    return true;
  if (source.root == Root::This)
    return isPart || taken_.contains(source.path.empty() ? member : source.lastField());
  if (source.root == Root::Expression)
    return true;
  const Entity &entity = unit_.entity(source.id);
  auto parameter = llvm::find(body.parameters, source.id);
  if (parameter == body.parameters.end())
    return entity.kind == EntityKind::Local || isPart || taken_.contains(source.declaration());
  return depth < deepest &&
         llvm::any_of(
             sites_[body.id],
             [&](const Site &site) {
               return llvm::any_of(calleesOf(*site.body, site.operation(), unit_), [&](const CallDetail &call) {
                 if (call.body != body.id)
                   return false;
                 Object outside = inCaller(source, call, unit_);
                 return outside.isKnown() && isInUse(outside, member, *site.body, site.operation().place, depth + 1);
               });
             });
}

bool Reader::isInUse(const LockCopy &copy, const Body &body) const {
  if (!copy.isLock)
    return isInUse(copy.source, copy.member, body, copy.place, 0);
  bool isGlobal = copy.source.isVariable() && unit_.entity(copy.source.id).visibility != Visibility::Function;
  return isShared(copy.source, body, copy.place) && (!isGlobal || taken_.contains(copy.source.id));
}

void tellTaken(const LockEvent &taken, const std::string &name, Finding &finding) {
  finding.step(taken.acquisition.place, "takes the lock of " + name + ", which nobody else has");
}

std::string quoted(const std::string &name) { return "'" + name + "'"; }

std::string ofWhat(const LockCopy &copy) {
  return "a copy of " + std::string(copy.isLock ? "the lock " : "") + quoted(copy.sourceName);
}

constexpr const char *KeepsOutNobody = ", so to hold its lock keeps nobody from the original";

void Reader::readVariable(const LockCopy &copy, const Body &body) {
  bool isByName = copy.copying == LockCopying::Fresh && !copy.isLock;
  const LockEvent *taken = takenIn(copy.made, body, isByName);
  if (!taken || !isInUse(copy, body) || isKnownToOthers(copy.made, body, nullptr))
    return;
  Finding *finding = report(copy.place, quoted(copy.name) + " is " + ofWhat(copy) + KeepsOutNobody, body, copy.text);
  if (!finding)
    return;
  finding->step(copy.place, "copies " + quoted(copy.sourceName) + ", and its lock with it");
  tellTaken(*taken, quoted(copy.name), *finding);
  finding->remedy = "make " + quoted(copy.name) + " a reference, and delete the copy constructor of what has a lock";
}

void Reader::readMember(const LockCopy &copy, const Body &body) {
  bool isCopiedWithClass = copy.copying == LockCopying::Fresh && copy.source.lastField() == copy.made.lastField();
  if (!copy.isLock || isCopiedWithClass || !isInUse(copy, body) || !isTakenSomewhere(copy))
    return;
  Finding *finding = report(copy.place, quoted(copy.name) + " is " + ofWhat(copy) + KeepsOutNobody, body, copy.text);
  if (!finding)
    return;
  finding->step(copy.place, "copies the lock " + quoted(copy.sourceName));
  finding->remedy = "make the member " + quoted(copy.name) + " a reference or a pointer to the lock";
}

/// The lock of the copy is made new by the function that copies it.
bool Reader::isMadeAnew(const LockCopy &copy, const Body &body) const {
  auto isOfCopy = [&](const Object &object) {
    bool isItsLock = object.startsWith(copy.made) && (copy.isLock || object.lastField() == copy.member);
    return object.isKnown() && isItsLock;
  };
  auto isUsed = [](const Operation &each) {
    return each.verb == Verb::Acquire || each.verb == Verb::Release || each.verb == Verb::Wait;
  };
  std::set<uint32_t> uses;
  for (const Block &block : body.blocks)
    for (const Operation &each : block.operations)
      if (isUsed(each))
        uses.insert(each.call);
  return llvm::any_of(body.blocks, [&](const Block &block) {
    return llvm::any_of(block.operations, [&](const Operation &each) {
      if (each.verb == Verb::Assign && each.object != copy.made && isOfCopy(each.object))
        return true;
      if (each.verb != Verb::Call || each.call == NoIndex || uses.contains(each.call))
        return false;
      bool isGiven = llvm::any_of(body.calls[each.call].arguments, [&](const Argument &argument) {
        return argument.value.kind == Value::Address && isOfCopy(argument.value.object);
      });
      bool takes = llvm::any_of(calleesOf(body, each, unit_), [&](const CallDetail &callee) {
        return !unit_.summary(callee.body).acquisitions.empty();
      });
      bool configures =
          leadsTo(each, body, unit_, [](const Operation &inner) { return inner.verb == Verb::Configure; });
      return (isGiven && !takes) || configures;
    });
  });
}

void Reader::readAssigned(const LockCopy &copy, const Body &body) {
  bool isOwn = copy.made.root == Root::Variable && !hasStep(copy.made, PathElement::Deref) &&
               llvm::is_contained({EntityKind::Local, EntityKind::Parameter}, unit_.entity(copy.made.id).kind) &&
               !unit_.entity(copy.made.id).isReference;
  const LockEvent *taken = takenIn(copy.made, body, /*isByName=*/false);
  bool isTaken = isOwn ? taken && !isKnownToOthers(copy.made, body, nullptr) : isTakenSomewhere(copy);
  if (!copy.made.isKnown() || !isTaken || !isInUse(copy, body) || isMadeAnew(copy, body))
    return;
  Finding *finding =
      report(copy.place, quoted(copy.name) + " becomes " + ofWhat(copy) + KeepsOutNobody, body, copy.text);
  if (!finding)
    return;
  finding->step(copy.place, "copies " + quoted(copy.sourceName) + ", and its lock with it, in whatever state that is");
  if (taken && isOwn)
    tellTaken(*taken, quoted(copy.name), *finding);
  finding->remedy = "copy what the lock guards, while the original's lock is held, and leave the lock alone";
}

void Reader::readReturned(const LockCopy &copy, const Body &body) {
  if (!isInUse(copy, body))
    return;
  const LockEvent *taken = nullptr;
  for (const Site &site : sites_[body.id]) {
    Object result = Object::result(site.operation().result);
    std::set<Object> holders = holdersOf({result}, *site.body);
    for (const Object &holder : holders)
      if (const LockEvent *found = takenIn(holder, *site.body, copy.copying == LockCopying::Fresh && !copy.isLock))
        taken = found;
  }
  if (!taken && !copy.isLock)
    return;
  Finding *finding = report(copy.place, "what is returned is " + ofWhat(copy) + KeepsOutNobody, body, copy.text);
  if (!finding)
    return;
  finding->step(copy.place, "copies " + quoted(copy.sourceName) + " for the caller");
  if (taken)
    tellTaken(*taken, "the copy", *finding);
  finding->remedy = "return a reference to " + quoted(copy.sourceName);
}

bool Reader::isInLoop(uint32_t block, const Body &body) const {
  std::vector<bool> seen(body.blocks.size());
  std::vector<uint32_t> open{block};
  while (!open.empty()) {
    uint32_t at = open.back();
    open.pop_back();
    for (const Edge &edge : body.blocks[at].edges) {
      if (edge.target == block)
        return true;
      if (!seen[edge.target]) {
        seen[edge.target] = true;
        open.push_back(edge.target);
      }
    }
  }
  return false;
}

/// A local is copied for a lambda, and something else is done with it, or it is copied again.
bool Reader::isUsedBesides(const LockCopy &copy, const Body &body) const {
  if (copy.source.root != Root::Variable || unit_.entity(copy.source.id).owner != body.function)
    return false;
  auto others = llvm::count_if(body.lockCopies, [&](const LockCopy &each) { return each.source == copy.source; });
  bool isEachTime = isInLoop(copy.block, body) && !unit_.entity(copy.source.id).isLoopVariable;
  return others > 1 || isEachTime || takenIn(copy.source, body, /*isByName=*/false);
}

void Reader::readCapture(const LockCopy &copy, const Body &body) {
  BodyId lambda = body.callables[copy.callable].body;
  if (lambda == NoBody)
    return;
  bool isByName = copy.copying == LockCopying::Fresh && !copy.isLock;
  const LockEvent *taken = takenIn(copy.made, unit_.body(lambda), isByName);
  if (!taken || (!isInUse(copy, body) && !isUsedBesides(copy, body)))
    return;
  Finding *finding = report(copy.place, "the lambda has " + ofWhat(copy) + KeepsOutNobody, body, copy.text);
  if (!finding)
    return;
  finding->step(copy.place, "copies " + quoted(copy.sourceName) + ", and its lock with it");
  tellTaken(*taken, "the copy", *finding);
  finding->remedy = "capture " + quoted(copy.sourceName) + " by reference, and see that it lives long enough";
}

/// `callee` takes the lock of a parameter that is a copy.
void Reader::readParameter(const Argument &argument, size_t index, const Body &body, const Body &callee) {
  if (index >= callee.parameters.size())
    return;
  EntityId parameter = callee.parameters[index];
  const Entity &entity = unit_.entity(parameter);
  if (entity.isReference || entity.isPointer || !isShared(argument.value.object, body, argument.place))
    return;
  const LockEvent *taken = takenIn(Object::variable(parameter), callee, argument.locks == LockCopying::Fresh);
  if (!taken)
    return;
  Finding *finding =
      report(entity.place, quoted(entity.spelling) + " is a copy of what the caller passes" + KeepsOutNobody, callee,
             taken->operation->text);
  if (!finding)
    return;
  finding->step(argument.place, "passes a copy of " + quoted(argument.text));
  tellTaken(*taken, quoted(entity.spelling), *finding);
  finding->remedy = "take " + quoted(entity.spelling) + " by reference or by pointer";
}

/// A thread runs a method on a copy of the object that it was given.
void Reader::readObject(const Argument &argument, const Body &body, const Body &callee) {
  bool isCopy = argument.value.kind == Value::Content && argument.locks == LockCopying::Raw;
  const LockEvent *taken = isCopy ? takenIn(Object::self(0), callee, /*isByName=*/false) : nullptr;
  if (!taken || !isShared(argument.value.object, body, argument.place))
    return;
  Finding *finding = report(argument.place, "the thread gets a copy of " + quoted(argument.text) + KeepsOutNobody, body,
                            argument.text);
  if (!finding)
    return;
  tellTaken(*taken, "the copy", *finding);
  finding->remedy = "give the thread the address of " + quoted(argument.text);
}

void Reader::readArguments(const Operation &operation, const Body &body) {
  for (const CallDetail &call : calleesOf(body, operation, unit_))
    for (auto [index, argument] : llvm::enumerate(call.arguments))
      if (argument.isCopied)
        readParameter(argument, index, body, unit_.body(call.body));
}

/// What a thread is given beside a function is copied for it.
void Reader::readWork(const Operation &operation, const Body &body) {
  const CallDetail &call = body.calls[operation.call];
  for (const ThreadWork &work : workHandedOut(operation, body, unit_)) {
    const Body &entry = unit_.body(work.entry);
    auto function = llvm::find_if(call.arguments, [&](const Argument &each) {
      return each.value.kind == Value::Callable && body.callables[each.value.callable].body == work.entry;
    });
    if (function == call.arguments.end())
      continue;
    bool isMethod = entry.type != NoEntity && !entry.isLambda;
    size_t first = function - call.arguments.begin() + 1 + (isMethod ? 1 : 0);
    if (isMethod && first <= call.arguments.size())
      readObject(call.arguments[first - 1], body, entry);
    for (size_t index = first; index < call.arguments.size(); ++index)
      if (call.arguments[index].locks != LockCopying::None)
        readParameter(call.arguments[index], index - first, body, entry);
  }
}

void Reader::readCopy(const LockCopy &copy, const Body &body) {
  switch (copy.of) {
  case LockCopy::Variable:
    return readVariable(copy, body);
  case LockCopy::Member:
    return readMember(copy, body);
  case LockCopy::Assigned:
    return readAssigned(copy, body);
  case LockCopy::Returned:
    return readReturned(copy, body);
  case LockCopy::Captured:
    return readCapture(copy, body);
  }
}

void Reader::read() {
  collectLocks();
  for (const Body &body : unit_.bodies) {
    for (const LockCopy &copy : body.lockCopies)
      readCopy(copy, body);
    for (const Block &block : body.blocks)
      for (const Operation &operation : block.operations)
        if (operation.verb == Verb::Call && operation.call != NoIndex) {
          readArguments(operation, body);
          readWork(operation, body);
        }
  }
}

void run(const Unit &unit, const OptionValues &, FindingSink &findings) { Reader(unit, findings).read(); }

} // namespace

extern const CheckInfo CopiedLock;
const CheckInfo CopiedLock = {
    .name = "copied-lock",
    .summary = "A lock is copied, and the copy is taken where others take the original.",
    .severity = Severity::Error,
    .since = "0.1",
    .options = {},
    .run = run,
};

} // namespace leash
