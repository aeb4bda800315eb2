// held-across-block: a lock is held while its thread waits for something else.
//
// Whoever wants the lock waits as long; and if what is waited for needs the lock to come about, for ever. A wait for a
// condition gives one lock back, but no other. Polls and waits with a limit are left alone, and so are selects, which
// may have a case for that.

#include "checks/check.h"
#include "checks/core/flow/lock-story.h"
#include "checks/core/flow/state-locks.h"
#include "checks/core/flow/workers.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

#include <optional>
#include <set>

namespace leash {

namespace {

class Reader {
public:
  Reader(const Unit &unit, FindingSink &findings) : unit_(unit), findings_(findings) {
    StateLocks states(unit);
    for (const ConditionWait &wait : states.waits())
      if (std::optional<WrongLock> wrong = states.wrongLock(wait); wrong && wrong->kind == WrongLock::NotHeld)
        reported_.insert(wait.operation->place); // it is the wait that is wrong
  }

  void read(const Body &body) {
    for (const LockFlow &flow : unit_.lockFlows[body.id])
      for (const LockEvent &event : flow.events)
        if (!flow.gaveUp && isFinding(body, event) && !endsWithout(event, flow.lock))
          report(body, flow, event);
  }

private:
  bool isFinding(const Body &body, const LockEvent &event) const;
  bool isSeenReady(const Body &body, const Operation &operation) const;
  bool endsWithout(const LockEvent &event, const Object &lock);
  bool isLeftAlone(const Worker &worker, const Object &lock) const;
  std::string whatFor(const LockEvent &event) const;
  void report(const Body &body, const LockFlow &flow, const LockEvent &event);

  const Unit &unit_;
  FindingSink &findings_;
  std::optional<std::vector<Worker>> workers_; ///< found when they are first asked for, which most units don't come to
  std::set<Place> reported_;
};

bool Reader::isFinding(const Body &body, const LockEvent &event) const {
  if (event.kind != LockEvent::Blocked || event.mayBeGivenBack || event.operation->timed)
    return false;
  if (event.operation->place < event.before->place)
    return false; // held since the round before: that it wasn't given back is another finding
  bool isNap = event.blocking.verb == Verb::Pause && event.wasShared; // other readers go on
  return !isNap && !isSeenReady(body, *event.operation);
}

/// The function has asked before, with a limit, whether what it waits for is there.
bool Reader::isSeenReady(const Body &body, const Operation &operation) const {
  return operation.verb == Verb::Await && llvm::any_of(body.blocks, [&](const Block &block) {
           return llvm::any_of(block.operations, [&](const Operation &each) {
             return each.verb == Verb::Await && each.timed && each.object == operation.object &&
                    each.place.line <= operation.place.line;
           });
         });
}

/// All that the thread comes to is seen, and nothing of that takes the lock.
bool Reader::isLeftAlone(const Worker &worker, const Object &lock) const {
  return llvm::all_of(worker.runs, [&](BodyId id) {
    const Body &body = unit_.body(id);
    bool takes = llvm::any_of(unit_.summary(id).acquisitions, [&](const Acquisition &each) {
      return each.lock.declaration() == NoEntity || each.lock.declaration() == lock.declaration();
    });
    return !takes && llvm::all_of(body.blocks, [&](const Block &block) {
      return llvm::none_of(block.operations, [&](const Operation &each) { return callsUnseen(each, body, unit_); });
    });
  });
}

/// It waits for the end of threads that have nothing to do with the lock: who starts and stops them does so under it.
bool Reader::endsWithout(const LockEvent &event, const Object &lock) {
  const Blocking &wait = innermost(event.blocking, unit_);
  if (wait.verb != Verb::Join || lock.declaration() == NoEntity)
    return false;
  if (!workers_)
    workers_ = workersOf(unit_);
  for (const Body &body : unit_.bodies)
    for (const Block &block : body.blocks)
      for (const Operation &join : block.operations) {
        if (join.verb != Verb::Join || !(join.place == wait.place))
          continue;
        bool isKnown = false;
        for (const Worker &worker : *workers_)
          if (mayJoin(join, body, worker, *workers_)) {
            isKnown = true;
            if (!isLeftAlone(worker, lock))
              return false;
          }
        return isKnown;
      }
  return false;
}

std::string Reader::whatFor(const LockEvent &event) const {
  const Blocking &wait = innermost(event.blocking, unit_);
  std::string by;
  if (event.blocking.callee != NoBody) {
    const Body &callee = unit_.body(event.blocking.callee);
    by = callee.isLambda ? " in the lambda that is called here"
                         : " in '" + std::string(unit_.nameOf(callee)) + "', called here";
  }
  switch (wait.verb) {
  case Verb::Pause:
    return "while the thread sleeps" + by;
  case Verb::Join:
    return "while the thread waits for '" + wait.name + "' to end" + by;
  case Verb::Wait:
    return "while the thread waits for '" + wait.name + "'" + by + ", which gives back another lock";
  default:
    return (wait.name.empty() ? "while the thread waits for others"
                              : "while the thread waits for '" + wait.name + "'") +
           by;
  }
}

void Reader::report(const Body &body, const LockFlow &flow, const LockEvent &event) {
  const Operation &operation = *event.operation;
  if (!reported_.insert(operation.place).second)
    return;
  const Operation &before = *event.before;
  std::string name = nameOf(flow.lock, before, body, unit_);
  Finding &finding = findings_.report(operation.place, "'" + name + "' is held " + whatFor(event));
  finding.entity = unit_.nameOf(body);
  finding.statement = operation.text;
  finding.step(before.place, "locks '" + name + (event.wasShared ? "' (shared)" : "'"));
  tellDecisions(event.decisions, before.place, operation.place, finding);
  tellBlocking(event.blocking, unit_, finding);
  finding.steps.back().message += "; whoever wants '" + name + "' waits as long";
  finding.remedy = "take what is needed out of the locked part, give '" + name + "' back, and wait then";
}

void run(const Unit &unit, const OptionValues &, FindingSink &findings) {
  Reader reader(unit, findings);
  for (const Body &body : unit.bodies)
    reader.read(body);
}

} // namespace

extern const CheckInfo HeldAcrossBlock;
const CheckInfo HeldAcrossBlock = {
    .name = "held-across-block",
    .summary = "A lock is held while its thread waits for something else.",
    .severity = Severity::Warning,
    .since = "0.1",
    .options = {},
    .run = run,
};

} // namespace leash
