// changed-lines-test: what a change introduces is shown in the lines of the change.

#include "driver/report/changed-lines.h"
#include "test/report/sample.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace leash {
namespace {

using testing::HasSubstr;
using testing::Not;

ChangedLines linesOf(llvm::StringRef file, unsigned first, unsigned last) {
  ChangedLines lines;
  lines.add(file, first, last);
  return lines;
}

/// Stands in line 3; its story goes by line 20.
Finding farReachingFinding() {
  Finding finding = simpleFinding(Severity::Error, 3);
  finding.place = {"a.cpp", 3, 1, 3, 9};
  finding.step({"a.cpp", 3, 1, 3, 9}, "locks").step({"a.cpp", 20, 5, 22, 6}, "returns");
  return finding;
}

TEST(ChangedLines, AFindingStaysWhereItIsIfThatIsChanged) {
  EXPECT_EQ(placeInChange(farReachingFinding(), linesOf("a.cpp", 1, 30)), (Place{"a.cpp", 3, 1, 3, 9}));
}

TEST(ChangedLines, OtherwiseItIsShownAtItsFirstStepThatIsChanged) {
  EXPECT_EQ(placeInChange(farReachingFinding(), linesOf("a.cpp", 20, 22)), (Place{"a.cpp", 20, 5, 22, 6}));
}

TEST(ChangedLines, APlaceEndsWithItsFirstLineIfTheOthersAreNotChanged) {
  EXPECT_EQ(placeInChange(farReachingFinding(), linesOf("a.cpp", 19, 21)), (Place{"a.cpp", 20, 5, 20, 0}));
}

TEST(ChangedLines, WithoutAStepInTheChangeItStaysWhereItIs) {
  EXPECT_EQ(placeInChange(farReachingFinding(), linesOf("a.cpp", 21, 22)), (Place{"a.cpp", 3, 1, 3, 9}));
  EXPECT_EQ(placeInChange(farReachingFinding(), linesOf("b.cpp", 1, 30)), (Place{"a.cpp", 3, 1, 3, 9}));
  EXPECT_EQ(placeInChange(farReachingFinding(), {}), (Place{"a.cpp", 3, 1, 3, 9}));
}

TEST(ChangedLines, AnnotationsAndAlertsOfNewFindingsAreThere) {
  TestProject project;
  RunSummary run = runWith(project, {farReachingFinding()});
  run.comparedWith = "main";
  run.changedLines = linesOf("a.cpp", 20, 20);
  EXPECT_THAT(reportOf(run, "github"), HasSubstr("::error file=a.cpp,line=20,endLine=20,col=5,"));
  EXPECT_THAT(reportOf(run, "github"), HasSubstr("::a.cpp:3:1: message"));
  EXPECT_THAT(reportOf(run, "sarif"), HasSubstr("\"text\": \"a.cpp:3:1: message"));
  std::string location = "\"physicalLocation\": {\n                \"artifactLocation\": {\n"
                         "                  \"uri\": \"a.cpp\",\n                  \"uriBaseId\": \"SRCROOT\"\n"
                         "                },\n                \"region\": {\n"
                         "                  \"startColumn\": 5,\n                  \"startLine\": 20\n";
  EXPECT_THAT(reportOf(run, "sarif"), HasSubstr(location));
}

TEST(ChangedLines, WhatIsKnownStaysWhereItIs) {
  TestProject project;
  RunSummary run = runWith(project, {});
  run.comparedWith = "main";
  run.known = {farReachingFinding()};
  run.changedLines = linesOf("a.cpp", 20, 20);
  EXPECT_THAT(reportOf(run, "github"), HasSubstr("file=a.cpp,line=3,"));
}

TEST(CodeScanning, HasNoAlertForWhatIsFixedOrSuppressed) {
  TestProject project;
  RunSummary run = comparedRun(project);
  EXPECT_THAT(reportOf(run, "sarif"), HasSubstr("\"baselineState\": \"absent\""));
  std::string report = reportOf(run, "code-scanning");
  EXPECT_THAT(report, Not(HasSubstr("\"baselineState\": \"absent\"")));
  run.fixed.clear();
  run.suppressed.clear();
  EXPECT_EQ(report, reportOf(run, "sarif"));
}

} // namespace
} // namespace leash
