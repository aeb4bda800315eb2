// views: which local a view, an iterator or a pointer leads into, though it is copied.

#include "checks/core/reader/views.h"

#include "checks/core/reader/outline.h"

#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

namespace leash {

using namespace clang;

namespace {

template <typename Attribute> bool has(QualType type) {
  const auto *record = type.isNull() ? nullptr : type->getAsCXXRecordDecl();
  return record && record->hasAttr<Attribute>();
}

bool isView(QualType type) { return type->isPointerType() || has<PointerAttr>(type); }

class Origins {
public:
  explicit Origins(const Outline *outline) : outline_(outline) {}

  /// The variable that `expression`, a view or an owner, leads into.
  const VarDecl *of(const Expr *expression) {
    if (!expression || ++depth_ > 16)
      return nullptr;
    expression = bare(expression);
    if (const auto *reference = dyn_cast<DeclRefExpr>(expression)) {
      const auto *variable = dyn_cast<VarDecl>(reference->getDecl());
      return variable ? ofVariable(*variable) : nullptr;
    }
    if (const auto *conversion = dyn_cast<CastExpr>(expression)) // by a method of the owner
      return of(conversion->getSubExpr());
    if (const auto *address = dyn_cast<UnaryOperator>(expression))
      return address->getOpcode() == UO_AddrOf ? variableIn(address->getSubExpr()) : nullptr;
    if (const auto *method = dyn_cast<CXXMemberCallExpr>(expression))
      return isView(method->getType()) ? of(method->getImplicitObjectArgument()) : nullptr;
    if (const auto *construction = dyn_cast<CXXConstructExpr>(expression))
      return isView(construction->getType()) && construction->getNumArgs() > 0 ? of(construction->getArg(0)) : nullptr;
    if (const auto *call = dyn_cast<CallExpr>(expression); call && !isa<CXXOperatorCallExpr>(call))
      return ofCall(*call);
    return nullptr;
  }

private:
  const VarDecl *ofVariable(const VarDecl &variable) {
    QualType type = variable.getType();
    bool isHere = variable.hasLocalStorage() && !type->isReferenceType();
    // Of a reference that is a parameter it is told where a caller gives it what ends too soon.
    bool isGiven = isa<ParmVarDecl>(variable) && type->isLValueReferenceType();
    if (has<OwnerAttr>(type.getNonReferenceType()))
      return isHere || isGiven ? &variable : nullptr;
    if (!isHere || !isView(type))
      return nullptr;
    if (isa<ParmVarDecl>(variable))
      return &variable; // for ofCall(): what it is given
    return outline_ && outline_->changed.contains(&variable) ? nullptr : of(variable.getInit());
  }

  static const VarDecl *variableIn(const Expr *expression) {
    const auto *reference = dyn_cast<DeclRefExpr>(bare(expression));
    const auto *variable = reference ? dyn_cast<VarDecl>(reference->getDecl()) : nullptr;
    return variable && variable->hasLocalStorage() && !variable->getType()->isReferenceType() ? variable : nullptr;
  }

  /// A function that returns a part of what it is given.
  const VarDecl *ofCall(const CallExpr &call) {
    const FunctionDecl *callee = call.getDirectCallee();
    const FunctionDecl *definition = nullptr;
    if (!callee || !isView(call.getType()) || !callee->getBody(definition))
      return nullptr;
    const VarDecl *parameter = nullptr;
    if (!returnsOnly(definition->getBody(), parameter) || !parameter)
      return nullptr;
    const auto *one = dyn_cast<ParmVarDecl>(parameter);
    bool isOwn = one && one->getDeclContext() == definition && one->getFunctionScopeIndex() < call.getNumArgs();
    return isOwn ? of(call.getArg(one->getFunctionScopeIndex())) : nullptr;
  }

  /// All returns lead into one variable.
  bool returnsOnly(const Stmt *statement, const VarDecl *&variable) {
    if (!statement || isa<LambdaExpr>(statement))
      return true;
    if (const auto *result = dyn_cast<ReturnStmt>(statement)) {
      const VarDecl *origin = Origins(nullptr).of(result->getRetValue());
      if (!origin || (variable && origin != variable))
        return false;
      variable = origin;
      return true;
    }
    return llvm::all_of(statement->children(), [&](const Stmt *child) { return returnsOnly(child, variable); });
  }

  const Outline *outline_;
  unsigned depth_ = 0;
};

} // namespace

const VarDecl *viewedBy(const VarDecl &variable, const Outline &outline) {
  if (!variable.hasLocalStorage() || isa<ParmVarDecl>(variable) || !isView(variable.getType()) ||
      outline.changed.contains(&variable))
    return nullptr;
  const VarDecl *origin = Origins(&outline).of(variable.getInit());
  // A view that was given as a parameter leads to what the caller has.
  return origin && origin != &variable && !(isa<ParmVarDecl>(origin) && isView(origin->getType())) ? origin : nullptr;
}

} // namespace leash
