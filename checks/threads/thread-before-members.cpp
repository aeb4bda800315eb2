// thread-before-members: a thread uses members of its object that aren't made yet, or are gone already.
//
// Members are made in the order of their declaration and destroyed in the reverse of it; a derived class's part comes
// after its base's and goes before it. What the thread uses after it has waited for somebody counts only at the end:
// whom it waits for knows when the object is complete.

#include "checks/check.h"
#include "checks/core/flow/callees.h"
#include "checks/core/flow/lock-probe.h"
#include "checks/core/flow/polling.h"
#include "checks/core/flow/simulation.h"
#include "checks/core/flow/thread-work.h"
#include "checks/core/flow/wait-needs.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

#include <set>

namespace leash {

namespace {

/// A member that a thread uses at a moment when it isn't there.
struct Hit {
  EntityId member = NoEntity;
  Place used;
  Place changed; ///< where it gets the value that the thread needs
};

/// A thread that is started in a function, itself or in a callee.
struct Start {
  Site site;
  ThreadWork work;
  Place place; ///< where the thread is started itself
};

/// The member of `whole` that `object` is, or is a part of.
EntityId memberOf(const Object &object, const Object &whole) {
  bool isPart = object.startsWith(whole) && object.path.size() > whole.path.size();
  return isPart && object.path[whole.path.size()].kind == PathElement::Field ? object.path[whole.path.size()].id
                                                                             : NoEntity;
}

bool awaits(const Operation &operation) { return operation.verb == Verb::Join || operation.verb == Verb::Await; }

/// Waits for a thread, or for what it says by a condition.
bool mayAwait(const Operation &operation) { return awaits(operation) || operation.verb == Verb::Wait; }

/// Its objects stand for threads, or for what they do.
bool isOfWork(TypeRole role) {
  return llvm::is_contained(
      {TypeRole::Thread, TypeRole::JoiningThread, TypeRole::ThreadGroup, TypeRole::Pool, TypeRole::Future}, role);
}

/// The end of a member, which follows on what the destructor's body does.
bool isMemberEnd(const Operation &operation) {
  return operation.verb == Verb::Destroy && operation.object.root == Root::This;
}

/// Follows what is done after a thread has been started, until something is waited for.
class Aftermath {
public:
  struct Property {
    bool isStarted = false;
    bool isAgain = false; ///< a loop has begun anew since
    friend auto operator<=>(const Property &, const Property &) = default;
  };
  using State = SimulationState<Property>;
  using Emit = llvm::function_ref<void(State)>;

  Aftermath(const Site &start, const Unit &unit)
      : start_(start), body_(*start.body), unit_(unit), loop_(loopThrough(body_, start.block)) {}

  void transfer(const Operation &operation, const State &state, Emit emit);
  void entered(uint32_t block, State &) { block_ = block; }
  void followed(uint32_t, const Edge &edge, State &state) const {
    state.property.isAgain |= state.property.isStarted && edge.isBack;
  }
  Throws throwsOf(const Operation &) const { return Throws::No; }
  void unwound(State &, const Operation &, llvm::function_ref<bool(const Object &)>) const {}

  std::vector<const Operation *> operations; ///< that are done then

private:
  bool isStart(const Operation &operation) const {
    return &operation == &start_.operation() ||
           (operation.verb == Verb::Spawn && operation.call != NoIndex && operation.call == start_.operation().call);
  }

  const Site &start_;
  const Body &body_;
  const Unit &unit_;
  std::vector<bool> loop_; ///< by block: around the start
  uint32_t block_ = 0;
};

void Aftermath::transfer(const Operation &operation, const State &state, Emit emit) {
  State after = state;
  if (isStart(operation)) {
    after.property = {true, false};
    if (operation.verb == Verb::Spawn && operation.outcome == Outcome::IfZero) {
      State failed = state;
      failed.property = {};
      failed.facts.set(Object::result(operation.result), Range::satisfying(Test::NotEqual, 0));
      emit(std::move(failed));
      after.facts.set(Object::result(operation.result), Range::exactly(0));
    }
    return emit(std::move(after));
  }
  bool isTemporary = operation.verb == Verb::Destroy && operation.object.root == Root::Result;
  if (state.property.isStarted && !isTemporary) {
    if (leadsTo(operation, body_, unit_, mayAwait))
      return;
    // What a loop sets before it starts the next thread may be the next one's.
    bool isNext = state.property.isAgain && loop_[block_];
    bool isOfStart = operation.call != NoIndex && operation.call == start_.operation().call;
    if (!isNext && !isOfStart && !llvm::is_contained(operations, &operation))
      operations.push_back(&operation);
  }
  emit(std::move(after));
}

class Reader {
public:
  Reader(const Unit &unit, FindingSink &findings) : unit_(unit), findings_(findings) {}

  void read();

private:
  // The beginning.
  void findStarters();
  void readBeginning(const Body &body, const Object &made);
  std::vector<Start> startsAt(const Site &site, unsigned depth) const;
  std::vector<Hit> madeLater(const Start &start, const std::vector<WorkUse> &uses) const;
  std::vector<Hit> setLater(const Start &start, const Object &made, const std::vector<WorkUse> &uses) const;
  bool isLocked(const Operation &operation, const Body &body) const;
  void collectChanges(const Operation &operation, const Body &body, unsigned depth,
                      std::vector<std::pair<Object, Place>> &changes) const;
  std::vector<Object> madeIn(const Body &body) const;

  // The end.
  void readEnd(const Site &site, const ThreadWork &work);
  EntityId holderOf(const Site &site) const;
  bool joinsAtEnd(EntityId holder, const Site &site) const;
  bool isJoinedAfter(const Site &site, EntityId holder) const;
  const Operation *joinIn(const Body &destructor, EntityId holder) const;
  bool endsMembersFirst(const Body &destructor, EntityId holder) const;
  void readMembersEnd(const Site &site, EntityId holder, const std::vector<WorkUse> &uses);
  void readDerivedEnd(const Site &site, EntityId holder, const std::vector<WorkUse> &uses);

  // Classes.
  EntityId classOf(const Body &body) const;
  const Body *destructorOf(EntityId type) const;
  bool isSameClass(EntityId one, EntityId other) const;
  bool isDerived(EntityId type, EntityId base) const;
  std::vector<EntityId> implementers(EntityId method, EntityId base) const;
  bool stopsFirst(EntityId type) const;
  bool isStoppedByUsers(EntityId base) const;

  void reportBeginning(const Start &start, const std::vector<Hit> &hits, bool isInitialized);
  void reportVirtual(const Start &start, const WorkUse &use, EntityId type);
  Finding *begin(const Place &place, std::string message, const Body &body, std::string statement);

  const Unit &unit_;
  FindingSink &findings_;
  std::vector<bool> startsThreads_; ///< by BodyId: itself or in a callee
  std::set<std::pair<Place, std::string>> reported_;
  std::set<EntityId> blamed_; ///< members whose thread starts too early
};

Finding *Reader::begin(const Place &place, std::string message, const Body &body, std::string statement) {
  if (!reported_.insert({place, message}).second)
    return nullptr;
  Finding &finding = findings_.report(place, std::move(message));
  finding.entity = unit_.nameOf(body);
  finding.statement = std::move(statement);
  return &finding;
}

std::string quoted(const Unit &unit, EntityId entity) { return "'" + unit.entity(entity).spelling + "'"; }

/// The class of the method that `body` is, or is a lambda in.
EntityId Reader::classOf(const Body &body) const {
  const Body *method = &body;
  while (method->isLambda && method->parent != NoBody)
    method = &unit_.body(method->parent);
  return method->type;
}

const Body *Reader::destructorOf(EntityId type) const {
  auto found =
      llvm::find_if(unit_.bodies, [&](const Body &body) { return body.isDestructor && isSameClass(body.type, type); });
  return found == unit_.bodies.end() ? nullptr : &*found;
}

/// One class, or two instances of one template.
bool Reader::isSameClass(EntityId one, EntityId other) const {
  return one == other || (one != NoEntity && other != NoEntity && unit_.entity(one).place == unit_.entity(other).place);
}

bool Reader::isDerived(EntityId type, EntityId base) const {
  return llvm::any_of(unit_.entity(type).bases,
                      [&](EntityId parent) { return parent == base || isDerived(parent, base); });
}

/// The classes derived from `base` that implement its virtual `method`.
std::vector<EntityId> Reader::implementers(EntityId method, EntityId base) const {
  std::vector<EntityId> types;
  if (auto known = unit_.implementations.find(method); known != unit_.implementations.end())
    for (BodyId body : known->second)
      if (isDerived(unit_.body(body).type, base))
        types.push_back(unit_.body(body).type);
  return types;
}

void Reader::findStarters() {
  startsThreads_.resize(unit_.bodies.size());
  for (bool isNew = true; std::exchange(isNew, false);)
    for (const Body &body : unit_.bodies) {
      auto starts = [&](const Operation &each) {
        BodyId callee = each.call == NoIndex ? NoBody : body.calls[each.call].body;
        return (callee != NoBody && startsThreads_[callee]) || !workHandedOut(each, body, unit_).empty();
      };
      if (!startsThreads_[body.id] &&
          llvm::any_of(body.blocks, [&](const Block &block) { return llvm::any_of(block.operations, starts); }))
        isNew = startsThreads_[body.id] = true;
    }
}

/// The threads that the operation at `site` starts.
std::vector<Start> Reader::startsAt(const Site &site, unsigned depth) const {
  constexpr unsigned deepest = 3;
  const Operation &operation = site.operation();
  std::vector<Start> starts;
  for (ThreadWork &work : workHandedOut(operation, *site.body, unit_))
    starts.push_back({site, std::move(work), operation.place});
  if (!starts.empty() || depth == deepest || operation.verb != Verb::Call || operation.call == NoIndex)
    return starts;
  const CallDetail &call = site.body->calls[operation.call];
  if (call.body == NoBody || call.isNamedByVocabulary || call.body == site.body->id || !startsThreads_[call.body])
    return starts;
  const Body &callee = unit_.body(call.body);
  for (auto [block, each] : llvm::enumerate(callee.blocks))
    for (uint32_t index = 0; index < each.operations.size(); ++index)
      for (Start &inner : startsAt({&callee, static_cast<uint32_t>(block), index}, depth + 1))
        starts.push_back({site, inCaller(std::move(inner.work), call, unit_), inner.place});
  return starts;
}

/// The members that the thread uses and whose initialisation comes after `start`.
std::vector<Hit> Reader::madeLater(const Start &start, const std::vector<WorkUse> &uses) const {
  const Body &body = *start.site.body;
  std::vector<bool> after = blocksReachableFrom(body, start.site.block);
  std::vector<Hit> hits;
  bool isOwn = true; // the first that ends is the one that the start is part of
  for (const Initialization &each : body.initializations) {
    bool isHere = each.block == start.site.block;
    if (!(isHere ? each.index > start.site.index : after[each.block]) || std::exchange(isOwn, false))
      continue;
    auto use = llvm::find_if(
        uses, [&](const WorkUse &use) { return use.isEarly && memberOf(use.object, Object::self(0)) == each.member; });
    if (use != uses.end())
      hits.push_back({each.member, use->place, unit_.entity(each.member).place});
  }
  return hits;
}

/// Some lock is held.
bool Reader::isLocked(const Operation &operation, const Body &body) const {
  return llvm::any_of(unit_.lockFlows[body.id], [&](const LockFlow &flow) {
    return heldAt(operation, flow.lock, body, unit_) != Holding::Never;
  });
}

/// What `operation` changes, itself or in a callee, with no lock held.
void Reader::collectChanges(const Operation &operation, const Body &body, unsigned depth,
                            std::vector<std::pair<Object, Place>> &changes) const {
  constexpr unsigned deepest = 2;
  if (isChange(operation) && operation.object.isKnown() && !isLocked(operation, body))
    changes.emplace_back(operation.object, operation.place);
  if (operation.verb != Verb::Call || depth == deepest)
    return;
  for (const CallDetail &callee : calleesOf(body, operation, unit_)) {
    std::vector<std::pair<Object, Place>> inner;
    for (const Block &block : unit_.body(callee.body).blocks)
      for (const Operation &each : block.operations)
        collectChanges(each, unit_.body(callee.body), depth + 1, inner);
    if (inner.empty() || isLocked(operation, body))
      continue;
    for (const auto &[object, place] : inner)
      if (Object here = inCaller(object, callee, unit_); here.isKnown())
        changes.emplace_back(std::move(here), operation.place);
  }
}

/// The members of `made` that the thread uses and that are set after `start`, before anything is waited for.
std::vector<Hit> Reader::setLater(const Start &start, const Object &made, const std::vector<WorkUse> &uses) const {
  const Body &body = *start.site.body;
  Aftermath aftermath(start.site, unit_);
  Simulation<Aftermath> simulation(unit_, body, aftermath);
  std::vector<Hit> hits;
  if (!simulation.run({}))
    return hits;
  std::vector<std::pair<Object, Place>> changes;
  for (const Operation *each : aftermath.operations)
    collectChanges(*each, body, 0, changes);
  for (const auto &[changed, place] : changes) {
    // Whose making starts the thread has made itself before.
    const Operation &starter = start.site.operation();
    if (starter.call != NoIndex && body.calls[starter.call].isConstructor &&
        changed == body.calls[starter.call].receiver)
      continue;
    EntityId member = memberOf(changed, made);
    bool holdsWork = isOfWork(unit_.entity(member).role) || isOfWork(unit_.entity(member).elementRole) ||
                     isOfWork(unit_.entity(changed.declaration()).role);
    bool isSynchronized = unit_.entity(member).isAtomic || unit_.entity(changed.declaration()).isAtomic;
    bool isKnown = llvm::any_of(hits, [&](const Hit &hit) { return hit.member == member; });
    auto use =
        llvm::find_if(uses, [&](const WorkUse &use) { return use.isEarly && memberOf(use.object, made) == member; });
    if (member != NoEntity && !holdsWork && !isSynchronized && !isKnown && use != uses.end())
      hits.push_back({member, use->place, place});
  }
  return hits;
}

/// The objects that `body` makes for others: a constructor its own; a function what it has got from elsewhere and
/// returns, or what it is given and puts the thread into.
std::vector<Object> Reader::madeIn(const Body &body) const {
  if (body.isConstructor)
    return {Object::self(0)};
  std::set<Object> made;
  std::set<EntityId> fresh;
  for (const Block &block : body.blocks)
    for (const Operation &each : block.operations) {
      if (each.verb == Verb::Assign && each.object.isVariable() && each.value.object.root == Root::Result)
        fresh.insert(each.object.id);
      bool isOfParameter = each.object.root == Root::Variable && llvm::is_contained(body.parameters, each.object.id);
      if (each.verb == Verb::Spawn && isOfParameter && !each.object.owner().path.empty())
        made.insert(each.object.owner());
    }
  for (const Block &block : body.blocks)
    for (const Operation &each : block.operations)
      if (each.verb == Verb::Return && each.value.kind == Value::Content && each.value.object.isVariable() &&
          fresh.contains(each.value.object.id))
        made.insert(each.value.object.deref());
  return {made.begin(), made.end()};
}

void Reader::reportBeginning(const Start &start, const std::vector<Hit> &hits, bool isInitialized) {
  const Operation &operation = start.site.operation();
  const Hit &first = hits.front();
  std::string name = quoted(unit_, first.member);
  std::string more = hits.size() == 1 ? "" : hits.size() == 2 ? " and another member" : " and other members";
  std::string verb = hits.size() == 1 ? "is " : "are ";
  Finding *finding = begin(operation.place,
                           "this starts a thread that uses " + name + more + ", which " + verb +
                               (isInitialized ? "initialised" : "set") + " only afterwards",
                           *start.site.body, operation.text);
  if (!finding)
    return;
  finding->step(start.place, "starts the thread");
  constexpr size_t shown = 4;
  for (const Hit &hit : llvm::ArrayRef(hits).take_front(shown)) {
    finding->step(hit.used, "may use " + quoted(unit_, hit.member) + " at once", "thread");
    finding->step(hit.changed, quoted(unit_, hit.member) +
                                   (isInitialized ? " is declared, and so initialised, later" : " is set here"));
  }
  finding->remedy = isInitialized ? "declare the thread after all members that it uses, or start it in the body of the "
                                    "constructor"
                                  : "set " + name + " before the thread is started";
}

void Reader::reportVirtual(const Start &start, const WorkUse &use, EntityId type) {
  const Operation &operation = start.site.operation();
  std::string method = quoted(unit_, use.calls), derived = quoted(unit_, type);
  Finding *finding = begin(operation.place,
                           "this starts a thread that calls " + method + " of an object whose derived part, which " +
                               "implements it, isn't made yet",
                           *start.site.body, operation.text);
  if (!finding)
    return;
  finding->step(start.place, "starts the thread");
  finding->step(use.place, "may call " + method + " at once", "thread");
  finding->step(unit_.entity(type).place, "the members of " + derived + " are made after those of its base");
  finding->remedy = "start the thread from the derived class's constructor, or after the object is made";
}

/// What becomes of `made` after a thread has been started in `body` that knows it.
void Reader::readBeginning(const Body &body, const Object &made) {
  for (auto [block, each] : llvm::enumerate(body.blocks))
    for (uint32_t index = 0; index < each.operations.size(); ++index)
      for (const Start &start : startsAt({&body, static_cast<uint32_t>(block), index}, 0)) {
        std::vector<WorkUse> uses = usesBy(start.work, unit_);
        std::vector<Hit> later = body.isConstructor ? madeLater(start, uses) : std::vector<Hit>();
        bool isInitialized = !later.empty();
        if (!isInitialized)
          later = setLater(start, made, uses);
        if (!later.empty()) {
          reportBeginning(start, later, isInitialized);
          blamed_.insert(holderOf(start.site));
        }
        if (!body.isConstructor)
          continue;
        for (const WorkUse &use : uses)
          if (use.isEarly && use.calls != NoEntity && use.object == made)
            if (std::vector<EntityId> types = implementers(use.calls, body.type); !types.empty()) {
              reportVirtual(start, use, types.front());
              blamed_.insert(holderOf(start.site));
            }
      }
}

/// The member that holds the thread that the call at `site` starts.
EntityId Reader::holderOf(const Site &site) const {
  const Operation &operation = site.operation();
  std::set<Object> holders{site.body->calls[operation.call].receiver};
  if (operation.result)
    holders.insert(Object::result(operation.result));
  for (const Block &block : site.body->blocks)
    for (const Operation &each : block.operations)
      if (each.verb == Verb::Spawn && each.call == operation.call)
        holders.insert(each.object);
  holders.erase(Object());
  for (const Object &each : holdersOf(std::move(holders), *site.body))
    if (EntityId member = memberOf(each, Object::self(0)); member != NoEntity)
      return member;
  return NoEntity;
}

/// The thread that the call at `site` starts is waited for when its holder is destroyed.
bool Reader::joinsAtEnd(EntityId holder, const Site &site) const {
  const Entity &entity = unit_.entity(holder);
  if (entity.isPointer || entity.isReference)
    return false;
  if (entity.role == TypeRole::Future || entity.elementRole == TypeRole::Future)
    return entity.joinsOnDestruction && llvm::any_of(site.body->blocks, [&](const Block &block) {
             return llvm::any_of(block.operations, [&](const Operation &each) {
               return each.verb == Verb::Spawn && each.call == site.operation().call && each.role == TypeRole::Future;
             });
           });
  bool ownsJoining = entity.role == TypeRole::SmartPointer && entity.elementRole == TypeRole::JoiningThread;
  if (entity.joinsOnDestruction || ownsJoining)
    return true;
  const Body *destructor = entity.ownedClass == NoEntity ? nullptr : destructorOf(entity.ownedClass);
  return destructor && does(*destructor, unit_, awaits);
}

/// The function that starts the thread waits for it, too.
bool Reader::isJoinedAfter(const Site &site, EntityId holder) const {
  const Body &body = *site.body;
  auto names = [&](const Operation &operation) { return memberOf(operation.object, Object::self(0)) == holder; };
  // To put the thread into its holder may mean to wait for the one before.
  uint32_t stored = site.index;
  for (auto [index, operation] : llvm::enumerate(body.blocks[site.block].operations))
    if (index > stored && names(operation) && (operation.verb == Verb::Assign || operation.verb == Verb::Move))
      stored = index;
  std::vector<bool> after = blocksReachableFrom(body, site.block);
  for (auto [block, each] : llvm::enumerate(body.blocks))
    for (auto [index, operation] : llvm::enumerate(each.operations)) {
      bool follows = block == site.block ? index > stored : after[block];
      bool isTemporary = operation.verb == Verb::Destroy && operation.object.root == Root::Result;
      bool isOver = names(operation) && operation.verb == Verb::Call && operation.direction == Direction::Down;
      if (follows && !isTemporary && (isOver || leadsTo(operation, body, unit_, awaits)))
        return true;
    }
  return false;
}

/// The operation of a destructor's body that waits for the thread in `holder`; null if there is none.
const Operation *Reader::joinIn(const Body &destructor, EntityId holder) const {
  auto isIt = [&](const Operation &each) {
    bool isThread = each.role == TypeRole::Thread || each.role == TypeRole::JoiningThread;
    return each.verb == Verb::Join && (each.object.lastField() == holder || isThread);
  };
  for (const Block &block : destructor.blocks)
    for (const Operation &each : block.operations)
      if (!isMemberEnd(each) && leadsTo(each, destructor, unit_, isIt))
        return &each;
  return nullptr;
}

/// The destructor's body waits for the thread in `holder`, or may do so, before any member ends.
bool Reader::endsMembersFirst(const Body &destructor, EntityId holder) const {
  auto mayWait = [&](const Operation &operation) {
    if (isMemberEnd(operation))
      return false;
    bool names =
        memberOf(operation.object, Object::self(0)) == holder || memberOf(operation.other, Object::self(0)) == holder;
    bool isAsked = operation.verb == Verb::Cancel || operation.verb == Verb::Inspect || operation.verb == Verb::Use;
    bool isSeen = operation.verb == Verb::Call && (destructor.calls[operation.call].isNamedByVocabulary ||
                                                   !calleesOf(destructor, operation, unit_).empty());
    return leadsTo(operation, destructor, unit_, mayAwait) || (names && !isAsked && !isSeen);
  };
  return llvm::any_of(destructor.blocks, [&](const Block &block) { return llvm::any_of(block.operations, mayWait); });
}

/// Members that the thread uses, and that are destroyed before its holder waits for it.
void Reader::readMembersEnd(const Site &site, EntityId holder, const std::vector<WorkUse> &uses) {
  const Entity &thread = unit_.entity(holder);
  if (!joinsAtEnd(holder, site) || isJoinedAfter(site, holder) || unit_.entity(thread.owner).isEndedElsewhere)
    return;
  const Body *destructor = destructorOf(thread.owner);
  if (destructor && endsMembersFirst(*destructor, holder))
    return;
  const WorkUse *first = nullptr;
  EntityId gone = NoEntity;
  for (const WorkUse &use : uses) {
    EntityId member = memberOf(use.object, Object::self(0));
    const Entity &entity = unit_.entity(member);
    bool endsBefore = entity.isDestroyed && !entity.isReference && member != holder &&
                      isSameClass(entity.owner, thread.owner) && entity.place.file == thread.place.file &&
                      thread.place < entity.place;
    if (endsBefore && (!first || entity.place < unit_.entity(gone).place)) {
      first = &use;
      gone = member;
    }
  }
  if (!first)
    return;
  std::string name = quoted(unit_, holder), member = quoted(unit_, gone);
  Finding *finding = begin(thread.place,
                           "the thread of " + name + " is waited for when that is destroyed, and uses " + member +
                               ", which is destroyed before",
                           *site.body, thread.spelling);
  if (!finding)
    return;
  finding->step(site.operation().place, "starts the thread");
  finding->step(unit_.entity(gone).place, member + " is declared after " + name + ", and so destroyed before it");
  finding->step(first->place, "may still use " + member, "thread");
  finding->step(thread.place, "waits for the thread only when it is destroyed itself");
  finding->remedy = "declare " + name + " after all members that its thread uses, or wait for it in the destructor";
}

/// A class's destructor waits for the thread before the base's does, or may do so.
bool Reader::stopsFirst(EntityId type) const {
  if (unit_.entity(type).isEndedElsewhere)
    return true;
  auto mayStop = [&](const Body &body) {
    return llvm::any_of(body.blocks, [&](const Block &block) {
      return llvm::any_of(block.operations, [&](const Operation &each) {
        if (isMemberEnd(each))
          return false;
        bool isUnseen = each.verb == Verb::Call && body.calls[each.call].receiver == Object::self(0) &&
                        calleesOf(body, each, unit_).empty();
        return isUnseen || leadsTo(each, body, unit_, mayAwait);
      });
    });
  };
  return llvm::any_of(unit_.bodies, [&](const Body &body) {
    return body.isDestructor && (body.type == type || isDerived(body.type, type)) && mayStop(body);
  });
}

/// Somebody who has an object of `base` stops its thread by hand, or may do so in another unit.
bool Reader::isStoppedByUsers(EntityId base) const {
  auto isOfBase = [&](EntityId type) { return type == base || (type != NoEntity && isDerived(type, base)); };
  auto stops = [&](const Body &body) {
    return !body.isDestructor && !body.isLambda && isOfBase(body.type) && does(body, unit_, awaits);
  };
  return llvm::any_of(unit_.bodies, [&](const Body &body) {
    if (stops(body) && unit_.entity(body.function).visibility == Visibility::Program)
      return true;
    return !isOfBase(classOf(body)) && llvm::any_of(body.calls, [&](const CallDetail &call) {
      return call.body != NoBody && stops(unit_.body(call.body));
    });
  });
}

/// Virtual methods that the thread calls, and whose implementation's object is gone when the base waits for it.
void Reader::readDerivedEnd(const Site &site, EntityId holder, const std::vector<WorkUse> &uses) {
  EntityId base = classOf(*site.body);
  const Body *destructor = destructorOf(base);
  const Operation *join = destructor ? joinIn(*destructor, holder) : nullptr;
  if (!join && (unit_.entity(base).isEndedElsewhere || !joinsAtEnd(holder, site)))
    return;
  for (const WorkUse &use : uses) {
    if (use.calls == NoEntity || use.object != Object::self(0))
      continue;
    std::vector<EntityId> types = implementers(use.calls, base);
    auto late = llvm::find_if(types, [&](EntityId type) { return !stopsFirst(type); });
    if (late == types.end() || isStoppedByUsers(base))
      continue;
    std::string method = quoted(unit_, use.calls), derived = quoted(unit_, *late);
    const Place &place = join ? join->place : unit_.entity(holder).place;
    Finding *finding = begin(place,
                             "this waits for a thread that calls " + method + " of an object whose derived part, " +
                                 "which implements it, is gone by then",
                             join ? *destructor : *site.body, join ? join->text : unit_.entity(holder).spelling);
    if (!finding)
      return;
    finding->step(site.operation().place, "starts the thread");
    finding->step(unit_.entity(*late).place,
                  "the members of " + derived + " are destroyed before its base's destructor");
    finding->step(use.place, "may still call " + method, "thread");
    finding->step(place, "waits for the thread");
    finding->remedy = "stop the thread in the destructor of " + derived;
    return;
  }
}

void Reader::readEnd(const Site &site, const ThreadWork &work) {
  EntityId holder = holderOf(site);
  if (holder == NoEntity || blamed_.contains(holder))
    return;
  std::vector<WorkUse> uses = usesBy(work, unit_);
  readMembersEnd(site, holder, uses);
  readDerivedEnd(site, holder, uses);
}

void Reader::read() {
  findStarters();
  for (const Body &body : unit_.bodies)
    if (startsThreads_[body.id])
      for (const Object &made : madeIn(body))
        readBeginning(body, made);
  for (const Body &body : unit_.bodies)
    for (auto [block, each] : llvm::enumerate(body.blocks))
      for (auto [index, operation] : llvm::enumerate(each.operations))
        for (const ThreadWork &work : workHandedOut(operation, body, unit_))
          readEnd({&body, static_cast<uint32_t>(block), static_cast<uint32_t>(index)}, work);
}

void run(const Unit &unit, const OptionValues &, FindingSink &findings) { Reader(unit, findings).read(); }

} // namespace

extern const CheckInfo ThreadBeforeMembers;
const CheckInfo ThreadBeforeMembers = {
    .name = "thread-before-members",
    .summary = "A thread uses members that aren't made yet, or are gone already.",
    .severity = Severity::Warning,
    .since = "0.1",
    .options = {},
    .run = run,
};

} // namespace leash
