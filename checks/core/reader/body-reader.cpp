// body-reader: lowers one function's CFG into a Body.
//
// Clang's CFG lists every subexpression in the order of evaluation and every implicit destructor; here each becomes the
// operations that flow needs. Exceptions take no edges of the CFG: a call that can throw names its Unwind instead, so
// that its own effect is known not to have happened, and the destructors that unwinding runs are known too.

#include "checks/core/reader/body-reader.h"

#include "checks/core/reader/atomics.h"
#include "checks/core/reader/brief-objects.h"
#include "checks/core/reader/calls.h"
#include "checks/core/reader/edges.h"
#include "checks/core/reader/excluded-throws.h"
#include "checks/core/reader/ingredients.h"
#include "checks/core/reader/leanings.h"
#include "checks/core/reader/lock-copies.h"
#include "checks/core/reader/shapes.h"
#include "checks/core/reader/source.h"
#include "checks/core/reader/targets.h"
#include "checks/core/reader/uncompiled.h"
#include "checks/core/reader/views.h"
#include "checks/core/unit/unit.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"

namespace leash {

using namespace clang;

namespace {

class BodyReader {
public:
  BodyReader(const FunctionDecl &function, Declarations &declarations,
             const std::function<BodyId(const FunctionDecl &)> &bodyOf, Body &body)
      : BodyReader(&function, outlineOf(*function.getBody()), declarations, bodyOf, body) {}

  /// Of no function: reads initialisers.
  BodyReader(Declarations &declarations, const std::function<BodyId(const FunctionDecl &)> &bodyOf, Body &body)
      : BodyReader(nullptr, Outline(), declarations, bodyOf, body) {}

  bool read();
  void readInitial(const ValueDecl &variable);

private:
  BodyReader(const FunctionDecl *function, Outline outline, Declarations &declarations,
             const std::function<BodyId(const FunctionDecl &)> &bodyOf, Body &body)
      : function_(function), declarations_(declarations), context_(declarations.context()), body_(body),
        outline_(std::move(outline)), expressions_(declarations, outline_, body),
        calls_(declarations, outline_, expressions_, body), edges_(declarations, outline_, expressions_),
        leanings_(expressions_, body), lockCopies_(declarations, expressions_, body),
        excluded_(declarations, expressions_, body), ingredients_(expressions_, body) {
    calls_.bodyOf = bodyOf;
    expressions_.bodyOf = bodyOf;
  }

  void readHead();
  void describeLocals();
  void readBlock(const CFGBlock &block, Block &lowered);
  void readElement(const CFGElement &element);
  void step(const UnaryOperator &unary);
  void readAtomic(const AtomicAccess &access, const Expr &expression);
  void readUnresolved(const Expr &expression);
  bool readUnresolvedConstruction(const Expr &initial);
  void noteLook(const Expr &name);
  void noteRead(const Expr &name);
  void noteRead(Object object, const Expr &expression);
  void readStatement(const Stmt &statement);
  void readSite(const CallSite &site);
  void readCast(const CXXDynamicCastExpr &cast);
  void readCall(const Expr &expression);
  void readComposition(const CallExpr &call);
  void readConstruction(const CXXConstructExpr &construction);
  void readDeclarations(const DeclStmt &statement);
  void readLambda(const LambdaExpr &lambda);
  void addLaterCaptures(const LambdaExpr &lambda, Callable &callable);
  void readInitializer(const CXXCtorInitializer &initializer);
  void bindMember(Object member, const Expr &initial);
  void readInitList(const InitListExpr &list);
  void escapeHandle(const Expr &copy);
  void readDestructor(const CFGImplicitDtor &element);
  void readDeletion(const CXXDeleteExpr &deletion);
  void decide(const Expr &expression);
  void useSkippable(const Expr &left);
  Operation *assign(Object object, Value value, const Stmt &statement); ///< null if the object isn't known
  void assign(const BinaryOperator &assignment);
  void noteMakings(const VarDecl &variable, const Expr &value);
  void noteLockCopy(LockCopy *copy, std::string name = {}, std::optional<Place> place = std::nullopt);
  void noteLockCopies(const VarDecl &variable, const DeclStmt &statement);
  void noteIngredients(const Expr *value);
  void noteRewrite(const CXXOperatorCallExpr &call, size_t first);
  void use(Object object, const Expr &expression);
  void escape(const Expr &lvalue, const Stmt &statement);
  Operation &emit(Verb verb, const Stmt &statement);

  const FunctionDecl *function_;
  Declarations &declarations_;
  ASTContext &context_;
  Body &body_;
  Outline outline_;
  ExpressionReader expressions_;
  CallReader calls_;
  EdgeReader edges_;
  LeaningReader leanings_;
  LockCopyReader lockCopies_;
  ExcludedThrows excluded_;
  IngredientReader ingredients_;
  std::vector<Operation> *operations_ = nullptr;
  uint32_t block_ = 0;
};

Operation &BodyReader::emit(Verb verb, const Stmt &statement) {
  Operation &operation = operations_->emplace_back();
  operation.verb = verb;
  operation.place = calls_.placeOf(statement);
  return operation;
}

void BodyReader::readHead() {
  body_.function = declarations_.entityOf(*function_);
  body_.place = placeOf(function_->getLocation(), context_);
  body_.end = placeOf(function_->getBody()->getEndLoc(), context_);
  for (const ParmVarDecl *parameter : function_->parameters())
    body_.parameters.push_back(declarations_.entityOf(*parameter));
  body_.isConstructor = isa<CXXConstructorDecl>(*function_);
  body_.isDestructor = isa<CXXDestructorDecl>(*function_);
  body_.returnsVoid = function_->getReturnType()->isVoidType();
  body_.returnsTruth = function_->getReturnType()->isBooleanType() || function_->getReturnType()->isPointerType();
  if (const auto *type = function_->getType()->getAs<FunctionProtoType>())
    body_.isNoexcept = isNoexceptExceptionSpec(type->getExceptionSpecType()) && type->canThrow() == CT_Cannot;
  if (const auto *method = dyn_cast<CXXMethodDecl>(function_)) {
    if (!method->isStatic())
      body_.type = declarations_.entityOf(*method->getParent());
    body_.isLambda = method->getParent()->isLambda();
    std::optional<LockShape> shape = lockShapeOf(*method);
    body_.isUnlock = shape && shape->verb == Verb::Release;
  }
  body_.leavesLocksUnchecked = function_->hasAttr<NoThreadSafetyAnalysisAttr>();
  DeclaredLocks declared = declaredLocksOf(*function_, expressions_);
  for (const DeclaredLocks::Lock &lock : declared.acquired)
    body_.declaredAcquires.push_back({lock.object, lock.shared});
  for (const auto *tried : {&declared.triedIfTrue, &declared.triedIfFalse})
    for (const DeclaredLocks::Lock &lock : *tried)
      body_.declaredAcquires.push_back({lock.object, lock.shared});
  for (const DeclaredLocks::Lock &lock : declared.released)
    body_.declaredReleases.push_back(lock.object);
  for (const DeclaredLocks::Lock &lock : declared.required)
    body_.declaredRequires.push_back(lock.object);
}

void BodyReader::describeLocals() {
  for (const auto &[variable, scope] : outline_.scopeOf) {
    Entity &entity = declarations_.unit().entities[declarations_.entityOf(*variable)];
    if (scope)
      entity.scope = placeOf(scope->getSourceRange(), context_);
  }
  for (const VarDecl *variable : namedUncompiled(*function_, outline_, context_))
    declarations_.unit().entities[declarations_.entityOf(*variable)].isNamedUncompiled = true;
  for (const VarDecl *variable : outline_.loopVariables) {
    EntityId id = declarations_.entityOf(*variable);
    declarations_.unit().entities[id].isLoopVariable = true;
    if (const auto *whole = dyn_cast<DecompositionDecl>(variable))
      for (const BindingDecl *binding : whole->bindings()) {
        EntityId part = declarations_.entityOf(*binding);
        declarations_.unit().entities[part].isLoopVariable = true;
      }
    if (const CXXForRangeStmt *loop = outline_.rangeOf.lookup(variable))
      declarations_.unit().entities[id].scope = placeOf(loop->getSourceRange(), context_);
  }
}

static CFG::BuildOptions cfgOptions() {
  CFG::BuildOptions options;
  options.setAllAlwaysAdd();
  options.AddImplicitDtors = true;
  options.AddTemporaryDtors = true;
  options.AddLifetime = true;
  options.AddInitializers = true;
  options.AddCXXDefaultInitExprInCtors = true;
  options.AddCXXNewAllocator = false;
  options.PruneTriviallyFalseEdges = true;
  return options;
}

bool BodyReader::read() {
  readHead();
  describeLocals();
  if (const auto *constructor = dyn_cast<CXXConstructorDecl>(function_))
    for (const CXXCtorInitializer *initializer : constructor->inits())
      if (const FieldDecl *field = initializer->getAnyMember(); field && initializer->getInit())
        expressions_.members[bare(initializer->getInit())] = Object::self(0).field(declarations_.entityOf(*field));
  std::unique_ptr<CFG> cfg = CFG::buildCFG(function_, function_->getBody(), &context_, cfgOptions());
  if (!cfg) {
    body_.blocks.resize(2);
    body_.entry = 1;
    return false;
  }
  body_.blocks.resize(cfg->getNumBlockIDs());
  body_.entry = cfg->getEntry().getBlockID();
  body_.exit = cfg->getExit().getBlockID();
  for (auto block = cfg->try_blocks_begin(); block != cfg->try_blocks_end(); ++block)
    if (const auto *attempt = dyn_cast_or_null<CXXTryStmt>((*block)->getTerminatorStmt()))
      calls_.handlers[attempt] = (*block)->getBlockID();
  // Reverse of the numbering is source order for most code: lambdas and results are met before they are used.
  std::vector<const CFGBlock *> inOrder(cfg->getNumBlockIDs());
  for (const CFGBlock *block : *cfg)
    inOrder[block->getBlockID()] = block;
  for (const CFGBlock *block : llvm::reverse(inOrder))
    if (block)
      readBlock(*block, body_.blocks[block->getBlockID()]);
  markBackEdges(body_);
  excluded_.exclude();
  llvm::erase_if(calls_.handCalls, [&](const HandCall &call) {
    return llvm::any_of(calls_.otherwiseLocked, [&](const Object &other) { return mayMeet(other, call.lock); });
  });
  body_.guardOffers = guardOffers(calls_.handCalls, *function_, context_);
  body_.briefObjects = briefObjects(*function_, outline_, declarations_, expressions_);
  ingredients_.keepWanted(declarations_.unit().entities);
  if (function_->getReturnType()->isScalarType())
    leanings_.readReturned(*function_->getBody());
  return true;
}

void BodyReader::readBlock(const CFGBlock &block, Block &lowered) {
  operations_ = &lowered.operations;
  block_ = block.getBlockID();
  for (const CFGElement &element : block)
    readElement(element);
  lowered.endsPath |= block.hasNoReturnElement();
  if (lowered.endsPath)
    return;
  const Expr *condition = edges_.read(block, lowered);
  if (const Expr *decides = condition ? condition : dyn_cast_or_null<Expr>(block.getTerminatorCondition()))
    if (lowered.edges.size() > 1)
      excluded_.readCondition(*decides, block_);
  if (condition) {
    leanings_.readBranch(*condition, block_);
    ingredients_.read(condition, block_, operations_->size());
  }
}

void BodyReader::readElement(const CFGElement &element) {
  switch (element.getKind()) {
  case CFGElement::Statement:
  case CFGElement::Constructor:
  case CFGElement::CXXRecordTypedCall:
    readStatement(*element.castAs<CFGStmt>().getStmt());
    break;
  case CFGElement::Initializer: {
    const CXXCtorInitializer &initializer = *element.castAs<CFGInitializer>().getInitializer();
    readInitializer(initializer);
    if (const FieldDecl *member = initializer.getAnyMember())
      body_.initializations.push_back(
          {declarations_.entityOf(*member), block_, static_cast<uint32_t>(operations_->size())});
    break;
  }
  case CFGElement::AutomaticObjectDtor:
  case CFGElement::DeleteDtor:
  case CFGElement::BaseDtor:
  case CFGElement::MemberDtor:
  case CFGElement::TemporaryDtor:
    readDestructor(element.castAs<CFGImplicitDtor>());
    break;
  case CFGElement::LifetimeEnds: {
    const VarDecl *variable = element.castAs<CFGLifetimeEnds>().getVarDecl();
    const Stmt *trigger = element.castAs<CFGLifetimeEnds>().getTriggerStmt();
    if (variable->getType().isDestructedType() || !variable->hasLocalStorage())
      break; // its destructor is an element of its own
    Operation &end = emit(Verb::Destroy, trigger ? *trigger : *function_->getBody());
    end.object = expressions_.variable(*variable);
    break;
  }
  default:
    break;
  }
}

Operation *BodyReader::assign(Object object, Value value, const Stmt &statement) {
  if (!object.isKnown())
    return nullptr;
  Operation &operation = emit(Verb::Assign, statement);
  operation.object = std::move(object);
  operation.value = std::move(value);
  return &operation;
}

void BodyReader::use(Object object, const Expr &expression) {
  Operation &operation = emit(Verb::Use, expression);
  operation.object = std::move(object);
}

void BodyReader::escape(const Expr &lvalue, const Stmt &statement) {
  Object object = expressions_.objectOf(&lvalue);
  if (!object.isKnown())
    return;
  Operation &operation = emit(Verb::Escape, statement);
  operation.object = std::move(object);
}

/// `++count`: what it was, and one more.
void BodyReader::step(const UnaryOperator &unary) {
  Object counter = expressions_.objectOf(unary.getSubExpr());
  Value value;
  if (counter.isVariable() && unary.getSubExpr()->getType()->isIntegralOrEnumerationType()) {
    value = Value::contentOf(counter);
    value.constant = unary.isIncrementOp() ? 1 : -1;
  }
  if (Operation *change = assign(counter, std::move(value), unary)) {
    change->direction = unary.isIncrementOp() ? Direction::Up : Direction::Down;
    change->rewrite = unary.getType()->isAtomicType() || unary.getSubExpr()->getType()->isAtomicType() ? Rewrite::Counts
                                                                                                       : Rewrite::None;
    change->isDiscarded = outline_.discarded.contains(&unary);
    noteIngredients(unary.getSubExpr());
  }
}

/// Whether `target OP= value`, done again, changes nothing.
static Rewrite rewriteOf(bool isMask) { return isMask ? Rewrite::Repeats : Rewrite::Counts; }

/// Which way `target OP= value` takes the target, if `value` is more than nothing.
static Direction directionOf(BinaryOperatorKind kind) {
  switch (kind) {
  case BO_AddAssign:
  case BO_OrAssign:
    return Direction::Up;
  case BO_SubAssign:
  case BO_AndAssign:
    return Direction::Down;
  default:
    return Direction::None;
  }
}

void BodyReader::assign(const BinaryOperator &assignment) {
  Object target = expressions_.objectOf(assignment.getLHS());
  bool isPlain = assignment.getOpcode() == BO_Assign;
  if (Operation *change = assign(target, isPlain ? expressions_.valueOf(assignment.getRHS()) : Value(), assignment)) {
    change->direction = directionOf(assignment.getOpcode());
    if (std::optional<int64_t> by = expressions_.constantOf(*assignment.getRHS()); by && *by < 0)
      change->direction = opposite(change->direction);
    bool isMask = assignment.getOpcode() == BO_OrAssign || assignment.getOpcode() == BO_AndAssign;
    if (!isPlain && assignment.getLHS()->getType()->isAtomicType())
      change->rewrite = rewriteOf(isMask);
    change->isDiscarded = outline_.discarded.contains(&assignment);
    noteIngredients(isPlain ? assignment.getRHS() : &assignment);
  }
  if (isPlain)
    noteLockCopy(lockCopies_.readAssignment(*assignment.getLHS(), *assignment.getRHS(), assignment));
  if (target.isVariable() && !outline_.discarded.contains(&assignment))
    use(target, assignment);
  const auto *name = dyn_cast<DeclRefExpr>(bare(assignment.getLHS()));
  if (const auto *variable = isPlain && name ? dyn_cast<VarDecl>(name->getDecl()) : nullptr)
    noteMakings(*variable, *assignment.getRHS());
}

/// What a local that holds a truth or a number is made of.
void BodyReader::noteMakings(const VarDecl &variable, const Expr &value) {
  if (variable.isLocalVarDecl() && variable.getType()->isIntegralOrEnumerationType())
    leanings_.readAssigned(declarations_.entityOf(variable), value);
}

/// Where in the function a copy is made, if there is one.
void BodyReader::noteLockCopy(LockCopy *copy, std::string name, std::optional<Place> place) {
  if (!copy)
    return;
  copy->block = block_;
  copy->index = operations_->size();
  if (!name.empty())
    copy->name = std::move(name);
  if (place)
    copy->place = std::move(*place);
}

/// A variable that is a copy, or each of the names that a copy is taken apart into.
void BodyReader::noteLockCopies(const VarDecl &variable, const DeclStmt &statement) {
  if (!variable.getInit() || variable.getType()->isReferenceType())
    return;
  auto note = [&](Object made, const ValueDecl &named) {
    LockCopy *copy = lockCopies_.read(LockCopy::Variable, *variable.getInit(), std::move(made), statement);
    if (const CXXForRangeStmt *loop = copy ? outline_.rangeOf.lookup(&variable) : nullptr) {
      copy->sourceName = textOf(bare(loop->getRangeInit())->getSourceRange(), context_, 60);
      Object container = expressions_.objectOf(loop->getRangeInit());
      copy->source = container.isKnown() ? container.index(0) : Object();
    }
    noteLockCopy(copy, named.getNameAsString(), placeOf(named.getLocation(), context_));
  };
  const auto *parts = dyn_cast<DecompositionDecl>(&variable);
  if (!parts)
    return note(expressions_.variable(variable), variable);
  for (const BindingDecl *part : parts->bindings())
    if (declarations_.lockHoldingOf(part->getType().getNonReferenceType()).copied != LockCopying::None)
      note(expressions_.variable(variable).field(declarations_.entityOf(*part)), *part);
}

/// Of the operation that was read last.
void BodyReader::noteIngredients(const Expr *value) { ingredients_.read(value, block_, operations_->size() - 1); }

/// `count += 1` and `++count` of a class that has them in one step.
void BodyReader::noteRewrite(const CXXOperatorCallExpr &call, size_t first) {
  OverloadedOperatorKind kind = call.getOperator();
  bool isStep = kind == OO_PlusPlus || kind == OO_MinusMinus || (call.isAssignmentOp() && kind != OO_Equal);
  for (Operation &each : llvm::drop_begin(*operations_, first))
    if (isStep && each.verb == Verb::Assign)
      each.rewrite = rewriteOf(kind == OO_PipeEqual || kind == OO_AmpEqual);
}

/// What the compiler does to an atomic by a function of its own.
void BodyReader::readAtomic(const AtomicAccess &access, const Expr &expression) {
  const Expr *named = access.object ? access.object : access.address;
  Object target = named->getType()->isPointerType() ? expressions_.pointeeOf(named) : expressions_.objectOf(named);
  Value value = access.constant ? Value::constantOf(*access.constant)
                : access.value  ? expressions_.valueOf(access.value)
                                : Value();
  switch (access.kind) {
  case AtomicAccess::Init:
    return;
  case AtomicAccess::Load:
    return noteRead(std::move(target), expression);
  case AtomicAccess::Store:
    if (assign(std::move(target), std::move(value), expression) && access.value)
      noteIngredients(access.value);
    return;
  case AtomicAccess::Exchange:
    break;
  }
  if (!target.isKnown())
    return;
  Operation &exchange = emit(Verb::Exchange, expression);
  noteRead(target, expression);
  exchange.object = std::move(target);
  exchange.value = std::move(value);
  exchange.text = textOf(expression.getSourceRange(), context_, 80);
  exchange.isDiscarded = outline_.discarded.contains(&expression) || outline_.voided.contains(&expression);
  exchange.outcome = access.outcome;
  exchange.rewrite = access.rewrite;
  exchange.result = expressions_.resultOf(&expression);
}

/// A member is looked at wherever it is named for more than to give it a value.
void BodyReader::noteLook(const Expr &name) {
  const auto *member = dyn_cast<MemberExpr>(&name);
  const auto *reference = dyn_cast<DeclRefExpr>(&name);
  const auto *field = dyn_cast<FieldDecl>(member ? member->getMemberDecl() : reference->getDecl());
  if (field && !outline_.overwritten.contains(&name))
    declarations_.unit().entities[declarations_.entityOf(*field)].isLookedAt = true;
}

/// Of what others may share, that is: of members, globals and what a lambda has captured.
void BodyReader::noteRead(const Expr &name) {
  noteLook(name);
  if (outline_.targets.contains(&name))
    return;
  if (const auto *member = dyn_cast<MemberExpr>(&name)) {
    if (!isa<FieldDecl>(member->getMemberDecl()))
      return;
  } else {
    const auto &reference = cast<DeclRefExpr>(name);
    const auto *variable = dyn_cast<VarDecl>(reference.getDecl());
    if (!variable || !(variable->hasGlobalStorage() || reference.refersToEnclosingVariableOrCapture()))
      return;
  }
  noteRead(expressions_.objectOf(&name), name);
}

void BodyReader::noteRead(Object object, const Expr &expression) {
  if (!object.isKnown())
    return;
  Read read{std::move(object), block_, static_cast<uint32_t>(operations_->size()), calls_.placeOf(expression)};
  for (const Read &before : llvm::reverse(body_.reads)) {
    if (before.block != block_)
      break;
    if (before.object == read.object)
      return;
  }
  body_.reads.push_back(std::move(read));
}

/// In a template that nothing instantiates: who is called or made here is decided by the template's arguments, so
/// whatever it is called on or given goes out of sight.
void BodyReader::readUnresolved(const Expr &expression) {
  auto loseObject = [&](Object object) {
    if (!object.isKnown())
      return;
    Operation &operation = emit(Verb::Escape, expression);
    operation.object = std::move(object);
    operation.isUndecided = true;
  };
  auto lose = [&](const Expr &given) {
    if (!given.getType().isNull())
      loseObject(given.getType()->isPointerType() ? expressions_.pointeeOf(&given) : expressions_.objectOf(&given));
  };
  const auto *call = dyn_cast<CallExpr>(&expression);
  const Expr *callee = call ? call->getCallee()->IgnoreParens() : nullptr;
  if (const auto *member = dyn_cast_or_null<CXXDependentScopeMemberExpr>(callee); member && !member->isImplicitAccess())
    lose(*member->getBase());
  else if (const auto *overloaded = dyn_cast_or_null<UnresolvedMemberExpr>(callee))
    overloaded->isImplicitAccess() ? loseObject(Object::self(0)) : lose(*overloaded->getBase());
  for (const Stmt *child : expression.children())
    if (const auto *given = dyn_cast_or_null<Expr>(child); given && given != callee)
      lose(*given);
}

/// An object of a class that doesn't depend on the template's arguments, made from others that do.
bool BodyReader::readUnresolvedConstruction(const Expr &initial) {
  const VarDecl *variable = outline_.initializes.lookup(&initial);
  const CXXConstructorDecl *constructor = variable ? knownConstructor(*variable, declarations_) : nullptr;
  if (!constructor)
    return false;
  llvm::SmallVector<const Expr *, 6> arguments;
  for (const Stmt *child : initial.children())
    if (const auto *argument = dyn_cast_or_null<Expr>(child))
      arguments.push_back(argument);
  CallSite site;
  site.expression = &initial;
  site.type = variable->getType();
  site.callee = constructor;
  site.arguments = arguments;
  site.made = expressions_.variable(*variable);
  size_t first = operations_->size();
  readSite(site);
  // As where it is instantiated: there the variable's name begins the construction.
  Place place = placeOf(SourceRange(variable->getLocation(), initial.getEndLoc()), context_);
  for (Operation &each : llvm::drop_begin(*operations_, first))
    each.place = place;
  return true;
}

/// It is decided by the template's arguments what is done here.
static bool isUnresolved(const Expr &expression, Declarations &declarations) {
  if (isa<CXXUnresolvedConstructExpr, ParenListExpr>(expression))
    return true;
  if (const auto *call = dyn_cast<CallExpr>(&expression))
    return !call->getDirectCallee() && call->isTypeDependent() && !knownTarget(*call, declarations);
  if (isa<InitListExpr>(expression)) // of which it isn't known what it makes
    return expression.isTypeDependent() || expression.getType()->isVoidType();
  return isa<BinaryOperator, UnaryOperator, ArraySubscriptExpr>(expression) && expression.isTypeDependent();
}

void BodyReader::readStatement(const Stmt &statement) {
  if (const auto *expression = dyn_cast<Expr>(&statement)) {
    if (body_.isPattern && isUnresolved(*expression, declarations_) && !readUnresolvedConstruction(*expression))
      readUnresolved(*expression);
    if (std::optional<AtomicAccess> access = atomicAccessOf(*expression))
      readAtomic(*access, *expression);
    else if (isa<CallExpr>(expression))
      readCall(*expression);
    else if (const auto *construction = dyn_cast<CXXConstructExpr>(expression))
      readConstruction(*construction);
    else if (const auto *lambda = dyn_cast<LambdaExpr>(expression))
      readLambda(*lambda);
    else if (const auto *binary = dyn_cast<BinaryOperator>(expression); binary && binary->isAssignmentOp())
      assign(*binary);
    else if (const auto *member = dyn_cast<BinaryOperator>(expression); member && member->isPtrMemOp())
      escape(*member->getLHS(), *member);
    else if (const auto *unary = dyn_cast<UnaryOperator>(expression); unary && unary->isIncrementDecrementOp())
      step(*unary);
    else if (const auto *unary = dyn_cast<UnaryOperator>(expression); unary && unary->getOpcode() == UO_AddrOf) {
      if (!outline_.followedAddresses.contains(unary))
        escape(*unary->getSubExpr(), *unary);
    } else if (const auto *list = dyn_cast<InitListExpr>(expression)) {
      readInitList(*list);
    } else if (const auto *allocation = dyn_cast<CXXNewExpr>(expression)) {
      const Expr *initial = allocation->getInitializer();
      if (initial && declarations_.factsOf(allocation->getAllocatedType()).role == TypeRole::Channel)
        escapeHandle(*initial); // what a pointer leads to isn't followed
    } else if (const auto *deletion = dyn_cast<CXXDeleteExpr>(expression)) {
      readDeletion(*deletion);
    } else if (isa<MemberExpr>(expression)) {
      noteRead(*expression);
    } else if (const auto *reference = dyn_cast<DeclRefExpr>(expression)) {
      noteRead(*reference);
      const auto *variable = dyn_cast<VarDecl>(reference->getDecl());
      if (variable && outline_.results.contains(variable) && !outline_.targets.contains(reference))
        use(expressions_.variable(*variable), *reference);
    } else if (const auto *cast = dyn_cast<CXXDynamicCastExpr>(expression)) {
      readCast(*cast);
    } else if (const auto *exception = dyn_cast<CXXThrowExpr>(expression)) {
      Operation &operation = emit(Verb::Throw, *exception);
      operation.throws = Throws::Yes;
      operation.unwind = calls_.unwindOf(exception);
      operation.text = textOf(exception->getSourceRange(), context_, 80);
    }
    decide(*expression);
    useSkippable(*expression);
    return;
  }
  if (const auto *declarations = dyn_cast<DeclStmt>(&statement)) {
    readDeclarations(*declarations);
  } else if (const auto *result = dyn_cast<ReturnStmt>(&statement)) {
    Value value = result->getRetValue() ? expressions_.valueOf(result->getRetValue()) : Value();
    if (result->getRetValue() && function_->getReturnType()->isReferenceType())
      escape(*result->getRetValue(), statement);
    else if (result->getRetValue())
      noteLockCopy(lockCopies_.read(LockCopy::Returned, *result->getRetValue(), {}, statement));
    Operation &operation = emit(Verb::Return, statement);
    operation.value = value;
    operation.text = textOf(statement.getSourceRange(), context_, 80);
    noteIngredients(result->getRetValue());
  }
}

/// A call that only ties callables and arguments together, like a bind expression, is a callable that holds them.
void BodyReader::readComposition(const CallExpr &call) {
  const CallDetail &detail = body_.calls.back();
  bool keeps = llvm::any_of(detail.arguments, [](const Argument &each) { return each.use == CallableUse::Kept; });
  bool ownsObject =
      declarations_.factsOf(call.getType()).role == TypeRole::SmartPointer &&
      llvm::none_of(detail.arguments, [](const Argument &each) { return each.value.kind == Value::Callable; });
  if (!keeps || ownsObject || detail.receiver.isKnown() || !call.getType()->isRecordType())
    return;
  Callable composed;
  composed.place = calls_.placeOf(call);
  for (const Argument &argument : detail.arguments) {
    if (argument.value.kind == Value::Callable) {
      const Callable &part = body_.callables[argument.value.callable];
      composed.captures.insert(composed.captures.end(), part.captures.begin(), part.captures.end());
      if (composed.body == NoBody)
        composed.body = part.body;
    } else if (argument.value.kind == Value::Address) {
      Capture capture;
      capture.object = argument.value.object;
      capture.place = argument.place;
      capture.isInit = capture.takesAddress = true;
      composed.captures.push_back(std::move(capture));
    }
  }
  expressions_.callables[bare(&call)] = body_.callables.size();
  body_.callables.push_back(std::move(composed));
}

/// A loop that goes on while `a && b` has looked at b each time that it went on.
void BodyReader::useSkippable(const Expr &left) {
  const auto *whole = bare(&left) == &left ? dyn_cast_or_null<BinaryOperator>(outline_.leftOf.lookup(&left)) : nullptr;
  if (!whole || !outline_.loopConditions.contains(whole))
    return;
  auto useAll = [&](auto self, const Stmt *part) -> void {
    if (const auto *reference = dyn_cast_or_null<DeclRefExpr>(part))
      if (const auto *variable = dyn_cast<VarDecl>(reference->getDecl());
          variable && outline_.results.contains(variable) && !outline_.targets.contains(reference))
        use(expressions_.variable(*variable), left);
    if (part && !isa<LambdaExpr>(part))
      for (const Stmt *child : part->children())
        self(self, child);
  };
  useAll(useAll, whole->getRHS());
}

/// The operand that decides a logical or conditional expression gives it its value.
void BodyReader::decide(const Expr &expression) {
  if (bare(&expression) != &expression)
    return;
  auto decided = outline_.decides.find(&expression);
  if (decided == outline_.decides.end())
    return;
  for (const Expr *whole : decided->second) {
    Value value = expressions_.valueOf(&expression);
    assign(Object::result(expressions_.resultOf(whole)), value, expression);
    if (auto next = outline_.decides.find(bare(whole)); next != outline_.decides.end())
      for (const Expr *outer : next->second)
        assign(Object::result(expressions_.resultOf(outer)),
               Value::contentOf(Object::result(expressions_.resultOf(whole))), expression);
  }
}

void BodyReader::readSite(const CallSite &site) {
  size_t first = operations_->size();
  calls_.read(site, *operations_);
  const Operation &call = (*operations_)[first];
  if (call.throws == Throws::Yes)
    excluded_.readCall(site, block_, first);
}

/// A cast to a reference has no other way to say that the object is of another class.
void BodyReader::readCast(const CXXDynamicCastExpr &cast) {
  if (!cast.getTypeAsWritten()->isReferenceType() || !context_.getLangOpts().CXXExceptions)
    return;
  Operation &operation = emit(Verb::None, cast);
  operation.throws = Throws::Yes;
  operation.unwind = calls_.unwindOf(&cast);
  operation.text = textOf(cast.getSourceRange(), context_, 80);
  excluded_.readCast(*cast.getSubExpr(), block_, operations_->size() - 1);
}

void BodyReader::readCall(const Expr &expression) {
  const auto &call = cast<CallExpr>(expression);
  CallSite site;
  site.expression = &call;
  site.type = call.getType();
  site.callee = call.getDirectCallee();
  llvm::SmallVector<const Expr *, 6> arguments(call.arg_begin(), call.arg_end());
  site.arguments = arguments;
  const auto *member = dyn_cast<CXXMemberCallExpr>(&call);
  const auto *operation = dyn_cast<CXXOperatorCallExpr>(&call);
  if (member) {
    site.receiver = member->getImplicitObjectArgument();
  } else if (operation && isa_and_nonnull<CXXMethodDecl>(site.callee) && !arguments.empty() &&
             !cast<CXXMethodDecl>(site.callee)->isStatic()) {
    site.receiver = arguments.front();
    site.arguments = site.arguments.drop_front();
  } else if (const auto *own = dyn_cast<MemberExpr>(call.getCallee()->IgnoreParens());
             own && site.callee && call.isTypeDependent()) {
    site.receiver = own->getBase(); // a function of the template itself
  } else if (!site.callee && call.isTypeDependent()) {
    site.callee = knownTarget(call, declarations_);
    const auto *overloads = dyn_cast<UnresolvedMemberExpr>(call.getCallee()->IgnoreParens());
    site.receiver = site.callee && overloads && !overloads->isImplicitAccess() ? overloads->getBase() : nullptr;
  } else if (!site.callee) {
    site.receiver = call.getCallee();
  }
  size_t first = operations_->size();
  readSite(site);
  for (size_t index = first; index < operations_->size(); ++index)
    if ((*operations_)[index].verb == Verb::Assign)
      for (const Expr *argument : site.arguments)
        ingredients_.read(argument, block_, index);
  if (operation)
    noteRewrite(*operation, first);
  readComposition(call);
  noteLockCopy(lockCopies_.readBytes(call));
  if (operation && operation->isAssignmentOp() && operation->getNumArgs() == 2) {
    Object target = expressions_.objectOf(operation->getArg(0));
    const Expr *source = operation->getArg(1);
    bool isPlain = operation->getOperator() == OO_Equal;
    if (isPlain)
      noteLockCopy(lockCopies_.readAssignment(*operation->getArg(0), *source, call));
    TypeRole role = declarations_.factsOf(operation->getArg(0)->getType()).role;
    if (isPlain && role != TypeRole::None && role != TypeRole::Error && source->isXValue() && target.isKnown()) {
      Operation &move = emit(Verb::Move, call);
      move.object = target;
      move.other = expressions_.objectOf(source);
      move.role = role;
    }
    if (Operation *change = assign(target, isPlain ? expressions_.valueOf(source) : Value(), call); change) {
      change->direction = isPlain && leanings_.isNothing(source) ? Direction::Down : Direction::None;
      noteIngredients(source);
      noteRewrite(*operation, operations_->size() - 1);
    }
  }
}

void BodyReader::readConstruction(const CXXConstructExpr &construction) {
  CallSite site;
  site.expression = &construction;
  site.type = construction.getType();
  site.callee = construction.getConstructor();
  llvm::SmallVector<const Expr *, 6> arguments(construction.arg_begin(), construction.arg_end());
  site.arguments = arguments;
  site.made = expressions_.objectOf(&construction);
  TypeRole role = declarations_.factsOf(construction.getType()).role;
  if (construction.getConstructor()->isCopyOrMoveConstructor() && !arguments.empty()) {
    if (bare(&construction) != &construction)
      return; // elided: the object is made in place
    Operation &move = emit(Verb::Move, construction);
    move.object = site.made;
    move.other = expressions_.objectOf(arguments.front());
    move.role = role;
    move.shared = construction.getConstructor()->isCopyConstructor();
    return;
  }
  if (construction.getConstructor()->isTrivial() && arguments.empty() && role == TypeRole::None)
    return;
  readSite(site);
}

/// A constructor makes the object from other things than another object of its class; or it is an aggregate, which is
/// tied to what its references and pointers are made from.
static bool isMadeInPlace(const Expr &initializer) {
  if (const auto *list = dyn_cast<InitListExpr>(bare(&initializer)); list && list->getType()->isRecordType())
    return llvm::any_of(
        list->inits(), [](const Expr *each) { return each && (each->isLValue() || each->getType()->isPointerType()); });
  const auto *construction = dyn_cast<CXXConstructExpr>(bare(&initializer));
  return construction && !construction->getConstructor()->isCopyOrMoveConstructor();
}

void BodyReader::readDeclarations(const DeclStmt &statement) {
  for (const Decl *declaration : statement.decls()) {
    const auto *variable = dyn_cast<VarDecl>(declaration);
    if (!variable || variable->isStaticLocal())
      continue;
    Object object = expressions_.variable(*variable);
    Operation &create = emit(Verb::Create, statement);
    create.object = object;
    create.role = declarations_.factsOf(variable->getType()).role;
    noteLockCopies(*variable, statement);
    const Expr *initializer = variable->getInit();
    if (initializer && isa<CallExpr>(bare(initializer)))
      if (auto kept = calls_.keptUntilEnd.find(Object::result(expressions_.resultOf(initializer)));
          kept != calls_.keptUntilEnd.end())
        calls_.keptUntilEnd[object] = kept->second;
    bool isNamedClass = initializer && body_.isPattern && knownConstructor(*variable, declarations_);
    if (initializer && (isMadeInPlace(*initializer) || (isNamedClass && isUnresolved(*initializer, declarations_))))
      continue; // what its constructor has tied it to stays known
    if (initializer && !variable->isCXXForRangeDecl()) {
      if (assign(object, expressions_.valueOf(initializer), statement))
        noteIngredients(initializer);
    } else
      assign(object, Value(), statement);
    if (initializer)
      noteMakings(*variable, *initializer);
  }
}

void BodyReader::readLambda(const LambdaExpr &lambda) {
  Callable callable;
  callable.place = placeOf(lambda.getIntroducerRange(), context_);
  const CXXMethodDecl *operation = lambda.getCallOperator();
  if (operation) {
    callable.body = calls_.bodyOf(*operation);
    callable.function = declarations_.entityOf(*operation);
    if (callable.body == NoBody && lambda.isGenericLambda())
      if (const FunctionTemplateDecl *pattern = operation->getDescribedFunctionTemplate())
        for (const FunctionDecl *instance : pattern->specializations())
          if (callable.body == NoBody)
            callable.body = calls_.bodyOf(*instance);
  }
  auto initializer = lambda.capture_init_begin();
  for (const LambdaCapture &capture : lambda.captures()) {
    const Expr *initial = *initializer++;
    Capture read;
    read.place =
        placeOf(capture.isExplicit() ? capture.getLocation() : lambda.getIntroducerRange().getBegin(), context_);
    read.isImplicit = capture.isImplicit();
    if (capture.capturesThis()) {
      read.mode = Capture::ThisPointer;
      read.object = Object::self(0);
    } else if (capture.capturesVariable()) {
      const ValueDecl *variable = capture.getCapturedVar();
      read.variable = declarations_.entityOf(*variable);
      read.mode = capture.getCaptureKind() == LCK_ByRef ? Capture::ByReference : Capture::ByCopy;
      read.isInit = variable->isInitCapture();
      if (read.isInit) {
        const auto *own = cast<VarDecl>(variable);
        Value value = expressions_.valueOf(own->getInit());
        read.takesAddress = value.kind == Value::Address;
        read.object = value.object;
        if (own->getType()->isReferenceType()) {
          read.mode = Capture::ByReference;
          read.object = expressions_.objectOf(own->getInit());
        }
      } else if (const auto *named = dyn_cast<VarDecl>(variable);
                 const VarDecl *viewed = named && read.mode == Capture::ByCopy ? viewedBy(*named, outline_) : nullptr) {
        read.object = expressions_.variable(*viewed);
        read.takesAddress = read.isView = true;
      } else if (named) {
        // Capturing a reference captures what it refers to.
        read.object = named->getType()->isReferenceType() && !isa<ParmVarDecl>(named) && initial
                          ? expressions_.objectOf(initial)
                          : expressions_.variable(*named);
      } else if (initial) {
        read.object = expressions_.objectOf(initial);
      }
      if (const auto *named = dyn_cast<VarDecl>(variable); named && outline_.results.contains(named))
        use(expressions_.variable(*named), lambda);
    }
    if (const Expr *copied =
            capture.getCaptureKind() == LCK_StarThis || capture.getCaptureKind() == LCK_ByCopy ? initial : nullptr) {
      Object inside = capture.capturesThis() ? Object::self(0) : Object::variable(read.variable);
      LockCopy *copy = lockCopies_.read(LockCopy::Captured, *copied, std::move(inside), lambda);
      std::string name = capture.capturesThis() ? "*this" : unqualifiedName(*capture.getCapturedVar());
      if (copy) {
        copy->callable = body_.callables.size();
        copy->sourceName = name;
      }
      noteLockCopy(copy, std::move(name), read.place);
    }
    callable.captures.push_back(std::move(read));
  }
  if (body_.isPattern && lambda.getCaptureDefault() != LCD_None)
    addLaterCaptures(lambda, callable);
  uint32_t index = body_.callables.size();
  body_.callables.push_back(std::move(callable));
  expressions_.callables[bare(&lambda)] = index;
  expressions_.lambdas[lambda.getLambdaClass()] = index;
}

/// In a template what a lambda captures by default is decided with the template's arguments: it will be what it names.
void BodyReader::addLaterCaptures(const LambdaExpr &lambda, Callable &callable) {
  auto add = [&](Capture::Mode mode, Object object, EntityId variable) {
    auto isIt = [&](const Capture &each) {
      return variable == NoEntity ? each.mode == Capture::ThisPointer : each.variable == variable;
    };
    if (llvm::any_of(callable.captures, isIt))
      return;
    Capture capture;
    capture.mode = mode;
    capture.object = std::move(object);
    capture.variable = variable;
    capture.place = placeOf(lambda.getIntroducerRange(), context_);
    capture.isImplicit = true;
    callable.captures.push_back(std::move(capture));
  };
  Capture::Mode mode = lambda.getCaptureDefault() == LCD_ByRef ? Capture::ByReference : Capture::ByCopy;
  auto collect = [&](auto self, const Stmt *statement) -> void {
    if (!statement)
      return;
    if (isa<CXXThisExpr>(statement))
      add(Capture::ThisPointer, Object::self(0), NoEntity);
    const auto *reference = dyn_cast<DeclRefExpr>(statement);
    const auto *variable = reference ? dyn_cast<VarDecl>(reference->getDecl()) : nullptr;
    if (variable && reference->refersToEnclosingVariableOrCapture() &&
        variable->getDeclContext()->Equals(lambda.getCallOperator()->getParent()->getParent()))
      add(mode, expressions_.objectOf(reference), declarations_.entityOf(*variable));
    for (const Stmt *child : statement->children())
      self(self, child);
  };
  collect(collect, lambda.getBody());
}

/// A member that is a reference is another name for what it is made from.
void BodyReader::bindMember(Object member, const Expr &initial) {
  Operation &bind = emit(Verb::Assign, initial);
  bind.object = std::move(member);
  bind.value = Value::addressOf(expressions_.objectOf(&initial));
  bind.shared = true; // the object itself is another name, not its pointee
}

void BodyReader::readInitializer(const CXXCtorInitializer &initializer) {
  const FieldDecl *field = initializer.getAnyMember();
  if (!field || !initializer.getInit())
    return;
  Object object = Object::self(0).field(declarations_.entityOf(*field));
  const Expr *initial = initializer.getInit();
  if (initializer.isWritten())
    noteLockCopy(lockCopies_.read(LockCopy::Member, *initial, object, *initial), field->getNameAsString(),
                 placeOf(initializer.getSourceRange(), context_));
  if (field->getType()->isReferenceType())
    bindMember(std::move(object), *initial);
  else
    assign(object, expressions_.valueOf(initial), *initial);
}

/// What an aggregate is made of. A reference goes out of sight in it; a handle to a channel does, too, unless it
/// becomes a member of an object with a name. Callables and pointers are kept in an aggregate without a name, too.
void BodyReader::readInitList(const InitListExpr &list) {
  Object made;
  if (const VarDecl *variable = outline_.initializes.lookup(&list))
    made = expressions_.variable(*variable);
  else if (auto member = expressions_.members.find(&list); member != expressions_.members.end())
    made = member->second;
  const RecordDecl *record = list.getType()->getAsRecordDecl();
  const auto *type = dyn_cast_or_null<CXXRecordDecl>(record);
  bool hasMembersOnly = record && !record->isUnion() && !(type && type->getNumBases() != 0);
  llvm::SmallVector<const FieldDecl *, 8> fields;
  Object kept = made.isKnown() ? made : Object::result(expressions_.resultOf(&list));
  if (hasMembersOnly)
    llvm::copy_if(record->fields(), std::back_inserter(fields),
                  [](const FieldDecl *field) { return !field->isUnnamedBitField(); });
  for (auto [index, initial] : llvm::enumerate(list.inits())) {
    if (!initial)
      continue;
    TypeRole role = declarations_.factsOf(initial->getType()).role;
    bool isChannel = role == TypeRole::Channel;
    bool isKept = role == TypeRole::Callable || initial->getType()->isPointerType();
    if (isKept && index < fields.size())
      assign(kept.field(declarations_.entityOf(*fields[index])), expressions_.valueOf(initial), *initial);
    if (initial->isGLValue() && bare(initial)->isLValue()) {
      escape(*initial, list);
      if (made.isKnown() && index < fields.size())
        bindMember(made.field(declarations_.entityOf(*fields[index])), *initial);
    } else if (isChannel && made.isKnown() && index < fields.size()) {
      assign(made.field(declarations_.entityOf(*fields[index])), expressions_.valueOf(initial), *initial);
    } else if (isChannel) {
      escapeHandle(*initial);
    }
  }
}

/// What a copy of a handle stands for goes where it isn't followed.
void BodyReader::escapeHandle(const Expr &copy) {
  if (Value value = expressions_.valueOf(&copy); value.kind == Value::Content && value.object.isKnown())
    emit(Verb::Escape, copy).object = value.object;
}

void BodyReader::readDestructor(const CFGImplicitDtor &element) {
  const CXXDestructorDecl *destructor = element.getDestructorDecl(context_);
  Object object;
  QualType type;
  Place place = body_.end;
  if (auto automatic = element.getAs<CFGAutomaticObjDtor>()) {
    const VarDecl *variable = automatic->getVarDecl();
    object = expressions_.variable(*variable);
    type = variable->getType();
    if (const Stmt *trigger = automatic->getTriggerStmt())
      place = placeOf(trigger->getEndLoc(), context_);
  } else if (auto deleted = element.getAs<CFGDeleteDtor>()) {
    const Expr *argument = deleted->getDeleteExpr()->getArgument();
    object = expressions_.pointeeOf(argument);
    type = deleted->getDeleteExpr()->getDestroyedType();
    place = calls_.placeOf(*deleted->getDeleteExpr());
  } else if (auto member = element.getAs<CFGMemberDtor>()) {
    object = Object::self(0).field(declarations_.entityOf(*member->getFieldDecl()));
    type = member->getFieldDecl()->getType();
  } else if (auto temporary = element.getAs<CFGTemporaryDtor>()) {
    const Expr *made = temporary->getBindTemporaryExpr()->getSubExpr();
    object = Object::result(expressions_.resultOf(made));
    type = made->getType();
    place = calls_.placeOf(*temporary->getBindTemporaryExpr());
  } else if (element.getAs<CFGBaseDtor>()) {
    object = Object::self(0);
    if (destructor)
      type = context_.getRecordType(destructor->getParent());
  }
  if (type.isNull() || !object.isKnown())
    return;
  calls_.readDestructor(destructor, object, declarations_.factsOf(type).role, place, *operations_);
}

/// The end of an object whose destructor does nothing; of others the destructor is an element of its own.
void BodyReader::readDeletion(const CXXDeleteExpr &deletion) {
  QualType destroyed = deletion.getDestroyedType();
  const CXXRecordDecl *type = destroyed.isNull() ? nullptr : destroyed->getAsCXXRecordDecl();
  Object object = expressions_.pointeeOf(deletion.getArgument());
  bool hasElement = type && type->hasDefinition() && !type->hasTrivialDestructor();
  if (destroyed.isNull() || hasElement || !object.isKnown())
    return;
  Operation &end = emit(Verb::Destroy, deletion);
  end.object = std::move(object);
  end.role = declarations_.factsOf(deletion.getDestroyedType()).role;
}

void BodyReader::readInitial(const ValueDecl &declaration) {
  body_.blocks.resize(1);
  operations_ = &body_.blocks.front().operations;
  const auto *variable = dyn_cast<VarDecl>(&declaration);
  const Expr *initial = bare(variable ? variable->getInit() : cast<FieldDecl>(declaration).getInClassInitializer());
  Object object = expressions_.variable(declaration);
  if (variable)
    outline_.initializes[initial] = variable;
  else
    expressions_.members[initial] = object = Object::self(0).field(declarations_.entityOf(declaration));
  if (isa<CallExpr>(initial))
    readCall(*initial);
  else if (const auto *construction = dyn_cast<CXXConstructExpr>(initial))
    readConstruction(*construction);
  if (!isMadeInPlace(*initial))
    assign(object, expressions_.valueOf(initial), *initial);
}

} // namespace

bool readBody(const FunctionDecl &function, Declarations &declarations,
              const std::function<BodyId(const FunctionDecl &)> &bodyOf, Body &body) {
  return BodyReader(function, declarations, bodyOf, body).read();
}

void readInitials(llvm::ArrayRef<const ValueDecl *> variables, Declarations &declarations,
                  const std::function<BodyId(const FunctionDecl &)> &bodyOf, Body &body) {
  BodyReader reader(declarations, bodyOf, body);
  for (const ValueDecl *variable : variables)
    reader.readInitial(*variable);
}

} // namespace leash
