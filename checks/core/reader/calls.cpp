// calls: the operations that one call performs, by vocabulary, by attribute, or plainly as a call.

#include "checks/core/reader/calls.h"

#include "checks/core/reader/lock-classes.h"
#include "checks/core/reader/lock-copies.h"
#include "checks/core/reader/shapes.h"
#include "checks/core/reader/source.h"
#include "checks/core/unit/unit.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

namespace leash {

using namespace clang;

Place CallReader::placeOf(const Stmt &statement) const {
  return leash::placeOf(statement.getSourceRange(), declarations_.context());
}

uint32_t CallReader::unwindOf(const Stmt *statement) {
  const CXXTryStmt *attempt = outline_.tryOf.lookup(statement);
  while (attempt && !handlers.contains(attempt))
    attempt = outline_.outerTry.lookup(attempt);
  if (!attempt) {
    if (plainUnwind_ == NoIndex) {
      plainUnwind_ = body_.unwinds.size();
      body_.unwinds.emplace_back();
    }
    return plainUnwind_;
  }
  auto [known, isNew] = unwinds_.try_emplace(attempt, body_.unwinds.size());
  if (isNew) {
    Unwind unwind{handlers.lookup(attempt), {}};
    for (const VarDecl *local : outline_.localsOf.lookup(attempt))
      unwind.destroyed.push_back(declarations_.entityOf(*local));
    body_.unwinds.push_back(std::move(unwind));
  }
  return known->second;
}

Operation CallReader::operationAt(const CallSite &site) {
  Operation operation;
  operation.place = placeOf(*site.expression);
  operation.text = textOf(site.expression->getSourceRange(), declarations_.context());
  operation.result = expressions_.resultOf(site.expression);
  const Expr *value = bare(site.expression);
  operation.isDiscarded = outline_.discarded.contains(value);
  operation.isVoided = outline_.voided.contains(value);
  return operation;
}

static bool hasType(QualType type, llvm::StringRef name) {
  type = type.getNonReferenceType();
  if (const auto *record = type->getAsRecordDecl())
    return vocabularyName(*record) == name;
  if (const auto *enumeration = type->getAs<EnumType>())
    return vocabularyName(*enumeration->getDecl()) == name;
  return false;
}

/// Whether some argument has one of the types, which are separated by '|'.
static bool someArgumentIs(llvm::StringRef types, llvm::ArrayRef<const Expr *> arguments) {
  llvm::SmallVector<llvm::StringRef, 4> names;
  types.split(names, '|', -1, /*KeepEmpty=*/false);
  return llvm::any_of(arguments, [&](const Expr *argument) {
    return llvm::any_of(names, [&](llvm::StringRef name) { return hasType(argument->getType(), name); });
  });
}

Throws CallReader::throwsOf(const CallSite &site, const FunctionFact *fact) {
  if (!declarations_.context().getLangOpts().CXXExceptions)
    return Throws::No;
  const FunctionDecl *callee = site.callee;
  if (!callee)
    return Throws::Unknown;
  if (const auto *type = callee->getType()->getAs<FunctionProtoType>())
    if (isNoexceptExceptionSpec(type->getExceptionSpecType()) && type->canThrow() == CT_Cannot)
      return Throws::No;
  if (fact && fact->throws && !someArgumentIs(fact->unlessArgument, site.arguments))
    return *fact->throws ? Throws::Yes : Throws::No;
  bool isSystems = !isUsers(callee->getLocation(), declarations_.context().getSourceManager());
  if (callee->getBuiltinID() || callee->isTrivial() || (callee->isExternC() && isSystems))
    return Throws::No;
  return Throws::Unknown;
}

Argument CallReader::argumentOf(const Expr *expression, const ParmVarDecl *parameter) {
  Argument argument;
  argument.place = placeOf(*expression);
  argument.text = textOf(expression->getSourceRange(), declarations_.context(), 80);
  argument.value = expressions_.valueOf(expression);
  QualType type = parameter ? parameter->getType() : expression->getType();
  argument.isPointer = type->isPointerType();
  argument.isMoved = type->isRValueReferenceType() && expression->isXValue();
  bool writable = (type->isReferenceType() || type->isPointerType()) && !type->getPointeeType().isConstQualified();
  argument.isByReference = writable && !type->isFunctionPointerType();
  if (const Expr *copied = copiedBy(*expression)) {
    argument.locks = declarations_.lockHoldingOf(copied->getType()).copied;
    argument.isCopied = argument.locks != LockCopying::None;
    if (argument.isCopied)
      argument.value = Value::contentOf(expressions_.objectOf(copied));
  } else if (expression->isLValue()) {
    argument.locks = declarations_.lockHoldingOf(expression->getType()).copied;
  }
  return argument;
}

/// A future of a value: what its class is made for isn't void.
static bool promisesValue(QualType future) {
  const auto *type = dyn_cast_or_null<ClassTemplateSpecializationDecl>(future->getAsCXXRecordDecl());
  const TemplateArgumentList *arguments = type ? &type->getTemplateArgs() : nullptr;
  return arguments && arguments->size() > 0 && arguments->get(0).getKind() == TemplateArgument::Type &&
         !arguments->get(0).getAsType()->isVoidType();
}

static bool isVirtualCall(const CallSite &site) {
  const auto *method = dyn_cast_or_null<CXXMethodDecl>(site.callee);
  if (!method || !method->isVirtual() || method->hasAttr<FinalAttr>() || method->getParent()->hasAttr<FinalAttr>())
    return false;
  const auto *call = dyn_cast<CXXMemberCallExpr>(site.expression);
  const auto *member = call ? dyn_cast<MemberExpr>(call->getCallee()->IgnoreParens()) : nullptr;
  return !(member && member->hasQualifier());
}

Object CallReader::objectOfReceiver(const CallSite &site) {
  if (site.made.isKnown())
    return site.made;
  if (!site.receiver)
    return {};
  return site.receiver->getType()->isPointerType() ? expressions_.pointeeOf(site.receiver)
                                                   : expressions_.objectOf(site.receiver);
}

/// A pointer that owns a thread: whoever makes both passes what it is given on to the thread.
bool CallReader::yieldsThread(QualType type) {
  TypeRole owned = declarations_.elementFactsOf(type).role;
  return declarations_.factsOf(type).role == TypeRole::SmartPointer &&
         (owned == TypeRole::Thread || owned == TypeRole::JoiningThread);
}

/// The last part of how `expression` is written: "handler" of `(*entry.handler)`.
static std::string lastNameOf(const Expr &expression) {
  const Expr *named = bare(&expression);
  if (const auto *dereference = dyn_cast<UnaryOperator>(named); dereference && dereference->getOpcode() == UO_Deref)
    return lastNameOf(*dereference->getSubExpr());
  if (const auto *member = dyn_cast<MemberExpr>(named))
    return unqualifiedName(*member->getMemberDecl());
  if (const auto *reference = dyn_cast<DeclRefExpr>(named))
    return unqualifiedName(*reference->getDecl());
  if (const auto *element = dyn_cast<ArraySubscriptExpr>(named))
    return lastNameOf(*element->getBase());
  const auto *operation = dyn_cast<CXXOperatorCallExpr>(named);
  return operation && operation->getNumArgs() > 0 ? lastNameOf(*operation->getArg(0)) : std::string();
}

/// What is called, if that is chosen at run time.
void CallReader::describeCalled(const CallSite &site, CallDetail &detail) {
  detail.returnsVoid = site.type->isVoidType();
  if (!site.receiver || !(detail.isVirtual || !site.callee || isa<CXXOperatorCallExpr>(site.expression)))
    return;
  const auto *operation = dyn_cast<CXXOperatorCallExpr>(site.expression);
  if (operation && (operation->getOperator() != OO_Call ||
                    declarations_.factsOf(site.receiver->getType()).role != TypeRole::Callable))
    return;
  llvm::ArrayRef<uint32_t> kinds = declarations_.callableKinds(bare(site.receiver)->getType());
  if (kinds.size() != 1)
    return;
  detail.kind = kinds.front();
  detail.calledName = detail.isVirtual ? detail.name : lastNameOf(*site.receiver);
}

/// The constructor of `type` that takes so many arguments, if there is only one.
static const CXXConstructorDecl *constructorFor(const CXXRecordDecl &type, unsigned arguments) {
  const CXXConstructorDecl *found = nullptr;
  for (const CXXConstructorDecl *each : type.ctors()) {
    bool fits = each->getMinRequiredArguments() <= arguments && arguments <= each->getNumParams();
    if (!fits || each->isCopyOrMoveConstructor() || each->isDeleted())
      continue;
    if (found)
      return nullptr;
    found = each;
  }
  return found;
}

/// The constructor of what a function makes that is given arguments for it, and that returns a pointer that owns what
/// it has made. A cast of such a pointer makes nothing.
const CXXConstructorDecl *CallReader::constructorOfMade(const CallSite &site) {
  const FunctionDecl &callee = *site.callee;
  const TemplateArgumentList *given = callee.getTemplateSpecializationArgs();
  if (!given || given->size() == 0 || given->get(0).getKind() != TemplateArgument::Type ||
      declarations_.factsOf(callee.getReturnType()).role != TypeRole::SmartPointer)
    return nullptr;
  const CXXRecordDecl *made = given->get(0).getAsType()->getAsCXXRecordDecl();
  const auto *owner = dyn_cast_or_null<ClassTemplateSpecializationDecl>(callee.getReturnType()->getAsCXXRecordDecl());
  bool ownsIt = made && owner && owner->getTemplateArgs().size() != 0 &&
                owner->getTemplateArgs()[0].getKind() == TemplateArgument::Type &&
                owner->getTemplateArgs()[0].getAsType()->getAsCXXRecordDecl() == made;
  bool isOfAnother = llvm::any_of(site.arguments, [&](const Expr *argument) {
    const CXXRecordDecl *type = argument->getType()->getAsCXXRecordDecl();
    return type && owner && type->getDeclName() == owner->getDeclName() && site.arguments.size() == 1;
  });
  return ownsIt && !isOfAnother && made->hasDefinition() ? constructorFor(*made->getDefinition(), site.arguments.size())
                                                         : nullptr;
}

CallDetail CallReader::detailOf(const CallSite &site) {
  CallDetail detail;
  detail.receiver = objectOfReceiver(site);
  detail.isConstructor = isa_and_nonnull<CXXConstructorDecl>(site.callee);
  if (const Expr *allocation = outline_.allocations.lookup(site.expression))
    detail.allocation = expressions_.resultOf(allocation);
  detail.isVirtual = isVirtualCall(site);
  if (const VarDecl *variable = outline_.staticOf.lookup(site.expression))
    detail.initializes = declarations_.entityOf(*variable);
  detail.promisesValue = declarations_.factsOf(site.type).role == TypeRole::Future && promisesValue(site.type);
  if (const auto *method = dyn_cast_or_null<CXXMethodDecl>(site.callee))
    detail.isConst = method->isConst();
  if (site.callee) {
    detail.callee = declarations_.entityOf(*site.callee);
    detail.name = unqualifiedName(*site.callee);
    detail.isSystem = !isUsers(site.callee->getLocation(), declarations_.context().getSourceManager());
    detail.yieldsPointer = site.callee->getReturnType()->isPointerType();
    const auto *made = dyn_cast<CXXConstructExpr>(site.expression);
    bool isArgument = made && site.made.root == Root::Result && outline_.followedAddresses.contains(bare(made));
    detail.isCast = isArgument ? wrapsCallable(*made) : isCast(*site.callee);
    const auto *method = dyn_cast<CXXMethodDecl>(site.callee);
    detail.makesFailure = method && method->isStatic() && !site.arguments.empty() &&
                          declarations_.factsOf(site.type).role == TypeRole::Error &&
                          recordOf(site.type) == method->getParent();
    if (!detail.isVirtual)
      detail.body = bodyOf(*site.callee);
    if (const CXXConstructorDecl *constructor = detail.isSystem ? constructorOfMade(site) : nullptr)
      detail.makes = bodyOf(*constructor);
  } else {
    detail.name = textOf(site.expression->getSourceRange(), declarations_.context(), 40);
  }
  describeCalled(site, detail);
  for (auto [index, expression] : llvm::enumerate(site.arguments)) {
    const ParmVarDecl *parameter =
        site.callee && index < site.callee->getNumParams() ? site.callee->getParamDecl(index) : nullptr;
    detail.arguments.push_back(argumentOf(expression, parameter));
  }
  return detail;
}

static unsigned writtenArguments(const CallSite &site) {
  return llvm::count_if(site.arguments, [](const Expr *argument) { return !isa<CXXDefaultArgExpr>(argument); });
}

bool CallReader::applies(const OperationEntry &entry, const CallSite &site) const {
  if (!entry.arities.empty() && !llvm::is_contained(entry.arities, writtenArguments(site)))
    return false;
  auto isMissing = [&](const Selector &selector) {
    return selector.slot == Slot::Argument && selector.argument >= site.arguments.size();
  };
  if (isMissing(entry.object) || isMissing(entry.other) || isMissing(entry.callable.value_or(Selector())))
    return false;
  // The user may well have a function of their own called "send".
  if (entry.isBuiltIn && !llvm::StringRef(entry.function).contains("::") &&
      llvm::all_of(site.callee->redecls(), [&](const FunctionDecl *each) {
        return isUsers(each->getLocation(), declarations_.context().getSourceManager());
      }))
    return false;
  if (!entry.whenArgument.empty() && !someArgumentIs(entry.whenArgument, site.arguments))
    return false;
  return !someArgumentIs(entry.unlessArgument, site.arguments);
}

Object CallReader::selected(const Selector &selector, const CallSite &site) {
  switch (selector.slot) {
  case Slot::None:
    return {};
  case Slot::This:
    return objectOfReceiver(site);
  case Slot::Result:
    return Object::result(expressions_.resultOf(site.expression));
  case Slot::Argument:
  case Slot::EveryArgument:
    if (selector.argument >= site.arguments.size())
      return {};
    const Expr *argument = site.arguments[selector.argument];
    return argument->getType()->isPointerType() || bare(argument)->getType()->isArrayType()
               ? expressions_.pointeeOf(argument)
               : expressions_.objectOf(argument);
  }
  return {};
}

/// The object as the user wrote it: without the address-of that passes it and without "this->".
std::string CallReader::written(const Selector &selector, const CallSite &site) const {
  const Expr *expression = nullptr;
  if (selector.slot == Slot::This && !site.made.isKnown())
    expression = site.receiver;
  else if ((selector.slot == Slot::Argument || selector.slot == Slot::EveryArgument) &&
           selector.argument < site.arguments.size())
    expression = site.arguments[selector.argument];
  if (!expression || isa<CXXThisExpr>(bare(expression)))
    return {};
  const SourceManager &sources = declarations_.context().getSourceManager();
  if (expression->getBeginLoc().isMacroID() && !sources.isMacroArgExpansion(expression->getBeginLoc()))
    return {}; // written in a macro: what stands here is the macro's use
  if (const auto *address = dyn_cast<UnaryOperator>(bare(expression)); address && address->getOpcode() == UO_AddrOf)
    expression = address->getSubExpr();
  std::string name = textOf(bare(expression)->getSourceRange(), declarations_.context(), 60);
  if (llvm::StringRef(name).starts_with("this->"))
    name.erase(0, 6);
  return name;
}

/// The type of what is selected, or of what it refers or points to; null if nothing is.
QualType CallReader::typeOf(const Selector &selector, const CallSite &site) const {
  auto pointee = [](QualType type) {
    type = type.getNonReferenceType();
    const auto *pointer = type->getAs<clang::PointerType>();
    return pointer ? pointer->getPointeeType() : type;
  };
  switch (selector.slot) {
  case Slot::This:
    return pointee(site.receiver ? bare(site.receiver)->getType() : site.type);
  case Slot::Result:
    return pointee(site.type);
  case Slot::Argument:
  case Slot::EveryArgument:
    return selector.argument < site.arguments.size() ? pointee(bare(site.arguments[selector.argument])->getType())
                                                     : QualType();
  default:
    return {};
  }
}

TypeRole CallReader::roleOf(const Selector &selector, const CallSite &site) {
  QualType type = typeOf(selector, site);
  return type.isNull() ? TypeRole::None : declarations_.factsOf(type).role;
}

/// Who locks an object of a class that wraps a lock, by a guard, locks that.
void CallReader::enterWrapper(const Selector &selector, const CallSite &site, Operation &operation) {
  QualType type = typeOf(selector, site);
  for (unsigned depth = 0; depth < 4 && !type.isNull() && operation.object.isKnown(); ++depth) {
    const CXXRecordDecl *record = type->getAsCXXRecordDecl();
    const FieldDecl *within =
        record && record->hasDefinition() ? lockWithin(*record->getDefinition(), declarations_) : nullptr;
    if (!within)
      return;
    type = within->getType().getNonReferenceType();
    operation.object = operation.object.field(declarations_.entityOf(*within));
    operation.role = declarations_.factsOf(type).role;
  }
}

/// A count of zero: nothing is posted, added or counted down.
bool CallReader::isNothing(const Selector &amount, const CallSite &site) {
  if (amount.slot != Slot::Argument || amount.argument >= site.arguments.size())
    return false;
  Value value = expressions_.valueOf(site.arguments[amount.argument]);
  return value.kind == Value::Constant && value.constant == 0;
}

void CallReader::fromVocabulary(const CallSite &site, llvm::ArrayRef<uint32_t> entries, CallDetail &detail,
                                std::vector<Operation> &operations) {
  for (uint32_t index : entries) {
    const OperationEntry &entry = declarations_.vocabulary().entry(index);
    if (applies(entry, site))
      perform(entry, site, detail, operations);
  }
}

/// The object that the call makes will call what it is given.
void CallReader::keepUntilEnd(const OperationEntry &entry, const CallSite &site, const CallDetail &detail) {
  Object keeper = entry.object.slot == Slot::Result ? selected(entry.object, site) : site.made;
  if (!keeper.isKnown())
    return; // it is there already, and may have been given others
  for (const Argument &argument : detail.arguments)
    if (argument.use == CallableUse::AtEnd && argument.value.kind == Value::Callable)
      keptUntilEnd[keeper] = argument.value.callable;
}

static bool changesLock(Verb verb) {
  return verb == Verb::Acquire || verb == Verb::Release || verb == Verb::Adopt || verb == Verb::Defer;
}

/// The operations that one entry or annotation says the call performs.
void CallReader::perform(const OperationEntry &entry, const CallSite &site, CallDetail &detail,
                         std::vector<Operation> &operations) {
  detail.isNamedByVocabulary = true;
  if (entry.callable && entry.callable->slot >= Slot::Argument) {
    bool every = entry.callable->slot == Slot::EveryArgument;
    bool makesThread = entry.callableUse == CallableUse::Kept && yieldsThread(site.type);
    for (size_t i = entry.callable->argument; i < detail.arguments.size() && (every || i == entry.callable->argument);
         ++i)
      detail.arguments[i].use = makesThread ? CallableUse::OtherThread : entry.callableUse;
  }
  if (entry.callable && entry.callable->slot == Slot::This && entry.callableUse == CallableUse::CalledNow)
    detail.callsReceiver = true;
  // What is sent is taken out by somebody else, later.
  if (entry.verb == Verb::Send && entry.other.slot == Slot::Argument && entry.other.argument < detail.arguments.size())
    detail.arguments[entry.other.argument].use = CallableUse::Kept;
  if (entry.callableUse == CallableUse::AtEnd)
    keepUntilEnd(entry, site, detail);
  bool makes = entry.verb == Verb::Create;
  if (makes && roleOf(entry.object, site) == TypeRole::Error)
    detail.makesFailure = true;
  bool assigns = entry.verb == Verb::Assign;
  bool exchanges = entry.verb == Verb::Exchange;
  bool hasEffect = makes || assigns || exchanges || !isNothing(entry.amount, site);
  if (entry.verb == Verb::None || entry.verb == Verb::Call || !hasEffect)
    return;
  Operation operation = operationAt(site);
  operation.verb = entry.verb;
  operation.outcome = entry.outcome;
  operation.shared = entry.shared;
  operation.blocks = entry.blocks;
  operation.timed = entry.timed;
  operation.until = entry.until;
  operation.predicate = entry.predicate;
  operation.quiet = entry.quiet;
  if (exchanges)
    operation.rewrite = entry.idempotent ? Rewrite::Repeats : Rewrite::Counts;
  operation.source = entry.source;
  operation.other = selected(entry.other, site);
  Value amount;
  if (entry.amount.slot == Slot::Argument && entry.amount.argument < site.arguments.size())
    amount = expressions_.valueOf(site.arguments[entry.amount.argument]);
  if (makes || assigns || exchanges)
    operation.value = amount;
  // To add less than nothing is to count down.
  bool isLess = amount.isNegated || (amount.kind == Value::Constant && amount.constant < 0);
  if (entry.verb == Verb::Add && isLess)
    operation.verb = Verb::Done;
  Selector selector = entry.object;
  size_t last = selector.slot == Slot::EveryArgument ? site.arguments.size() : selector.argument + 1u;
  for (; selector.argument < last; ++selector.argument) {
    if (entry.other.slot == Slot::EveryArgument)
      break;
    operation.object = selected(selector, site);
    operation.role = roleOf(selector, site);
    operation.name = written(selector, site);
    if (changesLock(operation.verb))
      enterWrapper(selector, site, operation);
    operations.push_back(operation);
  }
  for (Selector other = entry.other; other.slot == Slot::EveryArgument && other.argument < site.arguments.size();
       ++other.argument) {
    operation.object = selected(entry.object, site);
    operation.other = selected(other, site);
    operation.role = roleOf(other, site);
    operations.push_back(operation);
  }
}

/// Capability expressions are written as the declaration sees them: members of `this`, parameters, globals.
static void collectLocks(llvm::iterator_range<Expr **> expressions, bool shared, ExpressionReader &reader,
                         const FunctionDecl &function, std::vector<DeclaredLocks::Lock> &locks) {
  if (expressions.begin() == expressions.end() && isa<CXXMethodDecl>(function)) {
    locks.push_back({Object::self(0), shared});
    return;
  }
  for (const Expr *expression : expressions) {
    bool isPointer = expression->getType()->isPointerType();
    Object object = isPointer ? reader.pointeeOf(expression) : reader.objectOf(expression);
    if (object.isKnown())
      locks.push_back({object, shared});
  }
}

DeclaredLocks declaredLocksOf(const FunctionDecl &function, ExpressionReader &reader) {
  DeclaredLocks declared;
  if (!function.hasAttrs())
    return declared;
  for (const Attr *attribute : function.getAttrs()) {
    if (const auto *acquire = dyn_cast<AcquireCapabilityAttr>(attribute)) {
      collectLocks(const_cast<AcquireCapabilityAttr *>(acquire)->args(), acquire->isShared(), reader, function,
                   declared.acquired);
    } else if (const auto *release = dyn_cast<ReleaseCapabilityAttr>(attribute)) {
      collectLocks(const_cast<ReleaseCapabilityAttr *>(release)->args(), release->isShared(), reader, function,
                   declared.released);
    } else if (const auto *require = dyn_cast<RequiresCapabilityAttr>(attribute)) {
      collectLocks(const_cast<RequiresCapabilityAttr *>(require)->args(), require->isShared(), reader, function,
                   declared.required);
    } else if (const auto *assertion = dyn_cast<AssertCapabilityAttr>(attribute)) {
      collectLocks(const_cast<AssertCapabilityAttr *>(assertion)->args(), assertion->isShared(), reader, function,
                   declared.asserted);
    } else if (const auto *exclude = dyn_cast<LocksExcludedAttr>(attribute)) {
      collectLocks(const_cast<LocksExcludedAttr *>(exclude)->args(), /*shared=*/false, reader, function,
                   declared.excluded);
    } else if (const auto *attempt = dyn_cast<TryAcquireCapabilityAttr>(attribute)) {
      Expr::EvalResult result;
      bool onTrue =
          !attempt->getSuccessValue()->EvaluateAsInt(result, function.getASTContext()) || result.Val.getInt() != 0;
      collectLocks(const_cast<TryAcquireCapabilityAttr *>(attempt)->args(), attempt->isShared(), reader, function,
                   onTrue ? declared.triedIfTrue : declared.triedIfFalse);
    }
  }
  return declared;
}

/// What the callee calls `this`, or one of its parameters, is something of the caller's.
Object CallReader::inCaller(Object object, const CallSite &site) {
  if (object.root == Root::This) {
    Object receiver = objectOfReceiver(site);
    return receiver.isKnown() ? object.rebased(Object::self(0), receiver) : Object();
  }
  if (object.root != Root::Variable)
    return object;
  for (unsigned i = 0; i < site.callee->getNumParams() && i < site.arguments.size(); ++i) {
    for (const FunctionDecl *each : site.callee->redecls()) {
      Object parameter = expressions_.variable(*each->getParamDecl(i));
      if (object.startsWith(parameter.deref()))
        return object.rebased(parameter.deref(), expressions_.pointeeOf(site.arguments[i]));
      if (object.startsWith(parameter))
        return object.rebased(parameter, expressions_.objectOf(site.arguments[i]));
    }
  }
  return object;
}

void CallReader::misread(const Place &place, const std::string &error) {
  std::string &first = declarations_.unit().misread;
  if (first.empty())
    first = place.file + ":" + std::to_string(place.line) + ":" + std::to_string(place.column) + ": error: " + error;
}

/// What the annotations on a function say.
std::vector<OperationEntry> CallReader::annotationsOf(const FunctionDecl &function) {
  std::vector<OperationEntry> entries;
  for (const auto *annotation : function.specific_attrs<AnnotateAttr>()) {
    if (!annotation->getAnnotation().starts_with("leash:"))
      continue;
    llvm::Expected<OperationEntry> entry = parseAnnotation(annotation->getAnnotation());
    if (!entry) {
      misread(leash::placeOf(annotation->getRange(), declarations_.context()), llvm::toString(entry.takeError()));
      continue;
    }
    entry->source = "annotation on " + vocabularyName(function);
    entries.push_back(std::move(*entry));
  }
  return entries;
}

void CallReader::fromAttributes(const CallSite &site, CallDetail &detail, std::vector<Operation> &operations) {
  if (!site.callee)
    return;
  std::vector<OperationEntry> annotations = annotationsOf(*site.callee);
  DeclaredLocks declared = declaredLocksOf(*site.callee, expressions_);
  const auto *method = dyn_cast<CXXMethodDecl>(site.callee);
  bool isOfGuard = method && declarations_.factsOf(declarations_.context().getRecordType(method->getParent())).role ==
                                 TypeRole::Guard;
  auto add = [&](const std::vector<DeclaredLocks::Lock> &locks, Verb verb, Outcome outcome, bool blocks) {
    // An annotation says it with more words.
    if (llvm::any_of(annotations, [&](const OperationEntry &each) { return each.verb == verb; }))
      return;
    for (const DeclaredLocks::Lock &lock : locks) {
      Operation operation = operationAt(site);
      operation.verb = verb;
      operation.outcome = outcome;
      operation.shared = lock.shared;
      operation.blocks = blocks;
      operation.object = inCaller(lock.object, site);
      operation.source = "attribute on " + vocabularyName(*site.callee);
      operation.isDemand = verb == Verb::Require && &locks == &declared.required;
      bool isItself = lock.object.root == Root::This && lock.object.path.empty();
      operation.role = isOfGuard && isItself ? TypeRole::Guard : TypeRole::Mutex;
      if (isItself)
        operation.name = written({Slot::This, 0}, site);
      if (isOfGuard)
        operation.other = objectOfReceiver(site);
      if (operation.object.isKnown())
        operations.push_back(std::move(operation));
    }
  };
  // The constructor of a guard is given a lock that is held already, or one to take later.
  bool makesGuard = isOfGuard && isa<CXXConstructorDecl>(method);
  // What is needed on entry comes before what is done: a function may be declared to need the lock that it gives back.
  add(declared.required, makesGuard ? Verb::Adopt : Verb::Require, Outcome::Always, /*blocks=*/false);
  add(declared.asserted, Verb::Require, Outcome::Always, /*blocks=*/false);
  add(declared.acquired, Verb::Acquire, Outcome::Always, /*blocks=*/true);
  add(declared.released, Verb::Release, Outcome::Always, /*blocks=*/false);
  if (makesGuard)
    add(declared.excluded, Verb::Defer, Outcome::Always, /*blocks=*/false);
  add(declared.triedIfTrue, Verb::Acquire, Outcome::IfTrue, /*blocks=*/false);
  add(declared.triedIfFalse, Verb::Acquire, Outcome::IfZero, /*blocks=*/false);
  for (const OperationEntry &entry : annotations)
    if (applies(entry, site))
      perform(entry, site, detail, operations);
}

/// A lock class some of whose bodies are in another unit is known by its shape alone: taking it and giving it back have
/// to mean one object. So is one that is made of atomics: its bodies don't say that it is a lock. What asserts that a
/// lock is held is, in any case: its body says only what it compares.
void CallReader::fromShape(const CallSite &site, bool hasBody, std::vector<Operation> &operations) {
  const auto *method = dyn_cast_or_null<CXXMethodDecl>(site.callee);
  std::optional<LockShape> shape = method ? lockShapeOf(*method) : std::nullopt;
  bool isSeen = shape && hasBody && !isLockSeenInPart(*method->getParent());
  bool spins = isSeen && isMadeOfAtomics(*method->getParent(), declarations_);
  bool isToldByBody = isSeen && !spins && shape->verb != Verb::Require;
  if (!shape || isToldByBody)
    return;
  Operation operation = operationAt(site);
  operation.verb = shape->verb;
  operation.outcome = shape->outcome;
  operation.shared = shape->shared;
  operation.blocks = shape->verb == Verb::Acquire && shape->outcome == Outcome::Always;
  operation.object = objectOfReceiver(site);
  operation.role = TypeRole::Mutex;
  operation.isByShape = !spins;
  operation.name = written({Slot::This, 0}, site);
  operation.source = "shape of " + vocabularyName(*method->getParent());
  if (operation.object.isKnown())
    operations.push_back(std::move(operation));
}

/// Removing a file with an error variable that nobody reads anywhere is how one says that it may be gone already.
bool CallReader::isAskedOnlyToRemove(const CallSite &site, unsigned argument) const {
  std::string name = unqualifiedName(*site.callee);
  const auto *reference = dyn_cast<DeclRefExpr>(bare(site.arguments[argument]));
  return (name == "remove" || name == "remove_all") && reference && !outline_.looked.contains(reference->getDecl());
}

/// Values that are errors by their type, whoever returns or writes them; and what may not be discarded. System headers
/// say that of many a function (vector::empty) out of mere tidiness, but not where they carry attributes for analyzers.
void CallReader::fromTypes(const CallSite &site, bool isAnnotated, std::vector<Operation> &operations) {
  if (!site.callee || isa<CXXConstructorDecl>(site.callee))
    return;
  QualType result = site.callee->getReturnType();
  const auto *method = dyn_cast<CXXMethodDecl>(site.callee);
  bool isOperator = site.callee->isOverloadedOperator() || isa<CXXConversionDecl>(site.callee);
  bool isOfErrorItself =
      method &&
      declarations_.factsOf(declarations_.context().getRecordType(method->getParent())).role == TypeRole::Error;
  bool isError =
      declarations_.factsOf(result).role == TypeRole::Error && !result->isReferenceType() && !result->isPointerType();
  bool isGetter = method && method->isConst() && method->getNumParams() == 0;
  bool isVerdict = result->isBooleanType() || result->isIntegerType() || result->isEnumeralType();
  bool mustBeLookedAt =
      isVerdict && site.callee->hasAttr<WarnUnusedResultAttr>() && !isGetter &&
      (isAnnotated || isUsers(site.callee->getLocation(), declarations_.context().getSourceManager()));
  if (!isOperator && !isOfErrorItself && !isGetter && (isError || mustBeLookedAt)) {
    Operation operation = operationAt(site);
    operation.verb = Verb::Produce;
    operation.object = Object::result(operation.result);
    operation.role = TypeRole::Error;
    const auto *call = dyn_cast<CallExpr>(site.expression);
    bool mustBeUsed = call && call->hasUnusedResultAttr(declarations_.context());
    operation.quiet = isError && !mustBeUsed && (isHousekeeping(*site.callee) || body_.isDestructor);
    operation.source = isError ? "result type" : "attribute on " + vocabularyName(*site.callee);
    operations.push_back(std::move(operation));
  }
  if (isOfErrorItself || isOperator)
    return;
  for (unsigned i = 0; i < site.callee->getNumParams() && i < site.arguments.size(); ++i) {
    QualType type = site.callee->getParamDecl(i)->getType();
    if (!isOutParameter(*site.callee, i) || declarations_.factsOf(type->getPointeeType()).role != TypeRole::Error)
      continue;
    Operation operation = operationAt(site);
    operation.verb = Verb::Produce;
    operation.object = selected({Slot::Argument, static_cast<uint8_t>(i)}, site);
    operation.role = TypeRole::Error;
    operation.isDiscarded = operation.isVoided = false;
    operation.source = "parameter type";
    operation.quiet = isFarewell(*site.callee) || isGetterWithError(*site.callee) || isAskedOnlyToRemove(site, i);
    if (operation.object.isKnown())
      operations.push_back(std::move(operation));
  }
}

/// Keeps in mind what a guard could do instead.
void CallReader::recordHandCall(const CallSite &site, const Operation &operation) {
  const auto *call = dyn_cast<CXXMemberCallExpr>(site.expression);
  bool isOfLock = isLock(operation.role);
  bool isByHand = call && isOfLock && writtenArguments(site) == 0 && !operation.other.isKnown() &&
                  (operation.verb == Verb::Acquire || operation.verb == Verb::Release) &&
                  sameHere(operation.object, objectOfReceiver(site));
  if (!isByHand) {
    for (const Object &object : {operation.object, operation.other})
      if (object.isKnown() && operation.verb != Verb::Call)
        otherwiseLocked.push_back(object);
    return;
  }
  HandCall hand{call, nullptr, operation.verb, operation.object, operation.shared, false};
  hand.type = declarations_.vocabulary().type(vocabularyName(*call->getMethodDecl()->getParent()));
  hand.isCertain = operation.outcome == Outcome::Always && operation.blocks && !operation.timed;
  handCalls.push_back(std::move(hand));
}

/// The name of an operator by its object, if that is a global of a library's: std::ranges::sort(…) is a call of an
/// object whose class nobody names, and so is the assignment to std::ignore.
static std::string nameByObject(const CallSite &site) {
  const auto *name = site.receiver && isa<CXXOperatorCallExpr>(site.expression)
                         ? dyn_cast<DeclRefExpr>(site.receiver->IgnoreParenImpCasts())
                         : nullptr;
  const auto *variable = name ? dyn_cast<VarDecl>(name->getDecl()) : nullptr;
  if (!variable || !variable->hasGlobalStorage())
    return {};
  bool isCall = cast<CXXOperatorCallExpr>(site.expression)->getOperator() == OO_Call;
  return vocabularyName(*variable) + (isCall ? "" : "::" + unqualifiedName(*site.callee));
}

/// Where the local variable is declared that a call writes its error into; invalid if it is none.
static SourceLocation holderOf(const Operation &operation, const CallSite &site) {
  if (operation.object.root == Root::Result)
    return {};
  for (const Expr *argument : site.arguments)
    if (const auto *reference = dyn_cast<DeclRefExpr>(bare(argument)))
      if (const auto *variable = dyn_cast<VarDecl>(reference->getDecl());
          variable && variable->hasLocalStorage() && !isa<ParmVarDecl>(variable) && variable->getType()->isRecordType())
        return variable->getEndLoc();
  return {};
}

void CallReader::read(const CallSite &site, std::vector<Operation> &operations) {
  // Its own class, not the base that the method is of.
  const RecordDecl *receiver = site.receiver ? recordOf(bare(site.receiver)->getType()) : nullptr;
  CallDetail detail = detailOf(site);
  size_t first = operations.size();
  if (site.callee)
    fromVocabulary(site, declarations_.operationsOf(*site.callee, receiver), detail, operations);
  if (site.callee && !detail.isNamedByVocabulary)
    fromVocabulary(site, declarations_.vocabulary().operations(nameByObject(site)), detail, operations);
  size_t named = operations.size();
  if (!detail.isNamedByVocabulary)
    fromAttributes(site, detail, operations);
  bool isAnnotated = operations.size() != named;
  if (operations.size() == first && !detail.isNamedByVocabulary)
    fromShape(site, detail.body != NoBody, operations);
  for (const Operation &each : llvm::drop_begin(operations, first))
    recordHandCall(site, each);
  bool isNamed = operations.size() != first;
  detail.isNamedByVocabulary |= isNamed;
  bool producesByEntry = llvm::any_of(llvm::drop_begin(operations, first),
                                      [](const Operation &each) { return each.verb == Verb::Produce; });
  if (!producesByEntry)
    fromTypes(site, isAnnotated, operations);
  for (Operation &each : llvm::drop_begin(operations, first))
    if (each.verb == Verb::Produce && !each.quiet && !each.isVoided && each.role != TypeRole::Future)
      each.isVoided = isSaidToBeIgnored(site.expression->getBeginLoc(), holderOf(each, site), declarations_.context());
  Operation call = operationAt(site);
  // To drop a future has an effect of its own, about which a cast alone says nothing.
  if (declarations_.factsOf(site.type).role == TypeRole::Future &&
      isSaidToBeIgnored(site.expression->getBeginLoc(), {}, declarations_.context())) {
    call.quiet = true;
    for (Operation &each : llvm::drop_begin(operations, first))
      each.quiet |= each.verb == Verb::Produce;
  }
  call.verb = Verb::Call;
  call.object = detail.receiver;
  const FunctionFact *fact = site.callee ? declarations_.factOf(*site.callee, receiver) : nullptr;
  call.throws = throwsOf(site, fact);
  bool isLookedUp = site.callee && site.callee->getOverloadedOperator() == OO_Subscript &&
                    !outline_.targets.contains(bare(site.expression));
  if (fact && fact->grows && !isLookedUp) {
    call.direction = *fact->grows ? Direction::Up : Direction::Down;
    if (!call.object.isKnown())
      call.object = selected({Slot::Argument, 0}, site);
    for (Operation &each : llvm::drop_begin(operations, first))
      if (each.object == call.object)
        each.direction = call.direction;
  }
  if (call.throws == Throws::Unknown && site.callee && detail.kind != 0 && !detail.isVirtual)
    call.throws = Throws::Handed;
  if (call.throws != Throws::No)
    call.unwind = unwindOf(site.expression);
  uint32_t index = body_.calls.size();
  body_.calls.push_back(std::move(detail));
  call.call = index;
  for (size_t i = first; i < operations.size(); ++i)
    operations[i].call = index;
  // The call itself comes first: it may throw before any of its effects has happened.
  operations.insert(operations.begin() + first, std::move(call));
}

void CallReader::readDestructor(const FunctionDecl *destructor, Object object, TypeRole role, Place place,
                                std::vector<Operation> &operations) {
  Operation operation;
  operation.verb = Verb::Destroy;
  operation.object = object;
  operation.role = role;
  operation.place = place;
  if (destructor) {
    CallDetail detail;
    detail.callee = declarations_.entityOf(*destructor);
    detail.name = unqualifiedName(*destructor);
    detail.receiver = object;
    detail.isSystem = !isUsers(destructor->getLocation(), declarations_.context().getSourceManager());
    detail.body = bodyOf(*destructor);
    if (auto kept = keptUntilEnd.find(object); kept != keptUntilEnd.end()) {
      detail.body = body_.callables[kept->second].body;
      detail.runsKeptCallable = true;
    }
    operation.call = body_.calls.size();
    body_.calls.push_back(std::move(detail));
  }
  operations.push_back(std::move(operation));
}

} // namespace leash
