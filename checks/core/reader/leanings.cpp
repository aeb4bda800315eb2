// leanings: which way the variables of a condition would have to go for it to come true.

#include "checks/core/reader/leanings.h"

#include "checks/core/reader/source.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/ScopeExit.h"

namespace leash {

using namespace clang;

static constexpr unsigned DeepestExpression = 12;

void LeaningReader::readBranch(const Expr &condition, uint32_t block) {
  leaning_ = {Leaning::Branch, block, NoEntity, {}, Direction::None, {}, false};
  lean(&condition, Direction::Up);
}

void LeaningReader::readAssigned(EntityId variable, const Expr &value) {
  leaning_ = {Leaning::Assigned, 0, variable, {}, Direction::None, {}, false};
  lean(&value, Direction::Up);
}

/// `return CONSTANT;`, alone or in braces.
static const Expr *returnedBy(const Stmt *statement) {
  if (const auto *block = dyn_cast_or_null<CompoundStmt>(statement); block && block->size() == 1)
    statement = block->body_front();
  const auto *result = dyn_cast_or_null<ReturnStmt>(statement);
  return result ? result->getRetValue() : nullptr;
}

void LeaningReader::readReturned(const Stmt &body) {
  leaning_ = {Leaning::Returned, 0, NoEntity, {}, Direction::None, {}, false};
  const auto *block = dyn_cast<CompoundStmt>(&body);
  if (!block)
    return;
  auto leanIf = [&](const IfStmt &choice, const Stmt *branch, Direction taken) {
    const Expr *returned = returnedBy(branch);
    std::optional<int64_t> constant = returned ? expressions_.constantOf(*returned) : std::nullopt;
    if (constant)
      lean(choice.getCond(), *constant != 0 ? taken : opposite(taken));
  };
  for (const Stmt *statement : block->body()) {
    if (const auto *choice = dyn_cast<IfStmt>(statement)) {
      leanIf(*choice, choice->getThen(), Direction::Up);
      leanIf(*choice, choice->getElse(), Direction::Down);
    } else if (const auto *result = dyn_cast<ReturnStmt>(statement); result && result->getRetValue()) {
      lean(result->getRetValue(), Direction::Up);
    }
  }
}

void LeaningReader::add(Object object, Direction direction) {
  if (!object.isKnown() || object.root == Root::Expression)
    return;
  Leaning &read = body_.leanings.emplace_back(leaning_);
  read.object = std::move(object);
  read.direction = direction;
}

/// What else is mentioned plays a part that isn't known.
void LeaningReader::leanOnOthers(const Stmt &statement) {
  if (isa<LambdaExpr>(statement))
    return;
  if (const auto *name = dyn_cast<Expr>(&statement)) {
    bool isField = isa<MemberExpr>(name) && isa<FieldDecl>(cast<MemberExpr>(name)->getMemberDecl());
    bool isVariable = isa<DeclRefExpr>(name) && isa<VarDecl>(cast<DeclRefExpr>(name)->getDecl());
    if (isField || isVariable)
      return add(expressions_.objectOf(name), Direction::None);
  }
  for (const Stmt *child : statement.children())
    if (child)
      leanOnOthers(*child);
}

/// Says that its object has nothing in it.
static bool asksForNothing(const CXXMethodDecl &method) {
  std::string name = llvm::StringRef(unqualifiedName(method)).lower();
  return method.getReturnType()->isBooleanType() && (name == "empty" || name == "isempty" || name == "is_empty");
}

/// `container.end()`, where a search ends that finds nothing.
static bool isEnd(const Expr *expression) {
  const auto *call = dyn_cast<CXXMemberCallExpr>(bare(expression));
  if (!call || !call->getMethodDecl() || call->getNumArgs() != 0)
    return false;
  std::string name = unqualifiedName(*call->getMethodDecl());
  return name == "end" || name == "cend";
}

bool LeaningReader::isNothing(const Expr *expression) const {
  if (std::optional<int64_t> constant = expressions_.constantOf(*expression))
    return *constant == 0;
  expression = bare(expression);
  if (const auto *made = dyn_cast<CXXConstructExpr>(expression); made && made->getNumArgs() < 2)
    return made->getNumArgs() == 0 || isNothing(made->getArg(0));
  if (const auto *list = dyn_cast<InitListExpr>(expression))
    return list->getNumInits() == 0;
  const auto *mark = dyn_cast<DeclRefExpr>(expression);
  const CXXRecordDecl *type = expression->getType()->getAsCXXRecordDecl();
  return mark && type && type->hasDefinition() && type->isEmpty();
}

void LeaningReader::compare(const Expr *left, const Expr *right, int kind, Direction direction) {
  auto leanBoth = [&](Direction leftwards) {
    lean(left, leftwards);
    lean(right, opposite(leftwards));
  };
  if (kind == BO_LT || kind == BO_LE)
    return leanBoth(opposite(direction));
  if (kind == BO_GT || kind == BO_GE)
    return leanBoth(direction);
  if (kind == BO_NE)
    direction = opposite(direction);
  else if (kind != BO_EQ)
    return;
  // From here on: up means that they become equal.
  if (isEnd(left))
    std::swap(left, right);
  if (isEnd(right))
    return lean(left, opposite(direction));
  if (expressions_.constantOf(*left) || isNothing(left))
    std::swap(left, right);
  std::optional<int64_t> constant = expressions_.constantOf(*right);
  if (isNothing(right))
    return lean(left, opposite(direction));
  if (constant && bare(left)->getType()->isBooleanType())
    return lean(left, direction);
  if (direction != Direction::Up && direction != Direction::Down)
    return;
  const std::optional<int64_t> outer = std::exchange(leaning_.constant, constant);
  for (const Expr *side : {left, right})
    lean(side, direction == Direction::Up ? Direction::Reach : Direction::Leave);
  leaning_.constant = outer;
}

/// The call by which an object says something of itself, or a function of its own.
void LeaningReader::leanOnCall(const CallExpr &call, Direction direction) {
  const FunctionDecl *callee = call.getDirectCallee();
  const auto *method = dyn_cast_or_null<CXXMethodDecl>(callee);
  if (const auto *operation = dyn_cast<CXXOperatorCallExpr>(&call)) {
    OverloadedOperatorKind kind = operation->getOperator();
    if (kind == OO_Exclaim)
      return lean(operation->getArg(0), opposite(direction));
    if (operation->isComparisonOp() && operation->getNumArgs() == 2)
      return compare(operation->getArg(0), operation->getArg(1), BinaryOperator::getOverloadedOpcode(kind), direction);
    bool leadsOn = kind == OO_Star || kind == OO_Arrow || kind == OO_Subscript;
    if (leadsOn || kind == OO_PlusPlus || kind == OO_MinusMinus)
      return add(expressions_.objectOf(operation->getArg(0)), direction);
  }
  const auto *member = dyn_cast<CXXMemberCallExpr>(&call);
  const Expr *receiver = member ? member->getImplicitObjectArgument() : nullptr;
  if (callee && expressions_.bodyOf && expressions_.bodyOf(*callee) != NoBody)
    return add(Object::result(expressions_.resultOf(&call)), direction);
  if (!receiver || !method || !method->isConst())
    return leanOnOthers(call);
  Direction onObject = asksForNothing(*method) ? opposite(direction) : direction;
  Object object =
      receiver->getType()->isPointerType() ? expressions_.pointeeOf(receiver) : expressions_.objectOf(receiver);
  add(std::move(object), onObject);
  for (const Expr *argument : call.arguments())
    leanOnOthers(*argument);
}

void LeaningReader::lean(const Expr *expression, Direction direction) {
  if (!expression || depth_ == DeepestExpression || expressions_.constantOf(*expression))
    return;
  ++depth_;
  auto leave = llvm::make_scope_exit([this] { --depth_; });
  expression = bare(expression);
  if (const auto *rewritten = dyn_cast<CXXRewrittenBinaryOperator>(expression)) {
    CXXRewrittenBinaryOperator::DecomposedForm form = rewritten->getDecomposedForm();
    return compare(form.LHS, form.RHS, form.Opcode, direction);
  }
  if (const auto *unary = dyn_cast<UnaryOperator>(expression)) {
    if (unary->getOpcode() == UO_LNot || unary->getOpcode() == UO_Minus)
      return lean(unary->getSubExpr(), opposite(direction));
    if (unary->isIncrementDecrementOp())
      return lean(unary->getSubExpr(), direction);
  }
  if (const auto *binary = dyn_cast<BinaryOperator>(expression)) {
    BinaryOperatorKind kind = binary->getOpcode();
    bool isWhole = direction == Direction::Reach || direction == Direction::Leave;
    if (isWhole && kind != BO_Comma && !binary->isAssignmentOp())
      return leanOnOthers(*binary);
    if (binary->isComparisonOp())
      return compare(binary->getLHS(), binary->getRHS(), kind, direction);
    if (binary->isLogicalOp() || kind == BO_Add || kind == BO_Or || kind == BO_And || kind == BO_Sub) {
      const bool outer = leaning_.isPart;
      auto restore = llvm::make_scope_exit([&] { leaning_.isPart = outer; });
      leaning_.isPart |= kind == (direction == Direction::Down ? BO_LOr : BO_LAnd);
      lean(binary->getLHS(), direction);
      return lean(binary->getRHS(), kind == BO_Sub ? opposite(direction) : direction);
    }
    if (kind == BO_Comma)
      return lean(binary->getRHS(), direction);
    if (binary->isAssignmentOp())
      return lean(binary->getLHS(), direction);
  }
  if (const auto *cast = dyn_cast<CastExpr>(expression); cast && cast->getCastKind() == CK_UserDefinedConversion)
    return lean(cast->getSubExpr(), direction);
  if (const auto *call = dyn_cast<CallExpr>(expression))
    return leanOnCall(*call, direction);
  Object object = expressions_.objectOf(expression);
  if (object.isKnown() && object.root != Root::Expression)
    return add(std::move(object), direction);
  leanOnOthers(*expression);
}

} // namespace leash
