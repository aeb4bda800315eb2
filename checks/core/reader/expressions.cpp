// expressions: which object an expression names, which value it has, and what a condition tests.

#include "checks/core/reader/expressions.h"

#include "checks/core/reader/atomics.h"
#include "checks/core/reader/source.h"
#include "checks/core/unit/unit.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/Builtins.h"
#include "llvm/ADT/FoldingSet.h"
#include "llvm/ADT/ScopeExit.h"

namespace leash {

using namespace clang;

static constexpr uint32_t MaximumDepth = 24;

uint32_t ExpressionReader::resultOf(const Expr *expression) {
  return results_.try_emplace(bare(expression), results_.size() + 1).first->second;
}

void ExpressionReader::collectReads(const Stmt *statement, Expression &expression) {
  if (!statement)
    return;
  if (const auto *reference = dyn_cast<DeclRefExpr>(statement)) {
    if (const auto *variable = dyn_cast<VarDecl>(reference->getDecl())) {
      expression.reads.push_back(Object::variable(declarations_.entityOf(*variable)));
      expression.isVolatile |= variable->hasGlobalStorage();
    }
  } else if (const auto *member = dyn_cast<MemberExpr>(statement)) {
    bool isFixed = isa<CXXThisExpr>(bare(member->getBase())) && member->getType().isConstQualified();
    expression.isVolatile |= !isFixed;
    if (!isFixed && isa<FieldDecl>(member->getMemberDecl()) && isa<CXXThisExpr>(bare(member->getBase())))
      expression.reads.push_back(Object::self(0).field(declarations_.entityOf(*member->getMemberDecl())));
  } else if (isa<CallExpr>(statement)) {
    expression.isVolatile = true;
  }
  for (const Stmt *child : statement->children())
    collectReads(child, expression);
}

static bool mentionsParameter(const Stmt *statement) {
  if (!statement)
    return false;
  const auto *reference = dyn_cast<DeclRefExpr>(statement);
  return (reference && isa<ParmVarDecl>(reference->getDecl())) ||
         llvm::any_of(statement->children(), mentionsParameter);
}

uint32_t ExpressionReader::expressionOf(const Expr *expression) {
  expression = bare(expression);
  llvm::FoldingSetNodeID profile;
  expression->Profile(profile, declarations_.context(), /*Canonical=*/true);
  Unit &unit = declarations_.unit();
  Expression entry;
  // Not its text: in two macros the same condition is written differently.
  std::string key = "profile:" + std::to_string(declarations_.numberOf(profile));
  if (mentionsParameter(expression)) // which a profile tells from others by its position only
    key += ":" + std::to_string(body_.id);
  auto [known, isNew] = unit.expressionIds.try_emplace(key, unit.expressions.size());
  if (!isNew)
    return known->second;
  entry.key = key;
  entry.text = textOf(expression->getSourceRange(), declarations_.context(), 60);
  collectReads(expression, entry);
  unit.expressions.push_back(std::move(entry));
  return known->second;
}

Object ExpressionReader::variable(const ValueDecl &declaration) {
  return Object::variable(declarations_.entityOf(declaration));
}

/// What `for (auto &element : container)` binds: an element that differs with each iteration.
Object ExpressionReader::rangeElement(const VarDecl &variable) {
  const CXXForRangeStmt *loop = outline_.rangeOf.lookup(&variable);
  if (!loop)
    return {};
  Object container = objectOf(loop->getRangeInit());
  if (!container.isKnown())
    return {};
  Unit &unit = declarations_.unit();
  EntityId entity = declarations_.entityOf(variable);
  auto [known, isNew] = unit.expressionIds.try_emplace("range:" + std::to_string(entity), unit.expressions.size());
  if (isNew)
    unit.expressions.push_back({"", variable.getNameAsString(), {Object::variable(entity)}, false});
  return container.index(known->second);
}

/// A reference is another name for what it was bound to, if that is an object that we can name.
Object ExpressionReader::objectOfVariable(const VarDecl &declaration) {
  Object itself = variable(declaration);
  QualType type = declaration.getType();
  bool isAlias = type->isReferenceType() && !isa<ParmVarDecl>(declaration);
  if (!isAlias || declaration.hasGlobalStorage())
    return itself;
  if (declaration.isCXXForRangeDecl()) {
    Object element = rangeElement(declaration);
    return element.isKnown() ? element : itself;
  }
  const Expr *initializer = declaration.getInit();
  if (!initializer || isa<MaterializeTemporaryExpr>(initializer->IgnoreParens()) || bare(initializer)->isPRValue())
    return itself;
  Object target = objectOf(initializer);
  bool isStable = target.isKnown() && target.root != Root::Result && target.root != Root::Expression;
  return isStable ? target : itself;
}

/// `static Lock lock;` and nothing else.
static bool declaresStatics(const Stmt *statement) {
  const auto *declaration = dyn_cast<DeclStmt>(statement);
  return declaration && llvm::all_of(declaration->decls(), [](const Decl *each) {
           const auto *variable = dyn_cast<VarDecl>(each);
           return variable && variable->isStaticLocal();
         });
}

/// `return member_;`: a call of such a function names the member. So it is with a static variable of the function.
static const Expr *returnedByAccessor(const CallExpr &call) {
  const FunctionDecl *callee = call.getDirectCallee();
  if (!callee || call.getNumArgs() != 0 || callee->isVirtualAsWritten())
    return nullptr;
  if (const auto *method = dyn_cast<CXXMethodDecl>(callee); method && method->isVirtual())
    return nullptr;
  const auto *body = dyn_cast_or_null<CompoundStmt>(callee->getBody());
  if (!body || body->body_empty())
    return nullptr;
  for (const Stmt *statement : llvm::ArrayRef(body->body_begin(), body->size() - 1))
    if (!declaresStatics(statement))
      return nullptr;
  const auto *result = dyn_cast<ReturnStmt>(body->body_back());
  return result ? result->getRetValue() : nullptr;
}

bool isCast(const FunctionDecl &function) {
  switch (function.getBuiltinID()) {
  case Builtin::BImove:
  case Builtin::BImove_if_noexcept:
  case Builtin::BIforward:
  case Builtin::BIforward_like:
  case Builtin::BIas_const:
    return true;
  default:
    return false;
  }
}

/// What `returned`, in the body of the accessor that `call` calls, is to the caller: a static variable, or a part of
/// the object that it is called for.
Object ExpressionReader::namedByAccessor(const Expr &returned, const CallExpr &call) {
  if (const auto *named = dyn_cast<DeclRefExpr>(bare(&returned)); named && (call.isLValue() || !returned.isPRValue()))
    if (const auto *variable = dyn_cast<VarDecl>(named->getDecl()); variable && variable->hasGlobalStorage())
      return objectOfVariable(*variable);
  const auto *method = dyn_cast<CXXMemberCallExpr>(&call);
  if (!method)
    return {};
  const Expr *receiver = method->getImplicitObjectArgument();
  bool arrow = receiver && receiver->getType()->isPointerType();
  Object inCallee = objectOf(&returned), self = arrow ? pointeeOf(receiver) : objectOf(receiver);
  return inCallee.root == Root::This && self.isKnown() ? inCallee.rebased(Object::self(0), self) : Object();
}

Object ExpressionReader::objectOfCall(const CallExpr &call) {
  const FunctionDecl *callee = call.getDirectCallee();
  if (callee && isCast(*callee))
    return call.getNumArgs() ? objectOf(call.getArg(0)) : Object();
  if (const auto *operation = dyn_cast<CXXOperatorCallExpr>(&call)) {
    OverloadedOperatorKind kind = operation->getOperator();
    Object base = operation->getNumArgs() ? objectOf(operation->getArg(0)) : Object();
    if (base.isKnown() && kind == OO_Subscript && operation->getNumArgs() == 2)
      return base.index(expressionOf(operation->getArg(1)));
    if (base.isKnown() && (kind == OO_Arrow || (kind == OO_Star && operation->getNumArgs() == 1)))
      return base.deref();
    if (kind == OO_Equal)
      return base;
  }
  const Expr *returned = returnedByAccessor(call);
  if (Object named = returned ? namedByAccessor(*returned, call) : Object(); named.isKnown())
    return named;
  if (const auto *method = dyn_cast<CXXMemberCallExpr>(&call)) {
    const Expr *receiver = method->getImplicitObjectArgument();
    if (call.getType()->isReferenceType() || call.isLValue()) {
      Object base = objectOf(receiver);
      bool isContainer = base.isKnown() && callee && declarations_.isContainer(receiver->getType());
      if (isContainer && !isUsers(callee->getLocation(), declarations_.context().getSourceManager()))
        return base.index(expressionOf(&call));
    }
  }
  // A temporary has no other name than the call that made it.
  if (call.isPRValue() && call.getType()->isRecordType())
    return Object::result(resultOf(&call));
  return Object::expression(expressionOf(&call));
}

/// The arguments of a construction in a template that nothing instantiates aren't yet an expression.
static bool isNone(const Expr *expression) { return !expression || expression->getType().isNull(); }

Object ExpressionReader::objectOf(const Expr *expression) {
  if (isNone(expression) || depth_ > MaximumDepth)
    return {};
  ++depth_;
  auto leave = llvm::make_scope_exit([this] { --depth_; });
  expression = bare(expression);
  if (const auto *reference = dyn_cast<DeclRefExpr>(expression)) {
    if (const auto *named = dyn_cast<VarDecl>(reference->getDecl()))
      return objectOfVariable(*named);
    if (const auto *binding = dyn_cast<BindingDecl>(reference->getDecl())) {
      const auto *whole = dyn_cast<VarDecl>(binding->getDecomposedDecl());
      if (!whole)
        return {};
      return objectOfVariable(*whole).field(declarations_.entityOf(*binding));
    }
    return {};
  }
  if (const auto *member = dyn_cast<MemberExpr>(expression)) {
    if (const auto *shared = dyn_cast<VarDecl>(member->getMemberDecl()))
      return objectOfVariable(*shared);
    const auto *field = dyn_cast<FieldDecl>(member->getMemberDecl());
    if (!field)
      return {};
    Object base = member->isArrow() ? pointeeOf(member->getBase()) : objectOf(member->getBase());
    return base.isKnown() ? base.field(declarations_.entityOf(*field)) : Object();
  }
  if (isa<CXXThisExpr>(expression))
    return Object::self(0).with({PathElement::Field, NoEntity}); // the pointer itself, see pointeeOf
  if (const auto *unary = dyn_cast<UnaryOperator>(expression)) {
    if (unary->getOpcode() == UO_Deref)
      return pointeeOf(unary->getSubExpr());
    if (unary->isIncrementDecrementOp() || unary->getOpcode() == UO_Extension)
      return objectOf(unary->getSubExpr());
    return {};
  }
  if (const auto *subscript = dyn_cast<ArraySubscriptExpr>(expression)) {
    Object base = objectOf(subscript->getBase());
    return base.isKnown() ? base.index(expressionOf(subscript->getIdx())) : Object();
  }
  if (const auto *assignment = dyn_cast<BinaryOperator>(expression); assignment && assignment->isAssignmentOp())
    return objectOf(assignment->getLHS());
  if (const auto *call = dyn_cast<CallExpr>(expression))
    return call->getType()->isVoidType() ? Object() : objectOfCall(*call);
  if (const auto *construction = dyn_cast<CXXConstructExpr>(expression)) {
    if (const VarDecl *made = outline_.initializes.lookup(construction))
      return variable(*made);
    if (auto member = members.find(construction); member != members.end())
      return member->second;
    return Object::result(resultOf(construction));
  }
  if (isa<CXXNewExpr>(expression))
    return Object::result(resultOf(expression));
  if (isa<InitListExpr>(expression) && expression->getType()->isRecordType())
    return Object::result(resultOf(expression));
  return {};
}

Object ExpressionReader::pointeeOf(const Expr *expression) {
  if (isNone(expression) || depth_ > MaximumDepth)
    return {};
  expression = bare(expression);
  if (isa<CXXThisExpr>(expression))
    return Object::self(0);
  if (const auto *unary = dyn_cast<UnaryOperator>(expression); unary && unary->getOpcode() == UO_AddrOf)
    return objectOf(unary->getSubExpr());
  if (expression->getType()->isArrayType()) {
    Object array = objectOf(expression);
    return array.isKnown() ? array.index(0) : Object();
  }
  if (const auto *call = dyn_cast<CallExpr>(expression)) {
    const FunctionDecl *callee = call->getDirectCallee();
    if (callee && callee->getBuiltinID() == Builtin::BIaddressof && call->getNumArgs() == 1)
      return objectOf(call->getArg(0));
    if (const auto *method = dyn_cast<CXXMemberCallExpr>(call)) {
      const Expr *receiver = method->getImplicitObjectArgument();
      bool isSmart = receiver && declarations_.factsOf(receiver->getType()).role == TypeRole::SmartPointer;
      if (isSmart && call->getType()->isPointerType() && call->getNumArgs() == 0) {
        Object owner = objectOf(receiver);
        return owner.isKnown() ? owner.deref() : Object();
      }
    }
    if (const auto *operation = dyn_cast<CXXOperatorCallExpr>(call); operation && operation->getOperator() == OO_Arrow)
      return objectOf(call);
    // `return &mutex_;`
    if (const Expr *returned = returnedByAccessor(*call))
      if (const auto *unary = dyn_cast<UnaryOperator>(bare(returned)); unary && unary->getOpcode() == UO_AddrOf)
        if (Object named = namedByAccessor(*unary->getSubExpr(), *call); named.isKnown())
          return named;
  }
  // A pointer that is set once and never again is another name for what it points to.
  if (const auto *reference = dyn_cast<DeclRefExpr>(expression))
    if (const auto *pointer = dyn_cast<VarDecl>(reference->getDecl()))
      if (pointer->isLocalVarDecl() && !pointer->isStaticLocal() && pointer->getInit() &&
          pointer->getType()->isPointerType() && !outline_.changed.contains(pointer)) {
        const auto *address = dyn_cast<UnaryOperator>(bare(pointer->getInit()));
        if (address && address->getOpcode() == UO_AddrOf)
          if (Object target = objectOf(address->getSubExpr()); target.isKnown())
            return target;
      }
  Object pointer = objectOf(expression);
  return pointer.isKnown() ? pointer.deref() : Object();
}

static std::optional<int64_t> evaluated(const Expr *expression, const ASTContext &context) {
  if (expression->isValueDependent() || expression->isTypeDependent() || expression->containsErrors())
    return std::nullopt;
  if (expression->getType()->isAtomicType()) // C's, to which the value is converted
    expression = expression->IgnoreImpCasts();
  QualType type = expression->getType();
  if (type->isPointerType() || type->isNullPtrType())
    return expression->isNullPointerConstant(const_cast<ASTContext &>(context), Expr::NPC_ValueDependentIsNotNull)
               ? std::optional<int64_t>(0)
               : std::nullopt;
  if (!type->isIntegralOrEnumerationType())
    return std::nullopt;
  Expr::EvalResult result;
  if (!expression->EvaluateAsInt(result, context) || result.Val.getInt().getBitWidth() > 64)
    return std::nullopt;
  // The largest unsigned values are told apart by their bits: "-1" is how programs write them.
  const llvm::APSInt &number = result.Val.getInt();
  return number.isSigned() ? number.getSExtValue() : static_cast<int64_t>(number.getZExtValue());
}

std::optional<int64_t> ExpressionReader::constantOf(const Expr &expression) const {
  return evaluated(&expression, declarations_.context());
}

/// A constructor template that takes its one argument by forwarding reference: its class is made from anything.
static bool takesAnything(const CXXConstructorDecl &constructor) {
  const FunctionTemplateDecl *pattern = constructor.getPrimaryTemplate();
  const FunctionDecl *templated = pattern ? pattern->getTemplatedDecl() : nullptr;
  if (!templated || templated->getNumParams() == 0)
    return false;
  for (const ParmVarDecl *further : llvm::drop_begin(templated->parameters()))
    if (!further->hasDefaultArg())
      return false;
  const auto *reference = templated->getParamDecl(0)->getType()->getAs<RValueReferenceType>();
  const auto *parameter = reference ? reference->getPointeeType()->getAs<TemplateTypeParmType>() : nullptr;
  return parameter && parameter->getDepth() == pattern->getTemplateParameters()->getDepth() &&
         !reference->getPointeeType().isConstQualified();
}

/// A closure, a function or a class that can be called.
static bool isCallable(QualType type) {
  type = type.getNonReferenceType();
  if (type->isFunctionType() || type->isFunctionPointerType())
    return true;
  const CXXRecordDecl *record = type->getAsCXXRecordDecl();
  return record && record->hasDefinition() &&
         (record->isLambda() || llvm::any_of(record->methods(), [](const CXXMethodDecl *method) {
            return method->getOverloadedOperator() == OO_Call;
          }));
}

bool wrapsCallable(const CXXConstructExpr &construction) {
  return construction.getNumArgs() >= 1 && takesAnything(*construction.getConstructor()) &&
         isCallable(construction.getArg(0)->getType());
}

/// A guard that is asked whether it owns its lock, or a thread whether it can be joined: by a method or a conversion to
/// bool, which say the same.
const Expr *ExpressionReader::ownerAskedBy(const CallExpr &call) const {
  const auto *method = dyn_cast<CXXMemberCallExpr>(&call);
  const Expr *receiver = method ? method->getImplicitObjectArgument() : nullptr;
  bool isQuestion = receiver && call.getNumArgs() == 0 && call.getType()->isBooleanType() && method->getMethodDecl() &&
                    method->getMethodDecl()->isConst() && !receiver->getType()->isPointerType();
  TypeRole role = isQuestion ? declarations_.factsOf(receiver->getType()).role : TypeRole::None;
  return role == TypeRole::Guard || role == TypeRole::Thread ? receiver : nullptr;
}

Value ExpressionReader::valueOf(const Expr *expression) {
  if (isNone(expression) || depth_ > MaximumDepth)
    return {};
  if (std::optional<int64_t> constant = evaluated(expression, declarations_.context()))
    return Value::constantOf(*constant);
  expression = bare(expression);
  if (auto callable = callables.find(expression); callable != callables.end()) {
    Value value;
    value.kind = Value::Callable;
    value.callable = callable->second;
    return value;
  }
  if (Value function = callableOf(*expression); function.kind == Value::Callable)
    return function;
  if (const auto *unary = dyn_cast<UnaryOperator>(expression); unary && unary->getOpcode() == UO_AddrOf) {
    Object target = objectOf(unary->getSubExpr());
    return target.isKnown() ? Value::addressOf(target) : Value();
  }
  if (const auto *conversion = dyn_cast<CastExpr>(expression);
      conversion && conversion->getCastKind() == CK_UserDefinedConversion)
    if (const auto *call = dyn_cast<CallExpr>(bare(conversion->getSubExpr())))
      if (const Expr *asked = ownerAskedBy(*call))
        if (Object owner = objectOf(asked); owner.isKnown())
          return Value::contentOf(owner);
  if (const auto *copy = dyn_cast<CXXConstructExpr>(expression);
      copy && copy->getConstructor()->isCopyOrMoveConstructor() && copy->getNumArgs() >= 1)
    return valueOf(copy->getArg(0));
  // A parameter's class that is made from any callable stands for the callable that is passed.
  if (const auto *wrapper = dyn_cast<CXXConstructExpr>(expression); wrapper && wrapsCallable(*wrapper))
    if (Value passed = valueOf(wrapper->getArg(0)); passed.kind == Value::Content)
      return passed;
  if (const auto *comma = dyn_cast<BinaryOperator>(expression); comma && comma->getOpcode() == BO_Comma)
    return valueOf(comma->getRHS());
  if (const auto *minus = dyn_cast<UnaryOperator>(expression); minus && minus->getOpcode() == UO_Minus) {
    Value value = valueOf(minus->getSubExpr());
    value.isNegated = !value.isNegated;
    return value.kind == Value::Content ? value : Value();
  }
  if (const auto *negation = dyn_cast<UnaryOperator>(expression); negation && negation->getOpcode() == UO_LNot) {
    Value value = valueOf(negation->getSubExpr());
    if (value.kind == Value::Content && value.constant == 0) {
      value.kind = Value::Negation;
      return value;
    }
  }
  if (const auto *comparison = dyn_cast<BinaryOperator>(expression);
      comparison && comparison->getOpcode() == BO_EQ && constantOf(*comparison->getRHS()) == 0) {
    Value value = valueOf(comparison->getLHS());
    if (value.kind == Value::Content && value.constant == 0) {
      value.kind = Value::Negation;
      return value;
    }
  }
  if (isa<CXXThisExpr>(expression))
    return Value::addressOf(Object::self(0));
  if (expression->getType()->isArrayType()) {
    Object target = pointeeOf(expression);
    return target.isKnown() ? Value::addressOf(target) : Value();
  }
  if (const auto *logical = dyn_cast<BinaryOperator>(expression); logical && (logical->isLogicalOp()))
    return Value::contentOf(Object::result(resultOf(expression)));
  if (isa<ConditionalOperator>(expression))
    return Value::contentOf(Object::result(resultOf(expression)));
  if (std::optional<AtomicAccess> access = atomicAccessOf(*expression);
      access && access->kind == AtomicAccess::Exchange)
    return Value::contentOf(Object::result(resultOf(expression)));
  if (const auto *call = dyn_cast<CallExpr>(expression)) {
    if (call->getNumArgs() == 1 && declarations_.factsOf(call->getType()).role == TypeRole::Reference)
      if (Object target = objectOf(call->getArg(0)); target.isKnown())
        return Value::addressOf(target);
    if (const Expr *asked = ownerAskedBy(*call))
      if (Object owner = objectOf(asked); owner.isKnown())
        return Value::contentOf(owner);
    Object object = objectOfCall(*call);
    bool isNamed = object.isKnown() && object.root != Root::Expression;
    return Value::contentOf(isNamed ? object : Object::result(resultOf(expression)));
  }
  Object object = objectOf(expression);
  return object.isKnown() ? Value::contentOf(object) : Value();
}

/// What a type-erased callable, or a task made of one, was made from: directly, or as the local that it is.
const Expr *ExpressionReader::wrappedCallable(const Expr &expression) {
  const Expr *made = &expression;
  if (const auto *reference = dyn_cast<DeclRefExpr>(made)) {
    const auto *variable = dyn_cast<VarDecl>(reference->getDecl());
    if (!variable || !variable->isLocalVarDecl() || !variable->getInit() || variable->getType()->isReferenceType())
      return nullptr;
    made = bare(variable->getInit());
  } else if (const auto *call = dyn_cast<CallExpr>(made)) {
    const FunctionDecl *callee = call->getDirectCallee();
    bool forwards = callee && call->getNumArgs() == 1 &&
                    (callee->getBuiltinID() == Builtin::BImove || callee->getBuiltinID() == Builtin::BIforward);
    return forwards ? call->getArg(0) : nullptr;
  }
  const auto *construction = dyn_cast<CXXConstructExpr>(made);
  if (!construction || construction->getNumArgs() == 0)
    return nullptr;
  TypeRole role = declarations_.factsOf(construction->getType()).role;
  bool wraps = role == TypeRole::Callable || role == TypeRole::Task ||
               (role == TypeRole::None && takesAnything(*construction->getConstructor()));
  return wraps ? construction->getArg(0) : nullptr;
}

/// A lambda in any variable, or the name of a function.
Value ExpressionReader::callableOf(const Expr &expression) {
  Value value;
  if (const CXXRecordDecl *type = expression.getType()->getAsCXXRecordDecl(); type && type->isLambda())
    if (auto known = lambdas.find(type); known != lambdas.end()) {
      value.kind = Value::Callable;
      value.callable = known->second;
      if (isa<DeclRefExpr>(expression))
        value.object = objectOf(&expression);
      return value;
    }
  if (const Expr *wrapped = wrappedCallable(expression); wrapped && depth_ < MaximumDepth) {
    ++depth_;
    value = valueOf(wrapped);
    --depth_;
    if (value.kind != Value::Callable)
      return {};
    value.object = objectOf(&expression);
    return value;
  }
  const Expr *named = &expression;
  if (const auto *unary = dyn_cast<UnaryOperator>(named); unary && unary->getOpcode() == UO_AddrOf)
    named = bare(unary->getSubExpr());
  const auto *reference = dyn_cast<DeclRefExpr>(named);
  const auto *function = reference ? dyn_cast<FunctionDecl>(reference->getDecl()) : nullptr;
  if (!function)
    return value;
  auto [known, isNew] = callables.try_emplace(reference, body_.callables.size());
  if (isNew) {
    Callable callable;
    callable.body = bodyOf(*function);
    callable.function = declarations_.entityOf(*function);
    callable.place = placeOf(reference->getSourceRange(), declarations_.context());
    body_.callables.push_back(std::move(callable));
  }
  value.kind = Value::Callable;
  value.callable = known->second;
  return value;
}

static std::optional<Test::Relation> relationOf(BinaryOperatorKind kind) {
  switch (kind) {
  case BO_EQ:
    return Test::Equal;
  case BO_NE:
    return Test::NotEqual;
  case BO_LT:
    return Test::Less;
  case BO_LE:
    return Test::LessEqual;
  case BO_GT:
    return Test::Greater;
  case BO_GE:
    return Test::GreaterEqual;
  default:
    return std::nullopt;
  }
}

static Test::Relation mirrored(Test::Relation relation) {
  switch (relation) {
  case Test::Less:
    return Test::Greater;
  case Test::LessEqual:
    return Test::GreaterEqual;
  case Test::Greater:
    return Test::Less;
  case Test::GreaterEqual:
    return Test::LessEqual;
  default:
    return relation;
  }
}

/// A look at an object that changes nothing: two of them with nothing between agree.
static bool isLook(const CallExpr &call) {
  if (const auto *method = dyn_cast_or_null<CXXMethodDecl>(call.getDirectCallee()))
    if (!method->isConst() && !method->isStatic())
      return false;
  const FunctionDecl *callee = call.getDirectCallee();
  if (!callee)
    return false;
  for (const ParmVarDecl *parameter : callee->parameters()) {
    QualType type = parameter->getType();
    if ((type->isReferenceType() || type->isPointerType()) && !type->getPointeeType().isConstQualified())
      return false;
  }
  return true;
}

std::vector<Test> ExpressionReader::comparison(const Expr *left, const Expr *right, Test::Relation relation) {
  std::optional<int64_t> constant = evaluated(right, declarations_.context());
  if (!constant) {
    constant = evaluated(left, declarations_.context());
    std::swap(left, right);
    relation = mirrored(relation);
  }
  if (!constant)
    return {};
  std::vector<Test> tests;
  Value value = valueOf(left);
  if (value.kind == Value::Content)
    tests.push_back(value.isNegated ? Test{mirrored(relation), value.object, -*constant}
                                    : Test{relation, value.object, *constant});
  if (const auto *call = dyn_cast<CallExpr>(bare(left)); call && isLook(*call))
    if (value.kind != Value::Content || value.object.root == Root::Result)
      tests.push_back({relation, Object::expression(expressionOf(call)), *constant});
  if (tests.empty())
    tests.push_back({relation, Object::expression(expressionOf(left)), *constant});
  return tests;
}

std::vector<Test> ExpressionReader::testsOf(const Expr *condition, bool outcome) {
  const ASTContext &context = declarations_.context();
  condition = bare(condition);
  if (const auto *negation = dyn_cast<UnaryOperator>(condition); negation && negation->getOpcode() == UO_LNot)
    return testsOf(negation->getSubExpr(), !outcome);
  if (const auto *expectation = dyn_cast<CallExpr>(condition))
    if (const FunctionDecl *callee = expectation->getDirectCallee();
        callee && (callee->getBuiltinID() == Builtin::BI__builtin_expect) && expectation->getNumArgs() == 2)
      return testsOf(expectation->getArg(0), outcome);
  std::vector<Test> tests;
  const auto *binary = dyn_cast<BinaryOperator>(condition);
  if (binary && binary->isAssignmentOp())
    return testsOf(binary->getLHS(), outcome);
  std::optional<Test::Relation> relation = binary ? relationOf(binary->getOpcode()) : std::nullopt;
  if (relation && !evaluated(binary->getRHS(), context) && !evaluated(binary->getLHS(), context)) {
    // `a == b` and `a != b` are one question; so are `a < b` and `a >= b`.
    bool isNegative = *relation == Test::NotEqual || *relation == Test::GreaterEqual || *relation == Test::Greater;
    if (isNegative || *relation == Test::Equal || *relation == Test::Less || *relation == Test::LessEqual) {
      uint32_t id = relationExpression(*binary, *relation);
      tests.push_back({isNegative ? Test::Equal : Test::NotEqual, Object::expression(id), 0});
    }
  } else if (relation) {
    tests = comparison(binary->getLHS(), binary->getRHS(), *relation);
  } else if (!evaluated(condition, context)) {
    Value value = valueOf(condition);
    if (value.kind == Value::Content)
      tests.push_back({Test::NotEqual, value.object, 0});
    const auto *call = dyn_cast<CallExpr>(condition);
    if (call && isLook(*call) && (value.kind != Value::Content || value.object.root == Root::Result))
      tests.push_back({Test::NotEqual, Object::expression(expressionOf(call)), 0});
    if (tests.empty())
      tests.push_back({Test::NotEqual, Object::expression(expressionOf(condition)), 0});
  }
  if (!outcome)
    for (Test &test : tests)
      test = test.negated();
  return tests;
}

/// One identity for a comparison and its negation: keyed by the operands and the positive relation.
uint32_t ExpressionReader::relationExpression(const BinaryOperator &comparison, Test::Relation relation) {
  Unit &unit = declarations_.unit();
  uint32_t left = expressionOf(comparison.getLHS()), right = expressionOf(comparison.getRHS());
  bool isOrder = relation != Test::Equal && relation != Test::NotEqual;
  bool isStrict = relation == Test::Less || relation == Test::GreaterEqual;
  if (!isOrder && right < left)
    std::swap(left, right);
  std::string key =
      "relation:" + std::to_string(left) + (isOrder ? (isStrict ? "<" : "<=") : "==") + std::to_string(right);
  auto [known, isNew] = unit.expressionIds.try_emplace(key, unit.expressions.size());
  if (isNew) {
    Expression entry{key, textOf(comparison.getSourceRange(), declarations_.context(), 60), {}, false};
    collectReads(&comparison, entry);
    unit.expressions.push_back(std::move(entry));
  }
  return known->second;
}

} // namespace leash
