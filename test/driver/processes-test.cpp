// processes-test: jobs that crash, hang or devour memory cost themselves and nothing else.

#include "driver/processes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <vector>

#include <unistd.h>

namespace leash {

using namespace std::chrono_literals;

/// Waits until something kills the process.
[[noreturn]] static void hang() {
  for (;;)
    pause();
}

/// Takes memory for ever, and touches none of it.
[[noreturn]] static void devour() {
  std::vector<char *> kept;
  for (;;)
    kept.push_back(new char[16u << 20]);
}

static std::vector<JobOutcome> run(size_t count, const ProcessOptions &options,
                                   llvm::function_ref<std::string(size_t)> job) {
  size_t done = 0;
  std::vector<JobOutcome> outcomes = runInProcesses(count, options, job, [&] { ++done; });
  EXPECT_EQ(done, count);
  return outcomes;
}

TEST(Processes, GiveTheAnswersInTheOrderOfTheJobs) {
  std::vector<JobOutcome> outcomes =
      run(20, {.processes = 3}, [](size_t job) { return std::string(job * 10'000, 'a' + static_cast<char>(job)); });
  for (size_t job = 0; job < outcomes.size(); ++job) {
    EXPECT_EQ(outcomes[job].end, JobEnd::Done);
    EXPECT_EQ(outcomes[job].answer, std::string(job * 10'000, 'a' + static_cast<char>(job)));
  }
}

TEST(Processes, AreKilledWhenTheirTimeIsOver) {
  ProcessOptions options{.processes = 2};
  options.limits.time = 300ms;
  std::vector<JobOutcome> outcomes = run(3, options, [](size_t job) -> std::string {
    if (job == 1)
      hang();
    return "done";
  });
  EXPECT_EQ(outcomes[0].end, JobEnd::Done);
  EXPECT_EQ(outcomes[1].end, JobEnd::TimedOut);
  EXPECT_EQ(outcomes[2].answer, "done");
}

TEST(Processes, MayTakeSoMuchMemoryAndNoMore) {
  ProcessOptions options{.processes = 1};
  options.limits = {20s, 256u << 20};
  std::vector<JobOutcome> outcomes = run(2, options, [](size_t job) -> std::string {
    if (job == 0)
      devour();
    return std::string(1u << 20, 'x');
  });
  EXPECT_EQ(outcomes[0].end, JobEnd::OutOfMemory);
  EXPECT_EQ(outcomes[1].end, JobEnd::Done);
}

TEST(Processes, ThatCrashSayByWhichSignal) {
  std::vector<JobOutcome> outcomes = run(3, {.processes = 2}, [](size_t job) -> std::string {
    if (job == 0)
      std::raise(SIGKILL);
    if (job == 1)
      _exit(3);
    return "";
  });
  EXPECT_EQ(outcomes[0].end, JobEnd::Crashed);
  EXPECT_EQ(outcomes[0].signal, SIGKILL);
  EXPECT_EQ(outcomes[1].end, JobEnd::Crashed);
  EXPECT_EQ(outcomes[1].signal, 0);
  EXPECT_EQ(outcomes[2].end, JobEnd::Done);
}

TEST(Processes, AreNotBegunAfterTheDeadline) {
  ProcessOptions options{.processes = 1, .deadline = std::chrono::steady_clock::now()};
  std::vector<JobOutcome> outcomes = run(2, options, [](size_t) { return std::string("done"); });
  EXPECT_EQ(outcomes[0].end, JobEnd::NotBegun);
  EXPECT_EQ(outcomes[1].end, JobEnd::NotBegun);
}

TEST(Processes, LeaveThisOneAsItIs) {
  int value = 1;
  run(1, {}, [&](size_t) {
    value = 2;
    return std::string();
  });
  EXPECT_EQ(value, 1);
}

} // namespace leash
