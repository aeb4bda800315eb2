// hostile-files-test: files that aren't what their names say, or more than anybody can bear. The run ends, soon, and
// says what was wrong.

#include "driver/leash.h"
#include "driver/response-files.h"
#include "test/driver/workspace.h"
#include "test/support/text-file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

namespace leash {

using test::Answer;
using test::buggy;
using test::BugName;
using test::Workspace;
using testing::HasSubstr;

namespace {

std::string repeated(llvm::StringRef text, size_t times) {
  std::string result;
  for (size_t time = 0; time < times; ++time)
    result += text;
  return result;
}

/// A workspace with one unit that has a bug.
class Project : public Workspace {
public:
  Project() {
    write("a.c", buggy("f"));
    database({{"a.c"}});
  }
};

} // namespace

TEST(HostileFiles, ADatabaseThatIsNestedTooDeeplyIsRefused) {
  Project space;
  space.write("build/compile_commands.json", "\n" + repeated("[", 200'000));
  Answer run = test::leash({"check"});
  EXPECT_EQ(run.code, Misused);
  EXPECT_THAT(run.err, HasSubstr("compile_commands.json:2: nested too deeply"));
}

TEST(HostileFiles, AConfigurationThatIsNestedTooDeeplyIsRefused) {
  Project space;
  for (const std::string &text : {"Checks: " + repeated("[", 200'000), "CheckOptions: " + repeated("{a: ", 100'000),
                                  repeated("- ", 200'000), repeated("? ", 200'000)}) {
    space.write(".clang-tidy", "# leash-\n" + text);
    Answer run = test::leash({"check"});
    EXPECT_EQ(run.code, Misused) << text.substr(0, 20);
    EXPECT_THAT(run.err, HasSubstr(".clang-tidy:2: nested too deeply"));
  }
}

TEST(HostileFiles, AConfigurationOfManyMegabytesIsRefused) {
  Project space;
  space.write(".clang-tidy", "Checks: 'leash-*'\n" + repeated("# more\n", 200'000));
  Answer run = test::leash({"check"});
  EXPECT_EQ(run.code, Misused);
  EXPECT_THAT(run.err, HasSubstr("of a configuration"));
}

TEST(HostileFiles, AliasesAreRefusedAndNotUnfolded) {
  Project space;
  space.write(".clang-tidy", "# leash-\nChecks: &a [x]\nWarningsAsErrors: [*a, *a]\n");
  EXPECT_EQ(test::leash({"check"}).code, Misused);
  space.write(".clang-tidy", "Checks: 'leash-*'\n");
  space.write("leash-vocabulary.yaml", "types: &a [*a, *a]\n");
  EXPECT_EQ(test::leash({"check"}).code, Misused);
}

TEST(HostileFiles, ResponseFilesThatDoubleEachOtherAreRefused) {
  Project space;
  for (int level = 0; level < 40; ++level)
    space.write("r" + std::to_string(level), repeated("@r" + std::to_string(level + 1) + " ", 2));
  space.write("r40", "-DX");
  space.write("self", "@self");
  for (const char *file : {"@r0", "@self"}) {
    space.database({{"a.c", {file}}});
    Answer run = test::leash({"check"});
    EXPECT_EQ(run.code, Misused) << run.out;
    EXPECT_THAT(run.err, HasSubstr("a.c: the compile command's response files can't be read"));
  }
}

TEST(HostileFiles, ResponseFilesAreReadFromTheCommandsDirectory) {
  Project space;
  space.write("sub/flags", "-DA \"-DB=a b\" @more");
  space.write("sub/more", "-DC");
  llvm::Expected<std::vector<std::string>> words = expandResponseFiles({"gcc", "@flags", "@none"}, space.path("sub"));
  ASSERT_TRUE(static_cast<bool>(words)) << llvm::toString(words.takeError());
  EXPECT_THAT(*words, testing::ElementsAre("gcc", "-DA", "-DB=a b", "-DC", "@none"));
}

TEST(HostileFiles, PipesAndDevicesAreNotRead) {
  Project space;
  ASSERT_EQ(mkfifo("pipe.c", 0600), 0);
  ASSERT_EQ(symlink("/dev/zero", "zero.c"), 0);
  space.write("b.c", "#include \"pipe.c\"\n");
  space.write("c.c", "#include \"zero.c\"\n");
  space.write("d.c", buggy("g"));
  space.database({{"pipe.c"}, {"zero.c"}, {"b.c"}, {"c.c"}, {"d.c"}, {"d.c", {"@pipe.c"}}});
  EXPECT_EQ(test::leash({"check"}).code, Misused) << "a command in a pipe";
  space.database({{"pipe.c"}, {"zero.c"}, {"b.c"}, {"c.c"}, {"d.c"}});
  Answer run = test::leash({"check"});
  EXPECT_EQ(run.code, Incomplete);
  EXPECT_THAT(run.out, HasSubstr("4 units could not be analysed"));
  EXPECT_THAT(run.out, HasSubstr(BugName.str()));
}

TEST(HostileFiles, LinksToDevicesAreNoConfigurationAndNoVocabulary) {
  Project space;
  ASSERT_EQ(symlink("/dev/zero", ".clang-tidy"), 0);
  EXPECT_EQ(test::leash({"check"}).code, Found) << "as clang-tidy does, what is no file isn't read";
  EXPECT_EQ(test::leash({"check", "--config-file=.clang-tidy"}).code, Misused);
  ASSERT_EQ(symlink("/dev/zero", "leash-vocabulary.yaml"), 0);
  EXPECT_EQ(test::leash({"check"}).code, Misused);
  ASSERT_EQ(unlink("leash-vocabulary.yaml"), 0);
  ASSERT_EQ(unlink("build/compile_commands.json"), 0);
  ASSERT_EQ(symlink("/dev/zero", "build/compile_commands.json"), 0);
  EXPECT_EQ(test::leash({"check"}).code, Misused);
}

TEST(HostileFiles, AReportReplacesALinkAndDoesNotFollowIt) {
  Project space;
  space.write("victim", "as it was");
  ASSERT_EQ(symlink("victim", "report.json"), 0);
  EXPECT_EQ(test::leash({"check", "--format=json:report.json"}).code, Found);
  ASSERT_EQ(symlink("victim", "leash-baseline.txt"), 0);
  test::leash({"baseline", "create"});
  EXPECT_EQ(test::leash({"baseline", "update"}).code, Misused) << "what is there is no baseline";
  EXPECT_EQ(readTextFile("victim"), "as it was");
}

TEST(HostileFiles, CodeThatNestsAndRepeatsCostsSecondsAtMost) {
  Workspace space;
  std::string code = "#include <mutex>\nstd::mutex m; int a; bool b; void g();\n";
  code += "int sum() { m.lock(); int x = a" + repeated(" + a", 5'000) + "; m.unlock(); return x; }\n";
  code += "void chain() { " + repeated("if (b) g(); else ", 1'000) + "g(); }\n";
  code += "void blocks() { " + repeated("{", 200) + "g();" + repeated("}", 200) + " }\n";
  code += "int parentheses() { return " + repeated("(", 200) + "a" + repeated(")", 200) + "; }\n";
  code += "void lambdas() { " + repeated("[] { ", 100) + "g();" + repeated(" }();", 100) + " }\n";
  code += "void many() { " + repeated("m.lock(); ++a; m.unlock();\n", 300) + " }\n";
  code += "void bug() { m.lock(); if (b) return; m.unlock(); }\n";
  space.write("a.cpp", code);
  space.database({{"a.cpp", {"-std=c++20"}}});
  Answer run = test::leash({"check"});
  EXPECT_EQ(run.code, Found) << run.out << run.err;
  EXPECT_THAT(run.out, HasSubstr(BugName.str()));
}

} // namespace leash
