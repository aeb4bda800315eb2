// outline: one walk over a function's statements, before its CFG is lowered: who stands in what.

#include "checks/core/reader/outline.h"

#include "checks/core/reader/source.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

namespace leash {

using namespace clang;

const Expr *bare(const Expr *expression) {
  while (expression) {
    const Expr *before = expression;
    expression = expression->IgnoreParens();
    if (const auto *full = dyn_cast<FullExpr>(expression))
      expression = full->getSubExpr();
    else if (const auto *temporary = dyn_cast<MaterializeTemporaryExpr>(expression))
      expression = temporary->getSubExpr();
    else if (const auto *bound = dyn_cast<CXXBindTemporaryExpr>(expression))
      expression = bound->getSubExpr();
    else if (const auto *cast = dyn_cast<ImplicitCastExpr>(expression)) {
      if (cast->getCastKind() != CK_UserDefinedConversion)
        expression = cast->getSubExpr();
    } else if (const auto *cast = dyn_cast<ExplicitCastExpr>(expression)) {
      if (cast->getCastKind() != CK_UserDefinedConversion && cast->getCastKind() != CK_ToVoid)
        expression = cast->getSubExpr();
    } else if (const auto *fallback = dyn_cast<CXXDefaultArgExpr>(expression)) {
      expression = fallback->getExpr();
    } else if (const auto *initial = dyn_cast<CXXDefaultInitExpr>(expression)) {
      expression = initial->getExpr();
    } else if (const auto *substituted = dyn_cast<SubstNonTypeTemplateParmExpr>(expression)) {
      expression = substituted->getReplacement();
    } else if (const auto *construction = dyn_cast<CXXConstructExpr>(expression)) {
      // Copying and moving hand the same value on; a conversion between two kinds of pointer does too.
      if (construction->isElidable() && construction->getNumArgs() >= 1)
        expression = construction->getArg(0);
    }
    if (expression == before)
      return expression;
  }
  return expression;
}

namespace {

class Walk {
public:
  explicit Walk(Outline &outline) : outline_(outline) {}

  void statement(const Stmt *statement) {
    if (!statement)
      return;
    if (const auto *expression = dyn_cast<Expr>(statement))
      if (standsAlone_)
        discardWhole(expression);
    standsAlone_ = false;
    visit(statement);
  }

private:
  /// `child` is executed for its effects only.
  void body(const Stmt *child) {
    standsAlone_ = true;
    statement(child);
    standsAlone_ = false;
  }

  void discardWhole(const Expr *expression) {
    if (after_.next && expression->isPRValue() && expression->getType()->isRecordType())
      outline_.madeAndDropped.push_back({expression, after_.next, after_.isInBlock});
    discard(expression);
  }

  void discard(const Expr *expression) {
    const Expr *value = bare(expression);
    if (const auto *cast = dyn_cast<CastExpr>(value); cast && cast->getCastKind() == CK_ToVoid) {
      outline_.voided.insert(bare(cast->getSubExpr()));
      return;
    }
    if (const auto *comma = dyn_cast<BinaryOperator>(value); comma && comma->getOpcode() == BO_Comma) {
      discard(comma->getLHS());
      discard(comma->getRHS());
      return;
    }
    outline_.discarded.insert(value);
  }

  /// What is in `inside` isn't followed by anything that the outer scope has.
  void closed(llvm::function_ref<void()> inside) {
    After outer = std::exchange(after_, {});
    inside();
    after_ = outer;
  }

  /// Does something that a lock could be held for.
  static bool doesSomething(const Stmt *statement) {
    if (const auto *result = dyn_cast<ReturnStmt>(statement))
      return result->getRetValue() && !isa<IntegerLiteral, CXXBoolLiteralExpr>(bare(result->getRetValue()));
    return !isa<NullStmt, BreakStmt, ContinueStmt, GotoStmt>(statement);
  }

  void block(const CompoundStmt &block) {
    After outer = after_;
    for (const auto *child = block.body_begin(); child != block.body_end(); ++child) {
      const auto *next = std::find_if(child + 1, block.body_end(), doesSomething);
      after_ = next == block.body_end() ? outer : After{*next, true};
      if (isa<CompoundStmt>(*child))
        closed([&] { body(*child); });
      else
        body(*child);
    }
    after_ = outer;
  }

  void branch(const Stmt *branch) {
    const auto *block = dyn_cast_or_null<CompoundStmt>(branch);
    const auto *only = dyn_cast_or_null<DeclStmt>(block && block->size() == 1 ? block->body_front() : branch);
    if (only && only->isSingleDecl() && after_.next)
      if (const auto *variable = dyn_cast<VarDecl>(only->getSingleDecl()); variable && variable->hasLocalStorage())
        outline_.alone.push_back({variable, after_.next, false});
    After outer = after_;
    after_.isInBlock = false;
    body(branch);
    after_ = outer;
  }

  void scoped(const Stmt *scope, llvm::function_ref<void()> inside) {
    const Stmt *outer = std::exchange(scope_, scope);
    inside();
    scope_ = outer;
  }

  void visit(const Stmt *statement) {
    switch (statement->getStmtClass()) {
    case Stmt::CompoundStmtClass:
      scoped(statement, [&] { block(*cast<CompoundStmt>(statement)); });
      return;
    case Stmt::IfStmtClass:
      scoped(statement, [&] {
        const auto *decision = cast<IfStmt>(statement);
        body(decision->getInit());
        this->statement(decision->getConditionVariableDeclStmt());
        this->statement(decision->getCond());
        branch(decision->getThen());
        branch(decision->getElse());
      });
      return;
    case Stmt::SwitchStmtClass:
      scoped(statement, [&] {
        const auto *branch = cast<SwitchStmt>(statement);
        body(branch->getInit());
        this->statement(branch->getConditionVariableDeclStmt());
        this->statement(branch->getCond());
        closed([&] { body(branch->getBody()); });
      });
      return;
    case Stmt::CaseStmtClass:
    case Stmt::DefaultStmtClass:
      body(cast<SwitchCase>(statement)->getSubStmt());
      return;
    case Stmt::LabelStmtClass:
      body(cast<LabelStmt>(statement)->getSubStmt());
      return;
    case Stmt::ForStmtClass:
      scoped(statement, [&] {
        const auto *loop = cast<ForStmt>(statement);
        declaredByLoopHead(loop->getInit());
        body(loop->getInit());
        this->statement(loop->getConditionVariableDeclStmt());
        loopCondition(loop->getCond());
        body(loop->getInc());
        loopBody(loop->getBody());
      });
      return;
    case Stmt::WhileStmtClass:
      scoped(statement, [&] {
        const auto *loop = cast<WhileStmt>(statement);
        declaredByLoopHead(loop->getConditionVariableDeclStmt());
        this->statement(loop->getConditionVariableDeclStmt());
        loopCondition(loop->getCond());
        loopBody(loop->getBody());
      });
      return;
    case Stmt::DoStmtClass:
      loopBody(cast<DoStmt>(statement)->getBody());
      loopCondition(cast<DoStmt>(statement)->getCond());
      return;
    case Stmt::CXXForRangeStmtClass:
      scoped(statement, [&] { rangeFor(cast<CXXForRangeStmt>(statement)); });
      return;
    case Stmt::CXXTryStmtClass:
      tryStatement(cast<CXXTryStmt>(statement));
      return;
    case Stmt::CXXCatchStmtClass:
      scoped(statement, [&] { body(cast<CXXCatchStmt>(statement)->getHandlerBlock()); });
      return;
    case Stmt::DeclStmtClass:
      declarations(cast<DeclStmt>(statement));
      return;
    case Stmt::LambdaExprClass: // its body is a function of its own
      outline_.lambdas.push_back(cast<LambdaExpr>(statement));
      for (const Expr *initializer : cast<LambdaExpr>(statement)->capture_inits())
        this->statement(initializer);
      for (const LambdaCapture &capture : cast<LambdaExpr>(statement)->captures())
        if (capture.capturesVariable() && capture.getCaptureKind() == LCK_ByRef)
          outline_.changed.insert(capture.getCapturedVar());
      return;
    default:
      break;
    }
    if (const auto *expression = dyn_cast<Expr>(statement))
      this->expression(expression);
    for (const Stmt *child : statement->children())
      this->statement(child);
  }

  void declaredByLoopHead(const Stmt *head) {
    if (const auto *declarations = dyn_cast_or_null<DeclStmt>(head))
      for (const Decl *declaration : declarations->decls())
        if (const auto *variable = dyn_cast<VarDecl>(declaration))
          outline_.loopVariables.insert(variable);
  }

  void loopCondition(const Expr *condition) {
    statement(condition);
    const Expr *part = condition ? bare(condition) : nullptr;
    while (const auto *logical = dyn_cast_or_null<BinaryOperator>(part)) {
      if (!logical->isLogicalOp())
        break;
      outline_.loopConditions.insert(logical);
      part = bare(logical->getLHS());
    }
  }

  void loopBody(const Stmt *loop) {
    bool outer = std::exchange(inLoop_, true);
    closed([&] { body(loop); });
    inLoop_ = outer;
  }

  void rangeFor(const CXXForRangeStmt *loop) {
    body(loop->getInit());
    statement(loop->getRangeStmt());
    statement(loop->getBeginStmt());
    statement(loop->getEndStmt());
    statement(loop->getCond());
    body(loop->getInc());
    outline_.rangeOf[loop->getLoopVariable()] = loop;
    outline_.loopVariables.insert(loop->getLoopVariable());
    statement(loop->getLoopVarStmt());
    loopBody(loop->getBody());
  }

  void tryStatement(const CXXTryStmt *attempt) {
    outline_.outerTry[attempt] = try_;
    const CXXTryStmt *outer = std::exchange(try_, attempt);
    closed([&] { statement(attempt->getTryBlock()); });
    try_ = outer;
    for (unsigned i = 0; i < attempt->getNumHandlers(); ++i)
      closed([&] { statement(attempt->getHandler(i)); });
  }

  /// Calls in the initialiser of a static variable: not those in a lambda that it makes.
  void initializesStatic(const Stmt *part, const VarDecl *variable) {
    if (!part || isa<LambdaExpr>(part))
      return;
    if (isa<CallExpr, CXXConstructExpr>(part))
      outline_.staticOf[part] = variable;
    for (const Stmt *child : part->children())
      initializesStatic(child, variable);
  }

  void declarations(const DeclStmt *statement) {
    for (const Decl *declaration : statement->decls()) {
      if (const auto *function = dyn_cast<FunctionDecl>(declaration))
        outline_.localFunctions.push_back(function);
      const auto *variable = dyn_cast<VarDecl>(declaration);
      if (!variable)
        continue;
      outline_.scopeOf[variable] = scope_;
      if (inLoop_ && variable->hasLocalStorage())
        outline_.loopVariables.insert(variable);
      for (const CXXTryStmt *attempt = try_; attempt; attempt = outline_.outerTry.lookup(attempt))
        outline_.localsOf[attempt].push_back(variable);
      if (const Expr *initializer = variable->getInit()) {
        const Expr *value = bare(initializer);
        outline_.initializes[value] = variable;
        outline_.followedAddresses.insert(value);
        if (isa<CallExpr>(value) || isa<CXXConstructExpr>(value) || isa<AbstractConditionalOperator>(value))
          outline_.results.insert(variable);
        bool isByRunning =
            variable->isStaticLocal() && !initializer->isValueDependent() && !variable->hasConstantInitialization();
        if (isByRunning)
          initializesStatic(initializer, variable);
        this->statement(initializer);
      }
    }
  }

  static const ValueDecl *variableOf(const Expr *expression) {
    const auto *reference = dyn_cast_or_null<DeclRefExpr>(bare(expression));
    return reference ? reference->getDecl() : nullptr;
  }

  void changes(const Expr *target) {
    if (const ValueDecl *variable = variableOf(target))
      outline_.changed.insert(variable);
  }

  /// Gives `target` a value without asking for the one that it has; of interest if it is a member.
  void overwrites(const Expr *target) {
    if (const auto *member = dyn_cast<MemberExpr>(bare(target)))
      outline_.overwritten.insert(member);
  }

  void expression(const Expr *expression) {
    if (isa<DeclRefExpr>(expression) || isa<MemberExpr>(expression))
      outline_.names.insert(expression->getExprLoc());
    if (const auto *reference = dyn_cast<DeclRefExpr>(expression); reference && !outline_.targets.contains(reference))
      outline_.looked.insert(reference->getDecl());
    if (const auto *assignment = dyn_cast<BinaryOperator>(expression); assignment && assignment->isAssignmentOp()) {
      changes(assignment->getLHS());
      if (assignment->getOpcode() == BO_Assign) {
        outline_.targets.insert(bare(assignment->getLHS()));
        overwrites(assignment->getLHS());
      }
      if (const ValueDecl *variable = variableOf(assignment->getLHS()))
        outline_.results.insert(variable);
    } else if (const auto *unary = dyn_cast<UnaryOperator>(expression)) {
      if (unary->isIncrementDecrementOp() || unary->getOpcode() == UO_AddrOf)
        changes(unary->getSubExpr());
      if (unary->getOpcode() == UO_Deref)
        outline_.followedAddresses.insert(bare(unary->getSubExpr()));
      if (unary->getOpcode() == UO_AddrOf) {
        outline_.targets.insert(bare(unary->getSubExpr()));
        if (const ValueDecl *variable = variableOf(unary->getSubExpr()))
          outline_.results.insert(variable);
      }
    } else if (const auto *logical = dyn_cast<BinaryOperator>(expression); logical && logical->isLogicalOp()) {
      outline_.decides[bare(logical->getRHS())].push_back(logical);
      outline_.leftOf[bare(logical->getLHS())] = logical;
    } else if (const auto *conditional = dyn_cast<ConditionalOperator>(expression)) {
      outline_.decides[bare(conditional->getTrueExpr())].push_back(conditional);
      outline_.decides[bare(conditional->getFalseExpr())].push_back(conditional);
    } else if (const auto *call = dyn_cast<CallExpr>(expression)) {
      throwsFrom(expression);
      if (const auto *assignment = dyn_cast<CXXOperatorCallExpr>(call);
          assignment && assignment->isAssignmentOp() && assignment->getNumArgs() == 2) {
        outline_.targets.insert(bare(assignment->getArg(0)));
        if (assignment->getOperator() == OO_Equal)
          overwrites(assignment->getArg(0));
        if (const ValueDecl *variable = variableOf(assignment->getArg(0)))
          outline_.results.insert(variable);
      }
      for (const Expr *argument : call->arguments())
        outline_.followedAddresses.insert(bare(argument));
      for (auto [index, argument] : llvm::enumerate(call->arguments()))
        outParameter(argument, call->getDirectCallee(),
                     index -
                         (isa<CXXOperatorCallExpr>(call) && isa_and_nonnull<CXXMethodDecl>(call->getDirectCallee())));
    } else if (const auto *construction = dyn_cast<CXXConstructExpr>(expression)) {
      throwsFrom(expression);
      for (const Expr *argument : construction->arguments())
        outline_.followedAddresses.insert(bare(argument));
      for (auto [index, argument] : llvm::enumerate(construction->arguments()))
        outParameter(argument, construction->getConstructor(), index);
    } else if (const auto *comparison = dyn_cast<BinaryOperator>(expression);
               comparison && comparison->isComparisonOp()) {
      outline_.followedAddresses.insert(bare(comparison->getLHS()));
      outline_.followedAddresses.insert(bare(comparison->getRHS()));
    } else if (const auto *atomic = dyn_cast<AtomicExpr>(expression)) {
      outline_.followedAddresses.insert(bare(atomic->getPtr()));
    } else if (const auto *member = dyn_cast<MemberExpr>(expression); member && member->isArrow()) {
      outline_.followedAddresses.insert(bare(member->getBase()));
    } else if (isa<CXXThrowExpr>(expression) || isa<CXXNewExpr>(expression)) {
      throwsFrom(expression);
      if (const auto *allocation = dyn_cast<CXXNewExpr>(expression); allocation && allocation->getConstructExpr())
        outline_.allocations[allocation->getConstructExpr()] = allocation;
    } else if (const auto *cast = dyn_cast<ExplicitCastExpr>(expression); cast && cast->getCastKind() == CK_ToVoid) {
      outline_.voided.insert(bare(cast->getSubExpr()));
    }
  }

  void throwsFrom(const Expr *expression) {
    if (try_)
      outline_.tryOf[expression] = try_;
  }

  /// The parameter has one type, whatever it is called with: what takes any hands on what it is given, or exchanges it.
  static bool isForOwnType(const FunctionDecl &callee, size_t index) {
    const FunctionTemplateDecl *pattern = callee.getPrimaryTemplate();
    const FunctionDecl *written = pattern ? pattern->getTemplatedDecl() : &callee;
    return index < written->getNumParams() && !written->getParamDecl(index)->getType()->isDependentType();
  }

  /// A non-const lvalue given to a function may be written there.
  void outParameter(const Expr *argument, const FunctionDecl *callee, size_t index) {
    if (!argument->isLValue() || argument->getType().isConstQualified())
      return;
    if (!callee || !isOutParameter(*callee, index) || !callee->getParamDecl(index)->getType()->isLValueReferenceType())
      return;
    if (isForOwnType(*callee, index) && !isUsers(callee->getLocation(), callee->getASTContext().getSourceManager()))
      overwrites(argument);
    const ValueDecl *variable = variableOf(argument);
    if (!variable)
      return;
    outline_.changed.insert(variable);
    outline_.results.insert(variable);
    outline_.targets.insert(bare(argument));
  }

  /// The statement that follows the one that is being walked, see Followed.
  struct After {
    const Stmt *next = nullptr;
    bool isInBlock = false;
  };

  Outline &outline_;
  After after_;
  const Stmt *scope_ = nullptr;
  const CXXTryStmt *try_ = nullptr;
  bool inLoop_ = false;
  bool standsAlone_ = false;
};

} // namespace

bool isOutParameter(const FunctionDecl &function, size_t index) {
  if (index >= function.getNumParams() || function.getBuiltinID())
    return false;
  QualType type = function.getParamDecl(index)->getType();
  bool isWritable =
      (type->isLValueReferenceType() || type->isPointerType()) && !type->getPointeeType().isConstQualified();
  if (!isWritable)
    return false;
  // A forwarding reference hands on; whoever gets the value decides.
  const FunctionTemplateDecl *pattern = function.getPrimaryTemplate();
  if (!pattern)
    return true;
  const FunctionDecl *templated = pattern->getTemplatedDecl();
  unsigned last = templated->getNumParams() ? templated->getNumParams() - 1 : 0;
  if (templated->getNumParams() == 0)
    return true;
  QualType declared = templated->getParamDecl(std::min<unsigned>(index, last))->getType();
  if (const auto *pack = declared->getAs<PackExpansionType>())
    declared = pack->getPattern();
  return !declared->isRValueReferenceType();
}

Outline outlineOf(const Stmt &body) {
  Outline outline;
  Walk(outline).statement(&body);
  return outline;
}

} // namespace leash
