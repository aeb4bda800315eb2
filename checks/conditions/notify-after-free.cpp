// notify-after-free: a condition is notified when whoever waited for it may have destroyed it already.
//
// The change was made under the lock, and the lock given back. A waiter that looks now, or wakes for no reason, sees
// it and goes on; if the condition is its own, on its stack or in an object that it ends, the notification comes to
// something that is no more. Who joins the notifier first is safe, and so is who notifies with the lock held.

#include "checks/check.h"
#include "checks/core/flow/call-sites.h"
#include "checks/core/flow/callees.h"
#include "checks/core/flow/condition-waits.h"
#include "checks/core/flow/lock-probe.h"
#include "checks/core/flow/polling.h"
#include "checks/core/flow/wait-needs.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

#include <set>

namespace leash {

namespace {

/// Whoever waits and, when the wait is over, ends the condition.
struct Owner {
  const ConditionWait *wait = nullptr;
  Site site; ///< the wait, or the call that leads to it
  Place end; ///< where the condition ends
  std::vector<Need> needs;
};

class Reader {
public:
  Reader(const Unit &unit, FindingSink &findings)
      : unit_(unit), findings_(findings), waits_(conditionWaits(unit)), callers_(callSites(unit)) {}

  void read();

private:
  void findOwners(const ConditionWait &wait, const Site &site, const Object &condition, unsigned depth);
  std::optional<Place> endOf(const Object &condition, const Site &site) const;
  bool isShared(const Object &object) const;
  bool joins(const Body &body) const;
  bool waitsAgain(const Site &site) const;
  bool isFree(const Site &notify, const Object &lock) const;
  const Operation *changeBefore(const Site &notify, const Owner &owner) const;
  void readNotify(const Site &notify);
  void report(const Site &notify, const Operation &change, const Owner &owner);

  const Unit &unit_;
  FindingSink &findings_;
  std::vector<ConditionWait> waits_;
  std::vector<std::vector<Site>> callers_; ///< by BodyId
  std::vector<Owner> owners_;
};

/// Somebody else may keep it alive: it is reached through a pointer that owns it together with others.
bool Reader::isShared(const Object &object) const {
  auto keeps = [&](EntityId id) { // a pointer that can't be copied has no others beside it
    return unit_.entity(id).role == TypeRole::SmartPointer && unit_.entity(id).isCopyable;
  };
  return (object.root == Root::Variable && keeps(object.id)) || llvm::any_of(object.path, [&](const PathElement &each) {
           return each.kind == PathElement::Field && keeps(each.id);
         });
}

/// Where `condition` ends after the wait at `site`, if the function that the wait stands in sees to that.
std::optional<Place> Reader::endOf(const Object &condition, const Site &site) const {
  const Body &body = *site.body;
  if (condition.root == Root::Variable) {
    const Entity &variable = unit_.entity(condition.id);
    bool isOwner = variable.role == TypeRole::SmartPointer;
    bool isInside = llvm::none_of(llvm::drop_begin(condition.path, isOwner && !condition.path.empty()),
                                  [&](const PathElement &each) {
                                    return each.kind == PathElement::Deref ||
                                           (each.kind == PathElement::Field && unit_.entity(each.id).isReference);
                                  });
    if (variable.kind == EntityKind::Local && variable.owner == body.function && !variable.isReference && isInside)
      return body.end;
  }
  if (condition.root == Root::This && body.isDestructor)
    return body.end;
  std::vector<bool> after = blocksReachableFrom(body, site.block);
  for (uint32_t block = 0; block < body.blocks.size(); ++block)
    if (after[block])
      for (auto [index, operation] : llvm::enumerate(body.blocks[block].operations)) {
        bool follows = block != site.block || index > site.index;
        bool isPointee = !operation.object.path.empty() && operation.object.path.back().kind == PathElement::Deref;
        if (follows && operation.verb == Verb::Destroy && isPointee && condition.startsWith(operation.object))
          return operation.place;
      }
  return std::nullopt;
}

/// Before the function ends it waits for something else, too, which may come only after the notification.
bool Reader::waitsAgain(const Site &site) const {
  const Body &body = *site.body;
  std::vector<bool> after = blocksReachableFrom(body, site.block);
  for (uint32_t block = 0; block < body.blocks.size(); ++block)
    if (after[block])
      for (const Operation &operation : body.blocks[block].operations) {
        bool isOther = operation.call != site.operation().call;
        if (isOther && leadsTo(operation, body, unit_, [](const Operation &each) {
              return each.verb == Verb::Wait || each.verb == Verb::Receive || each.verb == Verb::Await;
            }))
          return true;
      }
  return false;
}

/// The function waits for a thread to end, or has an object that does.
bool Reader::joins(const Body &body) const {
  bool isByHand = does(body, unit_, [](const Operation &each) {
    return each.verb == Verb::Join || (each.verb == Verb::Await && each.role == TypeRole::Future);
  });
  return isByHand || llvm::any_of(body.blocks, [&](const Block &block) {
           return llvm::any_of(block.operations, [&](const Operation &each) {
             return each.verb == Verb::Destroy && each.object.isVariable() &&
                    unit_.entity(each.object.id).joinsOnDestruction;
           });
         });
}

void Reader::findOwners(const ConditionWait &wait, const Site &site, const Object &condition, unsigned depth) {
  constexpr unsigned deepest = 3;
  if (isShared(condition))
    return;
  if (std::optional<Place> end = endOf(condition, site)) {
    if (!joins(*site.body) && !waitsAgain(site))
      owners_.push_back({&wait, site, *end, needsOf(wait, unit_)});
    return;
  }
  if (depth == deepest)
    return;
  for (const Site &caller : callers_[site.body->id])
    for (const CallDetail &callee : calleesOf(*caller.body, caller.operation(), unit_))
      if (callee.body == site.body->id)
        if (Object named = inCaller(condition, callee, unit_); named.isKnown())
          findOwners(wait, caller, named, depth + 1);
}

/// The lock isn't held there, by the function or by who calls it.
bool Reader::isFree(const Site &notify, const Object &lock) const {
  return heldAt(notify.operation(), lock, *notify.body, unit_) == Holding::Never &&
         llvm::none_of(callers_[notify.body->id],
                       [&](const Site &caller) { return isHeldByCall(caller, *notify.body, lock, unit_); });
}

/// What the owner waits for, done under the lock, on the way to the notification.
const Operation *Reader::changeBefore(const Site &notify, const Owner &owner) const {
  const Body &body = *notify.body;
  std::vector<bool> before = blocksReaching(body, notify.block);
  auto isIt = [&](const Operation &each) {
    return llvm::any_of(owner.needs, [&](const Need &need) { return mayMeetNeed(each, need, unit_); });
  };
  for (uint32_t block = 0; block < body.blocks.size(); ++block)
    if (before[block])
      for (auto [index, operation] : llvm::enumerate(body.blocks[block].operations)) {
        bool precedes = block != notify.block || index < notify.index;
        if (!precedes || !leadsTo(operation, body, unit_, isIt))
          continue;
        if (takes(operation, owner.wait->lock, body, unit_) ||
            heldAt(operation, owner.wait->lock, body, unit_) == Holding::Always)
          return &operation;
      }
  return nullptr;
}

void Reader::report(const Site &notify, const Operation &change, const Owner &owner) {
  const Operation &operation = notify.operation();
  std::string condition = "'" + unit_.spell(operation.object) + "'", lock = "'" + unit_.spell(owner.wait->lock) + "'";
  Finding &finding = findings_.report(operation.place, condition + " is notified after " + lock +
                                                           " has been given back: whoever waited for it may have seen "
                                                           "the change, gone on, and destroyed it");
  finding.entity = unit_.nameOf(*notify.body);
  finding.statement = operation.text;
  finding.step(change.place, "makes the change that the other waits for, under " + lock, "notifier");
  finding.step(owner.site.operation().place, "sees the change without having been notified, and goes on", "waiter");
  finding.step(owner.end, "the condition ends here", "waiter");
  finding.step(operation.place, "notifies what is no more", "notifier");
  finding.remedy = "notify while " + lock + " is held, or share the state so that both sides keep it alive";
}

void Reader::readNotify(const Site &notify) {
  const Object &condition = notify.operation().object;
  if (isShared(condition))
    return;
  for (const Owner &owner : owners_) {
    bool isIts =
        condition.declaration() == owner.wait->condition.declaration() && notify.body->id != owner.site.body->id;
    if (!isIts || !isFree(notify, owner.wait->lock))
      continue;
    if (const Operation *change = changeBefore(notify, owner))
      return report(notify, *change, owner);
  }
}

static Site siteOf(const ConditionWait &wait) {
  const std::vector<Operation> &operations = wait.body->blocks[wait.block].operations;
  return {wait.body, wait.block, static_cast<uint32_t>(wait.operation - operations.data())};
}

void Reader::read() {
  for (const ConditionWait &wait : waits_)
    findOwners(wait, siteOf(wait), wait.condition, 0);
  if (owners_.empty())
    return;
  for (const Body &body : unit_.bodies)
    for (auto [block, each] : llvm::enumerate(body.blocks))
      for (auto [index, operation] : llvm::enumerate(each.operations))
        if (operation.verb == Verb::Notify && operation.role == TypeRole::Condition)
          readNotify({&body, static_cast<uint32_t>(block), static_cast<uint32_t>(index)});
}

void run(const Unit &unit, const OptionValues &, FindingSink &findings) { Reader(unit, findings).read(); }

} // namespace

extern const CheckInfo NotifyAfterFree;
const CheckInfo NotifyAfterFree = {
    .name = "notify-after-free",
    .summary = "A condition is notified when whoever waited for it may have destroyed it already.",
    .severity = Severity::Warning,
    .since = "0.1",
    .options = {},
    .run = run,
};

} // namespace leash
