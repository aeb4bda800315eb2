// unshared: waits for a channel that nobody else has yet.

#include "checks/core/flow/unshared.h"

#include "checks/core/flow/simulation.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"

#include <map>
#include <set>
#include <vector>

namespace leash {

namespace {

/// Follows one channel from where a variable gets it until somebody else has it, too.
class UnsharedDomain {
public:
  struct Property {
    enum State : uint8_t { Absent, Own, Filled, Shared } state = Absent;
    friend bool operator==(const Property &, const Property &) = default;
    friend bool operator<(const Property &a, const Property &b) { return a.state < b.state; }
  };
  using State = SimulationState<Property>;
  using Emit = llvm::function_ref<void(State)>;

  UnsharedDomain(const Operation &made, EntityId variable, const Body &body)
      : made_(made), body_(body), name_(Object::variable(variable)),
        isUnbuffered_(made.value.kind == Value::Constant && made.value.constant == 0) {}

  void transfer(const Operation &operation, const State &state, Emit emit) {
    State after = state;
    if (&operation == &made_)
      after.property.state = Property::Own;
    else if (state.property.state == Property::Own || state.property.state == Property::Filled)
      perform(operation, after.property);
    emit(std::move(after));
  }
  Throws throwsOf(const Operation &) const { return Throws::No; }
  void unwound(State &, const Operation &, llvm::function_ref<bool(const Object &)>) const {}

  /// Somebody else gets the channel.
  bool shares(const Operation &operation) const;

  std::set<const Operation *> waits;

private:
  void perform(const Operation &operation, Property &property);
  bool isMine(const Object &object) const { return object == name_ || object == made_.object; }
  bool refers(const Value &value) const;
  bool isShared(const CallDetail &call, uint32_t index) const;

  const Operation &made_;
  const Body &body_;
  Object name_;
  bool isUnbuffered_;
};

void UnsharedDomain::perform(const Operation &operation, Property &property) {
  bool waits = operation.blocks && !operation.timed;
  if (!isMine(operation.object) || (operation.verb != Verb::Send && operation.verb != Verb::Receive)) {
    if (shares(operation))
      property.state = Property::Shared;
    return;
  }
  bool isStuck = operation.verb == Verb::Send ? isUnbuffered_ : property.state == Property::Own;
  if (waits && isStuck) {
    this->waits.insert(&operation);
    property.state = Property::Shared; // once is enough
  } else if (operation.verb == Verb::Send) {
    property.state = Property::Filled;
  }
}

bool UnsharedDomain::refers(const Value &value) const {
  switch (value.kind) {
  case Value::Content:
  case Value::Address:
    return isMine(value.object);
  case Value::Callable:
    return llvm::any_of(body_.callables[value.callable].captures,
                        [&](const Capture &capture) { return isMine(capture.object); });
  case Value::Unknown:
  case Value::Negation:
  case Value::Constant:
    return false;
  }
  return false;
}

bool UnsharedDomain::shares(const Operation &operation) const {
  switch (operation.verb) {
  case Verb::Assign: {
    bool isNaming = operation.object == name_ && operation.value.object == made_.object;
    return !isNaming && (operation.object == name_ || refers(operation.value));
  }
  case Verb::Call:
    return isShared(body_.calls[operation.call], operation.call);
  case Verb::Return:
    return refers(operation.value);
  case Verb::Create:
  case Verb::Destroy:
  case Verb::Use:
  case Verb::Inspect:
    return false;
  default:
    return isMine(operation.object) || isMine(operation.other);
  }
}

/// The call gives the channel to somebody, or runs something that has it.
bool UnsharedDomain::isShared(const CallDetail &call, uint32_t index) const {
  bool runsCapture = llvm::any_of(body_.callables, [&](const Callable &callable) {
    return callable.body == call.body && call.body != NoBody &&
           llvm::any_of(callable.captures, [&](const Capture &capture) { return isMine(capture.object); });
  });
  if (runsCapture)
    return true;
  bool isOperator = llvm::StringRef(call.name).starts_with("operator");
  if (isMine(call.receiver) && !call.isNamedByVocabulary && !isOperator)
    return true;
  // What the call does to the channel by itself is an operation of its own.
  bool isSaid = llvm::any_of(body_.blocks, [&](const Block &block) {
    return llvm::any_of(block.operations, [&](const Operation &each) {
      return each.call == index && each.verb != Verb::Call && isMine(each.object);
    });
  });
  return !isSaid && !isOperator && !call.isCast &&
         llvm::any_of(call.arguments, [&](const Argument &argument) { return refers(argument.value); });
}

/// The blocks that some way leads to from each, without coming to where the channel is made: from there on it is
/// another one.
class Ways {
public:
  Ways(const Body &body, uint32_t start) : body_(body), start_(start) {}

  bool lead(uint32_t from, uint32_t to) {
    auto [known, isNew] = reached_.try_emplace(from);
    if (isNew) {
      std::vector<uint32_t> pending{from};
      while (!pending.empty()) {
        uint32_t block = pending.back();
        pending.pop_back();
        for (const Edge &edge : body_.blocks[block].edges)
          if (edge.target != start_ && known->second.insert(edge.target).second)
            pending.push_back(edge.target);
      }
    }
    return known->second.contains(to);
  }

private:
  const Body &body_;
  uint32_t start_;
  std::map<uint32_t, std::set<uint32_t>> reached_;
};

uint32_t blockOf(const Operation &operation, const Body &body) {
  for (auto [index, block] : llvm::enumerate(body.blocks))
    if (!block.operations.empty() && &block.operations.front() <= &operation && &operation <= &block.operations.back())
      return index;
  return body.exit;
}

/// A loop before the wait gives the channel away. That it may not run at all is no path to report: the wait then often
/// stands in another loop, which doesn't run either.
bool isSharedByLoopBefore(const Operation &wait, const Body &body, const UnsharedDomain &domain, Ways &ways) {
  uint32_t end = blockOf(wait, body);
  for (auto [index, block] : llvm::enumerate(body.blocks))
    if (ways.lead(index, index) && ways.lead(index, end) && !ways.lead(end, index) &&
        llvm::any_of(block.operations, [&](const Operation &each) { return domain.shares(each); }))
      return true;
  return false;
}

/// The local that is declared to hold what `made` makes; none if it gets it later, or if others may name it.
EntityId holderOf(const Operation &made, const Body &body, const Unit &unit) {
  if (made.object.isVariable())
    return unit.entity(made.object.id).kind == EntityKind::Local ? made.object.id : NoEntity;
  for (const Block &block : body.blocks)
    for (size_t i = 1; i < block.operations.size(); ++i) {
      const Operation &declared = block.operations[i - 1], &assigned = block.operations[i];
      bool isInitial = declared.verb == Verb::Create && assigned.verb == Verb::Assign && assigned.object.isVariable() &&
                       declared.object == assigned.object;
      if (isInitial && assigned.value.kind == Value::Content && assigned.value.object == made.object &&
          unit.entity(assigned.object.id).kind == EntityKind::Local)
        return assigned.object.id;
    }
  return NoEntity;
}

} // namespace

std::vector<UnsharedWait> unsharedWaits(const Body &body, const Unit &unit) {
  std::vector<UnsharedWait> found;
  for (const Block &block : body.blocks)
    for (const Operation &made : block.operations) {
      if (made.verb != Verb::Create || made.source.empty() || made.role != TypeRole::Channel)
        continue;
      EntityId variable = holderOf(made, body, unit);
      if (variable == NoEntity)
        continue;
      UnsharedDomain domain(made, variable, body);
      Simulation<UnsharedDomain> simulation(unit, body, domain);
      if (!simulation.run({}))
        continue;
      Ways ways(body, blockOf(made, body));
      for (const Operation *wait : domain.waits)
        if (!isSharedByLoopBefore(*wait, body, domain, ways))
          found.push_back({&made, wait, variable});
    }
  return found;
}

} // namespace leash
