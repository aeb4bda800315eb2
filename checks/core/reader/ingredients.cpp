// ingredients: expressions are walked down to the names in them.

#include "checks/core/reader/ingredients.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/ScopeExit.h"

namespace leash {

using namespace clang;

static constexpr unsigned DeepestExpression = 24;

/// Asks whether two things are equal, neither of which is a constant.
bool IngredientReader::comparesTwo(const Expr *condition) const {
  auto isConstant = [&](const Expr *side) { return expressions_.constantOf(*side).has_value(); };
  condition = bare(condition);
  if (const auto *negation = dyn_cast<UnaryOperator>(condition); negation && negation->getOpcode() == UO_LNot)
    return comparesTwo(negation->getSubExpr());
  if (const auto *rewritten = dyn_cast<CXXRewrittenBinaryOperator>(condition)) {
    CXXRewrittenBinaryOperator::DecomposedForm form = rewritten->getDecomposedForm();
    return BinaryOperator::isEqualityOp(form.Opcode) && !isConstant(form.LHS) && !isConstant(form.RHS);
  }
  if (const auto *binary = dyn_cast<BinaryOperator>(condition))
    return binary->isEqualityOp() && !isConstant(binary->getLHS()) && !isConstant(binary->getRHS());
  const auto *operation = dyn_cast<CXXOperatorCallExpr>(condition);
  return operation && (operation->getOperator() == OO_EqualEqual || operation->getOperator() == OO_ExclaimEqual);
}

void IngredientReader::read(const Expr *value, uint32_t block, uint32_t index) {
  block_ = block;
  index_ = index;
  if (value && comparesTwo(value))
    add(Ingredient::Itself, {});
  visit(value);
}

void IngredientReader::add(Ingredient::Kind kind, Object object) {
  bool isNamed = object.isKnown() && object.root != Root::Expression;
  if (isNamed || kind == Ingredient::Made || kind == Ingredient::Itself)
    body_.ingredients.push_back({kind, block_, index_, std::move(object)});
}

void IngredientReader::visitCall(const CallExpr &call) {
  const FunctionDecl *callee = call.getDirectCallee();
  const auto *method = dyn_cast_or_null<CXXMethodDecl>(callee);
  if (callee && expressions_.bodyOf && expressions_.bodyOf(*callee) != NoBody)
    add(Ingredient::Called, Object::result(expressions_.resultOf(&call)));
  else if (const auto *member = dyn_cast<CXXMemberCallExpr>(&call)) {
    const Expr *receiver = member->getImplicitObjectArgument();
    bool isRead = receiver && (!method || method->isConst());
    if (isRead && receiver->getType()->isPointerType())
      add(Ingredient::Read, expressions_.pointeeOf(receiver));
    if (isRead)
      visit(receiver);
  }
  // An operator's first argument is its object.
  bool isStep = isa<CXXOperatorCallExpr>(call) && method && !method->isConst() && !method->isStatic();
  for (auto [index, argument] : llvm::enumerate(call.arguments()))
    if (!isStep || index > 0)
      visit(argument);
}

void IngredientReader::visit(const Stmt *statement) {
  const auto *expression = dyn_cast_or_null<Expr>(statement);
  if (!expression || isa<LambdaExpr>(expression) || depth_ == DeepestExpression)
    return;
  ++depth_;
  auto leave = llvm::make_scope_exit([this] { --depth_; });
  expression = bare(expression);
  if (const auto *call = dyn_cast<CallExpr>(expression))
    return visitCall(*call);
  if (isa<CXXNewExpr>(expression))
    return add(Ingredient::Made, {});
  if (const auto *atomic = dyn_cast<AtomicExpr>(expression)) {
    if (atomic->getOp() == AtomicExpr::AO__c11_atomic_load || atomic->getOp() == AtomicExpr::AO__atomic_load_n)
      add(Ingredient::Read, expressions_.pointeeOf(atomic->getPtr()));
    return;
  }
  const auto *unary = dyn_cast<UnaryOperator>(expression);
  if (unary && unary->isIncrementDecrementOp() && unary->getSubExpr()->getType()->isAtomicType())
    return;
  if (const auto *step = dyn_cast<CompoundAssignOperator>(expression);
      step && step->getLHS()->getType()->isAtomicType())
    return visit(step->getRHS());
  bool isVariable = isa<DeclRefExpr>(expression) && isa<VarDecl>(cast<DeclRefExpr>(expression)->getDecl());
  bool isField = isa<MemberExpr>(expression) && isa<FieldDecl>(cast<MemberExpr>(expression)->getMemberDecl());
  if (isVariable || isField || isa<ArraySubscriptExpr>(expression) || (unary && unary->getOpcode() == UO_Deref))
    add(Ingredient::Read, expressions_.objectOf(expression));
  if (isField) // where it is found is another matter
    return;
  for (const Stmt *child : expression->children())
    visit(child);
}

void IngredientReader::keepWanted(const std::vector<Entity> &entities) {
  auto isAtomic = [&](const Object &object) {
    EntityId declared = object.declaration();
    return declared != NoEntity && entities[declared].isAtomic;
  };
  bool touches = llvm::any_of(body_.ingredients, [&](const Ingredient &each) { return isAtomic(each.object); }) ||
                 llvm::any_of(body_.blocks, [&](const Block &block) {
                   return llvm::any_of(block.operations, [&](const Operation &each) { return isAtomic(each.object); });
                 });
  if (touches)
    return;
  llvm::erase_if(body_.ingredients, [&](const Ingredient &each) {
    const std::vector<Operation> &operations = body_.blocks[each.block].operations;
    return each.index >= operations.size() || operations[each.index].verb != Verb::Return;
  });
}

} // namespace leash
