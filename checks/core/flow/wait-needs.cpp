// wait-needs: what has to become of a member or a global before a wait for a condition is over.

#include "checks/core/flow/wait-needs.h"

#include "checks/core/flow/callees.h"
#include "checks/core/flow/polling.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/ScopeExit.h"

namespace leash {

namespace {

constexpr unsigned DeepestCall = 4;

/// Sees through calls and locals.
class Finder {
public:
  explicit Finder(const Unit &unit) : unit_(unit) {}

  void add(const Leaning &leaning, Direction outcome, const Body &body, unsigned depth) {
    const bool outer = isPart;
    auto restore = llvm::make_scope_exit([&] { isPart = outer; });
    isPart |= leaning.isPart;
    Direction direction = outcome == Direction::Up ? leaning.direction : opposite(leaning.direction);
    follow(leaning.object, direction, leaning.constant, body, depth);
  }

  /// What a function has to look at to return something that goes `direction`.
  void addReturned(const Body &body, Direction direction, std::optional<int64_t> constant, unsigned depth) {
    if (depth == DeepestCall)
      return;
    for (const Leaning &leaning : body.leanings)
      if (leaning.of == Leaning::Returned)
        addPart(leaning, direction, constant, body, depth + 1);
  }

  std::vector<Need> found;
  bool isPart = false; ///< what is added isn't enough by itself

private:
  void addPart(const Leaning &part, Direction direction, std::optional<int64_t> constant, const Body &body,
               unsigned depth) {
    if (direction == Direction::Up || direction == Direction::Down)
      return add(part, direction, body, depth);
    // Compared for equality as a whole: only what is handed on unchanged has to be the same.
    bool isWhole = part.direction == Direction::Up;
    follow(part.object, isWhole ? direction : Direction::None, constant, body, depth);
  }

  /// It asks a member or a variable that holds a value: others of its class have nothing to do with it.
  bool isAboutValue(const CallDetail &call) const {
    const Entity &asked = unit_.entity(call.receiver.declaration());
    bool leadsElsewhere = asked.isPointer || asked.isReference || asked.role == TypeRole::SmartPointer;
    return call.receiver.declaration() != NoEntity && asked.isCopyable && !leadsElsewhere;
  }

  void follow(const Object &object, Direction direction, std::optional<int64_t> constant, const Body &body,
              unsigned depth) {
    const bool outer = isRemembered_;
    auto restore = llvm::make_scope_exit([&] { isRemembered_ = outer; });
    if (object.root == Root::Result) {
      for (const Block &block : body.blocks)
        for (const Operation &operation : block.operations)
          if (operation.verb == Verb::Call && operation.result == object.id)
            for (const CallDetail &callee : calleesOf(body, operation, unit_))
              if (!isAboutValue(callee))
                addReturned(unit_.body(callee.body), direction, constant, depth);
      return;
    }
    bool isMade = false;
    if (object.isVariable() && depth < DeepestCall)
      for (const Leaning &leaning : body.leanings)
        if (leaning.of == Leaning::Assigned && leaning.variable == object.id) {
          isMade = isRemembered_ = true;
          addPart(leaning, direction, constant, body, depth + 1);
        }
    if (!isMade && object.declaration() != NoEntity)
      found.push_back({object.declaration(), direction, constant, isRemembered_, isPart});
  }

  const Unit &unit_;
  bool isRemembered_ = false;
};

/// How surely the loop is left, without another wait, by those who go to `block`.
enum class Leaves : uint8_t { Never, Maybe, Always };

Leaves leavesFrom(uint32_t from, const std::vector<bool> &loop, uint32_t wait, const Body &body) {
  if (!loop[from])
    return Leaves::Always;
  std::vector<bool> seen(loop.size());
  std::vector<uint32_t> open{from};
  seen[from] = true;
  while (!open.empty()) {
    uint32_t block = open.back();
    open.pop_back();
    if (block == wait)
      continue;
    for (const Edge &edge : body.blocks[block].edges) {
      if (!loop[edge.target])
        return Leaves::Maybe;
      if (!seen[edge.target]) {
        seen[edge.target] = true;
        open.push_back(edge.target);
      }
    }
  }
  return Leaves::Never;
}

} // namespace

std::vector<Need> needsOf(const Leaning &leaning, Direction outcome, const Body &body, const Unit &unit) {
  Finder finder(unit);
  finder.add(leaning, outcome, body, 0);
  return std::move(finder.found);
}

/// Who waits until `declared` is another than it is, and then takes it one way, has waited for it to go the other way.
static Direction directionOfLeaving(EntityId declared, const ConditionWait &wait, const Unit &unit) {
  const Body &body = *wait.body;
  std::vector<bool> after = blocksReachableFrom(body, wait.block);
  std::set<Direction> own;
  auto note = [&](const Operation &each) {
    if (isChange(each) && each.object.declaration() == declared)
      own.insert(each.direction);
    return false;
  };
  for (uint32_t block = 0; block < body.blocks.size(); ++block)
    if (after[block])
      for (const Operation &operation : body.blocks[block].operations)
        leadsTo(operation, body, unit, note);
  bool isOne = own.size() == 1 && !own.contains(Direction::None);
  return isOne ? opposite(*own.begin()) : Direction::Leave;
}

std::vector<Need> needsOf(const ConditionWait &wait, const Unit &unit) {
  const Body &body = *wait.body;
  Finder finder(unit);
  if (wait.operation->predicate) {
    for (const Operation &operation : body.blocks[wait.block].operations)
      if (operation.call == wait.operation->call && operation.verb == Verb::Call)
        for (const CallDetail &callee : calleesOf(body, operation, unit))
          finder.addReturned(unit.body(callee.body), Direction::Up, {}, 0);
  } else {
    std::vector<bool> loop = innermostLoop(body, wait.block);
    for (const Leaning &leaning : body.leanings) {
      if (leaning.of != Leaning::Branch || !loop[leaning.block])
        continue;
      const std::vector<Edge> &edges = body.blocks[leaning.block].edges;
      Leaves ifTrue = leavesFrom(edges[0].target, loop, wait.block, body);
      Leaves ifFalse = leavesFrom(edges[1].target, loop, wait.block, body);
      finder.isPart = std::max(ifTrue, ifFalse) != Leaves::Always;
      if (ifTrue != ifFalse)
        finder.add(leaning, ifTrue > ifFalse ? Direction::Up : Direction::Down, body, 0);
    }
  }
  // What has to go both ways, or nobody knows where, is no need that one can say to be met.
  std::vector<Need> needs;
  for (const Need &need : finder.found) {
    // What the waiter has been given by its caller is for itself.
    const Entity &declared = unit.entity(need.declared);
    if (declared.kind == EntityKind::Parameter && !body.isLambda)
      continue;
    bool isClear = llvm::all_of(finder.found, [&](const Need &other) {
      return other.declared != need.declared || (other.direction == need.direction);
    });
    if (!isClear || need.direction == Direction::None || llvm::is_contained(needs, need))
      continue;
    needs.push_back(need);
    if (need.direction == Direction::Leave)
      needs.back().direction = directionOfLeaving(need.declared, wait, unit);
    if (needs.back().direction != need.direction)
      needs.back().constant.reset();
  }
  return needs;
}

bool isChange(const Operation &operation) {
  bool isNamed = operation.verb == Verb::Assign || operation.verb == Verb::Exchange ||
                 (operation.verb == Verb::Move && operation.role == TypeRole::None);
  return isNamed || (operation.verb == Verb::Call && operation.direction != Direction::None);
}

bool mayMeetNeed(const Operation &change, const Need &need, const Unit &unit) {
  if (!isChange(change) || change.object.declaration() != need.declared || need.direction == Direction::None)
    return false;
  const bool isOrder = need.direction == Direction::Up || need.direction == Direction::Down;
  if (change.direction != Direction::None)
    return isOrder ? change.direction == need.direction : need.direction == Direction::Leave;
  if (change.verb != Verb::Assign)
    return false;
  if (change.value.kind == Value::Constant) {
    bool isMore = change.value.constant != 0;
    if (isOrder)
      return isMore == (need.direction == Direction::Up);
    bool isIt = need.constant == change.value.constant;
    return need.constant ? isIt == (need.direction == Direction::Reach) : need.direction == Direction::Leave;
  }
  if (change.value.kind == Value::Address || change.value.kind == Value::Callable)
    return need.direction == Direction::Up || need.direction == Direction::Leave;
  // `head = first->next`: something is taken out of a list.
  bool isUnlinked = unit.entity(need.declared).isPointer && change.value.object.path.size() > 1 &&
                    change.value.object.lastField() != need.declared;
  if (isUnlinked && need.direction == Direction::Up)
    return false;
  // Some other value: it is set as somebody wishes. What is in a container instead can be less or more.
  return !unit.entity(need.declared).isContainer && (need.direction != Direction::Reach || need.constant);
}

} // namespace leash
