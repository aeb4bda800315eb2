// select: what select promises. After the edge cases of the table in the design, Go's own select tests, case by case.

#include "support.h"

#include <leash/chan.h>
#include <leash/context.h>
#include <leash/select.h>
#include <leash/test_clock.h>
#include <leash/time.h>

#include <array>
#include <cmath>
#include <deque>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace leash::test {
namespace {

template <class T> chan<T> holding(T value) {
  auto c = make_chan<T>(1);
  c.send(std::move(value));
  return c;
}

chan<int> closed() {
  auto c = make_chan<int>();
  c.close();
  return c;
}

// Which arm runs

EVERY_CAST(Select, TakesTheOnlyReadyArm) {
  auto empty = make_chan<int>();
  auto ready = holding(7);
  std::optional<int> got;
  EXPECT_EQ(select(on_recv(empty), on_recv(ready, got), on_send(empty, 1)), 1U);
  EXPECT_EQ(got, 7);
}

EVERY_CAST(Select, WaitsUntilAnArmIsReady) {
  auto a = make_chan<int>();
  auto b = make_chan<int>();
  std::atomic<int> chosen = -1;
  others.go([&] { chosen = static_cast<int>(select(on_recv(a), on_send(b, 5))); });
  others.until_blocked(1);
  EXPECT_EQ(chosen, -1);
  EXPECT_EQ(b.recv(), 5);
  others.join();
  EXPECT_EQ(chosen, 1);
}

EVERY_CAST(Select, ReceivesFromAWaitingSenderAndSendsToAWaitingReceiver) {
  auto c = make_chan<int>();
  others.go([&] { c.send(1); });
  others.until_blocked(1);
  std::optional<int> got;
  EXPECT_EQ(select(on_recv(c, got)), 0U);
  EXPECT_EQ(got, 1);
  others.join();

  others.go([&] { EXPECT_EQ(c.recv(), 2); });
  others.until_blocked(1);
  EXPECT_EQ(select(on_send(c, 2)), 0U);
  others.join();
}

EVERY_CAST(Select, MeetsAnotherSelect) {
  auto a = make_chan<int>();
  auto b = make_chan<int>();
  std::optional<int> here;
  std::optional<int> there;
  std::size_t theirs = 2;
  others.go([&] { theirs = select(on_recv(a, there), on_send(b, 3)); });
  const std::size_t ours = select(on_recv(b, here), on_send(a, 1));
  others.join();
  EXPECT_EQ(ours + theirs, 1U) << "one receives what the other sends";
  EXPECT_EQ(here, ours == 0 ? std::optional(3) : std::nullopt);
  EXPECT_EQ(there, ours == 0 ? std::nullopt : std::optional(1));
}

EVERY_CAST(Select, NeverTakesOtherwiseIfAnArmIsReady) {
  auto ready = make_chan<int>(1);
  for (int i = 0; i < 1000; ++i) {
    EXPECT_EQ(select(on_send(ready, i), otherwise()), 0U);
    EXPECT_EQ(select(otherwise(), on_recv(ready)), 1U);
  }
  auto done = closed();
  for (int i = 0; i < 1000; ++i)
    EXPECT_EQ(select(otherwise(), on_recv(done)), 1U);
}

EVERY_CAST(Select, TakesOtherwiseIfNoArmIsReady) {
  auto empty = make_chan<int>(1);
  auto full = holding(1);
  chan<int> nil;
  EXPECT_EQ(select(on_recv(empty), on_send(full, 2), otherwise()), 2U);
  EXPECT_EQ(select(on_recv(nil), on_send(nil, 2), otherwise()), 2U);
  EXPECT_EQ(select(otherwise()), 0U);
  EXPECT_EQ(full.size(), 1U);
}

EVERY_CAST(Select, NeverTakesANilChannel) {
  chan<int> nil;
  for (int i = 0; i < 1000; ++i) {
    auto ready = holding(i);
    EXPECT_EQ(select(on_recv(nil), on_recv(ready), on_send(nil, 1)), 1U);
  }
}

EVERY_CAST(Select, OfNilChannelsAloneWaitsForItsTimeout) {
  test_clock clock;
  chan<int> nil;
  others.go([&] { EXPECT_EQ(select(on_recv(nil), on_send(nil, 1), after(1h)), 2U); });
  clock.wait_for_timers(1);
  others.until_blocked(1);
  clock.advance(1h);
  others.join();
}

EVERY_CAST(Select, TakesAClosedChannelAtOnce) {
  auto done = closed();
  std::optional<int> got = 1;
  EXPECT_EQ(select(on_recv(done, got)), 0U);
  EXPECT_EQ(got, std::nullopt);
}

EVERY_CAST(Select, DrainsAClosedChannelFirst) {
  auto c = holding(1);
  c.close();
  std::optional<int> got;
  EXPECT_EQ(select(on_recv(c, got)), 0U);
  EXPECT_EQ(got, 1);
  EXPECT_EQ(select(on_recv(c, got)), 0U);
  EXPECT_EQ(got, std::nullopt);
}

EVERY_CAST(Select, IsWokenByAClose) {
  auto a = make_chan<int>();
  auto b = make_chan<int>();
  others.go([&] {
    std::optional<int> got = 1;
    EXPECT_EQ(select(on_recv(a), on_recv(b, got)), 1U);
    EXPECT_EQ(got, std::nullopt);
  });
  others.until_blocked(1);
  b.close();
  others.join();
}

EVERY_CAST(Select, ThatSendsOnClosedIsMisuseThatNamesBothPlaces) {
  auto c = make_chan<int>();
  auto empty = make_chan<int>();
  const unsigned closed_at = __LINE__ + 1;
  c.close();
  const unsigned sent_at = __LINE__ + 1;
  const auto bug = misuse_in([&] { select(on_recv(empty), on_send(c, 1)); });
  ASSERT_TRUE(bug);
  EXPECT_EQ(bug->where().line(), sent_at);
  ASSERT_TRUE(bug->other());
  EXPECT_EQ(bug->other()->line(), closed_at);
  EXPECT_TRUE(misuse_in([&] { select(on_send(c, 1), otherwise()); })) << "it is ready, if only to fail";
}

EVERY_CAST(Select, ThatWaitsToSendWhenTheCloseComesIsMisuse) {
  auto c = make_chan<int>();
  auto empty = make_chan<int>();
  const unsigned sent_at = __LINE__ + 3;
  const unsigned closed_at = __LINE__ + 8;
  others.go([&] {
    const auto bug = misuse_in([&] { select(on_recv(empty), on_send(c, 1)); });
    EXPECT_TRUE(bug && bug->where().line() == sent_at);
    EXPECT_TRUE(bug && bug->other() && bug->other()->line() == closed_at);
  });
  others.until_blocked(1);
  // Its line is expected above.
  c.close();
  others.join();
  EXPECT_FALSE(empty.try_send(1)) << "the receive arm waits on";
}

// At most one arm commits

EVERY_CAST(Select, TakesOneValueAndLeavesTheOthers) {
  std::array<chan<int>, 4> c;
  for (auto &each : c)
    each = holding(1);
  select(on_recv(c[0]), on_recv(c[1]), on_recv(c[2]), on_recv(c[3]));
  EXPECT_EQ(c[0].size() + c[1].size() + c[2].size() + c[3].size(), 3U);
}

EVERY_CAST(Select, SendsOneValueAndNoOther) {
  std::array<chan<int>, 4> c;
  for (auto &each : c)
    each = make_chan<int>(1);
  const std::size_t chosen = select(on_send(c[0], 0), on_send(c[1], 1), on_send(c[2], 2), on_send(c[3], 3));
  for (std::size_t i = 0; i < c.size(); ++i)
    EXPECT_EQ(c.at(i).size(), i == chosen ? 1U : 0U);
  EXPECT_EQ(c.at(chosen).recv(), static_cast<int>(chosen));
}

EVERY_CAST(Select, LeavesNoTraceInTheChannelsItDidNotTake) {
  auto a = make_chan<int>();
  auto b = make_chan<int>();
  auto taken = make_chan<int>();
  others.go([&] { EXPECT_EQ(select(on_recv(a), on_send(b, 1), on_recv(taken)), 2U); });
  others.until_blocked(1);
  taken.send(1);
  others.join();
  EXPECT_FALSE(a.try_send(1));
  EXPECT_EQ(b.try_recv().status(), recv_status::empty);

  others.go([&] { EXPECT_EQ(a.recv(), 2); });
  others.until_blocked(1);
  EXPECT_TRUE(a.try_send(2)) << "who waits later is found";
  others.join();
}

EVERY_CAST(Select, LeavesNoTimerBehind) {
  test_clock clock;
  auto c = make_chan<int>();
  others.go([&] { EXPECT_EQ(select(on_recv(c), after(1h), at(clock.now() + 2h)), 0U); });
  until([&] { return clock.pending() > 0; });
  others.until_blocked(1);
  c.send(1);
  others.join();
  EXPECT_EQ(clock.pending(), 0U);
  EXPECT_EQ(select(on_recv(closed()), after(1h)), 0U);
  EXPECT_EQ(clock.pending(), 0U);
}

EVERY_CAST(Select, NeverReceivesFromItself) {
  test_clock clock;
  auto c = make_chan<int>();
  others.go([&] { EXPECT_EQ(select(on_send(c, 1), on_recv(c), after(1s)), 2U); });
  clock.wait_for_timers(1);
  others.until_blocked(1);
  clock.advance(1s);
  others.join();
}

EVERY_CAST(Select, MayNameAChannelTwice) {
  auto c = make_chan<int>();
  others.go([&] { EXPECT_LT(select(on_recv(c), on_recv(c), on_recv(c)), 3U); });
  others.until_blocked(1);
  EXPECT_TRUE(c.try_send(1));
  EXPECT_FALSE(c.try_send(2)) << "only one of the arms receives";
  others.join();
}

EVERY_CAST(Select, KeepsWhatItDidNotSend) {
  auto full = make_chan<std::unique_ptr<int>>(1);
  full.send(nullptr);
  auto value = std::make_unique<int>(1);
  EXPECT_EQ(select(on_send(full, std::move(value)), otherwise()), 1U);
  ASSERT_TRUE(value) << "a value that isn't sent stays with the sender";
  (void)full.recv();
  EXPECT_EQ(select(on_send(full, std::move(value)), otherwise()), 0U);
  EXPECT_FALSE(value);
}

// Operands

EVERY_CAST(Select, EvaluatesEveryOperandOnceWhateverItTakes) {
  int evaluated = 0;
  const auto counting = [&](auto operand) {
    ++evaluated;
    return operand;
  };
  auto empty = make_chan<int>();
  auto ready = holding(1);
  select(on_recv(counting(empty)), on_recv(counting(ready)), on_send(counting(empty), counting(2)));
  EXPECT_EQ(evaluated, 4);
  select(on_recv(counting(empty)), on_send(counting(empty), counting(2)), otherwise());
  EXPECT_EQ(evaluated, 7);
}

EVERY_CAST(Select, KeepsItsChannelsAlive) {
  EXPECT_EQ(select(on_recv(holding(1))), 0U);
  EXPECT_EQ(select(on_send(make_chan<int>(1), 1)), 0U);
}

EVERY_CAST(Select, TakesOneWayViews) {
  auto c = make_chan<int>(1);
  send_chan<int> in = c;
  const recv_chan<int> out = c;
  EXPECT_EQ(select(on_send(in, 1)), 0U);
  std::optional<int> got;
  EXPECT_EQ(select(on_recv(out, got)), 0U);
  EXPECT_EQ(got, 1);
}

template <class C>
concept received_by_arm = requires(C c) { on_recv(c); };
template <class C>
concept sent_by_arm = requires(C c) { on_send(c, 1); };

TEST(Select, AcceptsEachViewOnTheRightSideOnly) {
  static_assert(received_by_arm<chan<int>> && received_by_arm<recv_chan<int>> && !received_by_arm<send_chan<int>>);
  static_assert(sent_by_arm<chan<int>> && sent_by_arm<send_chan<int>> && !sent_by_arm<recv_chan<int>>);
  static_assert(!received_by_arm<int> && !sent_by_arm<int>);
}

EVERY_CAST(Select, MixesTypes) {
  auto numbers = make_chan<int>();
  auto texts = holding(std::string("text"));
  auto pointers = make_chan<std::unique_ptr<int>>();
  std::optional<std::string> got;
  EXPECT_EQ(select(on_recv(numbers), on_recv(texts, got), on_send(pointers, std::make_unique<int>(1))), 1U);
  EXPECT_EQ(got, "text");
}

EVERY_CAST(Select, HasRoomForManyArms) {
  std::array<chan<int>, 24> c;
  for (auto &each : c)
    each = make_chan<int>();
  const auto wait = [&]<std::size_t... i>(std::index_sequence<i...>) { return select(on_recv(c[i])...); };
  for (std::size_t which : {std::size_t(0), std::size_t(13), std::size_t(23)}) {
    others.go([&] { EXPECT_EQ(wait(std::make_index_sequence<24>()), which); });
    others.until_blocked(1);
    c.at(which).send(1);
    others.join();
  }
}

// Handlers and results

EVERY_CAST(Select, RunsTheHandlerOfTheArmItTook) {
  auto c = holding(7);
  auto empty = make_chan<int>();
  int got = 0;
  select(on_recv(empty, [](std::optional<int>) { ADD_FAILURE(); }), on_recv(c, [&](std::optional<int> v) { got = *v; }),
         after(1h, [] { ADD_FAILURE(); }));
  EXPECT_EQ(got, 7);
  select(on_recv(c, [](std::optional<int>) { ADD_FAILURE(); }), otherwise([&] { got = 8; }));
  EXPECT_EQ(got, 8);
  select(on_send(c, 9, [&] { got = 9; }));
  EXPECT_EQ(got, 9);
  EXPECT_EQ(c.recv(), 9);
}

EVERY_CAST(Select, ReturnsWhatTheHandlersReturn) {
  auto c = holding(7);
  const std::string text = select(on_recv(c, [](std::optional<int> v) { return std::to_string(*v); }),
                                  otherwise([] { return std::string("none"); }));
  EXPECT_EQ(text, "7");
  const auto pointer = select(on_recv(c, [](std::optional<int>) { return std::make_unique<int>(1); }),
                              otherwise([] { return std::make_unique<int>(2); }));
  EXPECT_EQ(*pointer, 2);
}

EVERY_CAST(Select, ReturnsTheIndexWhereNotEveryHandlerReturnsTheSame) {
  auto c = holding(7);
  static_assert(std::is_same_v<decltype(select(on_recv(c), otherwise([] { return 1; }))), std::size_t>);
  static_assert(std::is_same_v<decltype(select(on_recv(c, [](auto) {}), otherwise([] {}))), std::size_t>);
  static_assert(std::is_same_v<decltype(select(on_recv(c, [](auto) { return 1; }), otherwise([] { return 1; }))), int>);
  EXPECT_EQ(select(on_recv(c, [](std::optional<int>) {}), otherwise([] {})), 0U);
}

EVERY_CAST(Select, HandsAValueThatCanOnlyBeMovedToItsHandler) {
  auto c = holding(std::make_unique<int>(3));
  EXPECT_EQ(select(on_recv(c, [](std::optional<std::unique_ptr<int>> v) { return **v; })), 3);
}

EVERY_CAST(Select, LetsAHandlerUseTheSameChannels) {
  auto c = holding(1);
  auto d = make_chan<int>(1);
  const std::size_t inner = select(on_recv(c, [&](std::optional<int> v) {
    c.send(*v + 1);
    d.send(*v);
    const std::size_t chosen = select(on_recv(d), on_send(c, 9));
    c.close();
    return chosen;
  }));
  EXPECT_EQ(inner, 0U);
  EXPECT_EQ(c.recv(), 2);
  EXPECT_EQ(c.recv(), std::nullopt);
}

EVERY_CAST(Select, LetsAHandlersExceptionThroughAfterTheArmHasCommitted) {
  auto c = holding(1);
  EXPECT_THROW(select(on_recv(c, [](std::optional<int>) { throw std::runtime_error("handler"); })), std::runtime_error);
  EXPECT_EQ(c.size(), 0U);
  EXPECT_EQ(select(on_send(c, 2)), 0U) << "nothing stays locked";
}

int first_even(recv_chan<int> numbers, recv_chan<unit> stop) {
  for (;;) {
    std::optional<int> number;
    switch (select(on_recv(numbers, number), on_recv(stop))) {
    case 0:
      if (!number)
        break;
      if (*number % 2 == 0)
        return *number;
      continue;
    case 1:
      return -1;
    }
    return -2;
  }
}

EVERY_CAST(Select, LeavesReturnBreakAndContinueToTheCaller) {
  auto numbers = make_chan<int>(3);
  auto stop = make_chan<unit>();
  for (int number : {1, 4, 5})
    numbers.send(number);
  EXPECT_EQ(first_even(numbers, stop), 4);
  numbers.close();
  EXPECT_EQ(first_even(numbers, stop), -2);
  stop.close();
  EXPECT_EQ(first_even(chan<int>(), stop), -1);
}

// Time and contexts

EVERY_CAST(Select, TimesOut) {
  test_clock clock;
  auto c = make_chan<int>();
  others.go([&] { EXPECT_EQ(select(on_recv(c), after(1s)), 1U); });
  clock.wait_for_timers(1);
  clock.advance(1s);
  others.join();
  others.go([&] { EXPECT_EQ(select(on_recv(c), at(clock.now() + 1s)), 1U); });
  clock.wait_for_timers(1);
  clock.advance(1s);
  others.join();
  EXPECT_FALSE(c.try_send(1));
}

EVERY_CAST(Select, TakesTheEarlierOfTwoTimeouts) {
  test_clock clock;
  others.go([&] { EXPECT_EQ(select(after(2s), after(1s), at(clock.now() + 3s)), 1U); });
  until([&] { return clock.pending() > 0; });
  others.until_blocked(1);
  clock.advance(1s);
  others.join();
  EXPECT_EQ(clock.pending(), 0U);
}

EVERY_CAST(Select, NeedsNoTimeForATimeInThePast) {
  test_clock clock;
  auto c = make_chan<int>();
  EXPECT_EQ(select(on_recv(c), after(0s)), 1U);
  EXPECT_EQ(select(on_recv(c), after(-1s)), 1U);
  EXPECT_EQ(select(on_recv(c), after(duration::min())), 1U);
  EXPECT_EQ(select(on_recv(c), at(clock.now() - 1s)), 1U);
}

EVERY_CAST(Select, NeverComesToTheEndOfAllTime) {
  test_clock clock;
  auto c = make_chan<int>();
  others.go([&] { EXPECT_EQ(select(on_recv(c), after(duration::max())), 0U); });
  others.until_blocked(1);
  clock.advance(24h * 365 * 100);
  others.until_blocked(1);
  c.send(1);
  others.join();
}

EVERY_CAST(Select, IsEndedByAContext) {
  auto c = make_chan<int>();
  auto cancel = with_cancel(background());
  others.go([&] { EXPECT_EQ(select(on_recv(c), on_done(cancel.ctx())), 1U); });
  others.until_blocked(1);
  cancel.cancel();
  others.join();
  EXPECT_EQ(select(on_recv(c), on_done(cancel.ctx())), 1U) << "and so is every later one";
  EXPECT_EQ(select(on_recv(c), on_done(background()), otherwise()), 2U);
}

// Fairness: with six nines of confidence, a fair choice stays within this of its share.
double margin(double share, int trials) { return 4.891676 * std::sqrt(share * (1 - share) / trials); }

template <std::size_t n> void expect_fair(const std::array<int, n> &counts, int trials) {
  for (std::size_t i = 0; i < n; ++i)
    EXPECT_NEAR(static_cast<double>(counts.at(i)) / trials, 1.0 / n, margin(1.0 / n, trials)) << "arm " << i;
}

EVERY_CAST(SelectFairness, ChoosesUniformlyAmongReadyReceives) {
  const int trials = scaled(20000);
  auto ready = closed();
  std::array<int, 2> of_two = {};
  std::array<int, 5> of_five = {};
  for (int i = 0; i < trials; ++i) {
    ++of_two.at(select(on_recv(ready), on_recv(ready)));
    ++of_five.at(select(on_recv(ready), on_recv(ready), on_recv(ready), on_recv(ready), on_recv(ready)));
  }
  expect_fair(of_two, trials);
  expect_fair(of_five, trials);
}

EVERY_CAST(SelectFairness, ChoosesUniformlyAmongReceivesAndSends) {
  const int trials = scaled(20000);
  auto in = make_chan<int>(1);
  auto out = holding(1);
  auto done = closed();
  std::array<int, 3> counts = {};
  for (int i = 0; i < trials; ++i) {
    const std::size_t chosen = select(on_send(in, 1), on_recv(out), on_recv(done));
    ++counts.at(chosen);
    if (chosen == 0)
      (void)in.recv();
    if (chosen == 1)
      out.send(1);
  }
  expect_fair(counts, trials);
}

EVERY_CAST(SelectFairness, GivesArmsThatAreNotReadyNoShare) {
  const int trials = scaled(20000);
  auto ready = closed();
  auto empty = make_chan<int>();
  chan<int> nil;
  std::array<int, 2> counts = {};
  for (int i = 0; i < trials; ++i) {
    const std::size_t chosen = select(on_recv(nil), on_recv(ready), on_recv(empty), on_recv(ready), on_send(nil, 1));
    ASSERT_TRUE(chosen == 1 || chosen == 3);
    ++counts.at(chosen / 2);
  }
  expect_fair(counts, trials);
}

EVERY_CAST(SelectFairness, ReachesEveryOrderOfThreeArms) {
  // If the arms were merely rotated, the second best would follow from the best.
  const int trials = scaled(30000);
  std::array<int, 6> orders = {};
  for (int i = 0; i < trials; ++i) {
    std::array<chan<int>, 3> c = {holding(1), holding(1), holding(1)};
    const std::size_t best = select(on_recv(c[0]), on_recv(c[1]), on_recv(c[2]));
    const std::size_t second = select(on_recv(c[0]), on_recv(c[1]), on_recv(c[2]));
    ++orders.at(best * 2 + (second > best ? second - 1 : second));
  }
  expect_fair(orders, trials);
}

// Go's tests: runtime/chan_test.go

EVERY_CAST(GoSelect, SeesOneMomentAndNotASmearedWindow) {
  // From the start of the other on, one of the two channels is always ready.
  for (bool close_instead : {false, true})
    for (int i = 0; i < scaled(2000); ++i) {
      auto a = holding(1);
      auto b = make_chan<int>(close_instead ? 0 : 1);
      others.go([a, b]() mutable { EXPECT_NE(select(on_recv(a), on_recv(b), otherwise()), 2U); });
      if (close_instead)
        b.close();
      else
        b.send(1);
      (void)a.try_recv();
      others.join();
    }
}

// The same at length: a token moves on from channel to channel, and is in the next before it leaves the last.
EVERY_CAST(GoSelect, NeverMissesATokenThatMoves) {
  const workers two(2);
  std::array<chan<int>, 8> c;
  for (auto &each : c)
    each = make_chan<int>(2);
  c[0].send(0);
  std::atomic<bool> stop = false;
  others.go([&] {
    for (std::size_t i = 0; !stop; ++i) {
      c.at((i + 1) % 8).send(0);
      until([&] { return c.at(i % 8).try_recv().has_value(); });
      if (i % 64 == 0)
        yield();
    }
  });
  int missed = 0;
  for (int i = 0; i < scaled(20000); ++i) {
    const std::size_t chosen = select(on_recv(c[0]), on_recv(c[1]), on_recv(c[2]), on_recv(c[3]), on_recv(c[4]),
                                      on_recv(c[5]), on_recv(c[6]), on_recv(c[7]), otherwise());
    if (chosen == 8)
      ++missed;
    else
      c.at(chosen).send(0);
  }
  stop = true;
  others.join();
  EXPECT_EQ(missed, 0);
}

EVERY_CAST(GoSelect, SendsAndReceivesOnOneChannelWithoutMeetingItself) {
  const workers two(2);
  for (std::size_t capacity : {std::size_t(0), std::size_t(10)}) {
    auto c = make_chan<int>(capacity);
    for (int self = 0; self < 2; ++self)
      others.go([&, self] {
        for (int i = 0; i < 1000; ++i) {
          std::optional<int> got;
          const std::size_t received = self == 0 || i % 2 == 0 ? 1 : 0;
          const std::size_t chosen =
              received == 1 ? select(on_send(c, self), on_recv(c, got)) : select(on_recv(c, got), on_send(c, self));
          if (chosen == received && capacity == 0) {
            EXPECT_NE(got, self);
          }
        }
      });
    others.join();
  }
}

EVERY_CAST(GoSelect, SurvivesSendersReceiversAndSelectsInChaos) {
  const workers ten(10);
  const int n = scaled(3000);
  std::array<chan<int>, 4> c = {make_chan<int>(), make_chan<int>(), make_chan<int>(2), make_chan<int>(3)};
  for (auto each : c) {
    others.go([=]() mutable {
      for (int i = 0; i < n; ++i)
        each.send(0);
    });
    others.go([=]() mutable {
      for (int i = 0; i < n; ++i)
        EXPECT_TRUE(each.recv());
    });
  }
  others.go([c, n]() mutable {
    std::array<int, 4> sent = {};
    for (int i = 0; i < 4 * n; ++i) {
      const std::size_t order[] = {3, 2, 0, 1};
      const std::size_t chosen = order[select(on_send(c[3], 0), on_send(c[2], 0), on_send(c[0], 0), on_send(c[1], 0))];
      if (++sent.at(chosen) == n)
        c.at(chosen) = {}; // a nil channel is never ready
    }
  });
  others.go([c, n]() mutable {
    std::array<int, 4> received = {};
    for (int i = 0; i < 4 * n; ++i) {
      const std::size_t chosen = select(on_recv(c[0]), on_recv(c[1]), on_recv(c[2]), on_recv(c[3]));
      if (++received.at(chosen) == n)
        c.at(chosen) = {};
    }
  });
  others.join();
}

EVERY_CAST(GoSelect, IsFairToTwoFullChannelsBesideTwoEmptyOnes) {
  const int trials = scaled(10000);
  auto ones = make_chan<int>(static_cast<std::size_t>(trials) + 1);
  auto twos = make_chan<int>(static_cast<std::size_t>(trials) + 1);
  for (int i = 0; i <= trials; ++i) {
    ones.send(1);
    twos.send(2);
  }
  auto empty = make_chan<int>();
  auto also_empty = make_chan<int>();
  auto out = make_chan<int>();
  auto done = make_chan<unit>();
  others.go([&] {
    for (;;) {
      std::optional<int> got;
      select(on_recv(empty, got), on_recv(also_empty, got), on_recv(ones, got), on_recv(twos, got));
      if (select(on_send(out, got.value()), on_recv(done)) == 1)
        return;
    }
  });
  std::array<int, 2> counts = {};
  for (int i = 0; i < trials; ++i)
    ++counts.at(static_cast<std::size_t>(out.recv().value()) - 1);
  expect_fair(counts, trials);
  done.close();
  others.join();
}

EVERY_CAST(GoSelect, SendsPseudoRandomly) {
  for (std::size_t capacity : {std::size_t(0), std::size_t(100)}) {
    auto c = make_chan<int>(capacity);
    int ones = 0;
    others.go([&] {
      for (int i = 0; i < 100; ++i) {
        yield();
        ones += c.recv().value();
      }
    });
    for (int i = 0; i < 100; ++i)
      select(on_send(c, 1), on_send(c, 0));
    others.join();
    EXPECT_GT(ones, 10);
    EXPECT_LT(ones, 90);
  }
}

EVERY_CAST(GoSelect, WaitsTwiceOnAChannelAndLeavesThoseBehindItInOrder) {
  auto c = make_chan<int>();
  auto d = make_chan<int>();
  auto woken = make_chan<int>();
  others.go([&] {
    EXPECT_EQ(select(on_recv(c), on_recv(c), on_recv(d)), 2U);
    woken.send(9);
  });
  others.until_blocked(1);
  others.go([&] { EXPECT_EQ(c.recv(), 8); });
  others.until_blocked(2);
  d.send(7);
  EXPECT_EQ(woken.recv(), 9);
  c.send(8);
  others.join();
}

EVERY_CAST(GoSelect, WritesOnlyTheTargetOfTheArmItTook) {
  auto c = make_chan<int *>();
  auto d = make_chan<int *>();
  for (bool twice : {false, true})
    others.go([&, twice] {
      int value = 42;
      std::optional<int *> got = &value;
      auto c2 = twice ? c : chan<int *>();
      auto d2 = twice ? d : chan<int *>();
      const std::size_t chosen = select(on_recv(c, got), on_recv(c2), on_recv(d), on_recv(d2));
      EXPECT_TRUE(chosen == 2 || chosen == 3);
      EXPECT_EQ(got, &value);
      EXPECT_EQ(value, 42);
    });
  others.until_blocked(2);
  d.close();
  others.join();
}

EVERY_CAST(GoSelect, TriesToSendAValueOfAnyType) {
  auto c = make_chan<std::shared_ptr<void>>(1);
  const auto value = std::make_shared<int>(1);
  c.send(value);
  EXPECT_EQ(select(on_send(c, value), otherwise()), 1U);
  EXPECT_EQ(select(on_send(c, value), on_send(c, std::make_shared<int>(2)), otherwise()), 2U);
  EXPECT_EQ(value.use_count(), 2);
}

// Go's tests: test/chan

// select.go: operands count even where the channel is nil
int sent_until_nothing_is_ready(chan<unsigned> a, chan<unsigned> b, unsigned &shift, unsigned &evaluated) {
  const auto next = [&] {
    ++evaluated;
    return 1U << shift;
  };
  for (int sent = 0;; ++shift)
    switch (select(on_send(a, next()), on_send(b, next()), otherwise())) {
    case 0:
      ++sent;
      a = {};
      break;
    case 1:
      ++sent;
      b = {};
      break;
    default:
      return sent;
    }
}

EVERY_CAST(GoSelect, EvaluatesWhatItWouldHaveSent) {
  auto a = make_chan<unsigned>(1);
  auto b = make_chan<unsigned>(1);
  unsigned shift = 0;
  unsigned evaluated = 0;
  EXPECT_EQ(sent_until_nothing_is_ready(a, b, shift, evaluated), 2);
  EXPECT_EQ(a.recv().value() | b.recv().value(), 3U);
  EXPECT_EQ(sent_until_nothing_is_ready(a, {}, shift, evaluated), 1);
  EXPECT_EQ(evaluated, 10U);
}

// select2.go: a channel that is never ready doesn't collect waiters
EVERY_CAST(GoSelect, ForgetsItselfInAChannelThatIsNeverReady) {
  auto c = make_chan<int>();
  auto never = make_chan<int>();
  const int n = scaled(20000);
  others.go([&] {
    for (int i = 0; i < n; ++i)
      c.send(1);
  });
  for (int i = 0; i < n; ++i)
    EXPECT_EQ(select(on_recv(c), on_recv(never)), 0U);
  others.join();
  EXPECT_FALSE(never.try_send(1));
}

// select3.go: what blocks and what doesn't
EVERY_CAST(GoSelect, BlocksExactlyWhereNothingIsReady) {
  test_clock clock;
  chan<int> nil;
  auto empty = make_chan<int>();
  auto room = make_chan<int>(1);
  auto done = closed();
  const auto blocks = [&](auto attempt) {
    others.go([&] { attempt(); });
    clock.wait_for_timers(1);
    others.until_blocked(1);
    clock.advance(1h);
    others.join();
  };
  blocks([&] { EXPECT_EQ(select(on_recv(nil), after(1h)), 1U); });
  blocks([&] { EXPECT_EQ(select(on_send(nil, 7), after(1h)), 1U); });
  blocks([&] { EXPECT_EQ(select(on_recv(nil), on_send(nil, 7), after(1h)), 2U); });
  blocks([&] { EXPECT_EQ(select(on_recv(empty), after(1h)), 1U); });
  blocks([&] { EXPECT_EQ(select(on_send(empty, 1), on_recv(empty), after(1h)), 2U); });

  EXPECT_EQ(select(on_send(room, 7), otherwise()), 0U);
  EXPECT_EQ(select(on_recv(room), otherwise()), 0U);
  for (int i = 0; i < 10; ++i)
    EXPECT_EQ(select(on_recv(done)), 0U);
  EXPECT_THROW(select(on_send(done, 7)), misuse);
}

// select5.go: every combination of arms that aren't ready around the one that is, before and after it
EVERY_CAST(GoSelect, FindsTheReadyArmInEveryCompany) {
  auto c = make_chan<int>(1);
  auto dummy = make_chan<int>();
  chan<int> nil;
  int n = 0;
  for (unsigned company = 0; company < 16; ++company) {
    // Arms that take no part are given a nil channel.
    auto sending = (company & 1) != 0 ? dummy : nil;
    auto receiving = (company & 2) != 0 ? dummy : nil;
    auto sending_too = (company & 4) != 0 ? dummy : nil;
    auto receiving_too = (company & 8) != 0 ? dummy : nil;
    std::optional<int> got;
    EXPECT_EQ(select(on_send(sending, 1), on_recv(receiving), on_send(c, ++n), on_send(sending_too, 1)), 2U);
    EXPECT_EQ(select(on_send(sending, 1), on_recv(receiving), on_recv(c, got), on_recv(receiving_too)), 2U);
    EXPECT_EQ(got, n);
    EXPECT_EQ(select(on_send(sending, 1), otherwise(), on_send(c, ++n)), 2U);
    EXPECT_EQ(select(on_recv(c, got), on_recv(receiving_too), otherwise()), 0U);
    EXPECT_EQ(got, n);
    EXPECT_EQ(select(on_recv(receiving, got), on_send(sending, 1), otherwise(), on_recv(receiving_too, got)), 2U);
    EXPECT_EQ(got, n) << "an arm that isn't taken writes nothing";
  }
}

// select6.go: a select that leaves the middle of a queue keeps the queue whole
EVERY_CAST(GoSelect, LeavesTheMiddleOfAQueue) {
  auto c1 = make_chan<int>();
  auto c2 = make_chan<int>();
  auto c3 = make_chan<int>();
  others.go([&] { EXPECT_TRUE(c1.recv()); });
  others.until_blocked(1);
  others.go([&] {
    EXPECT_EQ(select(on_recv(c1), on_recv(c2)), 1U);
    c3.send(1);
    EXPECT_TRUE(c1.recv());
  });
  others.until_blocked(2);
  others.go([&] { c2.send(1); });
  EXPECT_TRUE(c3.recv());
  c1.send(1);
  c1.send(1);
  others.join();
}

// select7.go: each way to receive meets each way to send
EVERY_CAST(GoSelect, MeetsPlainOperationsAndSelectsOfOneOrTwoArms) {
  using operation = void (*)(chan<int>);
  const operation receives[] = {
      [](chan<int> c) { EXPECT_TRUE(c.recv()); },
      [](chan<int> c) { EXPECT_EQ(select(on_recv(c)), 0U); },
      [](chan<int> c) { EXPECT_EQ(select(on_recv(c), on_recv(make_chan<int>())), 0U); },
  };
  const operation sends[] = {
      [](chan<int> c) { c.send(1); },
      [](chan<int> c) { EXPECT_EQ(select(on_send(c, 1)), 0U); },
      [](chan<int> c) { EXPECT_EQ(select(on_send(c, 1), on_send(make_chan<int>(), 1)), 0U); },
  };
  for (operation receive : receives)
    for (operation send : sends)
      for (bool receiver_first : {false, true}) {
        auto c = make_chan<int>();
        others.go([=] { (receiver_first ? receive : send)(c); });
        others.until_blocked(1);
        (receiver_first ? send : receive)(c);
        others.join();
      }
}

// doubleselect.go: no value is delivered by two arms
EVERY_CAST(GoSelect, DeliversEachValueByOneArm) {
  const workers two(2);
  const int n = scaled(5000);
  std::array<chan<int>, 4> c;
  for (auto &each : c)
    each = make_chan<int>();
  auto merged = make_chan<int>();
  std::atomic<int> open = 4;
  others.go([c, n]() mutable {
    for (int i = 0; i < n; ++i)
      select(on_send(c[0], i), on_send(c[1], i), on_send(c[2], i), on_send(c[3], i));
    for (auto &each : c)
      each.close();
  });
  for (auto &each : c)
    others.go([&] {
      for (int value : each)
        merged.send(value);
      if (--open == 0)
        merged.close();
    });
  std::vector<int> seen(static_cast<std::size_t>(n));
  for (int value : merged)
    ++seen.at(static_cast<std::size_t>(value));
  EXPECT_EQ(std::count(seen.begin(), seen.end(), 1), n);
  others.join();
}

// sieve2.go: a proxy with a queue of its own, whose sending arm is off while the queue is empty
void forward_unboundedly(recv_chan<int> in, send_chan<int> out) {
  std::deque<int> queue;
  while (in || !queue.empty()) {
    std::optional<int> got;
    const int head = queue.empty() ? 0 : queue.front();
    switch (select(on_recv(in, got), on_send(queue.empty() ? send_chan<int>() : out, head))) {
    case 0:
      if (got)
        queue.push_back(*got);
      else
        in = {};
      break;
    case 1:
      queue.pop_front();
      break;
    }
  }
  out.close();
}

EVERY_CAST(GoSelect, BuildsAQueueWithoutLimit) {
  auto in = make_chan<int>();
  auto out = make_chan<int>();
  others.go([&] { forward_unboundedly(in, out); });
  for (int i = 0; i < 1000; ++i)
    in.send(i); // nobody receives yet, and yet nobody waits
  in.close();
  int expected = 0;
  for (int value : out)
    EXPECT_EQ(value, expected++);
  EXPECT_EQ(expected, 1000);
  others.join();
}

// What happens before what; ThreadSanitizer says if it doesn't

EVERY_CAST(SelectOrder, OrdersLikeTheOperationItTook) {
  auto c = make_chan<unit>();
  auto back = make_chan<unit>();
  auto never = make_chan<unit>();
  int note = 0;
  others.go([&] {
    note = 1;
    EXPECT_EQ(select(on_send(c, unit()), on_recv(never)), 0U);
    EXPECT_EQ(select(on_recv(back), on_recv(never)), 0U);
    EXPECT_EQ(note, 2);
  });
  EXPECT_EQ(select(on_recv(never), on_recv(c)), 1U);
  EXPECT_EQ(note, 1);
  note = 2;
  back.close();
  others.join();
}

} // namespace
} // namespace leash::test
