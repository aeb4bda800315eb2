// base-test: `leash check --base REV`: what a change introduces, fixes and leaves.

#include "driver/leash.h"
#include "test/driver/repository.h"
#include "test/support/process.h"
#include "test/support/text-file.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <signal.h>

namespace leash {

using test::Answer;
using test::buggy;
using test::BugName;
using test::clean;
using test::Repository;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(Base, TellsWhatAChangeIntroducesFixesAndLeaves) {
  Repository space;
  space.write("a.cpp", buggy("stays") + buggy("goes"));
  space.write("b.cpp", buggy("elsewhere"));
  space.database({{"a.cpp"}, {"b.cpp"}});
  space.commit();
  space.write("a.cpp", "// Two lines\n// more.\n" + buggy("comes") + clean("goes") + buggy("stays"));
  std::string before = space.state();

  Answer run = test::leash({"check", "--base=main", "--format=text", "--format=sarif:build/new.sarif"});
  EXPECT_EQ(run.code, Found) << run.err;
  EXPECT_THAT(run.out, HasSubstr("'comes'"));
  EXPECT_THAT(run.out, Not(HasSubstr("'stays'")));
  EXPECT_THAT(run.out, HasSubstr("fixed: a.cpp:6:"));
  EXPECT_THAT(run.out, HasSubstr("1 unit in"));
  EXPECT_THAT(run.out, HasSubstr("1 error introduced, 1 pre-existing, 1 fixed"));
  EXPECT_THAT(run.out, HasSubstr("1 of 2 units touched by the change since main ("));
  std::string log = readTextFile(space.path("build/new.sarif"));
  for (const char *state : {"\"new\"", "\"unchanged\"", "\"absent\""})
    EXPECT_EQ(test::occurrences(log, std::string("\"baselineState\": ") + state), 1u) << state;

  space.remove("build/new.sarif");
  EXPECT_EQ(space.state(), before) << "the user's tree was touched";
  EXPECT_THAT(space.leftWorktrees(), IsEmpty());
}

TEST(Base, LinesAreFilteredAsTheyAreNow) {
  Repository space;
  space.write("a.cpp", buggy("stays") + buggy("goes"));
  space.database({{"a.cpp"}});
  space.commit();
  space.write("a.cpp", buggy("comes") + clean("goes") + buggy("stays"));
  std::string lines = "--line-filter=[{\"name\": \"a.cpp\", \"lines\": [[7, 9]]}]";
  Answer run = test::leash({"check", "--base=main", lines});
  EXPECT_EQ(run.code, Clean);
  EXPECT_THAT(run.out, HasSubstr("no findings introduced, 1 pre-existing, 0 fixed"));
}

TEST(Base, FixesWhatStandsInTheUsersFiles) {
  Repository space;
  std::string fixable = "#include <mutex>\n"
                        "extern std::mutex access;\n"
                        "void add(int amount) {\n"
                        "  access.lock();\n"
                        "  if (amount < 0)\n"
                        "    return;\n"
                        "  access.unlock();\n"
                        "}\n";
  space.write("a.cpp", fixable);
  space.database({{"a.cpp"}});
  space.commit();
  space.write("a.cpp", "// A line more.\n" + fixable);
  Answer run = test::leash({"check", "--base=main", "--fix"});
  EXPECT_EQ(run.code, Clean) << run.out;
  EXPECT_THAT(run.err, HasSubstr("leash: applied 1 of 1 fix\n"));
  EXPECT_THAT(readTextFile(space.path("a.cpp")), HasSubstr("std::lock_guard<std::mutex> guard(access);"));
}

TEST(Base, AChangeThatTouchesNothingIsClean) {
  Repository space;
  space.write("a.cpp", buggy("stays"));
  space.database({{"a.cpp"}});
  space.commit();
  space.write("README.md", "words\n");
  Answer run = test::leash({"check", "--base=HEAD"});
  EXPECT_EQ(run.code, Clean) << run.out << run.err;
  EXPECT_THAT(run.out, HasSubstr("0 of 1 unit touched"));
}

TEST(Base, FindsWhatAHeaderChangesInTheUnitsThatIncludeIt) {
  Repository space;
  space.write("include/shared.h", "#pragma once\n" + clean("inline shared"));
  space.write("src/a.cpp", "#include \"shared.h\"\n");
  space.write("src/b.cpp", clean("alone"));
  space.database({{"src/a.cpp", {"-Iinclude"}}, {"src/b.cpp"}});
  space.commit();
  space.write("include/shared.h", "#pragma once\n" + buggy("inline shared"));
  Answer run = test::leash({"check", "--base=main"});
  EXPECT_EQ(run.code, Found);
  EXPECT_THAT(run.out, HasSubstr("include/shared.h:4:"));
  EXPECT_THAT(run.out, HasSubstr("1 of 2 units touched"));
}

TEST(Base, FindsARelativeHeaderOfTheBaseFromTheBuildDirectory) {
  Repository space;
  space.write("src/shared.h", "#pragma once\n" + buggy("inline shared"));
  space.write("src/a.cpp", "#include \"shared.h\"\n");
  std::string entry = "[{\"directory\": \"" + space.path("build") +
                      "\", \"file\": \"../src/a.cpp\", \"command\": \"clang++ -I../src -c ../src/a.cpp\"}]";
  space.write("build/compile_commands.json", entry);
  space.commit();
  space.write("src/shared.h", "#pragma once\n// moved\n" + buggy("inline shared"));
  Answer run = test::leash({"check", "--base=main"});
  EXPECT_EQ(run.code, Clean) << run.out << run.err;
  EXPECT_THAT(run.out, HasSubstr("no findings introduced, 1 pre-existing, 0 fixed"));
}

TEST(Base, KnowsARenamedAndAMovedFileAgain) {
  Repository space;
  space.write("src/old.cpp", "#include \"own.h\"\n" + buggy("stays"));
  space.write("src/own.h", "#pragma once\n");
  space.database({{"src/old.cpp"}});
  space.commit();
  space.rename("src/old.cpp", "lib/new.cpp");
  space.rename("src/own.h", "lib/own.h");
  space.database({{"lib/new.cpp"}});
  space.git({"add", "--all"});
  Answer run = test::leash({"check", "--base=main"});
  EXPECT_EQ(run.code, Clean) << run.out << run.err;
  EXPECT_THAT(run.out, HasSubstr("no findings introduced, 1 pre-existing, 0 fixed"));
}

TEST(Base, KnowsAFunctionAgainThatMovedOutOfAFileThatIsGone) {
  Repository space;
  space.write("gone.cpp", "// A file with one function, and with words enough that it isn't taken for the other.\n" +
                              buggy("stays") + buggy("goes"));
  space.write("other.cpp", clean("run"));
  space.database({{"gone.cpp"}, {"other.cpp"}});
  space.commit();
  space.remove("gone.cpp");
  space.write("other.cpp", clean("run") + clean("walk") + clean("talk") + buggy("stays"));
  space.database({{"other.cpp"}});
  Answer run = test::leash({"check", "--base=main"});
  EXPECT_EQ(run.code, Clean) << run.out << run.err;
  EXPECT_THAT(run.out, HasSubstr("no findings introduced, 1 pre-existing, 1 fixed"));
}

TEST(Base, IsWhereTheHistoriesPart) {
  Repository space;
  space.write("a.cpp", buggy("stays"));
  space.write("b.cpp", clean("run"));
  space.database({{"a.cpp"}, {"b.cpp"}});
  space.commit();
  space.git({"switch", "--quiet", "--create", "topic"});
  space.write("a.cpp", buggy("stays") + clean("more"));
  space.commit();
  space.git({"switch", "--quiet", "main"});
  space.write("b.cpp", buggy("theirs"));
  space.commit();
  space.git({"switch", "--quiet", "topic"});
  Answer run = test::leash({"check", "--base=main"});
  EXPECT_EQ(run.code, Clean) << run.out;
  EXPECT_THAT(run.out, HasSubstr("1 of 2 units touched"));
}

TEST(Base, TakesGeneratedFilesAsTheyAreAndNamesThem) {
  Repository space;
  space.write(".gitignore", "build/\nsrc/version.h\n");
  space.write("src/version.h", "#pragma once\n");
  space.write("src/a.cpp", "#include \"version.h\"\n" + buggy("stays"));
  space.database({{"src/a.cpp"}});
  space.commit();
  space.write("src/a.cpp", "#include \"version.h\"\n\n" + buggy("stays"));
  Answer run = test::leash({"check", "--base=main"});
  EXPECT_EQ(run.code, Clean) << run.out;
  EXPECT_THAT(run.out, HasSubstr("1 generated file is not in the repository and taken for the base as of now: "
                                 "src/version.h"));
}

TEST(Base, NamesWhatCouldNotBeAnalysedThereAndLetsItsFindingsCount) {
  Repository space;
  space.write("a.cpp", "#include \"missing.h\"\n" + buggy("stays"));
  space.database({{"a.cpp"}});
  space.commit();
  space.write("a.cpp", buggy("stays"));
  Answer run = test::leash({"check", "--base=main"});
  EXPECT_EQ(run.code, Found);
  EXPECT_THAT(run.out, HasSubstr("1 unit could not be analysed at main ("));
  EXPECT_THAT(run.out, HasSubstr("a.cpp (1:10: 'missing.h' file not found)"));
}

TEST(Base, ThatCanNotBeResolvedIsRefused) {
  Repository space;
  space.write("a.cpp", buggy("stays"));
  space.database({{"a.cpp"}});
  space.commit();
  Answer run = test::leash({"check", "--base=nowhere"});
  EXPECT_EQ(run.code, Misused);
  EXPECT_THAT(run.err, HasSubstr("--base nowhere: no such revision"));
  EXPECT_THAT(run.err, HasSubstr("git fetch origin"));
  EXPECT_EQ(run.out, "");
  EXPECT_EQ(test::leash({"check", "--base="}).code, Misused);
  space.git({"checkout", "--quiet", "--orphan", "island"});
  space.commit("another beginning");
  EXPECT_THAT(test::leash({"check", "--base=main"}).err,
              HasSubstr("no commit that this revision and HEAD both come from"));
}

TEST(Base, NeverBecomesAnOptionOfGit) {
  Repository space;
  space.write("a.cpp", buggy("stays"));
  space.database({{"a.cpp"}});
  space.commit();
  for (const char *revision : {"--output=stolen", "-h", "--", "--upload-pack=touch stolen"}) {
    Answer run = test::leash({"check", std::string("--base=") + revision});
    EXPECT_EQ(run.code, Misused) << revision;
    EXPECT_THAT(run.err, HasSubstr("isn't a revision")) << revision;
  }
  EXPECT_EQ(test::leash({"check", "--base=$(touch stolen); touch stolen"}).code, Misused);
  EXPECT_FALSE(llvm::sys::fs::exists("stolen"));
}

TEST(Base, RunsNoneOfTheRepositorysHooks) {
  Repository space;
  space.write("a.cpp", clean("run"));
  space.database({{"a.cpp"}});
  space.commit();
  space.write(".git/hooks/post-checkout", "#!/bin/sh\ntouch '" + space.path("stolen") + "'\n");
  ASSERT_FALSE(llvm::sys::fs::setPermissions(space.path(".git/hooks/post-checkout"), llvm::sys::fs::all_all));
  space.write("a.cpp", buggy("run"));
  EXPECT_EQ(test::leash({"check", "--base=main"}).code, Found);
  EXPECT_FALSE(llvm::sys::fs::exists("stolen"));
}

TEST(Base, RunsNoneOfTheFiltersThatTheRepositoryDefines) {
  Repository space;
  space.write("a.cpp", clean("f"));
  space.write(".gitattributes", "*.cpp filter=evil\n");
  space.database({{"a.cpp"}});
  space.commit();
  for (const char *kind : {"smudge", "clean"})
    space.git({"config", std::string("filter.evil.") + kind, "touch '" + space.path("stolen") + "'; cat"});
  space.git({"config", "filter.evil.required", "true"});
  space.write("a.cpp", buggy("f"));
  Answer run = test::leash({"check", "--base", "HEAD"});
  EXPECT_EQ(run.code, Found) << run.out << run.err;
  EXPECT_FALSE(llvm::sys::fs::exists(space.path("stolen")));
}

TEST(Base, InAShallowCloneIsRefusedWithTheRemedy) {
  Repository space;
  space.write("a.cpp", buggy("stays"));
  space.commit();
  space.write("a.cpp", buggy("stays") + buggy("comes"));
  space.commit();
  std::string first = llvm::StringRef(space.git({"rev-parse", "HEAD~1"})).trim().str();
  space.git({"clone", "--quiet", "--depth=1", "file://" + space.path("."), space.path("build/shallow")});
  space.write("build/shallow/build/compile_commands.json", "[{\"directory\": \"" + space.path("build/shallow") +
                                                               "\", \"file\": \"a.cpp\", \"command\": \"c++ a.cpp\"}]");
  ASSERT_FALSE(llvm::sys::fs::set_current_path(space.path("build/shallow")));
  Answer run = test::leash({"check", "--base=" + first});
  ASSERT_FALSE(llvm::sys::fs::set_current_path(space.path(".")));
  EXPECT_EQ(run.code, Misused);
  EXPECT_THAT(run.err, HasSubstr("fetch-depth: 0"));
}

TEST(Base, OutsideOfARepositoryIsRefused) {
  test::Workspace space;
  space.write("a.cpp", buggy("stays"));
  space.database({{"a.cpp"}});
  Answer run = test::leash({"check", "--base=main"});
  EXPECT_EQ(run.code, Misused);
  EXPECT_THAT(run.err, HasSubstr("isn't in the work tree of a git repository"));
}

TEST(Base, CopesWithNamesThatNoShellLikes) {
  Repository space;
  std::string name = "a '$(touch stolen)' \"b\"\n;*.cpp";
  space.write(name, buggy("stays"));
  space.database({{name}});
  space.commit();
  space.write(name, "\n" + buggy("stays") + buggy("comes"));
  Answer run = test::leash({"check", "--base=main"});
  EXPECT_EQ(run.code, Found);
  EXPECT_THAT(run.out, HasSubstr("1 error introduced, 1 pre-existing, 0 fixed"));
  EXPECT_FALSE(llvm::sys::fs::exists("stolen"));
}

TEST(Base, LeavesOutWhatIsBeyondTheBudgetAndSaysSo) {
  Repository space;
  space.write("hot.h", "#pragma once\n" + clean("inline hot"));
  space.database({{"a.cpp"}, {"b.cpp"}, {"changed.cpp"}});
  for (const char *name : {"a.cpp", "b.cpp", "changed.cpp"})
    space.write(name, "#include \"hot.h\"\n");
  space.commit();
  space.write("changed.cpp", "#include \"hot.h\"\n" + buggy("own"));
  Answer all = test::leash({"check", "--base=main"});
  EXPECT_EQ(all.code, Found);
  space.write("hot.h", "#pragma once\n" + buggy("inline hot"));
  Answer run = test::leash({"check", "--base=main", "--budget=1unit"});
  EXPECT_EQ(run.code, Incomplete);
  EXPECT_THAT(run.out, HasSubstr("2 errors introduced")) << "the changed unit also stands for the header";
  EXPECT_THAT(run.out, HasSubstr("1 of 3 units"));
  EXPECT_THAT(run.out, HasSubstr("a.cpp: left out: the budget was spent"));
  EXPECT_EQ(test::leash({"check", "--base=main", "--budget=1unit", "--allow-incomplete"}).code, Found);
  EXPECT_EQ(test::leash({"check", "--base=main", "--budget=3600"}).code, Found);
  EXPECT_EQ(test::leash({"check", "--budget=0"}).code, Misused);
  EXPECT_THAT(test::leash({"check", "--budget=soon"}).err, HasSubstr("'soon' is no budget"));
}

/// The program itself, stopped in the middle of its run.
TEST(Base, TakesItsWorktreeAwayWhenItIsStopped) {
  Repository space;
  std::string slow = "#include <map>\n#include <regex>\n#include <random>\n#include <future>\n";
  std::vector<test::Entry> entries;
  for (unsigned number = 0; number < 40; ++number) {
    entries.push_back({"a" + std::to_string(number) + ".cpp"});
    space.write(entries.back().file, slow + clean("run"));
  }
  space.database(entries);
  space.commit();
  for (const test::Entry &entry : entries)
    space.write(entry.file, slow + buggy("run"));
  std::string before = space.state();

  std::string program = LEASH_BINARY_DIR "/bin/leash";
  llvm::sys::ProcessInfo process =
      llvm::sys::ExecuteNoWait(program, {program, "check", "--base=main", "--quiet"}, std::nullopt,
                               {llvm::StringRef(""), llvm::StringRef(""), llvm::StringRef("")});
  ASSERT_NE(process.Pid, 0);
  // Looks at the clock of events, not of time: the worktree is there once the analysis can begin.
  while (space.leftWorktrees().empty())
    ASSERT_EQ(llvm::sys::Wait(process, /*SecondsToWait=*/0u).Pid, 0) << "ended before it made its worktree";
  kill(process.Pid, SIGTERM);
  llvm::sys::ProcessInfo ended = llvm::sys::Wait(process, /*SecondsToWait=*/std::nullopt);
  EXPECT_NE(ended.ReturnCode, 0);
  EXPECT_THAT(space.leftWorktrees(), IsEmpty());
  EXPECT_EQ(space.state(), before);
}

} // namespace leash
