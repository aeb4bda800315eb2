// declarations: entities for Clang's declarations, roles for its types, and what the vocabulary says about a function.

#include "checks/core/reader/declarations.h"

#include "checks/core/reader/shapes.h"
#include "checks/core/reader/source.h"
#include "checks/core/unit/unit.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclFriend.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Index/USRGeneration.h"

namespace leash {

using namespace clang;

const RecordDecl *recordOf(QualType type) {
  if (type.isNull())
    return nullptr;
  type = type.getNonReferenceType();
  if (const auto *pointer = type->getAs<clang::PointerType>())
    type = pointer->getPointeeType();
  const auto *record = type->getAs<RecordType>();
  return record ? record->getDecl() : nullptr;
}

/// One field of a class template is one entity, whatever it is instantiated with.
static const NamedDecl *patternOf(const NamedDecl &declaration) {
  const auto *field = dyn_cast<FieldDecl>(&declaration);
  const auto *record = field ? dyn_cast<CXXRecordDecl>(field->getParent()) : nullptr;
  const CXXRecordDecl *pattern = record ? record->getTemplateInstantiationPattern() : nullptr;
  if (!pattern || pattern == record)
    return &declaration;
  for (const FieldDecl *each : pattern->fields())
    if (each->getFieldIndex() == field->getFieldIndex())
      return each;
  return &declaration;
}

EntityId Declarations::entityOf(const NamedDecl &declaration) {
  const auto *canonical = cast<NamedDecl>(patternOf(declaration)->getCanonicalDecl());
  auto [known, isNew] = entities_.try_emplace(canonical, NoEntity);
  if (!isNew)
    return known->second;
  EntityId id = unit_.entities.size();
  known->second = id;
  unit_.entities.emplace_back();
  Entity entity;
  describe(declaration, entity);
  unit_.entities[id] = std::move(entity);
  return id;
}

static EntityKind kindOf(const NamedDecl &declaration) {
  if (isa<FunctionDecl>(declaration))
    return EntityKind::Function;
  if (isa<TypeDecl>(declaration))
    return EntityKind::Type;
  if (isa<FieldDecl>(declaration))
    return EntityKind::Field;
  if (isa<ParmVarDecl>(declaration))
    return EntityKind::Parameter;
  if (const auto *variable = dyn_cast<VarDecl>(&declaration)) {
    if (variable->isStaticDataMember())
      return EntityKind::StaticField;
    if (variable->isStaticLocal())
      return EntityKind::StaticLocal;
    if (variable->hasGlobalStorage())
      return EntityKind::Global;
  }
  return EntityKind::Local;
}

/// Every copy of the function's parameters and every local must be made from a type that can be copied.
static bool isCopyable(QualType type, const ASTContext &context) {
  type = type.getNonReferenceType();
  const CXXRecordDecl *record = type->getAsCXXRecordDecl();
  if (!record || !record->hasDefinition())
    return !type->isArrayType();
  bool isForbidden = false;
  for (const CXXConstructorDecl *constructor : record->ctors()) {
    if (constructor->isCopyConstructor() && !constructor->isDeleted() && constructor->getAccess() == AS_public)
      return true;
    isForbidden |=
        constructor->isCopyConstructor() && constructor->isDeleted(); // an atomic: trivially copyable for all that
  }
  if (isForbidden)
    return false;
  if (record->isTriviallyCopyable())
    return true;
  return record->hasSimpleCopyConstructor() ||
         (!record->defaultedCopyConstructorIsDeleted() && record->needsImplicitCopyConstructor() &&
          context.getLangOpts().CPlusPlus);
}

/// A member of a template, or of what was made of one.
static bool isOfTemplate(const ValueDecl &value) {
  const auto *owner = dyn_cast<CXXRecordDecl>(value.getDeclContext());
  return owner && (owner->isDependentContext() || owner->getTemplateInstantiationPattern());
}

/// A member without a constructor of its own, set up by constructors that another unit defines.
static bool isSetUpElsewhere(const ValueDecl &value) {
  const auto *field = dyn_cast<FieldDecl>(&value);
  const auto *owner = field ? dyn_cast<CXXRecordDecl>(field->getParent()) : nullptr;
  const CXXRecordDecl *type = value.getType()->getAsCXXRecordDecl();
  bool hasNoConstructor = type && type->hasDefinition() && type->hasTrivialDefaultConstructor();
  return owner && hasNoConstructor && llvm::any_of(owner->ctors(), [](const CXXConstructorDecl *constructor) {
           return constructor->isUserProvided() && !constructor->isDefined();
         });
}

/// The user's class that an object of `type` is of, or owns objects of.
static const CXXRecordDecl *ownedClass(QualType type, const ASTContext &context) {
  if (const auto *array = context.getAsArrayType(type))
    type = array->getElementType();
  const CXXRecordDecl *record = type->getAsCXXRecordDecl();
  if (!record || isUsers(record->getLocation(), context.getSourceManager()))
    return record;
  const auto *owner = dyn_cast<ClassTemplateSpecializationDecl>(record);
  if (!owner || owner->getTemplateArgs().size() == 0 || owner->getTemplateArgs()[0].getKind() != TemplateArgument::Type)
    return nullptr;
  const CXXRecordDecl *owned = owner->getTemplateArgs()[0].getAsType()->getAsCXXRecordDecl();
  return owned && isUsers(owned->getLocation(), context.getSourceManager()) ? owned : nullptr;
}

/// The user wrote a destructor, and its body can't be seen.
static bool isEndedElsewhere(const CXXRecordDecl &record) {
  const CXXDestructorDecl *destructor = record.getDestructor();
  if (!destructor || !destructor->isUserProvided())
    return false;
  const FunctionDecl *pattern = destructor->getTemplateInstantiationPattern();
  return !destructor->isDefined() && !(pattern && pattern->isDefined());
}

bool Declarations::isAtomic(QualType type) {
  if (type->isAtomicType())
    return true;
  const CXXRecordDecl *record = type.getNonReferenceType()->getAsCXXRecordDecl();
  if (!record || !record->hasDefinition())
    return false;
  auto [known, isNew] = atomics_.try_emplace(record, false);
  if (!isNew)
    return known->second;
  std::string name = vocabularyName(*record);
  auto exchanges = [&](const CXXRecordDecl &declaring) {
    return llvm::any_of(declaring.methods(), [&](const CXXMethodDecl *method) {
      std::string unqualified = unqualifiedName(*method);
      return vocabulary_.mentionsUnqualified(unqualified) &&
             llvm::any_of(vocabulary_.operations(name + "::" + unqualified),
                          [&](uint32_t entry) { return vocabulary_.entry(entry).verb == Verb::Exchange; });
    });
  };
  bool found = exchanges(*record->getDefinition()) ||
               llvm::any_of(record->getDefinition()->bases(), [&](const CXXBaseSpecifier &base) {
                 const CXXRecordDecl *parent = base.getType()->getAsCXXRecordDecl();
                 return parent && parent->hasDefinition() && exchanges(*parent->getDefinition());
               });
  return atomics_[record] = found;
}

/// Neither the object nor what a reference or pointer leads to can be changed through it.
static bool isConst(QualType type) {
  QualType target = type->isPointerType() || type->isReferenceType() ? type->getPointeeType() : type;
  return target.isConstQualified();
}

/// The end of an object of `type` does something: not where its destructor is an empty one, and its members' ends do
/// nothing, either.
static bool doesSomethingAtEnd(QualType type) {
  if (type.isDestructedType() == QualType::DK_none)
    return false;
  const CXXRecordDecl *record = type->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
  if (!record || !record->hasDefinition())
    return true;
  record = record->getDefinition();
  const CXXDestructorDecl *destructor = record->getDestructor();
  if (destructor && destructor->isUserProvided()) {
    const FunctionDecl *pattern = destructor->getTemplateInstantiationPattern();
    const auto *body = dyn_cast_or_null<CompoundStmt>((pattern ? pattern : destructor)->getBody());
    if (!body || !body->body_empty())
      return true;
  }
  auto endsActively = [](const FieldDecl *field) { return doesSomethingAtEnd(field->getType()); };
  return (!record->isUnion() && llvm::any_of(record->fields(), endsActively)) ||
         llvm::any_of(record->bases(), [](const CXXBaseSpecifier &base) { return doesSomethingAtEnd(base.getType()); });
}

void Declarations::describeClass(const CXXRecordDecl &record, Entity &entity) {
  entity.isEndedElsewhere = isEndedElsewhere(record);
  for (const CXXBaseSpecifier &base : record.bases())
    if (const CXXRecordDecl *parent = base.getType()->getAsCXXRecordDecl();
        parent && isUsers(parent->getLocation(), context_.getSourceManager()))
      entity.bases.push_back(entityOf(*parent));
}

void Declarations::describe(const NamedDecl &declaration, Entity &entity) {
  llvm::SmallString<128> usr;
  if (!index::generateUSRForDecl(&declaration, usr))
    entity.name.usr = usr.str().str();
  entity.kind = kindOf(declaration);
  entity.spelling = unqualifiedName(declaration);
  entity.place = placeOf(declaration.getLocation(), context_);
  entity.visibility = visibilityOf(declaration);
  if (!declaration.isExternallyVisible())
    entity.name.unit = entity.place.file;
  bool isNamedByScope = entity.kind != EntityKind::Local && entity.kind != EntityKind::Parameter;
  entity.qualified = isNamedByScope ? vocabularyName(declaration) : entity.spelling;
  if (const auto *method = dyn_cast<CXXMethodDecl>(&declaration); method && method->getParent()->isLambda()) {
    entity.spelling = "lambda";
    const Decl *owner = Decl::castFromDeclContext(method->getParent()->getDeclContext());
    while (owner && !isa<FunctionDecl>(owner) && !isa<TranslationUnitDecl>(owner))
      owner = Decl::castFromDeclContext(owner->getDeclContext());
    const auto *function = dyn_cast_or_null<FunctionDecl>(owner);
    entity.qualified = function ? unit_.entities[entityOf(*function)].qualified + "::lambda" : "lambda";
  }
  if (const auto *record = dyn_cast<CXXRecordDecl>(&declaration); record && record->hasDefinition())
    describeClass(*record->getDefinition(), entity);
  if (const auto *method = dyn_cast<CXXMethodDecl>(&declaration)) {
    entity.isHidden = method->getAccess() == AS_private || method->getAccess() == AS_protected;
    entity.isVirtual = method->isVirtual();
  } else if (isa<FunctionDecl>(declaration)) {
    entity.isHidden = !declaration.isExternallyVisible();
  }
  const auto *value = dyn_cast<ValueDecl>(&declaration);
  if (!value || isa<FunctionDecl>(value))
    return;
  QualType type = value->getType();
  TypeFacts facts = factsOf(type);
  entity.role = facts.role;
  entity.joinsOnDestruction = facts.joinsOnDestruction;
  entity.endsProgramIfRunning = facts.endsProgramIfRunning;
  TypeFacts elements = elementFactsOf(type);
  entity.elementRole = elements.role;
  entity.isReference = type->isReferenceType();
  entity.isPointer = type->isPointerType();
  entity.isContainer = isContainer(type);
  if (entity.isContainer && elements.endsProgramIfRunning)
    entity.endsProgramIfRunning = true;
  if (entity.isContainer && elements.joinsOnDestruction)
    entity.joinsOnDestruction = true;
  entity.isCopyable = isCopyable(type, context_);
  entity.isAtomic = isAtomic(type);
  entity.isConst = isConst(type);
  entity.isDestroyed = doesSomethingAtEnd(type) && !value->hasAttr<NoDestroyAttr>();
  if (entity.kind == EntityKind::Parameter || entity.kind == EntityKind::Field)
    entity.callables = callableKinds(type);
  if (const auto *variable = dyn_cast<VarDecl>(value))
    entity.isThreadLocal = variable->getTLSKind() != VarDecl::TLS_None;
  if (const CXXRecordDecl *owned = ownedClass(type, context_))
    entity.ownedClass = entityOf(*owned);
  entity.isSetUpElsewhere = isSetUpElsewhere(*value);
  entity.isMaybeUnused = value->hasAttr<UnusedAttr>();
  // The methods of a template that nobody calls aren't read.
  entity.isLookedAt = isa<FieldDecl>(value) && isOfTemplate(*value);
  if (const auto *owner = dyn_cast<NamedDecl>(Decl::castFromDeclContext(declaration.getDeclContext())))
    if (isa<RecordDecl>(owner) || isa<FunctionDecl>(owner))
      entity.owner = entityOf(*owner);
}

/// True if nobody outside of the unit can run code on the class's private members: every member has its body here, and
/// every friend too.
bool Declarations::isClosed(const RecordDecl &type) {
  const auto *record = dyn_cast<CXXRecordDecl>(&type);
  if (!record || !record->hasDefinition())
    return false;
  record = record->getDefinition();
  auto known = closed_.find(record);
  if (known != closed_.end())
    return known->second;
  bool closed = true;
  for (const Decl *member : record->decls()) {
    const auto *function = dyn_cast<FunctionDecl>(member);
    if (const auto *pattern = dyn_cast<FunctionTemplateDecl>(member)) {
      function = pattern->getTemplatedDecl();
      if (pattern->specializations().empty() && function->hasBody())
        closed = false; // what nothing instantiates isn't read
    }
    if (isa<FriendDecl>(member))
      closed = false;
    if (!function || function->isImplicit() || function->isDeleted() || function->isDefaulted())
      continue;
    if (const auto *method = dyn_cast<CXXMethodDecl>(function); method && method->isPureVirtual())
      continue;
    const FunctionDecl *definition = nullptr;
    if (!function->hasBody(definition))
      closed = false;
  }
  return closed_[record] = closed;
}

/// A whole program in one file has no other users of its globals.
bool Declarations::hasMain() {
  if (!hasMain_) {
    hasMain_ = false;
    for (const Decl *declaration : context_.getTranslationUnitDecl()->decls())
      if (const auto *function = dyn_cast<FunctionDecl>(declaration))
        *hasMain_ |= function->isMain() && function->isThisDeclarationADefinition();
  }
  return *hasMain_;
}

/// Every method that the class declares has its body here; a method defined elsewhere can use all members.
static bool isDefinedHere(const RecordDecl &type) {
  const auto *record = dyn_cast<CXXRecordDecl>(&type);
  if (!record)
    return true;
  if (const CXXRecordDecl *pattern = record->getTemplateInstantiationPattern())
    record = pattern;
  if (!record->hasDefinition())
    return false;
  return llvm::all_of(record->getDefinition()->methods(), [](const CXXMethodDecl *method) {
    const FunctionDecl *definition = nullptr;
    return method->isImplicit() || method->isDeleted() || method->isDefaulted() || method->isPureVirtual() ||
           method->hasBody(definition);
  });
}

Visibility Declarations::visibilityOf(const NamedDecl &declaration) {
  const SourceManager &sources = context_.getSourceManager();
  auto standsInMainFile = [&](const Decl &redeclaration) {
    return sources.isInMainFile(sources.getExpansionLoc(redeclaration.getLocation()));
  };
  if (const auto *variable = dyn_cast<VarDecl>(&declaration)) {
    if (variable->isLocalVarDeclOrParm())
      return Visibility::Function;
    if (!variable->isExternallyVisible())
      return Visibility::Unit;
    if (!variable->isStaticDataMember())
      return hasMain() && llvm::all_of(variable->redecls(),
                                       [&](const VarDecl *each) {
                                         return standsInMainFile(*each) && !(each->getStorageClass() == SC_Extern);
                                       })
                 ? Visibility::Unit
                 : Visibility::Program;
  }
  const auto *owner = dyn_cast<RecordDecl>(declaration.getDeclContext());
  if (!owner)
    return declaration.isExternallyVisible() ? Visibility::Program : Visibility::Unit;
  bool belongsToUnit = standsInMainFile(*owner) || !owner->isExternallyVisible();
  if (belongsToUnit)
    return isDefinedHere(*owner) ? Visibility::Unit : Visibility::Program;
  return declaration.getAccess() == AS_private && isClosed(*owner) ? Visibility::Unit : Visibility::Program;
}

/// What a status calls the method that says whether all is well, or that it isn't.
static bool isVerdictName(llvm::StringRef name) {
  return llvm::is_contained({"ok", "isok", "success", "issuccess", "succeeded", "failed", "isfailed", "isfailure",
                             "haserror", "iserror", "accepted", "hasvalue"},
                            name);
}

/// … and that, or the member, which says what is wrong.
static bool isReasonName(llvm::StringRef name) {
  return llvm::is_contained({"message", "error", "what", "why", "reason", "errormessage", "errortext", "errorstring",
                             "tostring", "errorcode"},
                            name);
}

static std::string plainName(const NamedDecl &declaration) {
  std::string name = declaration.getName().lower();
  llvm::erase(name, '_');
  return name;
}

/// The class is called a result: what else it holds says what came out.
static bool isCalledResult(const CXXRecordDecl &record) {
  return llvm::any_of(std::initializer_list<llvm::StringRef>{"Result", "Status", "Outcome", "result", "status"},
                      [&](llvm::StringRef word) { return record.getName().ends_with(word); });
}

static bool isStatusShaped(const CXXRecordDecl &record) {
  bool saysOk = false, saysWhy = false;
  for (const CXXMethodDecl *method : record.methods()) {
    if (method->getAccess() != AS_public || method->isStatic() || method->getNumParams() != 0)
      continue;
    if (!method->getIdentifier()) {
      saysOk |= isa<CXXConversionDecl>(method) && method->getReturnType()->isBooleanType();
      continue;
    }
    std::string name = plainName(*method);
    saysOk |= method->getReturnType()->isBooleanType() && isVerdictName(name);
    saysWhy |= !method->getReturnType()->isBooleanType() && isReasonName(name);
  }
  for (const FieldDecl *field : record.fields())
    if (field->getAccess() == AS_public && field->getIdentifier()) {
      std::string name = plainName(*field);
      saysWhy |= isReasonName(name) || (isCalledResult(record) && (name == "code" || name == "text"));
    }
  return saysOk && saysWhy;
}

/// [[nodiscard]] on a class that can be asked whether it is good.
static bool isCheckable(const CXXRecordDecl &record) {
  return record.hasAttr<WarnUnusedResultAttr>() && llvm::any_of(record.methods(), [](const CXXMethodDecl *method) {
           return method->getAccess() == AS_public && !method->isStatic() && method->getNumParams() == 0 &&
                  method->getReturnType()->isBooleanType();
         });
}

TypeFacts Declarations::recordFacts(const RecordDecl &record) {
  if (const TypeEntry *entry = vocabulary_.type(vocabularyName(record)))
    return {entry->role, entry->joinsOnDestruction, entry->endsProgramIfRunning};
  if (record.hasAttr<CapabilityAttr>())
    return {TypeRole::Mutex, false};
  if (record.hasAttr<ScopedLockableAttr>())
    return {TypeRole::Guard, false};
  const auto *type = dyn_cast<CXXRecordDecl>(&record);
  if (!type || !type->hasDefinition())
    return {};
  if (isUsers(type->getLocation(), context_.getSourceManager()) && !type->isLambda() &&
      (isStatusShaped(*type->getDefinition()) || isCheckable(*type->getDefinition())))
    return {TypeRole::Error, false};
  for (const CXXBaseSpecifier &base : type->getDefinition()->bases())
    if (const CXXRecordDecl *parent = base.getType()->getAsCXXRecordDecl())
      if (TypeFacts inherited = recordFacts(*parent); inherited.role != TypeRole::None)
        return inherited;
  return {};
}

TypeFacts Declarations::factsOf(QualType type) {
  if (type.isNull())
    return {};
  type = type.getNonReferenceType().getUnqualifiedType();
  const Type *key = type.getTypePtr();
  auto known = types_.find(key);
  if (known != types_.end())
    return known->second;
  TypeFacts facts;
  // C's types are typedefs of what varies from system to system: the name that counts is the alias.
  for (QualType step = type; facts.role == TypeRole::None;) {
    if (const auto *alias = step->getAs<TypedefType>())
      if (const TypeEntry *entry = vocabulary_.type(vocabularyName(*alias->getDecl())))
        facts = {entry->role, entry->joinsOnDestruction, entry->endsProgramIfRunning};
    QualType next = step.getSingleStepDesugaredType(context_);
    if (next == step)
      break;
    step = next;
  }
  if (facts.role == TypeRole::None) {
    if (const auto *record = type->getAs<RecordType>())
      facts = recordFacts(*record->getDecl());
    else if (const auto *enumeration = type->getAs<EnumType>())
      if (enumeration->getDecl()->hasAttr<WarnUnusedResultAttr>())
        facts.role = TypeRole::Error;
  }
  return types_[key] = facts;
}

static bool holdsElements(const ClassTemplateSpecializationDecl &type) {
  return llvm::any_of(type.decls(), [](const Decl *member) {
    const auto *name = dyn_cast<TypedefNameDecl>(member);
    return name && name->getName() == "value_type";
  });
}

bool Declarations::isContainer(QualType type) {
  type = type.getNonReferenceType();
  if (type->isArrayType())
    return true;
  const auto *record = dyn_cast_or_null<ClassTemplateSpecializationDecl>(type->getAsCXXRecordDecl());
  return record && holdsElements(*record);
}

/// What can be called through an object of `type`, as text: "void (int)", "class Listener"; empty if nothing can.
static std::string callableKindOf(QualType type, TypeRole role, const ASTContext &context) {
  if (const auto *function = type->getAs<clang::FunctionProtoType>())
    return QualType(function, 0).getCanonicalType().getAsString(context.getPrintingPolicy());
  const CXXRecordDecl *record = type->getAsCXXRecordDecl();
  if (!record || !record->hasDefinition())
    return {};
  const auto *wrapper = dyn_cast<ClassTemplateSpecializationDecl>(record);
  if (wrapper && role == TypeRole::Callable && wrapper->getTemplateArgs().size() > 0 &&
      wrapper->getTemplateArgs()[0].getKind() == TemplateArgument::Type)
    return wrapper->getTemplateArgs()[0].getAsType().getCanonicalType().getAsString(context.getPrintingPolicy());
  bool isUsersClass = isUsers(record->getLocation(), context.getSourceManager());
  return isUsersClass && record->isPolymorphic() ? "class " + vocabularyName(*record) : std::string();
}

void Declarations::collectCallables(QualType type, unsigned depth, std::set<uint32_t> &kinds) {
  constexpr unsigned deepest = 4;
  if (depth > deepest || type.isNull() || type->isDependentType())
    return;
  if (!type->getPointeeType().isNull())
    return collectCallables(type->getPointeeType(), depth, kinds);
  if (const auto *array = context_.getAsArrayType(type))
    return collectCallables(array->getElementType(), depth, kinds);
  std::string kind = callableKindOf(type, factsOf(type).role, context_);
  if (!kind.empty()) {
    kinds.insert(unit_.callableKinds.try_emplace(std::move(kind), unit_.callableKinds.size() + 1).first->second);
    return;
  }
  const RecordDecl *record = type->getAsRecordDecl();
  if (!record || !record->getDefinition())
    return;
  if (isUsers(record->getLocation(), context_.getSourceManager())) {
    for (const FieldDecl *field : record->getDefinition()->fields())
      collectCallables(field->getType(), depth + 1, kinds);
  } else if (const auto *library = dyn_cast<ClassTemplateSpecializationDecl>(record)) {
    for (const TemplateArgument &argument : library->getTemplateArgs().asArray())
      if (argument.getKind() == TemplateArgument::Type)
        collectCallables(argument.getAsType(), depth + 1, kinds);
  }
}

llvm::ArrayRef<uint32_t> Declarations::callableKinds(QualType type) {
  auto [known, isNew] = callables_.try_emplace(type.getCanonicalType().getTypePtr());
  if (isNew) {
    std::set<uint32_t> kinds;
    collectCallables(type, 0, kinds);
    known->second.assign(kinds.begin(), kinds.end());
  }
  return known->second;
}

TypeFacts Declarations::elementFactsOf(QualType type) {
  if (type.isNull())
    return {};
  type = type.getNonReferenceType();
  if (const auto *pointer = type->getAs<clang::PointerType>())
    return factsOf(pointer->getPointeeType());
  if (const auto *array = context_.getAsArrayType(type))
    return factsOf(array->getElementType());
  const auto *record = dyn_cast_or_null<ClassTemplateSpecializationDecl>(type->getAsCXXRecordDecl());
  if (!record)
    return {};
  for (const TemplateArgument &argument : record->getTemplateArgs().asArray()) {
    if (argument.getKind() != TemplateArgument::Type)
      continue;
    if (TypeFacts facts = factsOf(argument.getAsType()); facts.role != TypeRole::None)
      return facts;
    if (TypeFacts facts = elementFactsOf(argument.getAsType()); facts.role != TypeRole::None)
      return facts; // a map's value may own what counts
  }
  return {};
}

/// Has the methods that locks have, whatever it is made of.
static bool hasLockShape(const CXXRecordDecl &record) {
  return llvm::any_of(record.methods(), [](const CXXMethodDecl *method) {
    std::optional<LockShape> shape = lockShapeOf(*method);
    return shape && shape->verb == Verb::Acquire;
  });
}

static bool hasOwnCopyConstructor(const CXXRecordDecl &record) {
  return llvm::any_of(record.ctors(), [](const CXXConstructorDecl *each) {
    return each->isCopyConstructor() && (each->isUserProvided() || each->isDeleted());
  });
}

static bool hasOwnCopyAssignment(const CXXRecordDecl &record) {
  return llvm::any_of(record.methods(), [](const CXXMethodDecl *each) {
    return each->isCopyAssignmentOperator() && (each->isUserProvided() || each->isDeleted());
  });
}

/// What makes an object of a lock's class a lock is in the object itself. Copies of a handle stand for one lock, and a
/// lock of nothing keeps nobody out.
bool Declarations::hasLockOfItsOwn(const CXXRecordDecl &record) {
  if (!isUsers(record.getLocation(), context_.getSourceManager()))
    return true;
  auto isHandle = [&](QualType type) {
    TypeRole role = factsOf(type).role;
    return type->isPointerType() || type->isReferenceType() || role == TypeRole::SmartPointer ||
           role == TypeRole::Reference;
  };
  if (llvm::any_of(record.fields(), [&](const FieldDecl *field) { return isHandle(field->getType()); }))
    return false;
  bool inheritsOne = llvm::any_of(record.bases(), [&](const CXXBaseSpecifier &base) {
    const CXXRecordDecl *parent = base.getType()->getAsCXXRecordDecl();
    return parent && parent->hasDefinition() && hasLockOfItsOwn(*parent->getDefinition());
  });
  return inheritsOne || !record.field_empty();
}

/// What the members and base classes have, if the class itself says nothing of how it is copied.
LockHolding Declarations::holdingOfMembers(const RecordDecl &record) {
  LockHolding whole;
  bool isAllLocks = true;
  auto add = [&](QualType type, const FieldDecl *member) {
    LockHolding part = lockHoldingOf(type);
    isAllLocks &= part.isLock;
    if (part.copied == LockCopying::None && part.assigned == LockCopying::None)
      return;
    whole.copied = std::max(whole.copied, part.copied);
    whole.assigned = std::max(whole.assigned, part.assigned);
    if (whole.member == NoEntity)
      whole.member = member ? entityOf(*member) : part.member;
  };
  if (const auto *type = dyn_cast<CXXRecordDecl>(&record))
    for (const CXXBaseSpecifier &base : type->bases())
      add(base.getType(), nullptr);
  if (!record.isUnion())
    for (const FieldDecl *field : record.fields())
      add(field->getType(), field);
  whole.isLock = isAllLocks && whole.member != NoEntity;
  return whole;
}

LockHolding Declarations::lockHoldingOf(QualType type) {
  if (const auto *array = context_.getAsArrayType(type))
    type = array->getElementType();
  type = type.getUnqualifiedType();
  auto [known, isNew] = holdings_.try_emplace(type.getTypePtr());
  const auto *record = type->getAsRecordDecl();
  if (!isNew || !record || !record->getDefinition())
    return known->second;
  record = record->getDefinition();
  const auto *own = dyn_cast<CXXRecordDecl>(record);
  LockHolding holding;
  if (own && own->isLambda())
    return holding;
  bool isNamedLock = leash::isLock(factsOf(type).role) || (own && hasLockShape(*own));
  if (isNamedLock && own && !hasLockOfItsOwn(*own))
    return holding;
  if (!isNamedLock)
    holding = holdingOfMembers(*record);
  else
    holding.copied = holding.assigned = LockCopying::Raw;
  holding.isLock |= isNamedLock;
  if (own && holding.copied != LockCopying::None && hasOwnCopyConstructor(*own))
    holding.copied = holding.isLock ? LockCopying::Fresh : LockCopying::None;
  if (own && holding.assigned != LockCopying::None && hasOwnCopyAssignment(*own))
    holding.assigned = LockCopying::None;
  return holdings_[type.getTypePtr()] = holding;
}

llvm::ArrayRef<uint32_t> Declarations::operationsOf(const FunctionDecl &function, const RecordDecl *receiver) {
  const FunctionDecl *canonical = function.getCanonicalDecl();
  auto [known, isNew] = operations_.try_emplace({canonical, receiver});
  if (!isNew)
    return known->second;
  std::string unqualified = unqualifiedName(function);
  if (!vocabulary_.mentionsUnqualified(unqualified))
    return known->second;
  llvm::ArrayRef<uint32_t> entries = vocabulary_.operations(vocabularyName(function));
  if (entries.empty() && receiver)
    entries = vocabulary_.operations(vocabularyName(*receiver) + "::" + unqualified);
  known->second.assign(entries.begin(), entries.end());
  return known->second;
}

const FunctionFact *Declarations::factOf(const FunctionDecl &function, const RecordDecl *receiver) {
  const FunctionFact *fact = vocabulary_.fact(vocabularyName(function));
  if (!fact && receiver)
    fact = vocabulary_.fact(vocabularyName(*receiver) + "::" + unqualifiedName(function));
  return fact;
}

} // namespace leash
