// condition-waits: who waits for which condition, with which lock, and what the decision to go on waiting looks at.

#include "checks/core/flow/condition-waits.h"

#include "checks/core/flow/call-sites.h"
#include "checks/core/flow/callees.h"
#include "checks/core/flow/lock-probe.h"
#include "checks/core/flow/polling.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

namespace leash {

namespace {

/// What some code looks at, callees followed.
class Reads {
public:
  explicit Reads(const Unit &unit) : unit_(unit) {}

  void addBody(const Body &body) {
    if (!visited_.insert(body.id).second)
      return;
    for (const Read &read : body.reads)
      add(read.object);
    for (const Block &block : body.blocks)
      for (const Operation &operation : block.operations)
        addCallees(body, operation);
  }

  void addCallees(const Body &body, const Operation &operation) {
    for (const CallDetail &callee : calleesOf(body, operation, unit_))
      addBody(unit_.body(callee.body));
  }

  void add(const Object &object) {
    if (EntityId declared = object.declaration(); declared != NoEntity)
      found.insert(declared);
  }

  std::set<EntityId> found;

private:
  const Unit &unit_;
  std::set<BodyId> visited_;
};

/// The lock that the wait gives back; unknown if only a guard is named whose lock isn't.
Object lockOf(const Operation &wait, const Body &body, const Unit &unit) {
  std::optional<Blocking> blocking = blockingBy(wait, body);
  if (!blocking || blocking->isAdopted)
    return {};
  const Object &lock = blocking->givenBack;
  return unit.entity(lock.declaration()).role == TypeRole::Guard ? Object() : lock;
}

/// What the predicate of the wait asks, or the loop around it.
std::set<EntityId> askedBy(const Operation &wait, uint32_t at, const std::vector<bool> &loop, const Body &body,
                           const Unit &unit) {
  Reads reads(unit);
  if (wait.predicate) {
    reads.addCallees(body, wait);
    // The predicate may stand beside the wait as a call of its own.
    for (const Operation &operation : body.blocks[at].operations)
      if (operation.verb == Verb::Call && operation.call == wait.call)
        reads.addCallees(body, operation);
    return reads.found;
  }
  auto decides = [&](uint32_t block) { return loop[block] && body.blocks[block].edges.size() > 1; };
  for (const Read &read : body.reads)
    if (decides(read.block))
      reads.add(read.object);
  for (uint32_t block = 0; block < body.blocks.size(); ++block)
    if (decides(block))
      for (const Operation &operation : body.blocks[block].operations)
        reads.addCallees(body, operation);
  return reads.found;
}

} // namespace

/// The field before the last.
static EntityId outerField(const Object &object) {
  bool isLast = true;
  for (const PathElement &element : llvm::reverse(object.path))
    if (element.kind == PathElement::Field && !std::exchange(isLast, false))
      return element.id;
  return NoEntity;
}

bool mayWake(const Object &notified, const ConditionWait &wait) {
  return mayMeet(notified, wait.condition) && (!wait.isWrapped || outerField(notified) == outerField(wait.condition));
}

namespace {

class Notified {
public:
  explicit Notified(const Unit &unit) : unit_(unit) {}

  std::vector<Object> by(const Operation &operation, const Body &body, unsigned calls) {
    if (operation.verb == Verb::Notify)
      return {operation.object};
    std::vector<Object> found;
    if (calls == 0)
      return found;
    for (const CallDetail &callee : calleesOf(body, operation, unit_)) {
      if (!open_.insert(callee.body).second)
        continue;
      const Body &inner = unit_.body(callee.body);
      for (const Block &block : inner.blocks)
        for (const Operation &each : block.operations)
          for (const Object &object : by(each, inner, calls - 1)) {
            Object named = inCaller(object, callee, unit_);
            found.push_back(named.isKnown() ? named : object);
          }
    }
    return found;
  }

private:
  const Unit &unit_;
  std::set<BodyId> open_;
};

/// The one lock that is held when a wrapper is called to wait.
Object heldBy(const Site &call, const Unit &unit) {
  std::vector<Object> held = call.body->declaredRequires;
  for (const LockFlow &flow : unit.lockFlows[call.body->id])
    if (heldAt(call.operation(), flow.lock, *call.body, unit) == Holding::Always &&
        !llvm::is_contained(held, flow.lock))
      held.push_back(flow.lock);
  return held.size() == 1 ? held.front() : Object();
}

class Finder {
public:
  explicit Finder(const Unit &unit) : unit_(unit) {}

  std::vector<ConditionWait> find() {
    for (const Body &body : unit_.bodies)
      for (auto [index, block] : llvm::enumerate(body.blocks))
        for (const Operation &operation : block.operations)
          if (operation.verb == Verb::Wait && !operation.timed && operation.role == TypeRole::Condition)
            addWait(body, index, operation);
    return std::move(waits_);
  }

private:
  void add(ConditionWait wait) {
    if (wait.condition.declaration() != NoEntity && wait.lock.declaration() != NoEntity && !wait.asked.empty())
      waits_.push_back(std::move(wait));
  }

  void addWait(const Body &body, uint32_t block, const Operation &operation) {
    bool isWrapper = !operation.predicate && operation.object.root == Root::This && !loopThrough(body, block)[block];
    if (!isWrapper)
      return add({&body, &operation, block, operation.object, lockOf(operation, body, unit_), false,
                  askedBy(operation, block, loopThrough(body, block), body, unit_)});
    if (sites_.empty())
      sites_ = callSites(unit_);
    for (const Site &site : sites_[body.id])
      for (const CallDetail &callee : calleesOf(*site.body, site.operation(), unit_))
        if (callee.body == body.id)
          add({site.body, &site.operation(), site.block, inCaller(operation.object, callee, unit_), heldBy(site, unit_),
               true, askedBy(site.operation(), site.block, loopThrough(*site.body, site.block), *site.body, unit_)});
  }

  const Unit &unit_;
  std::vector<std::vector<Site>> sites_;
  std::vector<ConditionWait> waits_;
};

} // namespace

std::vector<Object> notifiedBy(const Operation &operation, const Body &body, const Unit &unit, unsigned calls) {
  return Notified(unit).by(operation, body, calls);
}

std::vector<ConditionWait> conditionWaits(const Unit &unit) { return Finder(unit).find(); }

std::set<EntityId> askedInside(const ConditionWait &wait, const Unit &unit) {
  return askedBy(*wait.operation, wait.block, innermostLoop(*wait.body, wait.block), *wait.body, unit);
}

} // namespace leash
