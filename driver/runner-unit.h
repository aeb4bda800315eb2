// runner-unit: one translation unit, parsed as its build would.
#pragma once

#include "driver/project.h"
#include "driver/runner-files.h"

#include "llvm/ADT/STLFunctionalExtras.h"

#include <string>

namespace clang {
class ASTContext;
}

namespace leash {

/// Parses `unit` and hands its AST to `consume` if it compiles without an error; else returns the first error
/// ("worker.h:3:10: 'queue.h' file not found"). Needs no working directory of the process and no global state, so units
/// can be parsed side by side. Files are seen through `view`, if there is one.
std::string parseUnit(const CompileUnit &unit, bool skipBodies, llvm::function_ref<void(clang::ASTContext &)> consume,
                      const FileView &view = {});

} // namespace leash
