// wait-group: a counter to wait for, and the ways to misuse it. After Go's own tests.

#include "support.h"

#include <leash/chan.h>
#include <leash/context.h>
#include <leash/test_clock.h>
#include <leash/time.h>
#include <leash/wait_group.h>

#include <array>
#include <functional>
#include <memory>
#include <vector>

namespace leash::test {
namespace {

static_assert(!std::is_copy_constructible_v<wait_group> && !std::is_copy_assignable_v<wait_group>);
static_assert(!std::is_move_constructible_v<wait_group> && !std::is_move_assignable_v<wait_group>);

EVERY_CAST(WaitGroup, WaitReturnsAtOnceIfThereIsNothingToWaitFor) {
  wait_group group;
  group.wait();
  group.add(1);
  group.done();
  group.wait();
  EXPECT_TRUE(group.wait_for(0s));
}

EVERY_CAST(WaitGroup, WaitReturnsOnceAllAreDone) {
  wait_group group;
  std::atomic<bool> returned = false;
  group.add(2);
  others.go([&] {
    group.wait();
    returned = true;
  });
  others.until_blocked(1);
  group.done();
  EXPECT_FALSE(returned);
  others.until_blocked(1);
  group.done();
  others.join();
  EXPECT_TRUE(returned);
}

EVERY_CAST(WaitGroup, ReleasesEveryWaiter) {
  wait_group group;
  group.add(1);
  for (int i = 0; i < 5; ++i)
    others.go([&] { group.wait(); });
  others.until_blocked(5);
  group.done();
  others.join();
}

EVERY_CAST(WaitGroup, AddsAndTakesAnyNumber) {
  wait_group group;
  group.add(5);
  group.add(0);
  group.add(-4);
  EXPECT_FALSE(group.wait_for(0s));
  group.add(-1);
  group.wait();
  group.add();
  EXPECT_FALSE(group.wait_for(0s));
  group.done();
}

EVERY_CAST(WaitGroup, MayGrowWhileSomebodyWaits) {
  wait_group group;
  group.add(1);
  others.go([&] { group.wait(); });
  others.until_blocked(1);
  group.add(1); // not from zero
  group.done();
  others.until_blocked(1);
  group.done();
  others.join();
}

EVERY_CAST(WaitGroup, CanBeUsedAgainAfterEveryWaitHasReturned) {
  wait_group group;
  for (int round = 0; round < 8; ++round) {
    group.add(1);
    for (int i = 0; i < 3; ++i)
      others.go([&] { group.wait(); });
    group.done();
    others.join();
  }
}

EVERY_CAST(WaitGroup, WhatIsWrittenBeforeDoneIsSeenAfterWait) {
  wait_group group;
  std::array<int, 4> notes = {};
  group.add(4);
  for (int &note : notes)
    others.go([&] {
      note = 1;
      group.done();
    });
  group.wait();
  EXPECT_EQ(notes, (std::array<int, 4>{1, 1, 1, 1}));
  others.join();
}

EVERY_CAST(WaitGroup, WhatIsWrittenBeforeDoneIsSeenByATryThatSucceeds) {
  wait_group group;
  int note = 0;
  group.add(1);
  others.go([&] {
    note = 1;
    group.done();
  });
  until([&] { return group.wait_for(0s); });
  EXPECT_EQ(note, 1);
  others.join();
}

EVERY_CAST(WaitGroup, MayEndAsSoonAsWaitHasReturned) {
  // Who is done doesn't touch the group any more.
  for (int i = 0; i < scaled(2000); ++i) {
    auto group = std::make_unique<wait_group>();
    group->add(1);
    others.go([&counter = *group] { counter.done(); });
    group->wait();
    group.reset();
    others.join();
  }
}

// Starting

TASK_AND_THREAD(WaitGroupGo, CountsTheTaskUntilItEnds) {
  wait_group group;
  auto c = make_chan<int>();
  std::atomic<int> sum = 0;
  for (int i = 1; i <= 3; ++i)
    group.go(
        [&](int value) {
          sum += c.recv().value();
          sum += value;
        },
        i);
  EXPECT_FALSE(group.wait_for(0s));
  for (int i = 0; i < 3; ++i)
    c.send(10);
  group.wait();
  EXPECT_EQ(sum, 36);
}

TASK_AND_THREAD(WaitGroupGo, EndsWhatTheTaskOwnsBeforeWaitReturns) {
  for (int i = 0; i < scaled(500); ++i) {
    wait_group group;
    auto owned = std::make_shared<int>(1);
    const std::weak_ptr<int> watch = owned;
    group.go([owned] {});
    group.go([](const std::shared_ptr<int> &) {}, std::move(owned));
    owned = nullptr;
    group.wait();
    EXPECT_TRUE(watch.expired());
  }
}

TASK_AND_THREAD(WaitGroupGo, OfAnEmptyCallableIsMisuseAndCountsNothing) {
  wait_group group;
  EXPECT_THROW(group.go(std::function<void()>()), misuse);
  group.wait();
}

TASK_AND_THREAD(WaitGroupGo, CountsNothingIfCopyingAnArgumentThrows) {
  struct stubborn {
    stubborn() = default;
    stubborn(const stubborn &) { throw std::runtime_error("no copy"); }
  } argument;
  wait_group group;
  EXPECT_THROW(group.go([](const stubborn &) {}, argument), std::runtime_error);
  group.wait();
}

TEST(WaitGroupGoDeathTest, AnExceptionEndsTheProcessLikeThatOfAnyTask) {
  EXPECT_DEATH(
      {
        wait_group group;
        group.go([] { throw std::runtime_error("lost"); });
        group.wait();
      },
      "exception left the task born at .*wait-group\\.cpp:[0-9]+: lost");
}

// Limits

EVERY_CAST(WaitGroupLimit, WaitForSaysWhetherAllAreDone) {
  test_clock clock;
  wait_group group;
  group.add(1);
  others.go([&] { EXPECT_FALSE(group.wait_for(10s)); });
  others.go([&] { EXPECT_FALSE(group.wait_until(clock.now() + 10s)); });
  clock.wait_for_timers(2);
  clock.advance(10s);
  others.join();
  others.go([&] { EXPECT_TRUE(group.wait_for(10s)); });
  clock.wait_for_timers(1);
  group.done();
  others.join();
  EXPECT_EQ(clock.pending(), 0U);
}

EVERY_CAST(WaitGroupLimit, NoTimeMeansAsking) {
  wait_group group;
  group.add(1);
  EXPECT_FALSE(group.wait_for(0s));
  EXPECT_FALSE(group.wait_for(-1s));
  EXPECT_FALSE(group.wait_until(clock::now() - 1s));
  group.done();
  EXPECT_TRUE(group.wait_for(0s));
  EXPECT_TRUE(group.wait_until(clock::now() - 1s));
}

EVERY_CAST(WaitGroupLimit, ACancelEndsTheWaitAndNotTheGroup) {
  wait_group group;
  auto cancel = with_cancel(background());
  group.add(1);
  others.go([&] { EXPECT_FALSE(group.wait(cancel.ctx())); });
  others.until_blocked(1);
  cancel.cancel();
  others.join();
  others.go([&] { EXPECT_TRUE(group.wait(background())); });
  others.until_blocked(1);
  group.done();
  others.join();
}

// Misuse

EVERY_CAST(WaitGroupMisuse, IsACounterBelowZero) {
  wait_group group;
  group.add(1);
  group.done();
  const unsigned line = __LINE__ + 1;
  const auto bug = misuse_in([&] { group.done(); });
  ASSERT_TRUE(bug);
  EXPECT_EQ(bug->where().line(), line);
  EXPECT_TRUE(contains(bug->what(), "negative")) << bug->what();
  EXPECT_THROW(wait_group().add(-1), misuse);
  wait_group other;
  other.add(2);
  EXPECT_THROW(other.add(-3), misuse);
}

TEST(WaitGroupMisuse, IsReuseBeforeTheLastWaitHasReturned) {
  if (tasks_are_threads)
    GTEST_SKIP() << "needs one task to be ready and not to run";
  const workers one(1);
  run([] {
    wait_group group;
    std::optional<misuse> of_waiter;
    auto waited = make_chan<unit>();
    group.add(1);
    go([&] {
      of_waiter = misuse_in([&] { group.wait(); });
      waited.send(unit());
    });
    yield(); // the waiter is blocked now
    group.done();
    // It is woken, but has no worker to run on before we give up ours.
    const auto of_user = misuse_in([&] { group.add(1); });
    EXPECT_TRUE(waited.recv());
    EXPECT_TRUE(of_user || of_waiter);
    if (!of_user)
      group.done();
  });
}

TEST(WaitGroupMisuse, IsAddingFromZeroWhileSomebodyWaits) {
  if (tasks_are_threads)
    GTEST_SKIP() << "needs one task to be ready and not to run";
  const workers one(1);
  run([] {
    wait_group group;
    std::atomic<int> misused = 0;
    wait_group ended;
    ended.add(3);
    group.add(1);
    for (int i = 0; i < 3; ++i)
      go([&] {
        misused += misuse_in([&] { group.wait(); }).has_value();
        ended.done();
      });
    for (int i = 0; i < 3; ++i)
      yield();
    group.done();
    const bool refused = misuse_in([&] { group.add(1); }).has_value();
    if (!refused)
      group.done();
    ended.wait();
    EXPECT_TRUE(refused || misused > 0);
  });
}

// Go's tests

EVERY_CAST(GoWaitGroup, ReleasesNobodyTooSoonRoundAfterRound) {
  wait_group first;
  wait_group second;
  constexpr int n = 16;
  for (int round = 0; round < 8; ++round) {
    first.add(n);
    second.add(n);
    auto exited = make_chan<unit>(n);
    for (int i = 0; i < n; ++i)
      others.go([&] {
        first.done();
        second.wait();
        exited.send(unit());
      });
    first.wait();
    for (int i = 0; i < n; ++i) {
      EXPECT_EQ(exited.try_recv().status(), recv_status::empty);
      second.done();
    }
    for (int i = 0; i < n; ++i)
      EXPECT_TRUE(exited.recv());
    others.join();
  }
}

EVERY_CAST(GoWaitGroup, WakesNobodyForNothing) {
  for (int i = 0; i < scaled(1000); ++i) {
    wait_group group;
    std::atomic<int> ended = 0;
    for (int k = 0; k < 2; ++k) {
      group.add(1);
      others.go([&] {
        ++ended;
        group.done();
      });
    }
    group.wait();
    EXPECT_EQ(ended, 2);
    others.join();
  }
}

EVERY_CAST(GoWaitGroup, WorksAtAnyPlaceInAClass) {
  struct odd {
    char first = 'x';
    wait_group group;
  } one;
  one.group.add(1);
  others.go([&] { one.group.done(); });
  one.group.wait();
  others.join();
}

} // namespace
} // namespace leash::test
