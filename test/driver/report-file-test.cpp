// report-file-test: a report in JSON is read back whole, or refused with its mistake.

#include "driver/merge/report-file.h"

#include "llvm/Support/FormatVariadic.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace leash {

using testing::HasSubstr;

static std::string jsonOf(const RunSummary &summary) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  writeJson(summary, stream);
  return text;
}

/// Has something in every member that a report has, and bytes that are no text in every one that may have some.
static RunSummary full() {
  const std::string odd = "caf\xe9 \xff \xed\xa0\x80 \"\\\n\x1b\xe2\x80\xae";
  Finding finding;
  finding.check = "lock-order";
  finding.severity = Severity::Error;
  finding.message = finding.remedy = finding.entity = finding.statement = odd;
  finding.place = {"/top/src/" + odd + ".cpp", 1, 2, 3, 4};
  finding.step({"/elsewhere/b.h", 5, 6, 0, 0}, odd, odd).step({}, "nowhere");
  finding.steps.front().statement = odd;
  finding.fixes.push_back({odd, {{finding.place, odd}, {{"/top/c.cpp", 1, 1, 1, 1}, ""}}});
  RunSummary summary;
  summary.baseDirectory = "/top";
  summary.findings = {finding, finding};
  summary.findings.back().place = {"/top/src/whole-file.cpp", 0, 0, 0, 0};
  canonicalize(summary.findings);
  summary.suppressed = {finding};
  canonicalize(summary.suppressed);
  summary.unitsTotal = 3;
  summary.unitsAnalyzed = 1;
  summary.unanalyzed = {{"/top/" + odd, odd}, {"/elsewhere/x.cpp", "no such file"}};
  summary.scope = {2, 3, 9, "abcdef", false, {"double-lock", "lock-order"}};
  summary.notes = {"one", "two"};
  summary.toolVersion = "1.2.3";
  summary.mainFile = "/top/src/main.cpp";
  summary.buildDirectory = "/top";
  return summary;
}

TEST(ReportFile, GivesBackAllThatWasWritten) {
  RunSummary written = full();
  llvm::Expected<RunSummary> read = parseReport(jsonOf(written), "a.json");
  ASSERT_TRUE(static_cast<bool>(read)) << llvm::toString(read.takeError());
  settleIn("/top", *read);
  EXPECT_EQ(read->findings, written.findings);
  EXPECT_EQ(read->suppressed, written.suppressed);
  EXPECT_EQ(read->unanalyzed, written.unanalyzed);
  EXPECT_EQ(read->unitsTotal, 3u);
  EXPECT_EQ(read->unitsAnalyzed, 1u);
  EXPECT_EQ(read->notes, written.notes);
  EXPECT_EQ(read->toolVersion, "1.2.3");
  EXPECT_EQ(read->mainFile, written.mainFile);
  EXPECT_EQ(read->buildDirectory, "/top");
  EXPECT_EQ(jsonOf(*read), jsonOf(written));

  std::vector<Finding> again = read->findings;
  canonicalize(again);
  EXPECT_EQ(again, written.findings) << "fingerprints can be made anew";
}

TEST(ReportFile, GivesBackAComparisonToo) {
  RunSummary written = full();
  written.comparedWith = "main";
  written.known = {written.findings.back()};
  written.findings.pop_back();
  written.fixed = {Finding()};
  written.fixed.front().check = "double-lock";
  written.fixed.front().fingerprint = "0123";
  llvm::Expected<RunSummary> read = parseReport(jsonOf(written), "a.json");
  ASSERT_TRUE(static_cast<bool>(read)) << llvm::toString(read.takeError());
  settleIn("/top", *read);
  EXPECT_EQ(read->comparedWith, "main");
  EXPECT_EQ(read->known, written.known);
  EXPECT_EQ(read->fixed, written.fixed);
}

static std::string errorOf(llvm::StringRef text) {
  llvm::Expected<RunSummary> read = parseReport(text, "a.json");
  return read ? "none" : llvm::toString(read.takeError());
}

/// The report with one text in it replaced.
static std::string with(llvm::StringRef from, llvm::StringRef to) {
  std::string text = jsonOf(full());
  size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from.str();
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

TEST(ReportFile, SaysWhatIsWrong) {
  EXPECT_THAT(errorOf("x"), HasSubstr("a.json: not valid JSON"));
  EXPECT_THAT(errorOf("[]"), HasSubstr("not a report of Leash in JSON; leash check --format=json:FILE writes one"));
  EXPECT_THAT(errorOf("{\"version\": \"2.1.0\"}"), HasSubstr("not a report of Leash in JSON"));
  EXPECT_THAT(errorOf(std::string(1'000'000, '[')), HasSubstr("nested too deeply"));
  EXPECT_THAT(errorOf(with("\"formatVersion\": 1", "\"formatVersion\": 2")),
              HasSubstr("of format version 2; this Leash"));
  EXPECT_THAT(errorOf(with("\"scope\"", "\"other\"")), HasSubstr("missing value at report.scope"));
  EXPECT_THAT(errorOf(with("\"severity\": \"error\"", "\"severity\": \"fatal\"")),
              HasSubstr("expected error, warning or note at report.findings[0].severity"));
  EXPECT_THAT(errorOf(with("\"total\": 3", "\"total\": 4")), HasSubstr("don't add up"));
  EXPECT_THAT(errorOf(with("\"number\": 2", "\"number\": 4")), HasSubstr("expected a number from 1 to the count"));
  EXPECT_THAT(errorOf(with("\"endLine\": 3", "\"endLine\": -3")), HasSubstr("expected a number from 0 to"));
  EXPECT_THAT(errorOf(with("\"messageBytes\": \"", "\"messageBytes\": \"x")), HasSubstr("expected hexadecimal digits"));
}

TEST(ReportFile, SurvivesBeingCutShortAnywhere) {
  std::string text = jsonOf(full());
  for (size_t size = 0; size + 1 < text.size(); size += 7)
    EXPECT_NE(errorOf(llvm::StringRef(text).take_front(size)), "none") << size;
}

} // namespace leash
