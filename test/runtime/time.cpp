// time: sleeping, tickers and timers, and the clock that tests put in the place of the real one.

#include "support.h"

#include <leash/chan.h>
#include <leash/context.h>
#include <leash/select.h>
#include <leash/test_clock.h>
#include <leash/time.h>

#include <algorithm>
#include <array>
#include <memory>
#include <numeric>
#include <random>
#include <vector>

namespace leash::test {
namespace {

static_assert(clock::is_steady);

// Sleeping

EVERY_CAST(Sleep, EndsWhenItsTimeHasCome) {
  test_clock clock;
  std::atomic<bool> awake = false;
  others.go([&] {
    sleep_for(10s);
    awake = true;
  });
  clock.wait_for_timers(1);
  others.until_blocked(1);
  clock.advance(9s);
  EXPECT_EQ(clock.pending(), 1U);
  EXPECT_FALSE(awake);
  clock.advance(1s);
  others.join();
  EXPECT_TRUE(awake);
  EXPECT_EQ(clock.pending(), 0U);
}

EVERY_CAST(Sleep, UntilATimeEndsThen) {
  test_clock clock;
  const auto end = clock.now() + 10s;
  others.go([&] {
    sleep_until(end);
    EXPECT_GE(clock.now(), end);
  });
  clock.wait_for_timers(1);
  clock.advance(10s);
  others.join();
}

EVERY_CAST(Sleep, ForNoTimeReturnsAtOnce) {
  test_clock clock;
  sleep_for(0s);
  sleep_for(-1s);
  sleep_for(duration::min());
  sleep_until(clock.now() - 1s);
  sleep_until(clock.now());
  EXPECT_EQ(clock.pending(), 0U);
}

EVERY_CAST(Sleep, ForNoTimeNeitherHangsNorDisturbsOthers) {
  auto c = make_chan<int>(1);
  for (int i = 0; i < 100; ++i) {
    sleep_for(0s);
    c.send(i);
    EXPECT_EQ(c.recv(), i);
  }
}

EVERY_CAST(Sleep, ForEverNeverWrapsAround) {
  test_clock clock;
  auto cancel = with_cancel(background());
  others.go([&] { EXPECT_FALSE(sleep_for(duration::max(), cancel.ctx())); });
  others.go([&] { sleep_for(1s); });
  clock.wait_for_timers(1);
  others.until_blocked(2);
  clock.advance(24h * 365 * 100);
  cancel.cancel();
  others.join();
}

EVERY_CAST(Sleep, IsInterruptedByACancel) {
  test_clock clock;
  auto cancel = with_cancel(background());
  others.go([&] { EXPECT_FALSE(sleep_for(1h, cancel.ctx())); });
  clock.wait_for_timers(1);
  cancel.cancel();
  others.join();
  EXPECT_EQ(clock.pending(), 0U);
  EXPECT_FALSE(sleep_for(1h, cancel.ctx())) << "nobody who is cancelled goes to sleep";
}

EVERY_CAST(Sleep, SaysIfItWasNotInterrupted) {
  test_clock clock;
  auto cancel = with_cancel(background());
  others.go([&] { EXPECT_TRUE(sleep_for(1s, cancel.ctx())); });
  clock.wait_for_timers(1);
  clock.advance(1s);
  others.join();
}

EVERY_CAST(Sleep, LetsOthersWork) {
  const workers one(1);
  auto c = make_chan<int>();
  others.go([&] {
    sleep_for(1ms);
    c.send(1);
  });
  others.go([&] { EXPECT_EQ(c.recv(), 1); });
  sleep_for(2ms);
  others.join();
}

EVERY_CAST(Sleep, LastsAtLeastAsLongAsTheRealClockSays) {
  const auto start = std::chrono::steady_clock::now();
  sleep_for(20ms);
  EXPECT_GE(std::chrono::steady_clock::now() - start, 20ms);
  const auto before = clock::now();
  sleep_until(before + 5ms);
  EXPECT_GE(clock::now() - before, 5ms);
}

// Many who sleep for 0 to 9 units wake in the order of their times, whatever the order in which they went to sleep.
EVERY_CAST(Sleep, WakesInTheOrderOfTheTimes) {
  test_clock clock;
  const auto start = clock.now();
  constexpr std::array slots = {5, 3, 6, 6, 6, 1, 1, 2, 7, 9, 4, 8};
  auto woken = make_chan<int>(slots.size());
  for (int slot : slots)
    others.go([&, slot] {
      sleep_until(start + slot * 1s);
      woken.send(slot);
    });
  clock.wait_for_timers(slots.size());
  std::vector<int> order;
  for (int second = 1; second <= 9; ++second) {
    clock.advance(1s);
    for (auto left = std::count(slots.begin(), slots.end(), second); left > 0; --left)
      order.push_back(woken.recv().value());
    EXPECT_EQ(woken.size(), 0U);
  }
  others.join();
  EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
}

// Timers

EVERY_CAST(Timer, FiresOnceWithItsTime) {
  test_clock clock;
  const auto start = clock.now();
  timer t(10s);
  clock.advance(9s);
  EXPECT_EQ(t.fired().try_recv().status(), recv_status::empty);
  clock.advance(1s);
  const auto at = t.fired().recv();
  ASSERT_TRUE(at);
  EXPECT_GE(*at, start + 10s);
  clock.advance(1h);
  EXPECT_EQ(t.fired().try_recv().status(), recv_status::empty);
}

EVERY_CAST(Timer, WakesWhoWaitsForIt) {
  test_clock clock;
  timer t(10s);
  others.go([&] { EXPECT_TRUE(t.fired().recv()); });
  others.until_blocked(1);
  clock.advance(10s);
  others.join();
}

EVERY_CAST(Timer, OfNoTimeFiresAtOnce) {
  timer zero(0s);
  timer negative(-1s);
  timer least(duration::min());
  EXPECT_TRUE(zero.fired().recv());
  EXPECT_TRUE(negative.fired().recv());
  EXPECT_TRUE(least.fired().recv());
}

EVERY_CAST(Timer, OfAllTimeNeverFires) {
  test_clock clock;
  timer t(duration::max());
  clock.advance(24h * 365 * 100);
  EXPECT_EQ(t.fired().try_recv().status(), recv_status::empty);
  EXPECT_TRUE(t.stop());
}

EVERY_CAST(Timer, StopSaysWhetherItCameInTime) {
  test_clock clock;
  timer t(10s);
  EXPECT_TRUE(t.stop());
  EXPECT_FALSE(t.stop());
  clock.advance(1h);
  EXPECT_EQ(t.fired().try_recv().status(), recv_status::empty);

  timer late(10s);
  clock.advance(10s);
  EXPECT_TRUE(late.fired().recv());
  EXPECT_FALSE(late.stop());
}

EVERY_CAST(Timer, StopDoesNotClose) {
  test_clock clock;
  timer t(10s);
  t.stop();
  EXPECT_EQ(t.fired().try_recv().status(), recv_status::empty);
}

EVERY_CAST(Timer, LeavesNothingStaleAfterStop) {
  test_clock clock;
  timer t(10s);
  clock.advance(10s); // fired, and nobody has looked
  t.stop();
  EXPECT_EQ(t.fired().try_recv().status(), recv_status::empty);
}

EVERY_CAST(Timer, LeavesNothingStaleAfterReset) {
  test_clock clock;
  timer t(10s);
  clock.advance(10s);
  const auto reset_at = clock.now();
  t.reset(10s);
  EXPECT_EQ(t.fired().try_recv().status(), recv_status::empty);
  clock.advance(10s);
  const auto at = t.fired().try_recv();
  ASSERT_TRUE(at);
  EXPECT_GE(*at, reset_at + 10s);
}

EVERY_CAST(Timer, ResetSaysWhetherItWasRunning) {
  test_clock clock;
  timer t(20s);
  clock.advance(10s);
  EXPECT_TRUE(t.reset(30s));
  clock.advance(20s);
  EXPECT_EQ(t.fired().try_recv().status(), recv_status::empty) << "the first time doesn't count any more";
  clock.advance(10s);
  EXPECT_TRUE(t.fired().try_recv());
  EXPECT_FALSE(t.reset(10s));
  EXPECT_TRUE(t.stop());
  EXPECT_FALSE(t.reset(10s));
  clock.advance(10s);
  EXPECT_TRUE(t.fired().try_recv());
}

EVERY_CAST(Timer, CanBeResetWhileSomebodyWaits) {
  test_clock clock;
  timer t(1h);
  others.go([&] { EXPECT_TRUE(t.fired().recv()); });
  others.until_blocked(1);
  t.reset(1s);
  clock.advance(1s);
  others.join();
}

EVERY_CAST(Timer, EndsWithItsScope) {
  test_clock clock;
  {
    timer t(1h);
    EXPECT_EQ(clock.pending(), 1U);
  }
  EXPECT_EQ(clock.pending(), 0U);
}

EVERY_CAST(Timer, OfNoTimeIsNeverForgotten) {
  for (int i = 0; i < scaled(2000); ++i) {
    timer t(0s);
    EXPECT_TRUE(t.fired().recv());
  }
}

EVERY_CAST(Timer, IsNotLostWhenItIsMovedEarlierAgainAndAgain) {
  for (int i = 0; i < scaled(300); ++i) {
    timer t(1h);
    for (int k = 0; k < 10; ++k) {
      t.stop();
      t.reset(-24h * 365);
    }
    EXPECT_TRUE(t.fired().recv_for(60s));
  }
}

// A hundred timers, each through the same ten steps, in a random order of all steps.
EVERY_CAST(Timer, IsNotLostAmongOthersThatMove) {
  struct patient {
    std::unique_ptr<timer> t;
    int step = 0;
  };
  std::mt19937 random(20);
  std::vector<patient> all(100);
  std::vector<std::size_t> left(all.size());
  std::iota(left.begin(), left.end(), 0U);
  while (!left.empty()) {
    const std::size_t at = random() % left.size();
    patient &one = all.at(left.at(at));
    switch (one.step++) {
    case 0:
      one.t = std::make_unique<timer>(0s);
      break;
    case 1:
      EXPECT_TRUE(one.t->fired().recv());
      break;
    case 2:
      EXPECT_FALSE(one.t->reset(60min));
      break;
    case 4:
      EXPECT_FALSE(one.t->reset(180min));
      break;
    case 6:
      EXPECT_FALSE(one.t->reset(120min));
      break;
    case 3:
    case 5:
    case 7:
      EXPECT_TRUE(one.t->stop());
      break;
    case 8:
      EXPECT_FALSE(one.t->reset(0s));
      break;
    case 9:
      EXPECT_TRUE(one.t->fired().recv_for(60s));
      break;
    default:
      left.at(at) = left.back();
      left.pop_back();
    }
  }
}

EVERY_CAST(Timer, OrdersTheSetterBeforeTheReceiver) {
  test_clock clock;
  int note = 0;
  std::unique_ptr<timer> t;
  auto set = make_chan<recv_chan<leash::clock::time_point>>(1);
  others.go([&] {
    auto fired = set.recv().value();
    EXPECT_TRUE(fired.recv());
    EXPECT_EQ(note, 1);
  });
  t = std::make_unique<timer>(1s);
  set.send(t->fired());
  others.until_blocked(1);
  note = 1;
  clock.advance(1s);
  others.join();
}

// Tickers

EVERY_CAST(Ticker, TicksOnceInEachPeriod) {
  test_clock clock;
  const auto start = clock.now();
  ticker t(10s);
  EXPECT_EQ(t.ticks().try_recv().status(), recv_status::empty);
  for (int i = 1; i <= 5; ++i) {
    clock.advance(9s);
    EXPECT_EQ(t.ticks().try_recv().status(), recv_status::empty);
    clock.advance(1s);
    const auto at = t.ticks().recv();
    ASSERT_TRUE(at);
    EXPECT_EQ(*at, start + i * 10s);
  }
}

EVERY_CAST(Ticker, WakesWhoWaitsForIt) {
  test_clock clock;
  ticker t(10s);
  std::atomic<int> ticks = 0;
  others.go([&] {
    for (int i = 0; i < 3; ++i) {
      EXPECT_TRUE(t.ticks().recv());
      ++ticks;
    }
  });
  for (int i = 1; i <= 3; ++i) {
    clock.advance(10s);
    until([&] { return ticks == i; });
  }
  others.join();
}

EVERY_CAST(Ticker, LosesTheTicksThatNobodyReceives) {
  test_clock clock;
  ticker t(1s);
  for (int i = 0; i < 10; ++i)
    clock.advance(1s);
  EXPECT_TRUE(t.ticks().try_recv());
  EXPECT_EQ(t.ticks().try_recv().status(), recv_status::empty);
  clock.advance(1s);
  EXPECT_TRUE(t.ticks().try_recv()) << "and goes on";
}

EVERY_CAST(Ticker, LosesTicksWhenTimeJumps) {
  test_clock clock;
  const auto start = clock.now();
  ticker t(1s);
  clock.advance(1h + 500ms);
  EXPECT_TRUE(t.ticks().try_recv());
  EXPECT_EQ(t.ticks().try_recv().status(), recv_status::empty);
  clock.advance(500ms);
  const auto at = t.ticks().try_recv();
  ASSERT_TRUE(at) << "its ticks stay at whole periods";
  EXPECT_EQ(*at, start + 1h + 1s);
}

EVERY_CAST(Ticker, HasRoomForOneTick) {
  ticker t(1h);
  EXPECT_EQ(t.ticks().capacity(), 1U);
}

EVERY_CAST(Ticker, OfNoPeriodIsMisuse) {
  for (duration period : {duration(0), duration(-1), duration::min()}) {
    const unsigned line = __LINE__ + 1;
    const auto bug = misuse_in([&] { const ticker t(period); });
    ASSERT_TRUE(bug);
    EXPECT_EQ(bug->where().line(), line);
  }
}

EVERY_CAST(Ticker, ResetToNoPeriodIsMisuseAndChangesNothing) {
  test_clock clock;
  ticker t(1s);
  EXPECT_THROW(t.reset(0s), misuse);
  EXPECT_THROW(t.reset(-1s), misuse);
  clock.advance(1s);
  EXPECT_TRUE(t.ticks().try_recv());
}

EVERY_CAST(Ticker, StopsWithoutClosing) {
  test_clock clock;
  ticker t(1s);
  t.stop();
  clock.advance(1h);
  EXPECT_EQ(t.ticks().try_recv().status(), recv_status::empty);
  EXPECT_EQ(clock.pending(), 0U);
  t.stop();
  t.reset(1s);
  clock.advance(1s);
  EXPECT_TRUE(t.ticks().try_recv()) << "reset starts it again";
}

EVERY_CAST(Ticker, LeavesNothingStaleAfterStop) {
  test_clock clock;
  ticker t(1s);
  clock.advance(1s);
  t.stop();
  EXPECT_EQ(t.ticks().try_recv().status(), recv_status::empty);
}

EVERY_CAST(Ticker, LeavesNothingStaleAfterReset) {
  test_clock clock;
  ticker t(1s);
  clock.advance(1s);
  t.reset(10s);
  EXPECT_EQ(t.ticks().try_recv().status(), recv_status::empty);
  clock.advance(9s);
  EXPECT_EQ(t.ticks().try_recv().status(), recv_status::empty);
  clock.advance(1s);
  EXPECT_TRUE(t.ticks().try_recv());
}

EVERY_CAST(Ticker, TakesANewPeriod) {
  test_clock clock;
  ticker t(1s);
  clock.advance(1s);
  EXPECT_TRUE(t.ticks().recv());
  t.reset(2s);
  clock.advance(1s);
  EXPECT_EQ(t.ticks().try_recv().status(), recv_status::empty);
  clock.advance(1s);
  EXPECT_TRUE(t.ticks().try_recv());
  clock.advance(2s);
  EXPECT_TRUE(t.ticks().try_recv());
}

EVERY_CAST(Ticker, EndsWithItsScopeAndLeavesTheChannelOpen) {
  test_clock clock;
  recv_chan<leash::clock::time_point> ticks;
  {
    ticker t(1s);
    ticks = t.ticks();
    EXPECT_EQ(clock.pending(), 1U);
  }
  EXPECT_EQ(clock.pending(), 0U);
  clock.advance(1h);
  EXPECT_EQ(ticks.try_recv().status(), recv_status::empty);
}

EVERY_CAST(Ticker, IsTornDownWhileItTicks) {
  for (int i = 0; i < 3; ++i) {
    ticker t(1ms);
    EXPECT_TRUE(t.ticks().recv());
  }
  for (int i = 0; i < scaled(1000); ++i)
    const ticker t(1ns);
}

EVERY_CAST(Ticker, OfOneNanosecondStillLetsOthersRun) {
  ticker t(1ns);
  auto c = make_chan<int>();
  others.go([&] {
    for (int i = 0; i < 100; ++i)
      c.send(i);
    c.close();
  });
  for (int i = 0; i < 100; ++i)
    EXPECT_TRUE(t.ticks().recv());
  int count = 0;
  for ([[maybe_unused]] int value : c)
    ++count;
  EXPECT_EQ(count, 100);
  others.join();
}

EVERY_CAST(Ticker, KeepsRealTime) {
  const auto start = std::chrono::steady_clock::now();
  ticker t(2ms);
  for (int i = 0; i < 5; ++i)
    EXPECT_TRUE(t.ticks().recv());
  t.reset(4ms);
  for (int i = 0; i < 5; ++i)
    EXPECT_TRUE(t.ticks().recv());
  EXPECT_GE(std::chrono::steady_clock::now() - start, 5 * 2ms + 5 * 4ms);
}

// after: a timeout without an object

EVERY_CAST(After, SetsNoTimerIfItIsNotNeeded) {
  test_clock clock;
  auto c = make_chan<int>(1);
  for (int i = 0; i < 1000; ++i) {
    c.send(i);
    EXPECT_EQ(select(on_recv(c), after(1h)), 0U);
  }
  EXPECT_EQ(clock.pending(), 0U);
}

EVERY_CAST(After, ComesInTheOrderOfTheTimes) {
  test_clock clock;
  constexpr std::array slots = {5, 3, 6, 6, 6, 1, 1, 2, 7, 9, 4, 8};
  auto woken = make_chan<int>(slots.size());
  for (int slot : slots)
    others.go([&, slot] { select(after(slot * 1s, [&] { woken.send(slot); })); });
  clock.wait_for_timers(slots.size());
  for (int second = 1; second <= 9; ++second) {
    clock.advance(1s);
    for (auto left = std::count(slots.begin(), slots.end(), second); left > 0; --left)
      EXPECT_EQ(woken.recv(), second);
  }
  others.join();
}

EVERY_CAST(After, TakesItsTime) {
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(select(after(2ms)), 0U);
  EXPECT_GE(std::chrono::steady_clock::now() - start, 10ms);
}

// The clock of tests

EVERY_CAST(TestClock, StandsStillUntilItIsAdvanced) {
  test_clock clock;
  const auto start = clock.now();
  EXPECT_EQ(leash::clock::now(), start);
  clock.advance(5s);
  EXPECT_EQ(clock.now(), start + 5s);
  EXPECT_EQ(leash::clock::now(), start + 5s);
}

EVERY_CAST(TestClock, GivesTheRealClockBack) {
  const auto before = clock::now();
  {
    test_clock clock;
    clock.advance(24h * 365);
  }
  const auto after_it = clock::now();
  EXPECT_GE(after_it, before);
  EXPECT_LT(after_it - before, 1h);
  sleep_for(1ms);
}

EVERY_CAST(TestClock, FiresEverythingThatIsDueInOneStep) {
  test_clock clock;
  timer a(1s);
  timer b(2s);
  timer c(3s);
  EXPECT_EQ(clock.pending(), 3U);
  clock.advance(2s);
  EXPECT_EQ(clock.pending(), 1U);
  EXPECT_TRUE(a.fired().try_recv());
  EXPECT_TRUE(b.fired().try_recv());
  EXPECT_FALSE(c.fired().try_recv());
}

EVERY_CAST(TestClock, WaitsForTimersThatOthersSet) {
  test_clock clock;
  for (int i = 0; i < 5; ++i)
    others.go([] { sleep_for(1s); });
  clock.wait_for_timers(5);
  EXPECT_EQ(clock.pending(), 5U);
  clock.advance(1s);
  others.join();
  clock.wait_for_timers(0);
}

// A worker may be the one that fires what is due, while the test goes on.
EVERY_CAST(TestClock, WaitsForWhatATimerLeftToBeDone) {
  test_clock clock;
  std::atomic<bool> over = false;
  others.go([&] { // keeps the workers awake
    while (!over)
      sleep_for(1ns);
  });
  for (int i = scaled(2000); i; --i) {
    auto timed = with_timeout(background(), 2ns);
    clock.advance(2ns);
    ASSERT_TRUE(timed.ctx().is_done());
  }
  over = true;
  clock.advance(1ns);
  others.join();
}

struct slow_work {
  std::atomic<bool> begun = false, may_end = false;
  static detail::deferred put_off(detail::timer_node &node) {
    return {[](void *self) {
              static_cast<slow_work *>(self)->begun = true;
              until([&] { return static_cast<slow_work *>(self)->may_end.load(); });
            },
            node.owner};
  }
};

TEST(TimerHeap, FiresUntilWhatWasLeftToBeDoneIsDone) {
  detail::timer_heap heap;
  slow_work work;
  detail::timer_node node;
  node.when = 1;
  node.fire = slow_work::put_off;
  node.owner = &work;
  heap.set(node);
  EXPECT_FALSE(heap.is_firing());
  std::thread firing([&] { heap.fire_until(1); });
  until([&] { return work.begun.load(); });
  EXPECT_EQ(heap.size(), 0U);
  EXPECT_TRUE(heap.is_firing());
  work.may_end = true;
  firing.join();
  EXPECT_FALSE(heap.is_firing());
}

} // namespace
} // namespace leash::test
