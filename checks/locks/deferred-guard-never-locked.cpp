// deferred-guard-never-locked: a guard that was made without taking its lock goes on without it.
//
// Either nobody ever locks it; or it only tried, and nobody asks whether it got the lock; or what the lock guards
// elsewhere is changed on a path on which it isn't locked yet. A guard that is handed on may be locked by others.

#include "checks/check.h"
#include "checks/core/flow/callees.h"
#include "checks/core/flow/lock-probe.h"
#include "checks/core/flow/polling.h"
#include "checks/core/flow/wait-needs.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

#include <set>

namespace leash {

namespace {

/// A local guard that may not have its lock.
struct Deferred {
  const Operation *made = nullptr;
  uint32_t block = 0;
  uint32_t index = 0;
  Object guard;
  Object lock;
  bool tries = false; ///< to take it at once; else it leaves it to somebody
};

class Reader {
public:
  Reader(const Body &body, const Unit &unit, FindingSink &findings) : body_(body), unit_(unit), findings_(findings) {}

  void read();

private:
  void readGuard(const Deferred &deferred);
  bool isLocal(const Object &guard) const;
  bool isHandedOn(const Object &guard) const;
  bool isHandedOn(const Object &guard, const Operation &operation) const;
  bool isAsked(const Object &guard) const;
  bool isLocked(const Deferred &deferred) const;
  std::set<EntityId> guardedElsewhere(const Object &lock) const;
  bool isUnderOther(const Operation &operation, const Object &lock) const;
  const Operation *changeWithout(const Deferred &deferred) const;
  Finding &report(const Deferred &deferred, std::string message);

  const Body &body_;
  const Unit &unit_;
  FindingSink &findings_;
};

bool Reader::isLocal(const Object &guard) const {
  return guard.isVariable() && unit_.entity(guard.id).kind == EntityKind::Local &&
         unit_.entity(guard.id).owner == body_.function && unit_.entity(guard.id).role == TypeRole::Guard;
}

bool Reader::isHandedOn(const Object &guard, const Operation &operation) const {
  auto isIt = [&](const Object &object) { return object.startsWith(guard); };
  switch (operation.verb) {
  case Verb::Escape:
    return isIt(operation.object);
  case Verb::Move:
    return isIt(operation.other) || isIt(operation.object);
  case Verb::Return:
  case Verb::Assign:
    return isIt(operation.value.object) && operation.value.kind == Value::Address;
  case Verb::Call:
    break;
  default:
    return false;
  }
  const CallDetail &call = body_.calls[operation.call];
  bool acquires = llvm::any_of(body_.blocks, [&](const Block &block) {
    return llvm::any_of(block.operations, [&](const Operation &each) {
      return each.call == operation.call && each.verb == Verb::Acquire;
    });
  });
  return !acquires &&
         llvm::any_of(call.arguments, [&](const Argument &argument) { return isIt(argument.value.object); });
}

bool Reader::isHandedOn(const Object &guard) const {
  bool isCaptured = llvm::any_of(body_.callables, [&](const Callable &callable) {
    return llvm::any_of(callable.captures, [&](const Capture &capture) { return capture.object.startsWith(guard); });
  });
  bool isReturned = llvm::any_of(body_.blocks, [&](const Block &block) {
    return llvm::any_of(block.operations, [&](const Operation &each) {
      return each.verb == Verb::Return && each.value.kind == Value::Content && each.value.object == guard;
    });
  });
  return isCaptured || isReturned || llvm::any_of(body_.blocks, [&](const Block &block) {
           return llvm::any_of(block.operations, [&](const Operation &each) { return isHandedOn(guard, each); });
         });
}

/// Somebody wants to know whether it owns its lock.
bool Reader::isAsked(const Object &guard) const {
  return llvm::any_of(body_.blocks, [&](const Block &block) {
    bool decides = llvm::any_of(block.edges, [&](const Edge &edge) {
      return llvm::any_of(edge.tests, [&](const Test &test) { return test.subject == guard; });
    });
    return decides || llvm::any_of(block.operations, [&](const Operation &operation) {
             return operation.verb == Verb::Inspect && operation.object == guard;
           });
  });
}

bool Reader::isLocked(const Deferred &deferred) const {
  return llvm::any_of(body_.blocks, [&](const Block &block) {
    return llvm::any_of(block.operations, [&](const Operation &operation) {
      bool takes = operation.verb == Verb::Acquire || operation.verb == Verb::Adopt;
      return takes && &operation != deferred.made &&
             (operation.other == deferred.guard || operation.object == deferred.guard);
    });
  });
}

/// What other functions change with the lock held.
std::set<EntityId> Reader::guardedElsewhere(const Object &lock) const {
  std::set<EntityId> guarded;
  for (const Body &body : unit_.bodies) {
    bool locks = body.id != body_.id && !body.isConstructor &&
                 llvm::any_of(unit_.lockFlows[body.id], [&](const LockFlow &flow) { return mayMeet(flow.lock, lock); });
    if (!locks)
      continue;
    for (const Block &block : body.blocks)
      for (const Operation &operation : block.operations)
        if (EntityId changed = isChange(operation) ? operation.object.declaration() : NoEntity;
            changed != NoEntity && unit_.entity(changed).kind == EntityKind::Field && !guarded.contains(changed) &&
            heldAt(operation, lock, body, unit_) == Holding::Always)
          guarded.insert(changed);
  }
  return guarded;
}

/// Another lock of the function's is held, which may be the one that matters here.
bool Reader::isUnderOther(const Operation &operation, const Object &lock) const {
  return llvm::any_of(unit_.lockFlows[body_.id], [&](const LockFlow &flow) {
    return !(flow.lock == lock) && standingAt(operation, flow.lock, body_, unit_).holding == Holding::Always;
  });
}

/// A change, after the guard was made, of what the lock guards elsewhere, on a path on which it isn't held.
const Operation *Reader::changeWithout(const Deferred &deferred) const {
  std::set<EntityId> guarded = guardedElsewhere(deferred.lock);
  if (guarded.empty())
    return nullptr;
  std::vector<bool> after = blocksReachableFrom(body_, deferred.block);
  for (uint32_t block = 0; block < body_.blocks.size(); ++block) {
    if (!after[block])
      continue;
    for (auto [index, operation] : llvm::enumerate(body_.blocks[block].operations)) {
      if (block == deferred.block && index <= deferred.index)
        continue;
      bool changes = leadsTo(operation, body_, unit_, [&](const Operation &each) {
        return isChange(each) && guarded.contains(each.object.declaration());
      });
      if (!changes || takes(operation, deferred.lock, body_, unit_) || isUnderOther(operation, deferred.lock))
        continue;
      // Where it is held sometimes, somebody has decided when it needs to be.
      if (heldAt(operation, deferred.lock, body_, unit_) == Holding::Never)
        return &operation;
    }
  }
  return nullptr;
}

Finding &Reader::report(const Deferred &deferred, std::string message) {
  Finding &finding = findings_.report(deferred.made->place, std::move(message));
  finding.entity = unit_.nameOf(body_);
  finding.statement = deferred.made->text;
  return finding;
}

void Reader::readGuard(const Deferred &deferred) {
  if (isHandedOn(deferred.guard))
    return;
  std::string guard = "'" + unit_.spell(deferred.guard) + "'", lock = "'" + unit_.spell(deferred.lock) + "'";
  if (!isLocked(deferred)) {
    if (isAsked(deferred.guard))
      return;
    std::string why = deferred.tries ? " may not have got " + lock + ", and nobody asks it"
                                     : " is never locked: what it was made for happens without " + lock;
    Finding &finding = report(deferred, guard + why);
    finding.step(deferred.made->place,
                 deferred.tries ? "tries to take " + lock : "leaves " + lock + " to be taken later");
    finding.step(body_.end, deferred.tries ? "has gone on in any case" : "ends, and nobody has taken it");
    finding.remedy = deferred.tries ? "ask whether " + guard + " owns the lock, and do something else if it doesn't"
                                    : "let " + guard + " take the lock when it is made, or lock it before the region";
    return;
  }
  if (deferred.tries)
    return;
  if (const Operation *change = changeWithout(deferred)) {
    Finding &finding =
        report(deferred, guard + " isn't locked on every path before what " + lock + " guards is changed");
    finding.step(deferred.made->place, "leaves " + lock + " to be taken later");
    finding.step(change->place, "changes what others change under " + lock + ", without it");
    finding.remedy = "lock " + guard + " before, on every path";
  }
}

void Reader::read() {
  for (auto [block, each] : llvm::enumerate(body_.blocks))
    for (auto [index, operation] : llvm::enumerate(each.operations)) {
      bool defers = operation.verb == Verb::Defer;
      bool tries = operation.verb == Verb::Acquire && operation.outcome == Outcome::IfNonNull;
      if ((defers || tries) && isLocal(operation.other) && operation.object.isKnown())
        readGuard({&operation, static_cast<uint32_t>(block), static_cast<uint32_t>(index), operation.other,
                   operation.object, tries});
    }
}

void run(const Unit &unit, const OptionValues &, FindingSink &findings) {
  for (const Body &body : unit.bodies)
    Reader(body, unit, findings).read();
}

} // namespace

extern const CheckInfo DeferredGuardNeverLocked;
const CheckInfo DeferredGuardNeverLocked = {
    .name = "deferred-guard-never-locked",
    .summary = "A guard that was made without taking its lock goes on without it.",
    .severity = Severity::Warning,
    .since = "0.1",
    .options = {},
    .run = run,
};

} // namespace leash
