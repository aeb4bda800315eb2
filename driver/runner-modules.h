// runner-modules: whether a source needs C++20 modules.
#pragma once

#include "llvm/ADT/StringRef.h"

namespace leash {

/// Whether `source` imports a module or a header unit, or implements a module: it can be parsed only with what another
/// unit is compiled to, which Leash doesn't do. Reads the directives, no more; a source that Clang can't take apart
/// needs none.
bool needsModules(llvm::StringRef source);

} // namespace leash
