// arrows-test: every include in checks/ and driver/ goes along an arrow of checks/core/README.md.
#include "test/architecture/rules.h"

#include <gtest/gtest.h>

namespace leash::architecture {
namespace {

constexpr std::string_view page = "| room | files | may include |\n"
                                  "|---|---|---|\n"
                                  "| words | `core/words.h` | |\n"
                                  "| core | `core/**` | words |\n"
                                  "| host | `host/*` | core, words |\n"
                                  "\n"
                                  "| headers | only in |\n"
                                  "|---|---|\n"
                                  "| `clang/**` | `core/reader*` |\n"
                                  "| `leash/**` | |\n";

Rules rulesOf(std::string_view text) {
  std::vector<std::string> mistakes;
  Rules rules = parseRules(text, mistakes);
  EXPECT_EQ(mistakes, std::vector<std::string>());
  return rules;
}

std::vector<std::string> judged(const std::string &path, const std::string &code) {
  return brokenArrows(rulesOf(page), {{path, code}});
}

using Sentences = std::vector<std::string>;

TEST(Arrows, AnArrowOfTheTableIsAllowed) {
  EXPECT_EQ(judged("host/main.cpp", "#include \"core/deep/model.h\"\n#include \"core/words.h\"\n"), Sentences());
}

TEST(Arrows, ARoomMayIncludeItself) { EXPECT_EQ(judged("core/a.cpp", "#include \"core/deep/b.h\"\n"), Sentences()); }

TEST(Arrows, AnArrowAgainstTheTableIsNamedWithItsLine) {
  EXPECT_EQ(judged("core/a.cpp", "// a: …\n#include \"host/main.h\"\n"),
            Sentences{"core/a.cpp:2: core must not include host: 'host/main.h'"});
}

TEST(Arrows, AnIncludeInACommentIsNone) {
  EXPECT_EQ(judged("core/a.cpp", "// #include \"host/main.h\"\n/*\n#include \"host/main.h\"\n*/\n"), Sentences());
}

TEST(Arrows, AFileInNoRoomMustNotInclude) {
  EXPECT_EQ(judged("host/deep/a.cpp", "#include \"core/words.h\"\n"),
            Sentences{"host/deep/a.cpp:1: the file is in no room"});
}

TEST(Arrows, ABorderHoldsForAllButTheFilesThatItNames) {
  EXPECT_EQ(judged("core/reader.cpp", "#include \"clang/AST/Decl.h\"\n"), Sentences());
  EXPECT_EQ(
      judged("core/flow.cpp", "#include \"clang/AST/Decl.h\"\n"),
      Sentences{"core/flow.cpp:1: 'clang/AST/Decl.h' must not be included here: clang/** stays behind its border"});
}

TEST(Arrows, ABorderWithoutFilesHoldsForAll) {
  EXPECT_EQ(judged("core/reader.cpp", "#include \"leash/chan.h\"\n").size(), 1u);
}

TEST(Arrows, HeadersFromElsewhereAreFree) {
  EXPECT_EQ(judged("core/flow.cpp", "#include \"llvm/ADT/StringRef.h\"\n#include <vector>\n"), Sentences());
}

TEST(Arrows, ATableThatNamesNoRoomIsAMistake) {
  Sentences mistakes;
  parseRules("| room | files | may include |\n|---|---|---|\n| a | `a/**` | b |\n\n| headers | only in |\n|---|---|\n"
             "| `x/**` | |\n",
             mistakes);
  EXPECT_EQ(mistakes, Sentences{"a may include 'b', which is no room"});
}

TEST(Arrows, APageWithoutTablesIsAMistake) {
  Sentences mistakes;
  parseRules("# Rooms\n", mistakes);
  EXPECT_EQ(mistakes,
            (Sentences{"there is no table that begins with 'room'", "there is no table that begins with 'headers'"}));
}

TEST(Arrows, ACircleOfRoomsIsFound) {
  Rules rules{{{"a", {}, {"b"}}, {"b", {}, {"c"}}, {"c", {}, {"b"}}}, {}};
  EXPECT_EQ(circlesIn(rules), Sentences{"b → c → b"});
}

TEST(Arrows, PatternsStayInTheirFolderUnlessTheyCrossIt) {
  EXPECT_TRUE(matches("checks/core/a.h", "checks/**"));
  EXPECT_TRUE(matches("checks/catalog.cpp", "checks/*"));
  EXPECT_FALSE(matches("checks/core/a.h", "checks/*"));
  EXPECT_TRUE(matches("driver/runner-pool.cpp", "driver/runner*"));
  EXPECT_FALSE(matches("driver/report/runner.cpp", "driver/runner*"));
}

class TreeOfRooms : public testing::Test {
protected:
  const Rules rules = rulesOf(readSource("checks/core/README.md"));
  const std::vector<Source> sources = sourcesBelow({"checks", "driver"});
};

TEST_F(TreeOfRooms, IncludesOnlyAlongTheArrows) {
  ASSERT_FALSE(sources.empty());
  for (const std::string &sentence : brokenArrows(rules, sources))
    ADD_FAILURE() << sentence << "\n(the tables are in checks/core/README.md)";
}

TEST_F(TreeOfRooms, HasNoCircleOfRooms) { EXPECT_EQ(circlesIn(rules), Sentences()); }

TEST_F(TreeOfRooms, HasAFileInEveryRoom) {
  for (const Room &room : rules.rooms) {
    bool isInhabited = false;
    for (const Source &source : sources)
      isInhabited |= rules.roomOf(source.path) == &room;
    EXPECT_TRUE(isInhabited) << "the room " << room.name << " of checks/core/README.md has no file";
  }
}

} // namespace
} // namespace leash::architecture
