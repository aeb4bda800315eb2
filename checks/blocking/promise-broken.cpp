// promise-broken: a promise that is satisfied twice, or that stays without a value although somebody waits for one.
//
// Setting a promise again throws; one that is dropped unset throws at whoever waits for its future; one that lives on
// unset makes its waiter wait for ever. Promises are followed along every path of a function, callees included
// (flow/promises.h); those that wait in a container are followed from where they are taken out.

#include "checks/check.h"
#include "checks/core/flow/call-sites.h"
#include "checks/core/flow/callees.h"
#include "checks/core/flow/channels.h"
#include "checks/core/flow/polling.h"
#include "checks/core/flow/promises.h"
#include "checks/core/flow/workers.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace leash {

namespace {

constexpr size_t DecisionsShown = 4;

/// A future that is got from a promise, and waited for in the same function.
struct Waiter {
  Performed got;
  const Operation *wait = nullptr;
};

class Reader {
public:
  Reader(const Unit &unit, FindingSink &findings)
      : unit_(unit), findings_(findings), promises_(unit), callers_(callSites(unit)) {}

  void read();

private:
  void collect(const Body &body);
  void collectWaits(const Body &body, const Operation &connect);
  void collectHeld(const Body &body, const Operation &move);
  void readFlow(const Body &body, const Object &promise);
  void readRuns(const Body &body, const Operation &spawn);
  void readRun(const Body &body, const Operation &spawn, const Body &run);
  void readEmptied(const Body &body, const Operation &operation);
  void report(const Body &body, const Object &promise, const SecondSet &second);
  void report(const Body &body, const Object &promise, const BrokenPromise &broken);
  void report(const Waiter &waiter, const Body &body, const BrokenPromise &unset);
  Finding *begin(const Body &body, const Place &place, const std::string &text, std::string message);
  std::string nameOf(const Body &body, const Object &promise) const;
  void tell(const std::vector<const Edge *> &decisions, const Place &since, Finding &finding,
            const std::string &thread = {}) const;
  bool isNamedIn(const Body &body, const Object &promise) const;
  bool isOwn(const Body &body, const Object &promise) const;
  std::optional<Performed> setInside(const Body &body, const Operation &operation, const Object &promise) const;
  bool isOnlySetDuring(const std::set<BodyId> &run, EntityId promise) const;
  std::map<EntityId, std::optional<int64_t>> ownMembers(const std::set<BodyId> &run) const;
  const Body &essenceOf(const Body &run) const;
  /// Somebody handles it that a promise ends unset. Or nobody asks for a value: who only wants to know that something
  /// is over may be told so by the promise's end.
  bool mayBreak() const { return isExpected_ || (isWaitedFor_ && !isAskedFor_); }

  const Unit &unit_;
  FindingSink &findings_;
  Promises promises_;
  std::vector<std::vector<Site>> callers_;
  std::map<EntityId, std::vector<Waiter>> waiters_;         ///< by promise
  std::map<EntityId, std::vector<Performed>> sets_;         ///< by promise
  std::map<EntityId, std::pair<EntityId, Performed>> held_; ///< by container: a promise in it, and who has its future
  bool isWaitedFor_ = false;                                ///< some future is waited for
  bool isAskedFor_ = false;                                 ///< … for its value
  bool isExpected_ = false;                                 ///< somebody catches what a broken promise throws
  std::set<Place> reported_;
};

bool isUnder(const Object &object, EntityId member) {
  return object.root == Root::This && !object.path.empty() && object.path.front().kind == PathElement::Field &&
         object.path.front().id == member;
}

/// The member that `object` is, without anything in between; or none.
EntityId memberOf(const Object &object) {
  bool isMember = object.root == Root::This && object.path.size() == 1 && object.path[0].kind == PathElement::Field;
  return isMember ? object.path[0].id : NoEntity;
}

bool hasPointer(const Object &object) {
  return llvm::any_of(object.path, [](const PathElement &each) { return each.kind == PathElement::Deref; });
}

std::set<BodyId> closureOf(const Body &run, const Unit &unit) {
  std::set<BodyId> closure{run.id};
  addCallees(run, unit, closure);
  return closure;
}

/// Whether somebody has been waited for before `operation` of `body`.
bool isAfterJoin(const Body &body, const Operation &operation, const Unit &unit) {
  auto joins = [](const Operation &each) { return each.verb == Verb::Join; };
  for (uint32_t index = 0; index < body.blocks.size(); ++index) {
    const std::vector<Operation> &operations = body.blocks[index].operations;
    if (operations.empty() || &operation < &operations.front() || &operation > &operations.back())
      continue;
    std::vector<bool> before = blocksReaching(body, index);
    for (uint32_t other = 0; other < body.blocks.size(); ++other)
      for (const Operation &each : body.blocks[other].operations)
        if ((other == index ? &each < &operation : before[other]) && leadsTo(each, body, unit, joins))
          return true;
  }
  return false;
}

bool isInLoop(const Body &body, const Operation &operation) {
  for (uint32_t index = 0; index < body.blocks.size(); ++index)
    if (llvm::any_of(body.blocks[index].operations, [&](const Operation &each) { return &each == &operation; }))
      return loopThrough(body, index)[index];
  return false;
}

/// The object that a callable is registered with, by a call in the function that it stands in.
Object registeredOn(const Body &lambda, const Unit &unit) {
  if (lambda.parent == NoBody)
    return {};
  const Body &maker = unit.body(lambda.parent);
  for (const CallDetail &call : maker.calls)
    for (const Argument &argument : call.arguments)
      if (argument.value.kind == Value::Callable && maker.callables[argument.value.callable].body == lambda.id &&
          !call.isCast)
        return call.receiver;
  return {};
}

bool Reader::isOwn(const Body &body, const Object &promise) const {
  if (promise.root != Root::Variable)
    return false;
  for (const Body *at = &body; at; at = at->parent == NoBody ? nullptr : &unit_.body(at->parent))
    if (unit_.entity(promise.id).owner == at->function)
      return true;
  return false;
}

bool Reader::isNamedIn(const Body &body, const Object &promise) const {
  return llvm::any_of(body.blocks, [&](const Block &block) {
    return llvm::any_of(block.operations, [&](const Operation &each) {
      return (each.verb == Verb::Fulfil && each.object == promise) ||
             (each.verb == Verb::Connect && each.other == promise);
    });
  });
}

/// A promise inside of a class of its own goes by the object of that class.
std::string Reader::nameOf(const Body &body, const Object &promise) const {
  bool isNamed = promise.root != Root::Variable || isNamedIn(body, promise) || !isOwn(body, promise);
  return "'" + unit_.entity(isNamed ? promise.declaration() : promise.id).spelling + "'";
}

/// Null if there is a finding already, say in another instance of a template.
Finding *Reader::begin(const Body &body, const Place &place, const std::string &text, std::string message) {
  if (!reported_.insert(place).second)
    return nullptr;
  Finding &finding = findings_.report(place, std::move(message));
  finding.entity = unit_.nameOf(body);
  finding.statement = text;
  return &finding;
}

void Reader::tell(const std::vector<const Edge *> &decisions, const Place &since, Finding &finding,
                  const std::string &thread) const {
  size_t count = 0;
  for (const Edge *decision : decisions)
    if (since < decision->place && count++ < DecisionsShown)
      finding.step(decision->place, decision->text, thread);
}

/// Where a callable that comes from another function sets the promise that it has brought along.
std::optional<Performed> Reader::setInside(const Body &body, const Operation &operation, const Object &promise) const {
  for (const CallDetail &callee : calleesOf(body, operation, unit_))
    for (const Block &block : unit_.body(callee.body).blocks)
      for (const Operation &each : block.operations)
        if (setsPromise(each) && each.object == promise)
          return Performed{&unit_.body(callee.body), &each};
  return std::nullopt;
}

void Reader::report(const Body &body, const Object &promise, const SecondSet &second) {
  Performed first{&body, second.first}, last{&body, second.second};
  bool isRound = second.first == second.second;
  if (promise.root == Root::Variable && !isOwn(body, promise)) {
    // Callbacks that one function has made: they are about one promise if they are registered with one object.
    std::optional<Performed> a = setInside(body, *second.first, promise), b = setInside(body, *second.second, promise);
    if (!a || !b || isRound || isInLoop(body, *second.second))
      return;
    Object keeper = registeredOn(*a->body, unit_);
    if (!keeper.isKnown() || !(keeper == registeredOn(*b->body, unit_)))
      return;
    first = *a;
    last = *b;
  }
  std::string name = nameOf(body, promise), line = std::to_string(first.operation->place.line);
  std::string throws = ": a promise that has its value throws when it gets another";
  std::string message = isRound              ? name + " is set again by a later round of this loop" + throws
                        : second.isGivenAway ? name + " was given away at line " + line +
                                                   ": to set it here throws, and doesn't reach whoever waits"
                                             : name + " is set a second time here, after line " + line + throws;
  Finding *finding = begin(*last.body, last.operation->place, last.operation->text, std::move(message));
  if (!finding)
    return;
  finding->step(first.operation->place, name + (second.isGivenAway ? " is given away" : " gets its value"));
  if (last.operation != second.second)
    finding->step(second.second->place, "runs this callback, too, on the same way");
  else if (second.isCaught)
    finding->step(last.operation->place, "what follows throws, which is caught here");
  else if (!isRound)
    tell(second.decisions, first.operation->place, *finding);
  finding->step(last.operation->place, isRound ? "comes here again" : "sets " + name + " again");
  finding->remedy = second.isGivenAway ? "set it before it is given away, or leave it to whoever has it"
                                       : "make it the last thing that can fail, or remember that it was set";
}

void Reader::report(const Body &body, const Object &promise, const BrokenPromise &broken) {
  std::string name = nameOf(body, promise);
  Place place = broken.left ? broken.left->place : broken.end;
  if (!broken.left && !(broken.end == body.end))
    place = {place.file, place.endLine, place.endColumn > 1 ? place.endColumn - 1 : 1, place.endLine, place.endColumn};
  Finding *finding = begin(body, place, broken.left ? broken.left->text : std::string(),
                           name + " ends here without a value on some path: whoever waits for its future gets an "
                                  "exception about a broken promise");
  if (!finding)
    return;
  finding->step(unit_.entity(promise.id).place, "somebody has the future of " + name);
  tell(broken.decisions, body.place, *finding);
  finding->step(place, name + " is destroyed on the way out of here, and nobody has set it");
  finding->remedy = "set a value or an exception on this path, too";
}

/// `body` may end, or go on to the next, without having set the promise.
void Reader::report(const Waiter &waiter, const Body &body, const BrokenPromise &unset) {
  std::string name = "'" + unit_.entity(waiter.got.operation->other.declaration()).spelling + "'";
  std::string setter(unit_.nameOf(body));
  Finding *finding =
      begin(*waiter.got.body, waiter.wait->place, waiter.wait->text,
            "this waits for " + name + " for ever if '" + setter + "' leaves it unset, as it does on some path");
  if (!finding)
    return;
  finding->step(waiter.got.operation->place, "gets the future of " + name);
  tell(unset.decisions, body.place, *finding, setter);
  Place left = unset.left ? unset.left->place : unset.decisions.empty() ? body.end : unset.decisions.back()->place;
  finding->step(left, "leaves " + name + " as it is, and nobody else sets it", setter);
  finding->step(waiter.wait->place, "waits for ever");
  finding->remedy = "set a value or an exception on every path of '" + setter + "'";
}

void Reader::collectWaits(const Body &body, const Operation &connect) {
  std::set<Object> names{connect.object};
  for (size_t before = 0; before != names.size();) {
    before = names.size();
    for (const Block &block : body.blocks)
      for (const Operation &each : block.operations) {
        if (each.verb == Verb::Assign && each.value.kind == Value::Content && names.contains(each.value.object))
          names.insert(each.object);
        if (each.verb == Verb::Move && names.contains(each.other))
          names.insert(each.object);
      }
  }
  for (const Block &block : body.blocks)
    for (const Operation &each : block.operations)
      if (each.verb == Verb::Await && each.blocks && !each.timed && names.contains(each.object))
        waiters_[connect.other.declaration()].push_back({{&body, &connect}, &each});
}

/// An object that holds a promise, whose future has been got before, goes into a container.
void Reader::collectHeld(const Body &body, const Operation &move) {
  EntityId container = memberOf(move.object);
  if (container == NoEntity || !unit_.entity(container).isContainer || !move.other.isVariable())
    return;
  for (const Block &block : body.blocks)
    for (const Operation &each : block.operations)
      if (each.verb == Verb::Connect && each.other.lastField() != NoEntity && isHeldBy(each.other, move.other))
        held_[container] = {each.other.lastField(), {&body, &each}};
}

void Reader::collect(const Body &body) {
  for (const Block &block : body.blocks) {
    isExpected_ |= llvm::any_of(block.edges, [](const Edge &edge) { return edge.caught == TypeRole::BrokenPromise; });
    for (const Operation &operation : block.operations) {
      if (operation.verb == Verb::Connect)
        collectWaits(body, operation);
      if (operation.verb == Verb::Move)
        collectHeld(body, operation);
      if (setsPromise(operation))
        sets_[operation.object.declaration()].push_back({&body, &operation});
      if (operation.verb != Verb::Await || operation.role != TypeRole::Future)
        continue;
      isWaitedFor_ = true;
      isAskedFor_ |= llvm::any_of(block.operations, [&](const Operation &each) {
        return each.verb == Verb::Call && each.call == operation.call && each.throws == Throws::Yes;
      });
    }
  }
}

void Reader::readFlow(const Body &body, const Object &promise) {
  const PromiseFlow &flow = promises_.follow(body, promise);
  if (isOwn(body, promise) || promise.root == Root::Variable || !promises_.isReplacedElsewhere(promise, body))
    for (const SecondSet &second : flow.seconds)
      report(body, promise, second);
  if (!flow.sets && !flow.givesAway)
    return;
  for (const BrokenPromise &broken : flow.broken)
    if (!hasPointer(promise) && !mayBreak())
      report(body, promise, broken);
    else if (hasPointer(promise) && waiters_.contains(promise.declaration()))
      report(waiters_[promise.declaration()].front(), body, broken);
}

/// What `run` comes down to, if all it does is call that.
const Body &Reader::essenceOf(const Body &run) const {
  const Body *essence = &run;
  for (int depth = 0; depth < 3 && essence->calls.size() == 1; ++depth) {
    const CallDetail &call = essence->calls.front();
    if (call.body == NoBody || call.receiver.root != Root::This || !call.receiver.path.empty())
      break;
    essence = &unit_.body(call.body);
  }
  return *essence;
}

/// Whether the promise is set by nobody but functions of `run`, which nobody else calls.
bool Reader::isOnlySetDuring(const std::set<BodyId> &run, EntityId promise) const {
  auto sets = [&](const Operation &each) { return setsPromise(each) && each.object.declaration() == promise; };
  auto found = sets_.find(promise);
  return found != sets_.end() &&
         llvm::all_of(found->second, [&](const Performed &each) { return run.contains(each.body->id); }) &&
         llvm::all_of(run, [&](BodyId each) {
           return !does(unit_.body(each), unit_, sets) ||
                  llvm::all_of(callers_[each], [&](const Site &site) { return run.contains(site.body->id); });
         });
}

/// Members that nobody but `run` and constructors changes, and the constants that these give them.
std::map<EntityId, std::optional<int64_t>> Reader::ownMembers(const std::set<BodyId> &run) const {
  std::map<EntityId, std::optional<int64_t>> own;
  std::set<EntityId> others;
  for (const Body &body : unit_.bodies)
    for (const Block &block : body.blocks)
      for (const Operation &each : block.operations) {
        EntityId field = each.object.lastField();
        bool isChange = each.verb == Verb::Assign || each.verb == Verb::Exchange || each.verb == Verb::Escape ||
                        each.verb == Verb::Move;
        if (!isChange || field == NoEntity || unit_.entity(field).visibility != Visibility::Unit)
          continue;
        bool isInitial = body.isConstructor || body.function == NoEntity;
        if (!isInitial && !run.contains(body.id))
          others.insert(field);
        if (!isInitial)
          continue;
        auto [known, isNew] = own.try_emplace(field);
        if (each.value.kind == Value::Constant && (isNew || known->second == each.value.constant))
          known->second = each.value.constant;
        else
          others.insert(field);
      }
  std::erase_if(own, [&](const auto &each) { return others.contains(each.first); });
  return own;
}

/// A thread that is to set a promise, for which the function that starts it waits.
void Reader::readRun(const Body &body, const Operation &spawn, const Body &run) {
  std::set<BodyId> closure = closureOf(run, unit_);
  for (const auto &[promise, waiters] : waiters_)
    for (const Waiter &waiter : waiters) {
      const Object &object = waiter.got.operation->other;
      if (waiter.got.body != &body || memberOf(object) != promise || !(spawn.place < waiter.wait->place) ||
          !isOnlySetDuring(closure, promise))
        continue;
      const Body &essence = essenceOf(run);
      PromiseFlow flow = promises_.followRun(essence, object, ownMembers(closure));
      if (flow.sets && !flow.unset.empty())
        report(waiter, essence, flow.unset.front());
    }
}

void Reader::readRuns(const Body &body, const Operation &spawn) {
  if (spawn.verb != Verb::Spawn || spawn.call == NoIndex)
    return;
  for (const Argument &argument : body.calls[spawn.call].arguments)
    if (argument.value.kind == Value::Callable)
      if (BodyId run = body.callables[argument.value.callable].body; run != NoBody)
        readRun(body, spawn, unit_.body(run));
}

/// A container is emptied whose elements hold promises that somebody waits for, and that are only set once they have
/// been taken out.
void Reader::readEmptied(const Body &body, const Operation &operation) {
  if (operation.verb != Verb::Call || operation.call == NoIndex || body.isConstructor)
    return;
  const CallDetail &call = body.calls[operation.call];
  auto held = held_.find(memberOf(call.receiver));
  if (!call.isSystem || call.name != "clear" || held == held_.end())
    return;
  const auto &[promise, got] = held->second;
  auto isTakenOut = [&](const Performed &set) {
    const Object &object = set.operation->object;
    return object.root == Root::Variable && !unit_.entity(object.id).isReference &&
           isHeldBy(object, Object::variable(object.id));
  };
  auto sets = [&](const Operation &each) { return setsPromise(each) && each.object.declaration() == promise; };
  auto takes = [&](const Operation &each) {
    return (each.verb == Verb::Move && isUnder(each.other, held->first)) ||
           (each.verb == Verb::Escape && isUnder(each.object, held->first));
  };
  if (!llvm::all_of(sets_[promise], isTakenOut) || does(body, unit_, sets) || does(body, unit_, takes) ||
      isAfterJoin(body, operation, unit_) || llvm::any_of(callers_[body.id], [&](const Site &site) {
        return isAfterJoin(*site.body, site.operation(), unit_);
      }))
    return;
  std::string name = "'" + unit_.entity(promise).spelling + "'", container = unit_.entity(held->first).spelling;
  Finding *finding = begin(body, operation.place, operation.text,
                           "the elements of '" + container + "' end here, and " + name +
                               " in them has no value: whoever waits for its future gets an exception about a broken "
                               "promise");
  if (!finding)
    return;
  finding->step(got.operation->place,
                "somebody gets the future of " + name + " before it goes into '" + container + "'");
  finding->step(operation.place, "whatever is still in '" + container + "' is destroyed");
  finding->remedy = "set an exception in each element before they are dropped";
}

void Reader::read() {
  for (const Body &body : unit_.bodies)
    collect(body);
  if (sets_.empty())
    return;
  for (const Body &body : unit_.bodies) {
    for (const Object &promise : std::set<Object>(promises_.namedIn(body)))
      readFlow(body, promise);
    for (const Block &block : body.blocks)
      for (const Operation &operation : block.operations) {
        readRuns(body, operation);
        if (!mayBreak())
          readEmptied(body, operation);
      }
  }
}

void run(const Unit &unit, const OptionValues &, FindingSink &findings) { Reader(unit, findings).read(); }

} // namespace

extern const CheckInfo PromiseBroken;
const CheckInfo PromiseBroken = {
    .name = "promise-broken",
    .summary = "A promise is set twice, or stays without a value although somebody waits for one.",
    .severity = Severity::Error,
    .since = "0.1",
    .options = {},
    .run = run,
};

} // namespace leash
