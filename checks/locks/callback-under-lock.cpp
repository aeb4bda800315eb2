// callback-under-lock: what others have handed over is called while a lock is held that it may want to take.
//
// A listener that asks, or unregisters itself, calls back into the class that called it, and waits there for its own
// thread. What is called must come from outside, and others must have a way to come back: functions of the same class
// that take the same lock and aren't the ones that call. What a function is given for the one call is left alone, and
// so are functions that are asked for an answer: comparators, allocators, filters. Where the unit shows what is handed
// over, one of that has to come back.

#include "checks/check.h"
#include "checks/core/flow/call-sites.h"
#include "checks/core/flow/callees.h"
#include "checks/core/flow/kept-locks.h"
#include "checks/core/flow/lock-flow.h"
#include "checks/core/flow/lock-probe.h"
#include "checks/core/flow/lock-story.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

#include <deque>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <tuple>

namespace leash {

namespace {

constexpr OptionInfo AnyCallback = {
    .name = "AnyCallback",
    .fallback = "false",
    .summary = "tell of callbacks that are asked for an answer, and of single virtual functions, too",
};
constexpr OptionInfo Options[] = {AnyCallback};

/// A lock that a function holds at a call.
struct Held {
  Object lock;
  LockStanding standing;
};

/// A call of something that isn't known until run time, under a lock of `holder()` or of nobody yet.
struct CallOut {
  std::vector<Site> way; ///< from the function that holds the lock down to the call itself
  Object called;         ///< in the holder's terms
  Held held;

  const Site &site() const { return way.back(); }
  const Site &holder() const { return way.front(); }
  const CallDetail &call() const { return site().body->calls[site().operation().call]; }
};

/// A call of something that isn't known until run time, as one of those sees it who come to it by calls.
struct View {
  std::vector<Site> way; ///< from there down to the call itself
  Object called;         ///< in the terms of the first on the way
};

/// Who puts callables into a member.
struct Stores {
  bool byOthers = false;    ///< from a parameter of a function that others can call, or from outside of the class
  bool byItself = false;    ///< made by the class
  bool fromHelper = false;  ///< from a parameter of a function of the class's own
  std::set<BodyId> setters; ///< who stores parameters there
};

/// A function that takes a lock, and how.
struct Taker {
  BodyId body = NoBody;
  bool shared = false;
};

class Reader {
public:
  Reader(const Unit &unit, const OptionValues &options, FindingSink &findings)
      : unit_(unit), findings_(findings), takesAny_(options.isTrue(AnyCallback)), callers_(callSites(unit)) {}

  void read();

private:
  void index(const Body &body);
  void indexHanded(const Body &body);
  void indexStore(const Body &body, const Object &object, const Value &value);
  std::vector<View> callersOf(const View &view) const;
  void follow(View call);
  const std::vector<Held> &heldAt(const Site &site);
  bool isKept(const Held &held, const Body &body);
  bool givesBack(const Site &site);
  bool mayGiveBack(const Site &site) const;
  Object originOf(const Object &object, const Body &body, std::set<EntityId> &asked) const;
  std::vector<Object> sourcesOf(EntityId local, const Body &body) const;
  EntityId classOf(const Body &body) const;
  bool isMany(const Object &object) const;
  bool isStoredOutside(const Object &called, const Object &lock) const;
  bool isFromOutside(const CallOut &callOut, std::set<BodyId> &setters) const;
  std::vector<Object> touched(const Body &body, const Object &lock, const Object &called) const;
  bool isEvent(const CallOut &callOut) const;
  bool isGivenOwner(const CallOut &callOut) const;
  bool isListener(const CallOut &callOut, const std::set<BodyId> &setters) const;
  bool takesBack(BodyId body, const Object &lock) const;
  bool isSeenToLockAgain(const CallOut &callOut) const;
  enum Return : uint8_t { Unseen, Never, Seen };
  Return returnOf(const CallOut &callOut, const std::set<BodyId> &setters) const;
  std::set<BodyId> runnersOf(EntityId lock) const;
  const Body *wayBack(const CallOut &callOut, const std::set<BodyId> &setters);
  void judge(const CallOut &callOut);
  void report(const CallOut &callOut, const Body &back, Return seen);

  const Unit &unit_;
  FindingSink &findings_;
  const bool takesAny_;                                 ///< uncertain ones, too
  std::vector<std::vector<Site>> callers_;              ///< by BodyId
  std::map<const Operation *, std::vector<Held>> held_; ///< what is known already
  std::map<const Operation *, bool> givenBack_;         ///< the same
  std::map<BodyId, std::vector<KeptLock>> kept_;
  std::map<EntityId, std::vector<Taker>> takers_;                          ///< by lock: functions that others can call
  std::map<uint32_t, std::vector<std::pair<BodyId, uint32_t>>> receivers_; ///< by kind: who is given such, and where
  std::map<BodyId, std::vector<BodyId>> handed_; ///< by function or constructor: the callables that it is given
  std::map<EntityId, Stores> stores_;            ///< by member
  std::map<EntityId, std::set<BodyId>> runners_; ///< by lock: who calls others under it, however indirectly
  std::vector<CallOut> callOuts_;
  std::set<Place> reported_;
};

/// The class whose method `body` is, or stands in.
EntityId Reader::classOf(const Body &body) const {
  const Body *outer = &body;
  for (unsigned depth = 0; outer->isLambda && outer->parent != NoBody && depth < 8; ++depth)
    outer = &unit_.body(outer->parent);
  return outer->type;
}

void Reader::indexStore(const Body &body, const Object &object, const Value &value) {
  EntityId member = object.declaration();
  if (member == NoEntity || unit_.entity(member).callables.empty())
    return;
  Stores &stores = stores_[member];
  if (value.kind == Value::Callable) {
    bool isOwn = classOf(body) != NoEntity && classOf(body) == unit_.entity(member).owner;
    (isOwn ? stores.byItself : stores.byOthers) = true;
  } else if (value.object.root == Root::Variable && value.object.lastField() == NoEntity &&
             llvm::is_contained(body.parameters, value.object.id)) {
    bool isHelper = unit_.entity(body.function).isHidden && body.type != NoEntity && !body.isConstructor;
    (isHelper ? stores.fromHelper : stores.byOthers) = true;
    stores.setters.insert(body.id);
  }
}

/// The callables that are given to a function, or to the constructor of what it makes.
void Reader::indexHanded(const Body &body) {
  for (const CallDetail &call : body.calls)
    for (const Argument &argument : call.arguments) {
      BodyId callee = call.makes != NoBody ? call.makes : call.body;
      BodyId given =
          argument.value.kind == Value::Callable ? body.callables[argument.value.callable].body : BodyId(NoBody);
      if (callee != NoBody && given != NoBody)
        handed_[callee].push_back(given);
    }
}

void Reader::index(const Body &body) {
  if (body.function == NoEntity || body.isPattern)
    return;
  indexHanded(body);
  for (const Block &block : body.blocks)
    for (const Operation &operation : block.operations) {
      if (operation.verb == Verb::Assign)
        indexStore(body, operation.object, operation.value);
      else if (operation.verb == Verb::Move)
        indexStore(body, operation.object, Value::contentOf(operation.other));
      else if (operation.verb == Verb::Call && operation.call != NoIndex && body.calls[operation.call].isConstructor)
        for (const Argument &argument : body.calls[operation.call].arguments)
          indexStore(body, body.calls[operation.call].receiver, argument.value);
    }
  bool isMethod = body.type != NoEntity;
  if (body.isLambda || (isMethod && unit_.entity(body.function).isHidden && !body.isConstructor))
    return;
  for (auto [index, parameter] : llvm::enumerate(body.parameters))
    for (uint32_t kind : unit_.entity(parameter).callables)
      receivers_[kind].push_back({body.id, static_cast<uint32_t>(index)});
  if (body.isConstructor || body.isDestructor)
    return;
  const FunctionSummary &summary = unit_.summary(body.id);
  for (const Acquisition &taken : summary.acquisitions) {
    const LockSummary *after = taken.isForeign ? nullptr : summary.lock(taken.lock);
    bool isKept = after && after->changesAnything(); // a lock's own method
    if (!taken.isForeign && !isKept)
      takers_[taken.lock.declaration()].push_back({body.id, taken.shared});
  }
}

const std::vector<Held> &Reader::heldAt(const Site &site) {
  auto [known, isNew] = held_.try_emplace(&site.operation());
  if (!isNew)
    return known->second;
  for (const LockFlow &flow : unit_.lockFlows[site.body->id]) {
    if (flow.gaveUp || roleOf(flow.lock, unit_) == TypeRole::RecursiveMutex)
      continue;
    LockStanding standing = standingAt(site.operation(), flow.lock, *site.body, unit_);
    bool isHeld = standing.holding == Holding::Always || standing.holding == Holding::Sometimes;
    if (isHeld && standing.acquired && !standing.acquired->isByShape &&
        standing.acquired->role != TypeRole::RecursiveMutex)
      known->second.push_back({flow.lock, standing});
  }
  return known->second;
}

/// It is held because it wasn't given back, which is another mistake.
bool Reader::isKept(const Held &held, const Body &body) {
  auto [known, isNew] = kept_.try_emplace(body.id);
  if (isNew)
    known->second = keptLocks(body, unit_);
  return llvm::any_of(known->second, [&](const KeptLock &each) {
    return each.acquired == held.standing.acquired && !each.isByExceptionOnly();
  });
}

/// At `site` the function has given back, or may have, what its callers hold.
bool Reader::givesBack(const Site &site) {
  auto [known, isNew] = givenBack_.try_emplace(&site.operation());
  if (isNew)
    known->second = mayGiveBack(site);
  return known->second;
}

bool Reader::mayGiveBack(const Site &site) const {
  const Body &body = *site.body;
  if (llvm::any_of(body.parameters, [&](EntityId each) { return unit_.entity(each).role == TypeRole::Guard; }))
    return true;
  return llvm::any_of(unit_.lockFlows[body.id], [&](const LockFlow &flow) {
    return flow.gaveUp || standingAt(site.operation(), flow.lock, body, unit_).isCallers;
  });
}

/// What a local of `body` is made from or set to.
std::vector<Object> Reader::sourcesOf(EntityId local, const Body &body) const {
  auto originOfResult = [&](const Object &result) -> Object {
    const Operation *yielding = callYielding(result, body);
    if (!yielding)
      return {};
    const CallDetail &call = body.calls[yielding->call];
    if (call.receiver.isKnown())
      return call.receiver;
    auto given = llvm::find_if(call.arguments, [](const Argument &each) { return each.value.object.isKnown(); });
    return given == call.arguments.end() ? Object() : given->value.object;
  };
  std::vector<Object> sources;
  Object name = Object::variable(local);
  for (const Block &block : body.blocks)
    for (const Operation &each : block.operations) {
      Object source;
      if (each.verb == Verb::Assign && each.object == name)
        source = each.value.object;
      else if (each.verb == Verb::Move && each.object == name)
        source = each.other;
      else if (each.verb == Verb::Call && each.call != NoIndex && body.calls[each.call].isConstructor &&
               body.calls[each.call].receiver == name && !body.calls[each.call].arguments.empty())
        source = body.calls[each.call].arguments.front().value.object;
      if (source.root == Root::Result && source.path.empty())
        source = originOfResult(source);
      if (source.isKnown())
        sources.push_back(std::move(source));
    }
  return sources;
}

/// `object` in terms of what outlives the call: a local is what it was taken from, unless all that is circular.
Object Reader::originOf(const Object &object, const Body &body, std::set<EntityId> &asked) const {
  auto isLocal = [&](const Object &each) {
    return each.root == Root::Variable && unit_.entity(each.id).kind == EntityKind::Local &&
           unit_.entity(each.id).owner == body.function;
  };
  if (!isLocal(object) || !asked.insert(object.id).second)
    return object;
  for (const Object &source : sourcesOf(object.id, body))
    if (Object origin = originOf(object.rebased(Object::variable(object.id), source), body, asked); !isLocal(origin))
      return origin;
  return object;
}

/// The calls of the function that `view` begins in, and what is called in the terms of who calls it.
std::vector<View> Reader::callersOf(const View &view) const {
  std::vector<View> callers;
  const Body &callee = *view.way.front().body;
  for (const Site &caller : callers_[callee.id]) {
    if (llvm::any_of(view.way, [&](const Site &each) { return each.body == caller.body; }))
      continue;
    for (const CallDetail &call : calleesOf(*caller.body, caller.operation(), unit_)) {
      Object outer = call.body == callee.id ? inCaller(view.called, call, unit_) : Object();
      if (!outer.isKnown())
        continue;
      View longer{{caller}, std::move(outer)};
      longer.way.insert(longer.way.end(), view.way.begin(), view.way.end());
      callers.push_back(std::move(longer));
      break;
    }
  }
  return callers;
}

/// Notes each function up to the callers of callers that holds a lock meanwhile. There may be many ways from a caller
/// down to the call: each caller is looked at once for each object that is called in its terms, on the shortest way.
void Reader::follow(View call) {
  constexpr size_t longest = 6;
  std::set<std::pair<const Operation *, Object>> seen;
  std::deque<View> views{std::move(call)};
  for (; !views.empty(); views.pop_front()) {
    View &view = views.front();
    const Site site = view.way.front();
    std::set<EntityId> asked;
    view.called = originOf(view.called, *site.body, asked);
    if (!seen.emplace(&site.operation(), view.called).second)
      continue;
    for (const Held &held : heldAt(site))
      if (!isKept(held, *site.body))
        callOuts_.push_back({view.way, view.called, held});
    if (view.way.size() >= longest || givesBack(site))
      continue;
    llvm::move(callersOf(view), std::back_inserter(views));
  }
}

/// One of several: an element, or reached through a container.
bool Reader::isMany(const Object &object) const {
  auto isSeveral = [&](EntityId id) { return unit_.entity(id).isContainer && !unit_.entity(id).callables.empty(); };
  return (object.root == Root::Variable && isSeveral(object.id)) ||
         llvm::any_of(object.path, [&](const PathElement &each) {
           return each.kind == PathElement::Index || (each.kind == PathElement::Field && isSeveral(each.id));
         });
}

/// It is kept where the lock is, and not just passed to the function that holds it.
bool Reader::isStoredOutside(const Object &called, const Object &lock) const {
  bool isShared = called.root == Root::Variable && unit_.entity(called.id).visibility != Visibility::Function;
  if (isShared)
    return lock.root == Root::Variable && unit_.entity(lock.id).visibility != Visibility::Function;
  return called.root == lock.root && (called.root == Root::This || called.id == lock.id) &&
         called.lastField() != NoEntity && (called.root == Root::This || called.root == Root::Variable);
}

/// What a function that belongs to no class has to do with the lock and with what is called: the objects by which it
/// gets there.
std::vector<Object> Reader::touched(const Body &body, const Object &lock, const Object &called) const {
  std::vector<Object> found;
  std::set<EntityId> fields;
  for (const PathElement &each : called.path)
    if (each.kind == PathElement::Field)
      fields.insert(each.id);
  for (const Acquisition &each : unit_.summary(body.id).acquisitions)
    if (!each.isForeign && each.lock.declaration() == lock.declaration())
      found.push_back(each.lock);
  for (const Block &block : body.blocks)
    for (const Operation &each : block.operations) {
      bool isGlobal = called.path.empty() && each.object.isVariable() && each.object.id == called.id;
      if (isGlobal || llvm::any_of(each.object.path, [&](const PathElement &step) {
            return step.kind == PathElement::Field && fields.contains(step.id);
          }))
        found.push_back(each.object);
    }
  return found;
}

/// Others hand over what is called: by a function of the class that they can call, or in its constructor.
bool Reader::isFromOutside(const CallOut &callOut, std::set<BodyId> &setters) const {
  bool isByOthers = false, isByItself = false;
  auto consider = [&](EntityId member) {
    auto found = stores_.find(member);
    if (found == stores_.end())
      return;
    isByOthers |= found->second.byOthers;
    isByItself |= found->second.byItself || found->second.fromHelper;
    setters.insert(found->second.setters.begin(), found->second.setters.end());
  };
  for (const PathElement &each : callOut.called.path)
    if (each.kind == PathElement::Field)
      consider(each.id);
  if (callOut.called.root == Root::Variable)
    consider(callOut.called.id);
  if (isByItself && !isByOthers)
    return false;
  auto receivers = receivers_.find(callOut.call().kind);
  if (receivers == receivers_.end())
    return isByOthers;
  EntityId type = classOf(*callOut.holder().body);
  for (auto [id, parameter] : receivers->second) {
    const Body &body = unit_.body(id);
    bool isRelated = body.type != NoEntity && body.type == type;
    if (body.type == NoEntity) {
      std::vector<Object> objects = touched(body, callOut.held.lock, callOut.called);
      Object given = Object::variable(body.parameters[parameter]);
      bool isOwner = llvm::any_of(objects, [&](const Object &each) { return each.startsWith(given.deref()); });
      isRelated = !objects.empty() && !isOwner;
    }
    const std::vector<ParameterSummary> &parameters = unit_.summary(id).parameters;
    bool isOnlyCalled = parameter < parameters.size() && parameters[parameter].callable == CallableUse::CalledNow;
    if (!isRelated || isOnlyCalled)
      continue;
    setters.insert(id);
    isByOthers = true;
  }
  return isByOthers;
}

/// It is told of something, rather than asked for an answer about what it is given.
bool Reader::isEvent(const CallOut &callOut) const {
  const CallDetail &call = callOut.call();
  return call.returnsVoid || callOut.site().operation().isDiscarded || call.arguments.empty();
}

/// `body` takes a lock that may be `lock`, of whatever instance.
bool Reader::takesBack(BodyId body, const Object &lock) const {
  return llvm::any_of(unit_.summary(body).acquisitions,
                      [&](const Acquisition &each) { return each.lock.declaration() == lock.declaration(); });
}

/// What is called is given the very object whose lock is held, by a reference or a pointer.
bool Reader::isGivenOwner(const CallOut &callOut) const {
  const Object &lock = callOut.held.lock;
  return callOut.way.size() == 1 && llvm::any_of(callOut.call().arguments, [&](const Argument &each) {
           const Object &given = each.value.object;
           bool isReference = each.isByReference || each.value.kind == Value::Address;
           return isReference && given.isKnown() && (lock.startsWith(given) || lock.startsWith(given.deref()));
         });
}

/// The virtual function is an interface's for who wants to be told, not a step of the class's own. It can be registered
/// at any time, and is seen to come back, or is given what it takes to; or nobody is seen at all who implements it.
bool Reader::isListener(const CallOut &callOut, const std::set<BodyId> &setters) const {
  const CallDetail &call = callOut.call();
  const Body &holder = *callOut.holder().body;
  if (call.receiver.root == Root::This && call.receiver.path.empty())
    return false;
  bool isRegistered = llvm::any_of(setters, [&](BodyId each) {
    return !unit_.body(each).isConstructor && takesBack(each, callOut.held.lock) && each != holder.id;
  });
  if (isRegistered && isGivenOwner(callOut))
    return true;
  auto known = unit_.implementations.find(call.callee);
  if (known != unit_.implementations.end())
    return llvm::any_of(known->second, [&](BodyId each) { return takesBack(each, callOut.held.lock); });
  return isRegistered && isMany(callOut.called) && isEvent(callOut) && !call.isConst;
}

/// double-lock tells it: what is called is known, and takes the very lock.
bool Reader::isSeenToLockAgain(const CallOut &callOut) const {
  return llvm::any_of(unit_.lockFlows[callOut.holder().body->id], [&](const LockFlow &flow) {
    return flow.lock == callOut.held.lock && llvm::any_of(flow.events, [&](const LockEvent &event) {
             return event.kind == LockEvent::Retaken && event.operation == &callOut.holder().operation();
           });
  });
}

/// Whether some of what the unit hands over takes the lock; Unseen if nothing is handed over in the unit.
Reader::Return Reader::returnOf(const CallOut &callOut, const std::set<BodyId> &setters) const {
  Return result = Unseen;
  for (BodyId setter : setters)
    if (auto handed = handed_.find(setter); handed != handed_.end())
      for (BodyId given : handed->second)
        result = takesBack(given, callOut.held.lock) ? Seen : std::max(result, Never);
  return result;
}

/// Who calls others under `lock`, and everybody who calls them.
std::set<BodyId> Reader::runnersOf(EntityId lock) const {
  std::set<BodyId> runners;
  std::vector<BodyId> pending;
  for (const CallOut &each : callOuts_)
    if (each.held.lock.declaration() == lock)
      pending.push_back(each.holder().body->id);
  while (!pending.empty()) {
    BodyId body = pending.back();
    pending.pop_back();
    if (!runners.insert(body).second)
      continue;
    for (const Site &caller : callers_[body])
      pending.push_back(caller.body->id);
  }
  return runners;
}

/// A function by which the called one can come back to the lock; null if the lock is there for the calls alone.
const Body *Reader::wayBack(const CallOut &callOut, const std::set<BodyId> &setters) {
  EntityId lock = callOut.held.lock.declaration();
  auto takers = takers_.find(lock);
  if (lock == NoEntity || takers == takers_.end())
    return nullptr;
  auto [runners, isNew] = runners_.try_emplace(lock);
  if (isNew)
    runners->second = runnersOf(lock);
  bool isHeldShared = callOut.held.standing.acquired->shared;
  // The same one in every unit that sees the class: one of its own functions, the first of them.
  auto keyOf = [&](const Body &body) {
    return std::tuple(body.type != unit_.entity(lock).owner, body.place, unit_.nameOf(body));
  };
  const Body *back = nullptr;
  for (const Taker &taker : takers->second) {
    bool isSetter = setters.contains(taker.body) && !isMany(callOut.called);
    if (runners->second.contains(taker.body) || isSetter || (isHeldShared && taker.shared))
      continue;
    const Body &body = unit_.body(taker.body);
    if (!back || keyOf(body) < keyOf(*back))
      back = &body;
  }
  return back;
}

void Reader::report(const CallOut &callOut, const Body &back, Return seen) {
  const Site &site = callOut.site();
  if (!reported_.insert(site.operation().place).second)
    return;
  const Operation &acquired = *callOut.held.standing.acquired;
  std::string name = "'" + nameOf(callOut.held.lock, acquired, *callOut.holder().body, unit_) + "'";
  std::string called = "'" + callOut.call().calledName + "'", other = "'" + std::string(unit_.nameOf(back)) + "'";
  Finding &finding = findings_.report(site.operation().place, called + " is called while " + name + " is held, which " +
                                                                  other + " takes, too: what others have registered " +
                                                                  "can't call that without waiting for itself");
  if (seen == Seen) // some of what is handed over is known to do so
    finding.severity = Severity::Error;
  finding.entity = unit_.nameOf(*site.body);
  finding.statement = site.operation().text;
  finding.step(acquired.place, "locks " + name + (acquired.shared ? " (shared)" : ""));
  for (size_t index = 0; index + 1 < callOut.way.size(); ++index) {
    const Body &callee = *callOut.way[index + 1].body;
    finding.step(callOut.way[index].operation().place,
                 callee.isLambda ? "calls the lambda of line " + std::to_string(callee.place.line)
                                 : "calls '" + std::string(unit_.nameOf(callee)) + "'");
  }
  finding.step(site.operation().place, "calls " + called + ", which others have handed over");
  finding.step(back.place, "takes " + name + ", too, and waits for ever if it is called from there");
  finding.remedy = "copy what is to be called, give " + name + " back, and call then";
}

void Reader::judge(const CallOut &callOut) {
  if (!isStoredOutside(callOut.called, callOut.held.lock) || isSeenToLockAgain(callOut))
    return;
  std::set<BodyId> setters;
  if (!isFromOutside(callOut, setters))
    return;
  Return seen = returnOf(callOut, setters);
  bool isLikely = callOut.call().isVirtual ? isListener(callOut, setters) : isEvent(callOut);
  if (seen == Never || !(isLikely || takesAny_))
    return;
  if (const Body *back = wayBack(callOut, setters))
    report(callOut, *back, seen);
}

void Reader::read() {
  for (const Body &body : unit_.bodies)
    index(body);
  for (const Body &body : unit_.bodies)
    for (auto [block, each] : llvm::enumerate(body.blocks))
      for (auto [index, operation] : llvm::enumerate(each.operations)) {
        if (operation.verb != Verb::Call || operation.call == NoIndex || body.isPattern || body.function == NoEntity)
          continue;
        const CallDetail &call = body.calls[operation.call];
        if (call.kind != 0 && call.receiver.isKnown())
          follow({{{&body, static_cast<uint32_t>(block), static_cast<uint32_t>(index)}}, call.receiver});
      }
  for (const CallOut &each : callOuts_)
    judge(each);
}

void run(const Unit &unit, const OptionValues &options, FindingSink &findings) {
  Reader(unit, options, findings).read();
}

} // namespace

extern const CheckInfo CallbackUnderLock;
const CheckInfo CallbackUnderLock = {
    .name = "callback-under-lock",
    .summary = "What others have handed over is called while a lock is held that it may want to take.",
    .severity = Severity::Warning,
    .since = "0.1",
    .options = Options,
    .run = run,
};

} // namespace leash
