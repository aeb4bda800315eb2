// xml-formats-test: what checkstyle and junit promise beyond their golden files.

#include "driver/report/xml.h"
#include "test/report/sample.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace leash {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Xml, LineEndsAreKeptInTextAndInAttributes) {
  std::string text;
  llvm::raw_string_ostream out(text);
  XmlWriter(out).element("a", {{"b", "1\n2"}, {"empty", ""}}, "3\n<4");
  EXPECT_EQ(text, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b=\"1&#10;2\">3\n&lt;4</a>\n");
}

TEST(Checkstyle, TheStoryIsInTheMessage) {
  TestProject project;
  Finding finding = simpleFinding();
  finding.remedy = "wait";
  finding.step({"b.cpp", 2, 3, 2, 9}, "waits", "worker");
  EXPECT_THAT(reportOf(runWith(project, {finding}), "checkstyle"),
              HasSubstr("message=\"message&#10;1. b.cpp:2:3: [worker] waits&#10;help: wait\""));
}

TEST(Checkstyle, AFileStandsOnceWithAllThatThereIsToSayOfIt) {
  TestProject project;
  RunSummary run = runWith(project, {simpleFinding(Severity::Error, 1), simpleFinding(Severity::Note, 2)});
  run.unanalyzed = {{"a.cpp", "no"}};
  std::string report = reportOf(run, "checkstyle");
  EXPECT_EQ(llvm::StringRef(report).count("<file "), 1u) << report;
  EXPECT_EQ(llvm::StringRef(report).count("<error "), 2u) << report;
  EXPECT_THAT(report, HasSubstr("<exception>could not be analysed: no</exception>"));
}

TEST(Junit, CountsWhatItContains) {
  TestProject project;
  RunSummary run = sampleRun(project);
  std::string text = reportOf(run, "junit");
  llvm::StringRef report = text;
  size_t tests = 1 + run.findings.size() + run.suppressed.size();
  EXPECT_EQ(report.count("<testcase "), tests);
  EXPECT_EQ(report.count("<skipped "), run.suppressed.size());
  EXPECT_THAT(text, HasSubstr("<testsuites name=\"Leash\" tests=\"" + std::to_string(tests) + "\" failures=\"" +
                              std::to_string(report.count("<failure ")) + "\" errors=\"1\">"));
}

TEST(Junit, ANoteIsNoFailure) {
  TestProject project;
  std::string report = reportOf(runWith(project, {simpleFinding(Severity::Note)}), "junit");
  EXPECT_THAT(report, HasSubstr("failures=\"0\""));
  EXPECT_THAT(report, Not(HasSubstr("<failure")));
  EXPECT_THAT(report, HasSubstr("<system-out>a.cpp:1:1: note: message</system-out>"));
}

TEST(Junit, ATestKeepsItsNameWhenLinesMoveAndNamesakesAreNumbered) {
  TestProject project;
  std::string report =
      reportOf(runWith(project, {simpleFinding(Severity::Error, 1), simpleFinding(Severity::Error, 9)}), "junit");
  EXPECT_THAT(report, HasSubstr("name=\"a.cpp: message\""));
  EXPECT_THAT(report, HasSubstr("name=\"a.cpp: message (2)\""));
}

} // namespace
} // namespace leash
