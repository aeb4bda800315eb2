// Order, duplicates and fingerprints of findings.

#include "checks/core/model/finding.h"

#include "gtest/gtest.h"

#include <algorithm>
#include <set>

namespace leash {
namespace {

Finding findingAt(std::string file, uint32_t line, std::string message = "'m' is still locked here") {
  Finding finding;
  finding.check = "lock-not-released";
  finding.message = std::move(message);
  finding.place = {std::move(file), line, 3, line, 9};
  finding.entity = "Cache::load";
  finding.statement = "return 0;";
  finding.step({finding.place.file, line - 2, 3, line - 2, 11}, "locks 'm'");
  finding.steps.back().statement = "m.lock();";
  return finding;
}

std::vector<Finding> canonical(std::vector<Finding> findings) {
  canonicalize(findings);
  return findings;
}

std::string fingerprintOf(const Finding &finding) { return canonical({finding}).front().fingerprint; }

std::vector<std::string> placesOf(const std::vector<Finding> &findings) {
  std::vector<std::string> places;
  for (const Finding &finding : findings)
    places.push_back(finding.place.file + ":" + std::to_string(finding.place.line));
  return places;
}

TEST(Severity, IsSpelledAsCompilersSpellIt) {
  EXPECT_EQ(spelling(Severity::Note), "note");
  EXPECT_EQ(spelling(Severity::Warning), "warning");
  EXPECT_EQ(spelling(Severity::Error), "error");
}

TEST(Finding, StepsAreKeptInTheOrderOfTheStory) {
  Finding finding;
  finding.step({"a.cpp", 9, 1, 9, 2}, "starts", "main").step({"a.cpp", 4, 1, 4, 2}, "waits", "worker");
  ASSERT_EQ(finding.steps.size(), 2u);
  EXPECT_EQ(finding.steps[0].thread, "main");
  EXPECT_EQ(finding.steps[1].message, "waits");
  EXPECT_EQ(finding.steps[1].place.line, 4u);
}

TEST(Canonicalize, SortsByFileThenByNumberOfLine) {
  std::vector<std::string> sorted = {"a.cpp:9", "a.cpp:10", "b.cpp:7"};
  EXPECT_EQ(placesOf(canonical({findingAt("b.cpp", 7), findingAt("a.cpp", 10), findingAt("a.cpp", 9)})), sorted);
}

TEST(Canonicalize, AHeaderThatTwoUnitsReadGivesOneFinding) {
  EXPECT_EQ(canonical({findingAt("cache.h", 12), findingAt("cache.h", 12)}).size(), 1u);
}

TEST(Canonicalize, OfTwoStoriesOfOneDefectTheShorterStays) {
  Finding longer = findingAt("cache.h", 12);
  longer.step({"main.cpp", 3, 1, 3, 2}, "called from here");
  for (const std::vector<Finding> &findings :
       {std::vector{longer, findingAt("cache.h", 12)}, std::vector{findingAt("cache.h", 12), longer}}) {
    std::vector<Finding> kept = canonical(findings);
    ASSERT_EQ(kept.size(), 1u);
    EXPECT_EQ(kept.front().steps.size(), 1u);
  }
}

TEST(Canonicalize, TwoDefectsInOnePlaceStayTwo) {
  Finding otherCheck = findingAt("a.cpp", 5);
  otherCheck.check = "unchecked-error";
  EXPECT_EQ(canonical({findingAt("a.cpp", 5), findingAt("a.cpp", 5, "'n' is still locked here"), otherCheck}).size(),
            3u);
}

TEST(Canonicalize, TheOrderOfUnitsDoesNotShow) {
  std::vector<Finding> findings = {findingAt("a.cpp", 5), findingAt("a.cpp", 8), findingAt("b.h", 2),
                                   findingAt("b.h", 2)};
  findings.back().remedy = "use a guard";
  findings.back().entity = "Other::load";
  std::vector<size_t> order = {0, 1, 2, 3};
  std::vector<Finding> expected = canonical(findings);
  do {
    std::vector<Finding> shuffled;
    for (size_t index : order)
      shuffled.push_back(findings[index]);
    EXPECT_EQ(canonical(shuffled), expected);
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST(Canonicalize, DoneTwiceChangesNothing) {
  std::vector<Finding> once = canonical({findingAt("a.cpp", 5), findingAt("a.cpp", 8), findingAt("b.cpp", 2)});
  EXPECT_EQ(canonical(once), once);
}

TEST(Canonicalize, AcceptsNoFindings) { EXPECT_TRUE(canonical({}).empty()); }

TEST(Fingerprint, SurvivesMovedLinesRenamedFilesAndNewWording) {
  EXPECT_EQ(fingerprintOf(findingAt("a.cpp", 5)), fingerprintOf(findingAt("src/b.cpp", 905, "'m' stays locked")));
}

TEST(Fingerprint, SurvivesFormatting) {
  Finding formatted = findingAt("a.cpp", 5);
  formatted.statement = "  return\n\t 0; ";
  EXPECT_EQ(fingerprintOf(findingAt("a.cpp", 5)), fingerprintOf(formatted));
}

TEST(Fingerprint, ChangesWithWhatIdentifiesTheDefect) {
  Finding plain = findingAt("a.cpp", 5);
  Finding check = plain, entity = plain, statement = plain, stepStatement = plain, moreSteps = plain;
  check.check = "unchecked-error";
  entity.entity = "Cache::store";
  statement.statement = "return 1;";
  stepStatement.steps[0].statement = "n.lock();";
  moreSteps.step(plain.place, "waits");
  std::set<std::string> fingerprints;
  for (const Finding &finding : {plain, check, entity, statement, stepStatement, moreSteps})
    fingerprints.insert(fingerprintOf(finding));
  EXPECT_EQ(fingerprints.size(), 6u);
}

TEST(Fingerprint, TextThatMovesFromOneFieldToTheNextMakesADifference) {
  Finding one = findingAt("a.cpp", 5), two = one;
  one.entity = "f g";
  one.statement = "h";
  two.entity = "f";
  two.statement = "g h";
  EXPECT_NE(fingerprintOf(one), fingerprintOf(two));
}

TEST(Fingerprint, TwinsAreNumberedFromTheTopSoThatTheFirstKeepsItsOwn) {
  std::vector<Finding> twins = canonical({findingAt("a.cpp", 20), findingAt("a.cpp", 5)});
  ASSERT_EQ(twins.size(), 2u);
  EXPECT_NE(twins[0].fingerprint, twins[1].fingerprint);
  EXPECT_EQ(twins[0].fingerprint, fingerprintOf(findingAt("a.cpp", 5)));
}

TEST(Fingerprint, IsAKeyForFiles) {
  std::string fingerprint = fingerprintOf(findingAt("a.cpp", 5));
  EXPECT_EQ(fingerprint.size(), 32u);
  EXPECT_EQ(fingerprint.find_first_not_of("0123456789abcdef"), std::string::npos);
}

/// Written into baselines: a change of this value invalidates every baseline there is.
TEST(Fingerprint, IsTheSameInEveryVersion) {
  EXPECT_EQ(fingerprintOf(findingAt("a.cpp", 5)), "16156ebf8a1c30485edfe019b6e77304");
}

} // namespace
} // namespace leash
