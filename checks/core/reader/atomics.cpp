// atomics: what the compiler's own functions do to an atomic.

#include "checks/core/reader/atomics.h"

#include "checks/core/reader/outline.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "clang/Basic/Builtins.h"
#include "clang/Basic/SourceManager.h"

namespace leash {

using namespace clang;

/// C11's and gcc's generic functions, which are expressions of their own.
static AtomicAccess accessOf(const AtomicExpr &atomic) {
  AtomicAccess access;
  access.address = atomic.getPtr();
  switch (atomic.getOp()) {
  case AtomicExpr::AO__c11_atomic_load:
  case AtomicExpr::AO__atomic_load:
  case AtomicExpr::AO__atomic_load_n:
    return access;
  case AtomicExpr::AO__c11_atomic_init: // nobody else knows it yet
    access.kind = AtomicAccess::Init;
    return access;
  case AtomicExpr::AO__c11_atomic_store:
  case AtomicExpr::AO__atomic_store_n:
    access.value = atomic.getVal1();
    [[fallthrough]];
  case AtomicExpr::AO__atomic_store:
    access.kind = AtomicAccess::Store;
    return access;
  default:
    break;
  }
  access.kind = AtomicAccess::Exchange;
  access.rewrite = Rewrite::Counts;
  switch (atomic.getOp()) {
  case AtomicExpr::AO__c11_atomic_exchange:
  case AtomicExpr::AO__atomic_exchange_n:
    access.value = atomic.getVal1();
    [[fallthrough]];
  case AtomicExpr::AO__atomic_exchange:
  case AtomicExpr::AO__c11_atomic_fetch_or:
  case AtomicExpr::AO__c11_atomic_fetch_and:
  case AtomicExpr::AO__atomic_fetch_or:
  case AtomicExpr::AO__atomic_fetch_and:
    access.rewrite = Rewrite::Repeats;
    break;
  default:
    break;
  }
  if (atomic.isCmpXChg()) {
    access.outcome = Outcome::IfTrue;
    if (atomic.getOp() != AtomicExpr::AO__atomic_compare_exchange) // whose values are behind pointers
      access.value = atomic.getVal2();
  }
  return access;
}

/// Functions that are called like any other.
static std::optional<AtomicAccess> accessOf(const CallExpr &call) {
  const FunctionDecl *callee = call.getDirectCallee();
  unsigned builtin = callee ? callee->getBuiltinID() : 0;
  if (builtin == 0 || call.getNumArgs() == 0)
    return std::nullopt;
  AtomicAccess access;
  access.address = call.getArg(0);
  access.kind = AtomicAccess::Exchange;
  switch (builtin) {
  case Builtin::BI__sync_lock_test_and_set_1:
  case Builtin::BI__sync_lock_test_and_set_2:
  case Builtin::BI__sync_lock_test_and_set_4:
  case Builtin::BI__sync_lock_test_and_set_8:
  case Builtin::BI__sync_lock_test_and_set_16:
    access.rewrite = Rewrite::Repeats;
    access.value = call.getArg(1);
    return access;
  case Builtin::BI__sync_bool_compare_and_swap_1:
  case Builtin::BI__sync_bool_compare_and_swap_2:
  case Builtin::BI__sync_bool_compare_and_swap_4:
  case Builtin::BI__sync_bool_compare_and_swap_8:
  case Builtin::BI__sync_bool_compare_and_swap_16:
    access.rewrite = Rewrite::Counts;
    access.outcome = Outcome::IfTrue;
    access.value = call.getArg(2);
    return access;
  case Builtin::BI__atomic_test_and_set:
    access.rewrite = Rewrite::Repeats;
    access.constant = 1;
    return access;
  case Builtin::BI__sync_lock_release_1:
  case Builtin::BI__sync_lock_release_2:
  case Builtin::BI__sync_lock_release_4:
  case Builtin::BI__sync_lock_release_8:
  case Builtin::BI__sync_lock_release_16:
  case Builtin::BI__atomic_clear:
    access.kind = AtomicAccess::Store;
    access.constant = 0;
    return access;
  default:
    return std::nullopt;
  }
}

/// A flag whose only member the access is to.
static const Expr *flagOf(const Expr &address) {
  const auto *reference = dyn_cast<UnaryOperator>(bare(&address));
  const auto *member =
      reference && reference->getOpcode() == UO_AddrOf ? dyn_cast<MemberExpr>(bare(reference->getSubExpr())) : nullptr;
  if (!member)
    return nullptr;
  const Decl &declaration = *member->getMemberDecl();
  bool isLibrarys = declaration.getASTContext().getSourceManager().isInSystemHeader(declaration.getLocation());
  return isLibrarys ? member->getBase() : nullptr;
}

std::optional<AtomicAccess> atomicAccessOf(const Expr &expression) {
  std::optional<AtomicAccess> access;
  if (const auto *atomic = dyn_cast<AtomicExpr>(&expression))
    access = accessOf(*atomic);
  else if (const auto *call = dyn_cast<CallExpr>(&expression))
    access = accessOf(*call);
  if (access)
    access->object = flagOf(*access->address);
  return access;
}

} // namespace leash
