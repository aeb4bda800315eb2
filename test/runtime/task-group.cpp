// task-group: tasks with a common fate, which end together and leave one error. After Go's errgroup and its tests.

#include "support.h"

#include <leash/chan.h>
#include <leash/context.h>
#include <leash/error.h>
#include <leash/select.h>
#include <leash/task_group.h>
#include <leash/time.h>

#include <array>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace leash::test {
namespace {

static_assert(!std::is_copy_constructible_v<task_group>);

// Results

TASK_AND_THREAD(TaskGroup, OfNobodyHasNoError) {
  task_group group;
  EXPECT_FALSE(group.wait());
}

TASK_AND_THREAD(TaskGroup, WaitsForAll) {
  task_group group;
  std::array<int, 5> notes = {};
  for (int &note : notes)
    group.go([&] {
      yield();
      note = 1;
    });
  EXPECT_FALSE(group.wait());
  EXPECT_EQ(notes, (std::array<int, 5>{1, 1, 1, 1, 1}));
}

TASK_AND_THREAD(TaskGroup, ReturnsTheErrorOfATask) {
  const error bad = make_error("bad");
  task_group group;
  group.go([]() -> error { return {}; });
  group.go([&]() -> error { return bad; });
  group.go([] {});
  EXPECT_EQ(group.wait(), bad);
}

TASK_AND_THREAD(TaskGroup, ReturnsTheFirstErrorOnly) {
  const error first = make_error("first");
  const error second = make_error("second");
  task_group group;
  group.go([&]() -> error { return first; });
  group.go([&]() -> error {
    (void)group.ctx().done().recv(); // and so after the first
    return second;
  });
  EXPECT_EQ(group.wait(), first);
}

TASK_AND_THREAD(TaskGroup, CollectsExceptions) {
  task_group group;
  group.go([] { throw std::runtime_error("thrown"); });
  const error failed = group.wait();
  ASSERT_TRUE(failed);
  EXPECT_TRUE(contains(failed.message(), "thrown")) << failed.message();
}

TASK_AND_THREAD(TaskGroup, CollectsExceptionsOfAnyType) {
  task_group group;
  group.go([] { throw 42; });
  EXPECT_TRUE(group.wait());
}

TASK_AND_THREAD(TaskGroup, CollectsMisuse) {
  task_group group;
  group.go([] { chan<int>().close(); });
  EXPECT_TRUE(contains(group.wait().message(), "nil channel"));
}

TASK_AND_THREAD(TaskGroup, EndsWhatATaskOwnsBeforeWaitReturns) {
  auto owned = std::make_shared<int>(1);
  const std::weak_ptr<int> watch = owned;
  task_group group;
  group.go([mine = std::move(owned)] {});
  EXPECT_FALSE(group.wait());
  EXPECT_TRUE(watch.expired());
}

TASK_AND_THREAD(TaskGroup, OfAnEmptyCallableIsMisuse) {
  task_group group;
  EXPECT_THROW(group.go(std::function<void()>()), misuse);
  EXPECT_FALSE(group.wait());
}

TASK_AND_THREAD(TaskGroup, LetsItsTasksStartMore) {
  task_group group;
  std::atomic<int> ran = 0;
  group.go([&] {
    for (int i = 0; i < 3; ++i)
      group.go([&] { ++ran; });
  });
  EXPECT_FALSE(group.wait());
  EXPECT_EQ(ran, 3);
}

// Cancellation

TASK_AND_THREAD(TaskGroup, CancelsItsContextWithTheFirstError) {
  const error bad = make_error("bad");
  task_group group;
  group.go([&]() -> error {
    EXPECT_FALSE(group.ctx().done().recv());
    EXPECT_EQ(group.ctx().err(), canceled);
    EXPECT_EQ(group.ctx().cause(), bad);
    return {};
  });
  group.go([&]() -> error { return bad; });
  EXPECT_EQ(group.wait(), bad);
}

TASK_AND_THREAD(TaskGroup, CancelsItsContextWithAnException) {
  task_group group;
  group.go([&] { EXPECT_FALSE(group.ctx().done().recv()); });
  group.go([] { throw std::runtime_error("thrown"); });
  EXPECT_TRUE(group.wait());
}

TASK_AND_THREAD(TaskGroup, KeepsItsContextAliveWhileAllGoesWell) {
  task_group group;
  group.go([&] { EXPECT_FALSE(group.ctx().is_done()); });
  EXPECT_FALSE(group.ctx().is_done());
  EXPECT_FALSE(group.wait());
}

TASK_AND_THREAD(TaskGroup, CancelsItsContextWhenAllHaveEnded) {
  task_group group;
  const context ctx = group.ctx();
  group.go([] {});
  EXPECT_FALSE(group.wait());
  EXPECT_TRUE(ctx.is_done());
  EXPECT_EQ(ctx.err(), canceled);
}

TASK_AND_THREAD(TaskGroup, IsCancelledByItsParent) {
  auto parent = with_cancel(background());
  task_group group(parent.ctx());
  group.go([&]() -> error {
    EXPECT_FALSE(group.ctx().done().recv());
    return group.ctx().err();
  });
  parent.cancel();
  EXPECT_EQ(group.wait(), canceled);
}

TASK_AND_THREAD(TaskGroup, NeverCancelsItsParent) {
  auto parent = with_cancel(background());
  {
    task_group group(parent.ctx());
    group.go([]() -> error { return make_error("bad"); });
    EXPECT_TRUE(group.wait());
  }
  EXPECT_FALSE(parent.ctx().is_done());
}

TASK_AND_THREAD(TaskGroup, LetsNoTaskOutliveIt) {
  std::atomic<bool> ended = false;
  {
    task_group group;
    group.go([&] {
      EXPECT_FALSE(group.ctx().done().recv());
      yield();
      ended = true;
    });
  }
  EXPECT_TRUE(ended) << "its destructor cancels and waits";
}

// Limits

TASK_AND_THREAD(TaskGroupLimit, IsNeverExceeded) {
  task_group group;
  group.set_limit(3);
  std::atomic<int> active = 0;
  std::atomic<int> most = 0;
  for (int i = 0; i < scaled(1000); ++i)
    group.go([&] {
      const int now = ++active;
      for (int before = most; now > before && !most.compare_exchange_weak(before, now);) {
      }
      yield();
      --active;
    });
  EXPECT_FALSE(group.wait());
  EXPECT_LE(most, 3);
}

EVERY_CAST(TaskGroupLimit, MakesGoWaitForAPlace) {
  task_group group;
  group.set_limit(1);
  auto c = make_chan<unit>();
  group.go([&] { EXPECT_TRUE(c.recv()); });
  others.go([&] { group.go([] {}); });
  others.until_blocked(1);
  c.send(unit());
  others.join();
  EXPECT_FALSE(group.wait());
}

TASK_AND_THREAD(TaskGroupLimit, MakesTryGoSayNo) {
  task_group group;
  group.set_limit(2);
  auto c = make_chan<unit>();
  std::atomic<int> ran = 0;
  const auto part = [&] {
    EXPECT_TRUE(c.recv());
    ++ran;
  };
  EXPECT_TRUE(group.try_go(part));
  EXPECT_TRUE(group.try_go(part));
  EXPECT_FALSE(group.try_go(part));
  c.send(unit());
  until([&] { return group.try_go(part); });
  c.send(unit());
  c.send(unit());
  EXPECT_FALSE(group.wait());
  EXPECT_EQ(ran, 3);
}

TASK_AND_THREAD(TaskGroupLimit, IsNoneUnlessSet) {
  task_group group;
  auto c = make_chan<unit>();
  for (int i = 0; i < 50; ++i)
    EXPECT_TRUE(group.try_go([&] { EXPECT_TRUE(c.recv()); }));
  for (int i = 0; i < 50; ++i)
    c.send(unit());
  EXPECT_FALSE(group.wait());
}

// Go's example: the stages of a pipeline in one group, all of which end if one fails

error digest_all(int items, int bad_item, std::vector<int> &results) {
  task_group group;
  auto paths = make_chan<int>();
  auto digests = make_chan<int>();
  std::atomic<int> workers = 4;
  group.go([&]() -> error {
    for (int i = 0; i < items; ++i)
      if (!paths.send(i, group.ctx()))
        return group.ctx().err();
    paths.close();
    return {};
  });
  for (int w = 0; w < 4; ++w)
    group.go([&]() -> error {
      error failed;
      while (const auto path = paths.recv(group.ctx())) {
        if (*path == bad_item) {
          failed = make_error("unreadable");
          break;
        }
        if (!digests.send(*path * 2, group.ctx()))
          break;
      }
      if (--workers == 0)
        digests.close();
      return failed;
    });
  group.go([&] {
    while (const auto digest = digests.recv(group.ctx()))
      results.push_back(*digest);
  });
  return group.wait();
}

TASK_AND_THREAD(GoTaskGroup, RunsAPipeline) {
  std::vector<int> results;
  EXPECT_FALSE(digest_all(100, -1, results));
  EXPECT_EQ(results.size(), 100U);
}

TASK_AND_THREAD(GoTaskGroup, EndsAPipelineOnceAStageFails) {
  std::vector<int> results;
  const error failed = digest_all(100000, 50, results);
  ASSERT_TRUE(failed);
  EXPECT_TRUE(contains(failed.message(), "unreadable"));
}

TASK_AND_THREAD(GoTaskGroup, KeepsTheFirstOfManyErrors) {
  const error a = make_error("a");
  const error b = make_error("b");
  for (const std::vector<error> &returned :
       std::vector<std::vector<error>>{{}, {error()}, {a}, {a, error()}, {error(), a}, {a, b}, {error(), a, b}}) {
    task_group group;
    for (const error &each : returned) {
      auto ended = make_chan<unit>();
      group.go([&each, ended]() mutable -> error {
        ended.close();
        return each;
      });
      (void)ended.recv();
      if (each)
        until([&] { return group.ctx().is_done(); });
    }
    error first;
    for (const error &each : returned)
      if (!first)
        first = each;
    EXPECT_EQ(group.wait(), first);
  }
}

} // namespace
} // namespace leash::test
