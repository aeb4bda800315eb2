// runner-modules: whether a source needs C++20 modules.

#include "driver/runner-modules.h"

#include "clang/Lex/DependencyDirectivesScanner.h"
#include "llvm/ADT/STLExtras.h"

namespace leash {

namespace scanning = clang::dependency_directives_scan;

bool needsModules(llvm::StringRef source) {
  llvm::SmallVector<scanning::Token> tokens;
  llvm::SmallVector<scanning::Directive> directives;
  if (clang::scanSourceForDependencyDirectives(source, tokens, directives))
    return false;
  return llvm::any_of(directives, [](const scanning::Directive &directive) {
    switch (directive.Kind) {
    case scanning::cxx_import_decl:
    case scanning::cxx_export_import_decl:
      return true;
    case scanning::cxx_module_decl: // "module;" begins the part before a module, "module m;" needs the rest of m
      return directive.Tokens.size() > 2;
    default:
      return false;
    }
  });
}

} // namespace leash
