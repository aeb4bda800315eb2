// edges-test: which branches are told in a story.

#include "test/support/analyze-source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace leash {

namespace {

/// What the steps say of a lock that is kept where `decision`, on a line of its own, leaves the function.
std::vector<std::string> storyOf(const std::string &macro, const std::string &decision) {
  std::string code = "#include <mutex>\n" + macro +
                     "\nstd::mutex guard;\nint total;\nbool succeeds(int);\n"
                     "int change(int amount) {\n"
                     "  guard.lock();\n  " +
                     decision +
                     "\n  total += amount;\n"
                     "  guard.unlock();\n"
                     "  return total;\n}\n";
  MarkedSource source = markedSource("program", "/program.cpp", "lock-not-released", code);
  std::vector<Finding> findings = llvm::cantFail(analyzeSource(source));
  EXPECT_EQ(findings.size(), 1u);
  std::vector<std::string> told;
  for (const Finding &finding : findings)
    for (const Step &step : finding.steps)
      told.push_back(step.message);
  return told;
}

using testing::AnyOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

auto says(const char *text) { return Contains(HasSubstr(text)); }

} // namespace

TEST(Edges, AreToldWhereTheUserDecides) {
  EXPECT_THAT(storyOf("", "if (amount < 0) return -1;"), says("'amount < 0' is true"));
  EXPECT_THAT(storyOf("#define IS_BAD(n) ((n) < 0)", "if (IS_BAD(amount)) return -1;"),
              says("'IS_BAD(amount)' is true"));
}

TEST(Edges, AreToldWhereAMacroAsksWhatItIsGiven) {
  EXPECT_THAT(storyOf("#define REQUIRE(x) if (!(x)) return -1", "REQUIRE(succeeds(amount));"),
              says("'succeeds(amount)' is false"));
}

TEST(Edges, AreNotToldWhereAMacroDecidesAboutItsOwn) {
  std::vector<std::string> told = storyOf("struct Verdict { bool good; operator bool() const { return good; } };\n"
                                          "#define REQUIRE(x) switch (0) case 0: default: \\\n"
                                          "  if (const Verdict verdict = {(x)}) ; else return -1",
                                          "REQUIRE(succeeds(amount));");
  EXPECT_FALSE(told.empty());
  EXPECT_THAT(told, Not(says("REQUIRE")));
  EXPECT_THAT(told, Not(AnyOf(says("is true"), says("is false"), says("none of the cases"))));
}

} // namespace leash
