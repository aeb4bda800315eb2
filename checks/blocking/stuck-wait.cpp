// stuck-wait: a thread waits for work, and whoever stops it and joins it doesn't end that wait.
//
// A wait's predicate, or the loop around it, says what has to come true. The stop is the function that joins the
// thread, with those that call it and those that it calls. If nothing in there can make the wait's condition true, but
// a flag is set that the thread looks at elsewhere, then a thread that waits when it is stopped waits on, and so does
// the join.

#include "checks/check.h"
#include "checks/core/flow/call-sites.h"
#include "checks/core/flow/callees.h"
#include "checks/core/flow/condition-waits.h"
#include "checks/core/flow/polling.h"
#include "checks/core/flow/wait-needs.h"
#include "checks/core/flow/workers.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

#include <optional>
#include <set>

namespace leash {

namespace {

/// A wait for work.
struct Waiter {
  ConditionWait wait;
  std::vector<Need> needs;
  std::set<EntityId> asked; ///< what the decision to wait on looks at
};

/// What is done to stop a thread.
struct Stop {
  const Body *body = nullptr; ///< that joins
  const Operation *join = nullptr;
  std::set<BodyId> own;    ///< the function that joins, and those that it is a helper of
  std::set<BodyId> bodies; ///< all that run then
};

class Reader {
public:
  Reader(const Unit &unit, FindingSink &findings) : unit_(unit), findings_(findings) {}

  void read();

private:
  void collectWaiters();
  bool asksUnseen(const ConditionWait &wait) const;
  Stop stopIn(const Body &body, const Operation &join) const;
  Stop withCallers(Stop stop) const;
  bool meets(const Operation &change, const Waiter &waiter) const;
  bool canEnd(const Operation &operation, const Body &body, const Waiter &waiter) const;
  bool ends(const Stop &stop, const Waiter &waiter, const Operation &flag) const;
  bool isHeardElsewhere(EntityId flag, const Worker &worker) const;
  bool isWorkersLoop(EntityId flag, const Waiter &waiter, const Worker &worker) const;
  const Operation *flagSet(const Stop &stop, const Waiter &waiter, const Worker &worker) const;
  const Operation *notification(const Stop &stop, const Waiter &waiter) const;
  bool looksAt(EntityId flag, const std::set<BodyId> &bodies) const;
  std::string namesOf(llvm::ArrayRef<Need> needs) const;
  void judge(const Stop &stop, const Waiter &waiter, const Worker &worker);
  template <typename Visit> void eachOperation(const std::set<BodyId> &bodies, Visit visit) const;

  const Unit &unit_;
  FindingSink &findings_;
  std::vector<std::vector<Site>> callers_; ///< by BodyId
  std::vector<Waiter> waiters_;
  std::vector<Worker> workers_;
  std::set<Place> reported_;
};

template <typename Visit> void Reader::eachOperation(const std::set<BodyId> &bodies, Visit visit) const {
  for (BodyId id : bodies)
    for (const Block &block : unit_.body(id).blocks)
      for (const Operation &operation : block.operations)
        visit(operation, unit_.body(id));
}

/// The answer may depend on what can't be seen.
bool Reader::asksUnseen(const ConditionWait &wait) const {
  std::set<BodyId> asked;
  const Body &body = *wait.body;
  bool unseen = false;
  std::vector<bool> loop = wait.operation->predicate ? std::vector<bool>() : innermostLoop(body, wait.block);
  for (auto [index, block] : llvm::enumerate(body.blocks))
    for (const Operation &each : block.operations) {
      bool isPredicate = wait.operation->predicate && each.call == wait.operation->call && each.call != NoIndex;
      bool isInLoop = !loop.empty() && loop[index] && block.edges.size() > 1 && &each != wait.operation;
      if (!isPredicate && !isInLoop)
        continue;
      unseen |= isInLoop && callsUnseen(each, body, unit_);
      addCallees(each, body, unit_, asked);
    }
  eachOperation(asked, [&](const Operation &each, const Body &inner) { unseen |= callsUnseen(each, inner, unit_); });
  return unseen;
}

void Reader::collectWaiters() {
  for (ConditionWait &wait : conditionWaits(unit_)) {
    std::vector<Need> needs = needsOf(wait, unit_);
    if (needs.empty() || asksUnseen(wait))
      continue;
    std::set<EntityId> asked = askedInside(wait, unit_);
    waiters_.push_back({std::move(wait), std::move(needs), std::move(asked)});
  }
}

/// The function that joins, with all that it calls.
Stop Reader::stopIn(const Body &body, const Operation &join) const {
  Stop stop{&body, &join, {body.id}, {body.id}};
  addCallees(body, unit_, stop.bodies);
  return stop;
}

/// The same with those that call it, if it is a helper of theirs.
Stop Reader::withCallers(Stop stop) const {
  std::vector<BodyId> open{stop.body->id};
  while (!open.empty()) {
    const Body &inner = unit_.body(open.back());
    open.pop_back();
    if (!inner.isLambda && !unit_.entity(inner.function).isHidden)
      continue;
    for (const Site &caller : callers_[inner.id])
      if (stop.own.insert(caller.body->id).second)
        open.push_back(caller.body->id);
  }
  for (BodyId each : stop.own) {
    stop.bodies.insert(each);
    addCallees(unit_.body(each), unit_, stop.bodies);
  }
  return stop;
}

/// The change is one that the waiter waits for.
bool Reader::meets(const Operation &change, const Waiter &waiter) const {
  return llvm::any_of(waiter.needs, [&](const Need &need) { return mayMeetNeed(change, need, unit_); });
}

/// `operation` of `body`, or a callee of it, can end the wait, or may where it can't be seen.
bool Reader::canEnd(const Operation &operation, const Body &body, const Waiter &waiter) const {
  auto isWhole = [](const Object &object) { return object.root == Root::This && object.path.empty(); };
  auto can = [&](const Operation &each, const Body &inner) {
    if (each.verb == Verb::Cancel || meets(each, waiter))
      return true;
    if (!callsUnseen(each, inner, unit_))
      return false;
    const CallDetail &call = inner.calls[each.call];
    return call.callsReceiver || isWhole(call.receiver) ||
           llvm::any_of(call.arguments, [&](const Argument &argument) { return isWhole(argument.value.object); });
  };
  if (can(operation, body))
    return true;
  std::set<BodyId> called;
  addCallees(operation, body, unit_, called);
  bool found = false;
  eachOperation(called, [&](const Operation &each, const Body &inner) { found |= can(each, inner); });
  return found;
}

/// Something that the stop does can end the wait. Work that is handed out in a loop, before the flag is set, isn't the
/// end of it.
bool Reader::ends(const Stop &stop, const Waiter &waiter, const Operation &flag) const {
  for (BodyId id : stop.own) {
    const Body &body = unit_.body(id);
    std::vector<bool> afterFlag(body.blocks.size());
    bool setsFlag = false;
    for (auto [index, block] : llvm::enumerate(body.blocks))
      if (llvm::any_of(block.operations, [&](const Operation &each) { return &each == &flag; })) {
        afterFlag = blocksReachableFrom(body, index);
        setsFlag = true;
      }
    for (auto [index, block] : llvm::enumerate(body.blocks)) {
      bool isWork = setsFlag && !afterFlag[index] && innermostLoop(body, index)[index];
      if (!isWork && llvm::any_of(block.operations, [&](const Operation &each) { return canEnd(each, body, waiter); }))
        return true;
    }
  }
  return false;
}

bool Reader::looksAt(EntityId flag, const std::set<BodyId> &bodies) const {
  return llvm::any_of(bodies, [&](BodyId id) {
    return llvm::any_of(unit_.body(id).reads, [&](const Read &read) { return read.object.declaration() == flag; });
  });
}

/// The flag that tells the thread to stop: set to a constant, and looked at by the thread, but not by its wait.
const Operation *Reader::flagSet(const Stop &stop, const Waiter &waiter, const Worker &worker) const {
  const Operation *flag = nullptr;
  eachOperation(stop.bodies, [&](const Operation &each, const Body &body) {
    EntityId declared = each.object.declaration();
    bool isSet = each.verb == Verb::Assign && each.value.kind == Value::Constant && declared != NoEntity;
    if (flag || !isSet || body.isConstructor || worker.runs.contains(body.id) || waiter.asked.contains(declared))
      return;
    // What is set before the thread is started, it is started with.
    if (unit_.entity(declared).isLoopVariable || (&body == worker.starter && each.place < worker.start->place))
      return;
    bool isNeeded = llvm::any_of(waiter.needs, [&](const Need &need) { return need.declared == declared; });
    if (!isNeeded && !isHeardElsewhere(declared, worker) && looksAt(declared, worker.runs))
      flag = &each;
  });
  return flag;
}

const Operation *Reader::notification(const Stop &stop, const Waiter &waiter) const {
  const Operation *found = nullptr;
  eachOperation(stop.bodies, [&](const Operation &each, const Body &) {
    if (!found && each.verb == Verb::Notify && mayWake(each.object, waiter.wait))
      found = &each;
  });
  return found;
}

/// Another wait of the thread ends for the flag: it is that one in which the thread is idle, and in this one it waits
/// for somebody's answer.
bool Reader::isHeardElsewhere(EntityId flag, const Worker &worker) const {
  return llvm::any_of(waiters_, [&](const Waiter &each) {
    return worker.runs.contains(each.wait.body->id) && each.asked.contains(flag);
  });
}

/// The flag is looked at by the waiting function, or by one that calls it for its work: nobody but users, whom the unit
/// doesn't start as threads, brings what it waits for.
bool Reader::isWorkersLoop(EntityId flag, const Waiter &waiter, const Worker &worker) const {
  const BodyId waiting = waiter.wait.body->id;
  if (looksAt(flag, {waiting}))
    return true;
  auto isWorkers = [&](const Body &body) {
    return body.isLambda || llvm::any_of(workers_, [&](const Worker &other) { return other.runs.contains(body.id); });
  };
  auto brings = [&](const Body &body) {
    return llvm::any_of(body.blocks, [&](const Block &block) {
      return llvm::any_of(block.operations, [&](const Operation &each) { return meets(each, waiter); });
    });
  };
  bool isInLoop = llvm::any_of(callers_[waiting], [&](const Site &caller) {
    return worker.runs.contains(caller.body->id) && looksAt(flag, {caller.body->id}) &&
           innermostLoop(*caller.body, caller.block)[caller.block];
  });
  return isInLoop && llvm::none_of(unit_.bodies, [&](const Body &body) { return isWorkers(body) && brings(body); });
}

/// "'jobs_' and 'limit_'"
std::string Reader::namesOf(llvm::ArrayRef<Need> needs) const {
  std::string names;
  std::set<EntityId> named;
  for (const Need &need : needs)
    if (named.insert(need.declared).second)
      names += (names.empty() ? "'" : " and '") + unit_.entity(need.declared).spelling + "'";
  return names;
}

void Reader::judge(const Stop &stop, const Waiter &waiter, const Worker &worker) {
  const ConditionWait &wait = waiter.wait;
  if (reported_.contains(wait.operation->place) || stop.bodies.contains(wait.body->id))
    return;
  const Operation *flag = flagSet(stop, waiter, worker);
  const Operation *notified = notification(stop, waiter);
  // That this is the wait which the stop is about: it notifies it, or the flag is looked at beside it.
  if (!flag || !(notified || isWorkersLoop(flag->object.declaration(), waiter, worker)) || ends(stop, waiter, *flag))
    return;
  reported_.insert(wait.operation->place);
  std::string condition = "'" + unit_.spell(wait.isWrapped ? wait.condition.owner() : wait.condition) + "'";
  std::string name = "'" + unit_.spell(flag->object) + "'", state = namesOf(waiter.needs);
  std::string stopper = "'" + std::string(unit_.nameOf(*stop.body)) + "'";
  Finding &finding = findings_.report(wait.operation->place, "the wait for " + condition + " looks at " + state +
                                                                 " alone: " + stopper + " sets " + name +
                                                                 " and joins this thread, and both wait for ever");
  finding.entity = unit_.nameOf(*wait.body);
  finding.statement = wait.operation->text;
  finding.step(wait.operation->place, "waits until " + state + " changes", "worker");
  finding.step(flag->place, "sets " + name + ", to stop the thread", "stopper");
  if (notified) {
    finding.step(notified->place, "notifies " + condition, "stopper");
    finding.step(wait.operation->place, "wakes, finds " + state + " as it was, and waits on", "worker");
  }
  finding.step(stop.join->place, "joins the thread, which doesn't end", "stopper");
  finding.remedy = "let the wait end for " + name + ", too, and look at that first when it has";
}

void Reader::read() {
  collectWaiters();
  if (waiters_.empty())
    return;
  workers_ = workersOf(unit_);
  callers_ = callSites(unit_);
  for (const Body &body : unit_.bodies)
    for (const Block &block : body.blocks)
      for (const Operation &join : block.operations) {
        bool isThreads = join.role == TypeRole::Thread || join.role == TypeRole::JoiningThread;
        bool isJoin = (join.verb == Verb::Join && !join.timed) ||
                      (join.verb == Verb::Destroy && join.role == TypeRole::JoiningThread);
        if (!isJoin || !isThreads || body.isPattern)
          continue;
        std::optional<Stop> stop;
        for (const Worker &worker : workers_)
          for (const Waiter &waiter : waiters_) {
            if (!worker.runs.contains(waiter.wait.body->id) || worker.runs.contains(body.id) ||
                !mayJoin(join, body, worker, workers_))
              continue;
            if (!stop)
              stop = stopIn(body, join);
            judge(flagSet(*stop, waiter, worker) ? *stop : withCallers(*stop), waiter, worker);
          }
      }
}

void run(const Unit &unit, const OptionValues &, FindingSink &findings) { Reader(unit, findings).read(); }

} // namespace

extern const CheckInfo StuckWait;
const CheckInfo StuckWait = {
    .name = "stuck-wait",
    .summary = "A thread waits for work, and whoever stops and joins it doesn't end that wait.",
    .severity = Severity::Warning,
    .since = "0.1",
    .options = {},
    .run = run,
};

} // namespace leash
