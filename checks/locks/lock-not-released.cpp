// lock-not-released: a lock is acquired by hand and, on some path, not given back.
//
// A function may hand the lock on to its caller: always, or when it says so by its result. That is a contract, and no
// bug, as long as somebody can give the lock back. It is a bug where the function itself does so on other paths, or
// where nobody who can be seen ever does and nobody else could.

#include "checks/check.h"
#include "checks/core/flow/lock-exit.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

#include <algorithm>
#include <map>

namespace leash {

namespace {

constexpr size_t DecisionsShown = 4;

/// Everything one acquisition by hand leads to.
struct Obligation {
  const Operation *acquired = nullptr;
  std::vector<const LockExit *> held; ///< ways out on which it is still held
};

class Reader {
public:
  Reader(const Unit &unit, FindingSink &findings) : unit_(unit), findings_(findings) {}

  void read(const Body &body, const LockFlow &flow);

private:
  bool isSlipOfContract(const LockFlow &flow, const Obligation &obligation) const;
  bool isOneOfMany(const Body &body, const Object &lock) const;
  bool isContract(const Body &body, const LockFlow &flow, const Obligation &obligation) const;
  bool somebodyReleases(const Body &body, const Object &lock) const;
  bool canBeReachedFromElsewhere(const Object &lock) const;
  void report(const Body &body, const LockFlow &flow, const Obligation &obligation);
  std::string leaving(const Body &body, const LockExit &exit) const;

  const Unit &unit_;
  FindingSink &findings_;
};

bool endsHeld(const LockExit &exit) { return exit.property.isHeldByHand() && exit.property.acquired; }

/// Could code outside of this unit give the lock back?
bool Reader::canBeReachedFromElsewhere(const Object &lock) const {
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

/// Does any function here give such a lock back without having acquired it?
bool Reader::somebodyReleases(const Body &body, const Object &lock) const {
  for (BodyId id = 0; id < unit_.bodies.size(); ++id) {
    if (id == body.id)
      continue;
    bool isCaller = llvm::any_of(unit_.body(id).calls, [&](const CallDetail &call) { return call.body == body.id; });
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
bool Reader::isSlipOfContract(const LockFlow &flow, const Obligation &obligation) const {
  auto fails = [](const LockExit &exit) { return exit.kind == LockExit::Return && exit.result.single() == 0; };
  bool succeedsHeld = llvm::any_of(flow.exits, [](const LockExit &exit) {
    return exit.kind == LockExit::Return && (endsHeld(exit) || exit.property.isHandedOver) && exit.result.single() != 0;
  });
  bool failsFree = llvm::any_of(
      flow.exits, [&](const LockExit &exit) { return fails(exit) && !endsHeld(exit) && !exit.property.isHandedOver; });
  bool failsHeld = llvm::any_of(obligation.held, [&](const LockExit *exit) { return fails(*exit); });
  return succeedsHeld && failsFree && failsHeld;
}

/// Locks of a container that are taken one after the other, and given back by another loop over it.
bool Reader::isOneOfMany(const Body &body, const Object &lock) const {
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

bool Reader::isContract(const Body &body, const LockFlow &flow, const Obligation &obligation) const {
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
  bool isByCallee = obligation.acquired->verb == Verb::Call;
  if (isByCallee && !reachable)
    return true;
  if (isSlipOfContract(flow, obligation))
    return false;
  if ((loses || heldOnReturn) && isOneOfMany(body, flow.lock))
    return true;
  if (loses)
    return !gaveBack && reachable;
  if (!heldOnReturn)
    return !gaveBack && obligation.held.front()->kind == LockExit::Exception && isAlwaysHeld;
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
  if (isTold && (heldMeansSuccess || (zeroMeansSuccess && !gaveBack)))
    return true;
  return !gaveBack;
}

std::string Reader::leaving(const Body &body, const LockExit &exit) const {
  switch (exit.kind) {
  case LockExit::Exception:
    if (exit.last && exit.last->verb == Verb::Throw)
      return "leaves by this exception";
    return "leaves here if '" + (exit.last && exit.last->call != NoIndex ? body.calls[exit.last->call].name : "it") +
           "' throws";
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

bool isBefore(const Place &a, const Place &b) { return std::tie(a.line, a.column) < std::tie(b.line, b.column); }

void Reader::report(const Body &body, const LockFlow &flow, const Obligation &obligation) {
  std::vector<const LockExit *> exits = obligation.held;
  if (isSlipOfContract(flow, obligation))
    llvm::erase_if(exits, [](const LockExit *exit) { return exit->result.single() != 0; });
  llvm::sort(exits, [&](const LockExit *a, const LockExit *b) {
    Place placeOfA = placeOfExit(body, *a), placeOfB = placeOfExit(body, *b);
    return std::tie(a->kind, placeOfA) < std::tie(b->kind, placeOfB);
  });
  const LockExit &first = *exits.front();
  const Operation &acquired = *obligation.acquired;
  std::string name = acquired.name.empty() ? unit_.spell(flow.lock) : acquired.name;
  std::string function(unit_.nameOf(body));
  Place out = placeOfExit(body, first);
  std::string message = "'" + name + "' is locked here and ";
  if (first.kind == LockExit::NextIteration)
    message += "not unlocked before the next iteration";
  else if (first.kind == LockExit::Exception)
    message += "stays locked if an exception leaves '" + function + "' at line " + std::to_string(out.line);
  else
    message += "still locked when '" + function + "' returns at line " + std::to_string(out.line);
  Finding &finding = findings_.report(acquired.place, std::move(message));
  finding.entity = function;
  finding.statement = acquired.text;
  finding.step(acquired.place, std::string("locks '") + name + (first.property.shared ? "' (shared)" : "'"));
  size_t shown = 0;
  for (const Edge *decision : first.decisions)
    if (isBefore(acquired.place, decision->place) && shown++ < DecisionsShown)
      finding.step(decision->place, decision->text);
  finding.step(out, leaving(body, first) + " with '" + name + "' still locked");
  for (const LockExit *other : llvm::drop_begin(exits))
    if (Place place = placeOfExit(body, *other); !(place == out))
      finding.step(place, "also " + leaving(body, *other));
  for (const GuardOffer &offer : body.guardOffers)
    if (offer.acquired == acquired.place && !flow.isChangedByCalls && !isSlipOfContract(flow, obligation))
      finding.fixes.push_back(offer.fix);
  finding.remedy = "unlock '" + name + "' on every way out, or let a guard own it for the rest of the scope";
}

void Reader::read(const Body &body, const LockFlow &flow) {
  if (flow.gaveUp || flow.mixedUpWith != LockFlow::NotMixedUp) // unlock-not-held tells which name is wrong
    return;
  std::vector<Obligation> obligations;
  for (const LockExit &exit : flow.exits) {
    if (!endsHeld(exit))
      continue;
    auto same =
        llvm::find_if(obligations, [&](const Obligation &each) { return each.acquired == exit.property.acquired; });
    if (same == obligations.end())
      obligations.push_back({exit.property.acquired, {&exit}});
    else
      same->held.push_back(&exit);
  }
  for (const Obligation &obligation : obligations)
    if (!isContract(body, flow, obligation))
      report(body, flow, obligation);
}

void run(const Unit &unit, const OptionValues &, FindingSink &findings) {
  Reader reader(unit, findings);
  for (const Body &body : unit.bodies)
    for (const LockFlow &flow : unit.lockFlows[body.id])
      reader.read(body, flow);
}

} // namespace

extern const CheckInfo LockNotReleased;
const CheckInfo LockNotReleased = {
    .name = "lock-not-released",
    .summary = "A lock acquired by hand is not given back on some path.",
    .severity = Severity::Error,
    .since = "0.1",
    .options = {},
    .run = run,
};

} // namespace leash
