// targets: who is called in a template that nothing instantiates.

#include "checks/core/reader/targets.h"

#include "checks/core/reader/declarations.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"

namespace leash {

using namespace clang;

const FunctionDecl *knownTarget(const CallExpr &call, Declarations &declarations) {
  const auto *overloads = dyn_cast<OverloadExpr>(call.getCallee()->IgnoreParens());
  const auto *member = dyn_cast_or_null<UnresolvedMemberExpr>(overloads);
  // Of a name without a qualifier there may be others, which the arguments' classes bring along.
  if (!overloads || (!member && !overloads->getQualifier()))
    return nullptr;
  const RecordDecl *receiver = member && !member->isImplicitAccess() ? recordOf(member->getBase()->getType()) : nullptr;
  const FunctionDecl *target = nullptr;
  for (const NamedDecl *declaration : overloads->decls()) {
    const FunctionDecl *function = declaration->getUnderlyingDecl()->getAsFunction();
    llvm::ArrayRef<uint32_t> operations =
        function ? declarations.operationsOf(*function, receiver) : llvm::ArrayRef<uint32_t>();
    if (operations.empty() || (target && operations != declarations.operationsOf(*target, receiver)))
      return nullptr;
    target = function;
  }
  return target;
}

const CXXConstructorDecl *knownConstructor(const VarDecl &variable, Declarations &declarations) {
  const CXXRecordDecl *record =
      variable.getType()->isDependentType() ? nullptr : variable.getType()->getAsCXXRecordDecl();
  if (!record || !record->hasDefinition() || !variable.getInit() || !variable.getInit()->isTypeDependent())
    return nullptr;
  const CXXConstructorDecl *known = nullptr;
  for (const Decl *each : record->getDefinition()->decls()) {
    const auto *pattern = dyn_cast<FunctionTemplateDecl>(each);
    const auto *constructor = dyn_cast<CXXConstructorDecl>(pattern ? pattern->getTemplatedDecl() : each);
    if (constructor && !constructor->isCopyOrMoveConstructor() && !constructor->isDeleted() &&
        !declarations.operationsOf(*constructor, record).empty() && (!known || pattern))
      known = constructor;
  }
  return known;
}

} // namespace leash
