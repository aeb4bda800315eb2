// markdown-test: what the summary promises beyond its golden file.

#include "driver/report/markdown-text.h"
#include "test/report/sample.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace leash {
namespace {

using testing::HasSubstr;

TEST(MarkdownText, NamesAreCodeAndSentencesStaySentences) {
  EXPECT_EQ(prose("'mutex_' is still locked when 'a::b' returns"), "`mutex_` is still locked when `a::b` returns");
  EXPECT_EQ(prose("'found == end()' is false"), "`found == end()` is false");
  EXPECT_EQ(prose("unlock 'm', or (if it doesn't matter) don't"), "unlock `m`, or (if it doesn't matter) don't");
  EXPECT_EQ(prose("hold it in a std::lock_guard, which helps"), "hold it in a `std::lock_guard`, which helps");
  EXPECT_EQ(prose("dropped -fanalyzer from 3 commands"), "dropped `-fanalyzer` from 3 commands");
  EXPECT_EQ(prose("a character like 'a'b' is a name"), "a character like `a'b` is a name");
}

TEST(MarkdownText, WhateverIsMoreThanAWordIsCode) {
  EXPECT_EQ(prose("@all #1 <b> www.x.org :x: **x** 1. \\"), "`@all` `#1` `<b>` `www.x.org` `:x`: `**x**` `1.` `\\`");
}

TEST(MarkdownText, TheFenceIsLongerThanWhatItHolds) {
  EXPECT_EQ(codeSpan("a"), "`a`");
  EXPECT_EQ(codeSpan("a``b"), "```a``b```");
  EXPECT_EQ(codeSpan("`"), "`` ` ``");
  EXPECT_EQ(codeSpan(""), "");
}

TEST(MarkdownText, ALongTextIsCutBetweenCharacters) {
  std::string text;
  while (text.size() <= MaxMarkdownText)
    text += "é";
  EXPECT_EQ(codeSpan(text).size(), MaxMarkdownText + std::string("`…`").size());
}

TEST(MarkdownText, OnlyAFileOfTheProjectIsALink) {
  Paths paths("/project");
  EXPECT_EQ(placeLink({"/project/src/a b.cpp", 7, 3, 7, 4}, paths), "[`src/a b.cpp:7`](src/a%20b.cpp#L7)");
  EXPECT_EQ(placeLink({"/usr/include/x.h", 7, 3, 7, 4}, paths), "`/usr/include/x.h:7`");
  EXPECT_EQ(placeLink({}, paths), "");
}

TEST(MarkdownText, ALinkLeadsToWhereTheProjectCanBeRead) {
  Paths paths("/project");
  EXPECT_EQ(placeLink({"/project/src/a b.cpp", 7, 3, 7, 4}, paths, "https://forge.example/p/blob/1a2b"),
            "[`src/a b.cpp:7`](https://forge.example/p/blob/1a2b/src/a%20b.cpp#L7)");
  EXPECT_EQ(placeLink({"/usr/include/x.h", 7, 3, 7, 4}, paths, "https://forge.example/p"), "`/usr/include/x.h:7`");
}

TEST(Markdown, TheMostSevereComeFirst) {
  TestProject project;
  std::string report = reportOf(runWith(project, {simpleFinding(Severity::Note, 1), simpleFinding(Severity::Warning, 2),
                                                  simpleFinding(Severity::Error, 3)}),
                                "markdown");
  EXPECT_LT(report.find("**error**"), report.find("**warning**"));
  EXPECT_LT(report.find("**warning**"), report.find("**note**"));
}

TEST(Markdown, StaysWithinItsBudgetAndCountsTheRest) {
  TestProject project;
  std::vector<Finding> findings;
  for (uint32_t line = 1; line <= 3000; ++line) {
    findings.push_back(simpleFinding(line > 2990 ? Severity::Error : Severity::Warning, line));
    findings.back().message = "message about " + std::string(1000, 'x');
    for (unsigned step = 0; step < 20; ++step)
      findings.back().step({"a.cpp", line, 1, line, 2}, std::string(1000, '`'), std::string(1000, '<'));
  }
  RunSummary run = runWith(project, std::move(findings));
  for (unsigned number = 0; number < 1000; ++number) {
    run.notes.push_back(std::string(5000, '`'));
    run.unanalyzed.push_back({std::string(5000, ' ') + std::to_string(number), std::string(5000, '`')});
  }
  std::string report = reportOf(run, "markdown");
  EXPECT_LE(report.size(), MaxMarkdownBytes);
  EXPECT_EQ(llvm::StringRef(report).count("\n**error**"), 10u);
  EXPECT_THAT(report, HasSubstr(" more findings** did not fit here:\n\n- `leash-lock-order`: "));
}

TEST(Markdown, AnIncompleteRunSaysSoBeforeItsFindings) {
  TestProject project;
  RunSummary run = runWith(project, {simpleFinding(Severity::Error)});
  run.unanalyzed = {{"b.cpp", "no"}};
  std::string report = reportOf(run, "markdown");
  EXPECT_LT(report.find("**1 unit could not be analysed**"), report.find("**error**"));
}

} // namespace
} // namespace leash
