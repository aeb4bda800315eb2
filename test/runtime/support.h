// support: what the runtime's tests share.
//
// Most tests are played by several casts: the test's body is a task or a plain thread, and so are those it plays with.
// No test sleeps to order them. It waits until the others are seen to be blocked (`crew::until_blocked`), or until a
// state can be seen (`until`); both give up by ending the process with a report, so that a hang has a cause.
#pragma once

#include <leash/clock.h>
#include <leash/go.h>
#include <leash/gtest.h>
#include <leash/leak_check.h>
#include <leash/misuse.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <random>
#include <source_location>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace leash::test {

using namespace std::chrono_literals;
using duration = clock::duration;

#if defined(LEASH_TASKS_AS_THREADS)
inline constexpr bool tasks_are_threads = true;
#else
inline constexpr bool tasks_are_threads = false;
#endif

inline constexpr bool sanitized = LEASH_TSAN || LEASH_ASAN;

/// Every test fails that leaves a task blocked.
inline const bool leaks_fail = (fail_on_leaks(), true);

/// Death tests start the program anew: a fork of a process with workers would have no workers.
class death_tests_run_anew : public testing::Environment {
  void SetUp() override { GTEST_FLAG_SET(death_test_style, "threadsafe"); }
};
inline const testing::Environment *const death_tests = testing::AddGlobalTestEnvironment(new death_tests_run_anew);

/// How often to repeat: n times, a tenth of it under a sanitizer; LEASH_TEST_SCALE multiplies.
inline int scaled(int n) {
  static const double factor = [] {
    const char *scale = std::getenv("LEASH_TEST_SCALE"); // NOLINT(concurrency-mt-unsafe): nobody sets it
    return (scale != nullptr ? std::atof(scale) : 1.0) * (sanitized ? 0.1 : 1.0);
  }();
  return std::max(1, static_cast<int>(n * factor));
}

[[noreturn]] inline void give_up(const char *what, std::source_location where) {
  std::fprintf(stderr, "%s:%u: waited in vain %s\n", where.file_name(), static_cast<unsigned>(where.line()), what);
  std::abort();
}

/// Waits until the state can be seen, without a hand in who runs when. Works in tasks and threads.
template <class Predicate>
void until(Predicate seen, const char *what = "for a state",
           std::source_location where = std::source_location::current()) {
  const auto deadline = std::chrono::steady_clock::now() + 60s;
  for (int tries = 0; !seen(); ++tries) {
    yield();
    if (tries < 1000)
      continue;
    std::this_thread::sleep_for(100us);
    if (std::chrono::steady_clock::now() > deadline)
      give_up(what, where);
  }
}

/// Who plays a part.
enum class actor { task, thread };

struct cast {
  const char *name;
  actor body;
  actor others;
};

inline constexpr cast every_cast[] = {
    {"tasks", actor::task, actor::task},
    {"threads", actor::thread, actor::thread},
    {"task_and_threads", actor::task, actor::thread},
    {"thread_and_tasks", actor::thread, actor::task},
};

inline constexpr cast both_bodies[] = {
    {"task", actor::task, actor::task},
    {"thread", actor::thread, actor::task},
};

/// Those who play with the test's body. What they refer to has to live until join().
class crew {
public:
  explicit crew(actor kind) : kind_(kind) {}
  crew(const crew &) = delete;
  crew &operator=(const crew &) = delete;

  ~crew() {
    if (!joined_) // else they'd play on with what is no longer there
      give_up("for a join() at the end of this test", std::source_location::current());
    for (std::thread &thread : threads_)
      thread.join();
  }

  /// One more plays `part`, which mustn't throw.
  template <class Part> void go(Part part) { go(kind_, std::move(part)); }
  template <class Part> void go(actor kind, Part part) {
    joined_ = false;
    running_.fetch_add(1);
    member &self = another();
    auto play = [this, &self, part = std::optional<Part>(std::move(part))]() mutable {
      enter(self, &detail::this_machine()->self());
      try {
        (*part)();
      } catch (const std::exception &error) {
        ADD_FAILURE() << "left by an exception: " << error.what();
      }
      part.reset(); // what it owns ends before join() returns
      enter(self, nullptr);
      running_.fetch_sub(1);
    };
    if (kind == actor::task)
      leash::go(std::move(play));
    else
      start_thread(std::move(play));
  }

  /// Returns once so many of them are blocked.
  void until_blocked(int count, std::source_location where = std::source_location::current()) {
    until([&] { return blocked() == count; }, "for others to block", where);
  }

  /// Returns once all have played their parts.
  void join(std::source_location where = std::source_location::current()) {
    until([&] { return running_.load() == 0; }, "for others to end", where);
    joined_ = true;
  }

private:
  struct member {
    const detail::runner *runner = nullptr; // while it plays
  };

  member &another() {
    const std::lock_guard guard(mutex_);
    return members_.emplace_back();
  }

  template <class Play> void start_thread(Play play) {
    const std::lock_guard guard(mutex_);
    threads_.emplace_back(std::move(play));
  }

  void enter(member &self, const detail::runner *runner) {
    const std::lock_guard guard(mutex_);
    self.runner = runner;
  }

  int blocked() {
    const std::lock_guard guard(mutex_);
    return static_cast<int>(std::count_if(members_.begin(), members_.end(), [](const member &each) {
      return each.runner != nullptr && each.runner->doing.load() != detail::op::none;
    }));
  }

  const actor kind_;
  std::atomic<bool> joined_ = true;
  std::atomic<int> running_ = 0;
  std::mutex mutex_; // guards all below
  std::deque<member> members_;
  std::deque<std::thread> threads_;
};

using scene = void (*)(crew &others);

inline void play(scene body, const cast &roles) {
  crew others(roles.others);
  if (roles.body == actor::task)
    run([&] { body(others); });
  else
    body(others);
}

template <std::size_t count>
bool play_by_each(const cast (&casts)[count], const char *suite, const char *sentence, const char *file, int line,
                  scene body) {
  class performance : public testing::Test {
  public:
    performance(scene body, const cast &roles) : body_(body), roles_(roles) {}
    void TestBody() override { play(body_, roles_); }

  private:
    scene body_;
    const cast &roles_;
  };
  for (const cast &roles : casts)
    testing::RegisterTest(suite, (std::string(sentence) + '/' + roles.name).c_str(), nullptr, nullptr, file, line,
                          [=, &roles]() -> testing::Test * { return new performance(body, roles); });
  return true;
}

#define LEASH_TEST_PLAYED_BY(casts, suite, sentence)                                                                   \
  static void suite##_##sentence(leash::test::crew &others);                                                           \
  [[maybe_unused]] static const bool suite##_##sentence##_is_played =                                                  \
      leash::test::play_by_each(casts, #suite, #sentence, __FILE__, __LINE__, suite##_##sentence);                     \
  static void suite##_##sentence([[maybe_unused]] leash::test::crew &others)

/// A TEST that is played by every cast. The body starts `others`, and joins them before its variables end.
#define EVERY_CAST(suite, sentence) LEASH_TEST_PLAYED_BY(leash::test::every_cast, suite, sentence)

/// A TEST whose body is once a task and once a plain thread; the others are tasks.
#define TASK_AND_THREAD(suite, sentence) LEASH_TEST_PLAYED_BY(leash::test::both_bodies, suite, sentence)

/// The number of workers, for a while.
class workers {
public:
  explicit workers(int count) : before_(max_procs()) { set_max_procs(count); }
  ~workers() { set_max_procs(before_); }
  workers(const workers &) = delete;
  workers &operator=(const workers &) = delete;

private:
  int before_;
};

/// The misuse that it throws, if it does.
template <class F> std::optional<misuse> misuse_in(F call) {
  try {
    call();
  } catch (const misuse &bug) {
    return bug;
  }
  return std::nullopt;
}

inline bool contains(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

/// A value whose living copies are counted.
class counted {
public:
  explicit counted(int value = 0) : value_(value) { ++alive; }
  counted(const counted &other) : value_(other.value_) { ++alive; }
  counted(counted &&other) noexcept : value_(std::exchange(other.value_, -1)) { ++alive; }
  counted &operator=(const counted &) = default;
  counted &operator=(counted &&other) noexcept {
    value_ = std::exchange(other.value_, -1);
    return *this;
  }
  ~counted() { --alive; }
  int value() const { return value_; }
  static inline std::atomic<int> alive = 0;

private:
  int value_;
};

} // namespace leash::test
