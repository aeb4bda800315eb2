// spin-locks: atomics that stand for locks.

#include "checks/core/flow/spin-locks.h"

#include "checks/core/flow/range.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

#include <map>
#include <set>
#include <vector>

namespace leash {

namespace {

/// What the unit does to an atomic.
struct Usage {
  std::vector<Operation *> settings; ///< by exchanges whose answer is looked at
  std::vector<Operation *> clearings;
  std::vector<Operation *> others; ///< waits and notifications, which belong to the waiting
  std::set<const Operation *> spinning;
  bool isMore = false; ///< something is done that one doesn't do to a lock
};

class Recognizer {
public:
  explicit Recognizer(Unit &unit) : unit_(unit) {}

  void run() {
    for (const Body &body : unit_.bodies)
      for (const Block &block : body.blocks)
        for (const Operation &operation : block.operations)
          if (isAttempt(operation) && operation.object.declaration() != NoEntity)
            usages_.try_emplace(operation.object.declaration());
    if (usages_.empty())
      return;
    for (Body &body : unit_.bodies)
      for (Block &block : body.blocks)
        for (Operation &operation : block.operations)
          collect(body, operation);
    for (const Body &body : unit_.bodies)
      if (body.isLambda)
        noteGivenAway(body);
    std::erase_if(usages_, [](const auto &each) { return each.second.isMore || each.second.clearings.empty(); });
    for (const Body &body : unit_.bodies)
      for (uint32_t block = 0; block < body.blocks.size(); ++block)
        for (const Operation &operation : body.blocks[block].operations)
          if (Usage *usage = usageOf(operation); usage && isAttempt(operation) && spins(body, block, operation))
            usage->spinning.insert(&operation);
    for (auto &[atomic, usage] : usages_)
      if (!usage.spinning.empty())
        convert(usage);
  }

private:
  Usage *usageOf(const Operation &operation) {
    auto known = usages_.find(operation.object.declaration());
    return known == usages_.end() ? nullptr : &known->second;
  }

  static bool isAttempt(const Operation &operation) {
    bool isSet = operation.value.kind == Value::Constant
                     ? operation.value.constant == 1
                     : operation.rewrite == Rewrite::Repeats && operation.direction == Direction::Up;
    bool isLookedAt = !operation.isDiscarded && !operation.isVoided;
    return operation.verb == Verb::Exchange && isSet && isLookedAt && operation.result != 0;
  }

  static bool isClearing(const Operation &operation) {
    return operation.verb == Verb::Assign && operation.rewrite == Rewrite::None &&
           (operation.value.kind == Value::Constant ? operation.value.constant == 0
                                                    : operation.direction == Direction::Down);
  }

  void collect(Body &body, Operation &operation) {
    Usage *known = usageOf(operation);
    if (!known)
      return;
    Usage &usage = *known;
    switch (operation.verb) {
    case Verb::Exchange:
      if (isAttempt(operation))
        usage.settings.push_back(&operation);
      else
        usage.isMore = true;
      break;
    case Verb::Assign:
      if (isClearing(operation))
        (body.isConstructor || body.function == NoEntity ? usage.others : usage.clearings).push_back(&operation);
      else
        usage.isMore |= !body.isConstructor && body.function != NoEntity;
      break;
    case Verb::Wait:
    case Verb::Notify:
      usage.others.push_back(&operation);
      break;
    case Verb::Escape:
    case Verb::Move:
      usage.isMore = true;
      break;
    default:
      break;
    }
  }

  /// What one thread sets and a callable clears, later or elsewhere, belongs to neither.
  void noteGivenAway(const Body &lambda) {
    std::set<EntityId> set, cleared;
    for (const Block &block : lambda.blocks)
      for (const Operation &operation : block.operations)
        if (isAttempt(operation))
          set.insert(operation.object.declaration());
        else if (isClearing(operation))
          cleared.insert(operation.object.declaration());
    for (EntityId each : cleared)
      if (auto usage = usages_.find(each); usage != usages_.end() && !set.contains(each))
        usage->second.isMore = true;
  }

  /// Nothing comes of it but that time passes, as in `pause()`, a look at the atomic, or counting the attempts.
  bool isIdle(const Body &body, const Operation &operation, unsigned depth) const {
    switch (operation.verb) {
    case Verb::None:
    case Verb::Pause:
    case Verb::Create:
    case Verb::Use:
    case Verb::Return:
      return true;
    case Verb::Destroy:
      return operation.call == NoIndex || body.calls[operation.call].isSystem;
    case Verb::Wait:
      return usages_.contains(operation.object.declaration());
    case Verb::Assign:
      return operation.object.path.empty() &&
             (operation.object.root == Root::Result || operation.object.root == Root::Expression ||
              (operation.object.root == Root::Variable &&
               unit_.entity(operation.object.id).visibility == Visibility::Function));
    case Verb::Call: {
      const CallDetail &call = body.calls[operation.call];
      if (call.body == NoBody)
        return call.isSystem || call.isConst || call.isNamedByVocabulary ||
               llvm::all_of(call.arguments, [](const Argument &each) { return each.value.kind == Value::Constant; });
      return depth < 2 && llvm::all_of(
                              unit_.body(call.body).blocks,
                              [&](const Block &block) {
                                return llvm::all_of(block.operations, [&](const Operation &each) {
                                  return isIdle(unit_.body(call.body), each, depth + 1);
                                });
                              });
    }
    default:
      return false;
    }
  }

  bool isIdle(const Body &body, const Block &block) const {
    return llvm::all_of(block.operations, [&](const Operation &each) { return isIdle(body, each, 0); });
  }

  /// The edge is taken only if the attempt has failed.
  static bool isFailure(const Edge &edge, const Operation &attempt) {
    Range success = Range::satisfying(attempt.outcome == Outcome::IfTrue ? Test::NotEqual : Test::Equal, 0);
    return llvm::any_of(edge.tests, [&](const Test &test) {
      return test.subject == Object::result(attempt.result) &&
             Range::satisfying(test.relation, test.constant).isDisjointFrom(success);
    });
  }

  /// Who fails comes back here, whatever happens, and does nothing else until then.
  bool spins(const Body &body, uint32_t block, const Operation &attempt) const {
    for (const Edge &failed : body.blocks[block].edges)
      if (isFailure(failed, attempt))
        return comesBack(body, failed.target, block);
    return false;
  }

  bool comesBack(const Body &body, uint32_t from, uint32_t to) const {
    std::set<uint32_t> seen{to};
    std::vector<uint32_t> open{from};
    bool isBack = false;
    while (!open.empty()) {
      uint32_t block = open.back();
      open.pop_back();
      isBack |= block == to;
      if (!seen.insert(block).second)
        continue;
      if (block == body.exit || body.blocks[block].edges.empty() || !isIdle(body, body.blocks[block]))
        return false;
      for (const Edge &edge : body.blocks[block].edges)
        open.push_back(edge.target);
    }
    return isBack;
  }

  void convert(Usage &usage) {
    for (Operation *setting : usage.settings) {
      setting->verb = Verb::Acquire;
      setting->outcome = setting->outcome == Outcome::IfTrue ? Outcome::IfTrue : Outcome::IfZero;
      setting->blocks = usage.spinning.contains(setting);
      become(*setting);
    }
    for (Operation *clearing : usage.clearings) {
      clearing->verb = Verb::Release;
      become(*clearing);
    }
    for (Operation *other : usage.others)
      other->verb = Verb::None;
  }

  void become(Operation &operation) {
    operation.role = TypeRole::Mutex;
    operation.value = {};
    operation.direction = Direction::None;
    operation.rewrite = Rewrite::None;
    unit_.entities[operation.object.declaration()].role = TypeRole::Mutex;
  }

  Unit &unit_;
  std::map<EntityId, Usage> usages_;
};

} // namespace

void recognizeSpinLocks(Unit &unit) { Recognizer(unit).run(); }

} // namespace leash
