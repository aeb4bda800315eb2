// sleep-as-synchronisation: a function sleeps where it should wait for another thread.
//
// Before the sleep it has started the thread, woken it, or left it some work; after it, without another wait, it reads
// what the thread sets, or ends what the thread uses. Sleeps in loops that look again are waits, and what only counts
// may be looked at any time.

#include "checks/check.h"
#include "checks/core/flow/call-sites.h"
#include "checks/core/flow/callees.h"
#include "checks/core/flow/keeping.h"
#include "checks/core/flow/polling.h"
#include "checks/core/flow/simulation.h"
#include "checks/core/flow/thread-work.h"
#include "checks/core/flow/wait-needs.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

#include <map>
#include <optional>
#include <set>

namespace leash {

namespace {

using Declared = std::set<EntityId>;

/// A function that other threads run, and all that it calls.
struct Work {
  BodyId entry = NoBody;
  BodyId starter = NoBody; ///< where it is handed out
  Place started;
  Declared sets;    ///< members and globals that it gives values to, not again and again, and that nobody else does
  Declared answers; ///< such that it gives values to as often as it is asked
  Declared reads;   ///< that it looks at
  Declared awaits;  ///< conditions that it waits for
  Declared takes;   ///< containers that it takes something out of
  Declared once;    ///< of `sets`, what it gives a value to once and for all
};

bool waits(const Operation &operation) { return waitsForOthers(operation.verb); }

/// What a thread was asked for in a function: where, and by what it can be seen that it is done.
struct Request {
  const Operation *operation = nullptr;
  enum Kind : uint8_t { Start, Wake, Post, Stop } kind = Start;
  Declared results;   ///< that the thread sets
  Object given;       ///< that the thread uses: a local pointer's object, or `this`
  Declared left;      ///< the containers that work was put into
  Place asked;        ///< the place of the operation
  Declared used = {}; ///< Stop: what the thread uses until it has ended
};

/// What is done after the sleep.
struct Use {
  const Operation *operation = nullptr;
  EntityId result = NoEntity; ///< that is read
  Place place;
  std::string text;
  bool ends = false;
};

/// A part of a local of the function itself.
bool isLocals(const Object &object, const Unit &unit) {
  const Entity &root = unit.entity(object.root == Root::Variable ? object.id : NoEntity);
  bool leads = llvm::any_of(object.path, [](const PathElement &each) { return each.kind == PathElement::Deref; });
  return object.root == Root::Result ||
         (object.root == Root::Variable && root.kind == EntityKind::Local && !root.isReference && !leads);
}

/// The member or global that `object` is, and those that it is a part of.
Declared wholesOf(const Object &object, const Unit &unit) {
  Declared wholes;
  if (isLocals(object, unit))
    return wholes;
  wholes.insert(object.declaration());
  for (const PathElement &each : llvm::reverse(object.path)) {
    if (each.kind == PathElement::Deref)
      break;
    if (each.kind == PathElement::Field)
      wholes.insert(each.id);
  }
  wholes.erase(NoEntity);
  return wholes;
}

void collectReads(const Body &body, const Unit &unit, std::set<BodyId> &asked, Declared &reads) {
  if (!asked.insert(body.id).second)
    return;
  for (const Read &read : body.reads)
    if (!isLocals(read.object, unit))
      reads.insert(read.object.declaration());
  for (const Block &block : body.blocks)
    for (const Operation &operation : block.operations)
      for (const CallDetail &callee : calleesOf(body, operation, unit))
        collectReads(unit.body(callee.body), unit, asked, reads);
}

/// Follows one function from the request, over a sleep, to what relies on it.
class Domain {
public:
  enum State : uint8_t { Before, Asked, Slept };
  struct Property {
    State state = Before;
    uint32_t sleep = 0; ///< the number of the sleep
    friend auto operator<=>(const Property &, const Property &) = default;
  };
  using States = SimulationState<Property>;
  using Emit = llvm::function_ref<void(States)>;

  Domain(const Request &request, const Body &body, const Unit &unit)
      : request_(request), body_(body), unit_(unit), polling_(pollingBlocks(body, unit)) {
    for (auto [index, block] : llvm::enumerate(body.blocks)) {
      if (llvm::any_of(block.operations, [&](const Operation &each) { return &each == request.operation; }))
        asked_ = index;
      // A loop that waits, as one that joins one thread after the other, is a wait even where it finds nothing to do.
      if (llvm::any_of(block.operations, [](const Operation &each) { return waits(each); }))
        for (auto [each, isIn] : llvm::enumerate(innermostLoop(body, index)))
          polling_[each] = polling_[each] || isIn;
    }
  }

  void transfer(const Operation &operation, const States &state, Emit emit);
  void entered(uint32_t block, States &state);
  Throws throwsOf(const Operation &) const { return Throws::No; }
  void unwound(States &, const Operation &, llvm::function_ref<bool(const Object &)>) const {}

  std::optional<Use> use;
  const Operation *sleep = nullptr; ///< before the use

private:
  bool sleeps(const Operation &operation) const;
  bool isRepeated() const;
  std::optional<Use> useBy(const Operation &operation) const;
  std::optional<bool> drops(const Operation &operation, const Body &body, unsigned depth) const;
  void readBefore(const Operation &operation, const States &state);
  bool isResult(const Object &object) const {
    return !isLocals(object, unit_) && request_.results.contains(object.declaration());
  }

  const Request &request_;
  const Body &body_;
  const Unit &unit_;
  std::vector<bool> polling_;
  std::optional<uint32_t> asked_; ///< the block of the request; none: it was made before
  std::vector<const Operation *> sleeps_;
  uint32_t block_ = 0;
};

/// A function that does nothing but sleep: it is given no object, and looks at none.
bool onlySleeps(const Body &body, const Unit &unit) {
  bool isPlain = body.reads.empty() && llvm::none_of(body.parameters, [&](EntityId each) {
                   return unit.entity(each).isPointer || unit.entity(each).ownedClass != NoEntity;
                 });
  return isPlain && llvm::any_of(body.blocks, [](const Block &block) {
           return llvm::any_of(block.operations,
                               [](const Operation &each) { return each.verb == Verb::Pause && each.blocks; });
         });
}

/// In a loop that doesn't ask again each time: what is slept for comes round by itself.
bool Domain::isRepeated() const {
  std::vector<bool> loop = innermostLoop(body_, block_);
  return loop[block_] && !(asked_ && loop[*asked_]);
}

bool Domain::sleeps(const Operation &operation) const {
  if (polling_[block_] || isRepeated())
    return false;
  if (operation.verb == Verb::Pause)
    return operation.blocks;
  if (operation.verb != Verb::Call)
    return false;
  const CallDetail &call = body_.calls[operation.call];
  return call.body != NoBody && !call.isVirtual && !call.isNamedByVocabulary && !call.receiver.isKnown() &&
         onlySleeps(unit_.body(call.body), unit_);
}

std::optional<Use> Domain::useBy(const Operation &operation) const {
  if (operation.verb == Verb::Destroy && request_.given.isKnown() && operation.object == request_.given &&
      !request_.given.isVariable())
    return Use{&operation, NoEntity, operation.place, operation.text, true};
  bool isDropped =
      operation.verb == Verb::Destroy || (operation.verb == Verb::Call && operation.direction == Direction::Down);
  if (request_.kind == Request::Stop)
    return isDropped && request_.used.contains(operation.object.declaration())
               ? std::optional<Use>(
                     Use{&operation, operation.object.declaration(), operation.place, operation.text, true})
               : std::nullopt;
  if (operation.verb != Verb::Call)
    return std::nullopt;
  std::set<BodyId> asked;
  Declared reads;
  for (const CallDetail &callee : calleesOf(body_, operation, unit_))
    collectReads(unit_.body(callee.body), unit_, asked, reads);
  for (EntityId each : request_.results)
    if (reads.contains(each))
      return Use{&operation, each, operation.place, operation.text, false};
  return std::nullopt;
}

/// Whether `operation` drops what was left for the thread before it waits for anybody; nothing if it does neither.
std::optional<bool> Domain::drops(const Operation &operation, const Body &body, unsigned depth) const {
  constexpr unsigned deepest = 4;
  if (waits(operation))
    return false;
  if (operation.verb == Verb::Call && operation.direction == Direction::Down &&
      request_.left.contains(operation.object.declaration()) && body.calls[operation.call].body == NoBody)
    return true;
  if (depth == deepest)
    return std::nullopt;
  for (const CallDetail &callee : calleesOf(body, operation, unit_)) {
    const Body &inner = unit_.body(callee.body);
    // Blocks are numbered backwards from the end.
    for (const Block &block : llvm::reverse(inner.blocks))
      for (const Operation &each : block.operations)
        if (std::optional<bool> found = drops(each, inner, depth + 1))
          return found;
  }
  return std::nullopt;
}

void Domain::entered(uint32_t block, States &state) {
  block_ = block;
  if (polling_[block])
    state.property = {};
  if (state.property.state != Slept || use)
    return;
  for (const Read &read : body_.reads)
    if (read.block == block && isResult(read.object)) {
      // What is read in the block of the sleep is looked at with its operations.
      const std::vector<Operation> &operations = body_.blocks[block].operations;
      bool waitsBefore = llvm::any_of(llvm::ArrayRef(operations).take_front(read.index),
                                      [&](const Operation &each) { return leadsTo(each, body_, unit_, waits); });
      if (waitsBefore)
        continue;
      use = Use{nullptr, read.object.declaration(), read.place, {}, false};
      sleep = sleeps_[state.property.sleep];
      return;
    }
}

/// What is read between the sleep and `operation`, in one block.
void Domain::readBefore(const Operation &operation, const States &state) {
  const std::vector<Operation> &operations = body_.blocks[block_].operations;
  const Operation *slept = sleeps_[state.property.sleep];
  bool isHere = slept >= operations.data() && slept < operations.data() + operations.size();
  if (!isHere || use)
    return;
  uint32_t from = slept - operations.data(), to = &operation - operations.data();
  for (const Read &read : body_.reads)
    if (read.block == block_ && read.index > from && read.index <= to && isResult(read.object)) {
      use = Use{nullptr, read.object.declaration(), read.place, {}, false};
      sleep = slept;
      return;
    }
}

void Domain::transfer(const Operation &operation, const States &state, Emit emit) {
  States after = state;
  bool isRequest = request_.operation && (&operation == request_.operation ||
                                          (operation.call != NoIndex && operation.call == request_.operation->call));
  if (isRequest) {
    after.property = {Asked, 0};
    return emit(std::move(after));
  }
  if (state.property.state == Before)
    return emit(std::move(after));
  if (state.property.state == Slept)
    readBefore(operation, state);
  if (use)
    return;
  bool isTemporary = operation.verb == Verb::Destroy && operation.object.root == Root::Result;
  if (state.property.state == Slept && !request_.left.empty() && drops(operation, body_, 0).value_or(false)) {
    use = Use{&operation, *request_.left.begin(), operation.place, operation.text, true};
    sleep = sleeps_[state.property.sleep];
    return;
  }
  bool joins = operation.verb == Verb::Destroy && !isTemporary &&
               (operation.role == TypeRole::JoiningThread || operation.role == TypeRole::Thread ||
                operation.role == TypeRole::Future);
  if (joins || (!isTemporary && leadsTo(operation, body_, unit_, waits))) {
    after.property = {};
  } else if (sleeps(operation)) {
    if (!llvm::is_contained(sleeps_, &operation))
      sleeps_.push_back(&operation);
    after.property = {Slept, static_cast<uint32_t>(llvm::find(sleeps_, &operation) - sleeps_.begin())};
  } else if (state.property.state == Slept) {
    if (std::optional<Use> found = useBy(operation)) {
      use = found;
      sleep = sleeps_[state.property.sleep];
      return;
    }
  }
  emit(std::move(after));
}

class Reader {
public:
  Reader(const Unit &unit, FindingSink &findings) : unit_(unit), findings_(findings) {}

  void read();

private:
  void findWorks();
  void collectWork(const Body &body, bool isAgain, std::set<std::pair<BodyId, bool>> &asked, Work &work) const;
  Work workOf(BodyId entry, const Place &started) const;
  bool mayShare(EntityId declared) const;
  bool sleepsAnywhere(const Body &body) const;
  std::vector<Request> requestsIn(const Body &body) const;
  void addStops(const Body &body, std::vector<Request> &requests) const;
  void addCallers(const Body &body, std::vector<Request> &requests) const;
  void addPosts(const Body &body, const Operation &operation, std::vector<Request> &requests) const;
  std::vector<const Work *> startedBy(const Operation &operation, const Body &body) const;
  Declared filledBy(const Operation &operation, const Body &body) const;
  std::vector<const Work *> wokenBy(const Operation &operation, const Body &body) const;
  void follow(const Request &request, const Body &body);
  void report(const Request &request, const Use &use, const Operation &sleep, const Body &body);

  const Unit &unit_;
  FindingSink &findings_;
  std::vector<Work> works_;
  std::map<EntityId, std::set<BodyId>> changers_; ///< by what is changed: the bodies that do it
  std::set<Place> reported_;
  std::vector<std::vector<Site>> callers_;
};

/// What others may look at: a member, a global.
bool Reader::mayShare(EntityId declared) const {
  const Entity &entity = unit_.entity(declared);
  bool isState = entity.kind == EntityKind::Field || entity.kind == EntityKind::Global ||
                 entity.kind == EntityKind::StaticField || entity.kind == EntityKind::StaticLocal;
  return declared != NoEntity && isState && !isLock(entity.role) && entity.role != TypeRole::Guard &&
         entity.role != TypeRole::Thread && entity.role != TypeRole::Condition;
}

/// Counts up or down.
bool isStep(const Operation &operation, const Body &body) {
  if (operation.direction != Direction::None)
    return true;
  llvm::StringRef name = operation.call == NoIndex ? "" : llvm::StringRef(body.calls[operation.call].name);
  return llvm::is_contained({"operator++", "operator--", "operator+=", "operator-="}, name);
}

/// Gives something a value, or more elements. Counting isn't meant.
bool setsValue(const Operation &operation, const Body &body, const Unit &unit) {
  switch (operation.verb) {
  case Verb::Assign:
    return !isStep(operation, body);
  case Verb::Move:
    return true;
  case Verb::Call:
    return operation.direction == Direction::Up && unit.entity(operation.object.declaration()).isContainer;
  default:
    return false;
  }
}

/// By block: whether it lies in a loop that sleeps or waits on its way round.
std::vector<bool> periodicBlocks(const Body &body, const Unit &unit) {
  auto takesTime = [](const Operation &each) { return each.verb == Verb::Pause || waits(each); };
  std::vector<bool> periodic(body.blocks.size());
  for (uint32_t block = 0; block < body.blocks.size(); ++block)
    if (!periodic[block] && llvm::any_of(body.blocks[block].operations,
                                         [&](const Operation &each) { return leadsTo(each, body, unit, takesTime); }))
      for (auto [each, isIn] : llvm::enumerate(loopThrough(body, block)))
        periodic[each] = periodic[each] || isIn;
  return periodic;
}

/// Collects what `body` does for `work`, callees included; `isAgain`: as often as the thread comes round.
void Reader::collectWork(const Body &body, bool isAgain, std::set<std::pair<BodyId, bool>> &asked, Work &work) const {
  if (!asked.insert({body.id, isAgain}).second)
    return;
  std::vector<bool> periodic = periodicBlocks(body, unit_);
  for (const Read &read : body.reads)
    if (!isLocals(read.object, unit_))
      work.reads.insert(read.object.declaration());
  for (uint32_t block = 0; block < body.blocks.size(); ++block)
    for (const Operation &each : body.blocks[block].operations) {
      bool again = isAgain || periodic[block];
      // What a constructor gives its object isn't seen by others yet.
      bool isFirst = body.isConstructor && each.object.root == Root::This;
      if (!isFirst && setsValue(each, body, unit_))
        for (EntityId whole : wholesOf(each.object, unit_))
          if (mayShare(whole)) {
            if (!again)
              work.sets.insert(whole);
            if (each.direction == Direction::None)
              work.answers.insert(whole);
            if (body.id == work.entry && !innermostLoop(body, block)[block])
              work.once.insert(whole);
          }
      if (each.verb == Verb::Call && each.direction == Direction::Down)
        work.takes.insert(each.object.declaration());
      if (each.verb == Verb::Wait)
        work.awaits.insert(each.object.declaration());
      for (const CallDetail &callee : calleesOf(body, each, unit_))
        collectWork(unit_.body(callee.body), again, asked, work);
    }
}

Work Reader::workOf(BodyId entry, const Place &started) const {
  Work work;
  work.entry = entry;
  work.started = started;
  std::set<std::pair<BodyId, bool>> asked;
  collectWork(unit_.body(entry), /*isAgain=*/false, asked, work);
  auto isShared = [&](EntityId each) {
    auto changers = changers_.find(each);
    return changers != changers_.end() && llvm::any_of(changers->second, [&](BodyId body) {
             return !asked.contains({body, false}) && !asked.contains({body, true}) && !unit_.body(body).isConstructor;
           });
  };
  for (Declared *each : {&work.sets, &work.answers, &work.once})
    std::erase_if(*each, isShared);
  work.awaits.erase(NoEntity);
  return work;
}

void Reader::findWorks() {
  for (const Body &body : unit_.bodies)
    for (const Block &block : body.blocks)
      for (const Operation &each : block.operations)
        if (isChange(each) && each.value.kind != Value::Constant)
          for (EntityId whole : wholesOf(each.object, unit_))
            if (mayShare(whole))
              changers_[whole].insert(body.id);
  std::set<BodyId> known;
  for (const Body &body : unit_.bodies)
    for (const Block &block : body.blocks)
      for (const Operation &each : block.operations)
        for (const ThreadWork &work : workHandedOut(each, body, unit_))
          if (known.insert(work.entry).second)
            works_.push_back(workOf(work.entry, each.place)), works_.back().starter = body.id;
}

bool Reader::sleepsAnywhere(const Body &body) const {
  return llvm::any_of(body.blocks, [&](const Block &block) {
    return llvm::any_of(block.operations, [&](const Operation &each) {
      if (each.verb == Verb::Pause)
        return each.blocks;
      BodyId callee = each.verb == Verb::Call ? body.calls[each.call].body : NoBody;
      return callee != NoBody && onlySleeps(unit_.body(callee), unit_);
    });
  });
}

std::vector<const Work *> Reader::startedBy(const Operation &operation, const Body &body) const {
  std::set<BodyId> entries, asked;
  std::function<void(const Operation &, const Body &)> collect = [&](const Operation &each, const Body &in) {
    for (const ThreadWork &work : workHandedOut(each, in, unit_))
      entries.insert(work.entry);
    for (const CallDetail &callee : calleesOf(in, each, unit_))
      if (asked.insert(callee.body).second)
        for (const Block &block : unit_.body(callee.body).blocks)
          for (const Operation &inner : block.operations)
            collect(inner, unit_.body(callee.body));
  };
  collect(operation, body);
  std::vector<const Work *> works;
  for (const Work &work : works_)
    if (entries.contains(work.entry))
      works.push_back(&work);
  return works;
}

/// The works that `operation` gives something to do: it changes what they look at, and notifies them.
std::vector<const Work *> Reader::wokenBy(const Operation &operation, const Body &body) const {
  Declared notified, changed;
  leadsTo(operation, body, unit_, [&](const Operation &each) {
    if (each.verb == Verb::Notify)
      notified.insert(each.object.declaration());
    else if (isChange(each))
      changed.insert(each.object.declaration());
    return false;
  });
  if (notified.empty())
    return {};
  for (const Block &block : body.blocks) // what it was notified of may have been changed here before
    for (const Operation &each : block.operations)
      if (isChange(each))
        changed.insert(each.object.declaration());
  auto meets = [](const Declared &some, const Declared &others) {
    return llvm::any_of(some, [&](EntityId each) { return others.contains(each); });
  };
  std::vector<const Work *> works;
  for (const Work &work : works_)
    if (meets(notified, work.awaits) && meets(changed, work.reads))
      works.push_back(&work);
  return works;
}

/// The containers that `operation` puts something into, and that a thread takes it out of.
Declared Reader::filledBy(const Operation &operation, const Body &body) const {
  Declared filled;
  if (wokenBy(operation, body).empty())
    return filled;
  leadsTo(operation, body, unit_, [&](const Operation &each) {
    EntityId declared = each.object.declaration();
    if (each.verb == Verb::Call && each.direction == Direction::Up && mayShare(declared) &&
        llvm::any_of(works_, [&](const Work &work) { return work.takes.contains(declared); }))
      filled.insert(declared);
    return false;
  });
  return filled;
}

/// The works that a caller of `body` has started just before it calls it, and that set something once.
void Reader::addCallers(const Body &body, std::vector<Request> &requests) const {
  for (const Site &site : callers_[body.id]) {
    std::vector<bool> before = blocksReaching(*site.body, site.block);
    Declared results;
    Place asked;
    for (auto [block, each] : llvm::enumerate(site.body->blocks))
      for (auto [index, operation] : llvm::enumerate(each.operations)) {
        bool precedes = block == site.block ? index < site.index : before[block];
        if (!precedes || operation.verb != Verb::Call)
          continue;
        if (leadsTo(operation, *site.body, unit_, waits))
          return;
        for (const Work *work : startedBy(operation, *site.body))
          if (!work->once.empty()) {
            results.insert(work->once.begin(), work->once.end());
            asked = operation.place;
          }
      }
    if (!results.empty())
      requests.push_back({nullptr, Request::Start, std::move(results), {}, {}, asked});
  }
}

/// The threads of an object are told to end where it ends.
void Reader::addStops(const Body &body, std::vector<Request> &requests) const {
  if (!body.isDestructor)
    return;
  for (const Block &block : body.blocks)
    for (const Operation &operation : block.operations) {
      EntityId told = operation.object.declaration();
      bool isOwn = operation.object.root == Root::This && told != NoEntity;
      for (const Work &work : works_) {
        const Body *starter = &unit_.body(work.starter);
        while (starter->isLambda && starter->parent != NoBody)
          starter = &unit_.body(starter->parent);
        bool isTold =
            operation.verb == Verb::Cancel ||
            ((operation.verb == Verb::Assign || operation.verb == Verb::Exchange) && work.reads.contains(told));
        if (!isOwn || !isTold || starter->type != body.type)
          continue;
        Declared used = work.reads;
        llvm::for_each(work.sets, [&](EntityId each) { used.insert(each); });
        requests.push_back({&operation, Request::Stop, {}, {}, {}, operation.place, std::move(used)});
      }
    }
}

/// A pointer to an object is left with another thread, in a callable.
void Reader::addPosts(const Body &body, const Operation &operation, std::vector<Request> &requests) const {
  const CallDetail &call = body.calls[operation.call];
  for (auto [index, argument] : llvm::enumerate(call.arguments)) {
    if (argument.value.kind != Value::Callable)
      continue;
    bool isKept = llvm::any_of(keepingsOf(body, operation, index, unit_),
                               [](const Keeping &each) { return each.how != Keeping::Thread; });
    if (!isKept)
      continue;
    BodyId task = body.callables[argument.value.callable].body;
    if (task != NoBody)
      if (Work work = workOf(task, operation.place); !work.sets.empty())
        requests.push_back({&operation, Request::Post, std::move(work.sets), {}, {}, operation.place});
    for (const Capture &capture : body.callables[argument.value.callable].captures)
      if (capture.mode == Capture::ByCopy && capture.object.isVariable() && unit_.entity(capture.object.id).isPointer)
        requests.push_back({&operation, Request::Post, {}, capture.object.deref(), {}, operation.place});
  }
}

std::vector<Request> Reader::requestsIn(const Body &body) const {
  std::vector<Request> requests;
  for (const Block &block : body.blocks)
    for (const Operation &operation : block.operations) {
      if (operation.verb == Verb::Notify)
        for (const Work *work : wokenBy(operation, body))
          if (!work->answers.empty())
            requests.push_back({&operation, Request::Wake, work->answers, {}, {}, operation.place});
      if (operation.verb != Verb::Call || operation.call == NoIndex)
        continue;
      bool isWaitedFor = leadsTo(operation, body, unit_, waits); // by who starts it
      for (const Work *work : startedBy(operation, body))
        if (!work->sets.empty() && !isWaitedFor)
          requests.push_back({&operation, Request::Start, work->sets, {}, {}, operation.place});
      for (const Work *work : wokenBy(operation, body))
        if (!work->answers.empty())
          requests.push_back({&operation, Request::Wake, work->answers, {}, {}, operation.place});
      if (Declared left = filledBy(operation, body); !left.empty())
        requests.push_back({&operation, Request::Wake, {}, body.calls[operation.call].receiver, left, operation.place});
      addPosts(body, operation, requests);
    }
  addStops(body, requests);
  addCallers(body, requests);
  return requests;
}

void Reader::report(const Request &request, const Use &use, const Operation &sleep, const Body &body) {
  if (!reported_.insert(sleep.place).second)
    return;
  std::string text = use.text.empty() ? std::string() : ", which '" + use.text + "' reads";
  std::string message;
  if (use.ends)
    message = "this sleeps instead of waiting until the other thread is done with '" +
              (request.kind == Request::Stop
                   ? unit_.entity(use.result).spelling
                   : unit_.spell(request.given.path.empty() || request.given.path.back().kind == PathElement::Field
                                     ? request.given
                                     : Object::variable(request.given.id))) +
              "'";
  else
    message = "this sleeps instead of waiting until the other thread has set '" + unit_.entity(use.result).spelling +
              "'" + text;
  Finding &finding = findings_.report(sleep.place, message);
  finding.entity = unit_.nameOf(body);
  finding.statement = sleep.text;
  finding.step(request.asked, request.kind == Request::Start  ? "starts the other thread"
                              : request.kind == Request::Wake ? "gives the other thread something to do"
                              : request.kind == Request::Stop ? "tells the other thread to end"
                                                              : "leaves it with the other thread");
  finding.step(sleep.place, "lets time pass, which may be too little or too much");
  finding.step(use.place, use.ends ? "ends it, whether the other thread is done or not"
                                   : "relies on '" + unit_.entity(use.result).spelling + "'");
  finding.remedy = "wait for what is meant: join the thread, get a future, or wait for a condition with a predicate";
}

void Reader::follow(const Request &request, const Body &body) {
  Domain domain(request, body, unit_);
  Simulation<Domain> simulation(unit_, body, domain);
  Domain::Property initial{request.operation ? Domain::Before : Domain::Asked, 0};
  if (simulation.run(initial) && domain.use)
    report(request, *domain.use, *domain.sleep, body);
}

void Reader::read() {
  if (llvm::none_of(unit_.bodies, [&](const Body &body) { return sleepsAnywhere(body); }))
    return;
  findWorks();
  callers_ = callSites(unit_);
  for (const Body &body : unit_.bodies)
    if (sleepsAnywhere(body))
      for (const Request &request : requestsIn(body))
        follow(request, body);
}

void run(const Unit &unit, const OptionValues &, FindingSink &findings) { Reader(unit, findings).read(); }

} // namespace

extern const CheckInfo SleepAsSynchronisation;
const CheckInfo SleepAsSynchronisation = {
    .name = "sleep-as-synchronisation",
    .summary = "A function sleeps where it should wait for another thread.",
    .severity = Severity::Warning,
    .since = "0.1",
    .options = {},
    .run = run,
};

} // namespace leash
