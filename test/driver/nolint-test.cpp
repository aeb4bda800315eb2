// nolint-test: comments that silence a finding.

#include "driver/leash.h"
#include "test/driver/workspace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace leash {

using test::Answer;
using test::buggy;
using test::Workspace;
using testing::HasSubstr;

/// The code with `comment` at the end of its last line.
static std::string commented(std::string code, const std::string &comment) {
  code.insert(code.size() - 1, " // " + comment);
  return code;
}

static Answer check(const std::string &code) {
  Workspace space;
  space.write("a.cpp", code);
  space.database({{"a.cpp"}});
  return test::leash({"check", "--stats"});
}

TEST(NoLint, OnTheLineSilencesTheNamedCheckOnly) {
  EXPECT_EQ(check(commented(buggy("bug"), "NOLINT(leash-lock-not-released)")).code, Clean);
  EXPECT_EQ(check(commented(buggy("bug"), "NOLINT(leash-lock-*)")).code, Clean);
  EXPECT_EQ(check(commented(buggy("bug"), "NOLINT")).code, Clean);
  EXPECT_EQ(check(commented(buggy("bug"), "NOLINT(leash-loop-capture)")).code, Found);
}

TEST(NoLint, CountsWhatItSilences) {
  EXPECT_THAT(check(commented(buggy("bug"), "NOLINT(leash-lock-not-released)")).err,
              HasSubstr("0 findings, 1 more suppressed"));
}

TEST(NoLint, WhatItSilencesIsInTheReportsThatHaveAPlaceForIt) {
  Workspace space;
  space.write("a.cpp", commented(buggy("bug"), "NOLINT(leash-lock-not-released)"));
  space.database({{"a.cpp"}});
  EXPECT_THAT(test::leash({"check", "--format=json"}).out, HasSubstr("\"check\": \"lock-not-released\""));
  EXPECT_THAT(test::leash({"check", "--format=junit"}).out, HasSubstr("<skipped message=\"suppressed: "));
}

TEST(NoLint, OnTheLineBefore) {
  std::string code = buggy("bug");
  code.insert(code.find("void bug"), "// NOLINTNEXTLINE(leash-lock-not-released)\n");
  EXPECT_EQ(check(code).code, Clean);
}

TEST(NoLint, AroundABlock) {
  EXPECT_EQ(check("// NOLINTBEGIN(leash-*)\n" + buggy("bug") + "// NOLINTEND(leash-*)\n").code, Clean);
}

TEST(NoLint, WithoutItsEndIsComplainedAbout) {
  Answer run = check("// NOLINTBEGIN(leash-*)\n" + buggy("bug"));
  EXPECT_EQ(run.code, Found);
  EXPECT_THAT(run.out + run.err, HasSubstr("a.cpp:1:4: unmatched 'NOLINTBEGIN' comment"));
}

TEST(NoLint, InAHeaderCountsInEveryUnit) {
  Workspace space;
  space.write("shared.h", "#pragma once\n" + commented(buggy("inline bug"), "NOLINT"));
  space.write("a.cpp", "#include \"shared.h\"\n");
  space.write("b.cpp", "#include \"shared.h\"\n");
  space.database({{"a.cpp"}, {"b.cpp"}});
  Answer run = test::leash({"check", "--stats"});
  EXPECT_EQ(run.code, Clean);
  EXPECT_THAT(run.err, HasSubstr("0 findings, 1 more suppressed"));
}

} // namespace leash
