// case-files-test: a collection of cases with a hole in it is noticed.

#include "checks/check.h"
#include "test/support/case-files.h"
#include "test/support/process.h"
#include "test/support/text-file.h"

#include "llvm/ADT/STLExtras.h"

#include <gtest/gtest.h>

namespace leash {

namespace {

bool complains(const CaseFiles &cases, llvm::StringRef about) {
  return llvm::any_of(cases.complaints, [&](llvm::StringRef complaint) { return complaint.contains(about); });
}

} // namespace

TEST(CaseFiles, ArePairsByCheckAndStory) {
  std::string directory = freshDirectory("case-files"), check(catalog().front()->name);
  for (const char *name : {"pool.bug.cpp", "pool.fix.cpp", "cache.bug.c", "queue.clean.cpp", "notes.txt"})
    writeTextFile(directory + "/" + check + "/" + name, "");
  writeTextFile(directory + "/no-such-check/pool.clean.cpp", "");

  CaseFiles cases = findCases(directory);
  ASSERT_EQ(cases.files.size(), 5u);
  EXPECT_EQ(cases.files[0].label(), "cache.bug");
  EXPECT_EQ(cases.files[1].label(), "pool.bug");
  EXPECT_EQ(cases.files[2].label(), "pool.fix");
  EXPECT_EQ(cases.files[0].check, check);
  EXPECT_TRUE(complains(cases, "/cache has no .fix twin"));
  EXPECT_FALSE(complains(cases, "/pool has no"));
  EXPECT_TRUE(complains(cases, "notes.txt: a case is called STORY.bug.cpp"));
  EXPECT_TRUE(complains(cases, "no-such-check is about no check"));
  EXPECT_TRUE(complains(cases, std::string(catalog().back()->name) + " has no cases"));
}

TEST(CaseFiles, ThatAreNowhereAreComplainedAbout) {
  CaseFiles cases = findCases("/no/such/directory");
  EXPECT_TRUE(cases.files.empty());
  EXPECT_TRUE(complains(cases, "/no/such/directory"));
}

TEST(CaseFiles, MarkABugInABugAndNoneElsewhere) {
  std::string directory = freshDirectory("case-marks"), check(catalog().front()->name);
  writeTextFile(directory + "/" + check + "/pool.bug.cpp", "int a;\n");
  writeTextFile(directory + "/" + check + "/pool.fix.cpp", "int a; // missed: a mark too many\n");
  CaseFiles cases = findCases(directory);
  ASSERT_EQ(cases.files.size(), 2u);
  EXPECT_EQ(complaintsAbout(cases.files[0]), std::vector<std::string>{"a .bug case marks its bug with `// finding`"});
  EXPECT_EQ(complaintsAbout(cases.files[1]), std::vector<std::string>{"only a .bug case has bugs to mark"});
}

TEST(CaseFiles, ThatDoNotCompileSayWhy) {
  std::string directory = freshDirectory("case-broken"), check(catalog().front()->name);
  writeTextFile(directory + "/" + check + "/pool.clean.cpp", "int a = nowhere;\n");
  std::vector<std::string> complaints = complaintsAbout(findCases(directory).files.at(0));
  ASSERT_EQ(complaints.size(), 1u);
  EXPECT_NE(complaints[0].find("does not compile"), std::string::npos);
  EXPECT_NE(complaints[0].find("use of undeclared identifier 'nowhere'"), std::string::npos) << complaints[0];
}

} // namespace leash
