// doctor-test: each thing that can be wrong with a project is said, with what to do.

#include "driver/leash.h"
#include "driver/runner-modules.h"
#include "test/driver/repository.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

namespace leash {

using test::Answer;
using test::Repository;
using test::Workspace;
using testing::HasSubstr;
using testing::Not;

TEST(Doctor, FindsNothingInAHealthyProject) {
  Workspace space;
  space.write("a.cpp", "#include <stddef.h>\nint a;\n");
  space.write("b.c", "int b;\n");
  space.write(".clang-tidy", "Checks: '-leash-lock-order'\n");
  space.write("leash-vocabulary.yaml", "library: mine\n");
  space.database({{"a.cpp", {}, "/bin/sh"}, {"b.c", {}, "/bin/sh"}, {"a.cpp", {}, "/bin/sh"}});
  Answer run = test::leash({"doctor"});
  EXPECT_EQ(run.code, Clean) << run.out;
  EXPECT_THAT(run.out, HasSubstr("compile database: " + space.path("build/compile_commands.json")));
  EXPECT_THAT(run.out, HasSubstr("2 units would be analysed: 1 .c, 1 .cpp; 1 that repeat another are left out"));
  EXPECT_THAT(run.out, HasSubstr("all headers are found"));
  EXPECT_THAT(run.out, HasSubstr(".clang-tidy heeded: " + space.path(".clang-tidy")));
  EXPECT_THAT(run.out, HasSubstr("leash-vocabulary.yaml heeded: "));
  EXPECT_THAT(run.out, HasSubstr("\nNothing needs attention\n"));
  EXPECT_THAT(run.out, Not(HasSubstr("compilers")));
}

TEST(Doctor, NamesWhatIsMissingAndHowManyUnitsNeedIt) {
  Workspace space;
  space.write("a.cpp", "#include \"missing.h\"\n");
  space.write("b.cpp", "#include \"missing.h\"\n");
  space.write("c.cpp", "#include \"news.pb.h\"\n");
  space.write("d.cpp", "import stuff;\n");
  space.write("e.ads", "");
  space.database({{"a.cpp", {"-fanalyzer"}},
                  {"b.cpp", {"-fanalyzer"}},
                  {"c.cpp", {}, "/none/g++"},
                  {"d.cpp"},
                  {"gone.cpp"},
                  {"e.ads"}});
  Answer run = test::leash({"doctor"});
  EXPECT_EQ(run.code, Found);
  EXPECT_THAT(run.out,
              HasSubstr("problem: header 'missing.h' isn't found by 2 units: " + space.path("a.cpp") + ", " +
                        space.path("b.cpp") + "\n    what to do: build the project first, if the build makes it"));
  EXPECT_THAT(run.out, HasSubstr("problem: header 'news.pb.h' isn't found by 1 unit"));
  EXPECT_THAT(run.out, HasSubstr("what to do: protoc makes it during the build: build the project first"));
  EXPECT_THAT(run.out, HasSubstr("problem: 1 unit needs C++20 modules, which Leash doesn't compile: "));
  EXPECT_THAT(run.out, HasSubstr("problem: 1 source file of the database missing: " + space.path("gone.cpp")));
  EXPECT_THAT(run.out, HasSubstr("note: flags that Clang doesn't know are left out: -fanalyzer (2 units)"));
  EXPECT_THAT(run.out, HasSubstr("note: 1 file in languages other than C and C++ left out"));
  EXPECT_THAT(run.out, HasSubstr("this machine doesn't have: "));
  EXPECT_THAT(run.out, HasSubstr("/none/g++ (1 unit)"));
  EXPECT_THAT(run.out, HasSubstr("\n4 problems\n"));
}

TEST(Doctor, RunsNoCommandOfTheDatabase) {
  Workspace space;
  space.write("a.cpp", "int a;\n");
  space.write("compiler", "#!/bin/sh\ntouch ran\n");
  ASSERT_EQ(chmod("compiler", 0755), 0);
  space.database({{"a.cpp", {}, space.path("compiler")}});
  EXPECT_EQ(test::leash({"doctor"}).code, Clean);
  EXPECT_NE(access("ran", F_OK), 0);
}

TEST(Doctor, SaysWhyThereIsNothingToAnalyse) {
  Workspace space;
  Answer run = test::leash({"doctor", "-p", "nowhere"});
  EXPECT_EQ(run.code, Found);
  EXPECT_THAT(run.out, HasSubstr("problem: -p nowhere: no such directory"));
  space.write("build/compile_commands.json", "[{]");
  EXPECT_THAT(test::leash({"doctor"}).out, HasSubstr("not valid JSON"));
}

TEST(Doctor, ReadsWhatAnAnalysisHeeds) {
  Workspace space;
  space.write("a.cpp", "int a;\n");
  space.write("sub/b.cpp", "int b;\n");
  space.write("sub/.clang-tidy", "Checks: 'leash-no-such-check'\n");
  space.write("leash-vocabulary.yaml", "nonsense: [\n");
  space.write("leash-baseline.txt", "what\n");
  space.database({{"a.cpp"}, {"sub/b.cpp"}});
  Answer run = test::leash({"doctor"});
  EXPECT_EQ(run.code, Found);
  EXPECT_THAT(run.out, HasSubstr("no-such-check"));
  EXPECT_THAT(run.out, HasSubstr("leash-vocabulary.yaml:"));
  EXPECT_THAT(run.out, HasSubstr("problem: leash-baseline.txt:1: not a baseline"));
  EXPECT_THAT(run.out, HasSubstr("no git, or no repository"));

  space.write("leash-baseline.txt", "# leash-baseline 1\n00000000000000000000000000000000 lock-order f\n");
  EXPECT_THAT(test::leash({"doctor"}).out, HasSubstr("ok: leash-baseline.txt has 1 known finding"));
  space.write("sub/.clang-tidy", "Checks: ''\n");
  space.write("leash-vocabulary.yaml", "library: mine\n");
  EXPECT_THAT(test::leash({"doctor", "--checks=-*"}).out, HasSubstr("no check is switched on"));
}

TEST(Doctor, KnowsAShallowClone) {
  Repository space;
  space.write("a.cpp", "int a;\n");
  space.database({{"a.cpp"}});
  space.commit();
  EXPECT_THAT(test::leash({"doctor"}).out, HasSubstr("ok: a repository with its history"));
  space.write("a.cpp", "int b;\n");
  space.commit();
  space.git({"clone", "--quiet", "--depth=1", "file://" + space.path("."), "shallow"});
  ASSERT_EQ(chdir("shallow"), 0);
  Answer run = test::leash({"doctor", "-p", space.path("build")});
  ASSERT_EQ(chdir(space.path(".").c_str()), 0);
  EXPECT_THAT(run.out, HasSubstr("this clone is shallow"));
  EXPECT_THAT(run.out, HasSubstr("'fetch-depth: 0'"));
}

TEST(Doctor, TakesNoOptionOfAnAnalysis) {
  Answer run = test::leash({"doctor", "--fix"});
  EXPECT_EQ(run.code, Misused);
  EXPECT_THAT(run.err, HasSubstr("--fix"));
}

TEST(NeedsModules, TellsModulesFromWhatIsCalledLikeThem) {
  EXPECT_TRUE(needsModules("import std;\n"));
  EXPECT_TRUE(needsModules("export module a;\nexport import b;\n"));
  EXPECT_TRUE(needsModules("module;\n#include <vector>\nmodule a;\n"));
  EXPECT_FALSE(needsModules("export module a;\nint f();\n"));
  EXPECT_FALSE(needsModules("int import, module;\nint f() { return import(module); }\n"));
  EXPECT_FALSE(needsModules("// import std;\nconst char *text = R\"(\nimport std;\n)\";\n"));
}

} // namespace leash
