// unit-of: a program as the unit that checks read.

#include "test/support/unit-of.h"

#include "checks/core/unit/analyze.h"
#include "checks/core/vocabulary/vocabulary.h"

#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"

namespace leash {

std::shared_ptr<const Unit> unitOf(const std::string &code, const std::string &file) {
  std::unique_ptr<clang::ASTUnit> ast = clang::tooling::buildASTFromCodeWithArgs(
      code, {"-resource-dir", LEASH_CLANG_RESOURCE_DIR, "-std=c++20", "-w"}, file);
  return llvm::cantFail(buildUnit(ast->getASTContext(), Vocabulary::builtIn()));
}

} // namespace leash
