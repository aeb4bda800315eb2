// limits-test: a unit that takes too long or too much is named, and costs the others nothing.

#include "driver/leash.h"
#include "test/driver/workspace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace leash {

using test::Answer;
using test::buggy;
using test::BugName;
using test::Workspace;
using testing::HasSubstr;

/// Makes Clang work for hours, in one expression: nothing but the end of its process stops it.
static constexpr llvm::StringLiteral Endless = "constexpr unsigned count(unsigned long n) {\n"
                                               "  unsigned r = 0;\n"
                                               "  for (unsigned long i = 0; i < n; ++i) r += i;\n"
                                               "  return r;\n"
                                               "}\n"
                                               "constexpr unsigned r = count(1'000'000'000);\n";

/// Makes Clang allocate gigabytes.
static constexpr llvm::StringLiteral Huge = "struct Big { int values[600'000'000]; };\n"
                                            "constexpr int first() { Big big{}; big.values[599'999'999] = 1; "
                                            "return big.values[0]; }\n"
                                            "constexpr int f = first();\n";

TEST(Limits, AUnitOverItsTimeIsNamedAndTheOthersResultsStay) {
  Workspace space;
  space.write("endless.cpp", Endless);
  space.write("a.cpp", buggy("bug"));
  space.database({{"endless.cpp", {"-std=c++20", "-fconstexpr-steps=2147483647"}}, {"a.cpp"}});
  Answer run = test::leash({"check", "--quiet", "--unit-timeout=10"});
  EXPECT_EQ(run.code, Incomplete);
  EXPECT_THAT(run.out, HasSubstr(BugName.str()));
  EXPECT_THAT(run.err, HasSubstr("could not analyse " + space.path("endless.cpp") + ": took more than 10 s"));
}

TEST(Limits, AUnitOverItsMemoryIsNamedAndTheOthersResultsStay) {
  Workspace space;
  space.write("huge.cpp", Huge);
  space.write("a.cpp", buggy("bug"));
  space.database({{"huge.cpp", {"-std=c++20", "-fconstexpr-steps=2147483647"}}, {"a.cpp"}});
  Answer run = test::leash({"check", "--quiet", "--unit-memory=500"});
  EXPECT_EQ(run.code, Incomplete);
  EXPECT_THAT(run.out, HasSubstr(BugName.str()));
  EXPECT_THAT(run.err, HasSubstr("could not analyse " + space.path("huge.cpp") + ": needs more than 500 MB"));
}

TEST(Limits, AreWholeNumbers) {
  for (const char *wrong : {"--unit-timeout=", "--unit-timeout=-1", "--unit-timeout=1.5", "--unit-memory=2G",
                            "--unit-memory=99999999999999999999"}) {
    Answer run = test::leash({"check", wrong});
    EXPECT_EQ(run.code, Misused) << wrong;
    EXPECT_THAT(run.err, HasSubstr("isn't a whole number from 0")) << wrong;
  }
}

} // namespace leash
