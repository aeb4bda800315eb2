// resolver: finds what a vocabulary's name means in a parsed translation unit.
#include "test/vocabulary/resolver.h"

#include "clang/AST/DeclFriend.h"
#include "clang/AST/DeclTemplate.h"

#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace leash {

using namespace clang;

/// "std::error_code", "operator bool" of "std::error_code::operator bool"; the scope is empty for a global name.
static std::pair<llvm::StringRef, llvm::StringRef> splitLast(llvm::StringRef name) {
  size_t at = name.find("::operator");
  if (at == llvm::StringRef::npos)
    at = name.rfind("::");
  if (at == llvm::StringRef::npos)
    return {{}, name};
  return {name.take_front(at), name.drop_front(at + 2)};
}

/// The class of a type, also if it depends on template parameters.
static const CXXRecordDecl *recordOf(QualType type) {
  if (const CXXRecordDecl *record = type->getAsCXXRecordDecl())
    return record;
  if (const auto *specialization = type->getAs<TemplateSpecializationType>())
    if (const auto *pattern =
            dyn_cast_or_null<ClassTemplateDecl>(specialization->getTemplateName().getAsTemplateDecl()))
      return pattern->getTemplatedDecl();
  return nullptr;
}

/// A class, its specialisations, and the bases of all of them.
static void addWithBases(const CXXRecordDecl *record, llvm::SetVector<const CXXRecordDecl *> &classes) {
  if (!record)
    return;
  if (record->getDefinition())
    record = record->getDefinition();
  if (!classes.insert(record))
    return;
  if (const ClassTemplateDecl *pattern = record->getDescribedClassTemplate()) {
    llvm::SmallVector<ClassTemplatePartialSpecializationDecl *, 8> partials;
    const_cast<ClassTemplateDecl *>(pattern)->getPartialSpecializations(partials);
    for (const auto *partial : partials)
      addWithBases(partial, classes);
    for (const auto *specialization : pattern->specializations())
      addWithBases(specialization, classes);
  }
  if (record->hasDefinition())
    for (const CXXBaseSpecifier &base : record->bases())
      addWithBases(recordOf(base.getType()), classes);
}

static const CXXRecordDecl *classOf(const NamedDecl &declaration) {
  if (const auto *pattern = dyn_cast<ClassTemplateDecl>(&declaration))
    return pattern->getTemplatedDecl();
  if (const auto *variable = dyn_cast<VarDecl>(&declaration)) // a function object: std::ranges::sort
    return recordOf(variable->getType());
  return dyn_cast<CXXRecordDecl>(&declaration);
}

/// Whether a member is called `name`, as vocabularies write it.
static bool isCalled(const NamedDecl &member, llvm::StringRef name, const CXXRecordDecl &record) {
  const NamedDecl *actual = &member;
  if (const auto *pattern = dyn_cast<FunctionTemplateDecl>(actual))
    actual = pattern->getTemplatedDecl();
  if (isa<CXXConstructorDecl>(actual))
    return name == record.getName();
  if (isa<CXXDestructorDecl>(actual))
    return name == ("~" + record.getName()).str();
  if (const auto *conversion = dyn_cast<CXXConversionDecl>(actual))
    return conversion->getConversionType()->isBooleanType() && name == "operator bool";
  return actual->getNameAsString() == name;
}

/// The name that Clang looks up for "lock" or "operator==" in a namespace.
static DeclarationName lookupName(ASTContext &context, llvm::StringRef name) {
  llvm::StringRef symbol = name;
  if (symbol.consume_front("operator"))
    for (int kind = OO_None + 1; kind < NUM_OVERLOADED_OPERATORS; ++kind)
      if (symbol == getOperatorSpelling(static_cast<OverloadedOperatorKind>(kind)))
        return context.DeclarationNames.getCXXOperatorName(static_cast<OverloadedOperatorKind>(kind));
  return &context.Idents.get(name);
}

/// An operator that a class declares as its friend is a member of the namespace around, though no look-up finds it
/// there.
static void addFriends(const Decl *member, llvm::StringRef name, llvm::SmallVectorImpl<const NamedDecl *> &found) {
  const auto *pattern = dyn_cast<ClassTemplateDecl>(member);
  const auto *record = pattern ? pattern->getTemplatedDecl() : dyn_cast<CXXRecordDecl>(member);
  if (!record || !record->hasDefinition())
    return;
  for (const FriendDecl *each : record->getDefinition()->friends())
    if (const NamedDecl *function = each->getFriendDecl(); function && function->getNameAsString() == name)
      found.push_back(function);
}

llvm::SmallVector<const NamedDecl *, 8> Resolver::membersOf(const DeclContext &space, llvm::StringRef name) {
  llvm::SmallVector<const NamedDecl *, 8> found;
  // The analyzer looks a function up by where it is declared, not by where it was brought in.
  for (const NamedDecl *declaration : space.lookup(lookupName(context_, name)))
    if (!isa<UsingShadowDecl>(declaration))
      found.push_back(declaration);
  if (found.empty() && name.starts_with("operator"))
    for (const Decl *member : space.decls())
      addFriends(member, name, found);
  return found;
}

llvm::SmallVector<const NamedDecl *, 8> Resolver::membersOf(const NamedDecl &scope, llvm::StringRef name) {
  if (const auto *space = dyn_cast<NamespaceDecl>(&scope))
    return membersOf(static_cast<const DeclContext &>(*space), name);
  llvm::SmallVector<const NamedDecl *, 8> found;
  llvm::SetVector<const CXXRecordDecl *> classes;
  addWithBases(classOf(scope), classes);
  for (const CXXRecordDecl *record : classes)
    for (const Decl *member : record->decls())
      if (const auto *named = dyn_cast<NamedDecl>(member); named && isCalled(*named, name, *record))
        found.push_back(named->getUnderlyingDecl());
  return found;
}

llvm::SmallVector<const NamedDecl *, 8> Resolver::declarations(llvm::StringRef name) {
  auto [scope, last] = splitLast(name);
  if (scope.empty())
    return membersOf(*context_.getTranslationUnitDecl(), last);
  llvm::SmallVector<const NamedDecl *, 8> found;
  llvm::SmallPtrSet<const Decl *, 8> seen;
  for (const NamedDecl *outer : declarations(scope))
    if (seen.insert(outer->getCanonicalDecl()).second)
      llvm::append_range(found, membersOf(*outer, last));
  return found;
}

llvm::SmallVector<const FunctionDecl *, 8> Resolver::functions(llvm::StringRef name) {
  llvm::SmallVector<const FunctionDecl *, 8> found;
  auto add = [&](const NamedDecl *declaration) {
    if (const auto *pattern = dyn_cast<FunctionTemplateDecl>(declaration))
      found.push_back(pattern->getTemplatedDecl());
    else if (const auto *function = dyn_cast<FunctionDecl>(declaration))
      found.push_back(function);
  };
  for (const NamedDecl *declaration : declarations(name)) {
    if (isa<VarDecl>(declaration))
      llvm::for_each(membersOf(*declaration, "operator()"), add);
    else
      add(declaration);
  }
  return found;
}

bool Resolver::isType(llvm::StringRef name, bool aliasCounts) {
  return llvm::any_of(declarations(name), [&](const NamedDecl *declaration) {
    return isa<TagDecl, ClassTemplateDecl>(declaration) || (aliasCounts && isa<TypedefNameDecl>(declaration));
  });
}

} // namespace leash
