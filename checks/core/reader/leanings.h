// leanings: which way the variables of a condition would have to go for it to come true.
#pragma once

#include "checks/core/model/body.h"
#include "checks/core/reader/expressions.h"

namespace leash {

/// Reads conditions and numbers for what they grow with. Comparisons, `!`, `&&`, `||`, sums and differences are seen
/// through; so is what an object says of itself when asked. O(size of the expression).
class LeaningReader {
public:
  LeaningReader(ExpressionReader &expressions, Body &body) : expressions_(expressions), body_(body) {}

  /// `condition` ends the block.
  void readBranch(const clang::Expr &condition, uint32_t block);
  /// What `body`, a function's, returns: its last statement, and those before that leave with a constant.
  void readReturned(const clang::Stmt &body);
  /// `value` becomes that of a local variable.
  void readAssigned(EntityId variable, const clang::Expr &value);

  /// A null pointer or a zero, or an object made of one; or a mark without a value, for an object that has none.
  bool isNothing(const clang::Expr *expression) const;

private:
  void lean(const clang::Expr *expression, Direction direction);
  void leanOnCall(const clang::CallExpr &call, Direction direction);
  void compare(const clang::Expr *left, const clang::Expr *right, int kind, Direction direction);
  void leanOnOthers(const clang::Stmt &statement);
  void add(Object object, Direction direction);

  ExpressionReader &expressions_;
  Body &body_;
  Leaning leaning_; ///< that is being read: what it is of, and the constant that it is compared with
  unsigned depth_ = 0;
};

} // namespace leash
