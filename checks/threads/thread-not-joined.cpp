// thread-not-joined: a thread's object is destroyed, or gets another thread, while its own still runs.
//
// The standard's thread then ends the program. Locals are followed along every path, exceptions that are seen to be
// thrown included; members are asked whether anybody who can touch them ever joins or detaches. A thread that leaves
// for code that can't be seen is somebody else's.

#include "checks/check.h"
#include "checks/core/flow/lock-flow.h"
#include "checks/core/flow/polling.h"
#include "checks/core/flow/simulation.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

#include <map>
#include <set>
#include <vector>

namespace leash {

namespace {

bool isThreadOf(const Object &object, const Object &holder) { return object.isKnown() && object.startsWith(holder); }

/// The work that one operation starts, as the object that holds its thread passes it on.
class ThreadDomain {
public:
  struct Property {
    bool isRunning = false;
    Object holder;
    friend bool operator==(const Property &, const Property &) = default;
    friend bool operator<(const Property &a, const Property &b) {
      return std::tie(a.isRunning, a.holder) < std::tie(b.isRunning, b.holder);
    }
  };
  using State = SimulationState<Property>;
  using Emit = llvm::function_ref<void(State)>;

  struct Loss {
    enum Kind : uint8_t { End, Exception, Overwritten } kind = End;
    const Operation *operation = nullptr;
    uint32_t node = 0;
    Object holder;
  };

  ThreadDomain(const Operation &start, Object holder, const Body &body, const Unit &unit)
      : start_(start), holder_(std::move(holder)), body_(body), unit_(unit) {
    findJoiningLoops();
  }

  void transfer(const Operation &operation, const State &state, Emit emit);
  Throws throwsOf(const Operation &operation) const { return leash::throwsOf(operation, body_, unit_); }
  void unwound(State &state, const Operation &operation, llvm::function_ref<bool(const Object &)> isDestroyed);
  void entered(uint32_t block, State &state) {
    block_ = block;
    state.property.isRunning &= !joined_[block];
  }

  std::vector<Loss> losses;
  const uint32_t *visiting = nullptr;

private:
  void findJoiningLoops();
  bool isSeenToThrow(const Operation &operation) const;
  bool leaves(const Operation &operation, const State &state) const;
  bool isSingle(const Object &object) const {
    return object.isVariable() && unit_.entity(object.id).role == TypeRole::Thread;
  }
  void lose(Loss::Kind kind, const Operation &operation, const Object &holder);

  const Operation &start_;
  Object holder_;
  const Body &body_;
  const Unit &unit_;
  std::vector<bool> joined_; ///< by block: whoever is there has joined all
  std::set<uint32_t> leaky_; ///< blocks of loops that join, but may be left before all are
  uint32_t block_ = 0;
};

bool ends(const Operation &operation) { return operation.verb == Verb::Join || operation.verb == Verb::Detach; }

/// Whoever goes through a loop that joins has joined all that there are, be it none: where it is entered, if it can
/// only be left at its head; where it is left there, if there are other ways out.
void ThreadDomain::findJoiningLoops() {
  joined_.resize(body_.blocks.size());
  std::vector<bool> outside(body_.blocks.size()); // a loop that starts or ends the thread, too, is another one
  for (auto [index, block] : llvm::enumerate(body_.blocks))
    outside[index] = llvm::any_of(block.operations, [&](const Operation &each) {
      return &each == &start_ || (each.verb == Verb::Destroy && each.object == holder_);
    });
  for (uint32_t join = 0; join < body_.blocks.size(); ++join) {
    if (outside[join] || llvm::none_of(body_.blocks[join].operations, ends))
      continue;
    std::vector<bool> loop = loopThrough(body_, join, outside);
    bool hasHead = false;
    uint32_t head = 0;
    for (uint32_t block = 0; block < body_.blocks.size(); ++block)
      for (const Edge &edge : body_.blocks[block].edges)
        if (loop[block] && edge.isBack && loop[edge.target]) {
          head = edge.target;
          hasHead = true;
        }
    bool hasOtherExit = false;
    for (uint32_t block = 0; block < body_.blocks.size(); ++block)
      for (const Edge &edge : body_.blocks[block].edges)
        hasOtherExit |= loop[block] && block != head && !loop[edge.target];
    for (uint32_t block = 0; block < body_.blocks.size(); ++block)
      if (loop[block]) {
        joined_[block] = joined_[block] || !hasOtherExit;
        if (hasOtherExit)
          leaky_.insert(block);
      }
    if (hasOtherExit && hasHead)
      for (const Edge &edge : body_.blocks[head].edges)
        if (!loop[edge.target])
          joined_[edge.target] = true;
  }
}

/// The thread is given to somebody who may join it.
bool ThreadDomain::leaves(const Operation &operation, const State &state) const {
  const Object &holder = state.property.holder;
  if (operation.verb == Verb::Escape)
    return isThreadOf(state.facts.resolve(operation.object), holder);
  if (operation.verb == Verb::Return)
    return operation.value.kind != Value::Unknown && isThreadOf(operation.value.object, holder);
  if (operation.verb != Verb::Call)
    return false;
  const CallDetail &call = body_.calls[operation.call];
  if (call.isCast || operation.call == start_.call)
    return false;
  for (const Argument &argument : call.arguments) {
    if (argument.value.kind == Value::Callable) {
      for (const Capture &capture : body_.callables[argument.value.callable].captures)
        if (isThreadOf(capture.object, holder))
          return true;
      continue;
    }
    bool names = argument.value.kind == Value::Content || argument.value.kind == Value::Address;
    if (names && isThreadOf(state.facts.resolve(argument.value.object), holder))
      return true;
  }
  return false;
}

static bool throwsItself(BodyId body, const Unit &unit, unsigned depth) {
  constexpr unsigned deepest = 4;
  return llvm::any_of(unit.body(body).blocks, [&](const Block &block) {
    return llvm::any_of(block.operations, [&](const Operation &each) {
      BodyId callee = each.verb == Verb::Call && each.call != NoIndex ? unit.body(body).calls[each.call].body : NoBody;
      return each.verb == Verb::Throw ||
             (callee != NoBody && callee != body && depth < deepest && unit.summary(callee).throws == Throws::Yes &&
              throwsItself(callee, unit, depth + 1));
    });
  });
}

/// Somebody wrote a throw, or the library throws on bad input. What a future hands on is its promise's business.
bool ThreadDomain::isSeenToThrow(const Operation &operation) const {
  if (operation.call == NoIndex)
    return true;
  bool isAwaited = llvm::any_of(body_.blocks, [&](const Block &block) {
    return llvm::any_of(block.operations,
                        [&](const Operation &each) { return each.verb == Verb::Await && each.call == operation.call; });
  });
  BodyId callee = body_.calls[operation.call].body;
  return !isAwaited && (callee == NoBody || throwsItself(callee, unit_, 0));
}

void ThreadDomain::lose(Loss::Kind kind, const Operation &operation, const Object &holder) {
  bool isKnown =
      llvm::any_of(losses, [&](const Loss &each) { return each.kind == kind && each.operation == &operation; });
  if (!isKnown)
    losses.push_back({kind, &operation, visiting ? *visiting : NoIndex, holder});
}

void ThreadDomain::transfer(const Operation &operation, const State &state, Emit emit) {
  State after = state;
  Property &property = after.property;
  if (&operation == &start_) {
    property = {true, holder_};
    after.facts.set(holder_, Range::satisfying(Test::NotEqual, 0)); // as it says when it is asked
    return emit(std::move(after));
  }
  if (!property.isRunning)
    return emit(std::move(after));
  Object object = state.facts.resolve(operation.object);
  if (ends(operation) && isThreadOf(object, property.holder)) {
    property.isRunning = object != property.holder && leaky_.contains(block_);
    after.facts.set(property.holder, Range::exactly(0));
  } else if (operation.verb == Verb::Move && isThreadOf(state.facts.resolve(operation.other), property.holder)) {
    bool staysHere = object.isVariable() && unit_.entity(object.id).kind == EntityKind::Local &&
                     unit_.entity(object.id).role == TypeRole::Thread;
    after.facts.set(property.holder, Range::exactly(0));
    property.isRunning = staysHere;
    property.holder = staysHere ? object : Object();
    if (staysHere)
      after.facts.set(object, Range::satisfying(Test::NotEqual, 0));
  } else if (operation.verb == Verb::Move && object == property.holder && isSingle(object)) {
    lose(Loss::Overwritten, operation, property.holder);
    return;
  } else if (operation.verb == Verb::Assign && property.holder.root == Root::Result &&
             operation.value.kind == Value::Content && operation.value.object == property.holder) {
    property.holder = object; // what a call has made has a name from here on
    after.facts.set(object, Range::satisfying(Test::NotEqual, 0));
  } else if (operation.verb == Verb::Assign && object == property.holder) {
    after.facts.set(object, Range::satisfying(Test::NotEqual, 0));
  } else if (operation.verb == Verb::Destroy && object == property.holder) {
    lose(Loss::End, operation, property.holder);
    return;
  } else if (leaves(operation, state)) {
    property.isRunning = false;
  }
  emit(std::move(after));
}

void ThreadDomain::unwound(State &state, const Operation &operation,
                           llvm::function_ref<bool(const Object &)> isDestroyed) {
  bool isStart = operation.call != NoIndex && operation.call == start_.call;
  if (state.property.isRunning && !isStart && isSeenToThrow(operation) && state.property.holder.isVariable() &&
      isDestroyed(state.property.holder)) {
    lose(Loss::Exception, operation, state.property.holder);
    state.property.isRunning = false;
  }
}

class Reader {
public:
  Reader(const Unit &unit, FindingSink &findings) : unit_(unit), findings_(findings) {}

  void read();

private:
  /// What the unit does with a member that holds threads.
  struct Member {
    std::vector<std::pair<const Body *, const Operation *>> starts;
    bool isEnded = false; ///< somebody joins, detaches or takes it
    bool isGivenAway = false;
  };

  void readLocals(const Body &body);
  void readMembers();
  void readMember(const Body &body, const Operation &operation);
  bool endsMember(BodyId body, EntityId member, unsigned depth) const;
  bool isCaptured(const Body &body, EntityId variable) const;
  bool isJoinedThrough(const Body &body, const Object &holder) const;
  /// A thread that a local loses on some path.
  struct Lost {
    const Body *body = nullptr;
    const Operation *start = nullptr;
    ThreadDomain::Loss loss;
    std::vector<const Edge *> decisions;

    bool isOverwritten() const { return loss.kind == ThreadDomain::Loss::Overwritten; }
  };

  void reportLost();
  Finding *report(const Lost &lost, const std::string &elsewhere);
  Finding *begin(const Body &body, const Operation &operation, std::string message);

  const Unit &unit_;
  FindingSink &findings_;
  std::map<EntityId, Member> members_;
  std::vector<Lost> lost_;
  std::set<std::pair<Place, std::string>> reported_;
};

Finding *Reader::begin(const Body &body, const Operation &operation, std::string message) {
  if (!reported_.insert({operation.place, message}).second)
    return nullptr;
  Finding &finding = findings_.report(operation.place, std::move(message));
  finding.entity = unit_.nameOf(body);
  finding.statement = operation.text;
  return &finding;
}

/// A guard of the user's own may join what it refers to, and so may what a template's arguments decide about.
bool Reader::isCaptured(const Body &body, EntityId variable) const {
  bool isUndecided = llvm::any_of(body.blocks, [&](const Block &block) {
    return llvm::any_of(block.operations, [&](const Operation &each) {
      return each.isUndecided && each.object.root == Root::Variable && each.object.id == variable;
    });
  });
  return isUndecided || llvm::any_of(body.callables, [&](const Callable &callable) {
           return llvm::any_of(callable.captures, [&](const Capture &capture) {
             return capture.object.root == Root::Variable && capture.object.id == variable;
           });
         });
}

/// What may hold a thread or none is asked before it is joined, in ways that are not followed.
bool Reader::isJoinedThrough(const Body &body, const Object &holder) const {
  return llvm::any_of(body.blocks, [&](const Block &block) {
    return llvm::any_of(block.operations,
                        [&](const Operation &each) { return ends(each) && each.object.startsWith(holder.deref()); });
  });
}

/// Reports it, and says of `elsewhere` what it has to say; null if it has been reported.
Finding *Reader::report(const Lost &lost, const std::string &elsewhere) {
  const auto &[body, start, loss, decisions] = lost;
  std::string name = unit_.spell(loss.holder);
  const Operation &end = *loss.operation;
  std::string message = "'" + name + "' ";
  if (lost.isOverwritten())
    message += "gets another thread here while its own, started at line " + std::to_string(start->place.line) +
               ", still runs" + elsewhere + ": that ends the program";
  else if (loss.kind == ThreadDomain::Loss::Exception)
    message += "is started here and still runs if " +
               (end.call != NoIndex ? "'" + body->calls[end.call].name + "' throws" : std::string("this throws")) +
               " at line " + std::to_string(end.place.line) + elsewhere + ": to destroy it then ends the program";
  else
    message += "is started here and neither joined nor detached on some path to its end" + elsewhere +
               ": that ends the program";
  Finding *finding = begin(*body, lost.isOverwritten() ? end : *start, std::move(message));
  if (!finding)
    return nullptr;
  finding->step(start->place, "starts '" + name + "'");
  constexpr size_t shown = 4;
  size_t count = 0;
  for (const Edge *decision : decisions)
    if (start->place < decision->place && count++ < shown)
      finding->step(decision->place, decision->text);
  finding->step(end.place, lost.isOverwritten() ? "puts another thread into '" + name + "'"
                           : loss.kind == ThreadDomain::Loss::Exception
                               ? "leaves by an exception, and destroys '" + name + "'"
                               : "'" + name + "' is destroyed here, still joinable");
  finding->remedy = "join it on every way out, or use a thread that joins by itself when it ends";
  return finding;
}

/// A file that does so again and again, as one of tests that return from the middle, has one habit, not so many slips.
void Reader::reportLost() {
  constexpr size_t ofHabit = 4, shown = 8;
  std::map<std::string, std::vector<const Lost *>> byFile;
  for (const Lost &lost : lost_)
    if (llvm::none_of(byFile[lost.start->place.file],
                      [&](const Lost *known) { return known->start->place == lost.start->place; }))
      byFile[lost.start->place.file].push_back(&lost);
  for (const auto &[file, all] : byFile) {
    bool isHabit = all.size() >= ofHabit;
    if (!isHabit) {
      for (const Lost *lost : all)
        report(*lost, "");
      continue;
    }
    Finding *finding = report(*all.front(), ", here and in " + std::to_string(all.size() - 1) + " more places");
    for (const Lost *other : llvm::ArrayRef(all).slice(1).take_front(shown))
      if (finding)
        finding->step(other->start->place,
                      "'" + unit_.spell(other->loss.holder) + "' is started, and lost in the same way");
  }
}

void Reader::readLocals(const Body &body) {
  for (const Block &block : body.blocks)
    for (const Operation &operation : block.operations) {
      Object holder;
      bool takesOver = operation.verb == Verb::Move && operation.other.lastField() != NoEntity &&
                       operation.object.isVariable() && unit_.entity(operation.object.id).role == TypeRole::Thread &&
                       unit_.entity(operation.other.lastField()).role == TypeRole::Thread;
      if (takesOver || (operation.verb == Verb::Spawn && operation.role == TypeRole::Thread)) {
        holder = operation.object;
      } else if (operation.verb == Verb::Call && operation.call != NoIndex) {
        const CallDetail &call = body.calls[operation.call];
        bool isOfThreads = call.receiver.isVariable() && unit_.entity(call.receiver.id).kind == EntityKind::Local &&
                           unit_.entity(call.receiver.id).elementRole == TypeRole::Thread &&
                           unit_.entity(call.receiver.id).isContainer;
        bool startsOne = llvm::any_of(call.arguments,
                                      [](const Argument &argument) { return argument.value.kind == Value::Callable; });
        if (isOfThreads && startsOne && call.isSystem && !call.isConstructor)
          holder = call.receiver;
      }
      bool isLocal = holder.isVariable() && unit_.entity(holder.id).kind == EntityKind::Local &&
                     !unit_.entity(holder.id).isReference;
      if (!(isLocal || holder.root == Root::Result) || (isLocal && isCaptured(body, holder.id)))
        continue;
      if (isLocal && !unit_.entity(holder.id).endsProgramIfRunning)
        continue;
      if (isLocal && isJoinedThrough(body, holder))
        continue;
      ThreadDomain domain(operation, holder, body, unit_);
      Simulation<ThreadDomain> simulation(unit_, body, domain);
      domain.visiting = &simulation.current();
      if (!simulation.run({}))
        continue;
      for (const ThreadDomain::Loss &loss : domain.losses) {
        bool isNamed = loss.holder.isVariable() && !isCaptured(body, loss.holder.id) &&
                       unit_.entity(loss.holder.id).endsProgramIfRunning;
        if (isNamed) {
          lost_.push_back({&body, &operation, loss,
                           loss.node == NoIndex ? std::vector<const Edge *>() : simulation.pathTo(loss.node)});
          break;
        }
      }
    }
}

void Reader::readMember(const Body &body, const Operation &operation) {
  auto memberOf = [&](const Object &object) -> EntityId {
    EntityId field = object.lastField();
    if (field == NoEntity)
      return NoEntity;
    const Entity &entity = unit_.entity(field);
    bool isThread = entity.role == TypeRole::Thread && entity.endsProgramIfRunning;
    return isThread && !entity.isReference ? field : NoEntity;
  };
  EntityId target = memberOf(operation.object);
  if (target != NoEntity) {
    if (operation.verb == Verb::Spawn || (operation.verb == Verb::Move && operation.other.root == Root::Result))
      members_[target].starts.push_back({&body, &operation});
    if (ends(operation) || operation.verb == Verb::Escape)
      members_[target].isEnded = true;
  }
  if (operation.verb == Verb::Move)
    if (EntityId source = memberOf(operation.other); source != NoEntity)
      members_[source].isEnded = true;
  if (operation.verb == Verb::Return)
    if (EntityId source = memberOf(operation.value.object); source != NoEntity)
      members_[source].isGivenAway = true;
  if (operation.verb == Verb::Assign && operation.value.kind == Value::Address) // another name for it
    if (EntityId source = memberOf(operation.value.object); source != NoEntity)
      members_[source].isGivenAway = true;
  if (operation.verb != Verb::Call || operation.call == NoIndex)
    return;
  const CallDetail &call = body.calls[operation.call];
  for (const Argument &argument : call.arguments)
    if (EntityId given = memberOf(argument.value.object); given != NoEntity)
      members_[given].isGivenAway = true;
}

/// Whether `body` joins, detaches or takes the member, itself or in a callee.
bool Reader::endsMember(BodyId body, EntityId member, unsigned depth) const {
  constexpr unsigned deepest = 5;
  if (depth > deepest)
    return true;
  for (const Block &block : unit_.body(body).blocks)
    for (const Operation &operation : block.operations) {
      bool names = operation.object.lastField() == member;
      if (names && (ends(operation) || operation.verb == Verb::Inspect || operation.verb == Verb::Escape))
        return true;
      if (operation.verb == Verb::Move && operation.other.lastField() == member)
        return true;
      if (operation.verb == Verb::Call && operation.call != NoIndex)
        if (BodyId callee = unit_.body(body).calls[operation.call].body;
            callee != NoBody && callee != body && endsMember(callee, member, depth + 1))
          return true;
    }
  return false;
}

void Reader::readMembers() {
  for (const Body &body : unit_.bodies)
    for (const Block &block : body.blocks)
      for (const Operation &operation : block.operations)
        readMember(body, operation);
  for (const auto &[id, member] : members_) {
    const Entity &entity = unit_.entity(id);
    if (member.isGivenAway || member.starts.empty() || entity.visibility == Visibility::Program)
      continue;
    if (!member.isEnded) {
      auto [body, start] = member.starts.front();
      if (Finding *finding = begin(*body, *start,
                                   "'" + entity.spelling +
                                       "' is started here, and nobody ever joins or detaches it: its "
                                       "object's end ends the program")) {
        finding->step(start->place, "starts '" + entity.spelling + "'");
        finding->step(entity.place, "it is destroyed with its object, still joinable");
        finding->remedy = "join it in the destructor, after it has been told to end";
      }
      continue;
    }
    if (member.starts.size() < 2)
      continue;
    for (auto [body, start] : member.starts)
      if (!body->isConstructor && !endsMember(body->id, id, 0) && start->verb == Verb::Move)
        if (Finding *finding =
                begin(*body, *start,
                      "'" + entity.spelling + "' gets another thread here, while the one that was started at line " +
                          std::to_string(member.starts.front().second->place.line) +
                          " may still run: that ends the program")) {
          finding->step(member.starts.front().second->place, "starts '" + entity.spelling + "'");
          finding->step(start->place, "puts another thread into it, joined or not");
          finding->remedy = "join the old thread before a new one takes its place";
        }
  }
}

void Reader::read() {
  for (const Body &body : unit_.bodies)
    readLocals(body);
  reportLost();
  readMembers();
}

void run(const Unit &unit, const OptionValues &, FindingSink &findings) { Reader(unit, findings).read(); }

} // namespace

extern const CheckInfo ThreadNotJoined;
const CheckInfo ThreadNotJoined = {
    .name = "thread-not-joined",
    .summary =
        "A thread's object is destroyed or gets another thread while its own still runs, which ends the program.",
    .severity = Severity::Error,
    .since = "0.1",
    .options = {},
    .run = run,
};

} // namespace leash
