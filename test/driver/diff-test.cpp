// diff-test: which lines a change has touched, by what git says.

#include "driver/change/diff.h"
#include "driver/leash.h"
#include "test/driver/repository.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace leash {

using test::Answer;
using test::Repository;
using testing::HasSubstr;

TEST(Diff, AHunkHasTheLinesThatAreThereNow) {
  ChangedLines lines = parseDiff("diff --git a/a.cpp b/a.cpp\n"
                                 "--- a/a.cpp\n"
                                 "+++ b/a.cpp\n"
                                 "@@ -1,2 +1 @@ int main() {\n"
                                 "-one\n"
                                 "-two\n"
                                 "+new\n"
                                 "@@ -9 +7,0 @@\n"
                                 "-gone\n"
                                 "@@ -12,0 +10,2 @@\n"
                                 "+more\n"
                                 "+and more\n"
                                 "\\ No newline at end of file\n",
                                 "/project");
  std::vector<unsigned> touched;
  for (unsigned line = 0; line < 20; ++line)
    if (lines.has("/project/a.cpp", line))
      touched.push_back(line);
  EXPECT_EQ(touched, (std::vector<unsigned>{1, 10, 11}));
}

TEST(Diff, ALineOfAFileThatLooksLikeTheDiffIsNone) {
  ChangedLines lines = parseDiff("diff --git a/a b.cpp b/a b.cpp\n"
                                 "--- a/a b.cpp\t\n"
                                 "+++ b/a b.cpp\t\n"
                                 "@@ -1,2 +1,2 @@\n"
                                 "--- a/other.cpp\n"
                                 "-@@ -1 +1,99 @@\n"
                                 "+++ b/other.cpp\n"
                                 "+@@ -1 +1,99 @@\n"
                                 "@@ -5 +5 @@\n"
                                 "-old\n"
                                 "+new\n",
                                 "/project");
  EXPECT_TRUE(lines.has("/project/a b.cpp", 2));
  EXPECT_TRUE(lines.has("/project/a b.cpp", 5));
  EXPECT_FALSE(lines.has("/project/a b.cpp", 9));
  EXPECT_FALSE(lines.has("/project/other.cpp", 1));
}

TEST(Diff, WhatIsGoneOrBinaryOrNoDiffHasNoLines) {
  for (const char *text : {"diff --git a/x b/x\n--- a/x\n+++ /dev/null\n@@ -1 +0,0 @@\n-one\n",
                           "diff --git a/x b/x\nBinary files a/x and b/x differ\n", "@@ -1 +1,5 @@\n+one\n",
                           "+++ b/x\n@@ -1 +99999999999,5 @@\n", "+++ b/x\n@@ -1 +1,5\n", ""})
    for (unsigned line = 0; line < 9; ++line)
      EXPECT_FALSE(parseDiff(text, "/project").has("/project/x", line)) << text;
}

/// The lock is on a line that was there; the return that forgets it is new.
TEST(Diff, ANewBugIsAnnotatedAtTheLineThatBringsIt) {
  Repository space;
  std::string before = "#include <pthread.h>\n"
                       "static pthread_mutex_t m;\n"
                       "void f(int n) {\n"
                       "  pthread_mutex_lock(&m);\n"
                       "  pthread_mutex_unlock(&m);\n"
                       "}\n";
  std::string after = before;
  after.insert(after.find("  pthread_mutex_unlock"), "  if (n > 0)\n    return;\n");
  space.write("a dir/a.c", before);
  space.database({{"a dir/a.c", {}, "clang"}});
  space.git({"config", "diff.noprefix", "true"});
  space.git({"config", "color.diff", "always"});
  space.commit();
  space.write("a dir/a.c", after);
  Answer run = test::leash({"check", "--base=main", "--format=github"});
  EXPECT_EQ(run.code, Found) << run.err;
  EXPECT_THAT(run.out, HasSubstr("::error file=a dir/a.c,line=5,"));
  EXPECT_THAT(run.out, HasSubstr("a dir/a.c:4:3: locks 'm'"));
}

} // namespace leash
