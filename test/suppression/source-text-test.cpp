// source-text-test: which code a comment speaks of, and where a line can be put in.

#include "checks/core/unit/source-text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace leash {

using testing::ElementsAre;
using testing::IsEmpty;

/// The lines that the only comment of the text speaks of.
static std::vector<uint32_t> linesOf(llvm::StringRef text) {
  SourceText source(text);
  EXPECT_EQ(source.comments().size(), 1u) << text.str();
  return source.comments().front().lines;
}

TEST(SourceText, ACommentSpeaksOfTheCodeBesideItOrBelowIt) {
  EXPECT_THAT(linesOf("f(); // c\ng();\n"), ElementsAre(1u));
  EXPECT_THAT(linesOf("// c\nf();\ng();\n"), ElementsAre(2u));
  EXPECT_THAT(linesOf("/* c */ f();\ng();\n"), ElementsAre(1u));
  EXPECT_THAT(linesOf("/*\n c */ f();\ng();\n"), ElementsAre(2u));
  EXPECT_THAT(linesOf("f(); /* c\n */ g();\n"), ElementsAre(1u, 2u));
  EXPECT_THAT(linesOf("// c\r\nf();\r\n"), ElementsAre(2u));
}

TEST(SourceText, AnEmptyLineSeparatesAComment) {
  EXPECT_THAT(linesOf("// c\n\nf();\n"), IsEmpty());
  EXPECT_THAT(linesOf("// c"), IsEmpty());
}

TEST(SourceText, OtherCommentsDoNotSeparateIt) {
  SourceText source("// c\n// and why\nf();\n");
  EXPECT_THAT(source.comments().front().lines, ElementsAre(3u));
}

TEST(SourceText, WhatLooksLikeACommentInATextIsNone) {
  EXPECT_THAT(SourceText("a = \"// c\"; b = R\"(\n// c\n)\"; c = 1'000; d = '\"';\n").comments(), IsEmpty());
}

TEST(SourceText, KnowsWhatStandsUnderACondition) {
  SourceText source("#ifndef A_H\n#define A_H\n// 1\n#if X\n// 2\n#else\n// 3\n#endif\n// 4\n#endif\n");
  std::vector<bool> conditional;
  for (const SourceComment &comment : source.comments())
    conditional.push_back(comment.isConditional);
  EXPECT_THAT(conditional, ElementsAre(false, true, true, false));
}

TEST(SourceText, TakesNoLineInTheMiddleOfSomething) {
  SourceText source("f();\n#define A \\\n  g()\nh(R\"(\n  i)\", j); /*\n*/ k();\nA;\n");
  std::vector<uint32_t> lines;
  for (uint32_t line = 1; source.hasLine(line); ++line)
    if (source.takesLineBefore(line))
      lines.push_back(line);
  EXPECT_THAT(lines, ElementsAre(1u, 4u, 7u, 8u));
}

TEST(SourceText, SurvivesWhatIsNoCode) {
  for (llvm::StringRef text : {"", "\"", "R\"(", "/*", "//", "#", "#if", "'", "\\", "\xff\xfe", "// a\\\n", "/"})
    EXPECT_LE(SourceText(text).comments().size(), 1u) << text.str();
  SourceText(llvm::StringRef("a\0// b\n", 7));
}

} // namespace leash
