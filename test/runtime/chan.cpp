// chan: what channels promise. After the edge cases of the table in the design, Go's own channel tests, case by case.

#include "support.h"

#include <leash/chan.h>
#include <leash/context.h>
#include <leash/select.h>
#include <leash/test_clock.h>
#include <leash/time.h>

#include <array>
#include <iterator>
#include <limits>
#include <map>
#include <memory>
#include <numeric>
#include <ranges>
#include <string>
#include <vector>

namespace leash::test {
namespace {

constexpr std::size_t capacities[] = {0, 1, 2, 3, 10, 50};

std::vector<int> drained(chan<int> c) {
  std::vector<int> values;
  for (int value : c)
    values.push_back(value);
  return values;
}

std::vector<int> first(int n) {
  std::vector<int> values(static_cast<std::size_t>(n));
  std::iota(values.begin(), values.end(), 0);
  return values;
}

chan<int> full(std::size_t capacity) {
  auto c = make_chan<int>(capacity);
  for (std::size_t i = 0; i < capacity; ++i)
    c.send(static_cast<int>(i));
  return c;
}

chan<int> closed() {
  auto c = make_chan<int>();
  c.close();
  return c;
}

// Rendezvous and buffers

EVERY_CAST(Chan, UnbufferedSendReturnsOnlyOnceItIsReceived) {
  auto c = make_chan<int>();
  std::atomic<bool> sent = false;
  others.go([&] {
    c.send(1);
    sent = true;
  });
  others.until_blocked(1);
  EXPECT_FALSE(sent);
  EXPECT_EQ(c.recv(), 1);
  others.join();
  EXPECT_TRUE(sent);
}

EVERY_CAST(Chan, UnbufferedReceiveWaitsForASender) {
  auto c = make_chan<int>();
  std::atomic<int> got = 0;
  others.go([&] { got = c.recv().value_or(-1); });
  others.until_blocked(1);
  EXPECT_EQ(got, 0);
  c.send(1);
  others.join();
  EXPECT_EQ(got, 1);
}

EVERY_CAST(Chan, BufferedSendsReturnWhileThereIsRoom) {
  auto c = make_chan<int>(2);
  c.send(1);
  c.send(2);
  EXPECT_EQ(c.recv(), 1);
  EXPECT_EQ(c.recv(), 2);
}

EVERY_CAST(Chan, SendToAFullBufferWaitsForRoom) {
  auto c = full(2);
  others.go([&] { c.send(2); });
  others.until_blocked(1);
  EXPECT_EQ(c.size(), 2U);
  EXPECT_EQ(c.recv(), 0);
  others.join();
  EXPECT_EQ(c.size(), 2U);
}

EVERY_CAST(Chan, SizeCountsWhatWaitsInTheBufferOnly) {
  auto c = full(2);
  EXPECT_EQ(c.size(), 2U);
  EXPECT_EQ(c.capacity(), 2U);
  others.go([&] { c.send(2); });
  others.until_blocked(1);
  EXPECT_EQ(c.size(), 2U);
  for (int value = 0; value < 3; ++value)
    EXPECT_EQ(c.recv(), value);
  EXPECT_EQ(c.size(), 0U);
  others.join();
}

EVERY_CAST(Chan, SizeOfAnUnbufferedChannelStaysZero) {
  auto c = make_chan<int>();
  others.go([&] { c.send(1); });
  others.until_blocked(1);
  EXPECT_EQ(c.size(), 0U);
  EXPECT_EQ(c.capacity(), 0U);
  EXPECT_EQ(c.recv(), 1);
  others.join();
}

// Order

EVERY_CAST(Chan, ValuesArriveInTheOrderTheyWereSent) {
  for (std::size_t capacity : capacities) {
    auto c = make_chan<int>(capacity);
    others.go([&] {
      for (int i = 0; i < 100; ++i)
        c.send(i);
      c.close();
    });
    EXPECT_EQ(drained(c), first(100)) << "capacity " << capacity;
    others.join();
  }
}

EVERY_CAST(Chan, WaitingSendersAreServedInTheOrderTheyCame) {
  for (std::size_t capacity : {std::size_t(0), std::size_t(2)}) {
    auto c = full(capacity);
    const int before = static_cast<int>(capacity);
    for (int i = 0; i < 4; ++i) {
      others.go([&c, value = before + i] { c.send(value); });
      others.until_blocked(i + 1);
    }
    for (int value = 0; value < before + 4; ++value)
      EXPECT_EQ(c.recv(), value);
    others.join();
  }
}

EVERY_CAST(Chan, WaitingReceiversAreServedInTheOrderTheyCame) {
  for (std::size_t capacity : {std::size_t(0), std::size_t(2)}) {
    auto c = make_chan<int>(capacity);
    std::array<int, 4> got = {};
    for (std::size_t i = 0; i < got.size(); ++i) {
      others.go([&c, &mine = got.at(i)] { mine = c.recv().value_or(-1); });
      others.until_blocked(static_cast<int>(i) + 1);
    }
    for (int value = 1; value <= 4; ++value)
      c.send(value);
    others.join();
    EXPECT_EQ(got, (std::array<int, 4>{1, 2, 3, 4}));
  }
}

EVERY_CAST(Chan, ATimedOutWaiterLosesItsTurnAndNobodyElses) {
  auto c = make_chan<int>();
  auto cancel = with_cancel(background());
  std::array<int, 3> got = {};
  for (std::size_t i = 0; i < got.size(); ++i) {
    others.go([&, i] { got.at(i) = (i == 1 ? c.recv(cancel.ctx()) : c.recv(background())).value_or(-1); });
    others.until_blocked(static_cast<int>(i) + 1);
  }
  cancel.cancel();
  until([&] { return got[1] == -1; });
  c.send(1);
  c.send(2);
  others.join();
  EXPECT_EQ(got, (std::array<int, 3>{1, -1, 2}));
}

// Closing

EVERY_CAST(Chan, ReceiveOnClosedDrainsFirst) {
  auto c = full(2);
  c.close();
  EXPECT_EQ(c.recv(), 0);
  EXPECT_EQ(c.recv(), 1);
  EXPECT_EQ(c.recv(), std::nullopt);
  EXPECT_EQ(c.recv(), std::nullopt);
}

EVERY_CAST(Chan, CloseWakesEveryWaitingReceiver) {
  for (std::size_t capacity : capacities) {
    auto c = make_chan<int>(capacity);
    std::atomic<int> ended = 0;
    for (int i = 0; i < 3; ++i)
      others.go([&] { ended += c.recv() == std::nullopt; });
    others.until_blocked(3);
    c.close();
    others.join();
    EXPECT_EQ(ended, 3) << "capacity " << capacity;
  }
}

EVERY_CAST(Chan, SendOnClosedIsMisuseThatNamesBothPlaces) {
  for (std::size_t capacity : capacities) {
    auto c = make_chan<int>(capacity);
    const unsigned closed_at = __LINE__ + 1;
    c.close();
    const unsigned sent_at = __LINE__ + 1;
    const auto bug = misuse_in([&] { c.send(1); });
    ASSERT_TRUE(bug) << "capacity " << capacity;
    EXPECT_EQ(bug->where().line(), sent_at);
    ASSERT_TRUE(bug->other());
    EXPECT_EQ(bug->other()->line(), closed_at);
    EXPECT_TRUE(contains(bug->what(), "send on closed channel")) << bug->what();
    EXPECT_TRUE(contains(bug->what(), "chan.cpp:" + std::to_string(sent_at))) << bug->what();
    EXPECT_TRUE(contains(bug->what(), "chan.cpp:" + std::to_string(closed_at))) << bug->what();
    EXPECT_EQ(c.recv(), std::nullopt) << "what could not be sent is not there";
  }
}

EVERY_CAST(Chan, EverySenderThatWaitsWhenTheCloseComesHasMisusedTheChannel) {
  for (std::size_t capacity : {std::size_t(0), std::size_t(2)}) {
    auto c = full(capacity);
    std::atomic<int> misused = 0;
    const unsigned sent_at = __LINE__ + 4;
    const unsigned closed_at = __LINE__ + 9;
    for (int i = 0; i < 3; ++i)
      others.go([&] {
        const auto bug = misuse_in([&] { c.send(7); });
        EXPECT_TRUE(bug && bug->where().line() == sent_at);
        EXPECT_TRUE(bug && bug->other() && bug->other()->line() == closed_at);
        misused += bug.has_value();
      });
    others.until_blocked(3);
    c.close();
    others.join();
    EXPECT_EQ(misused, 3);
    EXPECT_EQ(drained(c), first(static_cast<int>(capacity))) << "only what was sent before is received";
  }
}

EVERY_CAST(Chan, CloseOfClosedIsMisuseThatNamesBothPlaces) {
  auto c = make_chan<int>();
  const unsigned first_at = __LINE__ + 1;
  c.close();
  const unsigned second_at = __LINE__ + 1;
  const auto bug = misuse_in([&] { c.close(); });
  ASSERT_TRUE(bug);
  EXPECT_EQ(bug->where().line(), second_at);
  ASSERT_TRUE(bug->other());
  EXPECT_EQ(bug->other()->line(), first_at);
  EXPECT_TRUE(contains(bug->what(), "close")) << bug->what();
}

EVERY_CAST(Chan, EveryWayToSendOnClosedIsMisuse) {
  auto c = closed();
  const send_chan<int> view = c;
  const int value = 1;
  EXPECT_THROW(c.send(1), misuse);
  EXPECT_THROW(c.send(value), misuse);
  EXPECT_THROW((void)c.try_send(1), misuse);
  EXPECT_THROW((void)c.send_for(1, 1h), misuse);
  EXPECT_THROW((void)c.send_for(1, 0s), misuse);
  EXPECT_THROW((void)c.send_until(1, clock::now() + 1h), misuse);
  EXPECT_THROW((void)c.send(1, background()), misuse);
  EXPECT_THROW(send_chan<int>(view).send(1), misuse);
  EXPECT_THROW((void)send_chan<int>(view).try_send(1), misuse);
  EXPECT_THROW(send_chan<int>(view).close(), misuse);
}

EVERY_CAST(Chan, EveryWayToReceiveOnClosedReturnsAtOnce) {
  auto c = closed();
  recv_chan<int> view = c;
  EXPECT_EQ(c.recv(), std::nullopt);
  EXPECT_EQ(c.try_recv().status(), recv_status::closed);
  EXPECT_EQ(c.recv_for(1h).status(), recv_status::closed);
  EXPECT_EQ(c.recv_for(0s).status(), recv_status::closed);
  EXPECT_EQ(c.recv_until(clock::now() + 1h).status(), recv_status::closed);
  EXPECT_EQ(c.recv(background()).status(), recv_status::closed);
  EXPECT_EQ(view.recv(), std::nullopt);
  EXPECT_EQ(view.try_recv().status(), recv_status::closed);
  EXPECT_EQ(drained(c), std::vector<int>());
}

// Nil channels

EVERY_CAST(NilChan, IsFalseAndHasNoRoom) {
  chan<int> nil;
  EXPECT_FALSE(nil);
  EXPECT_EQ(nil.size(), 0U);
  EXPECT_EQ(nil.capacity(), 0U);
  EXPECT_FALSE(recv_chan<int>(nil));
  EXPECT_FALSE(send_chan<int>(nil));
  EXPECT_TRUE(make_chan<int>());
}

EVERY_CAST(NilChan, CanNeverBeSentToOrReceivedFrom) {
  chan<int> nil;
  EXPECT_FALSE(nil.try_send(1));
  const received<int> got = nil.try_recv();
  EXPECT_FALSE(got.has_value());
  EXPECT_EQ(got.status(), recv_status::empty);
}

EVERY_CAST(NilChan, CloseIsMisuse) {
  chan<int> nil;
  const unsigned closed_at = __LINE__ + 1;
  const auto bug = misuse_in([&] { nil.close(); });
  ASSERT_TRUE(bug);
  EXPECT_EQ(bug->where().line(), closed_at);
  EXPECT_TRUE(contains(bug->what(), "nil channel")) << bug->what();
}

EVERY_CAST(NilChan, BlocksUntilTheCallerIsCancelled) {
  chan<int> nil;
  auto cancel = with_cancel(background());
  others.go([&] { EXPECT_EQ(nil.recv(cancel.ctx()).status(), recv_status::cancelled); });
  others.go([&] { EXPECT_FALSE(nil.send(1, cancel.ctx())); });
  others.until_blocked(2);
  cancel.cancel();
  others.join();
}

EVERY_CAST(NilChan, BlocksUntilTheTimeIsUp) {
  test_clock clock;
  chan<int> nil;
  others.go([&] { EXPECT_EQ(nil.recv_for(1h).status(), recv_status::timeout); });
  others.go([&] { EXPECT_FALSE(nil.send_for(1, 1h)); });
  clock.wait_for_timers(2);
  others.until_blocked(2);
  clock.advance(1h);
  others.join();
}

// Handles

EVERY_CAST(Chan, CopiesOfAHandleAreTheSameChannel) {
  auto c = make_chan<int>(1);
  auto copy = c;
  copy.send(1);
  EXPECT_EQ(c.recv(), 1);
  EXPECT_TRUE(c == copy);
  EXPECT_FALSE(c == make_chan<int>(1));
  EXPECT_TRUE(chan<int>() == chan<int>());
  EXPECT_FALSE(c == chan<int>());
}

EVERY_CAST(Chan, LivesAsLongAsAnyHandle) {
  recv_chan<int> last;
  {
    auto c = make_chan<int>(1);
    c.send(1);
    c.close();
    last = c;
  }
  EXPECT_EQ(last.recv(), 1);
  EXPECT_EQ(last.recv(), std::nullopt);
}

EVERY_CAST(Chan, DestroysWhatNobodyReceived) {
  const int before = counted::alive;
  {
    auto c = make_chan<counted>(4);
    for (int i = 0; i < 3; ++i)
      c.send(counted(i));
    EXPECT_EQ(c.recv()->value(), 0);
    EXPECT_EQ(counted::alive, before + 2);
  }
  EXPECT_EQ(counted::alive, before);
}

EVERY_CAST(Chan, HoldsNoReceivedValueBack) {
  auto c = make_chan<std::shared_ptr<int>>(2);
  std::weak_ptr<int> watch;
  {
    auto value = std::make_shared<int>(1);
    watch = value;
    c.send(std::move(value));
  }
  EXPECT_FALSE(watch.expired());
  (void)c.recv();
  EXPECT_TRUE(watch.expired());
}

// Values of every kind

EVERY_CAST(Chan, CarriesValuesThatCanOnlyBeMoved) {
  for (std::size_t capacity : {std::size_t(0), std::size_t(2)}) {
    auto c = make_chan<std::unique_ptr<int>>(capacity);
    others.go([&] {
      for (int i = 0; i < 10; ++i)
        c.send(std::make_unique<int>(i));
      c.close();
    });
    int expected = 0;
    for (auto &value : c)
      EXPECT_EQ(*value, expected++);
    EXPECT_EQ(expected, 10);
    others.join();
  }
}

EVERY_CAST(Chan, CarriesValuesThatCanNotBeMadeFromNothing) {
  struct named {
    explicit named(std::string text) : name(std::move(text)) {}
    std::string name;
  };
  auto c = make_chan<named>(1);
  c.send(named("only"));
  EXPECT_EQ(c.recv()->name, "only");
}

EVERY_CAST(Chan, CarriesValuesOfNoSize) {
  struct empty {};
  for (std::size_t capacity : {std::size_t(0), std::size_t(3)}) {
    auto signals = make_chan<unit>(capacity);
    auto empties = make_chan<empty>(capacity);
    auto arrays = make_chan<std::array<char, 0>>(capacity);
    others.go([&] {
      for (int i = 0; i < 5; ++i) {
        signals.send(unit());
        empties.send(empty());
        arrays.send({});
      }
      signals.close();
    });
    for (int i = 0; i < 5; ++i) {
      EXPECT_TRUE(signals.recv().has_value());
      EXPECT_TRUE(empties.recv().has_value());
      EXPECT_TRUE(arrays.recv().has_value());
    }
    EXPECT_FALSE(signals.recv().has_value());
    others.join();
  }
}

EVERY_CAST(Chan, CountsValuesOfNoSize) {
  auto signals = make_chan<unit>(2);
  EXPECT_TRUE(signals.try_send(unit()));
  EXPECT_TRUE(signals.try_send(unit()));
  EXPECT_FALSE(signals.try_send(unit()));
  EXPECT_EQ(signals.size(), 2U);
}

EVERY_CAST(Chan, CarriesLargeAndStronglyAlignedValues) {
  struct alignas(128) block {
    std::array<unsigned char, 4096> bytes;
  };
  for (std::size_t capacity : {std::size_t(0), std::size_t(3)}) {
    auto c = make_chan<std::shared_ptr<block>>(capacity);
    auto values = make_chan<block>(capacity);
    others.go([&] {
      const auto value = std::make_shared<block>();
      for (unsigned char i = 0; i < 10; ++i) {
        value->bytes.fill(i);
        values.send(*value);
      }
    });
    for (unsigned char i = 0; i < 10; ++i) {
      const auto value = values.recv();
      ASSERT_TRUE(value);
      EXPECT_EQ(reinterpret_cast<std::uintptr_t>(&*value) % 128, 0U);
      EXPECT_EQ(value->bytes.front(), i);
      EXPECT_EQ(value->bytes.back(), i);
    }
    others.join();
  }
}

EVERY_CAST(Chan, CarriesChannels) {
  auto outer = make_chan<chan<int>>(1);
  auto inner = make_chan<int>(1);
  outer.send(inner);
  outer.recv()->send(2);
  EXPECT_EQ(inner.recv(), 2);
}

EVERY_CAST(Chan, ReceivingAnEmptyOptionalIsNoEnd) {
  auto c = make_chan<std::optional<int>>(2);
  c.send(std::nullopt);
  c.close();
  EXPECT_TRUE(c.recv().has_value());
  EXPECT_FALSE(c.recv().has_value());
}

EVERY_CAST(Chan, AValueWhoseCopyThrowsIsNotSent) {
  struct stubborn {
    stubborn() = default;
    stubborn(const stubborn &) { throw std::runtime_error("no copy"); }
    stubborn(stubborn &&) noexcept {}
    stubborn &operator=(const stubborn &) = delete;
    stubborn &operator=(stubborn &&) = delete;
    ~stubborn() = default;
  };
  auto c = make_chan<stubborn>(1);
  const stubborn value;
  EXPECT_THROW(c.send(value), std::runtime_error);
  EXPECT_EQ(c.size(), 0U);
  c.send(stubborn());
  EXPECT_EQ(c.size(), 1U);
}

TEST(Chan, MakingAnImpossiblyLargeOneFailsInTheCaller) {
  EXPECT_ANY_THROW((void)make_chan<std::uint64_t>(std::numeric_limits<std::size_t>::max() - 1));
  EXPECT_ANY_THROW((void)make_chan<std::uint64_t>(std::numeric_limits<std::size_t>::max() / 8 + 1));
}

// Trying

EVERY_CAST(Chan, TryRecvTellsEmptyFromClosed) {
  auto c = make_chan<int>(1);
  EXPECT_EQ(c.try_recv().status(), recv_status::empty);
  c.send(1);
  const received<int> got = c.try_recv();
  EXPECT_EQ(got.status(), recv_status::value);
  EXPECT_EQ(*got, 1);
  c.close();
  EXPECT_EQ(c.try_recv().status(), recv_status::closed);
}

EVERY_CAST(Chan, TrySendFindsAWaitingReceiver) {
  auto c = make_chan<int>();
  EXPECT_FALSE(c.try_send(1));
  others.go([&] { EXPECT_EQ(c.recv(), 2); });
  others.until_blocked(1);
  EXPECT_TRUE(c.try_send(2));
  EXPECT_FALSE(c.try_send(3)) << "the receiver has its value already";
  others.join();
}

EVERY_CAST(Chan, TryRecvFindsAWaitingSender) {
  auto c = make_chan<int>();
  others.go([&] { c.send(1); });
  others.until_blocked(1);
  EXPECT_EQ(c.try_recv(), 1);
  EXPECT_EQ(c.try_recv().status(), recv_status::empty) << "the sender has gone already";
  others.join();
}

EVERY_CAST(Chan, TryRecvFromAFullBufferLetsAWaitingSenderIn) {
  auto c = full(1);
  others.go([&] { c.send(1); });
  others.until_blocked(1);
  EXPECT_EQ(c.try_recv(), 0);
  EXPECT_EQ(c.size(), 1U) << "the waiting value moves up at once";
  EXPECT_EQ(c.try_recv(), 1);
  others.join();
}

EVERY_CAST(Chan, TriersNeverMeet) {
  auto c = make_chan<int>();
  std::atomic<bool> met = false;
  others.go([&] {
    for (int i = 0; i < scaled(10000); ++i)
      if (c.try_send(1))
        met = true;
  });
  for (int i = 0; i < scaled(10000); ++i)
    if (c.try_recv())
      met = true;
  others.join();
  EXPECT_FALSE(met);
}

// What isn't sent stays with the sender

EVERY_CAST(Chan, AFailedSendLeavesTheValueWhereItWas) {
  test_clock clock;
  auto c = make_chan<std::unique_ptr<int>>(1);
  c.send(nullptr);
  auto value = std::make_unique<int>(1);

  EXPECT_FALSE(c.try_send(std::move(value)));
  ASSERT_TRUE(value);

  auto cancelled = with_cancel(background());
  cancelled.cancel();
  EXPECT_FALSE(c.send(std::move(value), cancelled.ctx()));
  ASSERT_TRUE(value);

  others.go([&] { EXPECT_FALSE(c.send_for(std::move(value), 1s)); });
  clock.wait_for_timers(1);
  clock.advance(1s);
  others.join();
  ASSERT_TRUE(value);

  others.go([&] { EXPECT_FALSE(c.send_until(std::move(value), clock.now() + 1s)); });
  clock.wait_for_timers(1);
  clock.advance(1s);
  others.join();
  ASSERT_TRUE(value);

  EXPECT_FALSE(chan<std::unique_ptr<int>>().try_send(std::move(value)));
  ASSERT_TRUE(value);

  (void)c.recv();
  EXPECT_TRUE(c.try_send(std::move(value)));
  EXPECT_FALSE(value);
}

EVERY_CAST(Chan, ASendThatIsMisuseLeavesTheValueWhereItWas) {
  auto c = make_chan<std::unique_ptr<int>>();
  auto early = std::make_unique<int>(1);
  others.go([&] { EXPECT_THROW(c.send(std::move(early)), misuse); });
  others.until_blocked(1);
  c.close();
  others.join();
  EXPECT_TRUE(early);

  auto late = std::make_unique<int>(2);
  EXPECT_THROW(c.send(std::move(late)), misuse);
  EXPECT_TRUE(late);
  EXPECT_THROW((void)c.try_send(std::move(late)), misuse);
  EXPECT_TRUE(late);
}

EVERY_CAST(Chan, ACopiedValueStaysWithItsSender) {
  auto c = make_chan<std::string>(1);
  const std::string value = "kept";
  c.send(value);
  EXPECT_EQ(value, "kept");
  EXPECT_EQ(c.recv(), "kept");
}

// Time limits and cancellation

EVERY_CAST(Chan, RecvForTimesOutAndTheSameValueComesLater) {
  test_clock clock;
  auto c = make_chan<int>();
  others.go([&] { EXPECT_EQ(c.recv_for(1s).status(), recv_status::timeout); });
  clock.wait_for_timers(1);
  clock.advance(1s);
  others.join();
  EXPECT_FALSE(c.try_send(1)) << "a receiver that has gone receives nothing";
}

EVERY_CAST(Chan, RecvUntilWaitsForTheWholeTime) {
  test_clock clock;
  auto c = make_chan<int>();
  std::atomic<bool> ended = false;
  others.go([&] {
    EXPECT_EQ(c.recv_until(clock.now() + 10s).status(), recv_status::timeout);
    ended = true;
  });
  clock.wait_for_timers(1);
  others.until_blocked(1);
  clock.advance(9s);
  EXPECT_FALSE(ended);
  EXPECT_EQ(clock.pending(), 1U);
  clock.advance(1s);
  others.join();
}

EVERY_CAST(Chan, AValueInTimeCancelsTheTimer) {
  test_clock clock;
  auto c = make_chan<int>();
  others.go([&] { EXPECT_EQ(c.recv_for(1s), 1); });
  clock.wait_for_timers(1);
  c.send(1);
  others.join();
  EXPECT_EQ(clock.pending(), 0U);

  others.go([&] { EXPECT_TRUE(c.send_for(2, 1s)); });
  clock.wait_for_timers(1);
  EXPECT_EQ(c.recv(), 2);
  others.join();
  EXPECT_EQ(clock.pending(), 0U);
}

EVERY_CAST(Chan, NoTimeAtAllMeansTrying) {
  test_clock clock;
  auto c = make_chan<int>(1);
  for (duration none : {duration(0), duration(-1), duration::min()}) {
    EXPECT_EQ(c.recv_for(none).status(), recv_status::timeout);
    EXPECT_TRUE(c.send_for(1, none)) << "what is possible at once happens";
    EXPECT_FALSE(c.send_for(2, none));
    EXPECT_EQ(c.recv_for(none), 1);
  }
  EXPECT_EQ(c.recv_until(clock.now() - 1h).status(), recv_status::timeout);
  EXPECT_EQ(clock.pending(), 0U);
}

EVERY_CAST(Chan, ForeverIsNoTimeThatOverflows) {
  auto c = make_chan<int>();
  others.go([&] { EXPECT_EQ(c.recv_for(duration::max()), 1); });
  others.go([&] { EXPECT_TRUE(c.send_for(1, duration::max())); });
  others.join();
}

EVERY_CAST(Chan, CloseEndsATimedReceiveAndATimedSend) {
  test_clock clock;
  auto c = make_chan<int>();
  others.go([&] { EXPECT_EQ(c.recv_for(1h).status(), recv_status::closed); });
  clock.wait_for_timers(1);
  c.close();
  others.join();
  auto d = make_chan<int>();
  others.go([&] { EXPECT_THROW((void)d.send_for(1, 1h), misuse); });
  clock.wait_for_timers(1);
  d.close();
  others.join();
  EXPECT_EQ(clock.pending(), 0U);
}

EVERY_CAST(Chan, CancelWakesASenderAndAReceiver) {
  auto c = make_chan<int>();
  auto d = full(1);
  auto cancel = with_cancel(background());
  others.go([&] { EXPECT_EQ(c.recv(cancel.ctx()).status(), recv_status::cancelled); });
  others.go([&] { EXPECT_FALSE(d.send(1, cancel.ctx())); });
  others.until_blocked(2);
  cancel.cancel();
  others.join();
  EXPECT_FALSE(c.try_send(1));
  EXPECT_EQ(d.recv(), 0);
  EXPECT_EQ(d.try_recv().status(), recv_status::empty);
}

EVERY_CAST(Chan, AlreadyCancelledMeansNoWaiting) {
  auto c = make_chan<int>();
  auto cancel = with_cancel(background());
  cancel.cancel();
  EXPECT_EQ(c.recv(cancel.ctx()).status(), recv_status::cancelled);
  EXPECT_FALSE(c.send(1, cancel.ctx()));
}

EVERY_CAST(Chan, ALiveContextChangesNothing) {
  auto c = make_chan<int>();
  auto cancel = with_cancel(background());
  others.go([&] { EXPECT_TRUE(c.send(1, cancel.ctx())); });
  EXPECT_EQ(c.recv(cancel.ctx()), 1);
  others.join();
}

// What happens before what. Plain variables: ThreadSanitizer says if one of these orders is missing.

EVERY_CAST(ChanOrder, WhatIsWrittenBeforeSendIsSeenAfterReceive) {
  for (std::size_t capacity : {std::size_t(0), std::size_t(1)}) {
    auto c = make_chan<unit>(capacity);
    int note = 0;
    others.go([&] {
      note = 1;
      c.send(unit());
    });
    EXPECT_TRUE(c.recv());
    EXPECT_EQ(note, 1);
    others.join();
  }
}

EVERY_CAST(ChanOrder, WhatIsWrittenBeforeReceiveIsSeenAfterAnUnbufferedSend) {
  auto c = make_chan<unit>();
  int note = 0;
  others.go([&] {
    note = 1;
    EXPECT_TRUE(c.recv());
  });
  c.send(unit());
  EXPECT_EQ(note, 1);
  others.join();
}

EVERY_CAST(ChanOrder, WhatIsWrittenBeforeCloseIsSeenByTheReceiveThatFindsItClosed) {
  for (bool waits : {false, true}) {
    auto c = make_chan<unit>();
    int note = 0;
    if (waits) {
      others.go([&] {
        EXPECT_FALSE(c.recv());
        EXPECT_EQ(note, 1);
      });
      others.until_blocked(1);
      note = 1;
      c.close();
    } else {
      others.go([&] {
        note = 1;
        c.close();
      });
      EXPECT_FALSE(c.recv());
      EXPECT_EQ(note, 1);
    }
    others.join();
  }
}

EVERY_CAST(ChanOrder, ReceiveNumberKIsSeenBySendNumberKPlusCapacity) {
  // A buffered channel is a counting semaphore: what one holder did is seen by the one who enters after it.
  for (int capacity : {1, 3}) {
    auto slots = make_chan<unit>(static_cast<std::size_t>(capacity));
    std::atomic<int> inside = 0;
    int guarded = 0; // by the semaphore, if it admits one
    for (int i = 0; i < 8; ++i)
      others.go([&] {
        for (int round = 0; round < 50; ++round) {
          slots.send(unit());
          EXPECT_LE(++inside, capacity);
          if (capacity == 1)
            ++guarded;
          yield();
          --inside;
          EXPECT_TRUE(slots.recv());
        }
      });
    others.join();
    EXPECT_EQ(guarded, capacity == 1 ? 400 : 0);
  }
}

EVERY_CAST(ChanOrder, ATryThatSucceedsOrdersLikeAnyOther) {
  auto c = make_chan<unit>(1);
  int note = 0;
  others.go([&] {
    note = 1;
    EXPECT_TRUE(c.try_send(unit()));
  });
  until([&] { return c.try_recv().has_value(); });
  EXPECT_EQ(note, 1);
  others.join();
}

// Ranges

EVERY_CAST(ChanRange, EndsOnceClosedAndDrained) {
  auto c = full(3);
  c.close();
  EXPECT_EQ(drained(c), first(3));
}

EVERY_CAST(ChanRange, OverAClosedChannelHasNothing) { EXPECT_EQ(drained(closed()), std::vector<int>()); }

EVERY_CAST(ChanRange, LeftEarlyLeavesTheProducerBlocked) {
  auto c = make_chan<int>();
  others.go([&] {
    for (int i = 0; i < 3; ++i)
      c.send(i);
    c.close();
  });
  for (int value : c) {
    EXPECT_EQ(value, 0);
    break;
  }
  others.until_blocked(1);
  EXPECT_EQ(drained(c), (std::vector<int>{1, 2})) << "what was not taken is still there";
  others.join();
}

EVERY_CAST(ChanRange, LetsAValueBeMovedOut) {
  auto c = make_chan<std::unique_ptr<int>>(2);
  c.send(std::make_unique<int>(1));
  c.send(std::make_unique<int>(2));
  c.close();
  std::vector<std::unique_ptr<int>> kept;
  for (auto &value : c)
    kept.push_back(std::move(value));
  ASSERT_EQ(kept.size(), 2U);
  EXPECT_EQ(*kept[1], 2);
}

EVERY_CAST(ChanRange, IsAnInputRange) {
  static_assert(std::ranges::input_range<chan<int> &>);
  static_assert(std::ranges::input_range<recv_chan<int> &>);
  static_assert(std::input_iterator<decltype(std::declval<chan<int> &>().begin())>);
  auto c = full(5);
  c.close();
  std::vector<int> even;
  for (int value : c | std::views::filter([](int each) { return each % 2 == 0; }))
    even.push_back(value);
  EXPECT_EQ(even, (std::vector<int>{0, 2, 4}));
}

EVERY_CAST(ChanRange, SharedByConsumersGivesEachValueToOne) {
  auto c = make_chan<int>(4);
  std::atomic<int> sum = 0;
  std::atomic<int> count = 0;
  for (int i = 0; i < 3; ++i)
    others.go([&] {
      for (int value : c) {
        sum += value;
        ++count;
      }
    });
  for (int i = 0; i < 1000; ++i)
    c.send(i);
  c.close();
  others.join();
  EXPECT_EQ(count, 1000);
  EXPECT_EQ(sum, 999 * 1000 / 2);
}

// Directions

template <class C>
concept sends = requires(C c) { c.send(1); };
template <class C>
concept tries_to_send = requires(C c) { c.try_send(1); };
template <class C>
concept receives = requires(C c) { c.recv(); };
template <class C>
concept tries_to_receive = requires(C c) { c.try_recv(); };
template <class C>
concept closes = requires(C c) { c.close(); };
template <class C>
concept ranges_over = requires(C c) {
  c.begin();
  c.end();
};

TEST(ChanDirections, LeadFromBothWaysToOneWayOnly) {
  EXPECT_TRUE((std::is_convertible_v<chan<int>, send_chan<int>>));
  EXPECT_TRUE((std::is_convertible_v<chan<int>, recv_chan<int>>));
  EXPECT_FALSE((std::is_constructible_v<chan<int>, send_chan<int>>));
  EXPECT_FALSE((std::is_constructible_v<chan<int>, recv_chan<int>>));
  EXPECT_FALSE((std::is_constructible_v<send_chan<int>, recv_chan<int>>));
  EXPECT_FALSE((std::is_constructible_v<recv_chan<int>, send_chan<int>>));
  EXPECT_FALSE((std::is_assignable_v<chan<int> &, send_chan<int>>));
  EXPECT_FALSE((std::is_assignable_v<chan<int> &, recv_chan<int>>));
}

TEST(ChanDirections, KeepTheValuesType) {
  EXPECT_FALSE((std::is_convertible_v<chan<int>, chan<long>>));
  EXPECT_FALSE((std::is_convertible_v<chan<int>, send_chan<long>>));
  EXPECT_FALSE((std::is_convertible_v<chan<int>, recv_chan<long>>));
}

TEST(ChanDirections, AllowEachEndWhatIsItsBusiness) {
  static_assert(sends<chan<int>> && receives<chan<int>> && closes<chan<int>> && ranges_over<chan<int>>);
  static_assert(sends<send_chan<int>> && tries_to_send<send_chan<int>> && closes<send_chan<int>>);
  static_assert(!receives<send_chan<int>> && !tries_to_receive<send_chan<int>> && !ranges_over<send_chan<int>>);
  static_assert(receives<recv_chan<int>> && tries_to_receive<recv_chan<int>> && ranges_over<recv_chan<int>>);
  static_assert(!sends<recv_chan<int>> && !tries_to_send<recv_chan<int>> && !closes<recv_chan<int>>);
}

EVERY_CAST(ChanDirections, AreViewsOfTheSameChannel) {
  auto c = make_chan<int>(2);
  send_chan<int> in = c;
  recv_chan<int> out = c;
  in.send(1);
  EXPECT_TRUE(in.try_send(2));
  EXPECT_EQ(out.size(), 2U);
  EXPECT_EQ(out.capacity(), 2U);
  EXPECT_EQ(in.capacity(), 2U);
  EXPECT_EQ(out.recv(), 1);
  EXPECT_EQ(c.recv(), 2);
  in.close();
  EXPECT_EQ(out.recv(), std::nullopt);
  EXPECT_THROW(c.close(), misuse);
}

EVERY_CAST(ChanDirections, WaitWithLimitsToo) {
  auto c = make_chan<int>(1);
  send_chan<int> in = c;
  recv_chan<int> out = c;
  EXPECT_TRUE(in.send_for(1, 1h));
  EXPECT_EQ(out.recv_for(1h), 1);
  EXPECT_TRUE(in.send_until(2, clock::now() + 1h));
  EXPECT_EQ(out.recv_until(clock::now() + 1h), 2);
  EXPECT_TRUE(in.send(3, background()));
  EXPECT_EQ(out.recv(background()), 3);
}

// Go's tests: runtime/chan_test.go

EVERY_CAST(GoChan, BlocksReceiversWhileThereIsNothingForEveryCapacity) {
  for (std::size_t capacity = 0; capacity < 20; ++capacity) {
    auto c = make_chan<int>(capacity);
    std::atomic<int> received = 0;
    for (int i = 0; i < 2; ++i)
      others.go([&] {
        EXPECT_TRUE(c.recv());
        ++received;
      });
    others.until_blocked(2);
    EXPECT_EQ(c.try_recv().status(), recv_status::empty);
    EXPECT_EQ(received, 0);
    c.send(0);
    c.send(0);
    others.join();
  }
}

EVERY_CAST(GoChan, BlocksSendersWhileItIsFullForEveryCapacity) {
  for (std::size_t capacity = 0; capacity < 20; ++capacity) {
    auto c = full(capacity);
    std::atomic<bool> sent = false;
    others.go([&] {
      c.send(0);
      sent = true;
    });
    others.until_blocked(1);
    EXPECT_FALSE(c.try_send(0));
    EXPECT_FALSE(sent);
    EXPECT_EQ(c.recv(), 0);
    others.join();
    EXPECT_TRUE(sent);
  }
}

EVERY_CAST(GoChan, DrainsThenEndsForEveryCapacity) {
  for (std::size_t capacity = 0; capacity < 20; ++capacity) {
    auto c = full(capacity);
    EXPECT_EQ(c.size(), capacity);
    EXPECT_EQ(c.capacity(), capacity);
    c.close();
    for (std::size_t i = 0; i < capacity; ++i)
      EXPECT_EQ(c.recv(), static_cast<int>(i));
    EXPECT_EQ(c.recv(), std::nullopt);
    EXPECT_EQ(c.try_recv().status(), recv_status::closed);
  }
}

EVERY_CAST(GoChan, LosesAndDoublesNothingBetweenFourSendersAndFourReceivers) {
  const workers four(4);
  for (std::size_t capacity : {0, 1, 2, 5, 16}) {
    constexpr int parties = 4;
    const int each = scaled(1000);
    auto c = make_chan<int>(capacity);
    std::array<std::map<int, int>, parties> seen;
    for (auto &mine : seen) {
      others.go([&] {
        for (int i = 0; i < each; ++i)
          c.send(i);
      });
      others.go([&] {
        for (int i = 0; i < each; ++i)
          ++mine[c.recv().value()];
      });
    }
    others.join();
    std::map<int, int> all;
    for (const auto &mine : seen)
      for (const auto &[value, count] : mine)
        all[value] += count;
    EXPECT_EQ(all.size(), static_cast<std::size_t>(each));
    for (const auto &[value, count] : all)
      EXPECT_EQ(count, parties) << value;
  }
}

EVERY_CAST(GoChan, HasAValueOrIsClosedWhateverAReceiverRacesWith) {
  // Between the send and the end of the close there is no moment at which a receive is impossible.
  for (int i = 0; i < scaled(1000); ++i) {
    auto c = make_chan<int>(1);
    c.send(1);
    others.go([c]() mutable { EXPECT_NE(c.try_recv().status(), recv_status::empty); });
    c.close();
    (void)c.recv();
    others.join();
  }
}

EVERY_CAST(GoChan, FeedsManyConsumersAndClosesBehindThem) {
  constexpr int consumers = 23;
  constexpr std::array primes = {2, 3, 7, 11, 13, 17, 19, 23, 27, 31};
  const int items = scaled(30000);
  auto jobs = make_chan<int>(consumers * 3);
  auto results = make_chan<int>(consumers * 3);
  std::atomic<int> working = consumers;
  for (int w = 0; w < consumers; ++w)
    others.go([&, odd_one = primes.at(static_cast<std::size_t>(w) % primes.size())] {
      for (int job : jobs) {
        if (job == odd_one) // so that they don't go round in step
          yield();
        results.send(job);
      }
      if (--working == 0)
        results.close();
    });
  int expected = 0;
  for (int i = 0; i < items; ++i)
    expected += primes.at(static_cast<std::size_t>(i) % primes.size());
  others.go([&] {
    for (int i = 0; i < items; ++i)
      jobs.send(primes.at(static_cast<std::size_t>(i) % primes.size()));
    jobs.close();
  });
  int count = 0;
  int sum = 0;
  for (int result : results) {
    ++count;
    sum += result;
  }
  others.join();
  EXPECT_EQ(count, items);
  EXPECT_EQ(sum, expected);
}

[[gnu::noinline]] int deep(int depth) {
  volatile char frame[512] = {};
  frame[0] = static_cast<char>(depth);
  return depth == 0 ? frame[0] : deep(depth - 1) + frame[0] - frame[0];
}

EVERY_CAST(GoChan, KeepsASendersStackWhileItWaits) {
  auto c = make_chan<int>();
  others.go([&] {
    for (int i = 0; i < 10; ++i) {
      volatile int here = i;
      c.send(i);
      EXPECT_EQ(here, i);
      EXPECT_EQ(deep(20), 0);
    }
    c.close();
  });
  int expected = 0;
  for (int value : c) {
    EXPECT_EQ(value, expected++);
    EXPECT_EQ(deep(20), 0);
  }
  others.join();
}

// Go's tests: test/chan

EVERY_CAST(GoChan, PassesAChainInOrder) {
  auto values = make_chan<int>();
  auto in = make_chan<int>();
  const auto start = in;
  for (int i = 0; i < 10; ++i) {
    auto out = make_chan<int>();
    others.go([=]() mutable {
      EXPECT_TRUE(in.recv());
      EXPECT_EQ(values.recv(), i);
      out.send(1);
    });
    in = out;
  }
  chan<int>(start).send(0);
  for (int i = 0; i < 10; ++i)
    values.send(i);
  EXPECT_EQ(in.recv(), 1);
  others.join();
}

TEST(GoChan, PassesAValueThroughTenThousandTasks) {
  const int length = tasks_are_threads ? 200 : scaled(10000);
  auto leftmost = make_chan<int>();
  auto left = leftmost;
  for (int i = 0; i < length; ++i) {
    auto right = make_chan<int>();
    go([left, right]() mutable { left.send(right.recv().value() + 1); });
    left = right;
  }
  go([left]() mutable { left.send(1); });
  EXPECT_EQ(leftmost.recv(), length + 1);
}

constexpr std::array primes = {2,  3,  5,  7,  11, 13, 17, 19, 23, 29, 31, 37, 41,
                               43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97};

EVERY_CAST(GoChan, SievesPrimes) {
  auto stop = with_cancel(background());
  const context &ctx = stop.ctx();
  auto numbers = make_chan<int>();
  others.go([ctx, numbers]() mutable {
    for (int i = 2; numbers.send(i, ctx);)
      ++i;
  });
  for (int prime : primes) {
    EXPECT_EQ(numbers.recv(), prime);
    auto rest = make_chan<int>();
    others.go([ctx, numbers, rest, prime]() mutable {
      while (const auto number = numbers.recv(ctx))
        if (*number % prime != 0 && !rest.send(*number, ctx))
          return;
    });
    numbers = rest;
  }
  stop.cancel();
  others.join();
}

// Power series (after McIlroy's "Squinting at Power Series"): a series is a pair of channels, a coefficient is computed
// when it is asked for. The product splits both series again and again, so that tasks come into being on demand.
struct series {
  chan<unit> asked = make_chan<unit>();
  chan<long> given = make_chan<long>();

  std::optional<long> next(const context &ctx) {
    if (!asked.send(unit(), ctx))
      return std::nullopt;
    return given.recv(ctx);
  }
  bool give(long coefficient, const context &ctx) { return asked.recv(ctx) && given.send(coefficient, ctx); }
};

class power_series {
public:
  power_series(crew &tasks, const context &ctx) : tasks_(tasks), ctx_(ctx) {}

  series ones() {
    series out;
    tasks_.go([this, out]() mutable {
      while (out.give(1, ctx_)) {
      }
    });
    return out;
  }

  series sum(series a, series b) {
    series out;
    tasks_.go([this, a, b, out]() mutable {
      for (;;) {
        const auto x = a.next(ctx_);
        const auto y = b.next(ctx_);
        if (!x || !y || !out.give(*x + *y, ctx_))
          return;
      }
    });
    return out;
  }

  // Both halves give what `in` gives, each at its reader's pace.
  std::pair<series, series> split(series in) {
    std::pair<series, series> out;
    tasks_.go([this, in, out]() mutable {
      std::deque<long> ahead; // of the slower half
      bool first_is_slower = false;
      for (;;) {
        series &slower = first_is_slower ? out.first : out.second;
        series &faster = first_is_slower ? out.second : out.first;
        const std::size_t asked_by = select(on_recv(faster.asked), on_recv(slower.asked), on_done(ctx_));
        if (asked_by == 2)
          return;
        if (asked_by == 1 && !ahead.empty()) {
          const long coefficient = ahead.front();
          ahead.pop_front();
          if (!slower.given.send(coefficient, ctx_))
            return;
          continue;
        }
        const auto coefficient = in.next(ctx_);
        if (!coefficient)
          return;
        series &asking = asked_by == 0 ? faster : slower;
        if (asked_by == 1)
          first_is_slower = !first_is_slower;
        ahead.push_back(*coefficient);
        if (!asking.given.send(*coefficient, ctx_))
          return;
      }
    });
    return out;
  }

  // (a0 + xA)(b0 + xB) = a0 b0 + x(a0 B + b0 A + x AB)
  series product(series a, series b) {
    series out;
    tasks_.go([this, a, b, out]() mutable {
      if (!out.asked.recv(ctx_))
        return;
      const auto a0 = a.next(ctx_);
      const auto b0 = b.next(ctx_);
      if (!a0 || !b0 || !out.given.send(*a0 * *b0, ctx_))
        return;
      if (!out.asked.recv(ctx_)) // the rest is made only if somebody wants it
        return;
      auto [a1, a2] = split(a);
      auto [b1, b2] = split(b);
      series rest = sum(sum(scaled_by(*a0, b1), scaled_by(*b0, a1)), delayed(*this, a2, b2));
      auto coefficient = rest.next(ctx_);
      while (coefficient && out.given.send(*coefficient, ctx_) && out.asked.recv(ctx_))
        coefficient = rest.next(ctx_);
    });
    return out;
  }

private:
  series scaled_by(long factor, series in) {
    series out;
    tasks_.go([this, factor, in, out]() mutable {
      for (;;) {
        const auto x = in.next(ctx_);
        if (!x || !out.give(factor * *x, ctx_))
          return;
      }
    });
    return out;
  }

  static series delayed(power_series &self, series a, series b) {
    series out;
    self.tasks_.go([&self, a, b, out]() mutable {
      if (!out.give(0, self.ctx_))
        return;
      series rest = self.product(a, b);
      for (;;) {
        const auto x = rest.next(self.ctx_);
        if (!x || !out.give(*x, self.ctx_))
          return;
      }
    });
    return out;
  }

  crew &tasks_;
  context ctx_;
};

TEST(GoChan, MultipliesPowerSeries) {
  auto stop = with_cancel(background());
  crew tasks(actor::task);
  power_series algebra(tasks, stop.ctx());
  // 1/(1-x) cubed: the triangular numbers.
  series cube = algebra.product(algebra.product(algebra.ones(), algebra.ones()), algebra.ones());
  for (long n = 1; n <= 7; ++n)
    EXPECT_EQ(cube.next(stop.ctx()), n * (n + 1) / 2);
  stop.cancel();
  tasks.join();
}

// The patterns of test/chan/nonblock.go, where a receiver or sender appears some time later.
template <class T> void meets_in_both_directions(crew &others, const T &there, const T &back) {
  for (std::size_t capacity : {std::size_t(0), std::size_t(1)}) {
    auto c = make_chan<T>(capacity);
    EXPECT_EQ(c.try_recv().status(), recv_status::empty);
    others.go([&] { EXPECT_EQ(c.recv(), there); });
    until([&] { return c.try_send(there); });
    others.join();
    others.go([&] { c.send(back); });
    std::optional<T> got;
    until([&] { return (got = c.try_recv()).has_value(); });
    EXPECT_EQ(got, back);
    others.join();
  }
}

EVERY_CAST(GoChan, MeetsATrierSoonerOrLater) {
  meets_in_both_directions<std::int32_t>(others, 123, 234);
  meets_in_both_directions<std::int64_t>(others, 123456, 234567);
  meets_in_both_directions<bool>(others, true, true);
  meets_in_both_directions<std::string>(others, "hello", "hello again");
}

} // namespace
} // namespace leash::test
