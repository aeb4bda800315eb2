// outline: one walk over a function's statements, before its CFG is lowered: who stands in what.
#pragma once

#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallVector.h"

namespace clang {
class CXXForRangeStmt;
class CXXTryStmt;
class Expr;
class FunctionDecl;
class LambdaExpr;
class Stmt;
class ValueDecl;
class VarDecl;
} // namespace clang

namespace leash {

/// A statement or a variable, and the statement that follows the scope in which it stands, or follows it there. Scopes
/// are left only where they are branches of an `if`: a loop may be meant to go round, and a block to end.
template <typename Node> struct Followed {
  const Node *node = nullptr;
  const clang::Stmt *next = nullptr;
  bool isInBlock = false; ///< both stand in one block
};

/// Facts about statements that Clang's AST, which has no parent links, doesn't answer by itself.
struct Outline {
  /// The innermost try block that a call, a construction or a throw stands in; absent: none.
  llvm::DenseMap<const clang::Stmt *, const clang::CXXTryStmt *> tryOf;
  /// For the operand that decides a logical or conditional expression: that expression.
  llvm::DenseMap<const clang::Expr *, llvm::SmallVector<const clang::Expr *, 1>> decides;
  /// For the left operand of a logical expression: that expression.
  llvm::DenseMap<const clang::Expr *, const clang::Expr *> leftOf;
  /// The logical expressions that a loop's condition is made of.
  llvm::DenseSet<const clang::Expr *> loopConditions;
  /// Expression statements: their value is used by nobody.
  llvm::DenseSet<const clang::Expr *> discarded;
  /// Expression statements that make an object, in source order.
  llvm::SmallVector<Followed<clang::Expr>, 4> madeAndDropped;
  /// Locals that are all that a branch of an `if` consists of, in source order.
  llvm::SmallVector<Followed<clang::VarDecl>, 2> alone;
  /// Functions that are declared in a block, in source order.
  llvm::SmallVector<const clang::FunctionDecl *, 2> localFunctions;
  /// Expressions whose value the user threw away in so many words.
  llvm::DenseSet<const clang::Expr *> voided;
  /// The statement at whose end a local's life ends.
  llvm::DenseMap<const clang::VarDecl *, const clang::Stmt *> scopeOf;
  /// Locals that each iteration of a loop has its own of, or that the loop's head changes.
  llvm::DenseSet<const clang::VarDecl *> loopVariables;
  llvm::DenseMap<const clang::VarDecl *, const clang::CXXForRangeStmt *> rangeOf;
  /// Locals of each try block.
  llvm::DenseMap<const clang::CXXTryStmt *, llvm::SmallVector<const clang::VarDecl *, 4>> localsOf;
  llvm::DenseMap<const clang::CXXTryStmt *, const clang::CXXTryStmt *> outerTry;
  /// Variables that are assigned, or whose address is taken, after their initialisation.
  llvm::DenseSet<const clang::ValueDecl *> changed;
  /// Variables that have held what a call returned or wrote.
  llvm::DenseSet<const clang::ValueDecl *> results;
  /// Variables that are read, or used in some other way than as the target of an assignment or an out-parameter.
  llvm::DenseSet<const clang::ValueDecl *> looked;
  /// Where names of variables and members are written.
  llvm::DenseSet<clang::SourceLocation> names;
  llvm::SmallVector<const clang::LambdaExpr *, 2> lambdas;
  /// The object that a construction makes: a variable, by its initialiser.
  llvm::DenseMap<const clang::Expr *, const clang::VarDecl *> initializes;
  /// The static variable that a call helps to give its first value, unless that is known to the compiler.
  llvm::DenseMap<const clang::Stmt *, const clang::VarDecl *> staticOf;
  /// The allocation that a construction is for.
  llvm::DenseMap<const clang::Expr *, const clang::Expr *> allocations;
  /// References to variables that are no reads: targets of assignments.
  llvm::DenseSet<const clang::Expr *> targets;
  /// Members, as they are written where they only get a value: as targets of assignments, or from a library's function.
  llvm::DenseSet<const clang::Expr *> overwritten;
  /// Addresses that are handed on in a way the reader follows: to a call, or to a local pointer.
  llvm::DenseSet<const clang::Expr *> followedAddresses;
};

Outline outlineOf(const clang::Stmt &body);

/// True if `function` may write through its parameter `index`: a non-const reference or pointer that isn't just
/// forwarded.
bool isOutParameter(const clang::FunctionDecl &function, size_t index);

/// `expression` without parentheses, implicit conversions, temporaries' wrappers and casts that don't change the
/// object.
const clang::Expr *bare(const clang::Expr *expression);

} // namespace leash
