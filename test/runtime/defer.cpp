// defer: the order and the moments of deferred calls, as Go's own tests of defer and recover have them.

#include <leash/defer.h>

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

using leash::defer_stack;

namespace {

// LEASH_DEFER.

TEST(Defer, RunsAtTheEndOfItsBlock) {
  std::string log;
  {
    LEASH_DEFER { log += "deferred"; };
    log += "block ";
  }
  EXPECT_EQ(log, "block deferred");
}

TEST(Defer, RunsTheLastFirst) {
  std::string log;
  {
    LEASH_DEFER { log += "1"; };
    LEASH_DEFER { log += "2"; };
    LEASH_DEFER { log += "3"; };
  }
  EXPECT_EQ(log, "321");
}

TEST(Defer, RunsAtTheEndOfEachIterationOfALoop) {
  std::string log;
  for (int i = 0; i < 3; ++i) {
    LEASH_DEFER { log += ")"; };
    log += "(" + std::to_string(i);
  }
  EXPECT_EQ(log, "(0)(1)(2)");
}

TEST(Defer, RunsOnReturnAfterTheResultWasMade) {
  int counter = 1;
  const auto read_and_reset = [&counter] {
    LEASH_DEFER { counter = 0; };
    return counter;
  };
  EXPECT_EQ(read_and_reset(), 1);
  EXPECT_EQ(counter, 0);
}

TEST(Defer, RunsOnBreakAndContinue) {
  std::string log;
  for (int i = 0; i < 3; ++i) {
    LEASH_DEFER { log += std::to_string(i); };
    if (i == 0)
      continue;
    break;
  }
  EXPECT_EQ(log, "01");
}

TEST(Defer, RunsOnAnExceptionBeforeItIsCaught) {
  std::string log;
  try {
    LEASH_DEFER { log += "deferred "; };
    throw std::runtime_error("x");
  } catch (const std::runtime_error &) {
    log += "caught";
  }
  EXPECT_EQ(log, "deferred caught");
}

TEST(Defer, RunsInEveryFrameThatAnExceptionLeaves) {
  std::string log;
  const std::function<void(int)> descend = [&](int depth) {
    LEASH_DEFER { log += std::to_string(depth); };
    if (depth == 3)
      throw std::runtime_error("deep");
    descend(depth + 1);
  };
  EXPECT_THROW(descend(0), std::runtime_error);
  EXPECT_EQ(log, "3210");
}

TEST(Defer, DoesntRunWhereItWasNotReached) {
  std::string log;
  const auto leave_early = [&log](bool early) {
    if (early)
      return;
    LEASH_DEFER { log += "deferred"; };
  };
  leave_early(true);
  EXPECT_EQ(log, "");
}

TEST(Defer, SeesVariablesAsTheyAreByThen) {
  int seen = 0;
  {
    int value = 1;
    LEASH_DEFER { seen = value; };
    value = 2;
  }
  EXPECT_EQ(seen, 2);
}

TEST(Defer, MayDeferInsideItself) {
  std::string log;
  {
    LEASH_DEFER {
      LEASH_DEFER { log += " inner"; };
      log += "outer";
    };
  }
  EXPECT_EQ(log, "outer inner");
}

TEST(Defer, MayReturnFromItsBraces) {
  bool went_on = false;
  {
    LEASH_DEFER {
      if (!went_on)
        return;
      ADD_FAILURE();
    };
  }
  EXPECT_FALSE(went_on);
}

TEST(Defer, MayStandTwiceOnALine) {
  std::string log;
  // clang-format off
  { LEASH_DEFER { log += "1"; }; LEASH_DEFER { log += "2"; }; }
  // clang-format on
  EXPECT_EQ(log, "21");
}

TEST(Defer, MayCatchWhatItsOwnWorkThrows) {
  std::string log;
  {
    LEASH_DEFER {
      try {
        throw std::runtime_error("own");
      } catch (const std::runtime_error &own) {
        log = own.what();
      }
    };
  }
  EXPECT_EQ(log, "own");
}

TEST(Defer, MayThrowAndCatchWhileAnotherExceptionIsOnItsWay) {
  std::string log;
  try {
    LEASH_DEFER {
      try {
        throw std::runtime_error("own ");
      } catch (const std::runtime_error &own) {
        log += own.what();
      }
    };
    throw std::runtime_error("first");
  } catch (const std::runtime_error &first) {
    log += first.what();
  }
  EXPECT_EQ(log, "own first");
}

// The compiler itself warns of a throw that stands in the braces.
void fails(const char *what) { throw std::runtime_error(what); }

TEST(DeferDeathTest, EndsTheProcessIfItThrows) {
  EXPECT_DEATH(
      {
        LEASH_DEFER { fails("thrown in a defer"); };
      },
      "thrown in a defer");
}

TEST(DeferDeathTest, EndsTheProcessIfItThrowsWhileAnotherExceptionIsOnItsWay) {
  const auto throw_twice = [] {
    LEASH_DEFER { fails("second"); };
    throw std::runtime_error("first");
  };
  EXPECT_DEATH(
      {
        try {
          throw_twice();
        } catch (...) {
        }
      },
      "second");
}

// defer_stack.

TEST(DeferStack, RunsAtItsEndTheLastFirst) {
  std::string log;
  {
    defer_stack at_end;
    for (int i = 0; i < 3; ++i)
      at_end.defer([&log](int number) { log += std::to_string(number); }, i);
    log += "body ";
  }
  EXPECT_EQ(log, "body 210");
}

TEST(DeferStack, MayBeEmpty) { const defer_stack nothing_deferred; }

TEST(DeferStack, TakesCallsFromBranchesAndLoops) {
  std::string log;
  const auto log_later = [&log](char what) { log += what; };
  const auto work = [&](bool branch) {
    defer_stack at_end;
    at_end.defer(log_later, 'a');
    if (branch)
      at_end.defer(log_later, 'b');
    for (char each : std::string("cd"))
      at_end.defer(log_later, each);
    log += '-';
  };
  work(true);
  work(false);
  EXPECT_EQ(log, "-dcba-dca");
}

TEST(DeferStack, EvaluatesArgumentsWhereItStands) {
  std::vector<int> seen;
  {
    defer_stack at_end;
    int value = 1;
    at_end.defer([&seen](int argument) { seen.push_back(argument); }, value);
    value = 2;
    at_end.defer([&seen](int argument) { seen.push_back(argument); }, value);
    value = 3;
  }
  EXPECT_EQ(seen, (std::vector<int>{2, 1}));
}

TEST(DeferStack, EvaluatesTheCallableWhereItStands) {
  std::string log;
  {
    std::function<void()> chosen = [&log] { log += "first"; };
    defer_stack at_end;
    at_end.defer(chosen);
    chosen = [&log] { log += "second"; };
  }
  EXPECT_EQ(log, "first");
}

TEST(DeferStack, CopiesTextsAndStructures) {
  struct large {
    int numbers[100];
    std::string text;
  };
  std::string seen;
  {
    defer_stack at_end;
    large value{{1, 2, 3}, "before"};
    at_end.defer([&seen](const large &given) { seen = given.text + std::to_string(given.numbers[2]); }, value);
    value.text = "after";
    value.numbers[2] = 0;
  }
  EXPECT_EQ(seen, "before3");
}

TEST(DeferStack, PassesAReferenceIfTold) {
  int seen = 0;
  {
    int value = 1;
    defer_stack at_end;
    at_end.defer([&seen](const int &argument) { seen = argument; }, std::cref(value));
    value = 2;
  }
  EXPECT_EQ(seen, 2);
}

TEST(DeferStack, OwnsWhatIsMovedIntoIt) {
  auto alive = std::make_shared<int>(4);
  const std::weak_ptr<int> watch = alive;
  int seen = 0;
  {
    defer_stack at_end;
    at_end.defer([&seen](std::unique_ptr<int> number) { seen = *number; }, std::make_unique<int>(3));
    at_end.defer([kept = std::move(alive)] {});
    EXPECT_FALSE(watch.expired());
  }
  EXPECT_EQ(seen, 3);
  EXPECT_TRUE(watch.expired());
}

TEST(DeferStack, LetsGoOfACallBeforeTheNextOneRuns) {
  std::weak_ptr<int> watch;
  bool was_gone = false;
  {
    defer_stack at_end;
    at_end.defer([&] { was_gone = watch.expired(); });
    auto alive = std::make_shared<int>(1);
    watch = alive;
    at_end.defer([kept = std::move(alive)] {});
  }
  EXPECT_TRUE(was_gone);
}

int free_function_calls = 0;
void free_function(int by) { free_function_calls += by; }

TEST(DeferStack, TakesFunctionsAndMembers) {
  struct door {
    void close(int times) { closed += times; }
    int closed = 0;
  };
  free_function_calls = 0;
  door front;
  {
    defer_stack at_end;
    at_end.defer(free_function, 1);
    at_end.defer(&free_function, 2);
    at_end.defer(&door::close, &front, 3);
    at_end.defer(&door::close, std::ref(front), 4);
  }
  EXPECT_EQ(free_function_calls, 3);
  EXPECT_EQ(front.closed, 7);
}

TEST(DeferStack, DropsResults) {
  defer_stack at_end;
  at_end.defer([] { return 5; });
}

TEST(DeferStack, RunsOnAnException) {
  std::string log;
  try {
    defer_stack at_end;
    at_end.defer([&log] { log += "1"; });
    at_end.defer([&log] { log += "2"; });
    throw std::runtime_error("x");
  } catch (const std::runtime_error &) {
    log += " caught";
  }
  EXPECT_EQ(log, "21 caught");
}

TEST(DeferStack, RunsTheOlderCallsAlthoughANewerOneFailedInside) {
  std::string log;
  {
    defer_stack at_end;
    at_end.defer([&log] { log += "older"; });
    at_end.defer([&log] {
      try {
        throw std::runtime_error("newer ");
      } catch (const std::runtime_error &failed) {
        log += failed.what();
      }
    });
  }
  EXPECT_EQ(log, "newer older");
}

TEST(DeferStack, LetsADeferredCallDeferFurtherOnes) {
  std::string log;
  {
    defer_stack at_end;
    at_end.defer([&log] { log += "3"; });
    at_end.defer([&] {
      at_end.defer([&log] { log += "2"; });
      log += "1";
    });
  }
  EXPECT_EQ(log, "123");
}

TEST(DeferStack, HoldsManyCalls) {
  int calls = 0;
  {
    defer_stack at_end;
    for (int i = 0; i < 100'000; ++i)
      at_end.defer([&calls] { ++calls; });
  }
  EXPECT_EQ(calls, 100'000);
}

template <class Defer> void expect_misuse_at_once(Defer defer) {
  try {
    defer();
    ADD_FAILURE() << "nothing was thrown";
  } catch (const leash::misuse &bug) {
    EXPECT_STREQ(bug.where().file_name(), __FILE__);
  }
}

TEST(DeferStack, FindsAnEmptyCallableAtOnce) {
  defer_stack at_end;
  void (*no_function)() = nullptr;
  void (*no_function_of_int)(int) = nullptr;
  expect_misuse_at_once([&] { at_end.defer(no_function); });
  expect_misuse_at_once([&] { at_end.defer(no_function_of_int, 1); });
  expect_misuse_at_once([&] { at_end.defer(std::function<void()>()); });
  expect_misuse_at_once([&] { at_end.defer(std::function<void(int)>(), 1); });
}

TEST(DeferStack, DefersNothingIfACopyThrows) {
  struct fragile {
    fragile() = default;
    fragile(const fragile &) { throw std::runtime_error("copied"); }
  };
  std::string log;
  const fragile argument;
  {
    defer_stack at_end;
    at_end.defer([&log] { log += "older"; });
    EXPECT_THROW(at_end.defer([&log](const fragile &) { log += "never"; }, argument), std::runtime_error);
  }
  EXPECT_EQ(log, "older");
}

TEST(DeferStackDeathTest, EndsTheProcessIfACallThrows) {
  EXPECT_DEATH(
      {
        defer_stack at_end;
        at_end.defer(fails, "thrown in a defer");
      },
      "thrown in a defer");
}

} // namespace
