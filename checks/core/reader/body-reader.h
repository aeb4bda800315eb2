// body-reader: lowers one function's CFG into a Body.
#pragma once

#include "checks/core/model/body.h"
#include "checks/core/reader/declarations.h"

#include <functional>

namespace clang {
class FunctionDecl;
class ValueDecl;
} // namespace clang

namespace leash {

/// Fills `body` (whose id is set) from `function`, which has a body. In the pattern of a template, what depends on its
/// parameters has an unknown effect on the objects that it names. Returns false if Clang can't build a CFG for it; then
/// `body` has an entry and an exit and nothing else.
bool readBody(const clang::FunctionDecl &function, Declarations &declarations,
              const std::function<BodyId(const clang::FunctionDecl &)> &bodyOf, Body &body);

/// Fills `body`, which is no function's, with what gives variables of static storage their values, and members those
/// that their class has for them.
void readInitials(llvm::ArrayRef<const clang::ValueDecl *> variables, Declarations &declarations,
                  const std::function<BodyId(const clang::FunctionDecl &)> &bodyOf, Body &body);

} // namespace leash
