// unlock-not-held: a lock is given back that the thread doesn't hold.
//
// A function may give back what its caller holds. It is a bug where the function itself has given the lock back before,
// where a guard will give it back again, where a guard doesn't own what it is told to give back, and where the function
// holds on to another lock instead, of the same owner.

#include "checks/check.h"
#include "checks/core/flow/lock-flow.h"
#include "checks/core/flow/lock-story.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

#include <set>

namespace leash {

namespace {

class Reader {
public:
  Reader(const Unit &unit, FindingSink &findings) : unit_(unit), findings_(findings) {}

  void read(const Body &body);

private:
  void readReturned(const Body &body, const LockFlow &flow, const LockEvent &event);
  void readDoubled(const Body &body, const LockFlow &flow, const LockEvent &event);
  void readAdopted(const Body &body, const LockFlow &flow, const LockEvent &event);
  void readMixedUp(const Body &body, const LockFlow &flow);
  Finding *report(const Body &body, const Operation &operation, std::string message);

  const Unit &unit_;
  FindingSink &findings_;
  std::set<std::pair<Place, std::string>> reported_;
};

Finding *Reader::report(const Body &body, const Operation &operation, std::string message) {
  if (!reported_.insert({operation.place, message}).second)
    return nullptr;
  Finding &finding = findings_.report(operation.place, std::move(message));
  finding.entity = unit_.nameOf(body);
  finding.statement = operation.text;
  return &finding;
}

/// What follows from one release in a wrong place, in the rounds of a loop or by the guard that doesn't know of it, is
/// told where it shows first.
bool isFirstAfterRelease(const LockFlow &flow, const LockEvent &event) {
  bool isToldOfGuard = llvm::any_of(flow.events, [&](const LockEvent &other) {
    return other.kind == LockEvent::Doubled && other.operation == event.release;
  });
  if (event.release && isToldOfGuard)
    return false;
  return !event.release || llvm::none_of(flow.events, [&](const LockEvent &other) {
    return other.kind == LockEvent::Returned && other.release == event.release &&
           other.operation->place < event.operation->place;
  });
}

std::string nameAt(const Operation &operation, const LockFlow &flow, const Body &body, const Unit &unit) {
  return operation.name.empty() ? nameOf(flow.lock, operation, body, unit) : operation.name;
}

void Reader::readReturned(const Body &body, const LockFlow &flow, const LockEvent &event) {
  const Operation &operation = *event.operation;
  std::string name = nameAt(operation, flow, body, unit_);
  if (event.guard.isKnown()) {
    Finding *finding =
        report(body, operation, "'" + name + "' doesn't own its lock when it is told to give it back here");
    if (!finding)
      return;
    if (event.before)
      finding->step(event.before->place, "the lock is taken here");
    tellDecisions(event.decisions, event.before ? event.before->place : body.place, operation.place, *finding);
    finding->step(operation.place, "gives back a lock that '" + name + "' doesn't own");
    finding->remedy = "unlock a guard only where it owns its lock";
    return;
  }
  bool isRefused = !event.release && !event.before;
  Finding *finding = report(body, operation,
                            "'" + name + "' is unlocked here though this thread " +
                                (isRefused ? "has not got it on this path" : "has given it back already"));
  if (!finding)
    return;
  const Operation *first = event.release;
  if (event.before)
    finding->step(event.before->place, "locks '" + name + "'");
  if (first)
    finding->step(first->place,
                  first->verb == Verb::Destroy ? "its guard gives '" + name + "' back" : "unlocks '" + name + "'");
  tellDecisions(event.decisions, first ? first->place : body.place, operation.place, *finding);
  finding->step(operation.place, "unlocks '" + name + "' again");
  finding->remedy = "unlock '" + name + "' once on each path; a guard does so by itself";
}

void Reader::readDoubled(const Body &body, const LockFlow &flow, const LockEvent &event) {
  const Operation &operation = *event.operation;
  std::string name = nameAt(operation, flow, body, unit_);
  std::string guard = unit_.spell(event.guard);
  Finding *finding =
      report(body, operation,
             "'" + name + "' is unlocked here though '" + guard + "' owns it, which gives it back again when it ends");
  if (!finding)
    return;
  finding->step(operation.place, "unlocks '" + name + "'");
  finding->step(event.before->place, "'" + guard + "' ends and unlocks '" + name + "' again");
  finding->remedy = "leave the unlocking to '" + guard + "', or unlock through it, if it is a guard that can";
}

/// One lock is taken and kept, another of the same owner given back that was never taken: the names are mixed up.
void Reader::readMixedUp(const Body &body, const LockFlow &flow) {
  if (flow.mixedUpWith == LockFlow::NotMixedUp)
    return;
  const LockFlow &kept = unit_.lockFlows[body.id][flow.mixedUpWith];
  auto held = llvm::find_if(
      kept.exits, [](const LockExit &exit) { return exit.property.isHeldByHand() && exit.property.acquired; });
  for (const Block &block : body.blocks)
    for (const Operation &operation : block.operations) {
      if (operation.verb != Verb::Release || !(operation.object == flow.lock) || held == kept.exits.end())
        continue;
      const Operation &acquired = *held->property.acquired;
      std::string name = nameAt(operation, flow, body, unit_), taken = nameAt(acquired, kept, body, unit_);
      Finding *finding =
          report(body, operation,
                 "'" + name + "' is unlocked here but was never locked; '" + taken + "' was, and stays locked");
      if (!finding)
        continue;
      finding->step(acquired.place, "locks '" + taken + "'");
      finding->step(operation.place, "unlocks '" + name + "'");
      finding->remedy = "unlock '" + taken + "'";
    }
}

void Reader::readAdopted(const Body &body, const LockFlow &flow, const LockEvent &event) {
  const Operation &operation = *event.release;
  std::string name = nameAt(operation, flow, body, unit_);
  Finding *finding =
      report(body, operation,
             "'" + name + "' is unlocked here, and at line " + std::to_string(event.operation->place.line) + " '" +
                 unit_.spell(event.guard) + "' takes it over as if it were held");
  if (!finding)
    return;
  finding->step(operation.place, "unlocks '" + name + "'");
  finding->step(event.operation->place, "'" + unit_.spell(event.guard) + "' adopts a lock that nobody here holds");
  finding->remedy = "lock it where it is unlocked, if that is what was meant, or let the guard lock it";
}

void Reader::read(const Body &body) {
  for (const LockFlow &flow : unit_.lockFlows[body.id]) {
    if (flow.gaveUp)
      continue;
    for (const LockEvent &event : flow.events) {
      if (event.kind == LockEvent::Returned && isFirstAfterRelease(flow, event))
        readReturned(body, flow, event);
      if (event.kind == LockEvent::Doubled)
        readDoubled(body, flow, event);
      if (event.kind == LockEvent::Adopted)
        readAdopted(body, flow, event);
    }
    readMixedUp(body, flow);
  }
}

void run(const Unit &unit, const OptionValues &, FindingSink &findings) {
  Reader reader(unit, findings);
  for (const Body &body : unit.bodies)
    reader.read(body);
}

} // namespace

extern const CheckInfo UnlockNotHeld;
const CheckInfo UnlockNotHeld = {
    .name = "unlock-not-held",
    .summary = "A lock is given back that the thread doesn't hold.",
    .severity = Severity::Error,
    .since = "0.1",
    .options = {},
    .run = run,
};

} // namespace leash
