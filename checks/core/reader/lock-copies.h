// lock-copies: where an object with a lock in it is copied.
#pragma once

#include "checks/core/reader/expressions.h"

namespace clang {
class CallExpr;
class Expr;
class LambdaCapture;
class Stmt;
} // namespace clang

namespace leash {

/// The object with a name that the class value `value` is a copy of: C++'s copy constructor, or C's plain copy. Null if
/// it is made from something else, is moved, or is made in place.
const clang::Expr *copiedBy(const clang::Expr &value);

/// Notes the copies of one function.
class LockCopyReader {
public:
  LockCopyReader(Declarations &declarations, ExpressionReader &expressions, Body &body)
      : declarations_(declarations), expressions_(expressions), body_(body) {}

  /// `made` gets the value `value`. Null if that is no copy of an object with a lock in it; else what can be added to.
  LockCopy *read(LockCopy::Of of, const clang::Expr &value, Object made, const clang::Stmt &statement);
  /// `target = source` of objects of one class.
  LockCopy *readAssignment(const clang::Expr &target, const clang::Expr &source, const clang::Stmt &statement);
  /// A call that copies bytes.
  LockCopy *readBytes(const clang::CallExpr &call);

private:
  LockCopy *note(LockCopy::Of of, LockCopying copying, const clang::Expr &source, const clang::Stmt &statement);
  std::string written(const clang::Expr &expression) const;

  Declarations &declarations_;
  ExpressionReader &expressions_;
  Body &body_;
};

} // namespace leash
