// excluded-throws: what conditions look at, and which calls depend on it.
#include "checks/core/reader/excluded-throws.h"

#include "checks/core/reader/calls.h"
#include "checks/core/reader/declarations.h"
#include "checks/core/reader/expressions.h"
#include "checks/core/reader/outline.h"

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace leash {

using namespace clang;

/// Initial values of locals that a condition names are a part of what it asks, so deep.
static constexpr unsigned InitialsFollowed = 3;

/// The object expression of a method, also of one that is written as an operator.
static const Expr *receiverOf(const Expr &call) {
  if (const auto *method = dyn_cast<CXXMemberCallExpr>(&call))
    return method->getImplicitObjectArgument();
  const auto *operation = dyn_cast<CXXOperatorCallExpr>(&call);
  bool isMethod = operation && isa_and_nonnull<CXXMethodDecl>(operation->getDirectCallee());
  return isMethod && operation->getNumArgs() > 0 ? operation->getArg(0) : nullptr;
}

/// `part` is an argument that the call may put something into, as a stream does that is read: nobody has looked at
/// that.
static bool isFilled(const Expr &part, const Expr &call) {
  const auto *known = dyn_cast<CallExpr>(&call);
  const FunctionDecl *callee = known ? known->getDirectCallee() : nullptr;
  if (!callee)
    return false;
  unsigned receivers = isa<CXXOperatorCallExpr>(known) && isa<CXXMethodDecl>(callee) ? 1 : 0;
  for (unsigned i = receivers; i < known->getNumArgs() && i - receivers < callee->getNumParams(); ++i) {
    QualType type = callee->getParamDecl(i - receivers)->getType();
    if (known->getArg(i) == &part)
      return type->isLValueReferenceType() && !type->getPointeeType().isConstQualified();
  }
  return false;
}

void ExcludedThrows::collect(const Expr *expression, uint32_t block, unsigned depth) {
  if (!expression)
    return;
  expression = bare(expression);
  const Expr *receiver = receiverOf(*expression);
  auto add = [&](const Object &object, bool isAtSize) {
    if (object.isKnown())
      looks_.push_back({block, object, isAtSize});
  };
  if (receiver)
    add(receiver->getType()->isPointerType() ? expressions_.pointeeOf(receiver) : expressions_.objectOf(receiver),
        declarations_.isContainer(receiver->getType()));
  else if (isa<DeclRefExpr, MemberExpr, ArraySubscriptExpr>(expression) && !expression->getType()->isFunctionType())
    add(expressions_.objectOf(expression), /*isAtSize=*/false);
  const auto *reference = dyn_cast<DeclRefExpr>(expression);
  if (const auto *local = reference ? dyn_cast<VarDecl>(reference->getDecl()) : nullptr;
      local && local->isLocalVarDecl() && depth < InitialsFollowed)
    collect(local->getInit(), block, depth + 1);
  for (const Stmt *child : expression->children())
    if (const auto *part = dyn_cast_or_null<Expr>(child);
        part && bare(part) != (receiver ? bare(receiver) : nullptr) && !isFilled(*part, *expression))
      collect(part, block, depth);
  if (receiver)
    for (const Stmt *child : bare(receiver)->children())
      if (const auto *part = dyn_cast_or_null<Expr>(child); part && !isFilled(*part, *bare(receiver)))
        collect(part, block, depth);
}

void ExcludedThrows::readCondition(const Expr &condition, uint32_t block) { collect(&condition, block, 0); }

void ExcludedThrows::collectInputs(const Expr *expression, std::vector<Object> &inputs) {
  expression = bare(expression);
  Object object = expression->getType()->isPointerType() ? Object() : expressions_.objectOf(expression);
  if (object.isKnown() && object.root != Root::Expression && object.root != Root::Result) {
    inputs.push_back(std::move(object));
    return;
  }
  for (const Stmt *child : expression->children())
    if (const auto *part = dyn_cast_or_null<Expr>(child))
      collectInputs(part, inputs);
}

void ExcludedThrows::readCall(const CallSite &site, uint32_t block, uint32_t index) {
  Throwing throwing{block, index, {}, false};
  if (site.receiver && declarations_.factsOf(site.receiver->getType()).role == TypeRole::Future)
    return; // what comes out of it was put there by another thread
  bool isAboutReceiver = site.receiver && site.arguments.empty();
  if (!site.receiver && site.arguments.empty())
    return;
  collectInputs(isAboutReceiver ? site.receiver : site.arguments.front(), throwing.inputs);
  throwing.bySize = isAboutReceiver;
  if (throwing.inputs.empty() && site.receiver) { // the third element, if there are three
    collectInputs(site.receiver, throwing.inputs);
    throwing.bySize = true;
  }
  throwing_.push_back(std::move(throwing));
}

void ExcludedThrows::readCast(const Expr &operand, uint32_t block, uint32_t index) {
  Throwing throwing{block, index, {}, false};
  collectInputs(&operand, throwing.inputs);
  throwing_.push_back(std::move(throwing));
}

/// Every way to `block` comes through `condition`, and one of its outcomes leads away.
bool ExcludedThrows::decides(uint32_t condition, uint32_t block) const {
  auto reaches = [&](uint32_t from, uint32_t avoided) {
    std::vector<bool> seen(body_.blocks.size());
    std::vector<uint32_t> pending{from};
    while (!pending.empty()) {
      uint32_t at = pending.back();
      pending.pop_back();
      if (at == avoided || seen[at])
        continue;
      if (at == block)
        return true;
      seen[at] = true;
      for (const Edge &edge : body_.blocks[at].edges)
        pending.push_back(edge.target);
    }
    return false;
  };
  if (condition == block || reaches(body_.entry, condition) || !reaches(body_.entry, NoIndex))
    return false;
  return llvm::any_of(body_.blocks[condition].edges,
                      [&](const Edge &edge) { return !reaches(edge.target, condition); });
}

bool ExcludedThrows::isExcluded(const Throwing &throwing) const {
  return llvm::any_of(looks_, [&](const Look &look) {
    bool isAtInput = llvm::any_of(throwing.inputs, [&](const Object &input) { return look.object.startsWith(input); });
    return isAtInput && (!look.isAtSize || throwing.bySize) && decides(look.block, throwing.block);
  });
}

void ExcludedThrows::exclude() {
  for (const Throwing &each : throwing_)
    if (isExcluded(each))
      body_.blocks[each.block].operations[each.index].throws = Throws::No;
}

} // namespace leash
