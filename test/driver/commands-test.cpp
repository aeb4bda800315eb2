// commands-test: the words after `leash`.

#include "driver/leash.h"
#include "test/driver/workspace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace leash {

using test::Answer;
using test::Workspace;
using testing::HasSubstr;

TEST(Commands, WithoutOneExplainsThemselves) {
  Answer run = test::leash({});
  EXPECT_EQ(run.code, Misused);
  EXPECT_THAT(run.err, HasSubstr("leash check"));
  EXPECT_EQ(run.out, "");
}

TEST(Commands, HelpGoesToStdout) {
  for (const char *word : {"--help", "-h", "help"}) {
    Answer run = test::leash({word});
    EXPECT_EQ(run.code, Clean);
    EXPECT_THAT(run.out, HasSubstr("leash explain CHECK"));
  }
  for (const char *command : {"check", "list", "explain", "show"}) {
    EXPECT_THAT(test::leash({command, "--help"}).out, HasSubstr("Usage: leash " + std::string(command)));
    EXPECT_EQ(test::leash({"help", command}).out, test::leash({command, "--help"}).out);
  }
}

TEST(Commands, HelpOfCheckNamesEveryExitStatus) {
  std::string help = test::leash({"check", "--help"}).out;
  for (const char *status : {"\n  0  ", "\n  1  ", "\n  2  ", "\n  3  "})
    EXPECT_THAT(help, HasSubstr(status));
}

TEST(Commands, VersionNamesTheLlvmBehindIt) { EXPECT_THAT(test::leash({"--version"}).out, HasSubstr("\nLLVM 19.")); }

TEST(Commands, SuggestTheOneThatWasMeant) {
  Answer run = test::leash({"chekc"});
  EXPECT_EQ(run.code, Misused);
  EXPECT_THAT(run.err, HasSubstr("unknown command 'chekc'; did you mean 'check'?"));
  EXPECT_THAT(test::leash({"--frobnicate"}).err, HasSubstr("unknown option '--frobnicate'"));
}

TEST(List, NamesEveryCheckOnALineOfItsOwn) {
  Answer run = test::leash({"list"});
  EXPECT_EQ(run.code, Clean);
  for (const char *check :
       {"leash-lock-not-released", "leash-loop-capture", "leash-stuck-receive", "leash-unchecked-error"})
    EXPECT_THAT("\n" + run.out, HasSubstr("\n" + std::string(check)));
  EXPECT_EQ(test::leash({"list", "x"}).code, Misused);
}

TEST(Explain, PrintsTheChecksPage) {
  Answer run = test::leash({"explain", "lock-not-released"});
  EXPECT_EQ(run.code, Clean);
  EXPECT_TRUE(llvm::StringRef(run.out).starts_with("# lock-not-released"));
  EXPECT_EQ(test::leash({"explain", "leash-lock-not-released"}).out, run.out);
}

TEST(Explain, SuggestsTheCheckThatWasMeant) {
  EXPECT_THAT(test::leash({"explain", "lock-not-relesed"}).err, HasSubstr("did you mean 'lock-not-released'?"));
  EXPECT_EQ(test::leash({"explain"}).code, Misused);
}

TEST(Show, PrintsTheOperationsOfAFile) {
  Workspace space;
  space.write("a.cpp", test::clean("run"));
  Answer run = test::leash({"show", "operations", "a.cpp", "--", "-std=c++20"});
  EXPECT_EQ(run.code, Clean) << run.err;
  EXPECT_THAT(run.out, HasSubstr("acquire"));
  space.database({{"a.cpp"}});
  EXPECT_EQ(test::leash({"show", "operations", "a.cpp", "-p", "build"}).out, run.out);
  for (const char *view : {"facts", "summary", "summary-json"})
    EXPECT_EQ(test::leash({"show", view, "a.cpp"}).code, Clean);
}

TEST(Show, RefusesWhatItDoesNotKnow) {
  Workspace space;
  space.write("a.cpp", "#error broken\n");
  EXPECT_THAT(test::leash({"show", "operation", "a.cpp"}).err, HasSubstr("did you mean 'operations'?"));
  EXPECT_EQ(test::leash({"show", "operations"}).code, Misused);
  Answer run = test::leash({"show", "operations", "a.cpp", "--"});
  EXPECT_EQ(run.code, Incomplete);
  EXPECT_THAT(run.err, HasSubstr("broken"));
}

} // namespace leash
