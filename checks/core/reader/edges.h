// edges: the ways from one block of a CFG to the next, with what a branch tells about values.
#pragma once

#include "checks/core/reader/expressions.h"

namespace clang {
class ASTContext;
class CFGBlock;
class SwitchStmt;
} // namespace clang

namespace leash {

/// Lowers the edges of one function's CFG.
class EdgeReader {
public:
  EdgeReader(Declarations &declarations, const Outline &outline, ExpressionReader &expressions)
      : declarations_(declarations), context_(declarations.context()), outline_(outline), expressions_(expressions) {}

  /// Appends the edges that leave `block`. Returns the condition by which there are two, the first of them if it is
  /// true; null if there is none.
  const clang::Expr *read(const clang::CFGBlock &block, Block &lowered);

private:
  std::string told(const clang::Expr &condition, const clang::Stmt &terminator, bool outcome) const;
  Edge branch(const clang::CFGBlock &block, const clang::Expr *condition, bool outcome, uint32_t target);
  void decideAround(const clang::Expr *expression, bool outcome, Edge &edge);
  void decideWholes(const clang::Expr *expression, bool outcome, Edge &edge);
  void shortCircuit(const clang::Stmt *terminator, bool outcome, Edge &edge);
  Edge switchCase(const clang::SwitchStmt &statement, const clang::CFGBlock &target);

  Declarations &declarations_;
  const clang::ASTContext &context_;
  const Outline &outline_;
  ExpressionReader &expressions_;
};

/// Marks the edges that close a loop, by depth-first search from the entry and from every handler. O(blocks + edges).
void markBackEdges(Body &body);

} // namespace leash
