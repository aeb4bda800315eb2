// expressions: which object an expression names, which value it has, and what a condition tests.
#pragma once

#include "checks/core/model/body.h"
#include "checks/core/reader/declarations.h"
#include "checks/core/reader/outline.h"

#include "llvm/ADT/DenseMap.h"

#include <functional>

namespace clang {
class BinaryOperator;
class CXXConstructExpr;
class CXXRecordDecl;
class CallExpr;
class Expr;
class FunctionDecl;
class Stmt;
class ValueDecl;
} // namespace clang

namespace leash {

/// std::move, std::forward and their like: another way to name what they are given.
bool isCast(const clang::FunctionDecl &function);

/// Makes an object of a class that any callable converts to: a parameter of that class stands for the callable.
bool wrapsCallable(const clang::CXXConstructExpr &construction);

/// Reads the expressions of one function.
class ExpressionReader {
public:
  ExpressionReader(Declarations &declarations, const Outline &outline, Body &body)
      : declarations_(declarations), outline_(outline), body_(body) {}

  /// The object that an lvalue denotes, or for a pointer or class value the object that holds it.
  Object objectOf(const clang::Expr *expression);
  /// What a pointer expression points to.
  Object pointeeOf(const clang::Expr *expression);
  Value valueOf(const clang::Expr *expression);
  /// The number that an expression is known to be; 0 for a null pointer.
  std::optional<int64_t> constantOf(const clang::Expr &expression) const;
  Object variable(const clang::ValueDecl &declaration);

  /// The tests that hold when `condition` came out as `outcome`; none where nothing is known.
  std::vector<Test> testsOf(const clang::Expr *condition, bool outcome);

  /// The number that stands for what this expression yields in this function.
  uint32_t resultOf(const clang::Expr *expression);
  /// Canonical identity of an expression's text.
  uint32_t expressionOf(const clang::Expr *expression);

  /// Callables by expression; filled by the body reader as it meets lambdas.
  llvm::DenseMap<const clang::Expr *, uint32_t> callables;
  /// Callables by closure type, so that a lambda is known in any variable it was put into.
  llvm::DenseMap<const clang::CXXRecordDecl *, uint32_t> lambdas;
  /// Members by the construction that initialises them; filled by the body reader.
  llvm::DenseMap<const clang::Expr *, Object> members;
  /// Bodies by function, for names of functions used as values.
  std::function<BodyId(const clang::FunctionDecl &)> bodyOf;

private:
  Object objectOfVariable(const clang::VarDecl &variable);
  Object namedByAccessor(const clang::Expr &returned, const clang::CallExpr &call);
  Object objectOfCall(const clang::CallExpr &call);
  Object rangeElement(const clang::VarDecl &variable);
  const clang::Expr *wrappedCallable(const clang::Expr &expression);
  const clang::Expr *ownerAskedBy(const clang::CallExpr &call) const;
  Value callableOf(const clang::Expr &expression);
  std::vector<Test> comparison(const clang::Expr *left, const clang::Expr *right, Test::Relation relation);
  uint32_t relationExpression(const clang::BinaryOperator &comparison, Test::Relation relation);
  void collectReads(const clang::Stmt *statement, Expression &expression);

  Declarations &declarations_;
  const Outline &outline_;
  Body &body_;
  llvm::DenseMap<const clang::Expr *, uint32_t> results_;
  uint32_t depth_ = 0;
};

} // namespace leash
