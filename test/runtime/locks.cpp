// locks: mutex, rw_mutex, cond and once, which park the task and never the worker. After Go's tests of package sync.

#include "support.h"

#include <leash/chan.h>
#include <leash/cond.h>
#include <leash/context.h>
#include <leash/mutex.h>
#include <leash/once.h>
#include <leash/rw_mutex.h>
#include <leash/select.h>
#include <leash/test_clock.h>
#include <leash/time.h>

#include <array>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <stdexcept>
#include <string>
#include <vector>

namespace leash::test {
namespace {

static_assert(!std::is_copy_constructible_v<mutex> && !std::is_move_constructible_v<mutex>);
static_assert(!std::is_copy_constructible_v<rw_mutex> && !std::is_move_constructible_v<rw_mutex>);
static_assert(!std::is_copy_constructible_v<cond> && !std::is_move_constructible_v<cond>);
static_assert(!std::is_copy_constructible_v<once> && !std::is_move_constructible_v<once>);

// mutex

EVERY_CAST(Mutex, IsHeldByOneAtATime) {
  mutex m;
  m.lock();
  EXPECT_FALSE(m.try_lock());
  others.go([&] { EXPECT_FALSE(m.try_lock()); });
  others.join();
  m.unlock();
  EXPECT_TRUE(m.try_lock());
  m.unlock();
}

EVERY_CAST(Mutex, MakesOthersWaitUntilItIsGivenBack) {
  mutex m;
  std::atomic<bool> entered = false;
  m.lock();
  others.go([&] {
    m.lock();
    entered = true;
    m.unlock();
  });
  others.until_blocked(1);
  EXPECT_FALSE(entered);
  m.unlock();
  others.join();
  EXPECT_TRUE(entered);
}

EVERY_CAST(Mutex, GuardsWhatIsWrittenUnderIt) {
  const workers four(4);
  mutex m;
  long count = 0; // plain: ThreadSanitizer says if two critical sections aren't ordered
  for (int i = 0; i < 8; ++i)
    others.go([&] {
      for (int k = 0; k < scaled(1000); ++k) {
        if (k % 3 == 0) {
          if (!m.try_lock())
            m.lock();
        } else {
          m.lock();
        }
        const long seen = count;
        if (k % 100 == 0)
          yield(); // a task may give its worker away, and keep the lock
        count = seen + 1;
        m.unlock();
      }
    });
  others.join();
  EXPECT_EQ(count, 8 * scaled(1000));
}

EVERY_CAST(Mutex, BelongsToNobody) {
  // As in Go, and unlike std::mutex: one may lock and another unlock.
  mutex m;
  m.lock();
  others.go([&] { m.unlock(); });
  others.join();
  EXPECT_TRUE(m.try_lock());
  m.unlock();
}

EVERY_CAST(Mutex, WorksWithTheStandardGuards) {
  mutex m;
  mutex n;
  {
    const std::lock_guard hold(m);
    EXPECT_FALSE(m.try_lock());
  }
  {
    std::unique_lock hold(m, std::defer_lock);
    EXPECT_TRUE(hold.try_lock());
    hold.unlock();
    EXPECT_TRUE(hold.try_lock_for(1ms));
  }
  for (int i = 0; i < 2; ++i)
    others.go([&, i] {
      for (int k = 0; k < 100; ++k)
        const std::scoped_lock both(i == 0 ? m : n, i == 0 ? n : m);
    });
  others.join();
  EXPECT_EQ(std::try_lock(m, n), -1);
  m.unlock();
  n.unlock();
}

EVERY_CAST(Mutex, WorksWithItsOwnGuards) {
  mutex m;
  {
    const guard hold(m);
    EXPECT_FALSE(m.try_lock());
  }
  EXPECT_TRUE(m.try_lock());
  m.unlock();
}

EVERY_CAST(Mutex, ParksTheTaskAndNotTheWorker) {
  const workers one(1);
  mutex m;
  m.lock();
  for (int i = 0; i < 4; ++i)
    others.go([&] { const std::lock_guard hold(m); });
  others.until_blocked(4);
  EXPECT_EQ(run([] { return 1; }), 1) << "others still run";
  m.unlock();
  others.join();
}

EVERY_CAST(Mutex, IsGivenUpOnWhenTheTimeIsUp) {
  test_clock clock;
  mutex m;
  m.lock();
  others.go([&] { EXPECT_FALSE(m.try_lock_for(10s)); });
  others.go([&] { EXPECT_FALSE(m.try_lock_until(clock.now() + 10s)); });
  clock.wait_for_timers(2);
  clock.advance(10s);
  others.join();
  m.unlock();
  EXPECT_TRUE(m.try_lock_for(10s));
  EXPECT_EQ(clock.pending(), 0U);
  EXPECT_FALSE(m.try_lock_for(0s));
  EXPECT_FALSE(m.try_lock_for(-1s));
  m.unlock();
  EXPECT_TRUE(m.try_lock_for(-1s));
  m.unlock();
}

EVERY_CAST(Mutex, IsTakenInTime) {
  test_clock clock;
  mutex m;
  m.lock();
  others.go([&] {
    EXPECT_TRUE(m.try_lock_for(10s));
    m.unlock();
  });
  clock.wait_for_timers(1);
  m.unlock();
  others.join();
  EXPECT_EQ(clock.pending(), 0U);
}

EVERY_CAST(Mutex, IsGivenUpOnByWhoIsCancelled) {
  mutex m;
  auto cancel = with_cancel(background());
  m.lock();
  others.go([&] { EXPECT_FALSE(m.lock(cancel.ctx())); });
  others.until_blocked(1);
  std::atomic<bool> entered = false;
  others.go([&] {
    EXPECT_TRUE(m.lock(background()));
    entered = true;
    m.unlock();
  });
  others.until_blocked(2);
  cancel.cancel();
  m.unlock();
  others.join();
  EXPECT_TRUE(entered) << "who waits behind one that gave up isn't forgotten";
}

TEST(MutexDeathTest, UnlockOfUnlockedEndsTheProcessWithThePlace) {
  EXPECT_DEATH(mutex().unlock(), "leash: .*unlock.*locks\\.cpp:" + std::to_string(__LINE__));
}

TEST(MutexDeathTest, UnlockTwiceEndsTheProcessWithBothPlaces) {
  const unsigned line = __LINE__ + 4;
  const auto twice = [] {
    mutex m;
    m.lock();
    m.unlock();
    m.unlock();
  };
  EXPECT_DEATH(twice(), "leash: .*unlock.*locks\\.cpp:" + std::to_string(line + 1));
  EXPECT_DEATH(twice(), "locks\\.cpp:" + std::to_string(line) + "[^0-9]");
}

// rw_mutex

EVERY_CAST(RwMutex, AdmitsReadersTogetherAndWritersAlone) {
  rw_mutex m;
  m.lock();
  EXPECT_FALSE(m.try_lock());
  EXPECT_FALSE(m.try_lock_shared());
  m.unlock();
  EXPECT_TRUE(m.try_lock());
  m.unlock();
  EXPECT_TRUE(m.try_lock_shared());
  EXPECT_TRUE(m.try_lock_shared());
  EXPECT_FALSE(m.try_lock());
  m.unlock_shared();
  EXPECT_FALSE(m.try_lock());
  m.unlock_shared();
  EXPECT_TRUE(m.try_lock());
  m.unlock();
}

EVERY_CAST(RwMutex, LetsAWaitingWriterKeepNewReadersOut) {
  rw_mutex m;
  std::vector<std::string> order;
  mutex of_order;
  const auto note = [&](const char *text) {
    const std::lock_guard hold(of_order);
    order.emplace_back(text);
  };
  m.lock_shared();
  others.go([&] {
    m.lock();
    note("writer");
    m.unlock();
  });
  others.until_blocked(1);
  EXPECT_FALSE(m.try_lock_shared());
  others.go([&] {
    m.lock_shared();
    note("reader");
    m.unlock_shared();
  });
  others.until_blocked(2);
  m.unlock_shared();
  others.join();
  EXPECT_EQ(order, (std::vector<std::string>{"writer", "reader"}));
}

EVERY_CAST(RwMutex, LetsTheReadersInThatWaitedForAWriter) {
  // One after a writer, so that writers in a row don't starve them.
  rw_mutex m;
  m.lock();
  std::atomic<int> reading = 0;
  for (int i = 0; i < 4; ++i)
    others.go([&] {
      m.lock_shared();
      ++reading;
      until([&] { return reading == 4; });
      m.unlock_shared();
    });
  others.until_blocked(4);
  m.unlock();
  others.join();
  EXPECT_EQ(reading, 4);
}

EVERY_CAST(RwMutex, LetsReadersInOnceAWaitingWriterGivesUp) {
  rw_mutex m;
  auto cancel = with_cancel(background());
  m.lock_shared();
  others.go([&] { EXPECT_FALSE(m.lock(cancel.ctx())); });
  others.until_blocked(1);
  others.go([&] {
    m.lock_shared();
    m.unlock_shared();
  });
  others.until_blocked(2);
  cancel.cancel();
  others.join();
  EXPECT_TRUE(m.try_lock_shared());
  m.unlock_shared();
  m.unlock_shared();
  EXPECT_TRUE(m.try_lock());
  m.unlock();
}

EVERY_CAST(RwMutex, IsGivenUpOnWhenTheTimeIsUp) {
  test_clock clock;
  rw_mutex m;
  m.lock();
  others.go([&] { EXPECT_FALSE(m.try_lock_for(10s)); });
  others.go([&] { EXPECT_FALSE(m.try_lock_until(clock.now() + 10s)); });
  others.go([&] { EXPECT_FALSE(m.try_lock_shared_for(10s)); });
  others.go([&] { EXPECT_FALSE(m.try_lock_shared_until(clock.now() + 10s)); });
  clock.wait_for_timers(4);
  clock.advance(10s);
  others.join();
  m.unlock();
  EXPECT_TRUE(m.try_lock_shared_for(1s));
  EXPECT_TRUE(m.try_lock_shared_until(clock.now()));
  m.unlock_shared();
  m.unlock_shared();
  EXPECT_TRUE(m.try_lock_for(0s));
  m.unlock();
}

EVERY_CAST(RwMutex, IsGivenUpOnByAReaderThatIsCancelled) {
  rw_mutex m;
  auto cancel = with_cancel(background());
  m.lock();
  others.go([&] { EXPECT_FALSE(m.lock_shared(cancel.ctx())); });
  others.until_blocked(1);
  cancel.cancel();
  others.join();
  m.unlock();
  EXPECT_TRUE(m.try_lock());
  m.unlock();
}

EVERY_CAST(RwMutex, WorksWithTheStandardGuards) {
  rw_mutex m;
  {
    const std::shared_lock first(m);
    const std::shared_lock second(m);
    EXPECT_FALSE(m.try_lock());
  }
  {
    const std::unique_lock hold(m);
    EXPECT_FALSE(m.try_lock_shared());
  }
  std::shared_lock limited(m, 1s);
  EXPECT_TRUE(limited.owns_lock());
}

EVERY_CAST(RwMutex, WorksWithItsOwnGuards) {
  rw_mutex m;
  {
    const shared_guard first(m);
    const shared_guard second(m);
    EXPECT_FALSE(m.try_lock());
  }
  const guard hold(m);
  EXPECT_FALSE(m.try_lock_shared());
}

EVERY_CAST(RwMutex, OrdersWritersBeforeReadersAndReadersBeforeWriters) {
  const workers four(4);
  rw_mutex m;
  long value = 0; // plain: ThreadSanitizer says if an order is missing
  for (int i = 0; i < 3; ++i) {
    others.go([&] {
      for (int k = 0; k < scaled(500); ++k) {
        const std::unique_lock hold(m);
        ++value;
      }
    });
    others.go([&] {
      long before = 0;
      for (int k = 0; k < scaled(500); ++k) {
        const std::shared_lock hold(m);
        EXPECT_GE(value, before);
        before = value;
      }
    });
  }
  others.join();
  EXPECT_EQ(value, 3 * scaled(500));
}

// Go: each of these is a fatal error, which nobody can recover from.
TEST(RwMutexDeathTest, UnlockOfWhatIsNotLockedThatWayEndsTheProcess) {
  const std::string unlock = "leash: .*unlock.*locks\\.cpp:";
  EXPECT_DEATH(rw_mutex().unlock(), unlock + std::to_string(__LINE__));
  EXPECT_DEATH(rw_mutex().unlock_shared(), unlock + std::to_string(__LINE__));
  const auto written_unlocked_by_reader = [] {
    rw_mutex m;
    m.lock();
    m.unlock_shared();
  };
  EXPECT_DEATH(written_unlocked_by_reader(), unlock + std::to_string(__LINE__ - 2));
  const auto read_unlocked_by_writer = [] {
    rw_mutex m;
    m.lock_shared();
    m.unlock();
  };
  EXPECT_DEATH(read_unlocked_by_writer(), unlock + std::to_string(__LINE__ - 2));
  const auto written_unlocked_twice = [] {
    rw_mutex m;
    m.lock();
    m.unlock();
    m.unlock();
  };
  EXPECT_DEATH(written_unlocked_twice(), unlock + std::to_string(__LINE__ - 2));
  const auto read_unlocked_twice = [] {
    rw_mutex m;
    m.lock_shared();
    m.unlock_shared();
    m.unlock_shared();
  };
  EXPECT_DEATH(read_unlocked_twice(), unlock + std::to_string(__LINE__ - 2));
}

// cond

EVERY_CAST(Cond, WaitsUntilThePredicateHolds) {
  mutex m;
  cond changed;
  int value = 0;
  others.go([&] {
    std::unique_lock hold(m);
    changed.wait(hold, [&] { return value == 3; });
    EXPECT_EQ(value, 3);
    EXPECT_TRUE(hold.owns_lock());
  });
  for (int i = 1; i <= 3; ++i) {
    others.until_blocked(1);
    {
      const std::lock_guard hold(m);
      value = i;
    }
    changed.notify_one();
  }
  others.join();
}

EVERY_CAST(Cond, DoesNotWaitIfThePredicateHoldsAlready) {
  mutex m;
  cond changed;
  std::unique_lock hold(m);
  changed.wait(hold, [] { return true; });
  EXPECT_TRUE(changed.wait_for(hold, 0s, [] { return true; }));
  EXPECT_TRUE(changed.wait(hold, background(), [] { return true; }));
}

EVERY_CAST(Cond, GivesTheLockAwayWhileItWaits) {
  mutex m;
  cond changed;
  others.go([&] {
    std::unique_lock hold(m);
    changed.wait(hold);
  });
  others.until_blocked(1);
  EXPECT_TRUE(m.try_lock());
  m.unlock();
  changed.notify_one();
  others.join();
}

EVERY_CAST(Cond, ForgetsANotifyThatNobodyWaitsFor) {
  test_clock clock;
  mutex m;
  cond changed;
  changed.notify_one();
  changed.notify_all();
  others.go([&] {
    std::unique_lock hold(m);
    EXPECT_FALSE(changed.wait_for(hold, 1s, [] { return false; }));
  });
  clock.wait_for_timers(1);
  clock.advance(1s);
  others.join();
}

EVERY_CAST(Cond, WakesOneOrAll) {
  mutex m;
  cond changed;
  std::atomic<int> awake = 0;
  for (int i = 0; i < 5; ++i)
    others.go([&] {
      std::unique_lock hold(m);
      changed.wait(hold);
      ++awake;
    });
  others.until_blocked(5);
  changed.notify_one();
  until([&] { return awake == 1; });
  others.until_blocked(4);
  EXPECT_EQ(awake, 1);
  changed.notify_all();
  others.join();
  EXPECT_EQ(awake, 5);
}

EVERY_CAST(Cond, WakesInTheOrderOfTheWaits) {
  mutex m;
  cond changed;
  std::vector<int> order;
  for (int i = 0; i < 4; ++i) {
    others.go([&, i] {
      std::unique_lock hold(m);
      changed.wait(hold);
      order.push_back(i);
    });
    others.until_blocked(i + 1);
  }
  for (std::size_t i = 1; i <= 4; ++i) {
    changed.notify_one();
    until([&] {
      const std::lock_guard hold(m);
      return order.size() == i;
    });
  }
  others.join();
  EXPECT_EQ(order, (std::vector<int>{0, 1, 2, 3}));
}

EVERY_CAST(Cond, TimesOutWithTheLockHeld) {
  test_clock clock;
  mutex m;
  cond changed;
  others.go([&] {
    std::unique_lock hold(m);
    EXPECT_FALSE(changed.wait_for(hold, 10s, [] { return false; }));
    EXPECT_FALSE(m.try_lock());
    EXPECT_FALSE(changed.wait_until(hold, clock.now(), [] { return false; }));
    EXPECT_FALSE(m.try_lock());
  });
  clock.wait_for_timers(1);
  clock.advance(10s);
  others.join();
}

EVERY_CAST(Cond, LooksOnceMoreWhenTheTimeIsUp) {
  test_clock clock;
  mutex m;
  cond changed;
  bool holds = false;
  others.go([&] {
    std::unique_lock hold(m);
    EXPECT_TRUE(changed.wait_for(hold, 10s, [&] { return holds; }));
  });
  clock.wait_for_timers(1);
  {
    const std::lock_guard hold(m);
    holds = true; // and nobody is told
  }
  clock.advance(10s);
  others.join();
}

EVERY_CAST(Cond, IsCancelledWithTheLockHeld) {
  mutex m;
  cond changed;
  auto cancel = with_cancel(background());
  others.go([&] {
    std::unique_lock hold(m);
    EXPECT_FALSE(changed.wait(hold, cancel.ctx(), [] { return false; }));
    EXPECT_FALSE(m.try_lock());
  });
  others.until_blocked(1);
  cancel.cancel();
  others.join();
}

EVERY_CAST(Cond, LosesNoNotifyToAWaiterThatGaveUp) {
  // One that was notified must return as notified; one that gave up must leave the notify to the next.
  for (int i = 0; i < scaled(500); ++i) {
    mutex m;
    cond changed;
    int tokens = 0;
    std::atomic<bool> taken = false;
    auto cancel = with_cancel(background());
    others.go([&] {
      std::unique_lock hold(m);
      if (changed.wait(hold, cancel.ctx(), [&] { return tokens > 0; })) {
        --tokens;
        taken = true;
        changed.notify_one(); // nothing left, but the next may look
      }
    });
    others.go([&] {
      std::unique_lock hold(m);
      changed.wait(hold, [&] { return tokens > 0 || taken; });
    });
    others.until_blocked(2);
    others.go([&] { cancel.cancel(); });
    {
      const std::lock_guard hold(m);
      tokens = 1;
    }
    changed.notify_one();
    others.join();
  }
}

EVERY_CAST(Cond, WorksWithEveryLock) {
  rw_mutex shared;
  std::mutex standard;
  cond changed;
  std::atomic<bool> holds = false;
  others.go([&] {
    std::unique_lock hold(shared);
    changed.wait(hold, [&] { return holds.load(); });
  });
  others.go([&] {
    std::shared_lock hold(shared);
    changed.wait(hold, [&] { return holds.load(); });
  });
  others.go([&] {
    std::unique_lock hold(standard);
    changed.wait(hold, [&] { return holds.load(); });
  });
  others.until_blocked(3);
  {
    const std::scoped_lock all(shared, standard);
    holds = true;
  }
  changed.notify_all();
  others.join();
}

// once

EVERY_CAST(Once, RunsForTheFirstOnly) {
  once first;
  int count = 0;
  for (int i = 0; i < 10; ++i)
    others.go([&] {
      first.do_once([&] { ++count; });
      EXPECT_EQ(count, 1);
    });
  others.join();
  first.do_once([&] { ++count; });
  EXPECT_EQ(count, 1);
}

EVERY_CAST(Once, MakesOthersWaitUntilItHasRun) {
  once first;
  auto c = make_chan<int>();
  int value = 0;
  others.go([&] { first.do_once([&] { value = c.recv().value(); }); });
  others.until_blocked(1);
  others.go([&] {
    first.do_once([] { ADD_FAILURE() << "twice"; });
    EXPECT_EQ(value, 5);
  });
  others.until_blocked(2);
  c.send(5);
  others.join();
}

EVERY_CAST(Once, CountsAnExceptionAsDone) {
  once first;
  EXPECT_THROW(first.do_once([] { throw std::runtime_error("failed"); }), std::runtime_error);
  first.do_once([] { ADD_FAILURE() << "twice"; });
}

EVERY_CAST(Once, LetsWaitersGoWhenItThrows) {
  once first;
  auto c = make_chan<int>();
  others.go([&] {
    EXPECT_THROW(first.do_once([&] {
      (void)c.recv();
      throw std::runtime_error("failed");
    }),
                 std::runtime_error);
  });
  others.until_blocked(1);
  others.go([&] { first.do_once([] { ADD_FAILURE() << "twice"; }); });
  others.until_blocked(2);
  c.send(1);
  others.join();
}

EVERY_CAST(Once, InsideItselfIsMisuse) {
  once first;
  std::optional<misuse> bug;
  unsigned line = 0;
  first.do_once([&] {
    line = __LINE__ + 1;
    bug = misuse_in([&] { first.do_once([] {}); });
  });
  ASSERT_TRUE(bug);
  EXPECT_EQ(bug->where().line(), line);
}

EVERY_CAST(Once, InsideAnotherIsFine) {
  once outer;
  once inner;
  int count = 0;
  outer.do_once([&] { inner.do_once([&] { ++count; }); });
  EXPECT_EQ(count, 1);
}

EVERY_CAST(OnceFunction, RunsOnceHoweverOftenItIsCalled) {
  int count = 0;
  auto function = once_func([&] { ++count; });
  for (int i = 0; i < 10; ++i)
    others.go([&] {
      function();
      EXPECT_EQ(count, 1);
    });
  others.join();
  EXPECT_EQ(count, 1);
}

EVERY_CAST(OnceFunction, KeepsItsValue) {
  std::atomic<int> calls = 0;
  auto value = once_value<std::string>([&] { return "made by call " + std::to_string(++calls); });
  for (int i = 0; i < 10; ++i)
    others.go([&] { EXPECT_EQ(value(), "made by call 1"); });
  others.join();
  EXPECT_EQ(calls, 1);
}

EVERY_CAST(OnceFunction, ThrowsTheSameExceptionAtEveryCall) {
  int calls = 0;
  auto function = once_func([&] {
    ++calls;
    throw std::runtime_error("failed");
  });
  EXPECT_THROW(function(), std::runtime_error);
  EXPECT_THROW(function(), std::runtime_error);
  EXPECT_EQ(calls, 1);
  auto value = once_value<int>([&]() -> int {
    ++calls;
    throw std::runtime_error("failed");
  });
  EXPECT_THROW((void)value(), std::runtime_error);
  EXPECT_THROW((void)value(), std::runtime_error);
  EXPECT_EQ(calls, 2);
}

// Go's tests: sync/mutex_test.go

EVERY_CAST(GoMutex, LetsATrickleOfUsersInBesideAHog) {
  mutex m;
  std::atomic<bool> stop = false;
  others.go([&] {
    while (!stop) {
      const std::lock_guard hold(m);
      yield();
    }
  });
  for (int i = 0; i < 10; ++i) {
    const std::lock_guard hold(m);
    yield();
  }
  stop = true;
  others.join();
}

// Go's tests: sync/rwmutex_test.go

EVERY_CAST(GoRwMutex, HoldsManyReadersAtOnce) {
  for (const auto &[readers, procs] : {std::pair(1, 4), std::pair(3, 4), std::pair(4, 2)}) {
    const workers some(procs);
    rw_mutex m;
    auto locked = make_chan<unit>();
    auto unlock = make_chan<unit>();
    for (int i = 0; i < readers; ++i)
      others.go([&] {
        const std::shared_lock hold(m);
        locked.send(unit());
        EXPECT_TRUE(unlock.recv());
      });
    for (int i = 0; i < readers; ++i)
      EXPECT_TRUE(locked.recv());
    for (int i = 0; i < readers; ++i)
      unlock.send(unit());
    others.join();
  }
}

void hammer(crew &others, int procs, int readers, int rounds) {
  const workers some(procs);
  rw_mutex m;
  std::atomic<int> activity = 0; // one for each reader, ten thousand for each writer
  const auto write = [&] {
    for (int i = 0; i < rounds; ++i) {
      const std::unique_lock hold(m);
      EXPECT_EQ(activity += 10000, 10000);
      if (i % 16 == 0)
        yield();
      activity -= 10000;
    }
  };
  const auto read = [&] {
    for (int i = 0; i < rounds; ++i) {
      const std::shared_lock hold(m);
      const int now = ++activity;
      EXPECT_TRUE(now >= 1 && now < 10000) << now;
      if (i % 16 == 0)
        yield();
      --activity;
    }
  };
  others.go(write);
  for (int i = 0; i < readers; ++i)
    others.go(read);
  others.go(write);
  others.join();
}

EVERY_CAST(GoRwMutex, SurvivesAHammer) {
  for (int procs : {1, 4, 10})
    for (int readers : {1, 3, 10})
      hammer(others, procs, readers, scaled(300));
}

EVERY_CAST(GoRwMutex, AlternatesBetweenTwoReadLocksAndAWriteLock) {
  rw_mutex m;
  auto reading = make_chan<unit>(1);
  auto writing = make_chan<unit>(1);
  constexpr int rounds = 10;
  others.go([&] {
    for (int i = 0; i < rounds; ++i) {
      m.lock_shared();
      m.lock_shared();
      reading.send(unit());
      m.lock();
      writing.send(unit());
    }
  });
  for (int i = 0; i < rounds; ++i) {
    EXPECT_TRUE(reading.recv());
    m.unlock_shared();
    EXPECT_FALSE(writing.try_recv()) << "one reader is still there";
    m.unlock_shared();
    EXPECT_TRUE(writing.recv());
    EXPECT_FALSE(reading.try_recv()) << "the writer is still there";
    m.unlock();
  }
  others.join();
}

// Go's tests: sync/cond_test.go

EVERY_CAST(GoCond, WakesExactlyOneForEachSignal) {
  mutex m;
  cond changed;
  constexpr int n = 2;
  auto running = make_chan<unit>(n);
  auto awake = make_chan<unit>(n);
  for (int i = 0; i < n; ++i)
    others.go([&] {
      std::unique_lock hold(m);
      running.send(unit());
      changed.wait(hold);
      awake.send(unit());
    });
  for (int i = 0; i < n; ++i)
    EXPECT_TRUE(running.recv());
  for (int i = 0; i < n; ++i) {
    EXPECT_FALSE(awake.try_recv());
    {
      const std::lock_guard hold(m); // and so all are in their waits
      changed.notify_one();
    }
    EXPECT_TRUE(awake.recv());
    EXPECT_FALSE(awake.try_recv());
  }
  changed.notify_one();
  others.join();
}

EVERY_CAST(GoCond, WakesTheGenerationThatWaited) {
  mutex m;
  cond changed;
  constexpr int n = 50;
  auto running = make_chan<unit>(n);
  auto awake = make_chan<int>(n);
  for (int i = 0; i < n; ++i) {
    others.go([&, i] {
      std::unique_lock hold(m);
      running.send(unit());
      changed.wait(hold);
      awake.send(i);
    });
    if (i > 0) {
      EXPECT_EQ(awake.recv(), i - 1);
    }
    EXPECT_TRUE(running.recv());
    const std::lock_guard hold(m);
    changed.notify_one();
  }
  EXPECT_EQ(awake.recv(), n - 1);
  others.join();
}

EVERY_CAST(GoCond, WakesAllWithEachBroadcast) {
  mutex m;
  cond changed;
  const int n = scaled(100);
  auto running = make_chan<int>(static_cast<std::size_t>(n));
  auto awake = make_chan<int>(static_cast<std::size_t>(n));
  bool exit = false;
  for (int i = 0; i < n; ++i)
    others.go([&, i] {
      std::unique_lock hold(m);
      while (!exit) {
        running.send(i);
        changed.wait(hold);
        awake.send(i);
      }
    });
  for (int round = 0; round < n; ++round) {
    for (int i = 0; i < n; ++i)
      EXPECT_TRUE(running.recv());
    if (round == n - 1) {
      const std::lock_guard hold(m);
      exit = true;
    }
    EXPECT_FALSE(awake.try_recv());
    {
      const std::lock_guard hold(m);
      changed.notify_all();
    }
    std::vector<bool> seen(static_cast<std::size_t>(n));
    for (int i = 0; i < n; ++i) {
      const auto who = static_cast<std::size_t>(awake.recv().value());
      EXPECT_FALSE(seen.at(who)) << "woken twice";
      seen.at(who) = true;
    }
  }
  EXPECT_FALSE(running.try_recv());
  changed.notify_all();
  others.join();
}

EVERY_CAST(GoCond, OrdersThreeThatTalkThroughOneVariable) {
  mutex m;
  cond changed;
  int x = 0;
  others.go([&] {
    std::unique_lock hold(m);
    x = 1;
    changed.wait(hold);
    EXPECT_EQ(x, 2);
    x = 3;
    changed.notify_one();
  });
  others.go([&] {
    for (;;) {
      {
        const std::unique_lock hold(m);
        if (x == 1) {
          x = 2;
          changed.notify_one();
          return;
        }
      }
      yield();
    }
  });
  others.go([&] {
    for (;;) {
      {
        std::unique_lock hold(m);
        if (x == 2) {
          changed.wait(hold);
          EXPECT_EQ(x, 3);
          return;
        }
        if (x == 3)
          return;
      }
      yield();
    }
  });
  others.join();
}

EVERY_CAST(GoCond, LetsNobodyStealABroadcast) {
  for (int i = 0; i < scaled(300); ++i) {
    mutex m;
    cond changed;
    auto c = make_chan<unit>();
    bool done = false;
    others.go([&] {
      {
        std::unique_lock hold(m);
        c.send(unit());
        changed.wait(hold);
      }
      c.send(unit());
    });
    EXPECT_TRUE(c.recv());
    m.lock(); // and so it waits
    m.unlock();
    others.go([&] { changed.notify_all(); });
    others.go([&] {
      std::unique_lock hold(m);
      while (!done)
        changed.wait(hold);
    });
    EXPECT_TRUE(c.recv());
    {
      const std::lock_guard hold(m);
      done = true;
    }
    changed.notify_all();
    others.join();
  }
}

} // namespace
} // namespace leash::test
