// lock-not-held-by-contract: a function that needs a lock of its caller is called where that isn't held.
//
// That a function needs one is known from its declaration, from what it asserts, from its name, if its other callers
// bear that out, or from them alone, if there are many. Callers that have the object to themselves needn't lock.

#include "checks/check.h"
#include "checks/core/flow/callees.h"
#include "checks/core/flow/caller-locks.h"
#include "checks/core/flow/lock-contract.h"
#include "checks/core/flow/lock-story.h"
#include "checks/core/flow/wait-needs.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

#include <optional>
#include <set>

namespace leash {

namespace {

/// A lock that `callee` needs, and how that is known.
struct Contract {
  const Body *callee = nullptr; ///< null if it can't be seen
  std::string name;             ///< of the callee
  std::string reason;           ///< "which it asserts to be held"
  Place known;                  ///< where that is known from
  std::string how;              ///< what stands there
};

/// The calls of one function, by how they stand towards a lock.
struct Census {
  std::vector<Site> held;
  std::vector<std::pair<Site, Object>> missing;
  size_t unclear = 0;
};

class Reader {
public:
  Reader(const Unit &unit, FindingSink &findings) : unit_(unit), findings_(findings), locks_(unit) {}

  void read();

private:
  void readDemands(const Body &body);
  void readAsserted(const Body &body);
  void readAssertedGuard(const Body &body, const AssertedLock &asserted);
  void readLearned(const Body &body);
  void readLearned(const Body &body, bool isNamed, const Object &lock, const Census &calls);
  std::set<Object> candidates(const Body &body) const;
  Census census(const Body &body, const Object &lock);
  bool touchesShared(const Body &body, bool changes) const;
  bool isGuardedElsewhere(const Body &body, const Object &lock) const;
  bool takesItself(const Body &body, const Object &lock) const;
  std::vector<std::pair<Site, Object>> callsOf(const Body &body, const Object &lock) const;
  void readCall(const Site &site, const Object &lock, const Contract &contract);
  void report(const Site &site, const Object &lock, const Contract &contract);

  const Unit &unit_;
  FindingSink &findings_;
  CallerLocks locks_;
  std::set<std::pair<Place, std::string>> reported_;
};

void Reader::report(const Site &site, const Object &lock, const Contract &contract) {
  const Operation &operation = site.operation();
  if (!reported_.insert({operation.place, contract.name}).second)
    return;
  std::string name = "'" + unit_.spell(lock) + "'";
  Finding &finding = findings_.report(operation.place, "'" + contract.name + "' is called here without " + name + ", " +
                                                           contract.reason);
  finding.entity = unit_.nameOf(*site.body);
  finding.statement = operation.text;
  finding.step(contract.known, contract.how);
  LockStanding standing = standingAt(operation, lock, *site.body, unit_);
  if (standing.released)
    finding.step(standing.released->place, "gives " + name + " back");
  std::vector<Object> others = locks_.heldBySelf(site);
  std::string other = others.empty() ? "" : "; '" + unit_.spell(others.front()) + "', which is held, is another lock";
  finding.step(operation.place, "calls '" + contract.name + "' without " + name + other);
  finding.remedy = "hold " + name + " around the call, or call a variant that takes it itself";
}

/// Reports the call, or, where its function leaves the lock to its callers, those of them that don't hold it.
void Reader::readCall(const Site &site, const Object &lock, const Contract &contract) {
  AtCall at = locks_.at(site, lock);
  if (at == AtCall::Missing)
    return report(site, lock, contract);
  if (at != AtCall::Mixed)
    return;
  const Body &helper = *site.body;
  Contract inherited{&helper, unit_.entity(helper.function).spelling,
                     "which '" + contract.name + "' needs, called there", site.operation().place,
                     "calls '" + contract.name + "' with what its own callers hold"};
  for (const auto &[caller, name] : locks_.callsWithout(helper, lock))
    report(caller, name, inherited);
}

/// Calls of functions whose declaration says what they need.
void Reader::readDemands(const Body &body) {
  for (auto [block, each] : llvm::enumerate(body.blocks))
    for (auto [index, operation] : llvm::enumerate(each.operations)) {
      if (operation.verb != Verb::Require || !operation.isDemand || operation.call == NoIndex)
        continue;
      const CallDetail &call = body.calls[operation.call];
      const Entity &callee = unit_.entity(call.callee);
      Contract contract{nullptr, callee.spelling, "which its declaration says that its caller holds", callee.place,
                        "'" + callee.spelling + "' is declared to need it"};
      readCall({&body, static_cast<uint32_t>(block), static_cast<uint32_t>(index)}, operation.object, contract);
    }
}

/// The calls of `body`, each with what `lock` is called there, if it has a name.
std::vector<std::pair<Site, Object>> Reader::callsOf(const Body &body, const Object &lock) const {
  std::vector<std::pair<Site, Object>> calls;
  for (const Site &site : locks_.callersOf(body))
    for (const CallDetail &callee : calleesOf(*site.body, site.operation(), unit_))
      if (callee.body == body.id)
        calls.push_back({site, inCaller(lock, callee, unit_)});
  return calls;
}

void Reader::readAsserted(const Body &body) {
  if (isAssertion(body, unit_)) // whose callers thereby assert it themselves
    return;
  for (const AssertedLock &asserted : assertedLocks(body, unit_)) {
    if (asserted.isGuard) {
      readAssertedGuard(body, asserted);
      continue;
    }
    Contract contract{&body, unit_.entity(body.function).spelling, "which it asserts to be held", asserted.place,
                      "asserts that it is held"};
    for (const auto &[site, lock] : callsOf(body, asserted.lock))
      if (lock.isKnown())
        readCall(site, lock, contract);
  }
}

/// The lock that `guard`, a local of `body`, is of; unknown if it may be one of several.
static Object lockOf(const Object &guard, const Body &body) {
  Object lock;
  for (const Block &block : body.blocks)
    for (const Operation &each : block.operations) {
      bool isGiven = each.verb == Verb::Acquire || each.verb == Verb::Adopt || each.verb == Verb::Defer;
      if (!isGiven || !(each.other == guard))
        continue;
      if (lock.isKnown() && !(lock == each.object))
        return {};
      lock = each.object;
    }
  return lock;
}

/// The guard is the caller's own, so that nobody but the caller decides what it owns.
void Reader::readAssertedGuard(const Body &body, const AssertedLock &asserted) {
  Contract contract{&body, unit_.entity(body.function).spelling, "which it asserts that its guard owns", asserted.place,
                    "asserts that the guard owns its lock"};
  for (const auto &[site, guard] : callsOf(body, asserted.lock)) {
    bool isLocal = guard.isVariable() && unit_.entity(guard.id).kind == EntityKind::Local;
    Object lock = isLocal ? lockOf(guard, *site.body) : Object();
    if (!lock.isKnown())
      continue;
    LockStanding standing = standingAt(site.operation(), lock, *site.body, unit_);
    if (standing.isReached && standing.holding == Holding::Never)
      report(site, lock, contract);
  }
}

/// Members of its object or of what its parameters lead to, or globals, that need a lock.
bool Reader::touchesShared(const Body &body, bool changes) const {
  auto isShared = [&](const Object &object) {
    EntityId declared = object.declaration();
    if (declared == NoEntity || unit_.entity(declared).isAtomic)
      return false;
    const Entity &root = unit_.entity(object.id);
    bool isParameters = object.root == Root::Variable && root.kind == EntityKind::Parameter && !object.path.empty();
    bool isGlobal = object.root == Root::Variable && root.visibility != Visibility::Function;
    return (object.root == Root::This && !object.path.empty()) || isParameters || isGlobal;
  };
  bool isChanged = llvm::any_of(body.blocks, [&](const Block &block) {
    return llvm::any_of(block.operations, [&](const Operation &each) {
      return isChange(each) && each.verb != Verb::Exchange && isShared(each.object);
    });
  });
  return isChanged || (!changes && llvm::any_of(body.reads, [&](const Read &read) { return isShared(read.object); }));
}

bool Reader::takesItself(const Body &body, const Object &lock) const {
  return llvm::any_of(unit_.summary(body.id).acquisitions,
                      [&](const Acquisition &each) { return isSameByDeclaration(each.lock, lock); }) ||
         llvm::any_of(unit_.lockFlows[body.id],
                      [&](const LockFlow &flow) { return isSameByDeclaration(flow.lock, lock); });
}

/// Something that `body` changes is read or changed by a function that takes the lock itself.
bool Reader::isGuardedElsewhere(const Body &body, const Object &lock) const {
  std::set<EntityId> changed;
  for (const Block &block : body.blocks)
    for (const Operation &each : block.operations)
      if (isChange(each) && each.object.lastField() != NoEntity)
        changed.insert(each.object.lastField());
  return llvm::any_of(unit_.bodies, [&](const Body &other) {
    return other.id != body.id && takesItself(other, lock) &&
           llvm::any_of(other.reads, [&](const Read &read) { return changed.contains(read.object.lastField()); });
  });
}

/// The locks, in the terms of `body`, that one of its callers holds by itself.
std::set<Object> Reader::candidates(const Body &body) const {
  std::set<Object> found;
  for (const Site &site : locks_.callersOf(body)) {
    if (unit_.lockFlows[site.body->id].empty())
      continue;
    std::vector<Object> held = locks_.heldBySelf(site);
    for (const CallDetail &callee : calleesOf(*site.body, site.operation(), unit_))
      if (callee.body == body.id)
        for (const Object &lock : held)
          if (Object mine = inCallee(lock, callee, unit_); mine.isKnown() && !takesItself(body, mine))
            found.insert(mine);
  }
  return found;
}

Census Reader::census(const Body &body, const Object &lock) {
  Census census;
  std::set<Place> seen; // instances of one template
  for (const auto &[site, name] : callsOf(body, lock)) {
    if (!seen.insert(site.operation().place).second)
      continue;
    switch (name.isKnown() ? locks_.at(site, name) : AtCall::Unknown) {
    case AtCall::Held:
      census.held.push_back(site);
      break;
    case AtCall::Missing:
      census.missing.push_back({site, name});
      break;
    case AtCall::Mixed:
    case AtCall::Unknown:
      ++census.unclear;
      break;
    case AtCall::Needless:
      break;
    }
  }
  return census;
}

/// What the unit shows of a function that says nothing of locks itself, but perhaps by its name.
void Reader::readLearned(const Body &body) {
  const Entity &function = unit_.entity(body.function);
  bool isNamed = isNamedForHeldLock(function);
  bool isStated = !body.declaredRequires.empty() || !body.declaredReleases.empty() || body.leavesLocksUnchecked ||
                  !assertedLocks(body, unit_).empty();
  if (isStated || body.isConstructor || body.isDestructor || !(isNamed || function.isHidden) ||
      locks_.callersOf(body).size() < 2 || !touchesShared(body, !isNamed))
    return;
  // The lock that most of its callers hold is the one; what else some of them hold is their own affair.
  std::optional<std::pair<Object, Census>> best;
  for (const Object &lock : candidates(body)) {
    Census calls = census(body, lock);
    if (!best || calls.held.size() > best->second.held.size())
      best = {lock, std::move(calls)};
  }
  if (best)
    readLearned(body, isNamed, best->first, best->second);
}

void Reader::readLearned(const Body &body, bool isNamed, const Object &lock, const Census &calls) {
  std::set<Place> holders;
  for (const Site &site : calls.held)
    holders.insert(site.body->place);
  constexpr size_t many = 3;
  bool isByName = isNamed && !calls.held.empty() && calls.missing.size() <= calls.held.size();
  bool isByCallers = unit_.entity(body.function).isHidden && holders.size() >= many && calls.missing.size() == 1 &&
                     calls.unclear == 0 && isGuardedElsewhere(body, lock);
  if (!isByName && !isByCallers)
    return;
  Contract contract{&body, unit_.entity(body.function).spelling,
                    isByName ? "which its name says is held, and which its other callers hold"
                             : "which all its other callers hold",
                    calls.held.front().operation().place, "is called with it held"};
  for (const auto &[site, name] : calls.missing)
    report(site, name, contract);
}

void Reader::read() {
  for (const Body &body : unit_.bodies) {
    if (body.isPattern || body.function == NoEntity)
      continue;
    readDemands(body);
    if (body.isLambda)
      continue;
    readAsserted(body);
    readLearned(body);
  }
}

void run(const Unit &unit, const OptionValues &, FindingSink &findings) { Reader(unit, findings).read(); }

} // namespace

extern const CheckInfo LockNotHeldByContract;
const CheckInfo LockNotHeldByContract = {
    .name = "lock-not-held-by-contract",
    .summary = "A function that needs a lock of its caller is called where that isn't held.",
    .severity = Severity::Warning,
    .since = "0.1",
    .options = {},
    .run = run,
};

} // namespace leash
