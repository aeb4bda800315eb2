// lock-classes: what the user's own classes of locks are made of.

#include "checks/core/reader/lock-classes.h"

#include "checks/core/reader/declarations.h"
#include "checks/core/reader/outline.h"
#include "checks/core/reader/shapes.h"

#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

#include <set>

namespace leash {

using namespace clang;

/// What an atomic holds, if its class is made for that; else the type itself.
static QualType heldBy(QualType atomic) {
  if (const auto *type = atomic->getAs<AtomicType>())
    return type->getValueType();
  const auto *type = dyn_cast_or_null<ClassTemplateSpecializationDecl>(atomic->getAsCXXRecordDecl());
  bool isFor =
      type && type->getTemplateArgs().size() > 0 && type->getTemplateArgs()[0].getKind() == TemplateArgument::Type;
  return isFor ? type->getTemplateArgs()[0].getAsType() : atomic;
}

bool isMadeOfAtomics(const CXXRecordDecl &record, Declarations &declarations) {
  unsigned count = 0;
  for (const FieldDecl *field : record.fields()) {
    QualType type = field->getType();
    bool isPadding = type->isArrayType() && QualType(type->getBaseElementTypeUnsafe(), 0)->isCharType();
    if (isPadding)
      continue;
    QualType held = heldBy(type);
    bool isPlain = held->isIntegralOrEnumerationType() || held == type;
    if (!declarations.isAtomic(type) || !isPlain || ++count > 2)
      return false;
  }
  return count != 0 && llvm::all_of(record.bases(), [](const CXXBaseSpecifier &base) {
           const CXXRecordDecl *parent = base.getType()->getAsCXXRecordDecl();
           return parent && parent->hasDefinition() && parent->isEmpty();
         });
}

/// The method that takes the lock, if there is one that says nothing about itself but by its body.
static const CXXMethodDecl *plainTaker(const CXXRecordDecl &record, Declarations &declarations) {
  const CXXMethodDecl *taker = nullptr;
  for (const CXXMethodDecl *method : record.methods()) {
    std::optional<LockShape> shape = lockShapeOf(*method);
    if (!shape || shape->verb != Verb::Acquire || shape->outcome != Outcome::Always || shape->shared)
      continue;
    if (taker || method->hasAttr<AcquireCapabilityAttr>() || method->hasAttr<AnnotateAttr>() || method->isVirtual() ||
        !declarations.operationsOf(*method, &record).empty())
      return nullptr;
    taker = method;
  }
  return taker;
}

const FieldDecl *lockWithin(const CXXRecordDecl &record, Declarations &declarations) {
  const CXXMethodDecl *taker = plainTaker(record, declarations);
  if (!taker || !taker->getBody() || isLockSeenInPart(record))
    return nullptr;
  std::set<const FieldDecl *> taken;
  auto collect = [&](auto self, const Stmt *statement) -> void {
    if (!statement)
      return;
    if (const auto *member = dyn_cast<MemberExpr>(statement))
      if (const auto *field = dyn_cast<FieldDecl>(member->getMemberDecl());
          field && isa<CXXThisExpr>(bare(member->getBase())) && isLock(declarations.factsOf(field->getType()).role))
        taken.insert(field);
    for (const Stmt *child : statement->children())
      self(self, child);
  };
  collect(collect, taker->getBody());
  return taken.size() == 1 ? *taken.begin() : nullptr;
}

} // namespace leash
