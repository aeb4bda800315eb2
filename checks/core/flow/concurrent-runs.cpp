// concurrent-runs: the way up from a function to those who run it.
#include "checks/core/flow/concurrent-runs.h"

#include "checks/core/flow/between-threads.h"
#include "checks/core/flow/callees.h"
#include "checks/core/flow/lock-flow.h"
#include "checks/core/flow/polling.h"
#include "checks/core/flow/thread-roots.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

namespace leash {

static constexpr unsigned DeepestCall = 12;

ConcurrentRuns::ConcurrentRuns(const Unit &unit) : unit_(unit), locks_(unit) {
  for (const Body &body : unit.bodies) {
    bodies_.try_emplace(body.function, body.id);
    for (auto [block, each] : llvm::enumerate(body.blocks))
      for (auto [index, operation] : llvm::enumerate(each.operations)) {
        collectPointers(operation);
        if (operation.verb == Verb::Call && operation.call != NoIndex)
          collectStarts({&body, static_cast<uint32_t>(block), static_cast<uint32_t>(index)});
      }
  }
  std::vector<BodyId> open;
  for (const auto &[entry, starts] : starts_)
    open.push_back(entry);
  while (!open.empty()) {
    BodyId id = open.back();
    open.pop_back();
    if (!inThreads_.insert(id).second)
      continue;
    const Body &body = unit.body(id);
    for (const Block &block : body.blocks)
      for (const Operation &operation : block.operations)
        for (const CallDetail &callee : calleesOf(body, operation, unit))
          open.push_back(callee.body);
  }
}

void ConcurrentRuns::collectStarts(const Site &site) {
  const CallDetail &call = site.body->calls[site.operation().call];
  for (auto [index, argument] : llvm::enumerate(call.arguments)) {
    BodyId given = argument.value.kind == Value::Callable ? site.body->callables[argument.value.callable].body : NoBody;
    if (given == NoBody)
      continue;
    CallableUse use = useOfArgument(call, index, unit_);
    if (use == CallableUse::Kept || use == CallableUse::Unknown)
      handedOut_[given].push_back(site);
  }
  bool isRepeated = call.body != NoBody && startsInLoop(unit_.body(call.body));
  for (ThreadWork &work : workHandedOut(site.operation(), *site.body, unit_)) {
    bool isOfObject = llvm::any_of(work.names, [](const auto &name) { return name.second == Object::self(0); });
    bool isMany = isRepeated || innermostLoop(*site.body, site.block)[site.block];
    if (isOfObject && site.body->type != NoEntity) {
      auto [runners, isNew] = runners_.try_emplace(site.body->type, Runners{&site.operation(), isMany});
      runners->second.areMany |= !isNew;
    }
    starts_[work.entry].push_back({site, std::move(work), isRepeated});
  }
}

/// What a member is given that leads to something else.
void ConcurrentRuns::collectPointers(const Operation &operation) {
  EntityId field = operation.verb == Verb::Assign ? operation.object.lastField() : NoEntity;
  if (field == NoEntity || operation.object.path.back().kind != PathElement::Field)
    return;
  const Entity &member = unit_.entity(field);
  if (!member.isPointer && !member.isReference)
    return;
  bool isNull = operation.value.kind == Value::Constant;
  Object target = operation.value.kind == Value::Address ? operation.value.object : Object();
  if (!isNull)
    leadTo_[field].push_back(std::move(target));
}

/// `object` by the name of what the last pointer on the way to it leads to, if that is always one and the same.
Object ConcurrentRuns::throughPointer(const Object &object) const {
  for (size_t i = object.path.size(); i-- > 0;) {
    const PathElement &element = object.path[i];
    if (element.kind != PathElement::Field || element.id == NoEntity)
      continue;
    const Entity &member = unit_.entity(element.id);
    auto known = leadTo_.find(element.id);
    if ((!member.isPointer && !member.isReference) || known == leadTo_.end())
      continue;
    Object target = known->second.front();
    if (!target.path.empty() && target.path.back().kind == PathElement::Index && target.path.back().id == 0)
      target.path.pop_back(); // the array itself
    bool isOne = target.isVariable() &&
                 llvm::all_of(known->second, [&](const Object &each) { return each == known->second.front(); }) &&
                 !unit_.entity(target.id).isLoopVariable;
    size_t rest = i + 1;
    if (member.isPointer) {
      if (rest >= object.path.size() || object.path[rest].kind == PathElement::Field)
        return {};
      if (object.path[rest].kind == PathElement::Deref)
        ++rest;
    }
    if (!isOne || unit_.entity(target.id).kind == EntityKind::Parameter)
      return {};
    Object named = target;
    for (; rest < object.path.size(); ++rest)
      named = named.with(object.path[rest]);
    return named;
  }
  return {};
}

/// What a local pointer of `body` leads to by another name, if that is the only thing it is ever given.
Object ConcurrentRuns::throughLocal(const Object &object, const Body &body) const {
  if (object.path.empty() || object.path.front().kind != PathElement::Deref)
    return {};
  Object pointer = Object::variable(object.id), target;
  for (const Block &block : body.blocks)
    for (const Operation &each : block.operations) {
      if (each.verb != Verb::Assign || !(each.object == pointer) || each.value.kind == Value::Constant)
        continue;
      bool isAddress = each.value.kind == Value::Address;
      Object here = isAddress                           ? each.value.object
                    : each.value.kind == Value::Content ? each.value.object.deref()
                                                        : Object();
      if (!here.isKnown() || (target.isKnown() && !(here == target)))
        return {};
      target = std::move(here);
    }
  return target.isKnown() ? object.rebased(pointer.deref(), target) : Object();
}

bool ConcurrentRuns::startsInLoop(const Body &body) const {
  for (auto [block, each] : llvm::enumerate(body.blocks))
    for (const Operation &operation : each.operations)
      if (startsThread(operation, body, unit_) && innermostLoop(body, block)[block])
        return true;
  return false;
}

/// A local of the function itself: each of its calls has another one, or points to something that isn't known.
bool ConcurrentRuns::isOwn(const Object &object, const Body &body) const {
  return object.root == Root::Variable && unit_.entity(object.id).kind == EntityKind::Local &&
         unit_.entity(object.id).owner == body.function;
}

/// It counts up from a constant, one by one.
bool ConcurrentRuns::isCounter(const Object &variable) const {
  auto body = bodies_.find(unit_.entity(variable.id).owner);
  if (body == bodies_.end() || !variable.isVariable() || unit_.entity(variable.id).kind != EntityKind::Local)
    return false;
  for (const Block &block : unit_.body(body->second).blocks)
    for (auto [index, each] : llvm::enumerate(block.operations)) {
      if (each.verb != Verb::Assign || !(each.object == variable))
        continue;
      bool isNext = each.value.kind == Value::Content && each.value.object == variable && each.value.constant == 1;
      bool isDeclared = each.value.kind == Value::Unknown && index > 0 &&
                        block.operations[index - 1].verb == Verb::Create &&
                        block.operations[index - 1].object == variable;
      if (each.value.kind != Value::Constant && !isNext && !isDeclared)
        return false;
    }
  return true;
}

/// Who comes to `body` has one of several. Who goes through all of them meets everybody.
bool ConcurrentRuns::isChosenBy(const Expression &index, const Body &body) const {
  return llvm::any_of(index.reads, [&](const Object &read) {
    bool isHere = read.root == Root::Variable && unit_.entity(read.id).owner == body.function;
    bool isEach = index.key.empty() || (read.root == Root::Variable && isCounter(read));
    return isHere || !isEach;
  });
}

/// Each round of the loop around `site` has another one.
bool ConcurrentRuns::isNewEachTime(const Object &object, const Site &site) const {
  const Body &body = *site.body;
  bool isChosen = llvm::any_of(object.path, [&](const PathElement &each) {
    return each.kind == PathElement::Index && isChosenBy(unit_.expressions[each.id], body);
  });
  if (isChosen)
    return true;
  if (object.root != Root::Variable)
    return false;
  if (unit_.entity(object.id).isLoopVariable)
    return true;
  std::vector<bool> loop = innermostLoop(body, site.block);
  for (auto [block, each] : llvm::enumerate(body.blocks))
    if (loop[block] && llvm::any_of(each.operations, [&](const Operation &operation) {
          return operation.verb == Verb::Create && operation.object == Object::variable(object.id);
        }))
      return true;
  return false;
}

/// Somebody calls `body` again and again for the same object.
bool ConcurrentRuns::isRunAgain(const Body &body, const Object &object, unsigned depth) const {
  const std::vector<Site> &callers = locks_.callersOf(body);
  if (depth == 0)
    return false;
  std::vector<Object> objects;
  for (const Site &caller : callers)
    for (const CallDetail &callee : calleesOf(*caller.body, caller.operation(), unit_)) {
      if (callee.body != body.id)
        continue;
      Object there = inCaller(object, callee, unit_);
      if (!there.isKnown())
        continue;
      bool isInLoop = innermostLoop(*caller.body, caller.block)[caller.block];
      if (llvm::is_contained(objects, there) || (isInLoop && !isNewEachTime(there, caller)) ||
          isRunAgain(*caller.body, there, depth - 1))
        return true;
      objects.push_back(std::move(there));
    }
  return false;
}

/// A callable that others run is given to them several times, for one object.
bool ConcurrentRuns::isHandedOutOften(const Body &body, const Object &object) const {
  auto known = handedOut_.find(body.id);
  if (known == handedOut_.end())
    return false;
  return known->second.size() > 1 || llvm::any_of(known->second, [&](const Site &site) {
           bool isInLoop = innermostLoop(*site.body, site.block)[site.block];
           return isInLoop ? !isNewEachTime(object, site) : isRunAgain(*site.body, object, 3);
         });
}

void ConcurrentRuns::add(Arrival arrival) {
  for (Arrival &known : found_)
    if (known.start == arrival.start && known.object == arrival.object) {
      known.isMany |= arrival.isMany;
      return;
    }
  found_.push_back(std::move(arrival));
}

/// Threads have been joined before `site` in its function, and none has been started since.
static bool isAfterJoin(const Site &site, const Unit &unit) {
  const Body &body = *site.body;
  auto starts = [](const Operation &each) { return each.verb == Verb::Spawn; };
  auto precedes = [&](uint32_t block, uint32_t index, const Site &later, const std::vector<bool> &before) {
    return block == later.block ? index < later.index : before[block];
  };
  std::vector<bool> beforeSite = blocksReaching(body, site.block);
  for (auto [block, each] : llvm::enumerate(body.blocks))
    for (auto [index, operation] : llvm::enumerate(each.operations)) {
      if (operation.verb != Verb::Join || !precedes(block, index, site, beforeSite))
        continue;
      std::vector<bool> afterJoin = blocksReachableFrom(body, block);
      bool startsAgain = false;
      for (auto [later, other] : llvm::enumerate(body.blocks))
        for (auto [at, start] : llvm::enumerate(other.operations)) {
          bool follows = later == block ? at > index : afterJoin[later];
          startsAgain |= follows && precedes(later, at, site, beforeSite) && leadsTo(start, body, unit, starts);
        }
      if (!startsAgain)
        return true;
    }
  return false;
}

/// The thread is a local of the iteration that starts it, and stays one: it has ended when the next one is started.
static bool endsWithIteration(const Site &start, const Unit &unit) {
  const Body &body = *start.body;
  const Operation &operation = start.operation();
  const Object thread = operation.call == NoIndex ? Object() : body.calls[operation.call].receiver;
  if (!thread.isVariable() || !unit.entity(thread.id).isLoopVariable || unit.entity(thread.id).isContainer)
    return false;
  return llvm::none_of(body.blocks, [&](const Block &block) {
    return llvm::any_of(block.operations, [&](const Operation &each) {
      return (each.verb == Verb::Detach && each.object == thread) || (each.verb == Verb::Move && each.other == thread);
    });
  });
}

void ConcurrentRuns::walkStart(const Start &start, const Object &object, bool isForeign) {
  Object there = isForeign ? object : Object();
  if (!isForeign) {
    for (const auto &[inside, outside] : start.work.names) {
      bool isSelf = inside.root == Root::This && object.root == Root::This;
      if (isSelf || object.startsWith(inside)) {
        there = object.rebased(isSelf ? Object::self(object.id) : inside, outside);
        break;
      }
    }
    bool isShared = object.root == Root::Variable && !there.isKnown() &&
                    (unit_.entity(object.id).visibility != Visibility::Function ||
                     unit_.entity(object.id).owner != unit_.body(start.work.entry).function);
    if (isShared)
      there = object;
  }
  if (!there.isKnown() || there.root == Root::Result || there.root == Root::Expression)
    return;
  bool isInLoop =
      innermostLoop(*start.site.body, start.site.block)[start.site.block] && !endsWithIteration(start.site, unit_);
  if (!isForeign && isNewEachTime(there, start.site)) {
    there = throughPointer(there);
    if (!there.isKnown() || isNewEachTime(there, start.site))
      return; // each thread has its own
  }
  bool isMany = isInLoop || start.isRepeated || (!isForeign && isRunAgain(*start.site.body, there, 3));
  add({&start.site.operation(), std::move(there), isMany, start.site});
}

/// A callable that is given to an object to keep, which has threads of its own: those run it.
void ConcurrentRuns::walkKept(const Body &body, const Object &object, bool isForeign) {
  auto known = handedOut_.find(body.id);
  bool isNamed = isForeign || object.root == Root::This || !llvm::is_contained(body.parameters, object.id);
  if (known == handedOut_.end() || !body.isLambda || !isNamed)
    return;
  for (const Site &site : known->second) {
    const CallDetail &call = site.body->calls[site.operation().call];
    auto runners = call.body == NoBody ? runners_.end() : runners_.find(unit_.body(call.body).type);
    if (runners == runners_.end() || isNewEachTime(object, site))
      continue;
    // The only one that there is runs one after the other.
    bool areMany = runners->second.areMany;
    add({areMany ? &site.operation() : runners->second.start, object, areMany && isHandedOutOften(body, object)});
  }
}

/// One of the threads gets to `site`: who has won an exchange that the others lose.
static bool isForWinner(const Site &site) {
  const Body &body = *site.body;
  for (uint32_t block = 0; block < body.blocks.size(); ++block)
    for (const Operation &each : body.blocks[block].operations) {
      bool isContest = each.verb == Verb::Exchange && each.result != 0 &&
                       (each.outcome == Outcome::IfTrue || each.rewrite == Rewrite::Repeats);
      if (!isContest)
        continue;
      std::vector<bool> avoided(body.blocks.size());
      avoided[block] = true;
      bool wins = false, loses = false;
      for (const Edge &edge : body.blocks[block].edges) {
        bool isAsked =
            llvm::any_of(edge.tests, [&](const Test &test) { return test.subject == Object::result(each.result); });
        bool leads = edge.target == site.block ||
                     (edge.target != block && blocksReachableFrom(body, edge.target, avoided)[site.block]);
        wins |= isAsked && leads;
        loses |= isAsked && !leads;
      }
      if (wins && loses)
        return true;
    }
  return false;
}

void ConcurrentRuns::walkCaller(const Site &caller, const Body &body, const Object &object, bool isForeign,
                                unsigned depth) {
  for (const CallDetail &callee : calleesOf(*caller.body, caller.operation(), unit_)) {
    if (callee.body != body.id)
      continue;
    bool isStatic = object.root == Root::Variable && unit_.entity(object.id).kind != EntityKind::Local &&
                    unit_.entity(object.id).kind != EntityKind::Parameter;
    bool isKept = callee.keeper.isKnown();
    bool isCaptured = body.isLambda && !llvm::is_contained(body.parameters, object.id);
    Object there = isForeign || isStatic ? object : inCaller(object, callee, unit_);
    if (isKept && isCaptured && !there.isKnown()) {
      if (!isHandedOutOften(body, object))
        continue;
      there = object;
      isForeign = true;
    }
    if (there.isKnown() && locks_.heldBySelf(caller).empty() && !isForWinner(caller))
      walk(caller, std::move(there), isForeign || isStatic, depth + 1);
  }
}

/// `site` is where `object` is used, or where a function is called that leads there.
void ConcurrentRuns::walk(const Site &site, Object object, bool isForeign, unsigned depth) {
  const Body &body = *site.body;
  if (!isForeign) {
    object = bindingsOf(body, unit_).resolve(object);
    for (unsigned names = 0; names < 4 && isOwn(object, body); ++names)
      if (Object other = throughLocal(object, body); other.isKnown())
        object = std::move(other);
    if (isOwn(object, body)) {
      object = throughPointer(object);
      isForeign = object.isKnown();
    }
  }
  bool isInside = llvm::none_of(object.path, [&](const PathElement &each) {
    return each.kind == PathElement::Deref || (each.kind == PathElement::Field && unit_.entity(each.id).isReference);
  });
  bool isOwners = (body.isConstructor || body.isDestructor) && object.root == Root::This && isInside;
  if (depth == DeepestCall || !object.isKnown() || isOwners || !asked_.insert({body.id, object}).second)
    return;
  if (auto known = starts_.find(body.id); known != starts_.end())
    for (const Start &start : known->second)
      walkStart(start, object, isForeign);
  walkKept(body, object, isForeign);
  const std::vector<Site> &callers = locks_.callersOf(body);
  for (const Site &caller : callers)
    walkCaller(caller, body, object, isForeign, depth);
  bool isFirst = callers.empty() && !starts_.contains(body.id) && !body.isLambda;
  if (isFirst && depth > 0 && !isNewEachTime(object, site) && !isBetweenThreads(site, unit_) &&
      !isAfterJoin(site, unit_))
    add({nullptr, std::move(object), false});
}

std::vector<Arrival> ConcurrentRuns::arrivalsAt(const Site &site, const Object &object) {
  found_.clear();
  asked_.clear();
  walk(site, object, false, 0);
  return found_;
}

/// One object, as far as names tell: by the same name, or as the same part of what may be one object. What a pointer
/// leads to by two names may well be two.
static bool isSame(const Object &a, const Object &b) {
  if (a.root == b.root)
    return a == b;
  auto isInside = [](const Object &object) {
    return llvm::all_of(object.path, [](const PathElement &each) { return each.kind == PathElement::Field; });
  };
  return isInside(a) && isInside(b) && leash::mayMeet(a, b);
}

/// Both are started by one function, the second one after it has joined what it had started before.
static bool areApart(const Arrival &a, const Arrival &b, const Unit &unit) {
  if (!a.site.body || a.site.body != b.site.body || a.start == b.start)
    return false;
  return isAfterJoin(a.start->place < b.start->place ? b.site : a.site, unit);
}

bool ConcurrentRuns::mayMeet(const std::vector<Arrival> &some, const std::vector<Arrival> &others) const {
  for (const Arrival &a : some)
    for (const Arrival &b : others)
      if (isSame(a.object, b.object) && (a.start != b.start || (a.isMany && a.start)) && !areApart(a, b, unit_))
        return true;
  return false;
}

} // namespace leash
