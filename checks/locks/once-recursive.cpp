// once-recursive: what is to run once comes back to its own flag, or to the static variable that it makes, and waits
// for itself; or the flag is one that nobody else has, and it runs each time.
//
// What runs is followed through its callees, each call with the names that it was given, so that the flag of another
// object is another flag. A branch on the way that asks for something that is written meanwhile may be there to keep it
// from coming back: it is followed where its outcome is known, and else taken for that.

#include "checks/check.h"
#include "checks/core/flow/call-sites.h"
#include "checks/core/flow/callees.h"
#include "checks/core/flow/simulation.h"
#include "checks/core/flow/thread-work.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

#include <map>
#include <optional>
#include <set>

namespace leash {

namespace {

/// What can be begun but once: a flag, or a static variable.
struct Once {
  Object flag; ///< in the terms of who begins it
  bool isStatic = false;
};

/// A function on the way, and the call by which it was entered.
struct Frame {
  const Body &body;
  const CallDetail *call = nullptr; ///< null for the function that begins
  const Frame *caller = nullptr;    ///< whose names the arguments are, and what a lambda captures
  PathFacts facts = {};             ///< in the caller, at the call
  unsigned depth = 0;
};

/// A callable that a function was given, and the function in whose terms its captures are.
struct Given {
  BodyId body = NoBody;
  const Frame *names = nullptr;
};

/// The callable that a parameter stands for, be it one of the function itself or of one that a lambda stands in.
Given givenAs(const Object &object, const Frame &frame) {
  bool isPointee = object.path.size() == 1 && object.path.front().kind == PathElement::Deref;
  if (object.root != Root::Variable || (!object.path.empty() && !isPointee))
    return {};
  for (const Frame *at = &frame; at->call; at = at->caller) {
    auto parameter = llvm::find(at->body.parameters, object.id);
    if (parameter == at->body.parameters.end()) {
      if (!at->body.isLambda)
        return {};
      continue;
    }
    size_t index = parameter - at->body.parameters.begin();
    if (index >= at->call->arguments.size() || at->call->arguments[index].value.kind != Value::Callable)
      return {};
    uint32_t callable = at->call->arguments[index].value.callable;
    return callable < at->caller->body.callables.size() ? Given{at->caller->body.callables[callable].body, at->caller}
                                                        : Given();
  }
  return {};
}

/// Where each call of one function can be reached, and what is known there.
class ReachDomain {
public:
  struct Property {
    friend auto operator<=>(const Property &, const Property &) = default;
  };
  using State = SimulationState<Property>;
  using Emit = llvm::function_ref<void(State)>;

  ReachDomain(const Body &body, PathFacts initial) : entry_(body.entry), initial_(std::move(initial)) {}

  void entered(uint32_t block, State &state) const {
    if (block == entry_)
      state.facts = initial_;
  }
  void transfer(const Operation &operation, const State &state, Emit emit) {
    if (operation.call != NoIndex || operation.verb == Verb::Once)
      reached.insert_or_assign(&operation, state.facts);
    emit(state);
  }
  Throws throwsOf(const Operation &) const { return Throws::No; }
  void unwound(State &, const Operation &, llvm::function_ref<bool(const Object &)>) const {}

  std::map<const Operation *, PathFacts> reached;

private:
  uint32_t entry_;
  PathFacts initial_;
};

/// What code that is followed writes: members and globals, by whom.
using Writers = std::map<EntityId, std::set<BodyId>>;

/// A callable that a call is given at `index`, as a call with what follows it there.
CallDetail callOf(BodyId callable, const CallDetail &call, size_t index, const Unit &unit) {
  CallDetail inner;
  inner.body = callable;
  const Body &callee = unit.body(callable);
  llvm::ArrayRef<Argument> given = llvm::ArrayRef(call.arguments).drop_front(index + 1);
  if (callee.type != NoEntity && !callee.isLambda && !given.empty()) {
    const Value &object = given.front().value;
    bool isThis = object.object.root == Root::This; // the pointer itself
    if (isThis)
      inner.receiver = Object::self(0);
    else if (object.kind == Value::Address)
      inner.receiver = object.object;
    else if (object.kind == Value::Content)
      inner.receiver = given.front().isPointer ? object.object.deref() : object.object;
    given = given.drop_front();
  }
  inner.arguments.assign(given.begin(), given.end());
  return inner;
}

/// A callable that is called with nothing that is known.
CallDetail lambdaCall(BodyId callable) {
  CallDetail inner;
  inner.body = callable;
  return inner;
}

/// The flag of the once that `call` of `block` is; null if it is none.
const Operation *flagOf(uint32_t call, const Block &block) {
  auto once = llvm::find_if(block.operations,
                            [&](const Operation &each) { return each.verb == Verb::Once && each.call == call; });
  return once == block.operations.end() ? nullptr : &*once;
}

/// Whether `flag` of `body` can be told from those of other calls by its name: it isn't chosen by an index or a call,
/// nor through a parameter that is changed.
bool isOneFlag(const Object &flag, const Body &body) {
  bool isNamed = flag.root == Root::Variable || flag.root == Root::This;
  bool isChosen = llvm::any_of(flag.path, [](const PathElement &each) { return each.kind == PathElement::Index; });
  if (!isNamed || isChosen)
    return false;
  return flag.root == Root::This || !llvm::is_contained(body.parameters, flag.id) ||
         llvm::none_of(body.blocks, [&](const Block &block) {
           return llvm::any_of(block.operations, [&](const Operation &each) {
             return each.verb == Verb::Assign && each.object == Object::variable(flag.id);
           });
         });
}

/// Follows what one once runs, until it comes back.
class Search {
public:
  Search(const Unit &unit, const Once &once) : unit_(unit), once_(once) {}

  /// Whether what `operation` of the frame's function, at which `facts` are known, runs comes back; tells the way then.
  bool comesBack(const Operation &operation, const Frame &frame, const PathFacts &facts);
  Object outside(Object object, const Frame &frame) const;

  std::vector<std::pair<const Body *, const Operation *>> way; ///< from the first call to the last operation
  bool isByThread = false;                                     ///< some of it runs on a thread that is waited for

  /// What else is begun but once on the way, and what this began with: the same for each of those that wait for each
  /// other.
  std::set<EntityId> begun() const;

private:
  using Key = std::pair<BodyId, std::vector<Object>>;

  bool follow(const Frame &frame);
  bool followCall(const Operation &operation, const PathFacts &facts, const Frame &frame);
  bool followInto(const CallDetail &callee, const Operation &operation, const PathFacts &facts, const Frame &frame,
                  const Frame &names);
  bool followWork(const Operation &operation, const PathFacts &facts, const Frame &frame);
  bool isAwaited(const Operation &operation, const Frame &frame) const;
  bool isBack(const Operation &operation, const Block &block, const Frame &frame) const;
  Key keyOf(const Frame &frame) const;
  void collectWrites(const Body &body, std::set<BodyId> &seen);
  void addWrites(const Operation &operation, const Body &body);
  PathFacts initialFacts(const Frame &frame) const;
  Range rangeBefore(const Object &subject, const Frame &frame) const;
  bool isTracked(EntityId declaration, const Frame &frame) const;
  bool isWritten(const Object &subject, const Frame &frame, unsigned depth) const;
  bool isWrittenResult(uint32_t result, const Frame &frame, unsigned depth) const;
  bool isDoubtful(const Test &test, const Frame &frame, const PathFacts &initial) const;
  bool isKeptBack(const Operation &operation, const Frame &frame, const PathFacts &initial) const;

  static constexpr unsigned Deepest = 16;
  static constexpr unsigned Most = 400;       ///< functions that are followed
  static constexpr unsigned DeepestValue = 4; ///< … what a condition asks for

  const Unit &unit_;
  const Once &once_;
  Writers writers_;
  std::set<Key> seen_;
};

/// `object` of the frame's function in the terms of the one that began; unknown if it has no name there.
Object Search::outside(Object object, const Frame &frame) const {
  for (const Frame *at = &frame; at->call && object.isKnown(); at = at->caller)
    object = inCaller(object, *at->call, unit_);
  return object;
}

Search::Key Search::keyOf(const Frame &frame) const {
  std::vector<Object> names{outside(Object::self(0), frame)};
  for (EntityId parameter : frame.body.parameters) {
    names.push_back(outside(Object::variable(parameter), frame));
    names.push_back(outside(Object::variable(parameter).deref(), frame));
  }
  return {frame.body.id, std::move(names)};
}

void Search::addWrites(const Operation &operation, const Body &body) {
  // `writer` is one whose facts tell the value, or NoBody.
  auto add = [&](const Object &object, BodyId writer) {
    EntityId declaration = object.declaration();
    bool isFirstValue = body.isConstructor && object.root == Root::This; // of an object that nobody had asked
    if (declaration != NoEntity && !isFirstValue && unit_.entity(declaration).kind != EntityKind::Local)
      writers_[declaration].insert(writer);
  };
  bool isOfElement =
      llvm::any_of(operation.object.path, [](const PathElement &each) { return each.kind == PathElement::Index; });
  if (operation.verb == Verb::Assign && !isOfElement)
    add(operation.object, body.id);
  else if (operation.verb == Verb::Assign || operation.verb == Verb::Exchange || operation.direction != Direction::None)
    add(operation.object, NoBody);
  if (operation.verb != Verb::Call || operation.call == NoIndex)
    return;
  const CallDetail &call = body.calls[operation.call];
  if (call.isSystem && !call.isConst && !call.isNamedByVocabulary)
    add(call.receiver, NoBody);
  for (const Argument &argument : call.arguments)
    if (argument.isByReference)
      add(argument.value.object, NoBody);
}

void Search::collectWrites(const Body &body, std::set<BodyId> &seen) {
  if (!seen.insert(body.id).second || seen.size() > Most)
    return;
  for (const Block &block : body.blocks)
    for (const Operation &operation : block.operations) {
      addWrites(operation, body);
      for (const CallDetail &callee : calleesOf(body, operation, unit_))
        collectWrites(unit_.body(callee.body), seen);
    }
}

/// All who write it are on the way here, and have told what they wrote.
bool Search::isTracked(EntityId declaration, const Frame &frame) const {
  auto writers = writers_.find(declaration);
  if (writers == writers_.end())
    return true;
  return llvm::all_of(writers->second, [&](BodyId writer) {
    for (const Frame *at = &frame; at; at = at->caller)
      if (at->body.id == writer)
        return true;
    return false;
  });
}

/// What was known of `subject`, a member or a global in the frame's terms, when the function was called.
Range Search::rangeBefore(const Object &subject, const Frame &frame) const {
  bool isKnown = subject.root != Root::Variable || isTracked(subject.id, frame);
  for (const PathElement &each : subject.path)
    isKnown &= each.kind != PathElement::Field || isTracked(each.id, frame);
  if (!isKnown)
    return Range();
  Object name = subject;
  for (const Frame *at = &frame; at->call; at = at->caller) {
    name = inCaller(name, *at->call, unit_);
    if (!name.isKnown())
      return Range();
    if (Range known = at->facts.range(at->facts.resolve(name)); !known.isFull())
      return known;
  }
  return Range();
}

PathFacts Search::initialFacts(const Frame &frame) const {
  PathFacts facts;
  if (!frame.call)
    return facts;
  for (auto [index, parameter] : llvm::enumerate(frame.body.parameters))
    if (index < frame.call->arguments.size())
      facts.set(Object::variable(parameter), rangeOf(frame.call->arguments[index].value, frame.facts));
  for (const Block &block : frame.body.blocks)
    for (const Edge &edge : block.edges)
      for (const Test &test : edge.tests)
        if (test.subject.root == Root::This ||
            (test.subject.root == Root::Variable && unit_.entity(test.subject.id).visibility != Visibility::Function))
          facts.set(test.subject, rangeBefore(test.subject, frame));
  return facts;
}

/// What a call has yielded depends on something that is written.
bool Search::isWrittenResult(uint32_t result, const Frame &frame, unsigned depth) const {
  for (const Block &block : frame.body.blocks)
    for (const Operation &each : block.operations) {
      if (each.result != result || each.verb != Verb::Call || each.call == NoIndex)
        continue;
      const CallDetail &call = frame.body.calls[each.call];
      if (isWritten(call.receiver, frame, depth + 1) || llvm::any_of(call.arguments, [&](const Argument &argument) {
            return isWritten(argument.value.object, frame, depth + 1);
          }))
        return true;
      for (const CallDetail &callee : calleesOf(frame.body, each, unit_))
        for (const leash::Read &read : unit_.body(callee.body).reads)
          if (isWritten(read.object, {unit_.body(callee.body)}, DeepestValue))
            return true;
    }
  return false;
}

bool Search::isWritten(const Object &subject, const Frame &frame, unsigned depth) const {
  if (depth > DeepestValue)
    return false;
  if (subject.root == Root::Expression)
    return llvm::any_of(unit_.expressions[subject.id].reads,
                        [&](const Object &read) { return isWritten(read, frame, depth + 1); });
  bool isNamed = subject.root == Root::Variable && writers_.contains(subject.id);
  if (isNamed || llvm::any_of(subject.path, [&](const PathElement &each) {
        return each.kind == PathElement::Field && writers_.contains(each.id);
      }))
    return true;
  if (subject.root == Root::Result)
    return isWrittenResult(subject.id, frame, depth);
  if (!subject.isVariable() || unit_.entity(subject.id).kind != EntityKind::Local)
    return false;
  return llvm::any_of(frame.body.blocks, [&](const Block &block) {
    return llvm::any_of(block.operations, [&](const Operation &each) {
      return each.verb == Verb::Assign && each.object == subject && isWritten(each.value.object, frame, depth + 1);
    });
  });
}

/// The caller gives a number that is made for this call: the recursion may end by it.
bool isCountedDown(const Object &subject, const Frame &frame) {
  auto parameter = llvm::find(frame.body.parameters, subject.id);
  size_t index = parameter - frame.body.parameters.begin();
  if (!subject.isVariable() || parameter == frame.body.parameters.end() || !frame.call ||
      index >= frame.call->arguments.size())
    return false;
  const Value &value = frame.call->arguments[index].value;
  return value.kind == Value::Unknown || (value.kind == Value::Content && (value.constant != 0 || value.isNegated));
}

/// The outcome isn't known, and may be another one while it runs.
bool Search::isDoubtful(const Test &test, const Frame &frame, const PathFacts &initial) const {
  if (!initial.range(test.subject).isFull())
    return false;
  return isWritten(test.subject, frame, 0) || isCountedDown(test.subject, frame);
}

/// The blocks of `body` from which `target` is reached, other than through `without`.
std::vector<bool> leadingTo(uint32_t target, const Body &body, uint32_t without) {
  std::vector<bool> leads(body.blocks.size());
  leads[target] = true;
  for (bool changed = true; changed;) {
    changed = false;
    for (uint32_t block = 0; block < body.blocks.size(); ++block)
      if (!leads[block] && block != without &&
          llvm::any_of(body.blocks[block].edges, [&](const Edge &edge) { return leads[edge.target]; }))
        leads[block] = changed = true;
  }
  return leads;
}

/// Whether `operation` may follow after the beginning of `block`.
bool reaches(uint32_t block, const Operation *operation, const Body &body) {
  for (uint32_t target = 0; target < body.blocks.size(); ++target)
    if (llvm::any_of(body.blocks[target].operations, [&](const Operation &each) { return &each == operation; }))
      return leadingTo(target, body, NoIndex)[block];
  return false;
}

/// A branch that every way to `operation` goes through, and that has another way out, asks for something that may well
/// have the other answer while the once runs.
bool Search::isKeptBack(const Operation &operation, const Frame &frame, const PathFacts &initial) const {
  const Body &body = frame.body;
  auto holder = llvm::find_if(body.blocks, [&](const Block &block) {
    return llvm::any_of(block.operations, [&](const Operation &each) { return &each == &operation; });
  });
  if (holder == body.blocks.end())
    return false;
  uint32_t target = holder - body.blocks.begin();
  for (uint32_t block = 0; block < body.blocks.size(); ++block) {
    const std::vector<Edge> &edges = body.blocks[block].edges;
    bool asks = edges.size() > 1 && llvm::any_of(edges, [&](const Edge &edge) {
                  return llvm::any_of(edge.tests, [&](const Test &test) { return isDoubtful(test, frame, initial); });
                });
    if (!asks || block == target)
      continue;
    std::vector<bool> leads = leadingTo(target, body, block);
    bool decides = !leads[body.entry] && llvm::any_of(edges, [&](const Edge &edge) { return !leads[edge.target]; });
    if (decides)
      return true;
  }
  return false;
}

bool Search::isBack(const Operation &operation, const Block &block, const Frame &frame) const {
  if (operation.verb != Verb::Call || operation.call == NoIndex)
    return false;
  if (once_.isStatic)
    return frame.body.calls[operation.call].initializes == once_.flag.id;
  const Operation *flag = flagOf(operation.call, block);
  return flag && isOneFlag(flag->object, frame.body) && sameHere(outside(flag->object, frame), once_.flag);
}

/// Follows `callee`, whose captures and `this` mean what they do in `names`.
bool Search::followInto(const CallDetail &callee, const Operation &operation, const PathFacts &facts,
                        const Frame &frame, const Frame &names) {
  Frame inner{unit_.body(callee.body), &callee, &names, facts, frame.depth + 1};
  if (!follow(inner))
    return false;
  way.insert(way.begin(), {&frame.body, &operation});
  return true;
}

/// After it has started the work, the function waits for that.
bool Search::isAwaited(const Operation &operation, const Frame &frame) const {
  const Body &body = frame.body;
  std::set<Object> holders = holdersOf({body.calls[operation.call].receiver, Object::result(operation.result)}, body);
  auto waits = [](const Operation &each) {
    return each.verb == Verb::Join || (each.verb == Verb::Await && each.blocks && !each.timed);
  };
  auto ends = [&](const Operation &each) {
    if (each.verb != Verb::Destroy || !each.object.isKnown() || !holders.contains(each.object))
      return false;
    return each.object.isVariable() ? unit_.entity(each.object.id).joinsOnDestruction
                                    : each.role == TypeRole::JoiningThread || each.role == TypeRole::Future;
  };
  return llvm::any_of(body.blocks, [&](const Block &block) {
    return llvm::any_of(block.operations, [&](const Operation &each) {
      bool isLater = operation.place < each.place || ends(each);
      return isLater && (ends(each) || leadsTo(each, body, unit_, waits));
    });
  });
}

/// Follows work that is handed to a thread which is waited for.
bool Search::followWork(const Operation &operation, const PathFacts &facts, const Frame &frame) {
  const CallDetail &call = frame.body.calls[operation.call];
  for (auto [index, argument] : llvm::enumerate(call.arguments)) {
    BodyId work = argument.value.kind == Value::Callable ? frame.body.callables[argument.value.callable].body : NoBody;
    if (work == NoBody || useOfArgument(call, index, unit_) != CallableUse::OtherThread || !isAwaited(operation, frame))
      continue;
    if (followInto(callOf(work, call, index, unit_), operation, facts, frame, frame)) {
      isByThread = true;
      return true;
    }
  }
  return false;
}

/// Follows all that a call runs: the function itself, callables that it is given, and parameters that are callables.
bool Search::followCall(const Operation &operation, const PathFacts &facts, const Frame &frame) {
  if (operation.call == NoIndex || frame.depth == Deepest)
    return false;
  const CallDetail &call = frame.body.calls[operation.call];
  std::set<BodyId> callables;
  for (auto [index, argument] : llvm::enumerate(call.arguments)) {
    if (argument.use != CallableUse::CalledNow)
      continue;
    bool isHere = argument.value.kind == Value::Callable;
    Given given = isHere ? Given{frame.body.callables[argument.value.callable].body, &frame}
                         : givenAs(argument.value.object, frame);
    if (given.body == NoBody || !callables.insert(given.body).second)
      continue;
    // What the callable of a caller captures has its names there; what it is given here has none.
    CallDetail inner = isHere ? callOf(given.body, call, index, unit_) : lambdaCall(given.body);
    if (followInto(inner, operation, facts, frame, *given.names))
      return true;
  }
  if (Given given = operation.verb == Verb::Call ? givenAs(call.receiver, frame) : Given(); given.body != NoBody) {
    CallDetail inner = lambdaCall(given.body);
    bool isLambda = unit_.body(given.body).isLambda; // what it captures has other names than what it is given
    if (!isLambda)
      inner.arguments = call.arguments;
    if (followInto(inner, operation, isLambda ? frame.facts : facts, frame, isLambda ? *given.names : frame))
      return true;
  }
  for (const CallDetail &callee : calleesOf(frame.body, operation, unit_))
    if (!callables.contains(callee.body) && followInto(callee, operation, facts, frame, frame))
      return true;
  return operation.verb == Verb::Call && followWork(operation, facts, frame);
}

bool Search::follow(const Frame &frame) {
  if (seen_.size() > Most || frame.body.isPattern || !seen_.insert(keyOf(frame)).second)
    return false;
  PathFacts initial = initialFacts(frame);
  ReachDomain domain(frame.body, initial);
  Simulation<ReachDomain> simulation(unit_, frame.body, domain);
  if (!simulation.run({}))
    return false;
  for (const Block &block : frame.body.blocks)
    for (const Operation &operation : block.operations) {
      auto reached = domain.reached.find(&operation);
      if (reached == domain.reached.end())
        continue;
      if (isBack(operation, block, frame)) {
        if (isKeptBack(operation, frame, initial))
          continue;
        way.insert(way.begin(), {&frame.body, &operation});
        return true;
      }
      if (!isKeptBack(operation, frame, initial) && followCall(operation, reached->second, frame))
        return true;
    }
  return false;
}

bool Search::comesBack(const Operation &operation, const Frame &frame, const PathFacts &facts) {
  std::set<BodyId> seen;
  for (const Block &block : frame.body.blocks)
    for (const Operation &each : block.operations)
      addWrites(each, frame.body);
  for (const Argument &argument : frame.body.calls[operation.call].arguments)
    if (argument.value.kind == Value::Callable)
      if (BodyId body = frame.body.callables[argument.value.callable].body; body != NoBody)
        collectWrites(unit_.body(body), seen);
  for (const CallDetail &callee : calleesOf(frame.body, operation, unit_))
    collectWrites(unit_.body(callee.body), seen);
  return followCall(operation, facts, frame);
}

std::set<EntityId> Search::begun() const {
  std::set<EntityId> begun{once_.flag.declaration()};
  for (const auto &[body, operation] : way) {
    if (EntityId variable = body->calls[operation->call].initializes; variable != NoEntity)
      begun.insert(variable);
    for (const Block &block : body->blocks)
      if (const Operation *flag = flagOf(operation->call, block))
        begun.insert(flag->object.declaration());
  }
  return begun;
}

/// What has been found, and all that is begun but once on the way.
struct Recursion {
  Finding finding;
  std::set<EntityId> begun;
};

class Reader {
public:
  Reader(const Unit &unit, FindingSink &findings) : unit_(unit), findings_(findings), sites_(callSites(unit)) {}

  void read();

private:
  void read(const Body &body);
  void readFlag(const Operation &call, const Operation &flag, const Body &body);
  void readStatic(const Operation &call, const Body &body);
  void readOwn(const Operation &call, const Operation &flag, const Body &body);
  bool isOwn(const Operation &flag, const Body &body) const;
  bool touchesShared(const Operation &call, const Body &body) const;
  PathFacts factsAt(const Operation &operation, const Body &body) const;
  void report(const Search &search, const Once &once, const std::string &name);

  const Unit &unit_;
  FindingSink &findings_;
  std::vector<std::vector<Site>> sites_;
  std::vector<Recursion> found_;
  std::set<Place> reported_;
};

PathFacts Reader::factsAt(const Operation &operation, const Body &body) const {
  ReachDomain domain(body, {});
  Simulation<ReachDomain> simulation(unit_, body, domain);
  auto reached = simulation.run({}) ? domain.reached.find(&operation) : domain.reached.end();
  return reached == domain.reached.end() ? PathFacts() : reached->second;
}

/// The story of a way back.
void Reader::report(const Search &search, const Once &once, const std::string &name) {
  // A static variable is entered by the call of its function.
  size_t last = search.way.size() - (once.isStatic && search.way.size() > 1 ? 2 : 1);
  const auto &[at, back] = search.way[last];
  std::string quoted = "'" + name + "'";
  std::string runs = once.isStatic ? "what " + quoted + " is made of" : "what runs once for " + quoted;
  std::string waits = search.isByThread ? "on a thread that it waits for" : "and waits for itself";
  Finding finding;
  finding.place = back->place;
  finding.message = runs + " comes back to " + quoted + " here, " + waits;
  finding.entity = at->function == NoEntity ? "" : std::string(unit_.nameOf(*at));
  finding.statement = back->text;
  for (auto [index, step] : llvm::enumerate(llvm::ArrayRef(search.way).take_front(last + 1))) {
    const CallDetail &call = step.first->calls[step.second->call];
    std::string callee = call.callee == NoEntity ? call.name : unit_.entity(call.callee).qualified;
    std::string what = index == 0 ? "begins " + quoted : "calls '" + callee + "'";
    finding.step(step.second->place, index == last && index != 0 ? "comes back to " + quoted : what);
  }
  finding.remedy = once.isStatic ? "give what is made to those that help to make it, instead of asking for it meanwhile"
                                 : "let what runs once call variants that don't ask whether it has run";
  found_.push_back({std::move(finding), search.begun()});
}

void Reader::readStatic(const Operation &call, const Body &body) {
  EntityId variable = body.calls[call.call].initializes;
  Once once{Object::variable(variable), true};
  Search search(unit_, once);
  Frame frame{body};
  if (search.comesBack(call, frame, factsAt(call, body)))
    report(search, once, unit_.entity(variable).spelling);
}

void Reader::readFlag(const Operation &call, const Operation &flag, const Body &body) {
  if (!isOneFlag(flag.object, body))
    return;
  std::string name = unit_.spell(flag.object);
  Once once{flag.object, false};
  Search search(unit_, once);
  Frame frame{body};
  if (search.comesBack(call, frame, factsAt(call, body)))
    return report(search, once, name);
  for (const Site &site : sites_[body.id])
    for (const CallDetail &callee : calleesOf(*site.body, site.operation(), unit_)) {
      bool givesCallable = llvm::any_of(
          callee.arguments, [](const Argument &argument) { return argument.value.kind == Value::Callable; });
      if (callee.body != body.id || !givesCallable)
        continue;
      Frame outer{*site.body};
      Frame inner{body, &callee, &outer, factsAt(site.operation(), *site.body), 1};
      Once outside{inCaller(flag.object, callee, unit_), false};
      Search fromSite(unit_, outside);
      if (outside.flag.isKnown() && fromSite.comesBack(call, inner, factsAt(call, body)))
        return report(fromSite, outside, name);
    }
}

/// The flag is a variable of the function that nobody else gets to know, and that is asked but once.
bool Reader::isOwn(const Operation &flag, const Body &body) const {
  if (!flag.object.isVariable())
    return false;
  const Entity &entity = unit_.entity(flag.object.id);
  if (entity.kind != EntityKind::Local || entity.isReference || entity.isPointer || entity.owner != body.function)
    return false;
  for (const Callable &callable : body.callables)
    for (const Capture &capture : callable.captures)
      if (capture.object.startsWith(flag.object))
        return false;
  return llvm::none_of(body.blocks, [&](const Block &block) {
    return llvm::any_of(block.operations, [&](const Operation &each) {
      bool isOther =
          each.call != flag.call && (each.object.startsWith(flag.object) || each.other.startsWith(flag.object) ||
                                     each.value.object.startsWith(flag.object));
      bool isOfLife = each.verb == Verb::Create || each.verb == Verb::Destroy ||
                      (each.verb == Verb::Assign && each.object == flag.object);
      bool isMaking = each.verb == Verb::Call && each.call != NoIndex && body.calls[each.call].isConstructor &&
                      body.calls[each.call].receiver == flag.object;
      bool isGiven = each.verb == Verb::Call && each.call != NoIndex && each.call != flag.call &&
                     llvm::any_of(body.calls[each.call].arguments, [&](const Argument &argument) {
                       return argument.value.object.startsWith(flag.object);
                     });
      return isGiven || (isOther && !isOfLife && !isMaking);
    });
  });
}

/// What is run does something to what others can reach, so that it matters how often it runs.
bool Reader::touchesShared(const Operation &call, const Body &body) const {
  for (const Argument &argument : body.calls[call.call].arguments) {
    if (argument.value.kind != Value::Callable)
      continue;
    const Callable &callable = body.callables[argument.value.callable];
    auto isOfOthers = [&](const Object &object) {
      if (object.root == Root::This)
        return true;
      return object.root == Root::Variable && unit_.entity(object.id).owner != body.function &&
             unit_.entity(object.id).owner != callable.function;
    };
    if (callable.body != NoBody && does(unit_.body(callable.body), unit_, [&](const Operation &each) {
          return (each.verb == Verb::Assign || each.verb == Verb::Exchange || each.verb == Verb::Call) &&
                 isOfOthers(each.object);
        }))
      return true;
  }
  return false;
}

void Reader::readOwn(const Operation &call, const Operation &flag, const Body &body) {
  bool isRepeated = false;
  for (const Block &block : body.blocks)
    for (const Edge &edge : block.edges)
      isRepeated |= edge.isBack && !unit_.entity(flag.object.id).isLoopVariable && reaches(edge.target, &call, body) &&
                    unit_.entity(flag.object.id).place < call.place;
  if (isRepeated || !touchesShared(call, body) || !reported_.insert(call.place).second)
    return;
  std::string quoted = "'" + unit_.entity(flag.object.id).spelling + "'";
  Finding &finding =
      findings_.report(call.place, quoted + " is made anew by each call, so what is to run once runs each time");
  finding.entity = unit_.nameOf(body);
  finding.statement = call.text;
  finding.step(unit_.entity(flag.object.id).place, quoted + " is local: no other call ever sees it");
  finding.step(call.place, "finds " + quoted + " as it was made, and runs what it is given");
  finding.remedy = "put " + quoted + " where that is which it is to be done to, or make it static";
}

void Reader::read(const Body &body) {
  if (body.isPattern)
    return;
  for (const Block &block : body.blocks)
    for (const Operation &operation : block.operations) {
      if (operation.verb != Verb::Call || operation.call == NoIndex)
        continue;
      if (body.calls[operation.call].initializes != NoEntity)
        readStatic(operation, body);
      const Operation *flag = flagOf(operation.call, block);
      if (!flag)
        continue;
      readFlag(operation, *flag, body);
      if (isOwn(*flag, body))
        readOwn(operation, *flag, body);
    }
}

void Reader::read() {
  for (const Body &body : unit_.bodies)
    read(body);
  llvm::sort(found_, [](const Recursion &a, const Recursion &b) { return a.finding.place < b.finding.place; });
  std::set<std::set<EntityId>> circles;
  for (Recursion &each : found_) {
    bool isCircle = each.begun.size() > 1; // each of those that wait for each other is found
    if ((isCircle && !circles.insert(each.begun).second) || !reported_.insert(each.finding.place).second)
      continue;
    Finding &finding = findings_.report(each.finding.place, each.finding.message);
    finding.entity = std::move(each.finding.entity);
    finding.statement = std::move(each.finding.statement);
    finding.steps = std::move(each.finding.steps);
    finding.remedy = std::move(each.finding.remedy);
  }
}

void run(const Unit &unit, const OptionValues &, FindingSink &findings) { Reader(unit, findings).read(); }

} // namespace

extern const CheckInfo OnceRecursive;
const CheckInfo OnceRecursive = {
    .name = "once-recursive",
    .summary = "What is to run once comes back to itself, and waits for itself, or runs each time.",
    .severity = Severity::Error,
    .since = "0.1",
    .options = {},
    .run = run,
};

} // namespace leash
