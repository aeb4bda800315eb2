// lost-wakeup: what a wait is about is changed without the wait's lock, and the notification can come too early.
//
// Who waits has looked, under its lock, and found that there is nothing yet; before it sleeps, the other thread makes
// the change and notifies nobody. An atomic doesn't help. Only who takes the lock between the change and the
// notification, or before both, knows that the other hasn't looked yet, or sleeps.

#include "checks/check.h"
#include "checks/core/flow/between-threads.h"
#include "checks/core/flow/call-sites.h"
#include "checks/core/flow/callees.h"
#include "checks/core/flow/condition-waits.h"
#include "checks/core/flow/lock-contract.h"
#include "checks/core/flow/lock-probe.h"
#include "checks/core/flow/polling.h"
#include "checks/core/flow/state-locks.h"
#include "checks/core/flow/wait-needs.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

#include <set>

namespace leash {

namespace {

class Reader {
public:
  Reader(const Unit &unit, FindingSink &findings) : unit_(unit), findings_(findings), states_(unit) {}

  void read();

private:
  bool hasWitness(const Body &body) const;
  bool isLeftToCallers(const Body &body, const ConditionWait &wait) const;
  bool isFree(const Body &body, const ConditionWait &wait) const;
  const Operation *notifyAfter(const Site &change, const ConditionWait &wait, unsigned depth);
  bool isOthersFault(const Site &change, const ConditionWait &wait);
  void readChange(const Site &change, const ConditionWait &wait);
  void report(const Site &change, const Operation &notify, const ConditionWait &wait);

  const Unit &unit_;
  FindingSink &findings_;
  std::vector<std::vector<Site>> callers_; ///< by BodyId
  StateLocks states_;
  std::set<Place> reported_;
};

/// A guard among the parameters shows that the lock is held.
bool Reader::hasWitness(const Body &body) const {
  return llvm::any_of(body.parameters,
                      [&](EntityId parameter) { return unit_.entity(parameter).role == TypeRole::Guard; });
}

/// `body` is named as one that is called with a lock held, and is by others: then a call without is the mistake, and
/// the business of lock-not-held-by-contract.
bool Reader::isLeftToCallers(const Body &body, const ConditionWait &wait) const {
  return isNamedForHeldLock(unit_.entity(body.function)) && llvm::any_of(callers_[body.id], [&](const Site &caller) {
           return isHeldByCall(caller, body, wait.lock, unit_);
         });
}

/// Somebody is able to get into `body` without the lock.
bool Reader::isFree(const Body &body, const ConditionWait &wait) const {
  const std::vector<Site> &callers = callers_[body.id];
  return callers.empty() || llvm::any_of(callers, [&](const Site &caller) {
           return !isBetweenThreads(caller, unit_) && !hasWitness(*caller.body) &&
                  !isHeldByCall(caller, body, wait.lock, unit_);
         });
}

/// The first notification after `change` that is reached without the lock having been taken in between; null if there
/// is none. Where the function ends, its callers are followed.
const Operation *Reader::notifyAfter(const Site &change, const ConditionWait &wait, unsigned depth) {
  const Body &body = *change.body;
  if (isBetweenThreads(change, unit_) || heldAt(change.operation(), wait.lock, body, unit_) != Holding::Never)
    return nullptr;
  constexpr unsigned deepest = 3;
  // What a caller of the function that made the change does somewhere else has little to do with it.
  const unsigned calls = depth == 0 ? 2 : 1;
  std::vector<bool> seen(body.blocks.size());
  std::vector<std::pair<uint32_t, uint32_t>> open{{change.block, change.index + 1}};
  bool ends = false, knowsLock = false;
  const Operation *found = nullptr;
  while (!open.empty()) {
    auto [index, from] = open.back();
    open.pop_back();
    const Block &block = body.blocks[index];
    bool goesOn = true;
    for (const Operation &operation : llvm::drop_begin(block.operations, from)) {
      if (takes(operation, wait.lock, body, unit_)) {
        knowsLock = true;
        goesOn = false;
        break;
      }
      if (llvm::any_of(notifiedBy(operation, body, unit_, calls),
                       [&](const Object &each) { return mayWake(each, wait); })) {
        found = found ? found : &operation;
        goesOn = false;
        break;
      }
    }
    if (!goesOn)
      continue;
    ends |= index == body.exit;
    for (const Edge &edge : block.edges)
      if (!seen[edge.target]) {
        seen[edge.target] = true;
        open.push_back({edge.target, 0});
      }
  }
  const std::vector<Site> &callers = callers_[body.id];
  if (found) {
    return isFree(body, wait) ? found : nullptr;
  }
  // Who takes the lock on one way needn't on another, where there is nothing to notify of.
  if (!ends || knowsLock || depth == deepest)
    return nullptr;
  for (const Site &caller : callers)
    if (!isHeldByCall(caller, body, wait.lock, unit_))
      if (const Operation *notify = notifyAfter(caller, wait, depth + 1))
        return notify;
  return nullptr;
}

void Reader::report(const Site &change, const Operation &notify, const ConditionWait &wait) {
  const Operation &operation = change.operation();
  reported_.insert(operation.place);
  std::string state = "'" + unit_.spell(operation.object) + "'";
  std::string lock = "'" + unit_.spell(wait.lock) + "'";
  std::string condition = "'" + unit_.spell(wait.isWrapped ? wait.condition.owner() : wait.condition) + "'";
  Finding &finding = findings_.report(operation.place, state + " is changed without " + lock +
                                                           ", under which it is looked at before " + "the wait for " +
                                                           condition + ": the notification can come in between");
  finding.entity = unit_.nameOf(*change.body);
  finding.statement = operation.text;
  finding.step(wait.operation->place, "holds " + lock + ", looks at " + state + ", and is about to wait", "waiter");
  finding.step(operation.place, "changes " + state + " without " + lock, "notifier");
  finding.step(notify.place, "notifies " + condition + ", for which nobody waits yet", "notifier");
  finding.step(wait.operation->place, "waits for a notification that has been", "waiter");
  finding.remedy = "change " + state + " with " + lock + " held, even if it is atomic; notify then or afterwards";
}

/// It is the wait that has the wrong lock, or another name for the right one; or a guard that should have taken it.
bool Reader::isOthersFault(const Site &change, const ConditionWait &wait) {
  bool hasOtherName =
      mayHaveOtherNames(wait.lock, unit_) &&
      llvm::any_of(states_.heldAtChange(change), [&](const Object &held) { return mayHaveOtherNames(held, unit_); });
  bool isDeferred = llvm::any_of(change.body->blocks, [&](const Block &block) {
    return llvm::any_of(block.operations, [&](const Operation &each) {
      return each.verb == Verb::Defer && mayMeet(each.object, wait.lock);
    });
  });
  return hasOtherName || isDeferred || states_.isWaitsFault(wait, change.operation().object.declaration());
}

void Reader::readChange(const Site &change, const ConditionWait &wait) {
  bool isKnown = reported_.contains(change.operation().place); // by another wait
  if (hasWitness(*change.body) || change.body->isConstructor || isKnown || isLeftToCallers(*change.body, wait))
    return;
  if (const Operation *notify = notifyAfter(change, wait, 0); notify && !isOthersFault(change, wait))
    report(change, *notify, wait);
}

/// A part of a local object that nobody else knows of: it is no state of anybody's yet.
static bool isPartOfOwn(const Object &object, const Body &body, const Unit &unit) {
  if (object.root != Root::Variable || object.path.empty() ||
      llvm::any_of(object.path, [](const PathElement &step) { return step.kind == PathElement::Deref; }))
    return false;
  const Entity &variable = unit.entity(object.id);
  auto isIt = [&](const Object &each) { return each.root == Root::Variable && each.id == object.id; };
  bool isOwn = variable.kind == EntityKind::Local && variable.owner == body.function && !variable.isReference &&
               !variable.isPointer && variable.ownedClass != NoEntity && !variable.isContainer;
  bool isCaptured = llvm::any_of(body.callables, [&](const Callable &callable) {
    return llvm::any_of(callable.captures, [&](const Capture &capture) { return isIt(capture.object); });
  });
  bool isLent = llvm::any_of(body.calls, [&](const CallDetail &call) {
    return llvm::any_of(call.arguments, [&](const Argument &argument) {
      return isIt(argument.value.object) && (argument.isByReference || argument.value.kind == Value::Address);
    });
  });
  bool escapes = llvm::any_of(body.blocks, [&](const Block &block) {
    return llvm::any_of(block.operations, [&](const Operation &operation) {
      return (operation.verb == Verb::Escape && isIt(operation.object)) ||
             (operation.verb == Verb::Assign && operation.value.kind == Value::Address && isIt(operation.value.object));
    });
  });
  return isOwn && !isCaptured && !isLent && !escapes;
}

void Reader::read() {
  if (states_.waits().empty())
    return;
  callers_ = callSites(unit_);
  for (const Body &body : unit_.bodies)
    for (auto [block, each] : llvm::enumerate(body.blocks))
      for (auto [index, operation] : llvm::enumerate(each.operations)) {
        bool isAssigned = isChange(operation) && operation.verb != Verb::Call;
        EntityId changed = isAssigned ? operation.object.declaration() : NoEntity;
        if (changed == NoEntity || isPartOfOwn(operation.object, body, unit_))
          continue;
        for (const ConditionWait &wait : states_.waits())
          if (wait.asked.contains(changed))
            readChange({&body, static_cast<uint32_t>(block), static_cast<uint32_t>(index)}, wait);
      }
}

void run(const Unit &unit, const OptionValues &, FindingSink &findings) { Reader(unit, findings).read(); }

} // namespace

extern const CheckInfo LostWakeup;
const CheckInfo LostWakeup = {
    .name = "lost-wakeup",
    .summary = "What a wait is about is changed without the wait's lock: its notification can come too early.",
    .severity = Severity::Warning,
    .since = "0.1",
    .options = {},
    .run = run,
};

} // namespace leash
