// double-lock: a thread acquires a lock that it holds already, and waits for itself.
//
// Recursive locks are left alone, and so are attempts that don't wait. A reader that reads again is the business of
// recursive-read-lock.

#include "checks/check.h"
#include "checks/core/flow/callees.h"
#include "checks/core/flow/kept-locks.h"
#include "checks/core/flow/lock-story.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

#include <set>
#include <tuple>

namespace leash {

namespace {

class Reader {
public:
  Reader(const Unit &unit, FindingSink &findings) : unit_(unit), findings_(findings) {}

  void read(const Body &body);

private:
  bool isKeptByMistake(const Operation &acquired, const Body &body, const Object &lock) const;
  void readEvent(const Body &body, const LockFlow &flow, const LockEvent &event);
  void readCallbacks(const Body &body, const Operation &operation);
  Finding *report(const Body &body, const Operation &operation, std::string message);

  const Unit &unit_;
  FindingSink &findings_;
  std::set<std::tuple<std::string, uint32_t, std::string>> reported_; ///< file, line, message
};

Finding *Reader::report(const Body &body, const Operation &operation, std::string message) {
  // Two calls in one line that do the same are one mistake.
  if (!reported_.insert({operation.place.file, operation.place.line, message}).second)
    return nullptr;
  Finding &finding = findings_.report(operation.place, std::move(message));
  finding.entity = unit_.nameOf(body);
  finding.statement = operation.text;
  return &finding;
}

std::string whatLocks(const Acquisition &acquisition, const Unit &unit) {
  if (acquisition.callee == NoBody)
    return "is locked again here";
  const Body &callee = unit.body(acquisition.callee);
  return callee.isLambda ? "is locked again by the lambda that is called here"
                         : "is locked again by '" + std::string(unit.nameOf(callee)) + "', called here,";
}

/// A callee has the lock because it doesn't give it back on some way: that is told there.
bool Reader::isKeptByMistake(const Operation &acquired, const Body &body, const Object &lock) const {
  BodyId callee = acquired.verb == Verb::Call ? body.calls[acquired.call].body : NoBody;
  return callee != NoBody && llvm::any_of(keptLocks(unit_.body(callee), unit_), [&](const KeptLock &kept) {
           return !kept.isByExceptionOnly() &&
                  mayMeet(inCaller(kept.flow->lock, body.calls[acquired.call], unit_), lock);
         });
}

void Reader::readEvent(const Body &body, const LockFlow &flow, const LockEvent &event) {
  if (event.kind != LockEvent::Retaken || (event.wasShared && event.shared))
    return;
  const Operation &before = *event.before;
  if (isKeptByMistake(before, body, flow.lock))
    return;
  std::string name = nameOf(flow.lock, before, body, unit_);
  std::string message = "'" + name + "' " + whatLocks(event.acquisition, unit_) + " though this thread holds it" +
                        (event.wasShared ? " shared" : "") + " since line " + std::to_string(before.place.line);
  Finding *finding = report(body, *event.operation, std::move(message));
  if (!finding)
    return;
  finding->step(before.place, "locks '" + name + (event.wasShared ? "' (shared)" : "'"));
  tellDecisions(event.decisions, before.place, event.operation->place, *finding);
  tellAcquisition(event.acquisition, unit_, *finding);
  finding->steps.back().message += ", and waits for itself for ever";
  finding->remedy = event.wasShared
                        ? "give the shared lock back first, and look again at what was read under it"
                        : "lock it in one place: call a variant that expects the lock to be held, or call after the "
                          "lock is given back";
}

/// A callee that calls back while it holds a lock which the callable takes.
void Reader::readCallbacks(const Body &body, const Operation &operation) {
  const CallDetail &call = body.calls[operation.call];
  if (call.body == NoBody || call.isNamedByVocabulary)
    return;
  for (const CallUnderLock &under : unit_.summary(call.body).callsUnderLock) {
    if (under.parameter >= call.arguments.size() || call.arguments[under.parameter].value.kind != Value::Callable)
      continue;
    CallDetail inner;
    inner.body = body.callables[call.arguments[under.parameter].value.callable].body;
    Object lock = inCaller(under.lock, call, unit_);
    if (inner.body == NoBody || !lock.isKnown())
      continue;
    for (const Acquisition &taken : unit_.summary(inner.body).acquisitions) {
      bool isSame = sameHere(acquiredIn(taken, inner, unit_), lock);
      if (!isSame || (taken.shared && under.shared) || taken.role == TypeRole::RecursiveMutex)
        continue;
      std::string name = unit_.spell(lock);
      Finding *finding = report(body, operation,
                                "'" + name + "' is locked again by the callable that '" +
                                    std::string(unit_.nameOf(unit_.body(call.body))) + "' calls while it holds it");
      if (!finding)
        continue;
      finding->step(operation.place, "calls '" + std::string(unit_.nameOf(unit_.body(call.body))) + "'");
      finding->step(under.acquired, "locks '" + name + "'");
      finding->step(under.place, "calls the callable");
      tellAcquisition(taken, unit_, *finding);
      finding->steps.back().message += ", and waits for itself for ever";
      finding->remedy = "call back after the lock is given back, or don't take it in the callable";
    }
  }
}

void Reader::read(const Body &body) {
  for (const LockFlow &flow : unit_.lockFlows[body.id])
    for (const LockEvent &event : flow.events)
      if (!flow.gaveUp)
        readEvent(body, flow, event);
  for (const Block &block : body.blocks)
    for (const Operation &operation : block.operations)
      if (operation.verb == Verb::Call && operation.call != NoIndex)
        readCallbacks(body, operation);
}

void run(const Unit &unit, const OptionValues &, FindingSink &findings) {
  Reader reader(unit, findings);
  for (const Body &body : unit.bodies)
    reader.read(body);
}

} // namespace

extern const CheckInfo DoubleLock;
const CheckInfo DoubleLock = {
    .name = "double-lock",
    .summary = "A thread acquires a lock that it holds already, and waits for itself.",
    .severity = Severity::Error,
    .since = "0.1",
    .options = {},
    .run = run,
};

} // namespace leash
