// unit-test: what may happen around a unit while it is parsed.

#include "driver/runner-unit.h"
#include "test/driver/workspace.h"

#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

#include <gtest/gtest.h>

namespace leash {

using test::Workspace;

TEST(Unit, KeepsAFileWholeThatIsCutShortDuringTheRun) {
  Workspace space;
  std::string text(1'000'000, '\n');
  space.write("a.cpp", text);
  size_t lines = 0;
  CompileUnit unit{space.path("a.cpp"), space.path("."), {"clang", "-fsyntax-only", space.path("a.cpp")}};
  std::string failure = parseUnit(unit, /*skipBodies=*/true, [&](clang::ASTContext &context) {
    space.write("a.cpp", "");
    const clang::SourceManager &sources = context.getSourceManager();
    lines = llvm::count(sources.getBufferData(sources.getMainFileID()), '\n');
  });
  EXPECT_EQ(failure, "");
  EXPECT_EQ(lines, text.size());
}

TEST(Unit, LooksForRelativePathsInItsOwnDirectory) {
  Workspace space;
  space.write("one/shared.h", "int one;\n");
  space.write("a.cpp", "#include \"shared.h\"\n");
  CompileUnit unit{space.path("a.cpp"), space.path("one"), {"clang", "-fsyntax-only", "-I.", space.path("a.cpp")}};
  EXPECT_EQ(parseUnit(unit, true, [](clang::ASTContext &) {}), "");
  unit.directory = space.path(".");
  EXPECT_EQ(parseUnit(unit, true, [](clang::ASTContext &) {}),
            space.path("a.cpp") + ":1:10: 'shared.h' file not found");
}

} // namespace leash
