// swallowed: exceptions that end in an empty handler, in the midst of something that others rely on.

#include "checks/core/flow/swallowed.h"

#include "checks/core/flow/lock-flow.h"
#include "checks/core/flow/polling.h"
#include "checks/core/flow/thread-roots.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"

#include <set>

namespace leash {

namespace {

/// An operation of a try block, with the block that it stands in.
struct Attempted {
  const Operation *operation;
  uint32_t block;
};

/// One try block: what it does, and where its handlers begin.
class Attempt {
public:
  Attempt(const Body &body, uint32_t dispatch, const Unit &unit);

  bool isEmpty() const { return calls_.empty(); }
  bool goesOnAsAfter(uint32_t handler) const;
  bool isRoundOfLoop(uint32_t handler) const;
  const Operation *failing() const;
  Swallowed underLock(Swallows what) const;

private:
  bool mayFail(const Operation &operation) const;
  bool isOwn(const Object &object) const;
  bool changes(const Operation &operation) const;
  bool tells(const Operation &operation) const;

  const Body &body_;
  const Unit &unit_;
  uint32_t dispatch_;
  std::vector<Attempted> operations_; ///< in the order of the blocks in which they are written
  std::vector<Attempted> calls_;      ///< those by which control may leave it for the handlers
  std::set<EntityId> locals_;         ///< declared in it, guards among them
};

Attempt::Attempt(const Body &body, uint32_t dispatch, const Unit &unit)
    : body_(body), unit_(unit), dispatch_(dispatch) {
  auto leadsHere = [&](const Operation &operation) {
    return operation.unwind != NoIndex && body.unwinds[operation.unwind].target == dispatch;
  };
  for (const Unwind &unwind : body.unwinds)
    if (unwind.target == dispatch)
      locals_.insert(unwind.destroyed.begin(), unwind.destroyed.end());
  for (uint32_t block = body.blocks.size(); block-- > 0;) {
    bool isIn = false; // what belongs to the last call follows it, and so does what becomes of its result
    for (const Operation &operation : body.blocks[block].operations) {
      bool takesForIt =
          operation.verb == Verb::Acquire && operation.other.isVariable() && locals_.contains(operation.other.id);
      isIn |= takesForIt || leadsHere(operation);
      if (isIn)
        operations_.push_back({&operation, block});
      if (leadsHere(operation))
        calls_.push_back({&operation, block});
    }
  }
}

/// Names of what is done at the end of something, or on the side: nothing follows from its failure.
bool isBySide(llvm::StringRef name) {
  std::string words = name.substr(name.rfind(':') + 1).lower();
  return llvm::any_of(std::initializer_list<llvm::StringRef>{"close", "stop", "shutdown", "join", "disconnect",
                                                             "cancel", "log", "trace", "debug", "print", "warn",
                                                             "cleanup", "terminate", "free", "destroy", "dispose",
                                                             "abort"},
                      [&](llvm::StringRef word) { return llvm::StringRef(words).starts_with(word); });
}

bool Attempt::mayFail(const Operation &operation) const {
  if (operation.verb != Verb::Call || operation.call == NoIndex)
    return operation.verb == Verb::Throw;
  const CallDetail &call = body_.calls[operation.call];
  if (isBySide(call.name))
    return false;
  Throws throws = throwsOf(operation, body_, unit_);
  return throws == Throws::Yes || (throws == Throws::Unknown && !call.isSystem && !call.isNamedByVocabulary);
}

const Operation *Attempt::failing() const {
  for (const Attempted &each : calls_)
    if (mayFail(*each.operation))
      return each.operation;
  return nullptr;
}

bool Attempt::isOwn(const Object &object) const {
  return object.isVariable() && unit_.entity(object.id).visibility == Visibility::Function;
}

/// Others can see that it has happened.
bool Attempt::changes(const Operation &operation) const {
  if (operation.verb == Verb::Assign)
    return operation.object.isKnown() && operation.object.root != Root::Result && !isOwn(operation.object);
  if (operation.verb != Verb::Call || operation.call == NoIndex)
    return false;
  const CallDetail &call = body_.calls[operation.call];
  return call.receiver.isKnown() && !call.isConst && !call.isConstructor && call.receiver.root != Root::Result &&
         !isOwn(call.receiver);
}

/// Leaves word of how far it came: in a variable that outlives it.
bool Attempt::tells(const Operation &operation) const {
  const Object *written = operation.verb == Verb::Assign ? &operation.object : nullptr;
  if (operation.verb == Verb::Call && operation.call != NoIndex && body_.calls[operation.call].name == "operator=")
    written = &body_.calls[operation.call].receiver;
  return written && isOwn(*written) && !locals_.contains(written->id) &&
         unit_.entity(written->id).owner == body_.function && unit_.entity(written->id).kind == EntityKind::Local &&
         llvm::any_of(body_.blocks, [&](const Block &block) {
           return llvm::any_of(block.operations, [&](const Operation &each) {
             return each.verb == Verb::Create && each.object == *written &&
                    llvm::none_of(operations_, [&](const Attempted &mine) { return mine.operation == &each; });
           });
         });
}

/// What follows the handler follows the attempt as well, and can't tell which of them it was.
bool Attempt::goesOnAsAfter(uint32_t handler) const {
  uint32_t next = handler;
  for (size_t steps = 0; steps < body_.blocks.size() && body_.blocks[next].edges.size() == 1; ++steps) {
    next = body_.blocks[next].edges.front().target;
    if (!body_.blocks[next].operations.empty() || body_.blocks[next].edges.size() != 1)
      break;
  }
  std::vector<bool> without(body_.blocks.size());
  without[dispatch_] = true;
  return blocksReachableFrom(body_, calls_.back().block, without)[next] &&
         llvm::none_of(operations_, [&](const Attempted &each) { return tells(*each.operation); });
}

bool Attempt::isRoundOfLoop(uint32_t handler) const {
  return blocksReachableFrom(body_, handler)[calls_.front().block];
}

/// A lock that is taken in the attempt, before something is changed and something may fail. Who names the failure has
/// thought of what hasn't begun yet, but hardly of what is changed by half.
Swallowed Attempt::underLock(Swallows what) const {
  Swallowed found;
  bool isChanged = false;
  for (const Attempted &each : operations_) {
    const Operation &operation = *each.operation;
    if (operation.verb == Verb::Acquire && operation.outcome == Outcome::Always)
      found.acquired = &operation;
    else if (operation.verb == Verb::Release)
      found.acquired = nullptr;
    bool isOfLock = found.acquired && operation.call != NoIndex && operation.call == found.acquired->call;
    if (!found.acquired || isOfLock)
      continue;
    if (!found.thrown && mayFail(operation) && operation.unwind != NoIndex && (isChanged || what == Swallows::Anything))
      found.thrown = &operation;
    isChanged |= changes(operation);
    if (found.thrown && isChanged)
      return found;
  }
  return {};
}

} // namespace

std::vector<Swallowed> swallowedIn(const Body &body, const Unit &unit, StartedWork &work) {
  std::vector<Swallowed> found;
  if (body.isDestructor || isBySide(unit.nameOf(body)))
    return found;
  for (uint32_t dispatch = 0; dispatch < body.blocks.size(); ++dispatch)
    for (const Edge &edge : body.blocks[dispatch].edges) {
      if (edge.swallows == Swallows::Nothing)
        continue;
      Attempt attempt(body, dispatch, unit);
      if (attempt.isEmpty() || !attempt.failing() || !attempt.goesOnAsAfter(edge.target))
        continue;
      Swallowed swallowed = attempt.underLock(edge.swallows);
      if (!swallowed.thrown && edge.swallows == Swallows::Anything) {
        swallowed.thrown = attempt.failing();
        swallowed.isWork = attempt.isRoundOfLoop(edge.target) && work.comesTo(*swallowed.thrown);
      }
      swallowed.handler = edge.place;
      if (swallowed.acquired || swallowed.isWork)
        found.push_back(swallowed);
    }
  return found;
}

} // namespace leash
