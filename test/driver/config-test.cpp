// config-test: which checks --checks and .clang-tidy files switch on.

#include "driver/config.h"
#include "driver/leash.h"
#include "test/driver/workspace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace leash {

using test::Workspace;
using testing::ElementsAre;
using testing::HasSubstr;

static std::vector<std::string> names(const CheckPlan &plan) {
  std::vector<std::string> result;
  for (const PlannedCheck &planned : plan.checks)
    result.emplace_back(planned.check->name);
  return result;
}

static std::vector<std::string> everyCheck() {
  std::vector<std::string> result;
  for (const CheckInfo *check : catalog())
    result.emplace_back(check->name);
  return result;
}

static std::vector<std::string> allBut(const std::string &name) {
  std::vector<std::string> result = everyCheck();
  std::erase(result, name);
  return result;
}

static std::vector<std::string> planned(const Workspace &space, std::optional<std::string> checks = {}) {
  llvm::Expected<Configuration> configuration = Configuration::create({.checks = checks});
  if (!configuration)
    return {llvm::toString(configuration.takeError())};
  llvm::Expected<std::shared_ptr<const CheckPlan>> plan = configuration->planFor(space.path("a.cpp"));
  return plan ? names(**plan) : std::vector<std::string>{llvm::toString(plan.takeError())};
}

TEST(Config, RunsEveryCheckUnlessToldOtherwise) {
  Workspace space;
  EXPECT_EQ(planned(space), everyCheck());
  EXPECT_EQ(planned(space, "*"), everyCheck());
}

TEST(Config, TakesNamesWithAndWithoutPrefix) {
  Workspace space;
  EXPECT_THAT(planned(space, "lock-not-released"), ElementsAre("lock-not-released"));
  EXPECT_THAT(planned(space, "leash-lock-not-released"), ElementsAre("lock-not-released"));
  EXPECT_THAT(planned(space, "-*,loop-*"), ElementsAre("loop-capture"));
}

TEST(Config, AListThatBeginsWithAnExclusionLeavesTheRestOn) {
  Workspace space;
  EXPECT_EQ(planned(space, "-loop-capture"), allBut("loop-capture"));
}

TEST(Config, SuggestsTheCheckThatWasMeant) {
  Workspace space;
  EXPECT_THAT(planned(space, "lock-not-relased"),
              ElementsAre("--checks: unknown check 'lock-not-relased'; did you mean 'lock-not-released'?"));
  EXPECT_THAT(planned(space, "zzz"), ElementsAre("--checks: unknown check 'zzz'; 'leash list' names all checks"));
  EXPECT_THAT(planned(space, ""), ElementsAre("--checks: names no check; 'leash list' names all checks"));
}

TEST(Config, AClangTidyFileThatDoesNotSpeakOfUsSwitchesNothingOff) {
  Workspace space;
  space.write(".clang-tidy", "Checks: '-*,bugprone-*'\n");
  EXPECT_EQ(planned(space), everyCheck());
}

TEST(Config, AClangTidyFileThatSpeaksOfUsCounts) {
  Workspace space;
  space.write(".clang-tidy", "Checks: '-leash-loop-capture'\n");
  EXPECT_EQ(planned(space), allBut("loop-capture"));
  space.write(".clang-tidy", "Checks: '-*,bugprone-*,leash-loop-capture'\n");
  EXPECT_THAT(planned(space), ElementsAre("loop-capture"));
  EXPECT_THAT(planned(space, "stuck-receive"), ElementsAre("stuck-receive")) << "--checks has the last word";
}

TEST(Config, AnUnknownCheckOrOptionInAClangTidyFileIsAnError) {
  Workspace space;
  space.write(".clang-tidy", "Checks: 'leash-loop-captures'\n");
  EXPECT_THAT(planned(space),
              ElementsAre(HasSubstr(".clang-tidy: unknown check 'leash-loop-captures'; did you mean 'loop-capture'?")));
  space.write(".clang-tidy", "CheckOptions:\n  leash-loop-capture.NoSuchOption: 1\n");
  EXPECT_THAT(planned(space), ElementsAre(HasSubstr(".clang-tidy: unknown option 'leash-loop-capture.NoSuchOption'")));
  space.write(".clang-tidy", "CheckOptions:\n  bugprone-x.Whatever: 1\n");
  EXPECT_EQ(planned(space), everyCheck());
}

TEST(Config, AnUnreadableClangTidyFileIsAnErrorOnlyIfItSpeaksOfUs) {
  Workspace space;
  space.write(".clang-tidy", "Checks: 'leash-*'\nNoSuchKey: 1\n");
  EXPECT_THAT(planned(space), ElementsAre(HasSubstr(".clang-tidy:2:1: error: unknown key 'NoSuchKey'")));
  space.write(".clang-tidy", "Checks: 'bugprone-*'\nFutureKey: 1\n");
  EXPECT_EQ(planned(space), everyCheck());
}

TEST(Config, SwitchingEveryCheckOffIsAnError) {
  Workspace space;
  space.write("a.cpp", "");
  space.database({{"a.cpp"}});
  test::Answer run = test::leash({"check", "--checks=-*"});
  EXPECT_EQ(run.code, Misused);
  EXPECT_THAT(run.err, HasSubstr("no check is switched on"));
}

} // namespace leash
