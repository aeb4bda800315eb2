// path-rules-test: which files a rule is about, and what a file of rules may say.

#include "driver/suppressions/added.h"
#include "driver/suppressions/path-rules.h"
#include "test/driver/workspace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace leash {

using testing::ElementsAre;
using testing::HasSubstr;

static bool matches(llvm::StringRef pattern, llvm::StringRef path) {
  llvm::Expected<PathPattern> parsed = PathPattern::parse(pattern);
  if (!parsed) {
    ADD_FAILURE() << llvm::toString(parsed.takeError());
    return false;
  }
  return parsed->matches(path);
}

TEST(PathPatterns, MatchNamesAndAnyNumberOfThem) {
  EXPECT_TRUE(matches("src/a.cpp", "src/a.cpp"));
  EXPECT_TRUE(matches("src/*.cpp", "src/a.cpp"));
  EXPECT_TRUE(matches("third_party/**", "third_party/lib/src/a.cpp"));
  EXPECT_TRUE(matches("third_party/", "third_party/lib/src/a.cpp"));
  EXPECT_TRUE(matches("**/generated/*.{h,cc}", "a/b/generated/x.h"));
  EXPECT_TRUE(matches("**/generated/*", "generated/x.h"));
  EXPECT_TRUE(matches("**", "a.cpp"));
}

TEST(PathPatterns, DoNotReachBeyondAName) {
  EXPECT_FALSE(matches("src/*", "src/net/a.cpp"));
  EXPECT_FALSE(matches("src", "src/a.cpp"));
  EXPECT_FALSE(matches("a.cpp", "src/a.cpp"));
  EXPECT_FALSE(matches("src/**", "other/src/a.cpp"));
}

TEST(PathPatterns, StayFastHoweverManyStarsThereAre) {
  std::string stars, names;
  for (int i = 0; i < 200; ++i) {
    stars += "**/a/";
    names += "a/";
  }
  EXPECT_FALSE(matches(stars + "b", names + "c"));
}

TEST(PathPatterns, ThatLeaveTheDirectoryAreRefused) {
  for (const char *text : {"", "/usr/**", "../other/**", "a//b", "./a", "a/[b"}) {
    llvm::Expected<PathPattern> pattern = PathPattern::parse(text);
    EXPECT_FALSE(static_cast<bool>(pattern)) << text;
    llvm::consumeError(pattern.takeError());
  }
}

TEST(PathRules, AreReadWithTheirPlaces) {
  llvm::Expected<std::vector<PathRule>> rules =
      parsePathRules("suppress:\n  - paths: [\"a/**\", b.cpp]\n    checks: [leash-lock-order]\n    reason: it is old\n"
                     "    until: 2027-03-01\n  - paths: [c/]\n    reason: \"d: e\"\n",
                     "leash.yaml");
  ASSERT_TRUE(static_cast<bool>(rules)) << llvm::toString(rules.takeError());
  ASSERT_EQ(rules->size(), 2u);
  EXPECT_THAT(rules->front().paths, ElementsAre("a/**", "b.cpp"));
  EXPECT_THAT(rules->front().checks, ElementsAre("lock-order"));
  EXPECT_EQ(rules->front().until, dateCalled("2027-03-01"));
  EXPECT_EQ(rules->back().reason, "d: e");
  EXPECT_EQ(rules->back().place.line, 6u);
}

static std::string mistakeIn(llvm::StringRef yaml) {
  llvm::Expected<std::vector<PathRule>> rules = parsePathRules(yaml, "leash.yaml");
  return rules ? "" : llvm::toString(rules.takeError());
}

TEST(PathRules, ThatAreWrongAreToldWhereAndWhatToWrite) {
  EXPECT_THAT(mistakeIn("supress: []\n"),
              HasSubstr("leash.yaml:1:1: error: unknown key 'supress'; known keys: suppress"));
  EXPECT_THAT(mistakeIn("suppress:\n  - paths: [a]\n    reason: b\n    utnil: c\n"),
              HasSubstr("leash.yaml:4:5: error: unknown key 'utnil'; known keys: paths, checks, reason, until"));
  EXPECT_THAT(mistakeIn("suppress:\n  - paths: [a]\n"), HasSubstr("missing required key 'reason'"));
  EXPECT_THAT(mistakeIn("suppress:\n  - paths: [a]\n    reason: \" \"\n"), HasSubstr("a rule needs a reason"));
  EXPECT_THAT(mistakeIn("suppress:\n  - paths: []\n    reason: a\n"), HasSubstr("'paths' names no file"));
  EXPECT_THAT(mistakeIn("suppress:\n  - paths: [/a]\n    reason: a\n"), HasSubstr("path '/a' is absolute"));
  EXPECT_THAT(mistakeIn("suppress:\n  - paths: [a]\n    reason: a\n    checks: [lock-ordr]\n"),
              HasSubstr("unknown check 'lock-ordr'; did you mean 'lock-order'?"));
  EXPECT_THAT(mistakeIn("suppress:\n  - paths: [a]\n    reason: a\n    until: soon\n"), HasSubstr("'soon' is no date"));
}

static Finding findingAt(const std::string &file, uint32_t line, std::string check) {
  Finding finding;
  finding.check = std::move(check);
  finding.place = {file, line, 3, line, 4};
  return finding;
}

TEST(AddedSuppressions, AreOneForALineAndExtendWhatIsThere) {
  test::Workspace space;
  space.write("a.cpp", "\tf();\n  g(); // leash-allow(a): old\n#define H() \\\n  i()\n  j();\n");
  std::string file = space.path("a.cpp");
  AddedSuppressions added = suppressionsFor({findingAt(file, 1, "b"), findingAt(file, 1, "a"), findingAt(file, 2, "b"),
                                             findingAt(file, 4, "a"), findingAt("", 0, "a")},
                                            Allowance{{}, "new", std::nullopt}, *dateCalled("2026-06-01"));
  ASSERT_EQ(added.carriers.size(), 2u);
  const Replacement &first = added.carriers[0].fixes.front().replacements.front();
  EXPECT_EQ(first.place, (Place{file, 1, 1, 1, 1}));
  EXPECT_EQ(first.text, "\t// leash-allow(a, b): new\n");
  const Replacement &second = added.carriers[1].fixes.front().replacements.front();
  EXPECT_EQ(second.place, (Place{file, 2, 11, 2, 30}));
  EXPECT_EQ(second.text, "leash-allow(a, b): old");
  EXPECT_THAT(added.leftOut, ElementsAre(HasSubstr("stands in no line"), HasSubstr(file + ":4 is a part of a macro")));
}

} // namespace leash
