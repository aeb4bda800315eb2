// wait-without-predicate: a condition is waited for, and nobody looks again whether there is anything to wait for.
//
// A wait may end for no reason, and a notification that came before it is lost. So a wait stands in a loop that asks
// after the state that it is about, or takes a predicate. A helper that waits once is judged by those who call it;
// where they can't be seen, whoever took the lock that it waits with is the one to ask.

#include "checks/check.h"
#include "checks/core/flow/callees.h"
#include "checks/core/flow/polling.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

#include <set>

namespace leash {

namespace {

/// A call, or a wait, in a body.
struct Site {
  const Body *body = nullptr;
  uint32_t block = 0;
  const Operation *operation = nullptr;
};

class Reader {
public:
  Reader(const Unit &unit, FindingSink &findings) : unit_(unit), findings_(findings), callers_(unit.bodies.size()) {
    for (const Body &body : unit.bodies)
      eachOperation(body, [&](const Site &site) {
        if (site.operation->verb == Verb::Call && site.operation->call != NoIndex)
          if (BodyId callee = body.calls[site.operation->call].body; callee != NoBody && callee != body.id)
            callers_[callee].push_back(site);
      });
  }

  void read(const Body &body) {
    eachOperation(body, [&](const Site &site) {
      const Operation &wait = *site.operation;
      bool isPlain = wait.verb == Verb::Wait && wait.role == TypeRole::Condition && !wait.predicate;
      bool isSleep = wait.timed && wait.isDiscarded; // who asks for no answer takes it for a nap
      if (isPlain && !isSleep)
        judge(site, site, false, 0);
    });
  }

private:
  template <typename Visit> void eachOperation(const Body &body, Visit visit) {
    for (auto [index, block] : llvm::enumerate(body.blocks))
      for (const Operation &operation : block.operations)
        visit(Site{&body, static_cast<uint32_t>(index), &operation});
  }

  void judge(const Site &wait, const Site &site, bool hasLockBelow, unsigned depth);
  bool looksAgain(const Site &site) const;
  bool isWrapper(EntityId type) const;
  bool isDecided(const Site &site) const;
  bool isCarelessCaller(const Site &caller, bool hasLock, unsigned depth) const;
  bool isCounter(EntityId variable, const Site &site) const;
  bool isShared(EntityId variable, const Body &body) const;
  bool isAboutOthers(const Edge &edge, const Site &site) const;
  bool isAboutArguments(const Test &test, const Body &body) const;
  bool isReadAfter(const Test &test, const Site &site) const;
  bool looksOnce(const Site &site) const;
  void report(const Site &wait, const Site &site);

  const Unit &unit_;
  FindingSink &findings_;
  std::vector<std::vector<Site>> callers_; ///< by BodyId
  std::set<Place> reported_;
};

/// Its address, or a reference to it, goes somewhere.
bool Reader::isShared(EntityId variable, const Body &body) const {
  Object object = Object::variable(variable);
  auto isAddress = [&](const Value &value) { return value.kind == Value::Address && value.object == object; };
  for (const Block &block : body.blocks)
    for (const Operation &each : block.operations)
      if (isAddress(each.value) || (each.verb == Verb::Escape && each.object == object))
        return true;
  for (const CallDetail &call : body.calls)
    for (const Argument &argument : call.arguments)
      if (isAddress(argument.value) || (argument.isByReference && argument.value.object == object))
        return true;
  return llvm::any_of(body.callables, [&](const Callable &callable) {
    return llvm::any_of(callable.captures, [&](const Capture &capture) {
      return capture.object == object && (capture.mode == Capture::ByReference || capture.takesAddress);
    });
  });
}

/// A counter of the function's own, which nobody else changes: it says nothing about what the wait is for.
bool Reader::isCounter(EntityId variable, const Site &site) const {
  const Entity &entity = unit_.entity(variable);
  bool isOwn = entity.kind == EntityKind::Local || entity.kind == EntityKind::Parameter;
  if (!isOwn || entity.isReference || entity.isPointer)
    return false;
  if (isShared(variable, *site.body))
    return false;
  std::vector<bool> after = blocksReachableFrom(*site.body, site.block);
  for (auto [index, block] : llvm::enumerate(site.body->blocks))
    for (const Operation &each : block.operations) {
      bool isSet = after[index] && each.verb == Verb::Assign && each.object == Object::variable(variable);
      bool isStep =
          each.value.kind == Value::Constant || (each.value.kind == Value::Content && each.value.object == each.object);
      if (isSet && !isStep)
        return false;
    }
  return true;
}

/// The decision is about something that others may have changed during the wait.
bool Reader::isAboutOthers(const Edge &edge, const Site &site) const {
  auto isOwn = [&](const Object &object) { return object.isVariable() && isCounter(object.id, site); };
  return llvm::any_of(edge.tests, [&](const Test &test) {
    if (test.subject.root != Root::Expression)
      return !isOwn(test.subject);
    const Expression &asked = unit_.expressions[test.subject.id];
    return asked.isVolatile || asked.reads.empty() ||
           llvm::any_of(asked.reads, [&](const Object &read) { return !isOwn(read); });
  });
}

/// The site is in a loop that asks about something that others change, or its function calls itself to ask again.
bool Reader::looksAgain(const Site &site) const {
  const Body &body = *site.body;
  std::vector<bool> after = blocksReachableFrom(body, site.block);
  std::vector<bool> loop = loopThrough(body, site.block);
  for (uint32_t block = 0; block < body.blocks.size(); ++block) {
    if (!after[block])
      continue;
    bool asksItself = llvm::any_of(body.blocks[block].operations, [&](const Operation &each) {
      return each.verb == Verb::Call && each.call != NoIndex && body.calls[each.call].body == body.id;
    });
    bool asks = llvm::any_of(body.blocks[block].edges, [&](const Edge &edge) { return isAboutOthers(edge, site); });
    if (asksItself || (loop[block] && asks))
      return true;
  }
  return false;
}

/// It asks about what the function was given and can't change, as for how long to wait.
bool Reader::isAboutArguments(const Test &test, const Body &body) const {
  auto isGiven = [&](const Object &object, bool isAsked) {
    bool isIn = llvm::all_of(object.path, [](const PathElement &each) { return each.kind == PathElement::Field; });
    if (object.root != Root::Variable || !isIn)
      return false;
    const Entity &entity = unit_.entity(object.id);
    bool isOwn = !entity.isReference || ((isAsked || !object.path.empty()) && entity.isConst);
    return entity.kind == EntityKind::Parameter && isOwn && !entity.isPointer && !entity.isAtomic;
  };
  const Object &subject = test.subject;
  if (subject.root == Root::Result) {
    const Operation *asked = callYielding(subject, body);
    return asked && isGiven(body.calls[asked->call].receiver, true);
  }
  if (subject.root != Root::Expression)
    return isGiven(subject, false);
  const std::vector<Object> &reads = unit_.expressions[subject.id].reads;
  return !reads.empty() && llvm::all_of(reads, [&](const Object &read) { return isGiven(read, true); });
}

/// Whether it comes to the site depends on a decision in its function about what others change.
bool Reader::isDecided(const Site &site) const {
  const Body &body = *site.body;
  std::vector<bool> reaching = blocksReaching(body, site.block);
  for (uint32_t block = 0; block < body.blocks.size(); ++block)
    for (const Edge &edge : body.blocks[block].edges) // of the site's own block: what is asked after it
      if (block != site.block && reaching[block] && !edge.tests.empty() && !reaching[edge.target] &&
          !llvm::all_of(edge.tests, [&](const Test &test) { return isAboutArguments(test, body); }))
        return true;
  return false;
}

/// It asks about what was read after the site, and is more than the answer of the site itself.
bool Reader::isReadAfter(const Test &test, const Site &site) const {
  Object subject = test.subject;
  if (subject.isVariable() && unit_.entity(subject.id).kind == EntityKind::Local) {
    std::vector<bool> after = blocksReachableFrom(*site.body, site.block);
    for (auto [index, block] : llvm::enumerate(site.body->blocks))
      for (const Operation &each : block.operations)
        if (after[index] && each.verb == Verb::Assign && each.object == subject && each.value.kind == Value::Content)
          return each.value.object != Object::result(site.operation->result);
    return false;
  }
  if (subject.root == Root::Expression)
    return !unit_.expressions[subject.id].reads.empty();
  return subject != Object::result(site.operation->result);
}

/// It asks after the site how things are, without going back to it: what it returns may tell that it was for nothing.
bool Reader::looksOnce(const Site &site) const {
  std::vector<bool> after = blocksReachableFrom(*site.body, site.block);
  for (auto [index, block] : llvm::enumerate(site.body->blocks))
    for (const Edge &edge : block.edges)
      if (after[index] && isAboutOthers(edge, site) &&
          llvm::any_of(edge.tests, [&](const Test &test) { return isReadAfter(test, site); }))
        return true;
  return false;
}

/// A function that takes no lock is entered with the one that it waits with.
static bool takesLock(const Body &body) {
  return llvm::any_of(body.blocks, [](const Block &block) {
    return llvm::any_of(block.operations, [](const Operation &each) { return each.verb == Verb::Acquire; });
  });
}

/// `site` is the wait itself, or a call that leads to it. A function that only waits leaves it to its callers to ask
/// again; one that decides whether to wait has to ask again itself. `hasLockBelow`: what it calls takes the lock.
void Reader::judge(const Site &wait, const Site &site, bool hasLockBelow, unsigned depth) {
  constexpr unsigned deepest = 4;
  if (looksAgain(site) || depth > deepest)
    return;
  const Body &body = *site.body;
  const std::vector<Site> &callers = callers_[body.id];
  bool hasLock = hasLockBelow || takesLock(body);
  // Whether there is something now. Who takes the lock and waits without a limit means to have an answer.
  bool mayBeForNothing = !body.returnsVoid && (!hasLock || wait.operation->timed);
  bool tellsCaller = (body.returnsTruth && !callers.empty()) || (mayBeForNothing && looksOnce(site));
  bool isJudgedHere = isDecided(site) && !tellsCaller;
  if (isJudgedHere)
    return report(wait, site);
  if (callers.empty()) {
    // Its users look again, wherever they are, if they have the lock or if the class is there to wrap a condition.
    bool isLeftToUsers = !hasLock || (body.type != NoEntity && isWrapper(body.type));
    if (!isLeftToUsers || body.isLambda || body.isConstructor)
      report(wait, site);
    return;
  }
  bool isCareless = llvm::any_of(callers, [&](const Site &caller) { return !looksAgain(caller); });
  if (!isCareless)
    return;
  bool isOwnHelper = body.type == NoEntity || !isWrapper(body.type);
  if (isOwnHelper &&
      llvm::any_of(callers, [&](const Site &caller) { return isCarelessCaller(caller, hasLock, depth); }))
    return report(wait, site);
  if (!isOwnHelper)
    for (const Site &caller : callers)
      judge(wait, caller, hasLock, depth + 1);
}

/// A class that is there for a condition, or for a lock and its condition: it has no state that could be asked.
bool Reader::isWrapper(EntityId type) const {
  return llvm::all_of(unit_.entities, [&](const Entity &each) {
    if (each.kind != EntityKind::Field || each.owner != type)
      return true;
    switch (each.role) {
    case TypeRole::Mutex:
    case TypeRole::SharedMutex:
    case TypeRole::RecursiveMutex:
    case TypeRole::Guard:
    case TypeRole::Condition:
      return true;
    default:
      return each.isReference || each.isPointer;
    }
  });
}

/// Neither the caller looks again, nor all who call it. `hasLock`: the lock is taken in what it calls.
bool Reader::isCarelessCaller(const Site &caller, bool hasLock, unsigned depth) const {
  if (looksAgain(caller) || depth > 4)
    return false;
  const std::vector<Site> &outer = callers_[caller.body->id];
  hasLock = hasLock || takesLock(*caller.body);
  if (outer.empty() && !hasLock && !isDecided(caller))
    return false;
  return (isDecided(caller) && !(caller.body->returnsTruth && !outer.empty())) || outer.empty() ||
         llvm::any_of(outer, [&](const Site &each) { return isCarelessCaller(each, hasLock, depth + 1); });
}

void Reader::report(const Site &wait, const Site &site) {
  const Operation &operation = *site.operation;
  if (!reported_.insert(operation.place).second)
    return;
  const CallDetail *call = operation.call == NoIndex ? nullptr : &site.body->calls[operation.call];
  std::string name = operation.verb == Verb::Wait && !operation.name.empty() ? operation.name
                     : call && call->receiver.isKnown()                      ? unit_.spell(call->receiver)
                                                                             : unit_.spell(operation.object);
  Finding &finding = findings_.report(
      operation.place, "'" + name + "' is waited for without looking again whether what it stands for is there");
  finding.entity = unit_.nameOf(*site.body);
  finding.statement = operation.text;
  finding.step(operation.place, operation.verb == Verb::Wait ? "waits once; no loop asks again"
                                                             : "waits once, with no loop around the call");
  if (wait.operation != site.operation)
    finding.step(wait.operation->place, "here is the wait itself");
  finding.step(operation.place,
               "goes on even if it was woken for no reason, or by a notification for somebody else; one "
               "that came before the wait is lost");
  finding.remedy = "wait in a loop, 'while (!ready) " + name + ".wait(lock);', or give the wait a predicate";
}

void run(const Unit &unit, const OptionValues &, FindingSink &findings) {
  Reader reader(unit, findings);
  for (const Body &body : unit.bodies)
    reader.read(body);
}

} // namespace

extern const CheckInfo WaitWithoutPredicate;
const CheckInfo WaitWithoutPredicate = {
    .name = "wait-without-predicate",
    .summary = "A condition is waited for without looking again whether there is anything to wait for.",
    .severity = Severity::Warning,
    .since = "0.1",
    .options = {},
    .run = run,
};

} // namespace leash
