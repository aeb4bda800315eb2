// lock-copies: where an object with a lock in it is copied.

#include "checks/core/reader/lock-copies.h"

#include "checks/core/reader/source.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"

namespace leash {

using namespace clang;

/// An object that lives on its own, not one that is made for this expression.
static bool isNamed(const Expr &expression) {
  const Expr *inner = expression.IgnoreParenImpCasts();
  return expression.isLValue() && !isa<MaterializeTemporaryExpr, CompoundLiteralExpr, InitListExpr>(inner);
}

const Expr *copiedBy(const Expr &value) {
  const Expr *inner = value.IgnoreParens();
  while (true) {
    if (const auto *cleanups = dyn_cast<FullExpr>(inner))
      inner = cleanups->getSubExpr()->IgnoreParens();
    else if (const auto *bound = dyn_cast<CXXBindTemporaryExpr>(inner))
      inner = bound->getSubExpr()->IgnoreParens();
    else
      break;
  }
  const Expr *source = nullptr;
  if (const auto *construction = dyn_cast<CXXConstructExpr>(inner)) {
    bool copies = construction->getConstructor()->isCopyConstructor() && construction->getNumArgs() > 0;
    if (copies && !construction->isElidable())
      source = construction->getArg(0);
  } else if (const auto *cast = dyn_cast<ImplicitCastExpr>(inner);
             cast && cast->getCastKind() == CK_LValueToRValue && cast->getType()->isRecordType()) {
    source = cast->getSubExpr();
  }
  // A cast to const loses the name by which C's types are known.
  while (const auto *cast = dyn_cast_or_null<ImplicitCastExpr>(source)) {
    if (cast->getCastKind() != CK_NoOp || !cast->isLValue())
      break;
    source = cast->getSubExpr();
  }
  return source && isNamed(*source) ? source : nullptr;
}

/// As the user speaks of it: what a pointer points to by the pointer's name.
std::string LockCopyReader::written(const Expr &expression) const {
  const Expr *named = bare(&expression);
  if (const auto *target = dyn_cast<UnaryOperator>(named); target && target->getOpcode() == UO_Deref)
    if (const Expr *pointer = bare(target->getSubExpr()); !isa<CXXThisExpr>(pointer))
      named = pointer;
  std::string name = textOf(named->getSourceRange(), declarations_.context(), 60);
  if (llvm::StringRef(name).starts_with("this->"))
    name.erase(0, 6);
  return name;
}

LockCopy *LockCopyReader::note(LockCopy::Of of, LockCopying copying, const Expr &source, const Stmt &statement) {
  if (copying == LockCopying::None)
    return nullptr;
  LockHolding holding = declarations_.lockHoldingOf(source.getType());
  LockCopy &copy = body_.lockCopies.emplace_back();
  copy.of = of;
  copy.copying = copying;
  copy.isLock = holding.isLock;
  copy.member = holding.member;
  copy.source = expressions_.objectOf(&source);
  copy.sourceName = written(source);
  copy.place = placeOf(statement.getSourceRange(), declarations_.context());
  copy.text = textOf(statement.getSourceRange(), declarations_.context());
  return &copy;
}

LockCopy *LockCopyReader::read(LockCopy::Of of, const Expr &value, Object made, const Stmt &statement) {
  const Expr *source = copiedBy(value);
  if (!source)
    return nullptr;
  LockCopy *copy = note(of, declarations_.lockHoldingOf(source->getType()).copied, *source, statement);
  if (copy)
    copy->made = std::move(made);
  return copy;
}

LockCopy *LockCopyReader::readAssignment(const Expr &target, const Expr &source, const Stmt &statement) {
  QualType type = target.getType();
  const Expr *named = type->isRecordType() ? copiedBy(source) : nullptr;
  if (!named && isNamed(source))
    named = &source;
  if (!named || !declarations_.context().hasSameUnqualifiedType(type, named->getType()))
    return nullptr;
  LockCopy *copy = note(LockCopy::Assigned, declarations_.lockHoldingOf(type).assigned, *named, statement);
  if (copy) {
    copy->made = expressions_.objectOf(&target);
    copy->name = written(target);
  }
  return copy;
}

/// What a pointer to bytes was made from.
static const Expr *asWritten(const Expr *pointer) {
  while (const auto *cast = dyn_cast<CastExpr>(pointer->IgnoreParens())) {
    if (!cast->getType()->isVoidPointerType() && !cast->getSubExpr()->getType()->isPointerType())
      break;
    pointer = cast->getSubExpr();
  }
  return pointer->IgnoreParens();
}

LockCopy *LockCopyReader::readBytes(const CallExpr &call) {
  const FunctionDecl *callee = call.getDirectCallee();
  unsigned kind = callee && call.getNumArgs() == 3 ? callee->getMemoryFunctionKind() : 0;
  if (kind != Builtin::BImemcpy && kind != Builtin::BImemmove)
    return nullptr;
  const Expr *target = asWritten(call.getArg(0)), *source = asWritten(call.getArg(1));
  ASTContext &context = declarations_.context();
  if (!target->getType()->isPointerType() || !source->getType()->isPointerType())
    return nullptr;
  QualType type = target->getType()->getPointeeType();
  if (type->isIncompleteType() || type->isDependentType() ||
      !context.hasSameUnqualifiedType(type, source->getType()->getPointeeType()))
    return nullptr;
  LockHolding holding = declarations_.lockHoldingOf(type);
  std::optional<int64_t> size = expressions_.constantOf(*call.getArg(2));
  if (holding.assigned == LockCopying::None || size != context.getTypeSizeInChars(type).getQuantity())
    return nullptr;
  LockCopy &copy = body_.lockCopies.emplace_back();
  auto nameOf = [&](const Expr *pointer) {
    const auto *address = dyn_cast<UnaryOperator>(bare(pointer));
    return written(address && address->getOpcode() == UO_AddrOf ? *address->getSubExpr() : *pointer);
  };
  copy.of = LockCopy::Assigned;
  copy.copying = holding.assigned;
  copy.isLock = holding.isLock;
  copy.member = holding.member;
  copy.made = expressions_.pointeeOf(target);
  copy.source = expressions_.pointeeOf(source);
  copy.name = nameOf(target);
  copy.sourceName = nameOf(source);
  copy.place = placeOf(call.getSourceRange(), context);
  copy.text = textOf(call.getSourceRange(), context);
  return &copy;
}

} // namespace leash
