// atomic-check-then-act: an atomic is looked at, and changed in a second step, as if nobody could come in between.
//
// Each of the two steps is atomic, both together aren't: two threads pass the check, or one overwrites what the other
// has stored. Only a change by way of an exchange, or a lock around both steps, makes one of them. What is stored may
// be the same, whoever stores it: then two who pass the check do no harm, unless something else depends on being first.

#include "checks/check.h"
#include "checks/core/flow/callees.h"
#include "checks/core/flow/concurrent-runs.h"
#include "checks/core/flow/lock-probe.h"
#include "checks/core/flow/polling.h"
#include "checks/core/flow/value-sources.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace leash {

namespace {

/// A branch that a look at the atomic decides, and by which its change is reached or not.
struct Check {
  uint32_t block = 0;
  Sources sources;
};

class Reader {
public:
  Reader(const Unit &unit, FindingSink &findings) : unit_(unit), findings_(findings), sources_(unit) {}

  void read();

private:
  ConcurrentRuns &runs();
  const std::set<BodyId> &changersOf(EntityId atomic);
  bool isAtomic(const Object &object) const;
  bool isChange(const Operation &operation) const;
  void readChange(const Site &change);
  bool readRecomputed(const Site &change, const Sources &value);
  void readChecks(const Site &change, const Sources &value);
  std::vector<Check> checksBefore(const Site &change);
  bool decides(const Body &body, uint32_t block, uint32_t change) const;
  bool isDirect(const Body &body, uint32_t check, uint32_t change) const;
  bool matters(const Site &change, const Check &check, const Sources &value) const;
  bool dependsOnFirst(const Site &change, uint32_t check) const;
  bool hasEffect(const Body &body, const Block &block, const Operation &operation, const Object &atomic,
                 std::set<BodyId> &asked) const;
  bool hasEffect(const Body &body, const Object &atomic, std::set<BodyId> &asked) const;
  bool isAnswer(const Body &body, const Operation &operation, const std::vector<bool> &inside) const;
  bool isLocked(const Site &change, const Site &look);
  bool isUnderOwnLock(const Site &change) const;
  bool isByOnlyWriter(const Site &change) const;
  bool isForOneOfThem(const Site &change);
  bool isForSeveralThreads(const Site &change);
  bool isCountedElsewhere(const Site &change);
  void report(const Site &change, const Place &look, bool isRecomputed);

  const Unit &unit_;
  FindingSink &findings_;
  ValueSources sources_;
  std::optional<ConcurrentRuns> runs_; ///< made when there is something to ask
  std::map<EntityId, std::set<BodyId>> changers_;
  std::set<Place> reported_;
};

ConcurrentRuns &Reader::runs() {
  if (!runs_)
    runs_.emplace(unit_);
  return *runs_;
}

bool Reader::isAtomic(const Object &object) const {
  EntityId declared = object.declaration();
  return declared != NoEntity && unit_.entity(declared).isAtomic;
}

/// It doesn't ask what the atomic held before.
bool Reader::isChange(const Operation &operation) const {
  bool isStore = operation.verb == Verb::Assign && operation.rewrite == Rewrite::None;
  bool isStep = operation.rewrite != Rewrite::None && operation.outcome == Outcome::Always &&
                (operation.isDiscarded || operation.isVoided);
  return (isStore || isStep) && isAtomic(operation.object);
}

bool isLocal(const Object &object, const Body &body, const Unit &unit) {
  if (object.root == Root::Result || object.root == Root::Expression)
    return object.path.empty();
  return object.isVariable() && unit.entity(object.id).owner == body.function &&
         (unit.entity(object.id).kind == EntityKind::Local || unit.entity(object.id).kind == EntityKind::Parameter) &&
         !unit.entity(object.id).isReference;
}

/// By block: whether control gets there from `check` by the edges that lead to `change` and by no other.
std::vector<bool> onlyOnTheWay(const Body &body, uint32_t check, uint32_t change) {
  std::vector<bool> avoided(body.blocks.size()), on(body.blocks.size()), off(body.blocks.size());
  avoided[check] = true;
  for (const Edge &edge : body.blocks[check].edges) {
    if (edge.target == check)
      continue;
    std::vector<bool> reached = blocksReachableFrom(body, edge.target, avoided);
    std::vector<bool> &side = reached[change] ? on : off;
    for (uint32_t block = 0; block < reached.size(); ++block)
      side[block] = side[block] || reached[block];
  }
  for (uint32_t block = 0; block < on.size(); ++block)
    on[block] = on[block] && !off[block];
  return on;
}

/// Not all ways from the branch lead to the change.
bool Reader::decides(const Body &body, uint32_t block, uint32_t change) const {
  std::vector<bool> avoided(body.blocks.size());
  avoided[block] = true;
  bool leads = false, misses = false;
  for (const Edge &edge : body.blocks[block].edges) {
    bool reaches = edge.target != block && blocksReachableFrom(body, edge.target, avoided)[change];
    leads |= reaches;
    misses |= !reaches;
  }
  return leads && misses;
}

/// The functions that change the atomic, themselves or in what they call.
const std::set<BodyId> &Reader::changersOf(EntityId atomic) {
  auto [known, isNew] = changers_.try_emplace(atomic);
  std::set<BodyId> &changers = known->second;
  std::vector<BodyId> open;
  if (isNew)
    for (const Body &body : unit_.bodies)
      if (llvm::any_of(body.blocks, [&](const Block &block) {
            return llvm::any_of(block.operations, [&](const Operation &each) {
              return (each.verb == Verb::Assign || each.verb == Verb::Exchange) && each.object.declaration() == atomic;
            });
          }))
        open.push_back(body.id);
  while (!open.empty()) {
    BodyId body = open.back();
    open.pop_back();
    if (changers.insert(body).second)
      for (const Site &caller : runs().locks().callersOf(unit_.body(body)))
        open.push_back(caller.body->id);
  }
  return changers;
}

/// The branches that were decided by the atomic's value, and since which it hasn't been looked at or changed again.
std::vector<Check> Reader::checksBefore(const Site &change) {
  const Body &body = *change.body;
  const Operation &operation = change.operation();
  std::vector<std::vector<uint32_t>> before(body.blocks.size());
  for (uint32_t block = 0; block < body.blocks.size(); ++block)
    for (const Edge &edge : body.blocks[block].edges)
      before[edge.target].push_back(block);
  const std::set<BodyId> &changers = changersOf(operation.object.declaration());
  auto isTouch = [](const Operation &each) { return each.verb == Verb::Assign || each.verb == Verb::Exchange; };
  auto isOther = [&](const Operation &each) {
    if (isTouch(each))
      return each.object == operation.object && !(each.place == operation.place);
    return each.verb == Verb::Call && llvm::any_of(calleesOf(body, each, unit_), [&](const CallDetail &callee) {
             return callee.body != body.id && changers.contains(callee.body);
           });
  };
  std::vector<Check> checks;
  std::set<uint32_t> seen{change.block};
  std::vector<uint32_t> open;
  auto goOn = [&](uint32_t block) {
    for (uint32_t each : before[block])
      if (seen.insert(each).second)
        open.push_back(each);
  };
  const std::vector<Operation> &here = body.blocks[change.block].operations;
  if (llvm::none_of(llvm::ArrayRef(here).take_front(change.index), isOther))
    goOn(change.block);
  while (!open.empty()) {
    uint32_t block = open.back();
    open.pop_back();
    const Block &each = body.blocks[block];
    if (each.edges.size() > 1) {
      Sources sources = sources_.of(body, block, each.operations.size());
      bool looks =
          llvm::any_of(sources.looks, [&](const Look &look) { return sameHere(look.object, operation.object); });
      if (looks && decides(body, block, change.block)) {
        checks.push_back({block, std::move(sources)});
        continue;
      }
    }
    if (llvm::none_of(each.operations, isOther))
      goOn(block);
  }
  return checks;
}

/// What a call does that stands alone, or a change of what others may see.
bool Reader::hasEffect(const Body &body, const Block &block, const Operation &operation, const Object &atomic,
                       std::set<BodyId> &asked) const {
  switch (operation.verb) {
  case Verb::Spawn:
  case Verb::Join:
  case Verb::Detach:
  case Verb::Send:
  case Verb::Close:
  case Verb::Fulfil:
  case Verb::Add:
  case Verb::Done:
  case Verb::Post:
  case Verb::Cancel:
  case Verb::Throw:
    return true;
  case Verb::Assign:
  case Verb::Exchange:
  case Verb::Move:
    return !isLocal(operation.object, body, unit_) && !(operation.object == atomic);
  case Verb::Destroy:
    return !operation.object.path.empty();
  case Verb::Call:
    break;
  default:
    return false;
  }
  const CallDetail &call = body.calls[operation.call];
  bool isSaid = llvm::any_of(block.operations, [&](const Operation &each) {
    return each.call == operation.call && &each != &operation && each.verb != Verb::Produce && each.verb != Verb::Use;
  });
  if (isSaid || call.isCast || call.isConst)
    return false;
  std::vector<CallDetail> callees = calleesOf(body, operation, unit_);
  if (callees.empty())
    return (operation.isDiscarded || operation.isVoided) && !call.isConstructor;
  return llvm::any_of(callees,
                      [&](const CallDetail &callee) { return hasEffect(unit_.body(callee.body), Object(), asked); });
}

bool Reader::hasEffect(const Body &body, const Object &atomic, std::set<BodyId> &asked) const {
  return asked.insert(body.id).second && llvm::any_of(body.blocks, [&](const Block &block) {
           return llvm::any_of(block.operations,
                               [&](const Operation &each) { return hasEffect(body, block, each, atomic, asked); });
         });
}

/// A constant for a local that lives on: who was first is remembered.
bool Reader::isAnswer(const Body &body, const Operation &operation, const std::vector<bool> &inside) const {
  if (operation.verb != Verb::Assign || operation.value.kind != Value::Constant || !operation.object.isVariable())
    return false;
  for (auto [block, each] : llvm::enumerate(body.blocks))
    if (inside[block] && llvm::any_of(each.operations, [&](const Operation &other) {
          return other.verb == Verb::Create && other.object == operation.object;
        }))
      return false;
  return true;
}

/// Only who passes the check does something else, or gets another answer.
bool Reader::dependsOnFirst(const Site &change, uint32_t check) const {
  const Body &body = *change.body;
  const Operation &operation = change.operation();
  std::vector<bool> inside = onlyOnTheWay(body, check, change.block);
  // What is computed and kept is what is returned, too; a mark isn't.
  bool isMark = operation.rewrite == Rewrite::Repeats || operation.value.kind == Value::Constant;
  std::set<std::string> answers, others;
  std::set<BodyId> asked{body.id};
  for (auto [index, block] : llvm::enumerate(body.blocks))
    for (const Operation &each : block.operations) {
      if (each.verb == Verb::Return && !body.returnsVoid && (isMark || each.value.kind == Value::Constant))
        (inside[index] ? answers : others).insert(each.text);
      bool isItself = each.place == operation.place || (each.call != NoIndex && each.call == operation.call);
      if (inside[index] && !isItself &&
          (isAnswer(body, each, inside) || hasEffect(body, block, each, operation.object, asked)))
        return true;
    }
  return llvm::any_of(answers, [&](const std::string &each) { return !others.empty() && !others.contains(each); });
}

/// From the check on, all ways lead to the change; those that don't have only asked for something else first.
bool Reader::isDirect(const Body &body, uint32_t check, uint32_t change) const {
  std::vector<bool> avoided(body.blocks.size());
  avoided[check] = true;
  std::vector<bool> reaching = blocksReaching(body, change, avoided);
  std::set<uint32_t> seen{check, change};
  std::vector<uint32_t> open;
  bool isLeft = false, isBusy = false;
  for (const Edge &edge : body.blocks[check].edges)
    if (reaching[edge.target] && seen.insert(edge.target).second)
      open.push_back(edge.target);
  while (!open.empty()) {
    const Block &block = body.blocks[open.back()];
    open.pop_back();
    isBusy |= llvm::any_of(block.operations, [&](const Operation &each) {
      if (each.verb != Verb::Call || each.call == NoIndex)
        return each.verb == Verb::Create;
      const CallDetail &call = body.calls[each.call];
      return !call.isCast && !(call.isSystem && call.isConst);
    });
    for (const Edge &edge : block.edges)
      if (!reaching[edge.target])
        isLeft = true;
      else if (seen.insert(edge.target).second)
        open.push_back(edge.target);
  }
  return !isLeft || !isBusy;
}

/// Two threads that both pass the check do something that one alone wouldn't have done.
bool Reader::matters(const Site &change, const Check &check, const Sources &value) const {
  const Body &body = *change.body;
  const Operation &operation = change.operation();
  bool isDirect = this->isDirect(body, check.block, change.block);
  bool isStore = operation.rewrite == Rewrite::None;
  // To bring it to where it may be already, or to hand on what one has, is nobody else's business.
  bool isCompared = check.sources.isEquality && isStore && operation.value.kind != Value::Constant &&
                    llvm::all_of(value.given, [&](EntityId each) { return check.sources.given.contains(each); });
  if (isCompared && !value.isMade)
    return false;
  if (operation.rewrite == Rewrite::Counts)
    return isDirect || !blocksReachableFrom(body, change.block)[check.block];
  bool varies = isStore && (value.isMade || !value.given.empty());
  return isDirect && (varies || dependsOnFirst(change, check.block));
}

/// A lock is held at the change that was held when the look was made, too.
bool Reader::isLocked(const Site &change, const Site &look) {
  if (look.body->blocks[look.block].operations.size() <= look.index)
    return false;
  std::vector<Object> held = runs().locks().heldBySelf(change);
  if (held.empty())
    return false;
  std::vector<Object> before = runs().locks().heldBySelf(look);
  return llvm::any_of(held, [&](const Object &each) { return llvm::is_contained(before, each); });
}

/// Something else was taken before by an exchange, as a lock that somebody has made of an atomic.
bool Reader::isUnderOwnLock(const Site &change) const {
  const Body &body = *change.body;
  std::vector<bool> before = blocksReaching(body, change.block);
  auto takes = [&](const Operation &each) {
    bool isAsked = each.verb == Verb::Exchange && !each.isDiscarded &&
                   (each.rewrite == Rewrite::Repeats || each.outcome == Outcome::IfTrue);
    return isAsked && !(each.object == change.operation().object);
  };
  for (uint32_t block = 0; block < body.blocks.size(); ++block)
    if (before[block] && llvm::any_of(body.blocks[block].operations, [&](const Operation &each) {
          return takes(each) || llvm::any_of(calleesOf(body, each, unit_), [&](const CallDetail &callee) {
                   return unit_.summary(callee.body).exchanges && does(unit_.body(callee.body), unit_, takes);
                 });
        }))
      return true;
  return false;
}

/// Only who was given a certain constant gets there: one of the threads has this part.
bool Reader::isForOneOfThem(const Site &change) {
  const Body &body = *change.body;
  auto isGiven = [&](const Object &object) {
    bool isParameter = object.isVariable() && llvm::is_contained(body.parameters, object.id);
    bool isCaptured = object.isVariable() && body.isLambda && unit_.entity(object.id).owner != body.function &&
                      unit_.entity(object.id).visibility == Visibility::Function;
    return isParameter || isCaptured;
  };
  for (uint32_t block = 0; block < body.blocks.size(); ++block)
    for (const Edge &edge : body.blocks[block].edges) {
      bool isChoice = llvm::any_of(
          edge.tests, [&](const Test &test) { return test.relation == Test::Equal && isGiven(test.subject); });
      if (!isChoice || !decides(body, block, change.block))
        continue;
      std::vector<bool> avoided(body.blocks.size());
      avoided[block] = true;
      if (edge.target != block && blocksReachableFrom(body, edge.target, avoided)[change.block])
        return true;
    }
  return false;
}

bool Reader::isForSeveralThreads(const Site &change) {
  std::vector<Arrival> arrivals = runs().arrivalsAt(change, change.operation().object);
  return runs().mayMeet(arrivals, arrivals);
}

/// Others count it in one step, as one does where several threads do so; and threads get here.
bool Reader::isCountedElsewhere(const Site &change) {
  if (!runs().isRunByThread(*change.body))
    return false;
  return llvm::any_of(unit_.bodies, [&](const Body &body) {
    return body.id != change.body->id && llvm::any_of(body.blocks, [&](const Block &block) {
             return llvm::any_of(block.operations, [&](const Operation &each) {
               return each.rewrite == Rewrite::Counts && each.outcome == Outcome::Always &&
                      each.object.declaration() == change.operation().object.declaration();
             });
           });
  });
}

void Reader::report(const Site &change, const Place &look, bool isRecomputed) {
  const Operation &operation = change.operation();
  if (!reported_.insert(operation.place).second)
    return;
  std::string name = "'" + unit_.entity(operation.object.declaration()).spelling + "'";
  std::string message = isRecomputed ? name + " gets a value that is made of what it held before, in two steps: a "
                                              "change that another thread makes in between is lost"
                                     : name + " is checked at line " + std::to_string(look.line) +
                                           " and changed here, in two steps: another thread can pass the check in "
                                           "between";
  Finding &finding = findings_.report(operation.place, std::move(message));
  finding.entity = unit_.nameOf(*change.body);
  finding.statement = operation.text;
  finding.step(look, isRecomputed ? "reads " + name : "looks at " + name + ", and goes on", "one thread");
  finding.step(look, isRecomputed ? "reads the same" : "looks at " + name + ", finds the same, and goes on", "another");
  finding.step(operation.place, "changes " + name, "one thread");
  finding.step(operation.place, isRecomputed ? "overwrites that" : "changes it again", "another");
  finding.remedy = "make it one step: decide by what an exchange or a fetch-and-add yields, or hold a lock around both";
}

/// A store of what was made of the atomic's own value.
bool Reader::readRecomputed(const Site &change, const Sources &value) {
  const Body &body = *change.body;
  for (const Look &look : value.looks) {
    if (!sameHere(look.object, change.operation().object))
      continue;
    if (isLocked(change, {&body, look.block, look.index}) || isUnderOwnLock(change) ||
        !(isForSeveralThreads(change) || isCountedElsewhere(change)))
      return true;
    report(change, body.blocks[look.block].operations[look.index].place, true);
    return true;
  }
  return false;
}

void Reader::readChecks(const Site &change, const Sources &value) {
  const Body &body = *change.body;
  for (const Check &check : checksBefore(change)) {
    uint32_t count = body.blocks[check.block].operations.size();
    if (!matters(change, check, value) || (count > 0 && isLocked(change, {&body, check.block, count - 1})) ||
        isUnderOwnLock(change) || !isForSeveralThreads(change))
      continue;
    return report(change, body.blocks[check.block].edges.front().place, false);
  }
}

/// The function looks at the atomic without any order, and stores into it with one that it names: so does who is the
/// only one to write, and reads back what it wrote itself.
bool Reader::isByOnlyWriter(const Site &change) const {
  const Operation &store = change.operation();
  if (store.rewrite != Rewrite::None || store.call == NoIndex || change.body->calls[store.call].arguments.size() != 2)
    return false;
  auto looksFreely = [&](const CallDetail &call) {
    return call.arguments.size() == 1 && llvm::StringRef(call.arguments.front().text).ends_with("relaxed");
  };
  bool isNamed = llvm::StringRef(change.body->calls[store.call].arguments.back().text).contains("order");
  bool looks = false;
  for (const CallDetail &call : change.body->calls)
    if (call.isConst && sameHere(call.receiver, store.object)) {
      if (!looksFreely(call))
        return false;
      looks = true;
    }
  return isNamed && looks;
}

void Reader::readChange(const Site &change) {
  const Body &body = *change.body;
  bool isGuarded = !body.declaredRequires.empty() || llvm::any_of(body.parameters, [&](EntityId each) {
    return unit_.entity(each).role == TypeRole::Guard;
  });
  if (isGuarded || body.isPattern || body.isConstructor || body.isDestructor || body.function == NoEntity)
    return;
  if (body.isUnlock) // one thread has the lock, and no other gets here
    return;
  if (isForOneOfThem(change) || isByOnlyWriter(change))
    return;
  Sources value = sources_.of(body, change.block, change.index);
  if (change.operation().rewrite != Rewrite::None || !readRecomputed(change, value))
    readChecks(change, value);
}

void Reader::read() {
  for (const Body &body : unit_.bodies)
    for (auto [block, each] : llvm::enumerate(body.blocks))
      for (auto [index, operation] : llvm::enumerate(each.operations))
        if (isChange(operation))
          readChange({&body, static_cast<uint32_t>(block), static_cast<uint32_t>(index)});
}

void run(const Unit &unit, const OptionValues &, FindingSink &findings) { Reader(unit, findings).read(); }

} // namespace

extern const CheckInfo AtomicCheckThenAct;
const CheckInfo AtomicCheckThenAct = {
    .name = "atomic-check-then-act",
    .summary = "An atomic is looked at, and changed in a second step that another thread can come before.",
    .severity = Severity::Warning,
    .since = "0.1",
    .options = {},
    .run = run,
};

} // namespace leash
