// uncompiled: what the user wrote but this build leaves out.
#pragma once

#include "checks/core/reader/outline.h"

#include <vector>

namespace clang {
class ASTContext;
class FunctionDecl;
} // namespace clang

namespace leash {

/// Those locals in `outline.results` that `function` also names where the compiler sees nothing: as an argument of an
/// assertion that is empty in this build, or under an `#if` that doesn't hold. Names inside of lambdas don't count.
/// O(length of the function's text).
std::vector<const clang::VarDecl *> namedUncompiled(const clang::FunctionDecl &function, const Outline &outline,
                                                    const clang::ASTContext &context);

} // namespace leash
