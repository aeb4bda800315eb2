// lock-order: two locks are acquired in opposite orders by functions that may run at the same time.
//
// Each acquisition under a lock is an edge from the one that is held to the one that is taken; a cycle of edges can
// block for ever, if the threads that take them meet. Locks are told apart by their declaration: a member of a class is
// one lock of the graph, whatever the instance. Silent are cycles under a common lock, locks that are taken together by
// a function that orders them, attempts that don't wait, and what constructors, destructors and a main function before
// its first thread do.

#include "checks/check.h"
#include "checks/core/flow/callees.h"
#include "checks/core/flow/lock-flow.h"
#include "checks/core/flow/lock-story.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

#include <map>
#include <optional>
#include <set>

namespace leash {

namespace {

/// Cycles of more locks than this are left alone: nobody could follow the story.
constexpr size_t LongestCycle = 4;

/// Locks that callers hold are followed through so many functions.
constexpr unsigned RoundsOfCallers = 8;

/// A lock of the graph: the member, or the variable, that it is declared as.
using LockId = EntityId;

/// `taken` is acquired while `held` is.
struct Nesting {
  LockId held = NoEntity, taken = NoEntity;
  const Body *body = nullptr;
  const LockFlow *flow = nullptr;
  const LockEvent *event = nullptr;
  Acquisition acquisition; ///< of the lock that is taken
  std::set<LockId> gates;  ///< what else is held meanwhile
};

bool isWait(const LockEvent &event) { return event.kind == LockEvent::Blocked && event.operation->verb == Verb::Wait; }

class Graph {
public:
  Graph(const Unit &unit, FindingSink &findings) : unit_(unit), findings_(findings) {}

  void read(const Body &body);
  /// Once all are read: what callers hold, and then the cycles.
  void readCallers();
  void report();

private:
  LockId idOf(const Object &lock) const;
  void add(Nesting nesting);
  std::set<LockId> heldAt(const Body &body, const Operation &operation) const;
  std::set<LockId> heldBeside(const Body &body, const LockFlow &flow, const Operation &operation) const;
  bool isAlone(const Body &body, const Operation &operation) const;
  void readInstances(const Body &body, const LockFlow &flow, const LockEvent &event);
  void extend(std::vector<const Nesting *> &way);
  void reportCycle(std::vector<const Nesting *> cycle);
  std::string nameOfTaken(const Nesting &edge) const;
  std::string classOf(const Object &lock) const;

  const Unit &unit_;
  FindingSink &findings_;
  std::vector<Nesting> nestings_;
  std::map<LockId, std::vector<size_t>> from_;
  std::set<std::set<LockId>> reported_;
  std::set<Place> reportedInstances_;
  unsigned rounds_ = 0;
};

LockId Graph::idOf(const Object &lock) const {
  if (EntityId field = lock.lastField(); field != NoEntity)
    return field;
  if (lock.root != Root::Variable)
    return NoEntity;
  const Entity &variable = unit_.entity(lock.id);
  bool isNameForAnother = variable.kind == EntityKind::Parameter || variable.isReference || !lock.path.empty();
  return isNameForAnother ? NoEntity : lock.id;
}

/// Nobody else can be there yet, or any more: an object is made or ends, or the program has no threads yet.
bool Graph::isAlone(const Body &body, const Operation &operation) const {
  if (body.isConstructor || body.isDestructor)
    return true;
  if (unit_.entity(body.function).qualified != "main")
    return false;
  for (const Block &block : body.blocks)
    for (const Operation &each : block.operations)
      if (each.verb == Verb::Spawn && each.place < operation.place)
        return false;
  return true;
}

/// Two instances of one class in the order of the arguments: who calls it the other way round takes them the other way.
void Graph::readInstances(const Body &body, const LockFlow &flow, const LockEvent &event) {
  const Object &held = flow.lock, &taken = event.acquisition.lock;
  if (event.acquisition.isForeign || event.acquisition.callee != NoBody || held.path.size() == 0)
    return;
  auto isArgument = [&](const Object &lock) {
    return lock.root == Root::This || (lock.root == Root::Variable && llvm::is_contained(body.parameters, lock.id));
  };
  auto depth = [](const Object &lock) {
    return llvm::count_if(lock.path, [](const auto &element) { return element.kind == PathElement::Field; });
  };
  bool isPair = isArgument(held) && isArgument(taken) && depth(held) == 1 && depth(taken) == 1 &&
                (held.root != taken.root || held.id != taken.id) &&
                llvm::none_of(held.path, [](const auto &element) { return element.kind == PathElement::Index; });
  if (!isPair || body.isConstructor || body.isDestructor)
    return;
  // A comparison that says which of the two is first, or a lock around both.
  auto mentions = [&](const Expression &expression, const Object &lock) {
    return lock.root == Root::This ? llvm::StringRef(expression.text).contains("this")
                                   : llvm::any_of(expression.reads, [&](const Object &read) {
                                       return read.root == lock.root && read.id == lock.id;
                                     });
  };
  for (const Block &block : body.blocks)
    for (const Edge &edge : block.edges)
      for (const Test &test : edge.tests)
        if (test.subject.root == Root::Expression) {
          const Expression &expression = unit_.expressions[test.subject.id];
          llvm::StringRef key(expression.key), text(expression.text);
          bool isOrder = key.contains('<') || text.contains("less");
          if (isOrder && (mentions(expression, held) || mentions(expression, taken)))
            return;
        }
  for (const LockFlow &other : unit_.lockFlows[body.id])
    for (const LockEvent &each : other.events)
      if (&other != &flow && each.kind == LockEvent::Nested && each.operation == event.operation)
        return;
  if (!reportedInstances_.insert(event.operation->place).second)
    return;
  std::string first = nameOf(held, *event.before, body, unit_);
  std::string second = event.operation->name.empty() ? unit_.spell(taken) : event.operation->name;
  Finding &finding =
      findings_.report(event.operation->place,
                       "'" + second + "' is locked while '" + first + "' is held; a thread that calls '" +
                           std::string(unit_.nameOf(body)) + "' the other way round locks them in the opposite order");
  finding.entity = unit_.nameOf(body);
  finding.statement = event.operation->text;
  finding.step(event.before->place, "locks '" + first + "', of one object", "thread 1");
  finding.step(event.before->place, "locks '" + first + "', of the other object", "thread 2");
  finding.step(event.operation->place, "waits for '" + second + "', which thread 2 holds", "thread 1");
  finding.step(event.operation->place, "waits for '" + second + "', which thread 1 holds", "thread 2");
  finding.remedy =
      "lock both at once, with a guard that takes several in an order that is safe, or always the one with "
      "the lower address first";
}

std::set<LockId> Graph::heldBeside(const Body &body, const LockFlow &flow, const Operation &operation) const {
  std::set<LockId> held;
  for (const LockFlow &other : unit_.lockFlows[body.id])
    for (const LockEvent &each : other.events)
      if (&other != &flow && each.operation == &operation && each.before &&
          (each.kind == LockEvent::Nested || (isWait(each) && !each.isGivenBack)))
        held.insert(idOf(other.lock));
  return held;
}

void Graph::add(Nesting nesting) {
  if (nesting.held == NoEntity || nesting.taken == NoEntity || isAlone(*nesting.body, *nesting.event->operation))
    return;
  if (nesting.taken == nesting.held) {
    readInstances(*nesting.body, *nesting.flow, *nesting.event);
    return;
  }
  nesting.gates = heldBeside(*nesting.body, *nesting.flow, *nesting.event->operation);
  nesting.gates.erase(nesting.taken);
  nesting.gates.erase(nesting.held);
  from_[nesting.held].push_back(nestings_.size());
  nestings_.push_back(std::move(nesting));
}

void Graph::read(const Body &body) {
  for (const LockFlow &flow : unit_.lockFlows[body.id])
    for (const LockEvent &event : flow.events) {
      if (flow.gaveUp || !event.before)
        continue;
      if (event.kind == LockEvent::Nested)
        add({idOf(flow.lock), idOf(event.acquisition.lock), &body, &flow, &event, event.acquisition, {}});
      // A wait takes its lock again, under whatever else is held.
      if (!isWait(event) || event.isGivenBack)
        continue;
      for (const LockFlow &other : unit_.lockFlows[body.id])
        for (const LockEvent &each : other.events)
          if (isWait(each) && each.isGivenBack && each.operation == event.operation) {
            Acquisition again;
            again.lock = other.lock;
            again.place = event.operation->place;
            again.text = event.operation->text;
            again.name = nameOf(other.lock, *each.before, body, unit_);
            add({idOf(flow.lock), idOf(other.lock), &body, &flow, &event, again, {}});
          }
    }
}

/// What every caller in the unit holds when it calls a function that nobody else can call.
void Graph::readCallers() {
  std::vector<std::optional<std::set<LockId>>> onEntry(unit_.bodies.size());
  auto isHidden = [&](const Body &body) { return unit_.entity(body.function).visibility != Visibility::Program; };
  for (bool changed = true; changed;) {
    changed = false;
    std::vector<std::optional<std::set<LockId>>> next(unit_.bodies.size());
    for (const Body &caller : unit_.bodies)
      for (const Block &block : caller.blocks)
        for (const Operation &operation : block.operations) {
          if (operation.verb != Verb::Call || operation.call == NoIndex)
            continue;
          BodyId callee = caller.calls[operation.call].body;
          if (callee == NoBody || callee == caller.id || !isHidden(unit_.body(callee)))
            continue;
          std::set<LockId> held = heldAt(caller, operation);
          if (onEntry[caller.id])
            held.insert(onEntry[caller.id]->begin(), onEntry[caller.id]->end());
          if (!next[callee]) {
            next[callee] = std::move(held);
            continue;
          }
          std::erase_if(*next[callee], [&](LockId lock) { return !held.contains(lock); });
        }
    if (next != onEntry) {
      changed = ++rounds_ < RoundsOfCallers;
      onEntry = std::move(next);
    }
  }
  for (Nesting &nesting : nestings_)
    if (const auto &held = onEntry[nesting.body->id])
      for (LockId gate : *held)
        if (gate != nesting.held && gate != nesting.taken)
          nesting.gates.insert(gate);
}

std::set<LockId> Graph::heldAt(const Body &body, const Operation &operation) const {
  std::set<LockId> held;
  for (const LockFlow &flow : unit_.lockFlows[body.id])
    for (const LockEvent &each : flow.events)
      if (each.kind == LockEvent::Nested && each.operation == &operation)
        held.insert(idOf(flow.lock));
  return held;
}

std::string Graph::nameOfTaken(const Nesting &edge) const {
  const Acquisition &last = innermost(edge.acquisition, unit_);
  return last.name.empty() ? unit_.spell(last.lock) : last.name;
}

/// " of 'Server'" for a member of that class.
std::string Graph::classOf(const Object &lock) const {
  EntityId member = lock.lastField();
  EntityId owner = member == NoEntity ? NoEntity : unit_.entity(member).owner;
  return owner == NoEntity ? "" : " of '" + unit_.entity(owner).spelling + "'";
}

void Graph::reportCycle(std::vector<const Nesting *> cycle) {
  std::set<LockId> locks;
  bool allShared = true;
  for (const Nesting *edge : cycle) {
    locks.insert(edge->held);
    allShared &= edge->event->shared;
  }
  if (allShared || !reported_.insert(locks).second)
    return;
  // The story ends at the edge that comes last in the text: there the order is broken.
  auto last = llvm::max_element(cycle, [](const Nesting *a, const Nesting *b) {
    return a->event->operation->place < b->event->operation->place;
  });
  std::rotate(cycle.begin(), last + 1, cycle.end());
  const Nesting &broken = *cycle.back();
  const Operation &operation = *broken.event->operation;
  std::string held = nameOf(broken.flow->lock, *broken.event->before, *broken.body, unit_);
  std::string taken = nameOfTaken(broken);
  bool haveOneName = held == taken;
  held = "'" + held + "'" + (haveOneName ? classOf(broken.flow->lock) : "");
  taken = "'" + taken + "'" + (haveOneName ? classOf(innermost(broken.acquisition, unit_).lock) : "");
  const Operation &opposite = *cycle.front()->event->operation;
  Finding &finding = findings_.report(
      operation.place,
      taken + " is locked while " + held + " is held" +
          (cycle.size() == 2 ? "; at line " + std::to_string(opposite.place.line) + " it is the other way round"
                             : ", which closes a circle of " + std::to_string(cycle.size()) + " locks") +
          ": two threads can wait for each other for ever");
  finding.entity = unit_.nameOf(*broken.body);
  finding.statement = operation.text;
  for (auto [index, edge] : llvm::enumerate(cycle)) {
    std::string thread = "thread " + std::to_string(index + 1);
    finding.step(edge->event->before->place,
                 "locks '" + nameOf(edge->flow->lock, *edge->event->before, *edge->body, unit_) + "' in '" +
                     std::string(unit_.nameOf(*edge->body)) + "'",
                 thread);
    tellAcquisition(edge->acquisition, unit_, finding, thread);
    finding.steps.back().message +=
        ", and waits for thread " + std::to_string((index + 1) % cycle.size() + 1) + ", which holds it";
  }
  finding.remedy =
      "take them in one order everywhere, or both at once with a guard that takes several, or give one back before the "
      "other is taken";
}

void Graph::extend(std::vector<const Nesting *> &way) {
  const Nesting &last = *way.back();
  auto next = from_.find(last.taken);
  if (next == from_.end())
    return;
  for (size_t index : next->second) {
    const Nesting &edge = nestings_[index];
    bool isGated = llvm::any_of(way, [&](const Nesting *each) {
      return llvm::any_of(each->gates, [&](LockId gate) { return edge.gates.contains(gate); });
    });
    if (isGated)
      continue;
    if (edge.taken == way.front()->held) {
      std::vector<const Nesting *> cycle = way;
      cycle.push_back(&edge);
      reportCycle(std::move(cycle));
      continue;
    }
    bool isOnWay = llvm::any_of(way, [&](const Nesting *each) { return each->held == edge.taken; });
    if (isOnWay || way.size() + 1 >= LongestCycle)
      continue;
    way.push_back(&edge);
    extend(way);
    way.pop_back();
  }
}

void Graph::report() {
  // Short cycles first: a long one through the same locks says nothing new.
  std::vector<const Nesting *> way;
  for (const Nesting &first : nestings_)
    for (const Nesting &second : nestings_)
      if (first.taken == second.held && second.taken == first.held && first.held < second.held &&
          llvm::none_of(first.gates, [&](LockId gate) { return second.gates.contains(gate); }))
        reportCycle({&first, &second});
  for (const Nesting &edge : nestings_) {
    way = {&edge};
    extend(way);
  }
}

void run(const Unit &unit, const OptionValues &, FindingSink &findings) {
  Graph graph(unit, findings);
  for (const Body &body : unit.bodies)
    graph.read(body);
  graph.readCallers();
  graph.report();
}

} // namespace

extern const CheckInfo LockOrder;
const CheckInfo LockOrder = {
    .name = "lock-order",
    .summary = "Locks are acquired in opposite orders; two threads can wait for each other for ever.",
    .severity = Severity::Warning,
    .since = "0.1",
    .options = {},
    .run = run,
};

} // namespace leash
