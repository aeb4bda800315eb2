// state-locks: under which locks others change what a wait is about.

#include "checks/core/flow/state-locks.h"

#include "checks/core/flow/lock-probe.h"
#include "checks/core/flow/wait-needs.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

namespace leash {

bool mayHaveOtherNames(const Object &lock, const Unit &unit) {
  bool isPointee = llvm::any_of(lock.path, [](const PathElement &each) { return each.kind == PathElement::Deref; });
  const Entity &declared = unit.entity(lock.declaration());
  return declared.isReference || (isPointee && (declared.isPointer || declared.role == TypeRole::SmartPointer));
}

const std::vector<Site> &StateLocks::callersOf(const Body &body) {
  if (callers_.empty())
    callers_ = callSites(unit_);
  return callers_[body.id];
}

std::vector<Object> StateLocks::heldAtChange(const Site &change) {
  auto heldIn = [&](const Site &site) {
    std::vector<Object> held = site.body->declaredRequires;
    for (const LockFlow &flow : unit_.lockFlows[site.body->id])
      if (heldAt(site.operation(), flow.lock, *site.body, unit_) == Holding::Always)
        held.push_back(flow.lock);
    return held;
  };
  std::vector<Object> held = heldIn(change);
  const std::vector<Site> &callers = callersOf(*change.body);
  if (callers.empty())
    return held;
  std::vector<Object> byAll = heldIn(callers.front());
  for (const Site &caller : llvm::drop_begin(callers)) {
    std::vector<Object> here = heldIn(caller);
    llvm::erase_if(byAll, [&](const Object &lock) {
      return llvm::none_of(here, [&](const Object &each) { return mayMeet(each, lock); });
    });
  }
  llvm::append_range(held, byAll);
  return held;
}

/// A lock of the function's own, which nobody else is given.
static bool isOwn(const Object &lock, const Body &body, const Unit &unit) {
  if (!lock.isVariable() || unit.entity(lock.id).kind != EntityKind::Local ||
      unit.entity(lock.id).owner != body.function || unit.entity(lock.id).isReference)
    return false;
  bool isCaptured = llvm::any_of(body.callables, [&](const Callable &callable) {
    return llvm::any_of(callable.captures, [&](const Capture &each) { return each.object.startsWith(lock); });
  });
  bool isHandedOn = llvm::any_of(body.blocks, [&](const Block &block) {
    return llvm::any_of(block.operations, [&](const Operation &operation) {
      if (operation.verb == Verb::Escape || operation.verb == Verb::Assign)
        return operation.object == lock || operation.value.object == lock;
      if (operation.verb != Verb::Call || body.calls[operation.call].isNamedByVocabulary)
        return false;
      return llvm::any_of(body.calls[operation.call].arguments,
                          [&](const Argument &each) { return each.value.object == lock; });
    });
  });
  return !isCaptured && !isHandedOn;
}

/// Another wait for the same condition, with another lock that more of its waits have, or that stands before.
const ConditionWait *StateLocks::waitWithOther(const ConditionWait &wait) const {
  auto count = [&](const Object &lock) {
    return llvm::count_if(waits_, [&](const ConditionWait &each) {
      return each.condition.declaration() == wait.condition.declaration() && mayMeet(each.lock, lock);
    });
  };
  for (const ConditionWait &other : waits_) {
    bool isSame = other.condition.declaration() == wait.condition.declaration() && mayWake(other.condition, wait);
    if (!isSame || other.isWrapped || mayMeet(other.lock, wait.lock) ||
        (mayHaveOtherNames(other.lock, unit_) && mayHaveOtherNames(wait.lock, unit_)))
      continue;
    auto here = count(wait.lock), there = count(other.lock);
    if (here < there || (here == there && other.operation->place < wait.operation->place))
      return &other;
  }
  return nullptr;
}

/// The lock that is held where another one is given back.
Object StateLocks::heldInstead(const ConditionWait &wait) {
  const Body &body = *wait.body;
  if (wait.isWrapped || body.isLambda || heldAt(*wait.operation, wait.lock, body, unit_) != Holding::Never)
    return {};
  const std::vector<Site> &callers = callersOf(body);
  bool mayHold = callers.empty() ? unit_.entity(body.function).isHidden : llvm::any_of(callers, [&](const Site &each) {
    return isHeldByCall(each, body, wait.lock, unit_);
  });
  if (mayHold)
    return {};
  for (const LockFlow &flow : unit_.lockFlows[body.id])
    if (heldAt(*wait.operation, flow.lock, body, unit_) == Holding::Always)
      return flow.lock;
  return {};
}

std::optional<WrongLock> StateLocks::wrongByItself(const ConditionWait &wait) {
  if (isOwn(wait.lock, *wait.body, unit_))
    return WrongLock{WrongLock::Own, {}, nullptr, {}};
  if (Object held = heldInstead(wait); held.isKnown())
    return WrongLock{WrongLock::NotHeld, std::move(held), nullptr, {}};
  if (const ConditionWait *other = waitWithOther(wait))
    return WrongLock{WrongLock::Other, other->lock, other, {}};
  return std::nullopt;
}

/// Something else that `wait` asks after is changed under its lock: so it is the right one.
bool StateLocks::guardsAnother(const ConditionWait &wait, EntityId changed) {
  std::vector<Need> needs = needsOf(wait, unit_);
  for (const Body &body : unit_.bodies) {
    if (body.isConstructor || body.id == wait.body->id)
      continue;
    for (auto [block, each] : llvm::enumerate(body.blocks))
      for (auto [index, operation] : llvm::enumerate(each.operations)) {
        EntityId other = isChange(operation) ? operation.object.declaration() : NoEntity;
        if (other == NoEntity || other == changed ||
            llvm::none_of(needs, [&](const Need &need) { return need.declared == other; }))
          continue;
        std::vector<Object> held = heldAtChange({&body, static_cast<uint32_t>(block), static_cast<uint32_t>(index)});
        if (llvm::any_of(held, [&](const Object &lock) { return mayMeet(lock, wait.lock); }))
          return true;
      }
  }
  return false;
}

/// All changes of `changed` are made under one lock, and none under the wait's. Constructors don't count, nor does what
/// the waiting function does itself.
std::optional<WrongLock> StateLocks::wrongForState(const ConditionWait &wait, EntityId changed) {
  std::optional<WrongLock> wrong;
  for (const Body &body : unit_.bodies) {
    if (body.isConstructor || body.id == wait.body->id)
      continue;
    for (auto [block, each] : llvm::enumerate(body.blocks))
      for (auto [index, operation] : llvm::enumerate(each.operations)) {
        if (!isChange(operation) || operation.object.declaration() != changed)
          continue;
        Site change{&body, static_cast<uint32_t>(block), static_cast<uint32_t>(index)};
        std::vector<Object> held = heldAtChange(change);
        bool mayBeIt = llvm::any_of(held, [&](const Object &lock) {
          return mayMeet(lock, wait.lock) || (mayHaveOtherNames(lock, unit_) && mayHaveOtherNames(wait.lock, unit_));
        });
        auto same = llvm::find_if(held, [&](const Object &lock) { return !wrong || mayMeet(lock, wrong->lock); });
        if (mayBeIt || same == held.end())
          return std::nullopt;
        if (!wrong)
          wrong = WrongLock{WrongLock::State, *same, nullptr, change};
      }
  }
  return wrong && guardsAnother(wait, changed) ? std::nullopt : wrong;
}

std::optional<WrongLock> StateLocks::wrongLock(const ConditionWait &wait) {
  if (std::optional<WrongLock> wrong = wrongByItself(wait))
    return wrong;
  for (const Need &need : needsOf(wait, unit_))
    if (std::optional<WrongLock> wrong = wrongForState(wait, need.declared))
      return wrong;
  return std::nullopt;
}

bool StateLocks::isWaitsFault(const ConditionWait &wait, EntityId changed) {
  return wrongByItself(wait) || wrongForState(wait, changed);
}

} // namespace leash
