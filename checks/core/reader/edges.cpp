// edges: the ways from one block of a CFG to the next, with what a branch tells about values.

#include "checks/core/reader/edges.h"

#include "checks/core/reader/source.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"

namespace leash {

using namespace clang;

/// A handler for whatever goes wrong: of everything, of the root of a hierarchy, or of what is given a text when it is
/// thrown. Who names one particular failure has thought of it.
static bool catchesAnything(const CXXCatchStmt &handler) {
  if (handler.getCaughtType().isNull())
    return true;
  const CXXRecordDecl *type = handler.getCaughtType().getNonReferenceType()->getAsCXXRecordDecl();
  if (!type || !type->hasDefinition() || !type->isPolymorphic())
    return false;
  if (type->getNumBases() == 0)
    return true;
  const CXXRecordDecl *base = type->bases_begin()->getType()->getAsCXXRecordDecl();
  bool isGivenText = llvm::any_of(type->ctors(), [](const CXXConstructorDecl *constructor) {
    return constructor->getNumParams() == 1 && constructor->getParamDecl(0)->getType()->isPointerType();
  });
  return isGivenText && base && base->getNumBases() == 0 &&
         !isUsers(type->getLocation(), type->getASTContext().getSourceManager());
}

/// Does nothing, and nobody says why. To go on with the next one is something.
static bool isSilent(const CXXCatchStmt &handler, const ASTContext &context) {
  const auto *block = dyn_cast<CompoundStmt>(handler.getHandlerBlock());
  bool isEmpty = block && llvm::all_of(block->body(), [](const Stmt *statement) { return isa<NullStmt>(statement); });
  return isEmpty && !isExplained({block->getLBracLoc(), block->getRBracLoc()}, context);
}

/// Records on the edge that `expression` came out as `outcome`, and what that makes of the expressions around it.
void EdgeReader::decideAround(const Expr *expression, bool outcome, Edge &edge) {
  Operation decided;
  decided.verb = Verb::Assign;
  decided.object = Object::result(expressions_.resultOf(expression));
  decided.value = Value::constantOf(outcome);
  edge.effects.push_back(decided);
  // The same condition, asked again with nothing changed, comes out the same.
  if (!expression->HasSideEffects(context_))
    edge.tests.push_back(
        {outcome ? Test::NotEqual : Test::Equal, Object::expression(expressions_.expressionOf(expression)), 0});
  decideWholes(expression, outcome, edge);
}

/// What the outcome of an operand makes of the expressions that it decides.
void EdgeReader::decideWholes(const Expr *expression, bool outcome, Edge &edge) {
  if (auto around = outline_.decides.find(bare(expression)); around != outline_.decides.end())
    for (const Expr *whole : around->second)
      if (isa<BinaryOperator>(whole))
        decideAround(whole, outcome, edge);
  const auto *whole = dyn_cast_or_null<BinaryOperator>(outline_.leftOf.lookup(bare(expression)));
  if (whole && (whole->getOpcode() == BO_LAnd) != outcome)
    decideAround(whole, outcome, edge);
}

/// On the edge that skips the right operand, the whole has the value of the left one.
void EdgeReader::shortCircuit(const Stmt *terminator, bool outcome, Edge &edge) {
  const auto *logical = dyn_cast_or_null<BinaryOperator>(terminator);
  if (logical && logical->isLogicalOp() && (logical->getOpcode() == BO_LAnd) != outcome)
    decideAround(logical, outcome, edge);
}

/// What a story says of a condition that came out as `outcome`. Of a branch that the definition of a macro makes, only
/// what the user gave to the macro, as the subject of an assertion; nothing if it decides about its own.
std::string EdgeReader::told(const Expr &condition, const Stmt &terminator, bool outcome) const {
  const SourceManager &sources = context_.getSourceManager();
  auto isDefinition = [&](SourceLocation place) { return place.isMacroID() && !sources.isMacroArgExpansion(place); };
  const Expr *subject = &condition;
  if (isDefinition(terminator.getBeginLoc())) {
    subject = bare(subject);
    for (const auto *negation = dyn_cast<UnaryOperator>(subject); negation && negation->getOpcode() == UO_LNot;
         negation = dyn_cast<UnaryOperator>(subject)) {
      subject = bare(negation->getSubExpr());
      outcome = !outcome;
    }
    if (isDefinition(subject->getBeginLoc()))
      return {};
  }
  return "'" + textOf(subject->getSourceRange(), context_, 60) + "' is " + (outcome ? "true" : "false");
}

Edge EdgeReader::branch(const CFGBlock &block, const Expr *condition, bool outcome, uint32_t target) {
  Edge edge;
  edge.target = target;
  if (!condition)
    return edge;
  edge.tests = expressions_.testsOf(condition, outcome);
  edge.place = placeOf(condition->getSourceRange(), context_);
  const Stmt *terminator = block.getTerminatorStmt();
  edge.text = told(*condition, *terminator, outcome);
  shortCircuit(terminator, outcome, edge);
  if (!isa<BinaryOperator>(terminator))
    decideWholes(condition, outcome, edge);
  return edge;
}

Edge EdgeReader::switchCase(const SwitchStmt &statement, const CFGBlock &target) {
  Edge edge;
  edge.target = target.getBlockID();
  edge.place = placeOf(statement.getCond()->getSourceRange(), context_);
  std::string subject = "'" + textOf(statement.getCond()->getSourceRange(), context_, 40) + "'";
  Value value = expressions_.valueOf(statement.getCond());
  auto add = [&](const CaseStmt &label, Test::Relation relation) {
    Value constant = label.getRHS() ? Value() : expressions_.valueOf(label.getLHS());
    if (value.kind == Value::Content && constant.kind == Value::Constant)
      edge.tests.push_back({relation, value.object, constant.constant});
  };
  if (const auto *label = dyn_cast_or_null<CaseStmt>(target.getLabel())) {
    add(*label, Test::Equal);
    edge.text = subject + " is " + textOf(label->getLHS()->getSourceRange(), context_, 30);
  } else {
    for (const SwitchCase *each = statement.getSwitchCaseList(); each; each = each->getNextSwitchCase())
      if (const auto *label = dyn_cast<CaseStmt>(each))
        add(*label, Test::NotEqual);
    edge.text = subject + " is none of the cases";
  }
  if (told(*statement.getCond(), statement, true).empty())
    edge.text.clear();
  return edge;
}

const Expr *EdgeReader::read(const CFGBlock &block, Block &lowered) {
  llvm::SmallVector<const CFGBlock *, 4> successors;
  for (const CFGBlock::AdjacentBlock &next : block.succs())
    successors.push_back(next.getReachableBlock());
  const Stmt *terminator = block.getTerminatorStmt();
  if (const auto *attempt = dyn_cast_or_null<CXXTryStmt>(terminator)) {
    // Handlers are taken to fit what is thrown into them.
    bool hasHandler = llvm::any_of(
        successors, [](const CFGBlock *next) { return next && isa_and_nonnull<CXXCatchStmt>(next->getLabel()); });
    for (const CFGBlock *next : successors)
      if (next && (!hasHandler || isa_and_nonnull<CXXCatchStmt>(next->getLabel()))) {
        Edge edge;
        edge.target = next->getBlockID();
        edge.place = placeOf(attempt->getSourceRange(), context_);
        if (const auto *handler = dyn_cast_or_null<CXXCatchStmt>(next->getLabel())) {
          edge.place = placeOf(handler->getSourceRange(), context_);
          if (!handler->getCaughtType().isNull())
            edge.caught = declarations_.factsOf(handler->getCaughtType()).role;
          if (isSilent(*handler, context_))
            edge.swallows = catchesAnything(*handler) ? Swallows::Anything : Swallows::One;
        }
        edge.text = "the exception is caught here";
        lowered.edges.push_back(std::move(edge));
      }
    return nullptr;
  }
  if (const auto *choice = dyn_cast_or_null<SwitchStmt>(terminator)) {
    for (const CFGBlock *next : successors)
      if (next)
        lowered.edges.push_back(switchCase(*choice, *next));
    return nullptr;
  }
  bool isBranch =
      successors.size() == 2 && terminator && block.getTerminator().isStmtBranch() &&
      (isa<IfStmt, WhileStmt, ForStmt, DoStmt, ConditionalOperator, BinaryOperator, CXXForRangeStmt>(terminator));
  const auto *condition = isBranch ? dyn_cast_or_null<Expr>(block.getLastCondition()) : nullptr;
  if (isBranch && !condition) // destructors of temporaries stand between the condition and the branch
    condition = dyn_cast_or_null<Expr>(block.getTerminatorCondition(/*StripParens=*/false));
  if (isBranch && isa<CXXForRangeStmt>(terminator))
    condition = nullptr;
  for (auto [index, next] : llvm::enumerate(successors)) {
    if (!next)
      continue;
    Edge edge = isBranch ? branch(block, condition, index == 0, next->getBlockID()) : Edge();
    edge.target = next->getBlockID();
    if (isBranch && !condition && isa<CXXForRangeStmt>(terminator)) {
      edge.place = placeOf(cast<CXXForRangeStmt>(terminator)->getForLoc(), context_);
      edge.text = index == 0 ? "the loop runs" : "the loop ends";
    }
    lowered.edges.push_back(std::move(edge));
  }
  return lowered.edges.size() == 2 ? condition : nullptr;
}

void markBackEdges(Body &body) {
  enum : uint8_t { New, Open, Done };
  std::vector<uint8_t> state(body.blocks.size(), New);
  llvm::SmallVector<std::pair<uint32_t, size_t>, 32> stack;
  auto open = [&](uint32_t block) {
    state[block] = Open;
    stack.push_back({block, 0});
  };
  auto walk = [&](uint32_t root) {
    if (state[root] != New)
      return;
    open(root);
    while (!stack.empty()) {
      auto &[block, next] = stack.back();
      if (next == body.blocks[block].edges.size()) {
        state[block] = Done;
        stack.pop_back();
        continue;
      }
      Edge &edge = body.blocks[block].edges[next++];
      if (state[edge.target] == Open)
        edge.isBack = true;
      else if (state[edge.target] == New)
        open(edge.target);
    }
  };
  walk(body.entry);
  for (const Unwind &unwind : body.unwinds)
    if (unwind.target != NoIndex)
      walk(unwind.target);
}

} // namespace leash
