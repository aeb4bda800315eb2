// arguments-test: how a command line is read.

#include "driver/arguments.h"

#include "llvm/Support/Error.h"

#include <gtest/gtest.h>

namespace leash {

static constexpr OptionSpec table[] = {
    {.name = "p", .value = "DIR", .help = "database"},
    {.name = "checks", .value = "GLOBS", .help = "which"},
    {.name = "jobs", .letter = 'j', .value = "N", .help = "how many"},
    {.name = "quiet", .letter = 'q', .help = "silent"},
    {.name = "use-color", .value = "BOOL", .help = "colour", .implied = "true"},
};

static Arguments parsed(llvm::ArrayRef<const char *> arguments) {
  llvm::Expected<Arguments> result = Arguments::parse(table, arguments);
  EXPECT_TRUE(static_cast<bool>(result)) << llvm::toString(result.takeError());
  return std::move(*result);
}

static std::string errorOf(llvm::ArrayRef<const char *> arguments) {
  llvm::Expected<Arguments> result = Arguments::parse(table, arguments);
  EXPECT_FALSE(static_cast<bool>(result));
  return llvm::toString(result.takeError());
}

TEST(Arguments, TakeValuesInEveryFormThatCallersOfClangTidyUse) {
  for (const char *form : {"-checks=x", "--checks=x"})
    EXPECT_EQ(parsed({form}).last("checks"), "x") << form;
  EXPECT_EQ(parsed({"--checks", "x"}).last("checks"), "x");
  EXPECT_EQ(parsed({"-p", "build"}).last("p"), "build");
  EXPECT_EQ(parsed({"-p=build"}).last("p"), "build");
  EXPECT_EQ(parsed({"-j4"}).last("jobs"), "4");
  EXPECT_EQ(parsed({"-j", "4"}).last("jobs"), "4");
}

TEST(Arguments, KeepTheValueAfterTheFirstEqualsSign) { EXPECT_EQ(parsed({"--checks=a=b"}).last("checks"), "a=b"); }

TEST(Arguments, LetTheLastValueWin) { EXPECT_EQ(parsed({"--checks=a", "--checks=b"}).last("checks"), "b"); }

TEST(Arguments, SkipEmptyArguments) { EXPECT_TRUE(parsed({"", "-q"}).positional().empty()); }

TEST(Arguments, LeaveAllAfterTwoDashesToTheCompiler) {
  Arguments arguments = parsed({"a.cpp", "--", "-std=c++20", "--quiet"});
  EXPECT_TRUE(arguments.hasCommand());
  EXPECT_EQ(arguments.command(), (std::vector<std::string>{"-std=c++20", "--quiet"}));
  EXPECT_EQ(arguments.positional(), std::vector<std::string>{"a.cpp"});
  EXPECT_FALSE(arguments.has("quiet"));
}

TEST(Arguments, SuggestTheOptionThatWasMeant) {
  EXPECT_EQ(errorOf({"--cheks=x"}), "unknown option '--cheks'; did you mean '--checks'?");
  EXPECT_EQ(errorOf({"--something-else"}), "unknown option '--something-else'");
}

TEST(Arguments, RefuseAMissingValueAndASuperfluousOne) {
  EXPECT_EQ(errorOf({"--checks"}), "option '--checks' needs a value: GLOBS");
  EXPECT_EQ(errorOf({"-p", "--"}), "option '-p' needs a value: DIR");
  EXPECT_EQ(errorOf({"--quiet=yes"}), "option '--quiet' takes no value");
}

TEST(Arguments, KeepASingleDash) { EXPECT_EQ(parsed({"-"}).positional(), std::vector<std::string>{"-"}); }

TEST(Arguments, TakeAnImpliedValueUnlessOneIsWrittenBehindTheOption) {
  Arguments arguments = parsed({"--use-color", "a.cpp"});
  EXPECT_EQ(arguments.last("use-color"), "true");
  EXPECT_EQ(arguments.positional(), std::vector<std::string>{"a.cpp"});
  EXPECT_EQ(parsed({"-use-color=false"}).last("use-color"), "false");
}

} // namespace leash
