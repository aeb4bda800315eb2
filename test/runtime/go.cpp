// go: how tasks are started, waited for and lost, and what the process says when all of them are stuck.

#include "support.h"

#include <leash/chan.h>
#include <leash/cond.h>
#include <leash/context.h>
#include <leash/deadlock.h>
#include <leash/go.h>
#include <leash/mutex.h>
#include <leash/rw_mutex.h>
#include <leash/select.h>
#include <leash/time.h>
#include <leash/wait_group.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <functional>
#include <latch>
#include <memory>
#include <sched.h>
#include <semaphore>
#include <stdexcept>
#include <string>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

namespace leash::test {
namespace {

// Starting

TASK_AND_THREAD(Go, EvaluatesItsArgumentsInTheCaller) {
  auto results = make_chan<int>();
  int value = 1;
  go([](chan<int> out, int copy) { out.send(copy); }, results, value);
  value = 2;
  EXPECT_EQ(results.recv(), 1);
}

TASK_AND_THREAD(Go, CopiesTheCallableInTheCaller) {
  struct counter {
    int count = 0;
    void operator()(chan<int> out) { out.send(++count); }
  } callable;
  auto results = make_chan<int>();
  go(callable, results);
  callable.count = 100;
  EXPECT_EQ(results.recv(), 1);
  EXPECT_EQ(callable.count, 100);
}

TASK_AND_THREAD(Go, MovesWhatCanOnlyBeMoved) {
  auto results = make_chan<int>();
  auto value = std::make_unique<int>(7);
  go([captured = std::make_unique<int>(1)](chan<int> out, std::unique_ptr<int> mine) { out.send(*mine + *captured); },
     results, std::move(value));
  EXPECT_EQ(results.recv(), 8);
  EXPECT_FALSE(value);
}

TASK_AND_THREAD(Go, PassesAReferenceOnlyIfAskedTo) {
  auto done = make_chan<unit>();
  int value = 1;
  go(
      [](chan<unit> out, int &mine) {
        mine = 2;
        out.send(unit());
      },
      done, std::ref(value));
  EXPECT_TRUE(done.recv());
  EXPECT_EQ(value, 2);
}

TASK_AND_THREAD(Go, CallsFunctionsAndMembersLikeInvoke) {
  struct service {
    chan<int> out;
    void serve(int value) { out.send(value); }
  } service{make_chan<int>()};
  go(&service::serve, &service, 1);
  EXPECT_EQ(service.out.recv(), 1);
  go(&service::serve, std::ref(service), 2);
  EXPECT_EQ(service.out.recv(), 2);
  void (*function)(chan<int>) = [](chan<int> out) { out.send(3); };
  go(function, service.out);
  EXPECT_EQ(service.out.recv(), 3);
  go(std::function<void()>([&] { service.out.send(4); }));
  EXPECT_EQ(service.out.recv(), 4);
}

TASK_AND_THREAD(Go, CarriesLargeAndStronglyAlignedCallables) {
  struct alignas(128) block {
    std::array<char, 4096> bytes;
  };
  auto results = make_chan<bool>();
  block value = {};
  value.bytes.back() = 'x';
  go([results, value]() mutable {
    results.send(reinterpret_cast<std::uintptr_t>(&value) % 128 == 0 && value.bytes.back() == 'x');
  });
  EXPECT_EQ(results.recv(), true);
}

TASK_AND_THREAD(Go, IgnoresTheResult) {
  auto results = make_chan<int>();
  go([=]() mutable {
    results.send(1);
    return std::string("nobody reads this");
  });
  EXPECT_EQ(results.recv(), 1);
}

TASK_AND_THREAD(Go, ReturnsWhileTheTaskIsStillBlocked) {
  auto c = make_chan<int>();
  auto done = make_chan<unit>();
  go([=]() mutable {
    EXPECT_EQ(c.recv(), 1);
    done.send(unit());
  });
  c.send(1); // which couldn't happen if go() waited
  EXPECT_TRUE(done.recv());
}

TASK_AND_THREAD(Go, EndsWhatTheTaskOwnsWhenTheTaskEnds) {
  auto c = make_chan<int>();
  auto captured = std::make_shared<int>(1);
  auto passed = std::make_shared<int>(2);
  go([c, captured](const std::shared_ptr<int> &) mutable { (void)c.recv(); }, passed);
  std::weak_ptr<int> watch_captured = std::exchange(captured, nullptr);
  std::weak_ptr<int> watch_passed = std::exchange(passed, nullptr);
  EXPECT_FALSE(watch_captured.expired());
  EXPECT_FALSE(watch_passed.expired());
  c.send(1);
  until([&] { return watch_captured.expired() && watch_passed.expired(); });
}

TASK_AND_THREAD(Go, OfAnEmptyCallableIsMisuseInTheCaller) {
  void (*function)() = nullptr;
  const unsigned line = __LINE__ + 1;
  const auto bug = misuse_in([&] { go(function); });
  ASSERT_TRUE(bug);
  EXPECT_EQ(bug->where().line(), line);
  EXPECT_TRUE(contains(bug->what(), "go.cpp:" + std::to_string(line))) << bug->what();
  EXPECT_THROW(go(std::function<void()>()), misuse);
  EXPECT_THROW(go(std::function<void(int)>(), 1), misuse);
  EXPECT_THROW(go_daemon(function), misuse);
  EXPECT_THROW(run(function), misuse);
}

TASK_AND_THREAD(Go, StartsNothingIfCopyingAnArgumentThrows) {
  struct stubborn {
    stubborn() = default;
    stubborn(const stubborn &) { throw std::runtime_error("no copy"); }
  } argument;
  std::atomic<bool> ran = false;
  EXPECT_THROW(go([&](const stubborn &) { ran = true; }, argument), std::runtime_error);
  EXPECT_FALSE(ran);
}

TASK_AND_THREAD(Go, LetsTasksStartTasks) {
  auto results = make_chan<int>();
  struct tree {
    static void grow(int depth, chan<int> out) {
      if (depth == 0)
        return out.send(1);
      auto leaves = make_chan<int>();
      go(grow, depth - 1, leaves);
      go(grow, depth - 1, leaves);
      out.send(leaves.recv().value() + leaves.recv().value());
    }
  };
  go(tree::grow, tasks_are_threads ? 6 : 9, results);
  EXPECT_EQ(results.recv(), tasks_are_threads ? 64 : 512);
}

TEST(Go, IsCalledByManyThreadsAtOnce) {
  std::atomic<int> ran = 0;
  crew threads(actor::thread);
  const int each = tasks_are_threads ? 50 : 1000;
  for (int i = 0; i < 4; ++i)
    threads.go([&] {
      for (int k = 0; k < each; ++k)
        go([&] { ++ran; });
    });
  threads.join();
  until([&] { return ran == 4 * each; });
}

TEST(Go, HoldsAHundredThousandBlockedTasks) {
  const int count = tasks_are_threads ? 500 : LEASH_TSAN ? 2000 : scaled(100000);
  auto gate = make_chan<unit>();
  wait_group started;
  wait_group ended;
  started.add(count);
  ended.add(count);
  for (int i = 0; i < count; ++i)
    go([&] {
      started.done();
      (void)gate.recv();
      ended.done();
    });
  started.wait();
  gate.close();
  ended.wait();
}

TEST(Go, UsesStacksAgainAndAgain) {
  for (int i = 0; i < scaled(20000); ++i)
    EXPECT_EQ(run([i] { return i; }), i);
}

// run

TASK_AND_THREAD(Run, ReturnsTheResult) {
  EXPECT_EQ(run([] { return 7; }), 7);
  EXPECT_EQ(*run([] { return std::make_unique<int>(8); }), 8);
  run([] {});
}

TASK_AND_THREAD(Run, LetsTheExceptionThrough) {
  EXPECT_THROW(run([]() -> int { throw std::runtime_error("out"); }), std::runtime_error);
  EXPECT_THROW(run([] { throw 1; }), int);
}

TASK_AND_THREAD(Run, WaitsForTheTask) {
  bool ended = false;
  run([&] {
    for (int i = 0; i < 10; ++i)
      yield();
    ended = true;
  });
  EXPECT_TRUE(ended);
}

TASK_AND_THREAD(Run, Nests) {
  EXPECT_EQ(run([] { return 1 + run([] { return 1 + run([] { return 1; }); }); }), 3);
}

// yield

TEST(Yield, LetsOthersRunOnTheSameWorker) {
  const workers one(1);
  run([] {
    std::atomic<bool> ran = false;
    go([&] { ran = true; });
    while (!ran)
      yield();
  });
}

TEST(Yield, KeepsNobodyOut) {
  // Three that yield for ever, and one that still gets its turns.
  const workers one(1);
  run([] {
    std::atomic<bool> stop = false;
    wait_group spinning;
    for (int i = 0; i < 3; ++i)
      spinning.go([&] {
        while (!stop)
          yield();
      });
    auto c = make_chan<int>();
    go([c]() mutable {
      for (int i = 0; i < 100; ++i)
        c.send(i);
      c.close();
    });
    int expected = 0;
    for (int value : c)
      EXPECT_EQ(value, expected++);
    EXPECT_EQ(expected, 100);
    stop = true;
    spinning.wait();
  });
}

TEST(Yield, IsPartOfEveryOperationInTheLongRun) {
  // Nothing preempts a task; but who only uses channels that never block gives others their turn, too.
  const workers one(1);
  run([] {
    std::atomic<bool> stop = false;
    go([&] { stop = true; });
    auto c = make_chan<int>(1);
    while (!stop) {
      c.send(1);
      (void)c.recv();
    }
  });
}

TEST(Yield, WorksInAPlainThread) { yield(); }

// blocking

TEST(Blocking, GivesTheWorkerAway) {
  const workers one(1);
  run([] {
    std::binary_semaphore released(0);
    go([&] { released.release(); });
    blocking([&] { released.acquire(); });
  });
}

TEST(Blocking, HasRoomForManyAtOnce) {
  const workers one(1);
  run([] {
    constexpr int count = 20;
    std::latch all(count);
    wait_group tasks;
    for (int i = 0; i < count; ++i)
      tasks.go([&] { blocking([&] { all.arrive_and_wait(); }); });
    tasks.wait();
  });
}

TASK_AND_THREAD(Blocking, ReturnsTheResultOrLetsTheExceptionThrough) {
  EXPECT_EQ(blocking([] { return 7; }), 7);
  EXPECT_EQ(*blocking([] { return std::make_unique<int>(8); }), 8);
  EXPECT_THROW(blocking([] { throw std::runtime_error("out"); }), std::runtime_error);
  blocking([] {});
}

TASK_AND_THREAD(Blocking, MayUseEverythingThatAThreadMay) {
  auto c = make_chan<int>();
  const int got = blocking([&] {
    go([c]() mutable { c.send(1); });
    return c.recv().value() + blocking([] { return 1; });
  });
  EXPECT_EQ(got, 2);
}

// Workers

TEST(MaxProcs, IsWhatWasSet) {
  const int before = max_procs();
  EXPECT_GE(before, 1);
  for (int count : {1, 3, 8, 2}) {
    set_max_procs(count);
    EXPECT_EQ(max_procs(), count);
    EXPECT_EQ(run([] { return 1; }), 1);
  }
  set_max_procs(before);
}

TEST(MaxProcs, AllSleepWhileThereIsNothingToDo) {
  for (int count : {1, 2, 4}) {
    const workers some(count);
    EXPECT_EQ(run([] { return 1; }), 1);
    std::this_thread::sleep_for(50ms); // whoever was woken looks around once more
    rusage before, after;
    getrusage(RUSAGE_SELF, &before);
    std::this_thread::sleep_for(300ms);
    getrusage(RUSAGE_SELF, &after);
    // A sanitizer's own thread wakes now and then; a worker that looked for work would do so every 10 ms.
    EXPECT_LT(after.ru_nvcsw - before.ru_nvcsw, 15) << count << " workers";
  }
}

TEST(MaxProcs, ChangesWhileTasksRun) {
  const workers some(4);
  wait_group tasks;
  std::atomic<bool> stop = false;
  for (int i = 0; i < 8; ++i)
    tasks.go([&] {
      while (!stop)
        yield();
    });
  for (int round = 0; round < scaled(100); ++round)
    set_max_procs(1 + round % 6);
  stop = true;
  tasks.wait();
}

int procs_with(const char *value) {
  setenv("LEASH_MAXPROCS", value, 1); // NOLINT(concurrency-mt-unsafe): a process of its own
  return max_procs();
}

TEST(MaxProcsDeathTest, ComesFromTheEnvironment) {
  EXPECT_EXIT(std::exit(procs_with("3") == 3 ? 0 : 1), testing::ExitedWithCode(0), "");
}

TEST(MaxProcsDeathTest, IsAtLeastOneWhateverTheEnvironmentSays) {
  for (const char *value : {"0", "-2", "many", "", "99999999999999999999"})
    EXPECT_EXIT(std::exit(procs_with(value) >= 1 ? 0 : 1), testing::ExitedWithCode(0), "");
}

int procs_on_one_processor() {
  unsetenv("LEASH_MAXPROCS"); // NOLINT(concurrency-mt-unsafe): a process of its own
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(static_cast<std::size_t>(sched_getcpu()), &one);
  sched_setaffinity(0, sizeof one, &one);
  return max_procs();
}

TEST(MaxProcsDeathTest, KnowsTheProcessorsItMayUse) {
  EXPECT_EXIT(std::exit(procs_on_one_processor() == 1 ? 0 : 1), testing::ExitedWithCode(0), "");
}

// Stacks

[[gnu::noinline]] std::size_t use_stack(std::size_t bytes) {
  volatile char frame[1024] = {};
  frame[bytes % sizeof frame] = 1;
  return bytes <= sizeof frame ? bytes : use_stack(bytes - sizeof frame) + frame[(bytes + 1) % sizeof frame];
}

TEST(Stack, HasRoomForOrdinaryCode) {
  EXPECT_GT(run([] { return use_stack(24 * 1024); }), 0U);
  EXPECT_EQ(run([] {
              char text[64];
              std::snprintf(text, sizeof text, "%.3f", 1.5);
              return std::string(text);
            }),
            "1.500");
}

TEST(StackDeathTest, OverflowsWithTheTasksBirthplace) {
  if (tasks_are_threads || sanitized)
    GTEST_SKIP() << "a thread's stack, or a sanitizer's report";
  const std::string born = "go.cpp:" + std::to_string(__LINE__ + 1);
  EXPECT_DEATH(run([] { use_stack(64 << 20); }), "stack overflow.*" + born);
}

std::size_t run_on_large_stack() {
  set_stack_size(2 << 20);
  return run([] { return use_stack(1 << 20); });
}

TEST(StackDeathTest, IsAsLargeAsWasAskedFor) {
  EXPECT_EXIT(std::exit(run_on_large_stack() > 0 ? 0 : 1), testing::ExitedWithCode(0), "");
}

// What belongs to a task and not to its thread

// In functions of their own: compilers keep the address of errno, which changes with the thread.
[[gnu::noinline]] void set_errno(int value) { errno = value; }
[[gnu::noinline]] int get_errno() { return errno; }

EVERY_CAST(TaskState, KeepsErrnoAcrossBlocking) {
  const workers four(4);
  for (int i = 1; i <= 8; ++i)
    others.go([i] {
      auto c = make_chan<int>();
      for (int round = 0; round < 100; ++round) {
        set_errno(i);
        go([c]() mutable { c.send(1); });
        (void)c.recv();
        EXPECT_EQ(get_errno(), i);
        sleep_for(1us);
        EXPECT_EQ(get_errno(), i);
        yield();
        EXPECT_EQ(get_errno(), i);
      }
    });
  others.join();
}

std::string current_exception_text() {
  try {
    throw;
  } catch (const std::exception &error) {
    return error.what();
  }
}

EVERY_CAST(TaskState, KeepsTheCaughtExceptionAcrossBlocking) {
  for (int procs : {1, 4}) {
    const workers some(procs);
    for (int i = 0; i < 8; ++i)
      others.go([i] {
        auto c = make_chan<int>();
        const std::string mine = "exception " + std::to_string(i);
        for (int round = 0; round < 20; ++round) {
          try {
            throw std::runtime_error(mine);
          } catch (...) {
            go([c]() mutable { c.send(1); });
            EXPECT_TRUE(c.recv());
            EXPECT_EQ(current_exception_text(), mine);
            yield();
            EXPECT_EQ(current_exception_text(), mine);
          }
          EXPECT_EQ(std::current_exception(), nullptr);
        }
      });
    others.join();
  }
}

EVERY_CAST(TaskState, UnwindsThroughDestructorsThatBlock) {
  struct sends_at_the_end {
    chan<int> c;
    int value;
    ~sends_at_the_end() {
      const int before = std::uncaught_exceptions();
      c.send(value);
      EXPECT_EQ(std::uncaught_exceptions(), before);
      EXPECT_EQ(before, 1);
    }
  };
  const workers two(2);
  auto c = make_chan<int>();
  for (int i = 0; i < 4; ++i)
    others.go([&, i] {
      EXPECT_EQ(std::uncaught_exceptions(), 0);
      try {
        const sends_at_the_end guard{c, i};
        throw i;
      } catch (int caught) {
        EXPECT_EQ(caught, i);
      }
      EXPECT_EQ(std::uncaught_exceptions(), 0);
    });
  int sum = 0;
  for (int i = 0; i < 4; ++i)
    sum += c.recv().value();
  others.join();
  EXPECT_EQ(sum, 6);
}

// Exceptions that leave a task

// What dies stands in functions of its own: all lines of a macro's arguments count as one.

constexpr unsigned lost_at = __LINE__ + 2;
template <class Exception> void lose(Exception exception) {
  go([=] { throw exception; });
  until([] { return false; });
}

std::string left_by_exception(unsigned line) {
  return "leash: exception left the task born at [^ ]*go\\.cpp:" + std::to_string(line);
}

TEST(GoDeathTest, AnExceptionThatLeavesATaskEndsTheProcessWithItsBirthplace) {
  EXPECT_DEATH(lose(std::runtime_error("lost")), left_by_exception(lost_at) + ": lost");
}

TEST(GoDeathTest, SoDoesAnExceptionOfNoStandardType) { EXPECT_DEATH(lose(42), left_by_exception(lost_at)); }

void lose_in_daemon() {
  go_daemon([] { throw std::runtime_error("lost"); });
  until([] { return false; });
}

TEST(GoDeathTest, SoDoesAnExceptionThatLeavesADaemon) {
  EXPECT_DEATH(lose_in_daemon(), left_by_exception(__LINE__ - 5) + ": lost");
}

void misuse_in_task() {
  go([] { chan<int>().close(); });
  until([] { return false; });
}

TEST(GoDeathTest, SoDoesMisuseThatNobodyCatches) {
  EXPECT_DEATH(misuse_in_task(), left_by_exception(__LINE__ - 5) + ".*nil channel");
}

TASK_AND_THREAD(Go, LeavesACaughtExceptionToTheTask) {
  auto results = make_chan<int>();
  go([=]() mutable {
    try {
      throw 7;
    } catch (int caught) {
      results.send(caught);
    }
  });
  EXPECT_EQ(results.recv(), 7);
}

// All tasks are asleep

std::string deadlock_at(unsigned line) {
  return "leash: all tasks are asleep - deadlock!.*go\\.cpp:" + std::to_string(line);
}

TEST(DeadlockDeathTest, IsReportedWithThePlaceOfAReceive) {
  EXPECT_DEATH(run([] { (void)make_chan<int>().recv(); }), deadlock_at(__LINE__));
}

TEST(DeadlockDeathTest, IsReportedWithThePlaceOfASend) {
  EXPECT_DEATH(run([] { make_chan<int>().send(1); }), deadlock_at(__LINE__));
}

TEST(DeadlockDeathTest, IsReportedWithThePlaceOfASelect) {
  EXPECT_DEATH(run([] { select(on_recv(make_chan<int>()), on_send(chan<int>(), 1)); }), deadlock_at(__LINE__));
}

TEST(DeadlockDeathTest, IsReportedForASelectWithoutArms) {
  EXPECT_DEATH(run([] { select(); }), deadlock_at(__LINE__));
}

TEST(DeadlockDeathTest, CallsANilChannelByItsName) {
  EXPECT_DEATH(run([] { (void)chan<int>().recv(); }), deadlock_at(__LINE__));
  EXPECT_DEATH(run([] { (void)chan<int>().recv(); }), "nil channel");
  EXPECT_DEATH(run([] { chan<int>().send(1); }), "nil channel");
}

void lock_twice() {
  mutex m;
  m.lock();
  m.lock();
}

TEST(DeadlockDeathTest, IsReportedForAMutexLockedTwice) { EXPECT_DEATH(run(lock_twice), deadlock_at(__LINE__ - 3)); }

void read_and_write() {
  rw_mutex m;
  m.lock_shared();
  m.lock();
}

TEST(DeadlockDeathTest, IsReportedForAReaderThatWantsToWrite) {
  EXPECT_DEATH(run(read_and_write), deadlock_at(__LINE__ - 4));
}

void wait_for_nobody() {
  wait_group group;
  group.add(1);
  group.wait();
}

TEST(DeadlockDeathTest, IsReportedForAWaitGroup) { EXPECT_DEATH(run(wait_for_nobody), deadlock_at(__LINE__ - 3)); }

void wait_for_no_change() {
  mutex m;
  cond changed;
  std::unique_lock hold(m);
  changed.wait(hold);
}

TEST(DeadlockDeathTest, IsReportedForACondition) { EXPECT_DEATH(run(wait_for_no_change), deadlock_at(__LINE__ - 3)); }

TEST(DeadlockDeathTest, IsReportedForAContextThatIsNeverDone) {
  EXPECT_DEATH(run([] { (void)background().done().recv(); }), deadlock_at(__LINE__));
  EXPECT_DEATH(run([] { (void)make_chan<int>().recv(background()); }), deadlock_at(__LINE__));
}

TEST(DeadlockDeathTest, IsReportedWhereThreadsAloneWait) {
  EXPECT_DEATH((void)make_chan<int>().recv(), deadlock_at(__LINE__));
}

constexpr unsigned stuck_line = __LINE__;
void three_stuck() {
  run([] {
    auto c = make_chan<int>();
    auto d = make_chan<int>();
    go([c]() mutable { //
      (void)c.recv();
    });
    go([d]() mutable { //
      d.send(1);
    });
    select(on_recv(chan<int>()), on_done(background()));
  });
}

TEST(DeadlockDeathTest, NamesEveryTaskItsPlaceAndItsBirthplace) {
  for (unsigned line : {2U, 5U, 6U, 8U, 9U, 11U})
    EXPECT_DEATH(three_stuck(), deadlock_at(stuck_line + line).append("[^0-9]"));
}

void sleep_and_get_stuck() {
  sleep_for(1ms);
  (void)make_chan<int>().recv();
}

TEST(DeadlockDeathTest, ComesAfterTheLastTimer) { EXPECT_DEATH(run(sleep_and_get_stuck), deadlock_at(__LINE__ - 3)); }

TEST(DeadlockDeathTest, IsNoneWhileATimerIsSet) {
  EXPECT_EXIT(
      {
        run([] {
          auto c = make_chan<int>();
          go([c]() mutable {
            sleep_for(20ms);
            c.send(1);
          });
          (void)c.recv();
          sleep_for(1ms);
          select(after(1ms));
        });
        std::exit(0);
      },
      testing::ExitedWithCode(0), "");
}

void exit_in_some_time() {
  std::signal(SIGALRM, [](int) { _exit(0); });
  const itimerval soon = {.it_interval = {}, .it_value = {.tv_sec = 0, .tv_usec = 300'000}};
  setitimer(ITIMER_REAL, &soon, nullptr);
}

TEST(DeadlockDeathTest, IsNoneWhileSomethingOutsideMayWakeATask) {
  EXPECT_EXIT(
      {
        exit_in_some_time();
        const outside_waker interrupt;
        run([] { (void)make_chan<int>().recv(); });
      },
      testing::ExitedWithCode(0), "");
}

TEST(DeadlockDeathTest, IsOneAgainOnceNothingOutsideMay) {
  EXPECT_DEATH(
      {
        {
          const outside_waker interrupt;
        }
        run([] { (void)make_chan<int>().recv(); });
      },
      "all tasks are asleep - deadlock!");
}

TEST(DeadlockDeathTest, IsNoneWhileATaskIsInASystemCall) {
  EXPECT_EXIT(
      {
        run([] {
          auto c = make_chan<int>();
          go([c]() mutable { blocking([&] { std::this_thread::sleep_for(50ms); }), c.send(1); });
          (void)c.recv();
        });
        std::exit(0);
      },
      testing::ExitedWithCode(0), "");
}

TEST(DeadlockDeathTest, IsNoneWhileAThreadRuns) {
  EXPECT_EXIT(
      {
        auto c = make_chan<int>();
        std::thread stranger([&] {
          std::this_thread::sleep_for(50ms); // it has never met the runtime
          c.send(1);
        });
        run([&] { (void)c.recv(); });
        stranger.join();
        std::exit(0);
      },
      testing::ExitedWithCode(0), "");
}

TEST(DeadlockDeathTest, IsNoneWhileTheMainThreadRuns) {
  EXPECT_EXIT(
      {
        auto c = make_chan<int>();
        go([c]() mutable { (void)c.recv(); });
        std::this_thread::sleep_for(50ms);
        std::exit(0);
      },
      testing::ExitedWithCode(0), "");
}

TEST(DeadlockDeathTest, CountsNoDaemonAsHope) {
  EXPECT_DEATH(
      {
        go_daemon([] { (void)make_chan<int>().recv(); });
        run([] { (void)make_chan<int>().recv(); });
      },
      "all tasks are asleep - deadlock!");
}

} // namespace
} // namespace leash::test
