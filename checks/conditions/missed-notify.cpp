// missed-notify: what somebody waits for comes true on some path, and nobody tells them.
//
// A wait's predicate, or the loop around it, says which way what it asks after has to go. Who makes such a change under
// the wait's lock has to notify before they are done, unless they have seen that nobody can be waiting, or that there
// is still something missing. A helper is judged by those who call it.

#include "checks/check.h"
#include "checks/core/flow/call-sites.h"
#include "checks/core/flow/callees.h"
#include "checks/core/flow/condition-waits.h"
#include "checks/core/flow/lock-probe.h"
#include "checks/core/flow/lock-story.h"
#include "checks/core/flow/polling.h"
#include "checks/core/flow/simulation.h"
#include "checks/core/flow/thread-roots.h"
#include "checks/core/flow/wait-needs.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

#include <set>

namespace leash {

namespace {

/// A wait, and what can be said of it.
struct Waiter {
  const ConditionWait *wait = nullptr;
  std::vector<Need> needs;
  std::set<EntityId> ownChanges; ///< what the waiting function writes down itself: that it waits, for instance
  /// Changes after which somebody notifies, by what is changed and which way.
  std::set<std::pair<EntityId, Direction>> told;

  bool isTold(const Operation &change) const { return told.contains({change.object.declaration(), change.direction}); }

  const Need *need(EntityId declared) const {
    auto found = llvm::find_if(needs, [&](const Need &each) { return each.declared == declared; });
    return found == needs.end() ? nullptr : &*found;
  }
};

/// Where a path stands, and whether it goes on.
struct Progress {
  enum State : uint8_t {
    Before,
    Early,   ///< has notified, and will have changed what it is about before it gives the lock back
    Changed, ///< and nobody has been told
  } state = Before;
  bool isExcused = false; ///< a branch has shown that there is nobody to tell, or nothing to tell of

  friend auto operator<=>(const Progress &, const Progress &) = default;
};

/// Follows what becomes of one change, made at `site` or in what is called there.
class Watch {
public:
  using Property = Progress;
  using State = SimulationState<Progress>;
  using Emit = llvm::function_ref<void(State)>;

  /// `calls` are followed to a notification. `waits` are the unit's.
  Watch(const Site &site, EntityId changed, const Waiter &waiter, const std::vector<ConditionWait> &waits,
        unsigned calls, const Unit &unit)
      : site_(site), changed_(changed), waiter_(waiter), waits_(waits), calls_(calls), unit_(unit) {
    findTellingLoops();
  }

  void transfer(const Operation &operation, const State &state, Emit emit);
  void followed(uint32_t block, const Edge &edge, State &state);
  /// Handlers are ways to a change. What happens between a change and its handler is somebody else's business.
  Throws throwsOf(const Operation &operation) const {
    return site_.body->unwinds[operation.unwind].target == NoIndex ? Throws::No : Throws::Yes;
  }
  void unwound(State &state, const Operation &, llvm::function_ref<bool(const Object &)>) const { state.property = {}; }

  /// Another wait that a path comes to that has notified nobody, and the simulation's node there.
  struct Sleep {
    const Operation *wait = nullptr;
    bool isExcused = false;
    uint32_t node = 0;
  };
  std::vector<Sleep> sleeps;
  bool tells = false; ///< some path does notify
  const uint32_t *visiting = nullptr;

private:
  void findTellingLoops();
  bool notifies(const Operation &operation) const;
  bool goesOnUntold(const Operation &operation, bool isExcused);
  bool mayNotifyUnseen(const Operation &operation) const;
  bool isExcuse(const Leaning &leaning, bool outcome, Progress::State state) const;

  const Site &site_;
  EntityId changed_;
  const Waiter &waiter_;
  const std::vector<ConditionWait> &waits_;
  unsigned calls_;
  std::vector<bool> tellingLoops_; ///< by block: loops that notify in each iteration
  const Unit &unit_;
};

bool Watch::notifies(const Operation &operation) const {
  return llvm::any_of(notifiedBy(operation, *site_.body, unit_, calls_), [&](const Object &each) {
    const Entity &condition = unit_.entity(each.declaration());
    bool isOtherName = each.declaration() == NoEntity || condition.isReference || condition.isPointer;
    return isOtherName || mayWake(each, *waiter_.wait);
  });
}

void Watch::findTellingLoops() {
  tellingLoops_.resize(site_.body->blocks.size());
  for (auto [index, block] : llvm::enumerate(site_.body->blocks)) {
    if (llvm::none_of(block.operations, [&](const Operation &each) { return notifies(each); }))
      continue;
    std::vector<bool> loop = innermostLoop(*site_.body, index);
    for (uint32_t each = 0; each < loop.size(); ++each)
      tellingLoops_[each] = tellingLoops_[each] || loop[each];
  }
}

/// Calls somebody who can't be seen and could know the condition.
bool Watch::mayNotifyUnseen(const Operation &operation) const {
  if (operation.verb != Verb::Call || operation.call == NoIndex)
    return false;
  const CallDetail &call = site_.body->calls[operation.call];
  if (call.isNamedByVocabulary || call.isCast || !calleesOf(*site_.body, operation, unit_).empty())
    return false;
  if (call.callee == NoEntity || call.callsReceiver)
    return true;
  auto knows = [&](const Object &object) {
    bool isSelf = object.root == Root::This && object.path.empty();
    return isSelf || (object.isKnown() && object.declaration() == waiter_.wait->condition.declaration());
  };
  return (!call.isSystem && knows(call.receiver)) ||
         llvm::any_of(call.arguments, [&](const Argument &each) { return knows(each.value.object); });
}

void Watch::transfer(const Operation &operation, const State &state, Emit emit) {
  State after = state;
  if (&operation == &site_.operation()) {
    bool isEarly = state.property.state == Progress::Early && !takes(operation, waiter_.wait->lock, *site_.body, unit_);
    tells |= isEarly;
    after.property.state = Progress::Changed;
    if (!isEarly)
      emit(after);
    return;
  }
  switch (state.property.state) {
  case Progress::Before:
    if (notifies(operation))
      after.property.state = Progress::Early;
    break;
  case Progress::Early:
    if (takes(operation, waiter_.wait->lock, *site_.body, unit_))
      after.property.state = Progress::Before;
    break;
  case Progress::Changed:
    if (!goesOnUntold(operation, state.property.isExcused))
      return;
    break;
  }
  emit(after);
}

/// Whether a path on which the change has been made comes past `operation` without anybody having been told.
bool Watch::goesOnUntold(const Operation &operation, bool isExcused) {
  if (notifies(operation) || mayNotifyUnseen(operation)) {
    tells = true;
    return false;
  }
  auto itself = llvm::find_if(waits_, [&](const ConditionWait &each) { return each.operation == &operation; });
  bool isWait = itself != waits_.end() || (operation.verb == Verb::Wait && !operation.timed);
  const Object &awaited = itself != waits_.end() ? itself->condition : operation.object;
  bool isItself = isWait && mayWake(awaited, *waiter_.wait); // it is one of those who wait
  if (isWait && !isItself)
    sleeps.push_back({&operation, isExcused, *visiting});
  const Need &need = *waiter_.need(changed_);
  bool isTakenBack = mayMeetNeed(operation, {changed_, opposite(need.direction), need.constant}, unit_);
  tells |= isItself || isTakenBack;
  return !isWait && !isTakenBack;
}

/// Whether what a branch has found out about `leaning` says that there is nobody to notify, or nothing to notify of.
bool Watch::isExcuse(const Leaning &leaning, bool outcome, Progress::State state) const {
  // A function that says whether it has made the change knows more of it than we do.
  if (leaning.object.root == Root::Result && leaning.object.id == site_.operation().result && site_.operation().result)
    return true;
  const Value &made = site_.operation().value; // what it has become is asked by another name
  if (made.kind == Value::Content && made.object == leaning.object)
    return true;
  Direction direction = outcome ? Direction::Up : Direction::Down;
  for (const Need &known : needsOf(leaning, direction, *site_.body, unit_)) {
    const Need *need = waiter_.need(known.declared);
    if (!need) {
      if (waiter_.ownChanges.contains(known.declared))
        return true;
      continue;
    }
    if (known.isRemembered)
      return true;
    bool isMet = known.direction == need->direction && known.constant == need->constant;
    bool isUnmet = known.direction == opposite(need->direction) && known.constant == need->constant;
    if (!isMet && !isUnmet)
      return true; // a question of its own about the same thing
    if (state == Progress::Changed ? isUnmet || known.declared != changed_ : isMet)
      return true;
  }
  return false;
}

void Watch::followed(uint32_t block, const Edge &edge, State &state) {
  const std::vector<Edge> &edges = site_.body->blocks[block].edges;
  if (edges.size() != 2)
    return;
  bool outcome = &edge == &edges.front();
  // As many notifications as there have been changes; that may be none.
  if (tellingLoops_[block] && !tellingLoops_[edge.target])
    state.property.isExcused = true;
  for (const Leaning &leaning : site_.body->leanings)
    if (leaning.of == Leaning::Branch && leaning.block == block && isExcuse(leaning, outcome, state.property.state))
      state.property.isExcused = true;
}

class Reader {
public:
  Reader(const Unit &unit, FindingSink &findings)
      : unit_(unit), findings_(findings), waits_(conditionWaits(unit)), work_(unit) {}

  void read();

private:
  struct Omission {
    Site site; ///< of the change, or of the call that makes it
    std::vector<const Edge *> decisions;
    const Operation *sleeps = nullptr; ///< the thread comes to another wait; else the function ends
  };

  void collectWaiters();
  bool isNotified(const ConditionWait &wait) const;
  bool isUnderLock(const Site &change, const Waiter &waiter) const;
  bool isHelper(const Body &body) const;
  std::optional<Omission> omission(const Site &site, EntityId changed, const Waiter &waiter, unsigned depth,
                                   bool isNear) const;
  bool isTold(const Site &change, const Waiter &waiter) const;
  template <typename Visit> void eachChange(Visit visit) const;
  void readChange(const Site &change, const Waiter &waiter);
  void report(const Site &change, const Omission &omission, const Waiter &waiter);

  const Unit &unit_;
  FindingSink &findings_;
  std::vector<ConditionWait> waits_;
  StartedWork work_;
  std::vector<Waiter> waiters_;
  std::vector<std::vector<Site>> callers_; ///< by BodyId
  std::set<Place> reported_;
};

/// Somebody does notify: who notifies nobody at all leaves that to code that can't be seen.
bool Reader::isNotified(const ConditionWait &wait) const {
  return llvm::any_of(unit_.bodies, [&](const Body &body) {
    return llvm::any_of(body.blocks, [&](const Block &block) {
      return llvm::any_of(block.operations, [&](const Operation &operation) {
        return llvm::any_of(notifiedBy(operation, body, unit_, 1),
                            [&](const Object &each) { return mayWake(each, wait); });
      });
    });
  });
}

void Reader::collectWaiters() {
  for (const ConditionWait &wait : waits_) {
    Waiter waiter{&wait, needsOf(wait, unit_), {}, {}};
    if (waiter.needs.empty() || !isNotified(wait))
      continue;
    for (const Block &block : wait.body->blocks)
      for (const Operation &operation : block.operations)
        if (isChange(operation))
          waiter.ownChanges.insert(operation.object.declaration());
    waiters_.push_back(std::move(waiter));
  }
}

/// It is for those who call it to notify.
bool Reader::isHelper(const Body &body) const { return body.isLambda || unit_.entity(body.function).isHidden; }

/// The change is made with the wait's lock held, or right before the threads are joined that may wait.
bool Reader::isUnderLock(const Site &change, const Waiter &waiter) const {
  const Body &body = *change.body;
  const Object &lock = waiter.wait->lock;
  Holding holding = heldAt(change.operation(), lock, body, unit_);
  if (holding == Holding::Always || holding == Holding::Sometimes)
    return true;
  if (holding == Holding::Unknown)
    return false;
  bool joins = llvm::any_of(body.blocks, [](const Block &block) {
    return llvm::any_of(block.operations, [](const Operation &each) { return each.verb == Verb::Join; });
  });
  return (body.isDestructor && joins) || llvm::any_of(callers_[body.id], [&](const Site &caller) {
           return !caller.body->isConstructor && isHeldByCall(caller, body, lock, unit_);
         });
}

/// A way from `site` on which nobody is notified; nothing if there is none, or it can't be told. `depth` is how many
/// calls away the change is; what leads to a notification besides counts only near it.
std::optional<Reader::Omission> Reader::omission(const Site &site, EntityId changed, const Waiter &waiter,
                                                 unsigned depth, bool isNear) const {
  constexpr unsigned deepest = 3;
  const Body &body = *site.body;
  if (body.isConstructor)
    return std::nullopt;
  Watch watch(site, changed, waiter, waits_, isNear ? 3 : 0, unit_);
  Simulation<Watch> simulation(unit_, body, watch);
  watch.visiting = &simulation.current();
  if (!simulation.run({}))
    return std::nullopt;
  // An excuse is one only to those who notify otherwise.
  auto counts = [&](bool isExcused) { return !isExcused || !watch.tells; };
  for (const Watch::Sleep &sleep : watch.sleeps)
    if (counts(sleep.isExcused))
      return Omission{site, simulation.pathTo(sleep.node), sleep.wait};
  auto end = llvm::find_if(simulation.exits(), [&](const Simulation<Watch>::Exit &exit) {
    const Progress &progress = exit.state.property;
    return exit.isNormal && progress.state == Progress::Changed && counts(progress.isExcused);
  });
  if (end == simulation.exits().end())
    return std::nullopt;
  Omission found{site, simulation.pathTo(end->node), nullptr};
  const bool isHelpers = isHelper(body);
  const std::vector<Site> &callers = callers_[body.id];
  if (callers.empty() || depth == deepest)
    return isHelpers && !body.isLambda && depth == 0 ? std::nullopt : std::optional(found);
  for (const Site &caller : callers)
    if (std::optional<Omission> outer = omission(caller, changed, waiter, depth + 1, isHelpers))
      return isHelpers ? outer : found;
  return std::nullopt;
}

/// Whether some way from `change` leads to a notification in its function.
bool Reader::isTold(const Site &change, const Waiter &waiter) const {
  Watch watch(change, change.operation().object.declaration(), waiter, waits_, 3, unit_);
  Simulation<Watch> simulation(unit_, *change.body, watch);
  watch.visiting = &simulation.current();
  return simulation.run({}) && watch.tells;
}

void Reader::report(const Site &change, const Omission &omission, const Waiter &waiter) {
  const Operation &operation = change.operation();
  const ConditionWait &wait = *waiter.wait;
  reported_.insert(operation.place);
  std::string state = "'" + unit_.spell(operation.object) + "'";
  std::string condition = "'" + unit_.spell(wait.isWrapped ? wait.condition.owner() : wait.condition) + "'";
  Finding &finding =
      findings_.report(operation.place, "this change of " + state + " can be what somebody waits for at " + condition +
                                            ", and on some path nobody is notified");
  finding.entity = unit_.nameOf(*change.body);
  finding.statement = operation.text;
  finding.step(wait.operation->place, "waits until " + state + " changes", "waiter");
  finding.step(operation.place, "changes " + state, "other");
  if (!(omission.site.operation().place == operation.place))
    finding.step(omission.site.operation().place, "calls the function that does", "other");
  const Place &end = omission.sleeps ? omission.sleeps->place : omission.site.body->end;
  tellDecisions(omission.decisions, omission.site.operation().place, end, finding);
  finding.step(end,
               omission.sleeps ? "waits itself, without having notified " + condition
                               : "returns without having notified " + condition,
               "other");
  finding.step(wait.operation->place, "sleeps on", "waiter");
  finding.remedy = "notify " + condition + " after each change that can end its wait";
}

void Reader::readChange(const Site &change, const Waiter &waiter) {
  const Operation &operation = change.operation();
  const Need *need = waiter.need(operation.object.declaration());
  if (!need || !mayMeetNeed(operation, *need, unit_) || reported_.contains(operation.place))
    return;
  // To become another than some value: what is notified of elsewhere is what matters.
  bool isVague = need->direction == Direction::Leave && operation.value.kind != Value::Constant;
  // Who has waited takes out what there was, and leaves what there is.
  bool isOwnTaking = change.body == waiter.wait->body && operation.value.kind != Value::Constant &&
                     operation.direction == Direction::None;
  if (change.body->isConstructor || !isUnderLock(change, waiter) || isOwnTaking ||
      (isVague && !waiter.isTold(operation)))
    return;
  // Who calls a method of an object is back before the object ends; only its own threads wait then.
  if (change.body->isDestructor && !work_.comesTo(*waiter.wait->operation))
    return;
  if (std::optional<Omission> found = omission(change, need->declared, waiter, 0, true))
    report(change, *found, waiter);
}

template <typename Visit> void Reader::eachChange(Visit visit) const {
  for (const Body &body : unit_.bodies)
    for (auto [block, each] : llvm::enumerate(body.blocks))
      for (auto [index, operation] : llvm::enumerate(each.operations))
        if (isChange(operation))
          visit(Site{&body, static_cast<uint32_t>(block), static_cast<uint32_t>(index)});
}

void Reader::read() {
  collectWaiters();
  if (waiters_.empty())
    return;
  callers_ = callSites(unit_);
  for (Waiter &waiter : waiters_)
    eachChange([&](const Site &site) {
      const Need *need = waiter.need(site.operation().object.declaration());
      if (need && need->direction == Direction::Leave && !waiter.isTold(site.operation()) && isTold(site, waiter))
        waiter.told.insert({need->declared, site.operation().direction});
    });
  for (const Waiter &waiter : waiters_)
    eachChange([&](const Site &site) { readChange(site, waiter); });
}

void run(const Unit &unit, const OptionValues &, FindingSink &findings) { Reader(unit, findings).read(); }

} // namespace

extern const CheckInfo MissedNotify;
const CheckInfo MissedNotify = {
    .name = "missed-notify",
    .summary = "What somebody waits for comes true on some path, and nobody is notified.",
    .severity = Severity::Warning,
    .since = "0.1",
    .options = {},
    .run = run,
};

} // namespace leash
