// guard-offers: where a guard could own a lock that is taken by hand.
#pragma once

#include "checks/core/model/body.h"
#include "checks/core/vocabulary/vocabulary.h"

#include "llvm/ADT/ArrayRef.h"

#include <string>
#include <vector>

namespace clang {
class ASTContext;
class CXXMemberCallExpr;
class FunctionDecl;
} // namespace clang

namespace leash {

/// A lock or unlock by hand, as it is written: a method call on the lock.
struct HandCall {
  const clang::CXXMemberCallExpr *call = nullptr;
  const TypeEntry *type = nullptr; ///< of the lock; null if the vocabulary doesn't know it
  Verb verb = Verb::None;          ///< Acquire or Release
  Object lock;
  bool shared = false;
  bool isCertain = false; ///< it always happens, and waits as long as it takes
};

/// For each acquisition after which all others and all releases of its lock stand in its block, and for those others:
/// the change that lets a guard own the lock instead. What the block locks, and for how long on the paths that give it
/// back, stays the same.
std::vector<GuardOffer> guardOffers(llvm::ArrayRef<HandCall> calls, const clang::FunctionDecl &function,
                                    const clang::ASTContext &context);

/// A name for a guard that nothing in `function` has; empty if all that come to mind are taken.
std::string freeGuardName(const clang::FunctionDecl &function, const clang::ASTContext &context);

/// No jump in `function` could pass over a declaration that is added to a block.
bool mayDeclareAnywhere(const clang::FunctionDecl &function);

} // namespace leash
