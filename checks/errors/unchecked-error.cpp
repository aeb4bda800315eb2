// unchecked-error: an error value is produced and nobody looks at it.
//
// Either the call's result is dropped where it stands, or it is stored and, on some path, dies or is overwritten before
// anybody reads it. Any read counts as a look: what is done about an error is the user's business. A path that ends by
// reporting another failure is let off: one error at a time is how most code does it.
//
// An exception that ends in an empty handler is an error that nobody looks at, too, and so is the result of a function
// of the program's own if all others who call it stop when it says so.

#include "checks/check.h"
#include "checks/core/flow/callees.h"
#include "checks/core/flow/kept-locks.h"
#include "checks/core/flow/known-failure.h"
#include "checks/core/flow/polling.h"
#include "checks/core/flow/simulation.h"
#include "checks/core/flow/stored-error.h"
#include "checks/core/flow/swallowed.h"
#include "checks/core/flow/thread-roots.h"
#include "checks/core/flow/verdicts.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"

#include <map>
#include <set>
#include <tuple>

namespace leash {

namespace {

constexpr size_t DecisionsShown = 4;
constexpr size_t DropsShown = 8;
constexpr size_t DropsOfHabit = 4; ///< so many calls whose results are dropped are one habit, not so many slips

class Reader {
public:
  Reader(const Unit &unit, FindingSink &findings)
      : unit_(unit), findings_(findings), verdicts_(verdictsOf(unit)), work_(unit) {}

  void read(const Body &body);
  /// What read() has gathered about the whole unit.
  void reportDropped();
  /// What only the unit as a whole can tell.
  void reportForgotten();

private:
  void readProducer(const Body &body, const Operation &produced);
  void readVerdict(const Body &body, const Operation &call);
  void readLockAnswer(const Body &body, const Operation &call);
  void readHandlers(const Body &body);
  bool isCallers(const Object &holder) const;
  bool isShared(const Body &body, const Object &holder) const;
  std::vector<StoredError> storesOf(const Body &body, const Operation &produced) const;
  void follow(const Body &body, const StoredError &error);
  void readMembers(const Body &body, const Operation &produced);
  bool isToldOtherwise(const Body &body, const Operation &produced) const;
  bool mayAsk(const Body &body, const Operation &operation) const;
  bool isFruitlessLoop(const Body &body, uint32_t block, const Operation &wait) const;
  void readTimedWait(const Body &body, uint32_t block, const Operation &wait);
  std::string what(const Body &body, const Operation &produced) const;
  Finding &report(const Body &body, const Operation &produced, std::string message);

  /// A call whose result is dropped where it stands.
  struct Drop {
    const Body *body;
    const Operation *produced;
  };

  const Unit &unit_;
  FindingSink &findings_;
  const Verdicts verdicts_;
  StartedWork work_;
  std::map<EntityId, std::vector<Drop>> dropped_; ///< by callee
};

std::string Reader::what(const Body &body, const Operation &produced) const {
  std::string name = produced.call == NoIndex ? produced.text : body.calls[produced.call].name;
  return (produced.role == TypeRole::Error ? "the error from '" : "the result of '") + name + "'";
}

Finding &Reader::report(const Body &body, const Operation &produced, std::string message) {
  Finding &finding = findings_.report(produced.place, std::move(message));
  finding.entity = std::string(unit_.nameOf(body));
  finding.statement = produced.text;
  finding.remedy = "look at it, pass it on, or say that it doesn't matter with a cast to void";
  return finding;
}

/// The variable's own name says that what it gets doesn't matter.
bool saysUnused(llvm::StringRef name) {
  return llvm::any_of(std::initializer_list<llvm::StringRef>{"ignore", "unused", "dummy", "discard"},
                      [&](llvm::StringRef word) { return name.contains_insensitive(word); });
}

/// Its address is kept where others may look.
bool Reader::isShared(const Body &body, const Object &holder) const {
  return llvm::any_of(body.blocks, [&](const Block &block) {
    return llvm::any_of(block.operations, [&](const Operation &operation) {
      return operation.verb == Verb::Assign && !operation.object.isVariable() &&
             operation.object.root != Root::Result && operation.value.kind == Value::Address &&
             operation.value.object == holder;
    });
  });
}

/// An error variable of the caller's, who looks at what it holds in the end.
bool Reader::isCallers(const Object &holder) const {
  const Entity &entity = unit_.entity(holder.id);
  return entity.kind == EntityKind::Parameter && entity.isReference && entity.role == TypeRole::Error;
}

/// Where a produced error comes to rest in a local variable or one of the caller's; nowhere if it is used on the spot
/// or kept elsewhere.
std::vector<StoredError> Reader::storesOf(const Body &body, const Operation &produced) const {
  auto isFollowed = [&](const Object &object) {
    if (!object.isVariable())
      return false;
    const Entity &entity = unit_.entity(object.id);
    // What a lambda has captured, the function around it may look at.
    bool isOwn = entity.kind == EntityKind::Local && !entity.isReference && entity.owner == body.function;
    return (isOwn || isCallers(object)) && !entity.isMaybeUnused && !entity.isNamedUncompiled &&
           !saysUnused(entity.spelling) && !isShared(body, object);
  };
  if (produced.object.root != Root::Result)
    return isFollowed(produced.object) ? std::vector<StoredError>{{&produced, &produced, produced.object}}
                                       : std::vector<StoredError>();
  std::vector<StoredError> stores;
  for (const Block &block : body.blocks)
    for (const Operation &operation : block.operations)
      if (operation.verb == Verb::Assign && operation.value.kind == Value::Content &&
          operation.value.object == produced.object && isFollowed(operation.object))
        stores.push_back({&produced, &operation, operation.object});
  return stores;
}

void Reader::follow(const Body &body, const StoredError &error) {
  ErrorDomain domain(error, body, unit_);
  Simulation<ErrorDomain> simulation(unit_, body, domain);
  if (!simulation.run({}))
    return;
  std::string holder = unit_.spell(error.holder);
  if (!domain.overwrites.empty()) {
    const Operation &overwrite = *domain.overwrites.front();
    Finding &finding =
        report(body, *error.produced,
               what(body, *error.produced) + " in '" + holder + "' is overwritten before anybody looks at it");
    finding.step(error.produced->place, what(body, *error.produced) + " says here whether it worked");
    finding.step(overwrite.place, "'" + holder + "' gets a new value here; the old one was never looked at");
    return;
  }
  if (isCallers(error.holder))
    return;
  if (domain.endsUnseen) {
    Finding &finding = report(body, *error.produced,
                              what(body, *error.produced) + " is stored in '" + holder +
                                  "' and not looked at before the iteration ends");
    finding.step(error.produced->place, what(body, *error.produced) + " says here whether it worked");
    return;
  }
  for (const auto &exit : simulation.exits()) {
    if (!exit.isNormal || !exit.state.property.isPending || reportsFailure(exit.last, body, unit_))
      continue;
    Finding &finding = report(body, *error.produced,
                              what(body, *error.produced) + " is stored in '" + holder +
                                  "' and not looked at before '" + std::string(unit_.nameOf(body)) + "' returns");
    finding.step(error.produced->place, what(body, *error.produced) + " says here whether it worked");
    size_t shown = 0;
    for (const Edge *decision : simulation.pathTo(exit.node))
      if (error.stored->place.line <= decision->place.line && shown++ < DecisionsShown)
        finding.step(decision->place, decision->text);
    finding.step(exit.last ? exit.last->place : body.end, "'" + holder + "' is gone after this");
    return;
  }
}

/// A member that only its class can name, and that nothing there looks at, keeps no error for anybody.
void Reader::readMembers(const Body &body, const Operation &produced) {
  auto isForgotten = [&](const Object &object) {
    if (object.root == Root::Result || object.lastField() == NoEntity)
      return false;
    const Entity &member = unit_.entity(object.lastField());
    return member.kind == EntityKind::Field && member.visibility == Visibility::Unit && !member.isLookedAt &&
           member.isCopyable && !member.isMaybeUnused && !saysUnused(member.spelling);
  };
  const Object *keeper = isForgotten(produced.object) ? &produced.object : nullptr;
  for (const Block &block : body.blocks)
    for (const Operation &operation : block.operations)
      if (operation.verb == Verb::Assign && operation.value.kind == Value::Content &&
          operation.value.object == produced.object && isForgotten(operation.object))
        keeper = &operation.object;
  if (!keeper)
    return;
  const Entity &member = unit_.entity(keeper->lastField());
  Finding &finding =
      report(body, produced, what(body, produced) + " is stored in '" + member.spelling + "', which nobody looks at");
  finding.step(member.place, "'" + member.spelling + "' is declared here, and given values only");
}

/// The call also says by its own result whether it worked, and somebody looks at that; or the lock that it was to take
/// is asked later.
bool Reader::isToldOtherwise(const Body &body, const Operation &produced) const {
  Object result = Object::result(produced.result);
  const CallDetail *call = produced.call == NoIndex ? nullptr : &body.calls[produced.call];
  std::set<Object> verdicts{result};
  for (const Block &block : llvm::reverse(body.blocks)) // the order in which they are written, for most
    for (const Operation &operation : block.operations) {
      if (operation.verb == Verb::Assign && operation.value.kind == Value::Content && operation.value.object == result)
        verdicts.insert(operation.object);
      // What the result is asked says it too.
      if (operation.verb == Verb::Call && operation.result != 0 && body.calls[operation.call].receiver.isKnown() &&
          verdicts.contains(body.calls[operation.call].receiver))
        verdicts.insert(Object::result(operation.result));
      if (operation.verb == Verb::Inspect && call && call->receiver.isKnown() && operation.object == call->receiver)
        return true;
    }
  if (produced.object.root == Root::Result)
    return false;
  for (const Block &block : body.blocks) {
    for (const Edge &edge : block.edges)
      for (const Test &test : edge.tests)
        if (verdicts.contains(test.subject))
          return true;
    for (const Operation &operation : block.operations)
      if (operation.verb == Verb::Return && operation.value.kind == Value::Content &&
          verdicts.contains(operation.value.object))
        return true;
  }
  return false;
}

void Reader::readProducer(const Body &body, const Operation &produced) {
  bool isOutParameter = produced.object.root != Root::Result;
  if (produced.quiet || produced.isVoided || isToldOtherwise(body, produced))
    return;
  if (produced.role == TypeRole::Future)
    return; // what becomes of it is future-discarded's business
  if (isOutParameter && body.isDestructor)
    return; // nobody to tell
  if (produced.object.root == Root::Result && produced.isDiscarded) {
    dropped_[produced.call == NoIndex ? NoEntity : body.calls[produced.call].callee].push_back({&body, &produced});
    return;
  }
  if (produced.call != NoIndex && body.calls[produced.call].makesFailure)
    return; // no outcome of anything: whoever makes an error knows of it
  for (const StoredError &error : storesOf(body, produced))
    follow(body, error);
  readMembers(body, produced);
}

/// One finding for each place; but where a function's result is dropped all over the file, that is one thing to say.
void Reader::reportDropped() {
  for (auto &[callee, drops] : dropped_) {
    // Instances of a template repeat their places.
    llvm::sort(drops, [](const Drop &a, const Drop &b) {
      return std::tie(a.produced->place, a.body->id) < std::tie(b.produced->place, b.body->id);
    });
    drops.erase(
        llvm::unique(drops, [](const Drop &a, const Drop &b) { return a.produced->place == b.produced->place; }),
        drops.end());
    bool isHabit = callee != NoEntity && drops.size() >= DropsOfHabit;
    for (const Drop &drop : isHabit ? llvm::ArrayRef(drops).take_front() : llvm::ArrayRef(drops)) {
      std::string message = what(*drop.body, *drop.produced) + " is never looked at";
      if (isHabit)
        message += ", here and in " + std::to_string(drops.size() - 1) + " more places";
      Finding &finding = report(*drop.body, *drop.produced, std::move(message));
      if (isHabit)
        for (const Drop &other : llvm::ArrayRef(drops).slice(1).take_front(DropsShown))
          finding.step(other.produced->place, "also dropped here");
    }
  }
}

/// The callee may look at the state by itself.
bool Reader::mayAsk(const Body &body, const Operation &operation) const {
  if (operation.verb != Verb::Call)
    return false;
  const CallDetail &call = body.calls[operation.call];
  if (call.body == NoBody)
    return !call.isSystem;
  return llvm::any_of(unit_.body(call.body).blocks, [](const Block &block) { return block.edges.size() > 1; });
}

/// A loop that does nothing but wait until a point of time, and has no other way to know that it has come: from then on
/// it goes round without waiting.
bool Reader::isFruitlessLoop(const Body &body, uint32_t block, const Operation &wait) const {
  std::vector<bool> loop = innermostLoop(body, block);
  bool isLeft = false;
  for (uint32_t each = 0; each < body.blocks.size(); ++each) {
    if (!loop[each])
      continue;
    for (const Operation &operation : body.blocks[each].operations) {
      bool asksState =
          operation.verb == Verb::Call && body.calls[operation.call].isConst && body.calls[operation.call].isSystem;
      bool changes = operation.verb == Verb::Assign || operation.verb == Verb::Call || operation.verb == Verb::Escape ||
                     operation.verb == Verb::Move;
      bool isResult = operation.verb == Verb::Assign && operation.object.root == Root::Result;
      if (changes && !asksState && !isResult && operation.call != wait.call)
        return false;
    }
    isLeft |= llvm::any_of(body.blocks[each].edges, [&](const Edge &edge) { return !loop[edge.target]; });
  }
  return isLeft && loop[block];
}

/// A timed wait, its result dropped, and nothing asked afterwards: whether what was waited for has happened or the time
/// just ran out makes no difference to what the function does next. A function that does nothing next only sleeps.
void Reader::readTimedWait(const Body &body, uint32_t block, const Operation &wait) {
  if (!wait.timed || !wait.isDiscarded || wait.isVoided || wait.role != TypeRole::Condition || wait.call == NoIndex)
    return;
  if (wait.until && !wait.predicate && isFruitlessLoop(body, block, wait)) {
    report(body, wait,
           "the result of '" + body.calls[wait.call].name +
               "' is never looked at: once the time is over, the loop goes round without waiting");
    return;
  }
  bool isActedUpon = false;
  std::vector<uint8_t> seen(body.blocks.size());
  std::vector<uint32_t> pending{block};
  while (!pending.empty()) {
    uint32_t next = pending.back();
    pending.pop_back();
    if (std::exchange(seen[next], true))
      continue;
    if (body.blocks[next].edges.size() > 1)
      return; // something is asked
    for (const Operation &operation : body.blocks[next].operations) {
      if ((next == block && &operation <= &wait) || operation.call == wait.call)
        continue;
      bool answers = operation.verb == Verb::Return && body.returnsTruth && operation.value.kind != Value::Constant;
      if (answers || (wait.predicate && mayAsk(body, operation)))
        return; // it asks now
      // What is returned after a predicate may be what it asks for.
      isActedUpon |= operation.verb == Verb::Call || operation.verb == Verb::Assign ||
                     (operation.verb == Verb::Return && !wait.predicate && operation.value.kind != Value::Unknown);
    }
    for (const Edge &edge : body.blocks[next].edges)
      pending.push_back(edge.target);
  }
  if (!isActedUpon)
    return;
  report(body, wait,
         "the result of '" + body.calls[wait.call].name +
             "' is never looked at: what follows happens after a timeout just as well");
}

/// What a function of the program returns says whether it worked, although its type doesn't: kept, it is to be looked
/// at like any other error.
void Reader::readVerdict(const Body &body, const Operation &call) {
  const CallDetail &detail = body.calls[call.call];
  if (call.result == 0 || call.isDiscarded || call.isVoided || !verdicts_.functions.contains(detail.callee))
    return;
  Operation produced = call;
  produced.verb = Verb::Produce;
  produced.object = Object::result(call.result);
  produced.role = TypeRole::None;
  if (isToldOtherwise(body, produced))
    return;
  for (const StoredError &error : storesOf(body, produced))
    follow(body, error);
}

/// What a function of the program returns says whether it has taken a lock, and the caller doesn't ask.
void Reader::readLockAnswer(const Body &body, const Operation &call) {
  const CallDetail &detail = body.calls[call.call];
  if (call.result == 0 || !call.isDiscarded || call.isVoided || detail.body == NoBody || detail.isNamedByVocabulary)
    return;
  if (!keptLocks(unit_.body(detail.body), unit_).empty())
    return; // what it keeps, it keeps by mistake
  for (const LockSummary &lock : unit_.summary(detail.body).locks) {
    Range taken = Range::none(), refused = Range::none();
    for (const LockSummary::Outcome &outcome : lock.outcomes)
      if (outcome.change == LockChange::Acquired || outcome.change == LockChange::AcquiredShared)
        taken = taken.join(outcome.result);
      else
        refused = refused.join(outcome.result);
    bool isTold = !taken.isEmpty() && !refused.isEmpty() && taken.isDisjointFrom(refused);
    Object name = isTold && !lock.isGuards ? inCaller(lock.lock, detail, unit_) : Object();
    if (name.isKnown())
      return void(report(body, call,
                         "the result of '" + detail.name + "' is never looked at: it says whether '" +
                             unit_.spell(name) + "' is locked"));
  }
}

/// An exception is an error, too, and an empty handler is who doesn't look.
void Reader::readHandlers(const Body &body) {
  for (const Swallowed &swallowed : swallowedIn(body, unit_, work_)) {
    std::string thrower = swallowed.thrown->call == NoIndex ? "" : body.calls[swallowed.thrown->call].name;
    std::string what = thrower.empty() ? "the exception" : "an exception from '" + thrower + "'";
    std::string lock = swallowed.acquired ? unit_.spell(swallowed.acquired->object) : "";
    Finding &finding =
        findings_.report(swallowed.handler,
                         what + " is swallowed here: " +
                             (lock.empty() ? "the loop goes on as if the work were done"
                                           : "what '" + lock + "' protects may be changed by half, and nobody knows"));
    finding.entity = std::string(unit_.nameOf(body));
    finding.statement = swallowed.thrown->text;
    finding.remedy = "report it, put right what was begun, or say in a comment why it doesn't matter";
    if (swallowed.acquired)
      finding.step(swallowed.acquired->place, "'" + lock + "' is locked here");
    finding.step(swallowed.thrown->place, "this may throw");
    finding.step(swallowed.handler, "what it says is lost here");
  }
}

void Reader::reportForgotten() {
  for (const DroppedVerdict &dropped : verdicts_.dropped) {
    const std::string &name = dropped.body->calls[dropped.call->call].name;
    std::string others = dropped.askedBy == 2 ? "both" : "all " + std::to_string(dropped.askedBy);
    Finding &finding =
        report(*dropped.body, *dropped.call,
               "the result of '" + name + "' is dropped here, but " + others + " other callers look at it");
    finding.step(dropped.call->place, "whether it worked is never asked here");
    if (dropped.asked)
      finding.step(dropped.asked->place, "another caller gives up if it didn't");
  }
}

void Reader::read(const Body &body) {
  readHandlers(body);
  std::vector<bool> afterFailure; // asked for only if there is an error
  for (auto [index, block] : llvm::enumerate(body.blocks))
    for (const Operation &operation : block.operations) {
      if (operation.verb == Verb::Produce) {
        if (afterFailure.empty())
          afterFailure = blocksAfterFailure(body, unit_);
        if (!afterFailure[index])
          readProducer(body, operation);
      } else if (operation.verb == Verb::Call && operation.call != NoIndex) {
        readVerdict(body, operation);
        readLockAnswer(body, operation);
      } else if (operation.verb == Verb::Wait) {
        readTimedWait(body, index, operation);
      }
    }
}

void run(const Unit &unit, const OptionValues &, FindingSink &findings) {
  Reader reader(unit, findings);
  for (const Body &body : unit.bodies)
    reader.read(body);
  reader.reportDropped();
  reader.reportForgotten();
}

} // namespace

extern const CheckInfo UncheckedError;
const CheckInfo UncheckedError = {
    .name = "unchecked-error",
    .summary = "An error value is produced and nobody looks at it.",
    .severity = Severity::Warning,
    .since = "0.1",
    .options = {},
    .run = run,
};

} // namespace leash
