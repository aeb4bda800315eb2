// allowance-test: what a line of a comment allows, and what it is told if it is wrong.

#include "checks/core/suppression/allowance.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace leash {

using testing::ElementsAre;
using testing::HasSubstr;

/// What the line allows, which has to be readable.
static std::optional<Allowance> allowanceIn(llvm::StringRef line) {
  llvm::Expected<std::optional<Allowance>> allowance = parseAllowance(line);
  if (!allowance) {
    ADD_FAILURE() << line.str() << ": " << llvm::toString(allowance.takeError());
    return std::nullopt;
  }
  return *allowance;
}

static std::string mistakeIn(llvm::StringRef line) {
  llvm::Expected<std::optional<Allowance>> allowance = parseAllowance(line);
  return allowance ? "" : llvm::toString(allowance.takeError());
}

TEST(Allowances, NameChecksAReasonAndPerhapsAnEnd) {
  std::optional<Allowance> allowance = allowanceIn("leash-allow(lock-order): taken once, at the start");
  ASSERT_TRUE(allowance);
  EXPECT_THAT(allowance->checks, ElementsAre("lock-order"));
  EXPECT_EQ(allowance->reason, "taken once, at the start");
  EXPECT_FALSE(allowance->until);

  allowance = allowanceIn("leash-allow(lock-order, leash-double-lock,lock-order): known until 2027-03-01");
  ASSERT_TRUE(allowance);
  EXPECT_THAT(allowance->checks, ElementsAre("lock-order", "double-lock"));
  EXPECT_EQ(allowance->reason, "known");
  EXPECT_EQ(allowance->until, dateCalled("2027-03-01"));
}

TEST(Allowances, MayHaveTheirEndInBracketsAndBlanksAnywhere) {
  for (const char *line :
       {"leash-allow(a): known until 2027-03-01", "  leash-allow ( a ) :known   until   2027-03-01  ",
        "leash-allow(a): known [until 2027-03-01]", "leash-allow(a): known (until 2027-03-01)",
        "leash-allow(a): known, until 2027-03-01.", "leash-allow(leash-a): known Until 2027-03-01"}) {
    std::optional<Allowance> allowance = allowanceIn(line);
    ASSERT_TRUE(allowance) << line;
    EXPECT_EQ(*allowance, (Allowance{{"a"}, "known", dateCalled("2027-03-01")})) << line;
  }
}

TEST(Allowances, MaySayUntilInTheirReason) {
  for (const char *reason :
       {"until the rewrite", "held until the worker ends", "fine (until then)", "ends in 2027-03-01"})
    EXPECT_EQ(allowanceIn(std::string("leash-allow(a): ") + reason)->reason, reason);
}

TEST(Allowances, AreNotProseAboutThem) {
  for (const char *line : {"", "see leash-allow(lock-order): x", "leash-allow comments are for findings that may stay",
                           "leash-allowed(a): b", "NOLINT(leash-lock-order)"})
    EXPECT_FALSE(allowanceIn(line)) << line;
}

TEST(Allowances, ThatAreWrongAreToldWhatToWrite) {
  EXPECT_THAT(mistakeIn("leash-allow: b"), HasSubstr("names no check; write leash-allow(CHECK): REASON"));
  EXPECT_THAT(mistakeIn("leash-allow(): b"), HasSubstr("names no check"));
  EXPECT_THAT(mistakeIn("leash-allow(a,): b"), HasSubstr("names no check"));
  EXPECT_THAT(mistakeIn("leash-allow(a: b"), HasSubstr("')' is missing"));
  EXPECT_THAT(mistakeIn("leash-allow(a) b"), HasSubstr("needs ':' and a reason"));
  EXPECT_THAT(mistakeIn("leash-allow(a):"), HasSubstr("needs a reason"));
  EXPECT_THAT(mistakeIn("leash-allow(a): until 2027-03-01"), HasSubstr("needs a reason"));
  EXPECT_THAT(mistakeIn("leash-allow(a): b until 2027-02-30"), HasSubstr("'2027-02-30' is no date"));
  EXPECT_THAT(mistakeIn("leash-allow(a): b [until soon]"), HasSubstr("'soon' is no date"));
}

TEST(Allowances, HoldOnTheirLastDayAndNotOnTheNext) {
  Allowance allowance{{"a"}, "b", dateCalled("2027-03-01")};
  EXPECT_FALSE(allowance.hasExpired(*dateCalled("2027-03-01")));
  EXPECT_TRUE(allowance.hasExpired(*dateCalled("2027-03-02")));
  allowance.until.reset();
  EXPECT_FALSE(allowance.hasExpired(*dateCalled("9999-12-31")));
}

TEST(Allowances, AreReadAsTheyWereWritten) {
  for (const Allowance &allowance :
       {Allowance{{"a"}, "b", std::nullopt}, Allowance{{"a", "b-c"}, "d: e", dateCalled("2027-03-01")}})
    EXPECT_EQ(allowanceIn(spelling(allowance)), allowance);
}

TEST(Reasons, ThatWouldBreakACommentAreRefused) {
  for (const char *reason :
       {"", " ", "a\nb", "a */ b", "a /* b", "a \\", "a ?\?/", "a until 2027-03-01", "a [until x]"}) {
    llvm::Error error = checkReason(reason);
    EXPECT_TRUE(static_cast<bool>(error)) << reason;
    llvm::consumeError(std::move(error));
  }
  EXPECT_FALSE(static_cast<bool>(checkReason("known since 2019, see #42")));
}

} // namespace leash
