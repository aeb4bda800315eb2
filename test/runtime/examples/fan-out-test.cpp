// fan-out-test: every job is done once, the results end, and workers end with their context.
#include "examples/runtime/fan-out.h"
#include "test/runtime/support.h"

#include <set>

namespace {

/// 1, 2, …, count; for ever if it is 0.
leash::recv_chan<int> jobs(int count, const leash::context &context) {
  auto out = leash::make_chan<int>();
  leash::go([=] {
    for (int job = 1; count == 0 || job <= count; ++job)
      if (!out.send(job, context))
        return;
    out.close();
  });
  return out;
}

int squared(int job) { return job * job; }

TEST(FanOutExample, EachJobIsDoneOnce) {
  const leash::context &context = leash::background();
  std::multiset<int> results;
  for (int result : examples::fan_out(context, jobs(100, context), 4, squared))
    results.insert(result);
  EXPECT_EQ(results.size(), 100u);
  EXPECT_EQ(std::set<int>(results.begin(), results.end()).size(), 100u);
  EXPECT_EQ(*results.rbegin(), 100 * 100);
}

TEST(FanOutExample, WithoutJobsThereAreNoResults) {
  auto none = leash::make_chan<int>();
  none.close();
  EXPECT_EQ(examples::fan_out<int>(leash::background(), none, 4, squared).recv(), std::nullopt);
}

TEST(FanOutExample, WorkersWorkAtTheSameTime) {
  const leash::context &context = leash::background();
  auto meeting = leash::make_chan<int>(); // each pair of jobs waits for each other
  auto meet = [=](int job) {
    if (job % 2 == 0)
      meeting.send(job);
    else
      meeting.recv();
    return job;
  };
  int results = 0;
  for ([[maybe_unused]] int job : examples::fan_out(context, jobs(10, context), 2, meet))
    ++results;
  EXPECT_EQ(results, 10);
}

TEST(FanOutExample, WhoStopsReadingCancels) { // … and leaves no task behind, which every test here asserts
  const auto scope = leash::with_cancel(leash::background());
  for (int result : examples::fan_out(scope, jobs(0, scope), 4, squared))
    if (result > 50)
      break;
}

} // namespace
