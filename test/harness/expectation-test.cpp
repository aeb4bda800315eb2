// expectation-test: the tester of programs with marks notices when marks and findings disagree.

#include "test/support/expectation.h"

#include <gtest/gtest.h>

namespace leash {

namespace {

/// Three lines, each with the mark given.
MarkedSource program(const std::string &first, const std::string &second = "", const std::string &third = "") {
  return markedSource("story", "/story.cpp", "lock-order",
                      "int a; " + first + "\nint b; " + second + "\nint c; " + third + "\n");
}

Finding found(unsigned line, const std::string &message = "'a' is locked", const std::string &check = "lock-order",
              const std::string &file = "/story.cpp") {
  Finding finding;
  finding.check = check;
  finding.message = message;
  finding.place = {.file = file, .line = line, .column = 5};
  return finding;
}

using Complaints = std::vector<std::string>;

} // namespace

TEST(Expectation, IsMetByFindingsOnTheMarkedLinesAlone) {
  EXPECT_EQ(disagreements(program("// finding: 'a'", "", "// finding"), {found(1), found(3)}), Complaints());
  EXPECT_EQ(disagreements(program("// not a mark: finding", "// findings are rare"), std::vector<Finding>()),
            Complaints());
}

TEST(Expectation, IsNotMetByAFindingElsewhere) {
  Complaints complaints = disagreements(program("// finding"), {found(2)});
  ASSERT_EQ(complaints.size(), 2u);
  EXPECT_EQ(complaints[0], "not reported:\n  story.cpp:1: int a; // finding");
  EXPECT_EQ(complaints[1], "reported, but not marked:\n  story.cpp:2:5: 'a' is locked [leash-lock-order]");
}

TEST(Expectation, IsNotMetByAnotherCheckOrInAnotherFile) {
  EXPECT_EQ(disagreements(program("// finding"), {found(1, "'a' is locked", "loop-capture")}).size(), 2u);
  EXPECT_EQ(disagreements(program("// finding"), {found(1, "'a' is locked", "lock-order", "/story.h")}).size(), 2u);
}

TEST(Expectation, IsNotMetByAnotherMessage) {
  Complaints complaints = disagreements(program("// finding: 'b'"), {found(1)});
  ASSERT_EQ(complaints.size(), 1u);
  EXPECT_EQ(complaints[0], "the message should contain \"'b'\":\n  story.cpp:1:5: 'a' is locked [leash-lock-order]");
}

TEST(Expectation, CountsEveryFindingOfALine) {
  EXPECT_EQ(disagreements(program("// finding"), {found(1), found(1, "'a' again")}).size(), 1u);
  EXPECT_EQ(disagreements(program("// finding: again // finding: locked"), {found(1), found(1, "'a' again")}),
            Complaints());
}

TEST(Expectation, ShowsWhenALimitIsGone) {
  EXPECT_EQ(disagreements(program("// missed: too far away"), std::vector<Finding>()), Complaints());
  EXPECT_EQ(disagreements(program("// missed: too far away"), {found(1)}).size(), 1u);
  EXPECT_EQ(disagreements(program("// wrong: sees no joins"), {found(1)}), Complaints());
  EXPECT_EQ(disagreements(program("// wrong: sees no joins"), std::vector<Finding>()).size(), 1u);
}

TEST(Expectation, TellsTheStoryOfWhatIsWrong) {
  Finding finding = found(2);
  finding.step({.file = "/story.cpp", .line = 1, .column = 3}, "locks 'a'", "main");
  EXPECT_EQ(disagreements(program(""), {finding}),
            Complaints{"reported, but not marked:\n  story.cpp:2:5: 'a' is locked [leash-lock-order]\n"
                       "    story.cpp:1:3: [main] locks 'a'"});
}

TEST(MarkedSource, IsCompiledAsItsFirstLineSays) {
  using Arguments = std::vector<std::string>;
  std::string runtime = "-I" LEASH_SOURCE_DIR "/include";
  EXPECT_EQ(program("").arguments, (Arguments{"-std=c++20", "-pthread", runtime}));
  EXPECT_EQ(markedSource("s", "/s.c", "", "").arguments, (Arguments{"-std=c11", "-pthread", runtime}));
  EXPECT_EQ(markedSource("s", "/s.cpp", "", "\n\n// arguments: -std=c++23 -DX=1\r\nint a;\n").arguments,
            (Arguments{"-std=c++20", "-pthread", runtime, "-std=c++23", "-DX=1"}));
}

} // namespace leash
