// fixed-source-test: fixes are applied together where they can be, and one that does no good is noticed.

#include "test/support/analyze-source.h"
#include "test/support/fixed-source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace leash {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const char LockedTwice[] = "#include <mutex>\n"
                           "std::mutex m;\n"
                           "void twice() {\n"
                           "  m.lock();\n"
                           "  m.lock();\n"
                           "  m.unlock();\n"
                           "}\n";

MarkedSource program(const std::string &code) { return markedSource("story", "/story.cpp", "double-lock", code); }

/// A finding whose fix replaces columns `begin` to `end` of `line`.
Finding fixable(uint32_t line, uint32_t begin, uint32_t end, const std::string &text) {
  Finding finding;
  finding.check = "double-lock";
  finding.fixes = {{"", {{{"/story.cpp", line, begin, line, end}, text}}}};
  return finding;
}

} // namespace

TEST(FixedSource, HasAllFixesThatDoNotOverlap) {
  MarkedSource source = program("int a;\nint b;\n");
  std::vector<Finding> findings = {fixable(1, 5, 6, "x"), fixable(1, 1, 7, "long a;"), fixable(2, 1, 1, "unsigned ")};
  EXPECT_EQ(fixedSource(source, findings)->code, "int x;\nunsigned int b;\n");
}

TEST(FixedSource, HasOnlyWholeFixesOfItsOwnCheckAndFile) {
  MarkedSource source = program("int a;\nint b;\n");
  Finding foreign = fixable(1, 5, 6, "x"), elsewhere = fixable(1, 5, 6, "x"), none;
  foreign.check = "lock-order";
  elsewhere.fixes[0].replacements.push_back({{"/other.h", 1, 1, 1, 1}, "y"});
  none.check = source.check;
  EXPECT_FALSE(fixedSource(source, {foreign, elsewhere, none}));
}

TEST(FixedSource, IsComplainedAboutIfItDoesNotCompile) {
  EXPECT_THAT(complaintsAboutFixes(program("int a;\n"), {fixable(1, 5, 6, "a = nowhere")}),
              ElementsAre(HasSubstr("undeclared identifier 'nowhere'")));
}

TEST(FixedSource, IsComplainedAboutIfTheBugIsStillThere) {
  MarkedSource source = program(LockedTwice);
  std::vector<Finding> findings = llvm::cantFail(analyzeSource(source));
  ASSERT_EQ(findings.size(), 1u);
  findings[0].fixes = fixable(5, 3, 3, "/* again */ ").fixes;
  EXPECT_THAT(complaintsAboutFixes(source, findings), ElementsAre(HasSubstr("the fixes remove nothing")));
  findings[0].fixes = fixable(5, 3, 12, "").fixes;
  EXPECT_THAT(complaintsAboutFixes(source, findings), IsEmpty());
}

} // namespace leash
