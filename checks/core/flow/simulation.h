// simulation: the one forward fixpoint, with path sensitivity by property simulation.
//
// After Das, Lerner, Seigle: ESP, path-sensitive program verification in polynomial time (PLDI 2002). The state is a
// property, what the client tracks, and path facts, the branch outcomes it depends on. Paths that meet in one block
// with equal properties are merged and keep the facts they share; paths whose properties differ stay apart. There are
// thus at most |blocks| * |properties| nodes, however many paths there are.
//
// A client (a Domain) has
//   struct Property               comparable with < and ==
//   void transfer(const Operation &, const State &, Emit)   calls Emit(state) for each way to go on; none ends the path
//   Throws throwsOf(const Operation &)                      whether it leaves by an exception
//   void entered(uint32_t block, State &)          optional: what reaching a block means
//   void followed(uint32_t block, const Edge &, State &)   optional: what leaving a block by an edge means
//   void unwound(State &, const Operation &, isDestroyed)   what the throwing operation has done, and the destructors
//   do
//                                                           that its exception runs
#pragma once

#include "checks/core/flow/path-facts.h"
#include "checks/core/model/body.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"

#include <algorithm>
#include <deque>
#include <map>
#include <vector>

namespace leash {

/// Limits on one fixpoint; beyond them it gives up, and nothing is claimed about the function.
struct SimulationBudget {
  uint32_t nodesPerBlock = 24;
  uint32_t visitsBeforeWidening = 12;
  uint32_t nodes = 20'000;
};

template <typename Property> struct SimulationState {
  Property property;
  PathFacts facts;
  const Operation *returned = nullptr; ///< the return statement passed, for what follows it: destructors, the exit
};

/// The subject that stands for the value a function returns.
inline Object returnedValue() { return Object::result(0); }

template <typename Domain> class Simulation {
public:
  using Property = typename Domain::Property;
  using State = SimulationState<Property>;
  using Emit = llvm::function_ref<void(State)>;

  /// Called at the ends of paths: `normal` or by exception at `last`, with the state there. `path` walks back to the
  /// entry when asked.
  struct Exit {
    State state;
    bool isNormal = true;
    const Operation *last = nullptr; ///< the return statement or throwing operation, if any
    uint32_t node = 0;
  };

  Simulation(const Unit &unit, const Body &body, Domain &domain, SimulationBudget budget = {})
      : unit_(unit), body_(body), domain_(domain), budget_(budget) {}

  /// Runs to the fixpoint from `initial`. False if the budget was exceeded.
  bool run(Property initial);

  const std::vector<Exit> &exits() const { return exits_; }

  /// The node that is being visited, for a domain that remembers where it saw something.
  const uint32_t &current() const { return current_; }

  /// The edges with a decision that lead from the entry to `node`, in order.
  std::vector<const Edge *> pathTo(uint32_t node) const;

private:
  struct Node {
    uint32_t block = 0;
    State state;
    uint32_t parent = NoIndex;
    const Edge *via = nullptr;
    uint32_t visits = 0;
    bool isQueued = false;
  };

  void reach(uint32_t block, State state, uint32_t parent, const Edge *via);
  void visit(uint32_t node);
  void step(const Operation &operation, std::vector<State> &states, uint32_t node);
  void unwind(const Operation &operation, const State &state, uint32_t node);
  void follow(const Edge &edge, const State &state, uint32_t node);
  void assign(const Operation &operation, State &state) const;
  void leave(State state, bool isNormal, const Operation *last, uint32_t node);

  const Unit &unit_;
  const Body &body_;
  Domain &domain_;
  SimulationBudget budget_;
  std::vector<Node> nodes_;
  std::map<std::tuple<uint32_t, const Operation *, Property>, uint32_t> index_;
  std::vector<uint32_t> nodesOfBlock_;
  std::deque<uint32_t> queue_;
  std::vector<Exit> exits_;
  std::map<std::tuple<uint32_t, const Operation *, Property>, size_t> exitIndex_;
  uint32_t current_ = NoIndex;
  bool exceeded_ = false;
};

template <typename Domain> bool Simulation<Domain>::run(Property initial) {
  nodesOfBlock_.assign(body_.blocks.size(), 0);
  reach(body_.entry, {std::move(initial), {}}, NoIndex, nullptr);
  while (!queue_.empty() && !exceeded_) {
    uint32_t node = queue_.front();
    queue_.pop_front();
    nodes_[node].isQueued = false;
    visit(node);
  }
  return !exceeded_;
}

template <typename Domain>
void Simulation<Domain>::reach(uint32_t block, State state, uint32_t parent, const Edge *via) {
  auto [known, isNew] = index_.try_emplace({block, state.returned, state.property}, nodes_.size());
  if (isNew) {
    if (++nodesOfBlock_[block] > budget_.nodesPerBlock || nodes_.size() >= budget_.nodes) {
      exceeded_ = true;
      return;
    }
    nodes_.push_back({block, std::move(state), parent, via, 0, true});
    queue_.push_back(known->second);
    return;
  }
  Node &node = nodes_[known->second];
  bool changed = node.state.facts.join(state.facts);
  if (!changed)
    return;
  if (++node.visits > budget_.visitsBeforeWidening)
    node.state.facts.widen();
  if (!std::exchange(node.isQueued, true))
    queue_.push_back(known->second);
}

template <typename Domain> void Simulation<Domain>::visit(uint32_t node) {
  current_ = node;
  std::vector<State> states{nodes_[node].state};
  if constexpr (requires { domain_.entered(0u, states.front()); })
    domain_.entered(nodes_[node].block, states.front());
  const Block &block = body_.blocks[nodes_[node].block];
  for (const Operation &operation : block.operations) {
    step(operation, states, node);
    if (states.empty())
      return;
  }
  if (nodes_[node].block == body_.exit) {
    for (State &state : states) {
      const Operation *returned = state.returned;
      leave(std::move(state), /*isNormal=*/true, returned, node);
    }
    return;
  }
  if (block.endsPath)
    return;
  for (const State &state : states)
    for (const Edge &edge : block.edges)
      follow(edge, state, node);
}

template <typename Domain>
void Simulation<Domain>::step(const Operation &operation, std::vector<State> &states, uint32_t node) {
  std::vector<State> next;
  for (State &state : states) {
    if (operation.unwind != NoIndex && domain_.throwsOf(operation) == Throws::Yes)
      unwind(operation, state, node);
    if (operation.verb == Verb::Throw)
      continue;
    if (operation.result != 0 && operation.verb == Verb::Call)
      state.facts.forget(Object::result(operation.result), unit_);
    if (operation.verb == Verb::Assign)
      assign(operation, state);
    else if (operation.direction != Direction::None)
      state.facts.forget(operation.object, unit_);
    if (operation.verb == Verb::Return) {
      state.facts.set(returnedValue(), rangeOf(operation.value, state.facts));
      state.returned = &operation;
    }
    domain_.transfer(operation, state, [&](State after) {
      if (operation.verb == Verb::Destroy)
        after.facts.forget(operation.object, unit_);
      auto same = std::find_if(next.begin(), next.end(), [&](const State &each) {
        return each.property == after.property && each.facts == after.facts;
      });
      if (same == next.end())
        next.push_back(std::move(after));
    });
  }
  states = std::move(next);
}

inline Range rangeOf(const Value &value, const PathFacts &facts) {
  switch (value.kind) {
  case Value::Constant:
    return Range::exactly(value.constant);
  case Value::Content:
    if (value.constant != 0) {
      // Counters that were set a moment ago: a lock's depth, the steps that succeeded. Loops are not counted.
      std::optional<int64_t> before = facts.range(facts.resolve(value.object)).single();
      constexpr int64_t most = 4;
      bool isSmall = before && *before >= -most && *before <= most;
      return isSmall ? Range::exactly(*before + value.constant) : Range();
    }
    return value.isNegated ? facts.range(facts.resolve(value.object)).negated()
                           : facts.range(facts.resolve(value.object));
  case Value::Negation: {
    Range negated = facts.range(facts.resolve(value.object));
    return negated == Range::exactly(0) ? Range::exactly(1) : !negated.contains(0) ? Range::exactly(0) : Range();
  }
  case Value::Address:
  case Value::Callable:
    return Range::satisfying(Test::NotEqual, 0);
  case Value::Unknown:
    break;
  }
  return Range();
}

template <typename Domain> void Simulation<Domain>::assign(const Operation &operation, State &state) const {
  const Value &value = operation.value;
  Range range = rangeOf(value, state.facts);
  Object bound = value.kind == Value::Address ? state.facts.resolve(value.object) : Object();
  state.facts.forget(operation.object, unit_);
  state.facts.set(operation.object, range);
  if (bound.isKnown() && !bound.startsWith(operation.object))
    state.facts.bind(operation.shared ? operation.object : operation.object.deref(), bound);
  // A pointer that a call has yielded, and that is known to point to something.
  if (value.kind == Value::Content && value.object.root == Root::Result && value.object.path.empty()) {
    Object target = state.facts.resolve(value.object.deref());
    if (!(target == value.object.deref()) && !target.startsWith(operation.object))
      state.facts.bind(operation.object.deref(), target);
  }
}

/// An exception leaves: what has happened so far counts, the operation's own effect doesn't, and the destructors of
/// what the try block (or the function) had made run on the way.
template <typename Domain>
void Simulation<Domain>::unwind(const Operation &operation, const State &state, uint32_t node) {
  const Unwind &way = body_.unwinds[operation.unwind];
  State thrown = state;
  bool leaves = way.target == NoIndex;
  domain_.unwound(thrown, operation, [&](const Object &object) {
    return leaves || (object.root == Root::Variable &&
                      std::find(way.destroyed.begin(), way.destroyed.end(), object.id) != way.destroyed.end());
  });
  if (leaves)
    leave(std::move(thrown), /*isNormal=*/false, &operation, node);
  else
    reach(way.target, std::move(thrown), node, nullptr);
}

template <typename Domain> void Simulation<Domain>::follow(const Edge &edge, const State &state, uint32_t node) {
  State next = state;
  for (const Test &test : edge.tests) {
    Test resolved = test;
    resolved.subject = next.facts.resolve(test.subject);
    if (!next.facts.assume(resolved))
      return;
  }
  for (const Operation &effect : edge.effects)
    assign(effect, next);
  if constexpr (requires { domain_.followed(0u, edge, next); })
    domain_.followed(nodes_[node].block, edge, next);
  if (edge.isBack)
    next.facts.forgetVolatile(unit_);
  reach(edge.target, std::move(next), node, edge.text.empty() ? nullptr : &edge);
}

template <typename Domain>
void Simulation<Domain>::leave(State state, bool isNormal, const Operation *last, uint32_t node) {
  auto [known, isNew] = exitIndex_.try_emplace({node, last, state.property}, exits_.size());
  if (isNew)
    exits_.push_back({std::move(state), isNormal, last, node});
  else
    exits_[known->second].state.facts = state.facts;
}

template <typename Domain> std::vector<const Edge *> Simulation<Domain>::pathTo(uint32_t node) const {
  std::vector<const Edge *> path;
  std::vector<bool> seen(nodes_.size());
  for (; node != NoIndex && !seen[node]; node = nodes_[node].parent) {
    seen[node] = true;
    if (nodes_[node].via)
      path.push_back(nodes_[node].via);
  }
  std::reverse(path.begin(), path.end());
  return path;
}

} // namespace leash
