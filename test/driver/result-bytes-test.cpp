// result-bytes-test: nothing is lost between two processes.

#include "driver/result-bytes.h"

#include <gtest/gtest.h>

namespace leash {

static UnitResult sample() {
  Finding finding;
  finding.check = "lock-order";
  finding.severity = Severity::Error;
  finding.message = std::string("a\0b\xff", 4);
  finding.place = {"/a.cpp", 1, 2, 3, 4};
  finding.entity = "f";
  finding.statement = "m.lock();";
  finding.step({"/b.h", 5, 6, 7, 8}, "locks 'm'", "worker");
  finding.steps.back().statement = "g";
  finding.fixes.push_back({"do", {{{"/a.cpp", 1, 1, 1, 1}, "text"}}});
  finding.fingerprint = "0123";
  UnitResult result;
  result.findings = {finding, Finding()};
  result.findings.back().suppression = {SuppressionKind::Allowance, {"/c.h", 1, 2, 3, 4}, 1, "why", "2027-03-01"};
  result.allowances = {{{"/c.h", 1, 2, 3, 4}, "lock-order", "2027-03-01", AllowanceUse::Used}};
  result.mistakes = {"three"};
  result.complaints = {"one", ""};
  result.gaveUp = {"two"};
  result.texts = {{"/a.cpp", 1}, {"/b.h", UINT64_MAX}};
  result.functions = 3;
  result.operations = UINT32_MAX;
  result.seconds = {.parsing = 0.25, .reading = 1, .summarizing = 2, .checking = 3};
  return result;
}

TEST(ResultBytes, KeepAllThatAUnitSays) {
  std::optional<UnitResult> read = resultOf(bytesOf(sample()));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->findings, sample().findings);
  ASSERT_EQ(read->allowances.size(), 1u);
  EXPECT_EQ(read->allowances[0].place, sample().allowances[0].place);
  EXPECT_EQ(read->allowances[0].state, AllowanceUse::Used);
  EXPECT_EQ(read->mistakes, sample().mistakes);
  EXPECT_EQ(read->complaints, sample().complaints);
  EXPECT_EQ(read->gaveUp, sample().gaveUp);
  EXPECT_EQ(read->texts, sample().texts);
  EXPECT_EQ(read->functions, 3u);
  EXPECT_EQ(read->operations, UINT32_MAX);
  EXPECT_EQ(read->seconds.parsing, 0.25);
  EXPECT_EQ(bytesOf(*read), bytesOf(sample()));
}

TEST(ResultBytes, ThatAreCutShortOrTooLongAreNone) {
  std::string bytes = bytesOf(sample());
  for (size_t size = 0; size < bytes.size(); ++size)
    EXPECT_FALSE(resultOf(llvm::StringRef(bytes).take_front(size))) << size;
  EXPECT_FALSE(resultOf(bytes + "x"));
}

} // namespace leash
