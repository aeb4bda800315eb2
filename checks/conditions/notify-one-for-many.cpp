// notify-one-for-many: one waiter is woken where several have to wake, or where the one that wakes may be the wrong
// one.
//
// Who waits for one condition may wait for different things; a single notification goes to any of them. Or all of them
// wait for the same thing, which stays as it is when one has seen it: a request to stop, a new version, a whole batch.
// That there are several is seen from the threads that are started. Waiters that pass the notification on are enough.

#include "checks/check.h"
#include "checks/core/flow/call-sites.h"
#include "checks/core/flow/callees.h"
#include "checks/core/flow/condition-waits.h"
#include "checks/core/flow/polling.h"
#include "checks/core/flow/thread-roots.h"
#include "checks/core/flow/wait-needs.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

#include <set>

namespace leash {

namespace {

/// A wait, and who comes to it.
struct Waiter {
  const ConditionWait *wait = nullptr;
  std::vector<Need> needs;
  bool asksForOwn = false; ///< its caller says how much, or which
  bool isMany = false;     ///< several threads can be in it at once
  bool passesOn = false;   ///< who has waited notifies others

  bool isMetBy(const Operation &change, const Unit &unit) const {
    return llvm::any_of(needs, [&](const Need &need) { return mayMeetNeed(change, need, unit); });
  }
};

class Reader {
public:
  Reader(const Unit &unit, FindingSink &findings)
      : unit_(unit), findings_(findings), waits_(conditionWaits(unit)), work_(unit) {}

  void read();

private:
  void collectWaiters();
  bool leadsToWait(BodyId root, const ConditionWait &wait) const;
  bool passesOn(const ConditionWait &wait) const;
  bool isOwn(const Object &condition, const Body &body, unsigned depth) const;
  void readNotify(const Body &body, uint32_t block, const Operation &notify);
  std::vector<const Operation *> changesIn(const Body &body, const std::vector<const Waiter *> &waiters) const;
  bool isChosen(const Body &body, uint32_t block, const Operation &notify) const;
  bool canMeet(const Waiter &waiter, const Operation &notify);
  bool isKept(const Operation &change, const Waiter &waiter) const;
  bool isBatch(const Operation &change, const Body &body, uint32_t notifying) const;
  Finding &report(const Body &body, const Operation &notify, const std::string &reason);
  std::string quoted(EntityId id) const { return "'" + unit_.entity(id).spelling + "'"; }

  const Unit &unit_;
  FindingSink &findings_;
  std::vector<ConditionWait> waits_;
  StartedWork work_;
  std::vector<std::vector<Site>> callers_; ///< by BodyId
  std::vector<ThreadRoot> threads_;
  std::vector<Waiter> waiters_;
  std::set<Place> reported_;
};

bool Reader::leadsToWait(BodyId root, const ConditionWait &wait) const {
  return does(unit_.body(root), unit_, [&](const Operation &each) { return each.place == wait.operation->place; });
}

/// Whoever has waited notifies the next one, there or where the wait was called.
bool Reader::passesOn(const ConditionWait &wait) const {
  auto notifiesAfter = [&](const Body &body, uint32_t from) {
    std::vector<bool> after = blocksReachableFrom(body, from);
    for (uint32_t block = 0; block < body.blocks.size(); ++block)
      if (after[block] && llvm::any_of(body.blocks[block].operations, [&](const Operation &each) {
            return each.verb == Verb::Notify && !each.shared && mayWake(each.object, wait);
          }))
        return true;
    return false;
  };
  return notifiesAfter(*wait.body, wait.block) || llvm::any_of(callers_[wait.body->id], [&](const Site &caller) {
           return notifiesAfter(*caller.body, caller.block);
         });
}

/// Whether the decision to go on mentions something that the waiter has for itself: from its caller, or a local that
/// isn't made of what it waits for.
static bool asksForOwn(const ConditionWait &wait, const std::vector<Need> &needs, const Unit &unit) {
  std::set<EntityId> given(wait.body->parameters.begin(), wait.body->parameters.end());
  for (const Leaning &each : wait.body->leanings)
    if (each.of == Leaning::Assigned &&
        llvm::none_of(needs, [&](const Need &need) { return need.declared == each.object.declaration(); }))
      given.insert(each.variable);
  auto mentions = [&](const Body &body, Leaning::Of of) {
    return llvm::any_of(body.leanings, [&](const Leaning &each) {
      return each.of == of && each.object.isVariable() && given.contains(each.object.id);
    });
  };
  if (!wait.operation->predicate)
    return mentions(*wait.body, Leaning::Branch);
  for (const Operation &operation : wait.body->blocks[wait.block].operations)
    if (operation.call == wait.operation->call && operation.verb == Verb::Call)
      for (const CallDetail &callee : calleesOf(*wait.body, operation, unit))
        if (mentions(unit.body(callee.body), Leaning::Returned))
          return true;
  return false;
}

/// Each waiter brings its condition: a local of its own, of the function or of those that call it.
bool Reader::isOwn(const Object &condition, const Body &body, unsigned depth) const {
  constexpr unsigned deepest = 3;
  if (condition.root == Root::Variable && unit_.entity(condition.id).kind == EntityKind::Local) {
    bool isPointee = llvm::any_of(condition.path, [&](const PathElement &each) {
      return each.kind == PathElement::Deref || unit_.entity(each.id).isReference;
    });
    bool isEnded = llvm::any_of(body.blocks, [&](const Block &block) {
      return llvm::any_of(block.operations, [&](const Operation &each) {
        return each.verb == Verb::Destroy && each.object.path.size() == 1 && condition.startsWith(each.object);
      });
    });
    return unit_.entity(condition.id).owner == body.function && (!isPointee || isEnded);
  }
  bool isSomebodys = false, isShared = depth == deepest;
  for (const Site &caller : callers_[body.id])
    for (const CallDetail &callee : calleesOf(*caller.body, caller.operation(), unit_))
      if (callee.body == body.id && !isShared)
        (isOwn(inCaller(condition, callee, unit_), *caller.body, depth + 1) ? isSomebodys : isShared) = true;
  return isSomebodys && !isShared;
}

void Reader::collectWaiters() {
  for (const ConditionWait &wait : waits_) {
    std::vector<Need> needs = needsOf(wait, unit_);
    if (needs.empty())
      continue;
    bool hasOwn = asksForOwn(wait, needs, unit_);
    Waiter waiter{&wait, std::move(needs), hasOwn};
    waiter.passesOn = passesOn(wait);
    unsigned count = 0;
    for (const ThreadRoot &threads : threads_)
      if (leadsToWait(threads.body, wait))
        count += threads.areMany ? 2 : 1;
    waiter.isMany = count > 1 && !isOwn(wait.condition, *wait.body, 0);
    waiters_.push_back(std::move(waiter));
  }
}

/// The changes that `body` makes, itself or in what it calls, which some of `waiters` wait for.
std::vector<const Operation *> Reader::changesIn(const Body &body, const std::vector<const Waiter *> &waiters) const {
  std::vector<const Operation *> changes;
  does(body, unit_, [&](const Operation &each) {
    if (llvm::any_of(waiters, [&](const Waiter *waiter) { return waiter->isMetBy(each, unit_); }))
      changes.push_back(&each);
    return false;
  });
  return changes;
}

/// On another way the function notifies all instead: somebody has decided when one is enough.
bool Reader::isChosen(const Body &body, uint32_t block, const Operation &notify) const {
  std::vector<bool> after = blocksReachableFrom(body, block), before = blocksReaching(body, block);
  for (auto [index, each] : llvm::enumerate(body.blocks))
    if (!after[index] && !before[index] && llvm::any_of(each.operations, [&](const Operation &operation) {
          return leadsTo(operation, body, unit_, [&](const Operation &told) {
            return told.verb == Verb::Notify && told.shared && mayMeet(told.object, notify.object);
          });
        }))
      return true;
  return false;
}

/// Whether somebody can be in the wait when the notification comes. While an object ends, nobody but its own threads
/// does anything with it.
bool Reader::canMeet(const Waiter &waiter, const Operation &notify) {
  return !waiter.wait->body->isDestructor || work_.comesTo(notify);
}

/// It is there for all: none of the threads that wait for it takes it.
bool Reader::isKept(const Operation &change, const Waiter &waiter) const {
  EntityId changed = change.object.declaration();
  auto need = llvm::find_if(waiter.needs, [&](const Need &each) { return mayMeetNeed(change, each, unit_); });
  if (need == waiter.needs.end())
    return false;
  // Who needs more than that may keep the others out by taking a part of it.
  auto isTaken = [&](const Object &object) {
    EntityId declared = object.declaration();
    return declared == changed ||
           (need->isPart && llvm::any_of(waiter.needs, [&](const Need &each) { return each.declared == declared; }));
  };
  auto takes = [&](const Operation &each) {
    bool isTouch = isChange(each) || each.verb == Verb::Move || each.verb == Verb::Escape;
    return isTouch && !mayMeetNeed(each, *need, unit_) && (isTaken(each.object) || isTaken(each.other));
  };
  return llvm::none_of(threads_, [&](const ThreadRoot &threads) {
    return leadsToWait(threads.body, *waiter.wait) && does(unit_.body(threads.body), unit_, takes);
  });
}

/// It is made again and again before the notification comes.
bool Reader::isBatch(const Operation &change, const Body &body, uint32_t notifying) const {
  for (auto [index, block] : llvm::enumerate(body.blocks))
    for (const Operation &operation : block.operations)
      if (&operation == &change) {
        std::vector<bool> loop = innermostLoop(body, index);
        return loop[index] && !loop[notifying] && !innermostLoop(body, notifying)[notifying];
      }
  return false;
}

Finding &Reader::report(const Body &body, const Operation &notify, const std::string &reason) {
  reported_.insert(notify.place);
  Finding &finding = findings_.report(notify.place, "one of those who wait for '" + unit_.spell(notify.object) +
                                                        "' is notified, but " + reason);
  finding.entity = unit_.nameOf(body);
  finding.statement = notify.text;
  return finding;
}

void Reader::readNotify(const Body &body, uint32_t block, const Operation &notify) {
  std::vector<const Waiter *> waiters;
  for (const Waiter &waiter : waiters_)
    if (mayWake(notify.object, *waiter.wait) && canMeet(waiter, notify))
      waiters.push_back(&waiter);
  if (isChosen(body, block, notify))
    return;
  for (const Operation *change : changesIn(body, waiters)) {
    auto met = llvm::find_if(waiters, [&](const Waiter *each) { return each->isMetBy(*change, unit_); });
    const Waiter &waiter = **met;
    std::string state = quoted(change->object.declaration());
    auto other = llvm::find_if(waiters, [&](const Waiter *each) {
      return each->wait->operation->place != waiter.wait->operation->place && !each->isMetBy(*change, unit_);
    });
    if (other != waiters.end()) {
      Finding &finding =
          report(body, notify,
                 "some of them wait for something else than " + state + ", and it may be one of those that wakes");
      finding.step(waiter.wait->operation->place, "waits for " + state, "waiter");
      finding.step((*other)->wait->operation->place, "waits for something else", "other waiter");
      finding.step(notify.place, "wakes the other waiter, which looks, and sleeps again", "notifier");
      finding.step(waiter.wait->operation->place, "sleeps on", "waiter");
      finding.remedy = "notify all, or give each kind of waiter a condition of its own";
      return;
    }
    // One of many conditions, each of which may have its own waiter.
    bool isOneOfMany =
        llvm::any_of(notify.object.path, [](const PathElement &each) { return each.kind == PathElement::Index; });
    if (!waiter.isMany || waiter.passesOn || isOneOfMany)
      continue;
    std::string reason = waiter.asksForOwn               ? "each of them waits for something of its own"
                         : isKept(*change, waiter)       ? "all of them wait until " + state + " changes as it has here"
                         : isBatch(*change, body, block) ? "what several of them wait for has been added to " + state
                                                         : "";
    if (reason.empty())
      continue;
    Finding &finding = report(body, notify, reason);
    finding.step(waiter.wait->operation->place, "several threads wait here", "waiters");
    finding.step(change->place, "changes " + state, "notifier");
    finding.step(notify.place, "wakes one of them", "notifier");
    finding.step(waiter.wait->operation->place, "the others sleep on", "waiters");
    finding.remedy = "notify all";
    return;
  }
}

void Reader::read() {
  if (waits_.empty())
    return;
  callers_ = callSites(unit_);
  threads_ = threadRoots(unit_);
  collectWaiters();
  for (const Body &body : unit_.bodies)
    for (auto [block, each] : llvm::enumerate(body.blocks))
      for (const Operation &operation : each.operations)
        if (operation.verb == Verb::Notify && operation.role == TypeRole::Condition && !operation.shared &&
            !reported_.contains(operation.place))
          readNotify(body, block, operation);
}

void run(const Unit &unit, const OptionValues &, FindingSink &findings) { Reader(unit, findings).read(); }

} // namespace

extern const CheckInfo NotifyOneForMany;
const CheckInfo NotifyOneForMany = {
    .name = "notify-one-for-many",
    .summary = "One waiter is woken where several have to wake, or where it may be the wrong one.",
    .severity = Severity::Warning,
    .since = "0.1",
    .options = {},
    .run = run,
};

} // namespace leash
