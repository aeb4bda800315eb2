// kept-locks: which ways out of a function keep a lock, and whether that is meant.
#include "checks/core/flow/kept-locks.h"

#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

#include <algorithm>
#include <tuple>

namespace leash {

static constexpr size_t DecisionsShown = 4;

namespace {

class Finder {
public:
  explicit Finder(const Unit &unit) : unit_(unit) {}

  std::vector<KeptLock> find(const Body &body) const;

private:
  bool isSlipOfContract(const LockFlow &flow, const KeptLock &kept) const;
  bool isOneOfMany(const Body &body, const Object &lock) const;
  bool isContract(const Body &body, const LockFlow &flow, const KeptLock &kept) const;
  enum Releasers : uint8_t { Everybody, ButOwnHelpers };
  bool somebodyReleases(const Body &body, const Object &lock, Releasers who = ButOwnHelpers) const;
  bool canBeReachedFromElsewhere(const Object &lock) const;
  void order(const Body &body, KeptLock &kept) const;

  const Unit &unit_;
};

bool endsHeld(const LockExit &exit) { return exit.property.isHeldByHand() && exit.property.acquired; }

/// Could code outside of this unit give the lock back?
bool Finder::canBeReachedFromElsewhere(const Object &lock) const {
  if (lock.root != Root::Variable && lock.root != Root::This)
    return true;
  // Behind a pointer or a reference it is somebody else's.
  if (llvm::any_of(lock.path, [&](const PathElement &element) {
        return element.kind == PathElement::Deref ||
               (element.kind == PathElement::Field && element.id != NoEntity && unit_.entity(element.id).isReference);
      }))
    return true;
  EntityId field = lock.lastField();
  if (field != NoEntity)
    return unit_.entity(field).visibility == Visibility::Program;
  if (lock.root == Root::This)
    return true; // a lock class of its own: its users hold it
  const Entity &variable = unit_.entity(lock.id);
  return variable.kind == EntityKind::Parameter || variable.visibility == Visibility::Program || !lock.path.empty();
}

/// Does any function here give such a lock back without having acquired it? One that only `body` calls may not count,
/// and doesn't if it takes the lock, too.
bool Finder::somebodyReleases(const Body &body, const Object &lock, Releasers who) const {
  auto calls = [](const Body &caller, BodyId callee) {
    return llvm::any_of(caller.calls, [&](const CallDetail &call) { return call.body == callee; });
  };
  auto takes = [&](const Body &helper) {
    return llvm::any_of(helper.blocks, [&](const Block &block) {
      return llvm::any_of(block.operations, [&](const Operation &each) {
        return each.verb == Verb::Acquire && mayMeet(each.object, lock);
      });
    });
  };
  for (BodyId id = 0; id < unit_.bodies.size(); ++id) {
    bool isOwnHelper =
        calls(body, id) && (who == ButOwnHelpers || takes(unit_.body(id))) &&
        llvm::none_of(unit_.bodies, [&](const Body &other) { return other.id != body.id && calls(other, id); });
    if (id == body.id || isOwnHelper)
      continue;
    bool isCaller = calls(unit_.body(id), body.id);
    auto givesBack = [&](const LockExit &exit) {
      const LockProperty &property = exit.property;
      return property.state == LockProperty::Released ||
             (isCaller && property.state == LockProperty::Untouched && property.wasHeld);
    };
    for (const LockFlow &flow : unit_.lockFlows[id])
      if (mayMeet(flow.lock, lock) && (flow.gaveUp || llvm::any_of(flow.exits, givesBack)))
        return true;
  }
  return false;
}

/// Held on success by contract, and held on this failure too though other failures give the lock back: a slip.
bool Finder::isSlipOfContract(const LockFlow &flow, const KeptLock &kept) const {
  auto fails = [](const LockExit &exit) { return exit.kind == LockExit::Return && exit.result.single() == 0; };
  bool succeedsHeld = llvm::any_of(flow.exits, [](const LockExit &exit) {
    return exit.kind == LockExit::Return && (endsHeld(exit) || exit.property.isHandedOver) && exit.result.single() != 0;
  });
  bool failsFree = llvm::any_of(
      flow.exits, [&](const LockExit &exit) { return fails(exit) && !endsHeld(exit) && !exit.property.isHandedOver; });
  bool failsHeld = llvm::any_of(kept.exits, [&](const LockExit *exit) { return fails(*exit); });
  return succeedsHeld && failsFree && failsHeld;
}

/// Locks of a container that are taken one after the other, and given back by another loop over it.
bool Finder::isOneOfMany(const Body &body, const Object &lock) const {
  auto isSameButForIndex = [](const Object &a, const Object &b) {
    return a.root == b.root && a.id == b.id && a.path.size() == b.path.size() &&
           llvm::all_of(llvm::zip(a.path, b.path), [](const auto &pair) {
             const auto &[left, right] = pair;
             return left == right || (left.kind == PathElement::Index && right.kind == PathElement::Index);
           });
  };
  bool isElement = llvm::any_of(lock.path, [](const auto &element) { return element.kind == PathElement::Index; });
  return isElement && llvm::any_of(unit_.lockFlows[body.id], [&](const LockFlow &other) {
           return !(other.lock == lock) && isSameButForIndex(other.lock, lock) &&
                  llvm::any_of(other.exits,
                               [](const LockExit &exit) { return exit.property.state == LockProperty::Released; });
         });
}

bool Finder::isContract(const Body &body, const LockFlow &flow, const KeptLock &kept) const {
  if (llvm::any_of(body.declaredAcquires, [&](const auto &declared) { return declared.first == flow.lock; }))
    return true;
  bool gaveBack = false, isAlwaysHeld = true, heldOnReturn = false, loses = false;
  Range heldResult, otherResult;
  bool hasHeld = false, hasOther = false;
  for (const LockExit &exit : flow.exits) {
    if (exit.kind == LockExit::Exception)
      continue;
    bool held = endsHeld(exit);
    if (exit.kind == LockExit::NextIteration) {
      // Locks taken one after the other and all kept are a contract too: lock all now, unlock all later.
      loses |= held;
      gaveBack |= exit.property.gaveBack && !held;
      continue;
    }
    heldOnReturn |= held;
    isAlwaysHeld &= held;
    gaveBack |= !held && exit.property.gaveBack;
    Range &result = held ? heldResult : otherResult;
    bool &known = held ? hasHeld : hasOther;
    result = known ? result.join(exit.result) : exit.result;
    known = true;
  }
  bool reachable = canBeReachedFromElsewhere(flow.lock) || somebodyReleases(body, flow.lock);
  // Handed on by a callee that had no business to: that is the callee's bug.
  bool isByCallee = kept.acquired->verb == Verb::Call;
  if (isByCallee && !reachable && !somebodyReleases(body, flow.lock, Everybody))
    return true;
  if (isSlipOfContract(flow, kept))
    return false;
  if ((loses || heldOnReturn) && isOneOfMany(body, flow.lock))
    return true;
  if (loses)
    return !gaveBack && reachable;
  if (!heldOnReturn)
    return !gaveBack && kept.exits.front()->kind == LockExit::Exception && isAlwaysHeld;
  if (!reachable)
    return false;
  if (isAlwaysHeld || (!gaveBack && body.returnsVoid))
    return true;
  if (!gaveBack && !hasOther)
    return true;
  // Held exactly when the result says success.
  bool isTold = hasHeld && hasOther && heldResult.isDisjointFrom(otherResult) && !heldResult.isFull();
  bool isNamedThroughPointer =
      llvm::any_of(flow.lock.path, [](const PathElement &element) { return element.kind == PathElement::Deref; });
  bool heldMeansSuccess = !heldResult.contains(0) && otherResult.contains(0) && body.returnsTruth &&
                          (!gaveBack || isNamedThroughPointer || somebodyReleases(body, flow.lock));
  bool zeroMeansSuccess = heldResult.single() == 0 && !otherResult.contains(0) && otherResult.single() != 1;
  if (isTold && (heldMeansSuccess || (zeroMeansSuccess && (!gaveBack || somebodyReleases(body, flow.lock)))))
    return true;
  return !gaveBack;
}

/// The ways out that count, returns before exceptions.
void Finder::order(const Body &body, KeptLock &kept) const {
  kept.isSlip = isSlipOfContract(*kept.flow, kept);
  if (kept.isSlip)
    llvm::erase_if(kept.exits, [](const LockExit *exit) { return exit->result.single() != 0; });
  llvm::sort(kept.exits, [&](const LockExit *a, const LockExit *b) {
    Place placeOfA = placeOfExit(body, *a), placeOfB = placeOfExit(body, *b);
    return std::tie(a->kind, placeOfA) < std::tie(b->kind, placeOfB);
  });
}

std::vector<KeptLock> Finder::find(const Body &body) const {
  std::vector<KeptLock> found;
  for (const LockFlow &flow : unit_.lockFlows[body.id]) {
    if (flow.gaveUp || flow.mixedUpWith != LockFlow::NotMixedUp)
      continue;
    std::vector<KeptLock> here;
    for (const LockExit &exit : flow.exits) {
      if (!endsHeld(exit))
        continue;
      auto same = llvm::find_if(here, [&](const KeptLock &each) { return each.acquired == exit.property.acquired; });
      if (same == here.end())
        here.push_back({&flow, exit.property.acquired, {&exit}, false});
      else
        same->exits.push_back(&exit);
    }
    for (KeptLock &kept : here) {
      if (isContract(body, flow, kept))
        continue;
      order(body, kept);
      found.push_back(std::move(kept));
    }
  }
  return found;
}

} // namespace

bool KeptLock::isByExceptionOnly() const {
  return llvm::all_of(exits, [](const LockExit *exit) {
    bool isThrownHere = exit->last && exit->last->verb == Verb::Throw;
    return exit->kind == LockExit::Exception && !isThrownHere;
  });
}

std::vector<KeptLock> keptLocks(const Body &body, const Unit &unit) { return Finder(unit).find(body); }

std::string nameOf(const KeptLock &kept, const Unit &unit) {
  return kept.acquired->name.empty() ? unit.spell(kept.flow->lock) : kept.acquired->name;
}

/// How it leaves by `operation`, which throws.
static std::string leavingBy(const Operation *operation, const Body &body) {
  if (operation && operation->verb == Verb::Throw)
    return "leaves by this exception";
  const CallDetail *call = operation && operation->call != NoIndex ? &body.calls[operation->call] : nullptr;
  if (call && call->kind != 0 && !call->isVirtual)
    return "leaves here if '" + call->calledName + "', which comes from elsewhere, throws";
  return "leaves here if " + (call ? "'" + call->name + "'" : std::string("the cast")) + " throws";
}

static std::string leaving(const Body &body, const LockExit &exit) {
  switch (exit.kind) {
  case LockExit::Exception:
    return leavingBy(exit.last, body);
  case LockExit::NextIteration:
    return "goes on to the next iteration";
  case LockExit::Return:
    break;
  }
  return exit.last ? "returns here" : "ends here";
}

Place placeOfExit(const Body &body, const LockExit &exit) {
  if (exit.last && exit.kind != LockExit::NextIteration)
    return exit.last->place;
  return exit.kind == LockExit::NextIteration && exit.last ? exit.last->place : body.end;
}

static bool isBefore(const Place &a, const Place &b) { return std::tie(a.line, a.column) < std::tie(b.line, b.column); }

void tellKept(const KeptLock &kept, const Body &body, const Unit &unit, Finding &finding) {
  const LockExit &first = *kept.exits.front();
  const Operation &acquired = *kept.acquired;
  std::string name = nameOf(kept, unit);
  Place out = placeOfExit(body, first);
  finding.step(acquired.place, std::string("locks '") + name + (first.property.shared ? "' (shared)" : "'"));
  size_t shown = 0;
  for (const Edge *decision : first.decisions)
    if (isBefore(acquired.place, decision->place) && shown++ < DecisionsShown)
      finding.step(decision->place, decision->text);
  finding.step(out, leaving(body, first) + " with '" + name + "' still locked");
  for (const LockExit *other : llvm::drop_begin(kept.exits))
    if (Place place = placeOfExit(body, *other); !(place == out))
      finding.step(place, "also " + leaving(body, *other));
  for (const GuardOffer &offer : body.guardOffers)
    if (offer.acquired == acquired.place && !kept.flow->isChangedByCalls && !kept.isSlip)
      finding.fixes.push_back(offer.fix);
}

} // namespace leash
