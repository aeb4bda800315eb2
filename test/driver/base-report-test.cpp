// base-report-test: an earlier report as what is known.

#include "driver/baseline/base-report.h"
#include "driver/leash.h"
#include "test/driver/workspace.h"
#include "test/support/text-file.h"

#include "llvm/Support/JSON.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace leash {

using test::Answer;
using test::buggy;
using test::clean;
using test::Workspace;
using testing::HasSubstr;

namespace {

std::string errorOf(llvm::StringRef text) {
  llvm::Expected<std::vector<Finding>> report = parseBaseReport(text, "old.sarif");
  return report ? "" : llvm::toString(report.takeError());
}

std::string logWith(const std::string &results) {
  return R"({"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "Leash"}}, "results": [)" + results + "]}]}";
}

/// The states of a SARIF log's results, by entity.
std::map<std::string, std::string> statesIn(const std::string &file) {
  std::map<std::string, std::string> states;
  llvm::json::Value log = llvm::cantFail(llvm::json::parse(readTextFile(file)));
  for (const llvm::json::Value &each : *(*log.getAsObject()->getArray("runs"))[0].getAsObject()->getArray("results")) {
    const llvm::json::Object &result = *each.getAsObject();
    const llvm::json::Object &location = *(*result.getArray("locations"))[0].getAsObject();
    const llvm::json::Object &logical = *(*location.getArray("logicalLocations"))[0].getAsObject();
    states[logical.getString("fullyQualifiedName")->str()] = result.getString("baselineState").value_or("none").str();
  }
  return states;
}

} // namespace

TEST(BaseReport, TellsNewFromKnownAndGoneInSarifToo) {
  Workspace space;
  space.database({{"a.cpp"}});
  space.write("a.cpp", buggy("stays") + buggy("goes"));
  EXPECT_EQ(test::leash({"check", "--format=sarif:old.sarif"}).code, Found);
  EXPECT_EQ(statesIn("old.sarif"), (std::map<std::string, std::string>{{"stays", "none"}, {"goes", "none"}}));

  space.write("a.cpp", buggy("comes") + buggy("stays"));
  Answer run = test::leash({"check", "--base-report=old.sarif", "--format=text", "--format=sarif:new.sarif"});
  EXPECT_EQ(run.code, Found);
  EXPECT_THAT(run.out, HasSubstr("1 error introduced, 1 pre-existing, 1 fixed"));
  EXPECT_THAT(run.out, HasSubstr("fixed: a.cpp:6:"));
  EXPECT_EQ(statesIn("new.sarif"),
            (std::map<std::string, std::string>{{"comes", "new"}, {"stays", "unchanged"}, {"goes", "absent"}}));

  space.write("a.cpp", clean("goes") + buggy("comes") + buggy("stays"));
  Answer next = test::leash({"check", "--base-report=new.sarif"});
  EXPECT_EQ(next.code, Clean) << next.out;
  EXPECT_THAT(next.out, HasSubstr("no findings introduced, 2 pre-existing, 0 fixed"));
}

TEST(BaseReport, PutsWhatIsNewFirstOnGithubAndWhatIsKnownAmongTheNotices) {
  Workspace space;
  space.database({{"a.cpp"}});
  space.write("a.cpp", buggy("stays"));
  test::leash({"check", "--format=sarif:old.sarif"});
  space.write("a.cpp", buggy("stays") + buggy("zcomes"));
  Answer run = test::leash({"check", "--base-report=old.sarif", "--format=github"});
  EXPECT_EQ(run.code, Found);
  EXPECT_THAT(run.out, testing::StartsWith("::error file=a.cpp,line=6"));
  EXPECT_THAT(run.out, HasSubstr("\n::notice file=a.cpp,line=3"));
  EXPECT_THAT(run.out, HasSubstr("title=leash-lock-not-released (pre-existing)::"));
}

TEST(BaseReport, ThatIsNoReportOfOursIsRefused) {
  EXPECT_THAT(errorOf("{\n  \"version\": \n"), HasSubstr("old.sarif: not valid JSON: [3:"));
  EXPECT_THAT(errorOf("[]"), HasSubstr("not a SARIF 2.1.0 log"));
  EXPECT_THAT(errorOf(R"({"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "Other"}}}]})"),
              HasSubstr("a report of 'Other', not of Leash"));
  EXPECT_THAT(errorOf(logWith("1")), HasSubstr("runs[0].results[0] is no object"));
  EXPECT_THAT(errorOf(logWith(R"({"ruleId": "leash-lock-order"})")),
              HasSubstr("runs[0].results[0] has no partialFingerprints[\"leash/v1\"]"));
}

TEST(BaseReport, ThatIsNestedWithoutEndIsRefusedBeforeItIsParsed) {
  EXPECT_THAT(errorOf("\n" + std::string(1'000'000, '[')), HasSubstr("old.sarif:2: nested too deeply"));
  std::string objects;
  for (unsigned level = 0; level < 100'000; ++level)
    objects += "{\"a\":";
  EXPECT_THAT(errorOf(objects), HasSubstr("nested too deeply"));
  EXPECT_EQ(errorOf(logWith("")), "");
}

TEST(BaseReport, LeavesOutWhatWasGoneOrSuppressed) {
  llvm::Expected<std::vector<Finding>> report = parseBaseReport(
      logWith(R"({"ruleId": "leash-a", "partialFingerprints": {"leash/v1": "1"}, "baselineState": "absent"},
                 {"ruleId": "leash-b", "partialFingerprints": {"leash/v1": "2"}, "suppressions": [{"kind": "inSource"}]},
                 {"ruleId": "leash-c", "partialFingerprints": {"leash/v1": "3"}, "baselineState": "unchanged"})"),
      "old.sarif");
  ASSERT_TRUE(static_cast<bool>(report));
  ASSERT_EQ(report->size(), 1u);
  EXPECT_EQ(report->front().check, "c");
}

TEST(BaseReport, OfAnyBytesIsReadOrRefusedButNeverMore) {
  std::string seed = logWith(R"({"ruleId": "leash-c", "level": "error", "message": {"text": "m"},
    "partialFingerprints": {"leash/v1": "3"}, "locations": [{"physicalLocation": {"artifactLocation": {"uri": "a%20b.cpp"},
    "region": {"startLine": 3, "startColumn": 1}}}]})");
  std::mt19937 random(2);
  unsigned refused = 0;
  for (unsigned round = 0; round < 20'000; ++round) {
    std::string text = seed;
    for (unsigned edits = 1 + random() % 4; edits > 0; --edits)
      text[random() % text.size()] = static_cast<char>(random());
    refused += !errorOf(text).empty();
  }
  EXPECT_GT(refused, 0u);
}

} // namespace leash
