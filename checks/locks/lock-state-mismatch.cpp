// lock-state-mismatch: a function leaves a lock in different states, and who gives it back doesn't ask in which.
//
// Two shapes. A function takes a lock on some ways only, and gives it back on all of them. Or a helper gives back,
// keeps or takes its caller's lock on some ways only, doesn't tell by its result or its parameters, and the caller goes
// on to give the lock back whatever happened. What a single path shows to be wrong is told by lock-not-released and
// unlock-not-held.

#include "checks/check.h"
#include "checks/core/flow/call-sites.h"
#include "checks/core/flow/callees.h"
#include "checks/core/flow/kept-locks.h"
#include "checks/core/flow/lock-flow.h"
#include "checks/core/flow/lock-probe.h"
#include "checks/core/flow/lock-story.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/STLFunctionalExtras.h"

#include <optional>
#include <set>

namespace leash {

namespace {

/// A function that leaves a lock in two states.
struct Mixed {
  const LockFlow *flow = nullptr;
  const LockExit *changed = nullptr; ///< the lock is taken for the caller, or given back for it
  const LockExit *left = nullptr;    ///< … or it isn't
  bool isTaken = false;
};

class Reader {
public:
  Reader(const Unit &unit, FindingSink &findings) : unit_(unit), findings_(findings), callers_(callSites(unit)) {}

  void read(const Body &body);

private:
  void readReleases(const Body &body);
  void readRelease(const Body &body, const LockFlow &flow, const Site &release);
  void readHelper(const Body &body, const LockFlow &flow);
  std::optional<Mixed> mixed(const Body &body, const LockFlow &flow) const;
  bool isToldByParameter(const Body &body, const LockExit &exit) const;
  bool isToldByParameter(const Body &body, const Edge &edge) const;
  std::optional<Site> siteOf(const Operation *operation, const Body &body) const;
  bool isReturned(const LockFlow &flow, const Operation &release) const;
  bool givesBack(const Operation &operation, const Object &lock, const Body &body) const;
  bool takes(const Operation &operation, const Object &lock, const Body &body) const;
  bool alwaysGivenBack(const Site &after, const Object &lock) const;
  bool alwaysComesTo(const Body &body, uint32_t block, const Site &goal) const;
  bool isDecidedElsewhere(const Body &body, const Site &acquired, const Site &release) const;
  bool isTakenBefore(const Site &call, const Object &lock) const;
  const Body *partner(const Body &body, const Mixed &mixed) const;
  void reportPartner(const Body &body, const Mixed &mixed, const Body &other);
  const Site *trustingCaller(const Body &body, const Mixed &mixed, Object &lock) const;
  Finding &report(const Body &body, const Operation &operation, std::string message);

  const Unit &unit_;
  FindingSink &findings_;
  std::vector<std::vector<Site>> callers_; ///< by BodyId
  std::set<Place> reported_;
};

Finding &Reader::report(const Body &body, const Operation &operation, std::string message) {
  Finding &finding = findings_.report(operation.place, std::move(message));
  finding.entity = unit_.nameOf(body);
  finding.statement = operation.text;
  return finding;
}

std::optional<Site> Reader::siteOf(const Operation *operation, const Body &body) const {
  for (auto [block, each] : llvm::enumerate(body.blocks))
    if (!each.operations.empty() && operation >= &each.operations.front() && operation <= &each.operations.back())
      return Site{&body, static_cast<uint32_t>(block), static_cast<uint32_t>(operation - &each.operations.front())};
  return std::nullopt;
}

/// The decision depends on what the caller has passed: it knows.
bool Reader::isToldByParameter(const Body &body, const Edge &edge) const {
  return llvm::any_of(edge.tests, [&](const Test &test) {
    return test.subject.root == Root::Variable && llvm::is_contained(body.parameters, test.subject.id) &&
           test.subject.path.empty();
  });
}

bool Reader::isToldByParameter(const Body &body, const LockExit &exit) const {
  return llvm::any_of(exit.decisions, [&](const Edge *edge) { return isToldByParameter(body, *edge); });
}

/// unlock-not-held tells it.
bool Reader::isReturned(const LockFlow &flow, const Operation &release) const {
  return llvm::any_of(flow.events, [&](const LockEvent &event) {
    return event.kind == LockEvent::Returned && event.operation == &release;
  });
}

/// Every way from the beginning of `block` to the end of the function comes to `goal`.
bool Reader::alwaysComesTo(const Body &body, uint32_t block, const Site &goal) const {
  std::vector<bool> seen(body.blocks.size());
  std::vector<uint32_t> pending{block};
  while (!pending.empty()) {
    uint32_t at = pending.back();
    pending.pop_back();
    if (at == goal.block || seen[at] || body.blocks[at].endsPath)
      continue;
    if (at == body.exit)
      return false;
    seen[at] = true;
    for (const Edge &edge : body.blocks[at].edges)
      pending.push_back(edge.target);
  }
  return true;
}

/// Whether it is locked is decided by a branch that the caller knows, or some way from that branch gives nothing back.
bool Reader::isDecidedElsewhere(const Body &body, const Site &acquired, const Site &release) const {
  bool isBranched = false;
  for (auto [index, block] : llvm::enumerate(body.blocks)) {
    if (block.edges.size() < 2 || index == release.block)
      continue;
    // Only the last branch before the acquisition: one of its ways leads there at once.
    bool leads = llvm::any_of(block.edges, [&](const Edge &edge) { return edge.target == acquired.block; });
    bool leadsPast = llvm::any_of(block.edges, [&](const Edge &edge) { return edge.target != acquired.block; });
    if (!leads || !leadsPast || index == acquired.block)
      continue;
    isBranched = true;
    if (llvm::any_of(block.edges, [&](const Edge &edge) {
          return isToldByParameter(body, edge) || edge.isBack || !alwaysComesTo(body, edge.target, release);
        }))
      return true;
  }
  return !isBranched;
}

/// `release` gives back what has been taken on some of the ways to it only.
void Reader::readRelease(const Body &body, const LockFlow &flow, const Site &release) {
  const Operation &operation = release.operation();
  LockStanding standing = standingAt(operation, flow.lock, body, unit_);
  if (standing.holding != Holding::Sometimes || !standing.acquired || isReturned(flow, operation))
    return;
  std::optional<Site> acquired = siteOf(standing.acquired, body);
  if (!acquired)
    return;
  const Operation &taken = *standing.acquired;
  bool isByResult = taken.verb == Verb::Call;
  if (isByResult ? !alwaysComesTo(body, acquired->block, release) : isDecidedElsewhere(body, *acquired, release))
    return;
  const Operation &place = isByResult ? operation : taken;
  if (!reported_.insert(place.place).second)
    return;
  std::string name = "'" + nameOf(flow.lock, taken, body, unit_) + "'";
  std::string line = std::to_string(operation.place.line);
  std::string message =
      isByResult
          ? name + " is unlocked here on all ways, but '" + body.calls[taken.call].name + "' locks it on some only"
          : name + " is locked here on some ways only, and unlocked at line " + line + " on all of them";
  Finding &finding = report(body, place, std::move(message));
  finding.step(taken.place, isByResult ? "locks " + name + " only if its result says so" : "locks " + name);
  finding.step(operation.place, "unlocks " + name + ", whether or not it was locked");
  finding.remedy = "ask the same before both, or lock on all ways";
}

void Reader::readReleases(const Body &body) {
  for (const LockFlow &flow : unit_.lockFlows[body.id]) {
    if (flow.gaveUp || flow.mixedUpWith != LockFlow::NotMixedUp || roleOf(flow.lock, unit_) == TypeRole::RecursiveMutex)
      continue;
    bool mayGiveBackOthers = llvm::any_of(flow.exits, [](const LockExit &exit) {
      return exit.kind == LockExit::Return && exit.property.state == LockProperty::Released;
    });
    bool takesItself = llvm::any_of(flow.events, [](const LockEvent &event) { return event.kind == LockEvent::Taken; });
    if (!mayGiveBackOthers || !takesItself)
      continue;
    for (auto [block, each] : llvm::enumerate(body.blocks))
      for (auto [index, operation] : llvm::enumerate(each.operations))
        if (operation.verb == Verb::Release && operation.object == flow.lock)
          readRelease(body, flow, {&body, static_cast<uint32_t>(block), static_cast<uint32_t>(index)});
  }
}

/// The two states in which `body` leaves a lock, if its result doesn't say which, and its parameters don't decide.
std::optional<Mixed> Reader::mixed(const Body &body, const LockFlow &flow) const {
  if (flow.gaveUp || flow.mixedUpWith != LockFlow::NotMixedUp || roleOf(flow.lock, unit_) == TypeRole::RecursiveMutex)
    return std::nullopt;
  Mixed mixed{&flow, nullptr, nullptr, false};
  std::optional<Range> changedResult, leftResult;
  for (const LockExit &exit : flow.exits) {
    if (exit.kind == LockExit::Exception)
      continue;
    const LockProperty &property = exit.property;
    bool isHeld = property.isHeldByHand() && property.acquired, isReleased = property.state == LockProperty::Released;
    bool isLeft = property.state == LockProperty::Untouched;
    if (exit.kind != LockExit::Return || (!isHeld && !isReleased && !isLeft) || isToldByParameter(body, exit))
      return std::nullopt;
    if (!isLeft && mixed.changed && mixed.isTaken != isHeld)
      return std::nullopt;
    std::optional<Range> &result = isLeft ? leftResult : changedResult;
    result = result ? result->join(exit.result) : exit.result;
    (isLeft ? mixed.left : mixed.changed) = &exit;
    mixed.isTaken |= isHeld;
  }
  if (!mixed.changed || !mixed.left || changedResult->isDisjointFrom(*leftResult))
    return std::nullopt;
  return mixed;
}

bool Reader::givesBack(const Operation &operation, const Object &lock, const Body &body) const {
  if (operation.verb == Verb::Release)
    return operation.object == lock;
  if (operation.call == NoIndex || (operation.verb != Verb::Call && operation.verb != Verb::Destroy))
    return false;
  const CallDetail &call = body.calls[operation.call];
  return call.body != NoBody && !call.isNamedByVocabulary &&
         llvm::any_of(unit_.summary(call.body).locks, [&](const LockSummary &each) {
           return inCaller(each.lock, call, unit_) == lock && !each.outcomes.empty() &&
                  llvm::all_of(each.outcomes,
                               [](const auto &outcome) { return outcome.change == LockChange::Released; });
         });
}

bool Reader::takes(const Operation &operation, const Object &lock, const Body &body) const {
  return leash::takes(operation, lock, body, unit_);
}

/// From `after` on, every way to the end of the function gives `lock` back, and none takes it before.
bool Reader::alwaysGivenBack(const Site &after, const Object &lock) const {
  const Body &body = *after.body;
  auto guards = [&](const Operation &operation) { // a guard that owns it ends
    return operation.verb == Verb::Destroy && llvm::any_of(body.blocks, [&](const Block &block) {
             return llvm::any_of(block.operations, [&](const Operation &each) {
               return each.verb == Verb::Acquire && each.object == lock && each.other.isKnown() &&
                      each.other == operation.object;
             });
           });
  };
  std::vector<bool> seen(body.blocks.size());
  std::vector<std::pair<uint32_t, uint32_t>> pending{{after.block, after.index + 1}};
  bool isGivenBack = false;
  while (!pending.empty()) {
    auto [at, first] = pending.back();
    pending.pop_back();
    bool isDone = false;
    for (const Operation &each : llvm::drop_begin(body.blocks[at].operations, first)) {
      if (givesBack(each, lock, body) || guards(each)) {
        isGivenBack = isDone = true;
        break;
      }
      if (takes(each, lock, body))
        return false;
    }
    if (isDone || body.blocks[at].endsPath)
      continue;
    if (at == body.exit)
      return false;
    for (const Edge &edge : body.blocks[at].edges)
      if (!seen[edge.target]) {
        seen[edge.target] = true;
        pending.push_back({edge.target, 0});
      }
  }
  return isGivenBack;
}

/// Every way to `call` takes `lock`: where it stands there is unclear only because the call comes round again.
bool Reader::isTakenBefore(const Site &call, const Object &lock) const {
  const Body &body = *call.body;
  auto isTaking = [&](const Operation &each) {
    return each.verb == Verb::Acquire && each.object == lock && each.outcome == Outcome::Always;
  };
  std::vector<bool> seen(body.blocks.size());
  std::vector<uint32_t> pending{body.entry};
  while (!pending.empty()) {
    uint32_t at = pending.back();
    pending.pop_back();
    if (seen[at] || llvm::any_of(body.blocks[at].operations, isTaking))
      continue;
    if (at == call.block)
      return false;
    seen[at] = true;
    for (const Edge &edge : body.blocks[at].edges)
      pending.push_back(edge.target);
  }
  return true;
}

/// The method of the same class that takes the lock for its callers on all ways, and leaves things as those are in
/// which `mixed` doesn't give it back.
const Body *Reader::partner(const Body &body, const Mixed &mixed) const {
  if (mixed.isTaken || body.type == NoEntity || mixed.flow->lock.root != Root::This)
    return nullptr;
  auto alwaysTakes = [&](const LockFlow &flow) {
    return flow.lock.path == mixed.flow->lock.path && !flow.gaveUp && !flow.exits.empty() &&
           llvm::all_of(flow.exits, [](const LockExit &exit) {
             return exit.kind == LockExit::Exception || (exit.property.isHeldByHand() && exit.property.acquired);
           });
  };
  auto isSetBy = [&](const Body &other, const Test &test) {
    return llvm::any_of(other.blocks, [&](const Block &block) {
      return llvm::any_of(block.operations, [&](const Operation &each) {
        return each.verb == Verb::Assign && each.object.root == Root::This && each.object.path == test.subject.path &&
               each.value.kind == Value::Constant &&
               !Range::satisfying(test.relation, test.constant).isDisjointFrom(Range::exactly(each.value.constant));
      });
    });
  };
  for (const Body &other : unit_.bodies) {
    if (other.type != body.type || other.id == body.id || !llvm::any_of(unit_.lockFlows[other.id], alwaysTakes))
      continue;
    if (llvm::any_of(mixed.left->decisions, [&](const Edge *edge) {
          return llvm::any_of(edge->tests, [&](const Test &test) {
            return test.subject.root == Root::This && !test.subject.path.empty() && isSetBy(other, test);
          });
        }))
      return &other;
  }
  return nullptr;
}

/// What a helper does that leaves the lock in two states: takes it, gives it back, or tries in vain to take it again.
static const Operation *cause(const Body &body, const Mixed &mixed) {
  if (mixed.isTaken)
    return mixed.changed->property.acquired;
  for (const Block &block : body.blocks)
    for (const Operation &each : block.operations)
      if (each.verb == Verb::Acquire && each.object == mixed.flow->lock && each.outcome != Outcome::Always &&
          (!each.blocks || each.timed))
        return &each;
  return mixed.changed->property.released;
}

void Reader::reportPartner(const Body &body, const Mixed &mixed, const Body &other) {
  const Operation *operation = cause(body, mixed);
  if (!operation || !reported_.insert(operation->place).second)
    return;
  std::string name = "'" + (operation->name.empty() ? unit_.spell(mixed.flow->lock) : operation->name) + "'";
  std::string taker = "'" + std::string(unit_.nameOf(other)) + "'";
  Finding &finding =
      report(body, *operation, name + " is given back here on this way only, though " + taker + " always takes it");
  finding.step(other.place, taker + " takes " + name + " for its caller");
  tellDecisions(mixed.left->decisions, body.place, body.end, finding);
  finding.step(body.end, "ends with " + name + " still locked on the other way");
  finding.remedy = "give " + name + " back on all ways";
}

/// A call of `body` after which its caller gives the lock back whatever happened. Sets the lock's name there.
const Site *Reader::trustingCaller(const Body &body, const Mixed &mixed, Object &lock) const {
  for (const Site &caller : callers_[body.id]) {
    const CallDetail &call = caller.body->calls[caller.operation().call];
    if (call.body != body.id)
      continue;
    lock = bindingsOf(*caller.body, unit_).resolve(inCaller(mixed.flow->lock, call, unit_));
    if (!lock.isKnown())
      continue;
    Holding before = standingAt(caller.operation(), lock, *caller.body, unit_).holding;
    bool isHeld = before == Holding::Always || (before == Holding::Unknown && isTakenBefore(caller, lock));
    if ((mixed.isTaken ? before == Holding::Never : isHeld) && alwaysGivenBack(caller, lock))
      return &caller;
  }
  return nullptr;
}

void Reader::readHelper(const Body &body, const LockFlow &flow) {
  std::optional<Mixed> found = mixed(body, flow);
  if (!found)
    return;
  Object lock;
  const Site *caller = trustingCaller(body, *found, lock);
  if (const Body *other = caller ? nullptr : partner(body, *found))
    return reportPartner(body, *found, *other);
  const Operation *operation = caller ? cause(body, *found) : nullptr;
  if (!operation || !reported_.insert(operation->place).second)
    return;
  std::string name = "'" + (operation->name.empty() ? unit_.spell(flow.lock) : operation->name) + "'";
  std::string function = "'" + std::string(unit_.nameOf(body)) + "'";
  std::string other = "'" + std::string(unit_.nameOf(*caller->body)) + "'";
  std::string does = found->isTaken                     ? " is locked here on some ways only"
                     : operation->verb == Verb::Release ? " is given back here for the caller on this way only"
                                                        : " isn't locked again for the caller if this fails";
  Finding &finding = report(body, *operation,
                            name + does + ", and " + other + ", which calls " + function + ", unlocks it in any case");
  finding.step(caller->operation().place, other + " calls " + function);
  tellDecisions(found->changed->decisions, body.place, body.end, finding);
  finding.step(operation->place, found->isTaken ? "locks " + name : "leaves " + name + " unlocked on this way");
  finding.step(caller->operation().place, other + " goes on as if it were always the same, and unlocks it");
  finding.remedy = "leave the lock as it was on all ways, or return what has become of it, and look at that";
}

void Reader::read(const Body &body) {
  if (body.function == NoEntity || body.isPattern || body.leavesLocksUnchecked)
    return;
  readReleases(body);
  for (const LockFlow &flow : unit_.lockFlows[body.id])
    readHelper(body, flow);
}

void run(const Unit &unit, const OptionValues &, FindingSink &findings) {
  Reader reader(unit, findings);
  for (const Body &body : unit.bodies)
    reader.read(body);
}

} // namespace

extern const CheckInfo LockStateMismatch;
const CheckInfo LockStateMismatch = {
    .name = "lock-state-mismatch",
    .summary = "A lock is taken or given back on some ways only, and given back as if it were on all.",
    .severity = Severity::Error,
    .since = "0.1",
    .options = {},
    .run = run,
};

} // namespace leash
