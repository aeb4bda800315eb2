// check-test: `leash check` from the outside: what it finds, says and returns.

#include "driver/leash.h"
#include "driver/report/format.h"
#include "test/driver/workspace.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MemoryBuffer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace leash {

using test::Answer;
using test::buggy;
using test::BugName;
using test::clean;
using test::occurrences;
using test::Workspace;
using testing::HasSubstr;
using testing::Not;

TEST(Check, OfCleanCodeReturnsZero) {
  Workspace space;
  space.write("a.cpp", clean("run"));
  space.database({{"a.cpp"}});
  Answer run = test::leash({"check"});
  EXPECT_EQ(run.code, Clean) << run.out << run.err;
  EXPECT_THAT(run.out, Not(HasSubstr(BugName.str())));
}

TEST(Check, OfABugPrintsItOnStdoutAndReturnsOne) {
  Workspace space;
  space.write("a.cpp", buggy("bug"));
  space.database({{"a.cpp"}});
  Answer run = test::leash({"check"});
  EXPECT_EQ(run.code, Found);
  EXPECT_THAT(run.out, HasSubstr("a.cpp:3:"));
  EXPECT_THAT(run.out, HasSubstr(BugName.str()));
  EXPECT_EQ(run.err, "");
}

TEST(Check, ReturnsZeroWhateverWasFoundIfToldSo) {
  Workspace space;
  space.write("a.cpp", buggy("bug"));
  space.write("broken.cpp", "#include \"missing.h\"\n");
  space.database({{"a.cpp"}, {"broken.cpp"}});
  EXPECT_EQ(test::leash({"check", "--exit-zero"}).code, Clean);
  EXPECT_EQ(test::leash({"check", "--exit-zero", "-p", "nowhere"}).code, Misused);
}

TEST(Check, NamesAUnitThatDoesNotParseAndGoesOn) {
  Workspace space;
  space.write("broken.cpp", "int x;\n#include \"missing.h\"\n");
  space.write("a.cpp", buggy("bug"));
  space.database({{"broken.cpp"}, {"a.cpp"}, {"gone.cpp"}});
  Answer run = test::leash({"check", "--quiet"});
  EXPECT_EQ(run.code, Incomplete);
  EXPECT_THAT(run.out, HasSubstr(BugName.str()));
  EXPECT_THAT(run.err,
              HasSubstr("could not analyse " + space.path("broken.cpp") + ": 2:10: 'missing.h' file not found"));
  EXPECT_THAT(run.err, HasSubstr("could not analyse " + space.path("gone.cpp") + ": no such file"));
  EXPECT_EQ(test::leash({"check", "--allow-incomplete"}).code, Found);
  EXPECT_THAT(test::leash({"check"}).out, HasSubstr("missing.h"));
}

TEST(Check, ACrashCostsItsUnitOnly) {
  Workspace space;
  space.write("a.cpp", buggy("bug"));
  space.write("crash.cpp", clean("run"));
  space.database({{"crash.cpp"}, {"a.cpp"}});
  Answer run = test::leash({"check", "--quiet", "--crash-on=/crash.cpp"});
  EXPECT_EQ(run.code, Incomplete);
  EXPECT_THAT(run.out, HasSubstr(BugName.str()));
  EXPECT_THAT(run.err, HasSubstr("crash.cpp: Leash crashed here"));
}

TEST(Check, ReportsAFindingInAHeaderOnceHoweverItIsReached) {
  Workspace space;
  space.write("include/shared.h", "#pragma once\n" + buggy("inline bug"));
  space.write("a.cpp", "#include \"shared.h\"\n");
  space.write("sub/b.cpp", "#include \"../include/shared.h\"\n");
  ASSERT_EQ(symlink("include", "link"), 0);
  space.write("c.cpp", "#include \"link/shared.h\"\n");
  space.database({{"a.cpp", {"-Iinclude"}}, {"sub/b.cpp"}, {"c.cpp"}});
  Answer run = test::leash({"check", "--quiet", "--format=text"});
  EXPECT_EQ(run.code, Found) << run.err;
  EXPECT_EQ(occurrences(run.out, BugName), 1u) << run.out;
}

TEST(Check, LeavesHeadersOutThatTheFilterDoesNotMatch) {
  Workspace space;
  space.write("third/party.h", buggy("inline bug"));
  space.write("a.cpp", "#include \"third/party.h\"\n");
  space.database({{"a.cpp"}});
  EXPECT_EQ(test::leash({"check", "--header-filter=/third/"}).code, Found);
  EXPECT_EQ(test::leash({"check", "--header-filter=/own/"}).code, Clean);
  Answer wrong = test::leash({"check", "--header-filter=("});
  EXPECT_EQ(wrong.code, Misused);
  EXPECT_THAT(wrong.err, HasSubstr("not a regular expression"));
}

TEST(Check, LeavesOutWhatIsToBeExcluded) {
  Workspace space;
  space.write("third/party.h", buggy("inline bug"));
  space.write("a.cpp", "#include \"third/party.h\"\n");
  space.database({{"a.cpp"}});
  EXPECT_EQ(test::leash({"check", "--exclude-header-filter=/third/"}).code, Clean);
  EXPECT_EQ(test::leash({"check", "--header-filter=party", "--exclude-header-filter=/third/"}).code, Clean);
  EXPECT_EQ(test::leash({"check", "--exclude-header-filter=/own/"}).code, Found);
}

TEST(Check, ReportsOfAFileWhatHasAStepInTheLinesOfTheFilter) {
  Workspace space;
  space.write("a.cpp", "#include <pthread.h>\n"
                       "extern pthread_mutex_t mutex;\n"
                       "void bug(int b) {\n"
                       "  pthread_mutex_lock(&mutex);\n"
                       "  if (b)\n"
                       "    return;\n"
                       "  pthread_mutex_unlock(&mutex);\n"
                       "}\n");
  space.database({{"a.cpp"}});
  EXPECT_EQ(test::leash({"check", R"(--line-filter=[{"name":"a.cpp","lines":[[4,4]]}])"}).code, Found);
  EXPECT_EQ(test::leash({"check", R"(--line-filter=[{"name":"a.cpp","lines":[[6,6]]}])"}).code, Found) << "a step";
  EXPECT_EQ(test::leash({"check", R"(--line-filter=[{"name":"a.cpp","lines":[[1,3],[7,9]]}])"}).code, Clean);
  EXPECT_EQ(test::leash({"check", R"(--line-filter=[{"name":"b.cpp"}])"}).code, Clean);
}

TEST(Check, HeedsAConfigurationOnTheCommandLine) {
  Workspace space;
  space.write("a.cpp", buggy("bug"));
  space.write(".clang-tidy", "Checks: '-leash-lock-not-released'\n");
  space.write("other.yaml", "Checks: 'leash-*'\n");
  space.database({{"a.cpp"}});
  EXPECT_EQ(test::leash({"check"}).code, Clean);
  EXPECT_EQ(test::leash({"check", "--config={Checks: 'leash-*'}"}).code, Found);
  EXPECT_EQ(test::leash({"check", "--config-file=other.yaml"}).code, Found);
  EXPECT_THAT(test::leash({"check", "--config-file=none.yaml"}).err,
              HasSubstr("--config-file=none.yaml: No such file or directory"));
  EXPECT_THAT(test::leash({"check", "--config={Cheks: x}"}).err, HasSubstr("unknown key 'Cheks'"));
  EXPECT_THAT(test::leash({"check", "--config={Checks: 'leash-lock-ordr'}"}).err,
              HasSubstr("did you mean 'lock-order'?"));
  EXPECT_THAT(test::leash({"check", "--config={}", "--config-file=other.yaml"}).err, HasSubstr("exclude each other"));
}

TEST(Check, LeavesSystemHeadersOut) {
  Workspace space;
  space.write("system/api.h", buggy("inline bug"));
  space.write("a.cpp", "#include <api.h>\n");
  space.database({{"a.cpp", {"-isystem", "system"}}});
  EXPECT_EQ(test::leash({"check"}).code, Clean);
}

TEST(Check, SaysTheSameWithOneJobAndWithMany) {
  Workspace space;
  std::vector<test::Entry> entries;
  for (int number = 0; number < 12; ++number) {
    std::string file = "f" + std::to_string(number) + ".cpp";
    space.write(file, buggy("bug" + std::to_string(number)));
    entries.push_back({file});
  }
  space.database(entries);
  Answer one = test::leash({"check", "-q", "-j1"});
  Answer many = test::leash({"check", "-q", "-j4"});
  EXPECT_EQ(one.out, many.out);
  EXPECT_EQ(occurrences(one.out, "[" + BugName.str() + "]"), 12u);
}

TEST(Check, WritesEveryFormatAtOnce) {
  Workspace space;
  space.write("a.cpp", buggy("bug"));
  space.database({{"a.cpp"}});
  std::vector<std::string> arguments = {"check", "--format=text"};
  for (const Format &format : formats())
    arguments.push_back(llvm::formatv("--format={0}:out.{0}", format.word));
  Answer run = test::leash(arguments);
  EXPECT_EQ(run.code, Found) << run.err;
  EXPECT_THAT(run.out, HasSubstr(BugName.str()));
  for (const Format &format : formats()) {
    auto report = llvm::MemoryBuffer::getFile(llvm::formatv("out.{0}", format.word).str());
    ASSERT_TRUE(report) << format.word;
    EXPECT_THAT((*report)->getBuffer().str(), HasSubstr("lock-not-released")) << format.word;
  }
}

TEST(Check, AnAddressThatCouldEndALinkIsRefused) {
  for (const char *address : {"javascript:x", "https://", "https://a.example/x)y", "https://a.example/<b>",
                              "https://a.example/a b", "https://a.example/\n"}) {
    Answer run = test::leash({"check", std::string("--source-url=") + address});
    EXPECT_EQ(run.code, Misused) << address;
    EXPECT_THAT(run.err, HasSubstr("isn't the address of a directory on the web")) << address;
  }
}

TEST(Check, HelpNamesEveryFormat) {
  std::string help = test::leash({"check", "--help"}).out;
  for (const Format &format : formats())
    EXPECT_THAT(help, testing::ContainsRegex("--format(.|\n)*" + std::string(format.word)));
}

TEST(Check, RefusesFormatsThatCannotBeWrittenBeforeItStarts) {
  Workspace space;
  EXPECT_THAT(test::leash({"check", "--format=xml"}).err,
              HasSubstr("unknown value 'xml'; known values: text, clang-tidy, sarif, github, json, "));
  EXPECT_THAT(test::leash({"check", "--format=sarif:none/x"}).err, HasSubstr("no such directory: 'none'"));
  EXPECT_THAT(test::leash({"check", "--format=sarif:."}).err, HasSubstr("'.' is a directory"));
  EXPECT_THAT(test::leash({"check", "--format=text", "--format=sarif"}).err,
              HasSubstr("only one format can go to stdout"));
  EXPECT_THAT(test::leash({"check", "--format=json:x", "--format=sarif:x"}).err,
              HasSubstr("two formats can't be written to one file: 'x'"));
}

TEST(Check, IsSilentWhenQuietAndClean) {
  Workspace space;
  space.write("a.cpp", clean("run"));
  space.database({{"a.cpp", {"-fanalyzer"}}});
  Answer run = test::leash({"check", "--quiet"});
  EXPECT_EQ(run.out, "");
  EXPECT_EQ(run.err, "");
}

TEST(Check, SaysOnceWhichFlagsItLeftOut) {
  Workspace space;
  space.write("a.cpp", clean("run"));
  space.write("b.cpp", clean("run"));
  space.database({{"a.cpp", {"-fanalyzer"}}, {"b.cpp", {"-fanalyzer"}}});
  Answer run = test::leash({"check", "--format=sarif"});
  EXPECT_EQ(run.code, Clean);
  EXPECT_EQ(occurrences(run.err, "-fanalyzer (2 units)"), 1u) << run.err;
}

TEST(Check, FindsTheHeadersOfClangAndOfTheLibrary) {
  Workspace space;
  space.write("a.cpp", "#include <stddef.h>\n#include <mutex>\n#include <immintrin.h>\nstd::mutex m;\n");
  space.database({{"a.cpp", {"-std=c++20"}, "/usr/bin/g++"}});
  Answer run = test::leash({"check"});
  EXPECT_EQ(run.code, Clean) << run.out << run.err;
}

TEST(Check, AnalysesCWithItsOwnRules) {
  Workspace space;
  space.write("a.c", "int *new(void) { int class = 0; (void)class; return 0; }\n");
  space.database({{"a.c", {}, "gcc"}});
  EXPECT_EQ(test::leash({"check"}).code, Clean);
}

TEST(Check, TakesWarningsForWhatTheyAre) {
  Workspace space;
  space.write("a.cpp", "int f() { int unused; }\n");
  space.database({{"a.cpp", {"-Wall", "-Wextra", "-Werror", "-Wno-such-warning"}}});
  Answer run = test::leash({"check"});
  EXPECT_EQ(run.code, Clean) << run.out << run.err;
}

TEST(Check, LeavesNothingBehind) {
  Workspace space;
  space.write("a.cpp", clean("run"));
  space.database({{"a.cpp", {"-MD", "-MF", "a.d", "-save-temps"}}});
  EXPECT_EQ(test::leash({"check"}).code, Clean);
  EXPECT_FALSE(llvm::sys::fs::exists("a.d"));
  EXPECT_FALSE(llvm::sys::fs::exists("x.o"));
}

TEST(Check, PrintsWhatItDidIfAsked) {
  Workspace space;
  space.write("a.cpp", clean("run"));
  space.database({{"a.cpp"}, {"a.cpp"}});
  EXPECT_THAT(test::leash({"check", "--stats"}).err, HasSubstr("1 of 1 units analysed"));
  EXPECT_THAT(test::leash({"check", "--stats"}).err, HasSubstr("1 that repeat another left out"));
}

TEST(Check, ColoursWhenToldTo) {
  Workspace space;
  space.write("a.cpp", buggy("bug"));
  space.database({{"a.cpp"}});
  EXPECT_THAT(test::leash({"check", "--color=never"}).out, Not(HasSubstr("\x1b[")));
  EXPECT_THAT(test::leash({"check", "--color=always"}).out, HasSubstr("\x1b["));
  ASSERT_EQ(setenv("FORCE_COLOR", "1", 1), 0);
  EXPECT_THAT(test::leash({"check"}).out, HasSubstr("\x1b["));
  ASSERT_EQ(setenv("NO_COLOR", "1", 1), 0);
  EXPECT_THAT(test::leash({"check"}).out, Not(HasSubstr("\x1b[")));
  unsetenv("NO_COLOR");
  unsetenv("FORCE_COLOR");
}

TEST(Check, ReadsTheNearestVocabulary) {
  Workspace space;
  space.write("src/a.cpp", clean("run"));
  space.database({{"src/a.cpp"}});
  space.write("leash-vocabulary.yaml", "nonsense: [\n");
  Answer run = test::leash({"check"});
  EXPECT_EQ(run.code, Misused);
  EXPECT_THAT(run.err, HasSubstr(space.path("leash-vocabulary.yaml") + ":"));
  space.write("src/leash-vocabulary.yaml", "library: mine\n");
  EXPECT_EQ(test::leash({"check"}).code, Clean) << "the nearer one wins";
  EXPECT_EQ(test::leash({"check", "--vocabulary=leash-vocabulary.yaml"}).code, Misused);
  Answer missing = test::leash({"check", "--vocabulary=none.yaml"});
  EXPECT_EQ(missing.code, Misused);
  EXPECT_THAT(missing.err, HasSubstr("none.yaml: No such file"));
}

} // namespace leash
