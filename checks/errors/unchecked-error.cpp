// unchecked-error: an error value is produced and nobody looks at it.
//
// Either the call's result is dropped where it stands, or it is stored and, on some path, dies or is overwritten before
// anybody reads it. Any read counts as a look: what is done about an error is the user's business. A path that ends by
// reporting another failure is let off: one error at a time is how most code does it.

#include "checks/check.h"
#include "checks/core/flow/known-failure.h"
#include "checks/core/flow/lock-flow.h"
#include "checks/core/flow/simulation.h"
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

/// An error value in a local variable, from where it is stored.
struct StoredError {
  const Operation *produced = nullptr; ///< the call
  const Operation *stored = nullptr;   ///< the assignment, or the call itself for an out-parameter
  Object holder;
};

/// Follows one stored error until somebody looks at it.
class ErrorDomain {
public:
  struct Property {
    bool isPending = false;
    friend bool operator==(const Property &, const Property &) = default;
    friend bool operator<(const Property &a, const Property &b) { return a.isPending < b.isPending; }
  };
  using State = SimulationState<Property>;
  using Emit = llvm::function_ref<void(State)>;

  struct Loss {
    enum Kind { Overwritten, Dies } kind = Dies;
    const Operation *where = nullptr;
    Property property;
  };

  ErrorDomain(const StoredError &error, const Body &body, const Unit &unit) : error_(error), body_(body), unit_(unit) {
    std::set<Object> results;
    for (const Block &block : body.blocks)
      for (const Operation &operation : block.operations) {
        isLookedAtSomewhere_ |= operation.verb != Verb::Assign && looks(operation);
        if (operation.verb == Verb::Produce && operation.object.root == Root::Result)
          results.insert(operation.object);
      }
    for (const Block &block : body.blocks)
      for (const Operation &operation : block.operations)
        if (operation.verb == Verb::Assign && operation.object.isVariable() && !isHolder(operation.object) &&
            results.contains(operation.value.object))
          otherHolders_.insert(operation.object);
  }

  void transfer(const Operation &operation, const State &state, Emit emit);
  Throws throwsOf(const Operation &operation) const { return leash::throwsOf(operation, body_, unit_); }
  void unwound(State &state, const Operation &, llvm::function_ref<bool(const Object &)>) const {
    state.property.isPending = false;
  }

  std::vector<const Operation *> overwrites;
  bool endsUnseen = false; ///< the iteration that made it ends before anybody looks

private:
  bool isHolder(const Object &object) const { return object == error_.holder || object.startsWith(error_.holder); }
  bool looks(const Operation &operation) const;
  bool produces(const Operation &call) const;
  bool isReadBy(const CallDetail &call) const;
  bool isAboutAnotherError(const Operation &operation) const;
  bool isNewFailure(const Value &value) const;

  const StoredError &error_;
  const Body &body_;
  const Unit &unit_;
  bool isLookedAtSomewhere_ = false;
  std::set<Object> otherHolders_; ///< other locals that hold what a call returned
};

/// The call writes a new error into the holder.
bool ErrorDomain::produces(const Operation &call) const {
  for (const Block &block : body_.blocks)
    for (const Operation &operation : block.operations)
      if (operation.verb == Verb::Produce && operation.call == call.call && operation.object == error_.holder)
        return true;
  return false;
}

/// The callee is in this file and looks at what it is given, or at what it has captured.
bool ErrorDomain::isReadBy(const CallDetail &call) const {
  for (const Callable &callable : body_.callables)
    if (callable.body == call.body &&
        llvm::any_of(callable.captures, [&](const Capture &capture) { return isHolder(capture.object); }))
      return true;
  bool producesHere = unit_.entity(error_.holder.id).role == TypeRole::Error;
  const std::vector<ParameterSummary> &parameters = unit_.summary(call.body).parameters;
  for (size_t i = 0; i < call.arguments.size() && i < parameters.size(); ++i)
    if ((parameters[i].isReadFirst || (parameters[i].isRead && !producesHere)) &&
        isHolder(call.arguments[i].value.object))
      return true;
  return false;
}

bool ErrorDomain::looks(const Operation &operation) const {
  switch (operation.verb) {
  case Verb::Use:
  case Verb::Inspect:
  case Verb::Escape:
    return isHolder(operation.object);
  case Verb::Move:
    return isHolder(operation.other);
  case Verb::Return:
    return isHolder(operation.value.object);
  case Verb::Assign:
    return !operation.object.isVariable() && operation.value.kind != Value::Unknown && isHolder(operation.value.object);
  case Verb::Call: {
    const CallDetail &call = body_.calls[operation.call];
    if (isHolder(call.receiver) && call.name != "operator=" && !call.isConstructor)
      return true;
    bool isArgument = llvm::any_of(call.arguments, [&](const Argument &argument) {
      return argument.value.kind != Value::Callable && isHolder(argument.value.object);
    });
    if (call.body != NoBody && isReadBy(call))
      return true;
    bool isCaptured = llvm::any_of(call.arguments, [&](const Argument &argument) {
      return argument.value.kind == Value::Callable &&
             llvm::any_of(body_.callables[argument.value.callable].captures,
                          [&](const Capture &capture) { return isHolder(capture.object); });
    });
    return isCaptured || (isArgument && !produces(operation));
  }
  default:
    return false;
  }
}

/// Another error is asked for first: the one that is kept back is its consequence, or the other way round.
bool ErrorDomain::isAboutAnotherError(const Operation &operation) const {
  if (!isLookedAtSomewhere_)
    return false;
  if (operation.verb == Verb::Use && otherHolders_.contains(operation.object))
    return true;
  auto isOther = [&](const Object &object) {
    EntityId named = object.isVariable() ? object.id : object.lastField();
    return named != NoEntity && !isHolder(object) && unit_.entity(named).role == TypeRole::Error;
  };
  if (operation.verb == Verb::Inspect)
    return isOther(operation.object);
  return operation.verb == Verb::Call && body_.calls[operation.call].name != "operator=" &&
         !body_.calls[operation.call].isConstructor && isOther(body_.calls[operation.call].receiver);
}

void ErrorDomain::transfer(const Operation &operation, const State &state, Emit emit) {
  State after = state;
  if (after.property.isPending && (looks(operation) || isAboutAnotherError(operation)))
    after.property.isPending = false;
  if (operation.verb == Verb::Create && operation.object == error_.holder && after.property.isPending) {
    endsUnseen = true; // the next iteration has a variable of its own
    after.property.isPending = false;
  }
  if (after.property.isPending && operation.verb == Verb::Assign && operation.object == error_.holder &&
      isNewFailure(operation.value))
    after.property.isPending = false;
  bool overwrites =
      (operation.verb == Verb::Assign || operation.verb == Verb::Produce) && operation.object == error_.holder;
  if (overwrites && after.property.isPending) {
    if (!llvm::is_contained(this->overwrites, &operation))
      this->overwrites.push_back(&operation);
    after.property.isPending = false;
  }
  if (&operation == error_.stored)
    after.property.isPending = true;
  emit(std::move(after));
}

/// One failure takes the place of another, with a reason.
bool ErrorDomain::isNewFailure(const Value &value) const {
  return llvm::any_of(body_.blocks, [&](const Block &block) {
    return llvm::any_of(block.operations, [&](const Operation &operation) {
      return operation.verb == Verb::Call && operation.result != 0 &&
             value.object == Object::result(operation.result) && body_.calls[operation.call].makesFailure;
    });
  });
}

class Reader {
public:
  Reader(const Unit &unit, FindingSink &findings) : unit_(unit), findings_(findings) {}

  void read(const Body &body);
  /// What read() has gathered about the whole unit.
  void reportDropped();

private:
  void readProducer(const Body &body, const Operation &operation);
  bool isCallers(const Object &holder) const;
  bool isShared(const Body &body, const Object &holder) const;
  std::vector<StoredError> storesOf(const Body &body, const Operation &produced) const;
  void follow(const Body &body, const StoredError &error);
  bool reportsFailure(const Operation *exit) const;
  bool isToldOtherwise(const Body &body, const Operation &produced) const;
  bool mayAsk(const Body &body, const Operation &operation) const;
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
  std::map<EntityId, std::vector<Drop>> dropped_; ///< by callee
};

std::string Reader::what(const Body &body, const Operation &produced) const {
  std::string name = produced.call == NoIndex ? produced.text : body.calls[produced.call].name;
  switch (produced.role) {
  case TypeRole::Future:
    return "the future returned by '" + name + "'";
  case TypeRole::Error:
    return "the error from '" + name + "'";
  default:
    return "the result of '" + name + "'";
  }
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

bool Reader::reportsFailure(const Operation *exit) const {
  if (!exit || exit->verb != Verb::Return)
    return false;
  const Value &value = exit->value;
  if (value.kind == Value::Constant)
    return value.constant < 0 || exit->text == "return false" || exit->text == "return nullptr";
  return value.kind == Value::Content && value.object.isVariable() &&
         unit_.entity(value.object.id).visibility == Visibility::Function;
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
    if (!exit.isNormal || !exit.state.property.isPending || reportsFailure(exit.last))
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
  if (isOutParameter && body.isDestructor)
    return; // nobody to tell
  if (produced.object.root == Root::Result && produced.isDiscarded) {
    if (produced.role == TypeRole::Future) {
      Finding &finding =
          report(body, produced, what(body, produced) + " is dropped: its destructor waits for the task right here");
      finding.remedy = "keep the future and wait for it where the result is needed";
    } else {
      dropped_[produced.call == NoIndex ? NoEntity : body.calls[produced.call].callee].push_back({&body, &produced});
    }
    return;
  }
  if (produced.role == TypeRole::Future)
    return; // kept: its owner decides
  if (produced.call != NoIndex && body.calls[produced.call].makesFailure)
    return; // no outcome of anything: whoever makes an error knows of it
  for (const StoredError &error : storesOf(body, produced))
    follow(body, error);
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

/// A timed wait, its result dropped, and nothing asked afterwards: whether what was waited for has happened or the time
/// just ran out makes no difference to what the function does next. A function that does nothing next only sleeps.
void Reader::readTimedWait(const Body &body, uint32_t block, const Operation &wait) {
  if (!wait.timed || !wait.isDiscarded || wait.isVoided || wait.role != TypeRole::Condition)
    return;
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
  if (wait.call == NoIndex || !isActedUpon)
    return;
  report(body, wait,
         "the result of '" + body.calls[wait.call].name +
             "' is never looked at: what follows happens after a timeout just as well");
}

void Reader::read(const Body &body) {
  std::vector<bool> afterFailure; // asked for only if there is an error
  for (auto [index, block] : llvm::enumerate(body.blocks))
    for (const Operation &operation : block.operations) {
      if (operation.verb == Verb::Produce) {
        if (afterFailure.empty())
          afterFailure = blocksAfterFailure(body, unit_);
        if (!afterFailure[index])
          readProducer(body, operation);
      } else if (operation.verb == Verb::Wait)
        readTimedWait(body, index, operation);
    }
}

void run(const Unit &unit, const OptionValues &, FindingSink &findings) {
  Reader reader(unit, findings);
  for (const Body &body : unit.bodies)
    reader.read(body);
  reader.reportDropped();
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
