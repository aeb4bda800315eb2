// ingredients: what a condition or a value is decided by.
#pragma once

#include "checks/core/model/body.h"
#include "checks/core/reader/expressions.h"

namespace clang {
class CallExpr;
class Expr;
class Stmt;
} // namespace clang

namespace leash {

/// Notes the variables and members that an expression reads, the functions of the unit that it calls, and what it
/// allocates. What a method changes isn't read by it: what such a call yields is that call's business. O(size of the
/// expression).
class IngredientReader {
public:
  IngredientReader(ExpressionReader &expressions, Body &body) : expressions_(expressions), body_(body) {}

  /// `value` is for operation `index` of `block`, or, past the last one, the condition at its end.
  void read(const clang::Expr *value, uint32_t block, uint32_t index);
  /// Drops what nobody will ask for: of functions that touch no atomic, all but what they return.
  void keepWanted(const std::vector<Entity> &entities);

private:
  bool comparesTwo(const clang::Expr *condition) const;
  void visit(const clang::Stmt *statement);
  void visitCall(const clang::CallExpr &call);
  void add(Ingredient::Kind kind, Object object);

  ExpressionReader &expressions_;
  Body &body_;
  uint32_t block_ = 0, index_ = 0;
  unsigned depth_ = 0;
};

} // namespace leash
