// fix-test: what `--fix` changes, and what it never does.

#include "driver/fixes.h"
#include "driver/leash.h"
#include "driver/runner.h"
#include "test/driver/workspace.h"
#include "test/support/text-file.h"

#include "llvm/Support/FileSystem.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

namespace leash {

using test::Answer;
using test::Workspace;
using testing::HasSubstr;
using testing::Not;

/// A bug that a guard fixes, in a function called `name`.
static std::string fixable(const std::string &name) {
  return "#include <mutex>\n"
         "extern std::mutex access;\n" +
         name +
         "(int amount) {\n"
         "  access.lock();\n"
         "  if (amount < 0)\n"
         "    return;\n"
         "  access.unlock();\n"
         "}\n";
}

static constexpr llvm::StringLiteral Guard = "std::lock_guard<std::mutex> guard(access);";

static std::string textOf(const Workspace &space, llvm::StringRef name) { return readTextFile(space.path(name)); }

TEST(Fix, ChangesTheFileOnceAndForAll) {
  Workspace space;
  space.write("a.cpp", fixable("void add"));
  space.database({{"a.cpp"}});
  Answer run = test::leash({"check", "--fix"});
  EXPECT_EQ(run.code, Found);
  EXPECT_THAT(run.err, HasSubstr("leash: applied 1 of 1 fix\n"));
  std::string fixed = textOf(space, "a.cpp");
  EXPECT_THAT(fixed, HasSubstr(Guard.str()));

  run = test::leash({"check", "--fix"});
  EXPECT_EQ(run.code, Clean) << run.out << run.err;
  EXPECT_THAT(run.err, Not(HasSubstr("applied")));
  EXPECT_EQ(textOf(space, "a.cpp"), fixed);
}

TEST(Fix, ChangesWhatIsKnownAsWell) {
  Workspace space;
  space.write("a.cpp", fixable("void add"));
  space.database({{"a.cpp"}});
  ASSERT_EQ(test::leash({"baseline", "create"}).code, Clean);
  Answer run = test::leash({"check", "--baseline=leash-baseline.txt", "--fix"});
  EXPECT_EQ(run.code, Clean) << run.out;
  EXPECT_THAT(run.err, HasSubstr("leash: applied 1 of 1 fix\n"));
  EXPECT_THAT(textOf(space, "a.cpp"), HasSubstr(Guard.str()));
}

TEST(Fix, ChangesNothingUnlessAskedTo) {
  Workspace space;
  space.write("a.cpp", fixable("void add"));
  space.database({{"a.cpp"}});
  EXPECT_EQ(test::leash({"check"}).code, Found);
  EXPECT_EQ(test::leash({"-quiet", "a.cpp"}).code, Clean);
  EXPECT_EQ(textOf(space, "a.cpp"), fixable("void add"));
}

TEST(Fix, OfAHeaderIsAppliedOnceHoweverManyUnitsSeeIt) {
  Workspace space;
  space.write("own.h", "#pragma once\n" + fixable("inline void add"));
  for (const char *unit : {"a.cpp", "sub/b.cpp"})
    space.write(unit, "#include \"" + space.path("own.h") + "\"\n");
  space.database({{"a.cpp"}, {"sub/b.cpp"}});
  EXPECT_THAT(test::leash({"check", "--fix"}).err, HasSubstr("applied 1 of 1 fix\n"));
  EXPECT_EQ(test::occurrences(textOf(space, "own.h"), Guard), 1u);
  EXPECT_EQ(test::leash({"check"}).code, Clean);
}

TEST(Fix, LeavesFilesOutsideOfTheProjectAlone) {
  Workspace space;
  space.write("other/lib.h", "#pragma once\n" + fixable("inline void add"));
  space.write("project/a.cpp", "#include \"../other/lib.h\"\n");
  space.database({{"project/a.cpp"}});
  Answer run = test::leash({"check", "--fix"});
  EXPECT_EQ(run.code, Found);
  EXPECT_THAT(run.err, HasSubstr(space.path("other/lib.h") + " doesn't belong to the project"));
  EXPECT_THAT(run.err, HasSubstr("applied 0 of 1 fix\n"));
  EXPECT_EQ(textOf(space, "other/lib.h"), "#pragma once\n" + fixable("inline void add"));
}

TEST(Fix, KnowsTheProjectByItsWorkTree) {
  Workspace space;
  std::string header = "#pragma once\n" + fixable("inline void add");
  space.write("include/own.h", header);
  space.write("third/party.h", header);
  space.write("src/a.cpp", "#include \"../include/own.h\"\n");
  space.write("src/b.cpp", "#include \"../third/party.h\"\n");
  space.write(".git/HEAD", "");
  space.write("third/.git", "gitdir: ../.git/modules/third\n");
  space.database({{"src/a.cpp"}, {"src/b.cpp"}});
  test::leash({"check", "--fix"});
  EXPECT_THAT(textOf(space, "include/own.h"), HasSubstr(Guard.str()));
  EXPECT_EQ(textOf(space, "third/party.h"), header) << "a submodule belongs to others";
}

TEST(Fix, LeavesAFileAloneThatOnlyTheDatabaseOrALinkMakesTheUsers) {
  Workspace space;
  std::string theirs = fixable("void add"), hers = fixable("void take");
  space.write("elsewhere/victim.cpp", theirs);
  space.write("elsewhere/linked.cpp", hers);
  space.write("project/.git/HEAD", "");
  ASSERT_EQ(symlink("../elsewhere/linked.cpp", "project/a.cpp"), 0);
  space.database({{"elsewhere/victim.cpp"}, {"project/a.cpp"}}, "project");
  ASSERT_FALSE(llvm::sys::fs::set_current_path(space.path("project")));
  EXPECT_THAT(test::leash({"check", "--fix"}).err, HasSubstr("applied 0 of 2 fixes\n"));
  EXPECT_THAT(test::leash({"check", "--fix", "a.cpp"}).err, HasSubstr("applied 0 of 1 fix\n"));
  EXPECT_EQ(textOf(space, "elsewhere/victim.cpp"), theirs);
  EXPECT_EQ(textOf(space, "elsewhere/linked.cpp"), hers);
  // Who names it means it.
  EXPECT_THAT(test::leash({"check", "--fix", "../elsewhere/victim.cpp"}).err, HasSubstr("applied 1 of 1 fix\n"));
}

TEST(Fix, LeavesSystemHeadersAlone) {
  Workspace space;
  std::string header = "#pragma once\n" + fixable("inline void add");
  space.write("system/api.h", header);
  space.write("a.cpp", "#include <api.h>\n");
  space.database({{"a.cpp", {"-isystem", "system"}}});
  EXPECT_EQ(test::leash({"check", "--fix"}).code, Clean);
  EXPECT_EQ(textOf(space, "system/api.h"), header);
}

TEST(Fix, OfNothingIfAUnitCouldNotBeAnalysed) {
  Workspace space;
  space.write("a.cpp", fixable("void add"));
  space.write("broken.cpp", "#error\n");
  space.database({{"a.cpp"}, {"broken.cpp"}});
  EXPECT_THAT(test::leash({"check", "--fix"}).err, HasSubstr("no fix was applied"));
  EXPECT_EQ(textOf(space, "a.cpp"), fixable("void add"));
  test::leash({"check", "--fix", "--allow-incomplete"});
  EXPECT_THAT(textOf(space, "a.cpp"), HasSubstr(Guard.str()));
}

TEST(Fix, KeepsPermissionsLineEndsAndLinks) {
  Workspace space;
  std::string text = fixable("void add");
  for (size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2)
    text.replace(at, 1, "\r\n");
  space.write("real.cpp", text);
  ASSERT_EQ(symlink("real.cpp", "a.cpp"), 0);
  ASSERT_FALSE(llvm::sys::fs::setPermissions("real.cpp", static_cast<llvm::sys::fs::perms>(0750)));
  space.database({{"a.cpp"}});
  EXPECT_THAT(test::leash({"check", "--fix"}).err, HasSubstr("applied 1 of 1 fix\n"));
  EXPECT_TRUE(llvm::sys::fs::is_symlink_file("a.cpp"));
  EXPECT_EQ(*llvm::sys::fs::getPermissions("real.cpp"), 0750);
  std::string fixed = textOf(space, "real.cpp");
  EXPECT_EQ(test::occurrences(fixed, "\n"), test::occurrences(fixed, "\r\n"));
}

/// A finding whose fix puts `text` before the file's first character.
static Finding inserting(const std::string &file, std::string text) {
  Finding finding;
  finding.place = {file, 1, 1, 1, 1};
  finding.fixes = {{"", {{finding.place, std::move(text)}}}};
  return finding;
}

TEST(Fix, LeavesAFileAloneThatHasChangedSinceItWasAnalysed) {
  Workspace space;
  space.write("a.cpp", "new\n");
  std::string file = space.path("a.cpp");
  ProjectFiles project({file}, {file});
  FixOutcome outcome = applyFixes({inserting(file, "x")}, {{file, textHash("old\n")}}, project);
  EXPECT_EQ(outcome.applied, 0u);
  EXPECT_THAT(outcome.leftOut, testing::ElementsAre(file + " has changed since it was analysed, and stays as it is"));
  EXPECT_EQ(textOf(space, "a.cpp"), "new\n");
}

TEST(Fix, TellsOfTwoThatOverlapAndAppliesTheFirst) {
  Workspace space;
  space.write("a.cpp", "text\n");
  std::string file = space.path("a.cpp");
  ProjectFiles project({file}, {file});
  FixOutcome outcome = applyFixes({inserting(file, "x"), inserting(file, "y")}, {{file, textHash("text\n")}}, project);
  EXPECT_EQ(outcome.offered, 2u);
  EXPECT_EQ(outcome.applied, 1u);
  EXPECT_THAT(outcome.leftOut, testing::ElementsAre(HasSubstr("overlaps with another")));
  EXPECT_EQ(textOf(space, "a.cpp"), "xtext\n");
}

TEST(Fix, CountsWhatCouldNotBeWrittenAsNotApplied) {
  Workspace space;
  space.write("a.cpp", "text\n");
  std::string file = space.path("a.cpp");
  ProjectFiles project({file}, {file});
  // The name that the new text would be written under is taken.
  space.write("a.cpp.leash-" + std::to_string(getpid()), "mine\n");
  FixOutcome outcome = applyFixes({inserting(file, "x")}, {{file, textHash("text\n")}}, project);
  EXPECT_EQ(outcome.applied, 0u);
  EXPECT_THAT(outcome.leftOut, testing::ElementsAre(file + " could not be written: File exists"));
  EXPECT_EQ(textOf(space, "a.cpp"), "text\n");
  EXPECT_EQ(textOf(space, "a.cpp.leash-" + std::to_string(getpid())), "mine\n");
}

TEST(Fix, LeavesNoOtherFileBehind) {
  Workspace space;
  space.write("src/a.cpp", fixable("void add"));
  space.database({{"src/a.cpp"}});
  test::leash({"check", "--fix"});
  std::error_code error;
  llvm::sys::fs::directory_iterator entry("src", error);
  ASSERT_FALSE(error) << error.message();
  EXPECT_EQ(entry->path(), "src/a.cpp");
  EXPECT_EQ(entry.increment(error), llvm::sys::fs::directory_iterator());
  EXPECT_FALSE(error) << error.message();
}

} // namespace leash
