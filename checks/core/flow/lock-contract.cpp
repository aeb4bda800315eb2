// lock-contract: assertions, names, and whether two locks are one.

#include "checks/core/flow/lock-contract.h"

#include "checks/core/flow/callees.h"
#include "checks/core/flow/polling.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"

namespace leash {

namespace {

/// The operation of `block` whose answer is `result`.
const Operation *answering(const Object &result, const Block &block) {
  auto found = llvm::find_if(block.operations, [&](const Operation &each) {
    bool asks = each.verb == Verb::Inspect || (each.verb == Verb::Require && each.outcome == Outcome::IfTrue);
    return asks && each.result != 0 && Object::result(each.result) == result;
  });
  return found == block.operations.end() ? nullptr : &*found;
}

class Reader {
public:
  Reader(const Body &body, const Unit &unit) : body_(body), unit_(unit) {}

  std::vector<AssertedLock> read();

private:
  void readBlock(const Block &block);
  void readDecision(const Block &block);
  bool dies(const Edge &edge) const { return body_.blocks[edge.target].endsPath; }
  bool isOnEveryWay(uint32_t block) const;

  const Body &body_;
  const Unit &unit_;
  std::vector<AssertedLock> found_;
};

bool Reader::isOnEveryWay(uint32_t block) const {
  std::vector<bool> avoiding(body_.blocks.size());
  avoiding[block] = true;
  return block == body_.entry || !blocksReachableFrom(body_, body_.entry, avoiding)[body_.exit];
}

/// A branch that ends the program, or the function by an exception, unless the answer is yes.
void Reader::readDecision(const Block &block) {
  if (block.edges.size() != 2 || dies(block.edges[0]) == dies(block.edges[1]))
    return;
  const Edge &lives = dies(block.edges[0]) ? block.edges[1] : block.edges[0];
  for (const Test &test : lives.tests) {
    const Operation *asked = answering(test.subject, block);
    bool wantsYes = test.constant == 0 ? test.relation == Test::NotEqual : test.relation == Test::Equal;
    // What a guard says when it is asked stands for its own value, too.
    if (!asked)
      for (const Operation &each : block.operations)
        if (each.verb == Verb::Inspect && each.object == test.subject)
          asked = &each;
    if (!asked || !wantsYes)
      continue;
    bool isParameter = asked->object.isVariable() && llvm::is_contained(body_.parameters, asked->object.id);
    bool isGuard = isParameter && unit_.entity(asked->object.id).role == TypeRole::Guard;
    if (isGuard || asked->verb == Verb::Require)
      found_.push_back({asked->object, isGuard, asked->place});
  }
}

bool asserts(const Operation &operation) {
  return operation.verb == Verb::Require && operation.outcome == Outcome::Always && !operation.isDemand;
}

/// The function that `operation` calls, if it is one that only asserts; null if not.
const Body *assertionCalledBy(const Operation &operation, const Body &body, const Unit &unit, unsigned depth);

bool onlyAsserts(const Body &body, const Unit &unit, unsigned depth) {
  bool does = false;
  for (const Block &block : body.blocks)
    for (const Operation &each : block.operations) {
      bool isAsserted = asserts(each) || assertionCalledBy(each, body, unit, depth);
      bool isOfAssertion = each.verb == Verb::Call && each.call != NoIndex && body.calls[each.call].isNamedByVocabulary;
      if (!isAsserted && !isOfAssertion && each.verb != Verb::Return)
        return false;
      does |= isAsserted;
    }
  return does;
}

const Body *assertionCalledBy(const Operation &operation, const Body &body, const Unit &unit, unsigned depth) {
  constexpr unsigned deepest = 3;
  if (operation.verb != Verb::Call || operation.call == NoIndex || depth > deepest)
    return nullptr;
  const CallDetail &call = body.calls[operation.call];
  bool isKnown = call.body != NoBody && call.body != body.id && !call.isNamedByVocabulary;
  return isKnown && onlyAsserts(unit.body(call.body), unit, depth + 1) ? &unit.body(call.body) : nullptr;
}

void Reader::readBlock(const Block &block) {
  for (const Operation &operation : block.operations) {
    if (asserts(operation))
      found_.push_back({operation.object, false, operation.place});
    else if (const Body *assertion = assertionCalledBy(operation, body_, unit_, 0))
      for (const AssertedLock &each : assertedLocks(*assertion, unit_))
        if (Object lock = inCaller(each.lock, body_.calls[operation.call], unit_); lock.isKnown())
          found_.push_back({lock, false, operation.place});
  }
  readDecision(block);
}

std::vector<AssertedLock> Reader::read() {
  for (auto [index, block] : llvm::enumerate(body_.blocks)) {
    size_t before = found_.size();
    readBlock(block);
    if (found_.size() != before && !isOnEveryWay(index))
      found_.resize(before);
  }
  // Who takes the lock leaves nothing to the callers.
  llvm::erase_if(found_, [&](const AssertedLock &each) {
    return llvm::any_of(unit_.lockFlows[body_.id],
                        [&](const LockFlow &flow) { return isSameByDeclaration(flow.lock, each.lock); });
  });
  return std::move(found_);
}

} // namespace

std::vector<AssertedLock> assertedLocks(const Body &body, const Unit &unit) { return Reader(body, unit).read(); }

bool isAssertion(const Body &body, const Unit &unit) { return onlyAsserts(body, unit, 0); }

bool isNamedForHeldLock(const Entity &function) {
  std::string lower = llvm::StringRef(function.spelling).lower();
  llvm::erase(lower, '_');
  llvm::StringRef stem = lower;
  bool says = stem.consume_back("locked") || stem.consume_back("nolock") || stem.consume_back("withlockheld") ||
              stem.consume_back("lockheld");
  if (says && stem.consume_back("un"))
    says = true;
  // Of what is locked, or becomes it.
  static constexpr llvm::StringLiteral Verbs[] = {"is", "set", "mark",  "get", "has", "was",    "be",
                                                  "on", "are", "while", "if",  "try", "assert", "check"};
  return says && !stem.empty() && !llvm::is_contained(Verbs, stem);
}

Object inCallee(const Object &lock, const CallDetail &call, const Unit &unit) {
  if (!lock.isKnown() || call.body == NoBody)
    return {};
  const Body &callee = unit.body(call.body);
  bool isMethod = callee.type != NoEntity && !callee.isLambda && call.receiver.isKnown();
  if (isMethod && lock.root == call.receiver.root &&
      (lock.root == Root::This ? lock.rebased(Object::self(lock.id), Object::self(call.receiver.id)) : lock)
          .startsWith(call.receiver)) {
    Object mine = lock;
    mine.id = call.receiver.id;
    return mine.rebased(call.receiver, Object::self(0));
  }
  for (auto [index, argument] : llvm::enumerate(call.arguments)) {
    const Value &value = argument.value;
    if (index >= callee.parameters.size() || !value.object.isKnown() || !lock.startsWith(value.object))
      continue;
    Object name = Object::variable(callee.parameters[index]);
    if (value.kind == Value::Content)
      return lock.rebased(value.object, name);
    if (value.kind == Value::Address)
      return lock.rebased(value.object, name.deref());
  }
  bool isShared = lock.root == Root::Variable && unit.entity(lock.id).visibility != Visibility::Function;
  return isShared ? lock : Object();
}

/// The declarations that lead to a lock, the outermost first.
static llvm::SmallVector<EntityId, 4> declarationsOf(const Object &lock, bool isWhole) {
  llvm::SmallVector<EntityId, 4> declarations;
  if (lock.root == Root::Variable && isWhole)
    declarations.push_back(lock.id);
  for (const PathElement &element : lock.path)
    if (element.kind == PathElement::Field)
      declarations.push_back(element.id);
  return declarations;
}

bool isSameByDeclaration(const Object &a, const Object &b) {
  auto left = declarationsOf(a, a.lastField() == NoEntity), right = declarationsOf(b, b.lastField() == NoEntity);
  if (left.empty() || right.empty())
    return false;
  if (left.size() > right.size())
    std::swap(left, right);
  // As long as the shorter is a stretch of the longer: what follows leads into the lock, what precedes leads to it.
  return llvm::any_of(llvm::seq<size_t>(0, right.size() - left.size() + 1),
                      [&](size_t from) { return std::equal(left.begin(), left.end(), right.begin() + from); });
}

/// What the local `variable` of `body` is made of, if that is one call and nothing else; null if not.
static const Operation *makerOf(EntityId variable, const Body &body) {
  const Operation *maker = nullptr;
  for (const Block &block : body.blocks)
    for (const Operation &each : block.operations) {
      if (each.verb != Verb::Assign || !(each.object == Object::variable(variable)))
        continue;
      bool isCall = each.value.kind == Value::Content && each.value.object.root == Root::Result;
      if (maker || !isCall)
        return nullptr;
      maker = callYielding(each.value.object, body);
    }
  return maker;
}

/// Two locals that are both parameters, or come out of one function that is asked for different things.
static bool areDifferent(EntityId a, EntityId b, const Body &body) {
  if (a == b)
    return false;
  if (llvm::is_contained(body.parameters, a) && llvm::is_contained(body.parameters, b))
    return true;
  const Operation *left = makerOf(a, body), *right = makerOf(b, body);
  if (!left || !right)
    return false;
  const CallDetail &first = body.calls[left->call], &second = body.calls[right->call];
  auto isSame = [](const Argument &x, const Argument &y) { return x.text == y.text; };
  return first.callee != NoEntity && first.callee == second.callee &&
         !llvm::equal(first.arguments, second.arguments, isSame);
}

bool areSurelyTwo(const Object &a, const Object &b, const Body &body, const Unit &unit) {
  if (isSameByDeclaration(a, b))
    return a.root == Root::Variable && b.root == Root::Variable && llvm::equal(a.path, b.path) && !a.path.empty() &&
           areDifferent(a.id, b.id, body);
  auto isDeclaredHere = [&](const Object &lock) {
    EntityId declared = lock.declaration();
    bool isNamed = lock.path.empty() || lock.path.back().kind == PathElement::Field;
    return declared != NoEntity && isNamed && !unit.entity(declared).isReference && !unit.entity(declared).isPointer &&
           unit.entity(declared).role != TypeRole::Guard;
  };
  return isDeclaredHere(a) && isDeclaredHere(b);
}

} // namespace leash
