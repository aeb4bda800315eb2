// catalog-test: a check is its code, its page and its pairs; none of them stands alone.
#include "test/architecture/catalog.h"
#include "test/architecture/sources.h"

#include <gtest/gtest.h>

namespace leash::architecture {
namespace {

using Sentences = std::vector<std::string>;

std::set<std::string> wholeCheck() {
  std::set<std::string> paths = {"checks/locks/double-lock.cpp", "docs/checks/double-lock.md", "docs/checks/README.md",
                                 "test/cases/double-lock/tempting.clean.cpp"};
  for (unsigned i = 0; i != pairsPerCheck; ++i)
    for (const char *half : {".bug.cpp", ".fix.cpp"})
      paths.insert("test/cases/double-lock/story-" + std::to_string(i) + half);
  return paths;
}

const std::vector<CatalogLine> catalog = {{"locks", "double-lock"}};

TEST(Catalog, ALineIsAGroupAndAName) {
  auto lines = parseCatalog("// catalog: …\nLEASH_CHECK(DoubleLock, locks, \"double-lock\")\n");
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0].group, "locks");
  EXPECT_EQ(lines[0].name, "double-lock");
}

TEST(Catalog, AWholeCheckLacksNothing) { EXPECT_EQ(missingFor(catalog, wholeCheck()), Sentences()); }

TEST(Catalog, ACheckWithoutPageIsMissed) {
  auto paths = wholeCheck();
  paths.erase("docs/checks/double-lock.md");
  EXPECT_EQ(missingFor(catalog, paths), Sentences{"there is no docs/checks/double-lock.md, the page of double-lock"});
}

TEST(Catalog, ACheckWithoutCodeIsMissed) {
  auto paths = wholeCheck();
  paths.erase("checks/locks/double-lock.cpp");
  EXPECT_EQ(missingFor(catalog, paths), Sentences{"there is no checks/locks/double-lock.cpp, the code of double-lock"});
}

TEST(Catalog, ABugWithoutItsFixIsNoPair) {
  auto paths = wholeCheck();
  paths.erase("test/cases/double-lock/story-3.fix.cpp");
  EXPECT_EQ(missingFor(catalog, paths), (Sentences{"there is no test/cases/double-lock/story-3.fix.cpp, the twin of "
                                                   "test/cases/double-lock/story-3.bug.cpp",
                                                   "test/cases/double-lock has 11 pairs; a check has 12"}));
}

TEST(Catalog, AFixWithoutItsBugIsMissed) {
  auto paths = wholeCheck();
  paths.insert("test/cases/double-lock/lonely.fix.c");
  EXPECT_EQ(missingFor(catalog, paths), Sentences{"there is no test/cases/double-lock/lonely.bug.c, the twin of "
                                                  "test/cases/double-lock/lonely.fix.c"});
}

TEST(Catalog, APageAndCasesForNoCheckAreMissed) {
  auto paths = wholeCheck();
  paths.insert({"docs/checks/gone.md", "test/cases/gone/a.clean.cpp"});
  EXPECT_EQ(missingFor(catalog, paths),
            (Sentences{"docs/checks/gone.md is for no check of checks/catalog.def",
                       "test/cases/gone/a.clean.cpp is for no check of checks/catalog.def"}));
}

TEST(Tree, HasAWholeCheckForEveryLineOfTheCatalog) {
  auto lines = parseCatalog(readSource("checks/catalog.def"));
  ASSERT_FALSE(lines.empty());
  std::set<std::string> paths;
  for (const Source &source : sourcesBelow({"checks", "docs", "test/cases"}, {}))
    paths.insert(source.path);
  for (const std::string &sentence : missingFor(lines, paths))
    ADD_FAILURE() << sentence;
}

TEST(Tree, MarksFindingsInBugsAndOnlyThere) {
  for (const Source &source : sourcesBelow({"test/cases"}, {".c", ".cpp"})) {
    bool isMarked = source.text.find("// finding:") != std::string::npos;
    EXPECT_EQ(isMarked, source.path.find(".bug.") != std::string::npos) << source.path;
  }
}

} // namespace
} // namespace leash::architecture
