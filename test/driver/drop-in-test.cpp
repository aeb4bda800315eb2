// drop-in-test: the program without a subcommand, with the arguments that callers of clang-tidy were seen to pass.

#include "driver/leash.h"
#include "test/driver/workspace.h"

#include "llvm/Support/FileSystem.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace leash {

using test::Answer;
using test::buggy;
using test::BugName;
using test::clean;
using test::Workspace;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(DropIn, ListsChecksForRunClangTidy) {
  Workspace space;
  Answer run = test::leash({"-header-filter=.*", "-p=build", "-quiet", "", "-list-checks", "-"});
  EXPECT_EQ(run.code, Clean) << run.err;
  EXPECT_THAT(run.out, StartsWith("Enabled checks:\n    leash-"));
  EXPECT_EQ(run.err, "");
  run = test::leash({"-checks=-*,leash-lock-order", "-list-checks"});
  EXPECT_EQ(run.out, "Enabled checks:\n    leash-lock-order\n\n");
}

TEST(DropIn, PrintsFindingsAsWarningsAndReturnsZero) {
  Workspace space;
  space.write("a.cpp", buggy("bug"));
  space.database({{"a.cpp"}});
  Answer run = test::leash({"-header-filter=.*", "-export-fixes", "x.yaml", "-p=build", "-quiet", space.path("a.cpp")});
  EXPECT_EQ(run.code, Clean);
  EXPECT_EQ(run.err, "");
  EXPECT_THAT(run.out, StartsWith(space.path("a.cpp") + ":3:19: warning: "));
  EXPECT_THAT(run.out, HasSubstr(" [" + BugName.str() + "]\n    3 | void bug"));
  EXPECT_THAT(run.out, HasSubstr(space.path("a.cpp") + ":3:19: note: locks 'mutex'"));
  EXPECT_TRUE(llvm::sys::fs::exists("x.yaml"));
}

TEST(DropIn, ReturnsOneForWarningsThatAreErrors) {
  Workspace space;
  space.write("a.cpp", buggy("bug"));
  space.database({{"a.cpp"}});
  Answer run = test::leash({"--warnings-as-errors=*", "a.cpp"});
  EXPECT_EQ(run.code, 1);
  EXPECT_THAT(run.out, HasSubstr(": error: "));
  EXPECT_THAT(run.out, HasSubstr("[" + BugName.str() + ",-warnings-as-errors]"));
  EXPECT_EQ(test::leash({"-warnings-as-errors=leash-lock-order", "a.cpp"}).code, Clean);
  space.write(".clang-tidy", "WarningsAsErrors: '*'\n");
  EXPECT_EQ(test::leash({"a.cpp"}).code, 1);
}

TEST(DropIn, ReturnsOneForAUnitThatDoesNotParseAndNamesItLikeACompiler) {
  Workspace space;
  space.write("a.cpp", "int x;\n#include \"missing.h\"\n");
  space.database({{"a.cpp"}});
  Answer run = test::leash({"-quiet", "a.cpp"});
  EXPECT_EQ(run.code, 1);
  EXPECT_EQ(run.out, space.path("a.cpp") + ":2:10: error: 'missing.h' file not found [clang-diagnostic-error]\n");
  EXPECT_EQ(run.err, "");
}

TEST(DropIn, IsSilentWhenQuietAndClean) {
  Workspace space;
  space.write("a.cpp", clean("run"));
  space.database({{"a.cpp", {"-fanalyzer"}}});
  Answer run = test::leash({"-quiet", "-p=build", "a.cpp"});
  EXPECT_EQ(run.code, Clean);
  EXPECT_EQ(run.out, "");
  EXPECT_EQ(run.err, "");
}

TEST(DropIn, TakesTheCommandThatCMakePasses) {
  Workspace space;
  space.write("a.cpp", buggy("bug"));
  std::string file = space.path("a.cpp");
  Answer run = test::leash({"--quiet", "--extra-arg-before=--driver-mode=g++", file, "--", "/usr/bin/g++", "-DX=1",
                            "-std=gnu++20", "-MD", "-MT", "a.o", "-MF", "a.o.d", "-o", "a.o", "-c", file});
  EXPECT_EQ(run.code, Clean) << run.err;
  EXPECT_EQ(run.err, "");
  EXPECT_THAT(run.out, HasSubstr(BugName.str()));
  EXPECT_FALSE(llvm::sys::fs::exists("a.o.d"));
}

TEST(DropIn, PutsExtraArgumentsWhereTheyBelong) {
  Workspace space;
  space.write("a.cpp", "#if A != 2 || B != 1\n#error\n#endif\n");
  space.database({{"a.cpp", {"-UA", "-DA=2", "-DB=2"}}});
  EXPECT_EQ(test::leash({"-extra-arg-before=-DA=1", "-extra-arg=-UB", "-extra-arg=-DB=1", "a.cpp"}).code, Clean);
  EXPECT_EQ(test::leash({"-extra-arg=-DA=1", "-extra-arg-before=-DB=1", "a.cpp"}).code, 1);
}

TEST(DropIn, ReportsLinesOfTheFilterAlone) {
  Workspace space;
  space.write("src/a.cpp", buggy("bug"));
  space.database({{"src/a.cpp"}});
  EXPECT_THAT(test::leash({R"(-line-filter=[{"name":"src/a.cpp","lines":[[3,3]]}])", "-p=build", "src/a.cpp"}).out,
              HasSubstr(BugName.str()));
  EXPECT_EQ(test::leash({R"(-line-filter=[{"name":"src/a.cpp","lines":[[1,2]]}])", "-p=build", "src/a.cpp"}).out, "");
}

TEST(DropIn, LeavesHeadersOutUnlessTheyAreAskedFor) {
  Workspace space;
  space.write("own.h", buggy("inline bug"));
  space.write("a.cpp", "#include \"own.h\"\n");
  space.database({{"a.cpp"}});
  EXPECT_EQ(test::leash({"a.cpp"}).out, "");
  EXPECT_THAT(test::leash({"-header-filter=own", "a.cpp"}).out, HasSubstr(BugName.str()));
  EXPECT_EQ(test::leash({"-header-filter=.*", "-exclude-header-filter=own", "a.cpp"}).out, "");
  space.write(".clang-tidy", "HeaderFilterRegex: own\n");
  EXPECT_THAT(test::leash({"a.cpp"}).out, HasSubstr(BugName.str()));
  EXPECT_EQ(test::leash({"-header-filter=", "a.cpp"}).out, "");
  space.write(".clang-tidy", "{HeaderFilterRegex: own, ExcludeHeaderFilterRegex: own}\n");
  EXPECT_EQ(test::leash({"a.cpp"}).out, "");
}

TEST(DropIn, CompilesAFileThatTheDatabaseDoesNotListAsItsNeighbours) {
  Workspace space;
  space.write("src/own.h", "#ifndef X\n#error\n#endif\n" + buggy("inline bug"));
  space.write("src/a.cpp", "#include \"own.h\"\n");
  space.database({{"src/a.cpp", {"-DX"}}});
  Answer run = test::leash({"-quiet", "src/own.h"});
  EXPECT_EQ(run.code, Clean) << run.out << run.err;
  EXPECT_THAT(run.out, HasSubstr(space.path("src/own.h") + ":6:"));
}

TEST(DropIn, LooksForTheDatabaseAboveTheFirstFile) {
  Workspace space;
  space.write("there/a.cpp", buggy("bug"));
  space.write("here/b.txt", "");
  space.database({{space.path("there/a.cpp")}}, "there/build");
  ASSERT_EQ(chdir("here"), 0);
  EXPECT_THAT(test::leash({"../there/a.cpp"}).out, HasSubstr(BugName.str()));
  ASSERT_EQ(chdir(".."), 0);
}

TEST(DropIn, TakesNoOffenceAtTheNamesOfOtherToolsChecks) {
  Workspace space;
  space.write("a.cpp", buggy("bug"));
  space.database({{"a.cpp"}});
  EXPECT_THAT(test::leash({"-checks=-*,bugprone-use-after-move,leash-*", "a.cpp"}).out, HasSubstr(BugName.str()));
  EXPECT_THAT(test::leash({"-checks=", "a.cpp"}).out, HasSubstr(BugName.str()));
  EXPECT_THAT(test::leash({"-checks=-*,lock-ordr", "a.cpp"}).err, HasSubstr("did you mean 'lock-order'?"));
  EXPECT_THAT(test::leash({"-checks=leash-frobnication", "a.cpp"}).err, HasSubstr("unknown check"));
  EXPECT_EQ(test::leash({"-warnings-as-errors=bugprone-use-after-move", "a.cpp"}).code, Clean);
}

TEST(DropIn, WantsSomeCheckToBeSwitchedOnUnlessToldOtherwise) {
  Workspace space;
  space.write("a.cpp", buggy("bug"));
  space.database({{"a.cpp"}});
  for (const char *last : {"a.cpp", "-list-checks"}) {
    EXPECT_EQ(test::leash({"-checks=-*,bugprone-*", last}).code, Misused);
    EXPECT_EQ(test::leash({"-checks=-*,bugprone-*", "--allow-no-checks", last}).code, Clean);
  }
}

TEST(DropIn, ColoursWhenToldTo) {
  Workspace space;
  space.write("a.cpp", buggy("bug"));
  space.database({{"a.cpp"}});
  EXPECT_THAT(test::leash({"--use-color", "a.cpp"}).out, HasSubstr("\x1b["));
  EXPECT_THAT(test::leash({"--use-color=false", "a.cpp"}).out, Not(HasSubstr("\x1b[")));
  EXPECT_THAT(test::leash({"--use-color=maybe", "a.cpp"}).err, HasSubstr("unknown value 'maybe'"));
}

TEST(DropIn, KnowsWhatABaselineKnows) {
  Workspace space;
  space.write("a.cpp", buggy("bug"));
  space.database({{"a.cpp"}});
  ASSERT_EQ(test::leash({"baseline", "create"}).code, Clean);
  Answer run = test::leash({"--baseline=leash-baseline.txt", "--warnings-as-errors=*", "a.cpp"});
  EXPECT_EQ(run.code, Clean) << run.err;
  EXPECT_EQ(run.out, "");
  space.write("a.cpp", buggy("bug") + buggy("more"));
  run = test::leash({"--baseline=leash-baseline.txt", "--warnings-as-errors=*", "a.cpp"});
  EXPECT_EQ(run.code, 1);
  EXPECT_EQ(test::occurrences(run.out, ": error: "), 1u) << run.out;
  EXPECT_THAT(run.out, HasSubstr("'more'"));
}

TEST(DropIn, WritesOtherFormatsBesidesIfAskedTo) {
  Workspace space;
  space.write("a.cpp", buggy("bug"));
  space.database({{"a.cpp"}});
  Answer run = test::leash({"--format=clang-tidy", "--format=sarif:a.sarif", "a.cpp"});
  EXPECT_THAT(run.out, HasSubstr(": warning: "));
  EXPECT_TRUE(llvm::sys::fs::exists("a.sarif"));
}

TEST(DropIn, RefusesWhatItCannotDo) {
  Workspace space;
  space.write("a.cpp", "");
  EXPECT_THAT(test::leash({"-quiet"}).err, HasSubstr("write the files to analyse"));
  EXPECT_THAT(test::leash({"-quiet", "-"}).err, HasSubstr("doesn't read standard input"));
  EXPECT_THAT(test::leash({"--dump-config", "a.cpp"}).err, HasSubstr("unknown option '--dump-config'"));
  for (const std::vector<std::string> &arguments :
       {std::vector<std::string>{"-quiet"}, {"--dump-config", "a.cpp"}, {"none.cpp", "--"}, {"a.cpp"}})
    EXPECT_EQ(test::leash(arguments).code, Misused);
}

TEST(DropIn, IsNoMeaningOfAMistypedCommand) {
  Workspace space;
  EXPECT_THAT(test::leash({"chekc", "a.cpp"}).err, HasSubstr("unknown command 'chekc'; did you mean 'check'?"));
}

TEST(DropIn, ExplainsItselfWithTheCommands) {
  EXPECT_EQ(test::leash({"a.cpp", "--help"}).out, test::leash({"--help"}).out);
  EXPECT_THAT(test::leash({"--help"}).out, HasSubstr("stand in for clang-tidy"));
}

} // namespace leash
