// Reading sources, showing their lines, and diffs of fixes.

#include "driver/report/diff.h"
#include "driver/report/excerpt.h"
#include "driver/report/printable.h"
#include "driver/report/sources.h"
#include "test/report/sample.h"

#include "llvm/Support/FileSystem.h"

#include "gtest/gtest.h"

namespace leash {
namespace {

SourceFile sourceWith(const TestProject &project, llvm::StringRef content) {
  return SourceFile(project.write("a.cpp", content));
}

TEST(Printable, LeavesTextAlone) { EXPECT_EQ(printable("a b {é世}", true), "a b {é世}"); }

TEST(Printable, NumbersWhatWouldCommandTheTerminal) {
  EXPECT_EQ(printable("\x1b[31m\a\r\n\t\x7f", true), "<U+001B>[31m<U+0007><U+000D><U+000A><U+0009><U+007F>");
}

TEST(Printable, NumbersWhatTurnsTheDirectionOfWritingRound) { EXPECT_EQ(printable("\u202e", true), "<U+202E>"); }

TEST(Printable, NumbersControlsOfTheUpperHalf) { EXPECT_EQ(printable("\u009b", true), "<U+009B>"); }

TEST(Printable, NumbersBytesThatAreNoText) {
  EXPECT_EQ(printable("\xff", true), "<FF>");
  EXPECT_EQ(printable("\xe4\xb8", true), "<E4><B8>") << "a character that is cut short";
  EXPECT_EQ(printable("\xc0\xaf", true), "<C0><AF>") << "an overlong form";
}

TEST(Printable, NumbersAllButAsciiWhereNothingElseCanBeShown) { EXPECT_EQ(printable("é", false), "<U+00E9>"); }

TEST(SourceFile, LinesEndAsTheyDoForClang) {
  TestProject project;
  SourceFile source = sourceWith(project, "a\nb\r\nc\rd");
  EXPECT_EQ(source.line(1), "a");
  EXPECT_EQ(source.line(2), "b");
  EXPECT_EQ(source.line(3), "c");
  EXPECT_EQ(source.line(4), "d");
  EXPECT_EQ(source.line(5), std::nullopt);
  EXPECT_EQ(source.line(0), std::nullopt);
}

TEST(SourceFile, AnEmptyFileHasOneEmptyLine) {
  TestProject project;
  SourceFile source = sourceWith(project, "");
  EXPECT_EQ(source.line(1), "");
  EXPECT_EQ(source.line(2), std::nullopt);
  EXPECT_EQ(source.problem(), "");
}

TEST(SourceFile, AFileThatIsNotThereHasNoLinesAndSaysWhy) {
  TestProject project;
  SourceFile source(project.directory() + "/gone.cpp");
  EXPECT_EQ(source.line(1), std::nullopt);
  EXPECT_EQ(source.problem(), "No such file or directory");
}

TEST(SourceFile, ADirectoryIsNoSource) {
  TestProject project;
  EXPECT_NE(SourceFile(project.directory()).problem(), "");
}

TEST(SourceFile, CountsUtf16AsEditorsDo) {
  TestProject project;
  SourceFile source = sourceWith(project, "aé世🔒\xff;");
  EXPECT_EQ(source.utf16Column(1, 1), 1u);
  EXPECT_EQ(source.utf16Column(1, 2), 2u) << "é";
  EXPECT_EQ(source.utf16Column(1, 4), 3u) << "世";
  EXPECT_EQ(source.utf16Column(1, 7), 4u) << "🔒 takes two";
  EXPECT_EQ(source.utf16Column(1, 11), 6u) << "a byte that is no text";
  EXPECT_EQ(source.utf16Column(1, 12), 7u) << ";";
}

TEST(SourceFile, TheOrderOfQuestionsDoesNotChangeTheAnswer) {
  TestProject project;
  SourceFile source = sourceWith(project, "世🔒世🔒;\n🔒;\n");
  for (auto [column, expected] : {std::pair(15u, 7u), {4u, 2u}, {8u, 4u}, {6u, 4u}, {11u, 5u}, {8u, 4u}, {15u, 7u}})
    EXPECT_EQ(source.utf16Column(1, column), expected) << "column " << column;
  EXPECT_EQ(source.utf16Column(2, 5), 3u);
}

TEST(SourceFile, AByteOrderMarkIsNoColumnOfAnEditor) {
  TestProject project;
  SourceFile source = sourceWith(project, "\xEF\xBB\xBFint x;\nint y;\n");
  EXPECT_EQ(source.utf16Column(1, 4), 1u);
  EXPECT_EQ(source.utf16Column(2, 4), 4u);
  EXPECT_EQ(source.line(1), "int x;");
}

TEST(SourceFiles, ReadsEachFileOnce) {
  TestProject project;
  std::string file = project.write("a.cpp", "first\n");
  SourceFiles sources(project.directory());
  EXPECT_EQ(sources.open(file).line(1), "first");
  ASSERT_FALSE(llvm::sys::fs::remove(file));
  EXPECT_EQ(sources.open(file).line(1), "first");
}

TEST(SourceFiles, TakesRelativeNamesFromTheBaseDirectory) {
  TestProject project;
  project.write("src/a.cpp", "here\n");
  EXPECT_EQ(SourceFiles(project.directory()).open("src/a.cpp").line(1), "here");
}

std::string drawn(const SourceFile &source, const Place &place, bool unicode = true) {
  std::optional<Excerpt> excerpt = excerptOf(source, place, unicode);
  if (!excerpt)
    return "nothing";
  return excerpt->before + excerpt->marked + excerpt->after + "\n" + std::string(excerpt->markColumn, ' ') +
         std::string(excerpt->markWidth, '^') + (excerpt->goesOn ? "+" : "");
}

TEST(Excerpt, MarksTheRange) {
  TestProject project;
  EXPECT_EQ(drawn(sourceWith(project, "int x = 1;\n"), {"a.cpp", 1, 5, 1, 10}), "int x = 1;\n"
                                                                                "    ^^^^^");
}

TEST(Excerpt, APointIsOneCharacterWide) {
  TestProject project;
  SourceFile source = sourceWith(project, "x 世;\n");
  EXPECT_EQ(drawn(source, {"a.cpp", 1, 1, 0, 0}), "x 世;\n^");
  EXPECT_EQ(drawn(source, {"a.cpp", 1, 3, 1, 3}), "x 世;\n  ^^") << "a wide character has two columns";
}

TEST(Excerpt, BehindTheLastCharacterThereIsRoomForAMark) {
  TestProject project;
  EXPECT_EQ(drawn(sourceWith(project, "ab\n"), {"a.cpp", 1, 3, 1, 3}), "ab\n  ^");
  EXPECT_EQ(drawn(sourceWith(project, "ab\n"), {"a.cpp", 1, 99, 1, 120}), "ab\n  ^") << "the line has got shorter";
  EXPECT_EQ(drawn(sourceWith(project, ""), {"a.cpp", 1, 1, 1, 1}), "\n^");
}

TEST(Excerpt, TabsReachTheNextMultipleOfFour) {
  TestProject project;
  EXPECT_EQ(drawn(sourceWith(project, "\tab\tc\n"), {"a.cpp", 1, 5, 1, 6}), "    ab  c\n"
                                                                            "        ^");
}

TEST(Excerpt, CombiningMarksTakeNoColumn) {
  TestProject project;
  EXPECT_EQ(drawn(sourceWith(project, "e\u0301 x\n"), {"a.cpp", 1, 5, 1, 6}), "e\u0301 x\n"
                                                                              "  ^");
}

TEST(Excerpt, ARangeOverSeveralLinesIsMarkedToTheEndOfTheFirst) {
  TestProject project;
  EXPECT_EQ(drawn(sourceWith(project, "f([] {  \n});\n"), {"a.cpp", 1, 1, 2, 3}), "f([] {\n^^^^^^+");
}

TEST(Excerpt, ALineOfTheScreensWidthIsShownWhole) {
  TestProject project;
  std::string line(MaxExcerptWidth - 1, 'x');
  EXPECT_EQ(drawn(sourceWith(project, line + "y"), {"a.cpp", 1, 1, 1, 2}), line + "y\n^");
}

TEST(Excerpt, ALongLineIsCutAtItsEnd) {
  TestProject project;
  std::string shown = drawn(sourceWith(project, "start" + std::string(1000, 'x')), {"a.cpp", 1, 1, 1, 6});
  EXPECT_EQ(shown, "start" + std::string(MaxExcerptWidth - 6, 'x') + "…\n^^^^^");
}

TEST(Excerpt, ALongLineIsCutAroundItsMark) {
  TestProject project;
  std::string content = std::string(5000, 'x') + "m.lock();" + std::string(5000, 'y');
  std::string shown = drawn(sourceWith(project, content), {"a.cpp", 1, 5001, 1, 5010});
  std::string before = "…" + std::string(40, 'x');
  EXPECT_EQ(shown, before + "m.lock();" + std::string(MaxExcerptWidth - 41 - 9 - 1, 'y') + "…\n" +
                       std::string(41, ' ') + "^^^^^^^^^");
}

TEST(Excerpt, ACutNeverSplitsACharacter) {
  TestProject project;
  std::string wide;
  for (int i = 0; i < 3000; ++i)
    wide += "世";
  for (uint32_t column = 4498; column < 4504; ++column) {
    std::string shown = drawn(sourceWith(project, "ab" + wide), {"a.cpp", 1, column, 1, column + 3});
    EXPECT_EQ(shown.find('<'), std::string::npos) << shown;
  }
}

TEST(Excerpt, TenMegabytesOnOneLineGiveOneShortLine) {
  TestProject project;
  const size_t half = 5'000'000;
  SourceFile source = sourceWith(project, std::string(half, 'x') + "m.lock();" + std::string(half, '\x80'));
  std::string shown = drawn(source, {"a.cpp", 1, half + 1, 1, half + 10});
  EXPECT_NE(shown.find("m.lock();"), std::string::npos);
  EXPECT_LT(shown.size(), 500u);
  EXPECT_LT(drawn(source, {"a.cpp", 1, 1, 1, half}).size(), 500u);
}

TEST(SourceFile, AThousandQuestionsAboutAnEndlessLineTakeOneWalk) {
  TestProject project;
  std::string content;
  for (int i = 0; i < 1'000'000; ++i)
    content += "世x";
  SourceFile source = sourceWith(project, content);
  for (uint32_t character = 1'999'000; character > 1'997'000; character -= 2)
    EXPECT_EQ(source.utf16Column(1, character * 2 + 1), character + 1);
}

TEST(Excerpt, ALineThatIsNotThereIsNotShown) {
  TestProject project;
  EXPECT_EQ(drawn(sourceWith(project, "a\n"), {"a.cpp", 7, 1, 7, 2}), "nothing");
}

struct Change {
  uint32_t line, column, endLine, endColumn;
  std::string text;
};

/// The hunks of a fix of "a.cpp", in the notation of diffs.
std::string diff(const TestProject &project, llvm::StringRef content, const std::vector<Change> &changes) {
  std::string file = project.write("a.cpp", content);
  Fix fix;
  for (const Change &change : changes)
    fix.replacements.push_back({{file, change.line, change.column, change.endLine, change.endColumn}, change.text});
  SourceFiles sources(project.directory());
  std::string text;
  for (const Hunk &hunk : hunksOf(fix, sources)) {
    text += "@" + std::to_string(hunk.line) + "\n";
    for (const std::string &line : hunk.removed)
      text += "-" + line + "\n";
    for (const std::string &line : hunk.added)
      text += "+" + line + "\n";
  }
  return text;
}

TEST(Diff, ReplacesAWord) {
  TestProject project;
  EXPECT_EQ(diff(project, "a b c\nd\n", {{1, 3, 1, 4, "B"}}), "@1\n-a b c\n+a B c\n");
}

TEST(Diff, AnInsertedLineRemovesNone) {
  TestProject project;
  EXPECT_EQ(diff(project, "a\nb\n", {{2, 1, 2, 1, "new\n"}}), "@2\n+new\n");
}

TEST(Diff, ARemovedLineAddsNone) {
  TestProject project;
  EXPECT_EQ(diff(project, "a\nb\nc\n", {{2, 1, 3, 1, ""}}), "@2\n-b\n");
}

TEST(Diff, ChangesOfOneLineAreOneHunkInWhateverOrderTheyCome) {
  TestProject project;
  EXPECT_EQ(diff(project, "f(a, b);\n", {{1, 6, 1, 7, "y"}, {1, 3, 1, 4, "x"}}), "@1\n-f(a, b);\n+f(x, y);\n");
}

TEST(Diff, DistantChangesAreTwoHunks) {
  TestProject project;
  EXPECT_EQ(diff(project, "a\nb\nc\nd\n", {{1, 1, 1, 2, "A"}, {4, 1, 4, 2, "D"}}), "@1\n-a\n+A\n@4\n-d\n+D\n");
}

TEST(Diff, TwoInsertionsInOnePlaceKeepTheirOrder) {
  TestProject project;
  EXPECT_EQ(diff(project, "c\n", {{1, 1, 1, 1, "a"}, {1, 1, 1, 1, "b"}}), "@1\n-c\n+abc\n");
}

TEST(Diff, LineEndsOfWindowsDoNotShow) {
  TestProject project;
  EXPECT_EQ(diff(project, "a\r\nb\r\n", {{2, 1, 2, 2, "B"}}), "@2\n-b\n+B\n");
}

TEST(Diff, WorksOnALastLineWithoutAnEnd) {
  TestProject project;
  EXPECT_EQ(diff(project, "a\nb", {{2, 1, 2, 2, "B"}}), "@2\n-b\n+B\n");
}

TEST(Diff, IsSilentAboutAChangeThatCannotBeMade) {
  TestProject project;
  EXPECT_EQ(diff(project, "abc\n", {{1, 1, 1, 3, "x"}, {1, 2, 1, 4, "y"}}), "") << "overlapping";
  EXPECT_EQ(diff(project, "abc\n", {{9, 1, 9, 2, "x"}}), "") << "behind the end";
  EXPECT_EQ(diff(project, "abc\n", {{1, 50, 1, 51, "x"}}), "") << "behind the line";
  EXPECT_EQ(diff(project, "abc\n", {{1, 3, 1, 1, "x"}}), "") << "ends before it begins";
  EXPECT_EQ(diff(project, "abc\n", {}), "");
}

} // namespace
} // namespace leash
