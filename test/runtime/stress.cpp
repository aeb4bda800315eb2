// stress: much at once, mainly for the sanitizers. What is checked is conservation: nothing is lost, nothing comes
// twice, and everybody comes home. LEASH_TEST_SCALE makes it longer.

#include "support.h"

#include <leash/chan.h>
#include <leash/cond.h>
#include <leash/context.h>
#include <leash/error.h>
#include <leash/mutex.h>
#include <leash/once.h>
#include <leash/rw_mutex.h>
#include <leash/select.h>
#include <leash/task_group.h>
#include <leash/time.h>
#include <leash/wait_group.h>

#include <array>
#include <cerrno>
#include <deque>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <stdexcept>
#include <string>
#include <vector>

namespace leash::test {
namespace {

using rng = std::minstd_rand;

/// Runs while a test does: changes the number of workers all the time.
class restless_workers {
public:
  restless_workers() : thread_([this] { change(); }) {}
  ~restless_workers() {
    stop_ = true;
    thread_.join();
  }
  restless_workers(const restless_workers &) = delete;
  restless_workers &operator=(const restless_workers &) = delete;

private:
  void change() {
    const workers before(1);
    for (int i = 0; !stop_; ++i) {
      set_max_procs(1 + i % 5);
      std::this_thread::sleep_for(200us);
    }
  }

  std::atomic<bool> stop_ = false;
  std::thread thread_;
};

actor any_actor(int i) { return i % 4 == 3 ? actor::thread : actor::task; }

// Channels

// One way or another to send or receive, within limits so short that many are missed.
bool send_somehow(chan<int> &c, int value, rng &random, const context &ctx) {
  switch (random() % 6) {
  case 0:
    return c.try_send(value);
  case 1:
    return c.send_for(value, std::chrono::microseconds(random() % 20));
  case 2:
    return c.send(value, ctx);
  case 3:
    return select(on_send(c, value), otherwise()) == 0;
  case 4:
    return select(after(std::chrono::microseconds(random() % 20)), on_send(c, value)) == 1;
  default:
    return select(on_done(ctx), on_send(c, value)) == 1;
  }
}

std::optional<int> receive_somehow(chan<int> &c, rng &random, const context &ctx) {
  std::optional<int> got;
  switch (random() % 6) {
  case 0:
    return c.try_recv();
  case 1:
    return c.recv_for(std::chrono::microseconds(random() % 20));
  case 2:
    return c.recv(ctx);
  case 3:
    select(on_recv(c, got), otherwise());
    return got;
  case 4:
    select(after(std::chrono::microseconds(random() % 20)), on_recv(c, got));
    return got;
  default:
    select(on_done(ctx), on_recv(c, got));
    return got;
  }
}

TEST(Stress, EveryValueArrivesOnceThroughChannelsOfEveryCapacity) {
  const restless_workers restless;
  for (std::size_t capacity : {0, 1, 2, 7, 64}) {
    constexpr int parties = 4;
    const int each = scaled(5000);
    auto c = make_chan<int>(capacity);
    std::vector<std::atomic<int>> seen(static_cast<std::size_t>(parties * each));
    std::atomic<int> producing = parties;
    crew all(actor::task);
    for (int p = 0; p < parties; ++p) {
      all.go(any_actor(p), [&, p] {
        rng random(static_cast<unsigned>(p + 1));
        for (int i = 0; i < each;)
          i += send_somehow(c, p * each + i, random, background());
        if (--producing == 0)
          c.close();
      });
      all.go(any_actor(p + 1), [&, p] {
        rng random(static_cast<unsigned>(p + 101));
        while (producing > 0 || c.size() > 0)
          if (const auto value = receive_somehow(c, random, background()))
            ++seen.at(static_cast<std::size_t>(*value));
      });
    }
    all.join();
    EXPECT_TRUE(std::all_of(seen.begin(), seen.end(), [](const auto &times) { return times == 1; }))
        << "capacity " << capacity;
  }
}

TEST(Stress, WhatIsSentWithinALimitIsReceivedWithinALimit) {
  const workers four(4);
  for (std::size_t capacity : {0, 2}) {
    auto c = make_chan<int>(capacity);
    std::atomic<int> sent = 0;
    std::atomic<int> received = 0;
    auto stop = with_cancel(background());
    crew all(actor::task);
    for (int p = 0; p < 4; ++p) {
      all.go(any_actor(p), [&, p] {
        rng random(static_cast<unsigned>(p + 1));
        for (int i = 0; i < scaled(5000); ++i)
          sent += send_somehow(c, i, random, stop.ctx());
      });
      all.go(any_actor(p + 1), [&, p] {
        rng random(static_cast<unsigned>(p + 101));
        for (int i = 0; i < scaled(5000); ++i)
          received += receive_somehow(c, random, stop.ctx()).has_value();
        stop.cancel(); // nobody waits for somebody who has gone
      });
    }
    all.join();
    while (c.try_recv())
      ++received;
    EXPECT_EQ(sent, received) << "capacity " << capacity;
  }
}

TEST(Stress, ACloseSplitsSendersIntoThoseWhoSentAndThoseWhoMisused) {
  for (int round = 0; round < scaled(500); ++round) {
    auto c = make_chan<int>(static_cast<std::size_t>(round % 3));
    std::atomic<int> sent = 0;
    std::atomic<int> misused = 0;
    int received = 0;
    crew all(actor::task);
    for (int p = 0; p < 4; ++p)
      all.go(any_actor(p), [&, p] {
        const auto bug = misuse_in([&] {
          for (int i = 0;; ++i) {
            if (p % 2 == 0)
              c.send(i);
            else
              select(on_recv(chan<int>()), on_send(c, i));
            ++sent;
          }
        });
        misused += bug.has_value();
      });
    all.go([&] {
      until([&] { return sent > 20; });
      c.close();
    });
    for ([[maybe_unused]] int value : c)
      ++received;
    all.join();
    EXPECT_EQ(sent, received);
    EXPECT_EQ(misused, 4);
  }
}

TEST(Stress, ASelectOverManyChannelsOutlivesThemAll) {
  const restless_workers restless;
  for (int round = 0; round < scaled(30); ++round) {
    std::array<chan<int>, 8> c;
    for (std::size_t i = 0; i < c.size(); ++i)
      c.at(i) = make_chan<int>(i % 3);
    constexpr int each = 100;
    std::atomic<int> received = 0;
    crew all(actor::task);
    for (std::size_t i = 0; i < c.size(); ++i)
      all.go(any_actor(static_cast<int>(i)), [mine = c.at(i)] {
        for (int k = 0; k < each; ++k)
          mine.send(k);
        mine.close();
      });
    for (int consumer = 0; consumer < 3; ++consumer)
      all.go(any_actor(consumer + 1), [&, open = c]() mutable {
        for (std::size_t left = open.size(); left > 0;) {
          std::optional<int> got;
          const std::size_t chosen =
              select(on_recv(open[0], got), on_recv(open[1], got), on_recv(open[2], got), on_recv(open[3], got),
                     on_recv(open[4], got), on_recv(open[5], got), on_recv(open[6], got), on_recv(open[7], got));
          if (got) {
            ++received;
          } else {
            open.at(chosen) = {};
            --left;
          }
        }
      });
    all.join();
    EXPECT_EQ(received, 8 * each);
  }
}

TEST(Stress, SelectsThatSendAndReceiveOnTheSameChannelsConserveEverything) {
  const workers four(4);
  const std::array<chan<int>, 3> c = {make_chan<int>(), make_chan<int>(1), make_chan<int>()};
  std::atomic<int> sent = 0;
  std::atomic<int> received = 0;
  auto stop = with_cancel(background());
  crew all(actor::task);
  for (int p = 0; p < 6; ++p)
    all.go(any_actor(p), [&, p] {
      rng random(static_cast<unsigned>(p + 1));
      for (int i = 0; i < scaled(10000); ++i) {
        const auto a = static_cast<std::size_t>(random() % 3);
        const auto b = static_cast<std::size_t>(random() % 3);
        switch (select(on_send(c.at(a), i), on_recv(c.at(b)), on_done(stop.ctx()), after(50us))) {
        case 0:
          ++sent;
          break;
        case 1:
          ++received;
          break;
        case 2:
          return;
        default: // all the others wait for something else
          break;
        }
      }
      stop.cancel();
    });
  all.join();
  EXPECT_EQ(sent, received + static_cast<int>(c[1].size()));
}

TEST(Stress, ChannelsPassTasksOnThatCarryOtherChannels) {
  const workers four(4);
  const int length = tasks_are_threads ? 50 : scaled(500);
  for (int round = 0; round < 10; ++round) {
    auto first = make_chan<int>();
    auto in = first;
    crew all(actor::task);
    for (int i = 0; i < length; ++i) {
      auto out = make_chan<int>(static_cast<std::size_t>(i % 2));
      all.go(i % 100 == 50 ? actor::thread : actor::task, [in, out] {
        for (int value : in)
          out.send(value + 1);
        out.close();
      });
      in = out;
    }
    all.go([=] {
      for (int i = 0; i < 10; ++i)
        first.send(i);
      first.close();
    });
    int expected = length;
    for (int value : in)
      EXPECT_EQ(value, expected++);
    all.join();
  }
}

// Contexts

TEST(Stress, AStormOfCancelsReachesEverybody) {
  const restless_workers restless;
  for (int round = 0; round < scaled(100); ++round) {
    auto root = with_cancel(background());
    std::deque<canceller> all_cancellers;
    std::vector<context> tree = {root.ctx()};
    for (std::size_t i = 0; i < 30; ++i) {
      const context &parent = tree.at(i / 2);
      all_cancellers.push_back(i % 3 == 0 ? with_timeout(parent, std::chrono::microseconds(i * 10))
                                          : with_cancel(parent));
      tree.push_back(all_cancellers.back().ctx());
    }
    std::atomic<int> called = 0;
    std::atomic<int> registered = 0;
    crew all(actor::task);
    auto never = make_chan<int>();
    for (std::size_t i = 0; i < tree.size(); ++i)
      all.go(any_actor(static_cast<int>(i)), [&, ctx = tree.at(i), i] {
        auto handle = after_cancel(ctx, [&] { ++called; });
        ++registered;
        auto mine = with_timeout(ctx, 1h);
        switch (i % 3) {
        case 0:
          EXPECT_EQ(never.recv(mine.ctx()).status(), recv_status::cancelled);
          break;
        case 1:
          EXPECT_EQ(select(on_recv(never), on_send(chan<int>(), 1), on_done(mine.ctx())), 2U);
          break;
        default:
          EXPECT_FALSE(sleep_for(1h, mine.ctx()));
        }
        EXPECT_TRUE(ctx.is_done());
        if (handle.stop())
          ++called;
      });
    for (std::size_t part : {0, 1})
      all.go([&, part] {
        for (std::size_t i = all_cancellers.size(); i-- > 0;)
          if (i % 2 == part)
            all_cancellers.at(i).cancel(make_error("storm"));
      });
    all.go([&] { root.cancel(); });
    all.join();
    until([&] { return called == registered; });
    EXPECT_EQ(called, static_cast<int>(tree.size()));
  }
}

TEST(Stress, ChildrenAreBornWhileTheirParentIsCancelled) {
  const workers four(4);
  const error reason = make_error("the reason");
  for (int round = 0; round < scaled(300); ++round) {
    auto parent = with_cancel(background());
    crew all(actor::task);
    for (int p = 0; p < 4; ++p)
      all.go(any_actor(p), [&, ctx = parent.ctx()] {
        for (int i = 0; i < 20; ++i) {
          const bool late = ctx.is_done();
          auto child = with_cancel(ctx);
          auto grandchild = with_timeout(child.ctx(), 1h);
          if (late) {
            EXPECT_TRUE(grandchild.ctx().is_done());
          }
          for (const context &each : {child.ctx(), grandchild.ctx()})
            if (each.is_done()) {
              EXPECT_EQ(each.err(), canceled);
              EXPECT_EQ(each.cause(), reason);
            }
        }
        auto last = with_cancel(ctx);
        EXPECT_FALSE(last.ctx().done().recv());
        EXPECT_EQ(last.ctx().err(), canceled);
        EXPECT_EQ(last.ctx().cause(), reason);
      });
    all.go([&] { parent.cancel(reason); });
    all.join();
  }
}

TEST(Stress, AChildThatIsBornDuringACancelHasItsErrorAtOnce) {
  const workers two(2);
  const int rounds = scaled(20000);
  std::deque<canceller> parents;
  for (int i = 0; i < rounds; ++i)
    parents.push_back(with_cancel(background()));
  std::atomic<std::size_t> reached = 0;
  crew all(actor::thread);
  all.go([&] {
    for (const canceller &parent : parents) {
      ++reached;
      for (bool done = false; !done;) {
        auto child = with_cancel(parent.ctx());
        done = child.ctx().is_done();
        EXPECT_EQ(done ? child.ctx().err() : error(canceled), canceled);
      }
    }
  });
  for (std::size_t i = 0; i < parents.size(); ++i) {
    while (reached <= i) {
    }
    parents.at(i).cancel();
  }
  all.join();
}

// Time

TEST(Stress, TimersAreStoppedWhileTheyFire) {
  const restless_workers restless;
  crew all(actor::task);
  for (int p = 0; p < 6; ++p)
    all.go(any_actor(p), [p] {
      rng random(static_cast<unsigned>(p + 1));
      timer t(1h);
      for (int i = 0; i < scaled(3000); ++i) {
        t.reset(std::chrono::microseconds(random() % 20));
        if (random() % 3 == 0)
          yield();
        t.stop();
        EXPECT_FALSE(t.fired().try_recv()) << "stale";
        if (random() % 4 == 0) {
          t.reset(std::chrono::microseconds(random() % 20));
          EXPECT_TRUE(t.fired().recv());
        }
      }
    });
  all.join();
}

TEST(Stress, TickersEndWhileTheyTickAndSomebodyWaits) {
  const workers four(4);
  crew all(actor::task);
  for (int p = 0; p < 4; ++p)
    all.go(any_actor(p), [p] {
      for (int i = 0; i < scaled(300); ++i) {
        ticker t(std::chrono::nanoseconds(1 + 1000 * p));
        auto ticks = t.ticks();
        EXPECT_TRUE(ticks.recv());
        t.reset(2us);
        EXPECT_TRUE(ticks.recv());
        t.stop();
        EXPECT_FALSE(ticks.try_recv());
      }
    });
  all.join();
}

TEST(Stress, TimeoutsRaceWithWhatTheyLimit) {
  const restless_workers restless;
  wait_group group;
  mutex m;
  auto c = make_chan<int>();
  std::atomic<int> sent = 0;
  std::atomic<int> received = 0;
  crew all(actor::task);
  group.add(1);
  for (int p = 0; p < 6; ++p)
    all.go(any_actor(p), [&, p] {
      rng random(static_cast<unsigned>(p + 1));
      for (int i = 0; i < scaled(1500); ++i) {
        const auto limit = std::chrono::microseconds(random() % 30);
        switch (random() % 5) {
        case 0:
          sent += c.send_for(i, limit);
          break;
        case 1:
          received += c.recv_for(limit).has_value();
          break;
        case 2:
          EXPECT_FALSE(group.wait_for(limit));
          break;
        case 3:
          sleep_for(limit);
          break;
        default:
          if (m.try_lock_for(limit)) {
            yield();
            m.unlock();
          }
        }
      }
    });
  all.join();
  EXPECT_EQ(sent, received);
  EXPECT_TRUE(m.try_lock());
  m.unlock();
  group.done();
}

// Groups

TEST(Stress, WaitGroupsComeAndGo) {
  const restless_workers restless;
  crew all(actor::task);
  for (int p = 0; p < 4; ++p)
    all.go(any_actor(p), [] {
      for (int i = 0; i < scaled(500); ++i) {
        auto group = std::make_unique<wait_group>();
        int notes[4] = {};
        for (int &note : notes)
          group->go([&] {
            note = 1;
            if (note % 2 == 1)
              yield();
          });
        group->wait();
        EXPECT_EQ(notes[0] + notes[1] + notes[2] + notes[3], 4);
        group.reset();
      }
    });
  all.join();
}

TEST(Stress, ManyWaitForManyRoundAfterRound) {
  const workers four(4);
  wait_group group;
  for (int round = 0; round < scaled(500); ++round) {
    std::array<int, 4> notes = {};
    group.add(4);
    crew all(actor::task);
    for (int i = 0; i < 4; ++i) {
      all.go(any_actor(i), [&, i] {
        notes.at(static_cast<std::size_t>(i)) = 1;
        group.done();
      });
      all.go(any_actor(i + 1), [&] {
        group.wait();
        EXPECT_EQ(notes, (std::array<int, 4>{1, 1, 1, 1}));
      });
    }
    all.join();
  }
}

TEST(Stress, TasksThrowInGroups) {
  const restless_workers restless;
  const int before = counted::alive;
  crew all(actor::task);
  for (int p = 0; p < 4; ++p)
    all.go(any_actor(p), [p] {
      rng random(static_cast<unsigned>(p + 1));
      for (int i = 0; i < scaled(300); ++i) {
        task_group group;
        if (i % 3 == 0)
          group.set_limit(2);
        const auto thrower = static_cast<int>(random() % 6);
        for (int k = 0; k < 5; ++k)
          group.go([&group, k, thrower, owned = counted(k)] {
            yield();
            if (k == thrower)
              throw std::runtime_error("task " + std::to_string(k));
            if (thrower < 5 && k > thrower)
              (void)group.ctx().done().recv();
          });
        const error failed = group.wait();
        EXPECT_EQ(static_cast<bool>(failed), thrower < 5);
        if (failed) {
          EXPECT_TRUE(contains(failed.message(), "task " + std::to_string(thrower)));
        }
      }
    });
  all.join();
  EXPECT_EQ(counted::alive, before);
}

// Locks

// A queue of the kind that channels replace.
class bounded_queue {
public:
  bool push_within(int value, const context &ctx) {
    std::unique_lock hold(m_);
    if (!has_room_.wait(hold, ctx, [&] { return queue_.size() < 3; }))
      return false;
    queue_.push_back(value);
    has_values_.notify_one();
    return true;
  }
  std::optional<int> pop_for(duration limit) {
    std::unique_lock hold(m_);
    if (!has_values_.wait_for(hold, limit, [&] { return !queue_.empty(); }))
      return std::nullopt;
    const int value = queue_.front();
    queue_.pop_front();
    has_room_.notify_one();
    return value;
  }

private:
  mutex m_;
  cond has_room_;
  cond has_values_;
  std::deque<int> queue_;
};

TEST(Stress, ConditionsLoseNothingToTimeoutsAndCancels) {
  const restless_workers restless;
  bounded_queue queue;
  std::atomic<int> pushed = 0;
  std::atomic<int> popped = 0;
  std::atomic<int> pushing = 3;
  crew all(actor::task);
  for (int p = 0; p < 3; ++p) {
    all.go(any_actor(p), [&] {
      for (int i = 0; i < scaled(2000); ++i) {
        auto limit = with_timeout(background(), std::chrono::microseconds(i % 50));
        pushed += queue.push_within(i, limit.ctx());
      }
      --pushing;
    });
    all.go(any_actor(p + 1), [&] {
      while (pushing > 0)
        popped += queue.pop_for(20us).has_value();
    });
  }
  all.join();
  while (queue.pop_for(0s))
    ++popped;
  EXPECT_EQ(pushed, popped);
}

TEST(Stress, LocksExcludeWhateverEndsTheWaits) {
  const restless_workers restless;
  mutex m;
  rw_mutex rw;
  long under_mutex = 0; // plain: the sanitizer looks
  long under_rw = 0;
  std::atomic<long> entered_mutex = 0;
  std::atomic<long> entered_rw = 0;
  crew all(actor::task);
  for (int p = 0; p < 8; ++p)
    all.go(any_actor(p), [&, p] {
      rng random(static_cast<unsigned>(p + 1));
      for (int i = 0; i < scaled(2000); ++i) {
        const auto limit = std::chrono::microseconds(random() % 20);
        const auto enter = [&](auto &lock, long &value, std::atomic<long> &count) {
          ++value;
          ++count;
          if (i % 8 == 0)
            yield();
          lock.unlock();
        };
        switch (random() % 8) {
        case 0:
          m.lock();
          enter(m, under_mutex, entered_mutex);
          break;
        case 1:
          if (m.try_lock_for(limit))
            enter(m, under_mutex, entered_mutex);
          break;
        case 2: {
          auto cancel = with_timeout(background(), limit);
          if (m.lock(cancel.ctx()))
            enter(m, under_mutex, entered_mutex);
          break;
        }
        case 3:
          rw.lock();
          enter(rw, under_rw, entered_rw);
          break;
        case 4:
          if (rw.try_lock_for(limit))
            enter(rw, under_rw, entered_rw);
          break;
        case 5: {
          auto cancel = with_timeout(background(), limit);
          if (rw.lock(cancel.ctx()))
            enter(rw, under_rw, entered_rw);
          break;
        }
        case 6:
          if (rw.try_lock_shared_for(limit)) {
            EXPECT_LE(under_rw, entered_rw);
            rw.unlock_shared();
          }
          break;
        default: {
          const std::shared_lock hold(rw);
          const long seen = under_rw;
          yield();
          EXPECT_EQ(under_rw, seen);
        }
        }
      }
    });
  all.join();
  EXPECT_EQ(under_mutex, entered_mutex);
  EXPECT_EQ(under_rw, entered_rw);
}

TEST(Stress, ManyRushToOneOnce) {
  const workers four(4);
  for (int round = 0; round < scaled(500); ++round) {
    once first;
    int value = 0;
    crew all(actor::task);
    for (int p = 0; p < 5; ++p)
      all.go(any_actor(p), [&] {
        first.do_once([&] {
          yield();
          value = 7;
        });
        EXPECT_EQ(value, 7);
      });
    all.join();
  }
}

// Migration

[[gnu::noinline]] void set_errno(int value) { errno = value; }
[[gnu::noinline]] int get_errno() { return errno; }

void hop(const chan<int> &c) {
  go([c] { c.send(1); });
  (void)c.recv();
  yield();
}

TEST(Stress, ErrnoAndExceptionsMoveWithTheirTask) {
  const restless_workers restless;
  crew all(actor::task);
  for (int p = 1; p <= 8; ++p)
    all.go(any_actor(p), [p] {
      const auto c = make_chan<int>();
      for (int i = 0; i < scaled(300); ++i) {
        set_errno(p);
        try {
          throw p;
        } catch (int caught) {
          hop(c);
          try {
            throw std::to_string(p);
          } catch (const std::string &inner) {
            hop(c);
            EXPECT_EQ(inner, std::to_string(p));
          }
          hop(c);
          EXPECT_EQ(caught, p);
          try {
            throw;
          } catch (int again) {
            EXPECT_EQ(again, p);
          }
        }
        EXPECT_EQ(get_errno(), p);
        EXPECT_EQ(std::uncaught_exceptions(), 0);
      }
    });
  all.join();
}

TEST(Stress, TasksComeBackFromBlockingCalls) {
  const restless_workers restless;
  wait_group tasks;
  std::mutex standard;
  long value = 0;
  for (int p = 0; p < 16; ++p)
    tasks.go([&, p] {
      for (int i = 0; i < scaled(100); ++i) {
        set_errno(p);
        blocking([&] {
          const std::lock_guard hold(standard);
          ++value;
          if (i % 10 == 0)
            std::this_thread::sleep_for(10us);
        });
        EXPECT_EQ(get_errno(), p);
        yield();
      }
    });
  tasks.wait();
  EXPECT_EQ(value, 16 * scaled(100));
}

} // namespace
} // namespace leash::test
