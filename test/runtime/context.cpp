// context: cancellation that goes down a tree, with deadlines, causes and values. After Go's own context tests.

#include "support.h"

#include <leash/chan.h>
#include <leash/context.h>
#include <leash/error.h>
#include <leash/select.h>
#include <leash/test_clock.h>
#include <leash/time.h>

#include <array>
#include <memory>
#include <random>
#include <stop_token>
#include <string>
#include <vector>

namespace leash::test {
namespace {

bool is_done(const context &ctx) {
  const bool done = ctx.is_done();
  EXPECT_EQ(ctx.done().try_recv().status() == recv_status::closed, done);
  EXPECT_EQ(static_cast<bool>(ctx.err()), done);
  return done;
}

// Background

TASK_AND_THREAD(Context, BackgroundIsNeverDone) {
  const context ctx = background();
  EXPECT_FALSE(is_done(ctx));
  EXPECT_EQ(ctx.deadline(), std::nullopt);
  EXPECT_FALSE(ctx.cause());
  EXPECT_EQ(select(on_done(ctx), otherwise()), 1U);
}

// Cancelling

TASK_AND_THREAD(Context, CancelIsSeenAtOnce) {
  auto cancel = with_cancel(background());
  const context ctx = cancel.ctx();
  EXPECT_FALSE(is_done(ctx));
  cancel.cancel();
  EXPECT_TRUE(is_done(ctx));
  EXPECT_EQ(ctx.err(), canceled);
  EXPECT_EQ(ctx.cause(), canceled);
  EXPECT_TRUE(is(ctx.err(), canceled));
  EXPECT_FALSE(is(ctx.err(), deadline_exceeded));
  EXPECT_EQ(select(on_done(ctx)), 0U);
}

TASK_AND_THREAD(Context, CancelGoesDownToEveryDescendantAtOnce) {
  auto parent = with_cancel(background());
  auto child = with_cancel(parent.ctx());
  struct user {
    using value_type = std::string;
  };
  const context valued = with_value<user>(parent.ctx(), "name");
  auto timed = with_timeout(valued, 24h);
  auto grandchild = with_cancel(timed.ctx());
  for (const context &ctx : {parent.ctx(), child.ctx(), valued, timed.ctx(), grandchild.ctx()})
    EXPECT_FALSE(is_done(ctx));
  parent.cancel();
  for (const context &ctx : {parent.ctx(), child.ctx(), valued, timed.ctx(), grandchild.ctx()}) {
    EXPECT_TRUE(is_done(ctx));
    EXPECT_EQ(ctx.err(), canceled);
  }
}

TASK_AND_THREAD(Context, CancelNeverGoesUpOrSideways) {
  auto root = with_cancel(background());
  for (const context &parent : {background(), root.ctx()}) {
    auto child = with_cancel(parent);
    auto sibling = with_cancel(parent);
    child.cancel();
    EXPECT_TRUE(is_done(child.ctx()));
    EXPECT_FALSE(is_done(parent));
    EXPECT_FALSE(is_done(sibling.ctx()));
  }
}

TASK_AND_THREAD(Context, ChildOfACancelledParentIsBornCancelled) {
  auto parent = with_cancel(background());
  parent.cancel(make_error("the reason"));
  auto child = with_cancel(parent.ctx());
  auto timed = with_timeout(parent.ctx(), 24h);
  struct key {
    using value_type = int;
  };
  const context valued = with_value<key>(parent.ctx(), 1);
  for (const context &ctx : {child.ctx(), timed.ctx(), valued}) {
    EXPECT_TRUE(is_done(ctx));
    EXPECT_EQ(ctx.err(), canceled);
    EXPECT_EQ(ctx.cause(), parent.ctx().cause());
  }
}

TASK_AND_THREAD(Context, CancelTwiceIsCancelOnce) {
  auto cancel = with_cancel(background());
  const error first = make_error("first");
  cancel.cancel(first);
  cancel.cancel(make_error("second"));
  cancel.cancel();
  EXPECT_EQ(cancel.ctx().cause(), first);
  EXPECT_EQ(cancel.ctx().err(), canceled);
}

EVERY_CAST(Context, CancelWakesEverybodyWhoWaits) {
  auto cancel = with_cancel(background());
  auto child = with_cancel(cancel.ctx());
  std::atomic<int> woken = 0;
  for (int i = 0; i < 3; ++i) {
    others.go([&] {
      EXPECT_FALSE(cancel.ctx().done().recv());
      ++woken;
    });
    others.go([&] {
      select(on_done(child.ctx()), on_recv(chan<int>()));
      ++woken;
    });
  }
  others.until_blocked(6);
  EXPECT_EQ(woken, 0);
  cancel.cancel();
  others.join();
  EXPECT_EQ(woken, 6);
}

EVERY_CAST(Context, WhatIsWrittenBeforeCancelIsSeenAfterDone) {
  auto cancel = with_cancel(background());
  int note = 0;
  others.go([&] {
    EXPECT_FALSE(cancel.ctx().done().recv());
    EXPECT_EQ(note, 1);
  });
  note = 1;
  cancel.cancel();
  others.join();
}

EVERY_CAST(Context, WhatIsWrittenBeforeCancelIsSeenByWhoAsks) {
  auto cancel = with_cancel(background());
  int note = 0;
  others.go([&] {
    note = 1;
    cancel.cancel();
  });
  until([&] { return cancel.ctx().is_done(); });
  EXPECT_EQ(note, 1);
  EXPECT_EQ(cancel.ctx().err(), canceled);
  others.join();
}

// The canceller

static_assert(!std::is_copy_constructible_v<canceller> && !std::is_copy_assignable_v<canceller>);
static_assert(std::is_nothrow_move_constructible_v<canceller>);

TASK_AND_THREAD(Canceller, CancelsAtTheEndOfItsScope) {
  context ctx = background();
  {
    auto cancel = with_cancel(background());
    ctx = cancel.ctx();
    EXPECT_FALSE(is_done(ctx));
  }
  EXPECT_TRUE(is_done(ctx));
  EXPECT_EQ(ctx.err(), canceled);
}

TASK_AND_THREAD(Canceller, HandsItsDutyOnWhenItIsMoved) {
  std::optional<canceller> kept;
  context ctx = background();
  {
    auto cancel = with_cancel(background());
    ctx = cancel.ctx();
    kept.emplace(std::move(cancel));
  }
  EXPECT_FALSE(is_done(ctx));
  kept.reset();
  EXPECT_TRUE(is_done(ctx));
}

TASK_AND_THREAD(Canceller, CancelsWhatItHeldWhenItIsAssignedTo) {
  auto cancel = with_cancel(background());
  const context before = cancel.ctx();
  cancel = with_cancel(background());
  EXPECT_TRUE(is_done(before));
  EXPECT_FALSE(is_done(cancel.ctx()));
}

TASK_AND_THREAD(Canceller, IsGoodForAContext) {
  auto cancel = with_cancel(background());
  auto child = with_cancel(cancel);
  const context &ctx = child;
  cancel.cancel();
  EXPECT_TRUE(is_done(ctx));
}

// Causes

TASK_AND_THREAD(Cause, IsWhatTheCancellerSays) {
  auto cancel = with_cancel(background());
  EXPECT_FALSE(cancel.ctx().cause());
  const error reason = make_error("the reason");
  cancel.cancel(reason);
  EXPECT_EQ(cancel.ctx().err(), canceled);
  EXPECT_EQ(cancel.ctx().cause(), reason);
}

TASK_AND_THREAD(Cause, GoesDownTheTree) {
  auto parent = with_cancel(background());
  auto child = with_cancel(parent.ctx());
  auto grandchild = with_timeout(child.ctx(), 24h);
  const error reason = make_error("the reason");
  parent.cancel(reason);
  for (const context &ctx : {parent.ctx(), child.ctx(), grandchild.ctx()})
    EXPECT_EQ(ctx.cause(), reason);
}

TASK_AND_THREAD(Cause, BelongsToWhoeverWasFirst) {
  auto parent = with_cancel(background());
  auto child = with_cancel(parent.ctx());
  const error of_child = make_error("child");
  const error of_parent = make_error("parent");
  child.cancel(of_child);
  EXPECT_FALSE(parent.ctx().cause());
  parent.cancel(of_parent);
  EXPECT_EQ(child.ctx().cause(), of_child);
  EXPECT_EQ(parent.ctx().cause(), of_parent);
}

TASK_AND_THREAD(Cause, OfADeadlineIsTheDeadline) {
  test_clock clock;
  auto timed = with_timeout(background(), 1s);
  auto child = with_cancel(timed.ctx());
  clock.advance(1s);
  EXPECT_EQ(timed.ctx().cause(), deadline_exceeded);
  EXPECT_EQ(child.ctx().cause(), deadline_exceeded);
  EXPECT_EQ(child.ctx().err(), deadline_exceeded);
}

TASK_AND_THREAD(Cause, ThatIsEmptyMeansCanceled) {
  auto cancel = with_cancel(background());
  cancel.cancel(error());
  EXPECT_EQ(cancel.ctx().cause(), canceled);
}

// Deadlines

TASK_AND_THREAD(Deadline, EndsTheContextWhenItComes) {
  test_clock clock;
  auto timed = with_timeout(background(), 10s);
  auto other = with_deadline(background(), clock.now() + 10s);
  EXPECT_EQ(timed.ctx().deadline(), clock.now() + 10s);
  EXPECT_EQ(other.ctx().deadline(), clock.now() + 10s);
  clock.advance(9s);
  EXPECT_FALSE(is_done(timed.ctx()));
  EXPECT_FALSE(is_done(other.ctx()));
  clock.advance(1s);
  for (const context &ctx : {timed.ctx(), other.ctx()}) {
    EXPECT_TRUE(is_done(ctx));
    EXPECT_EQ(ctx.err(), deadline_exceeded);
    EXPECT_TRUE(is(ctx.err(), deadline_exceeded));
    EXPECT_FALSE(is(ctx.err(), canceled));
  }
}

TASK_AND_THREAD(Deadline, IsTheEarlierOfTheParentsAndOnesOwn) {
  test_clock clock;
  const auto start = clock.now();
  auto parent = with_timeout(background(), 10s);
  auto later = with_timeout(parent.ctx(), 24h);
  auto earlier = with_timeout(parent.ctx(), 5s);
  EXPECT_EQ(later.ctx().deadline(), start + 10s);
  EXPECT_EQ(earlier.ctx().deadline(), start + 5s);
  clock.advance(5s);
  EXPECT_TRUE(is_done(earlier.ctx()));
  EXPECT_FALSE(is_done(later.ctx()));
  EXPECT_FALSE(is_done(parent.ctx()));
  clock.advance(5s);
  EXPECT_TRUE(is_done(later.ctx()));
  EXPECT_EQ(later.ctx().err(), deadline_exceeded);
}

TASK_AND_THREAD(Deadline, IsInheritedByContextsWithoutOne) {
  test_clock clock;
  auto parent = with_timeout(background(), 10s);
  auto child = with_cancel(parent.ctx());
  EXPECT_EQ(child.ctx().deadline(), parent.ctx().deadline());
  clock.advance(10s);
  EXPECT_EQ(child.ctx().err(), deadline_exceeded);
}

TASK_AND_THREAD(Deadline, InThePastHasCome) {
  test_clock clock;
  for (auto &timed :
       {with_deadline(background(), clock.now() - 1s), with_deadline(background(), clock.now()),
        with_timeout(background(), 0s), with_timeout(background(), -1s), with_timeout(background(), duration::min())}) {
    EXPECT_TRUE(is_done(timed.ctx()));
    EXPECT_EQ(timed.ctx().err(), deadline_exceeded);
  }
  EXPECT_EQ(clock.pending(), 0U);
}

TASK_AND_THREAD(Deadline, AtTheEndOfAllTimeNeverComes) {
  test_clock clock;
  auto timed = with_timeout(background(), duration::max());
  clock.advance(24h * 365 * 100);
  EXPECT_FALSE(is_done(timed.ctx()));
}

TASK_AND_THREAD(Deadline, DoesNotMatterOnceCancelled) {
  test_clock clock;
  auto timed = with_timeout(background(), 10s);
  timed.cancel();
  EXPECT_EQ(timed.ctx().err(), canceled);
  EXPECT_EQ(clock.pending(), 0U) << "its timer is gone";
  clock.advance(10s);
  EXPECT_EQ(timed.ctx().err(), canceled);
}

TASK_AND_THREAD(Deadline, LeavesNoTimerBehind) {
  test_clock clock;
  {
    auto timed = with_timeout(background(), 10s);
    auto child = with_timeout(timed.ctx(), 5s);
    EXPECT_GE(clock.pending(), 1U);
  }
  EXPECT_EQ(clock.pending(), 0U);
  auto parent = with_cancel(background());
  auto timed = with_timeout(parent.ctx(), 10s);
  parent.cancel();
  EXPECT_EQ(clock.pending(), 0U) << "cancelled from above";
}

EVERY_CAST(Deadline, WakesWhoWaits) {
  test_clock clock;
  auto timed = with_timeout(background(), 10s);
  others.go([&] {
    EXPECT_EQ(make_chan<int>().recv(timed.ctx()).status(), recv_status::cancelled);
    EXPECT_EQ(timed.ctx().err(), deadline_exceeded);
  });
  others.until_blocked(1);
  clock.advance(10s);
  others.join();
}

TASK_AND_THREAD(Deadline, ComesInRealTime) {
  const auto start = std::chrono::steady_clock::now();
  auto timed = with_timeout(background(), 5ms);
  EXPECT_FALSE(timed.ctx().done().recv());
  EXPECT_GE(std::chrono::steady_clock::now() - start, 5ms);
}

// Values

struct name_key {
  using value_type = std::string;
};
struct other_name_key {
  using value_type = std::string;
};
struct number_key {
  using value_type = int;
};

TASK_AND_THREAD(ContextValue, IsFoundByItsKeyAlone) {
  const context none = background();
  EXPECT_EQ(none.value<name_key>(), nullptr);
  const context ctx = with_value<name_key>(none, "gopher");
  ASSERT_NE(ctx.value<name_key>(), nullptr);
  EXPECT_EQ(*ctx.value<name_key>(), "gopher");
  EXPECT_EQ(ctx.value<other_name_key>(), nullptr) << "the same type of value, but another key";
  EXPECT_EQ(none.value<name_key>(), nullptr);
}

TASK_AND_THREAD(ContextValue, IsFoundWalkingUp) {
  const context first = with_value<name_key>(background(), "first");
  auto cancel = with_cancel(first);
  const context second = with_value<number_key>(cancel.ctx(), 2);
  auto timed = with_timeout(second, 24h);
  const context third = with_value<other_name_key>(timed.ctx(), "third");
  EXPECT_EQ(*third.value<name_key>(), "first");
  EXPECT_EQ(*third.value<number_key>(), 2);
  EXPECT_EQ(*third.value<other_name_key>(), "third");
  EXPECT_EQ(first.value<number_key>(), nullptr);
}

TASK_AND_THREAD(ContextValue, HidesAnOlderOneBelowOnly) {
  const context above = with_value<name_key>(background(), "old");
  const context below = with_value<name_key>(above, "new");
  EXPECT_EQ(*below.value<name_key>(), "new");
  EXPECT_EQ(*above.value<name_key>(), "old");
}

TASK_AND_THREAD(ContextValue, OutlivesTheCancel) {
  auto cancel = with_cancel(with_value<name_key>(background(), "still"));
  cancel.cancel();
  EXPECT_EQ(*cancel.ctx().value<name_key>(), "still");
}

TASK_AND_THREAD(ContextValue, LivesAsLongAsTheContext) {
  const int before = counted::alive;
  struct key {
    using value_type = counted;
  };
  {
    const context ctx = with_value<key>(background(), counted(5));
    const context copy = ctx;
    EXPECT_EQ(copy.value<key>(), ctx.value<key>());
    EXPECT_EQ(copy.value<key>()->value(), 5);
    EXPECT_EQ(counted::alive, before + 1);
  }
  EXPECT_EQ(counted::alive, before);
}

// after_cancel

EVERY_CAST(AfterCancel, RunsOnceTheContextIsDone) {
  auto cancel = with_cancel(background());
  auto ran = make_chan<unit>(2);
  auto stop = after_cancel(cancel.ctx(), [=]() mutable { ran.send(unit()); });
  EXPECT_EQ(ran.try_recv().status(), recv_status::empty);
  cancel.cancel();
  EXPECT_TRUE(ran.recv());
  cancel.cancel();
  EXPECT_EQ(ran.try_recv().status(), recv_status::empty);
  EXPECT_FALSE(stop.stop()) << "too late";
}

EVERY_CAST(AfterCancel, RunsAtOnceIfTheContextIsDone) {
  auto cancel = with_cancel(background());
  cancel.cancel();
  auto ran = make_chan<unit>(1);
  auto stop = after_cancel(cancel.ctx(), [=]() mutable { ran.send(unit()); });
  EXPECT_TRUE(ran.recv());
}

EVERY_CAST(AfterCancel, RunsForADeadlineToo) {
  test_clock clock;
  auto timed = with_timeout(background(), 1s);
  auto ran = make_chan<unit>(1);
  auto stop = after_cancel(timed.ctx(), [=]() mutable { ran.send(unit()); });
  clock.advance(1s);
  EXPECT_TRUE(ran.recv());
}

EVERY_CAST(AfterCancel, NeverRunsIfStoppedInTime) {
  auto cancel = with_cancel(background());
  auto ran = make_chan<unit>(2);
  auto kept = after_cancel(cancel.ctx(), [=]() mutable { ran.send(unit()); });
  auto stopped = after_cancel(cancel.ctx(), [] { ADD_FAILURE() << "stopped, and yet it ran"; });
  EXPECT_TRUE(stopped.stop());
  EXPECT_FALSE(stopped.stop());
  cancel.cancel();
  EXPECT_TRUE(ran.recv());
}

EVERY_CAST(AfterCancel, RunsAllThatAreRegistered) {
  auto cancel = with_cancel(background());
  auto ran = make_chan<int>(3);
  auto a = after_cancel(cancel.ctx(), [=]() mutable { ran.send(1); });
  auto b = after_cancel(cancel.ctx(), [=]() mutable { ran.send(2); });
  auto child = with_cancel(cancel.ctx());
  auto c = after_cancel(child.ctx(), [=]() mutable { ran.send(4); });
  cancel.cancel();
  EXPECT_EQ(ran.recv().value() + ran.recv().value() + ran.recv().value(), 7);
}

EVERY_CAST(AfterCancel, MayBlockWithoutHoldingTheCancelUp) {
  auto cancel = with_cancel(background());
  auto c = make_chan<int>();
  auto stop = after_cancel(cancel.ctx(), [=]() mutable { c.send(1); });
  cancel.cancel(); // returns, though nobody receives yet
  EXPECT_TRUE(is_done(cancel.ctx()));
  EXPECT_EQ(c.recv(), 1);
}

EVERY_CAST(AfterCancel, WakesSomethingThatKnowsNoContexts) {
  // The use it was made for: a condition of somebody else's.
  auto c = make_chan<int>();
  auto cancel = with_cancel(background());
  others.go([&] { EXPECT_EQ(c.recv(), std::nullopt); });
  auto stop = after_cancel(cancel.ctx(), [=]() mutable { c.close(); });
  others.until_blocked(1);
  cancel.cancel();
  others.join();
}

// std::stop_token

EVERY_CAST(StopToken, CancelsAContext) {
  std::stop_source source;
  auto cancel = with_stop_token(background(), source.get_token());
  others.go([&] { EXPECT_EQ(make_chan<int>().recv(cancel.ctx()).status(), recv_status::cancelled); });
  others.until_blocked(1);
  EXPECT_FALSE(is_done(cancel.ctx()));
  source.request_stop();
  EXPECT_TRUE(is_done(cancel.ctx()));
  EXPECT_EQ(cancel.ctx().err(), canceled);
  others.join();
}

EVERY_CAST(StopToken, AlreadyStoppedMeansAlreadyCancelled) {
  std::stop_source source;
  source.request_stop();
  auto cancel = with_stop_token(background(), source.get_token());
  EXPECT_TRUE(is_done(cancel.ctx()));
}

EVERY_CAST(StopToken, ThatNeverStopsLeavesTheContextToItsParent) {
  auto parent = with_cancel(background());
  auto cancel = with_stop_token(parent.ctx(), std::stop_token());
  EXPECT_FALSE(is_done(cancel.ctx()));
  parent.cancel();
  EXPECT_TRUE(is_done(cancel.ctx()));
}

EVERY_CAST(StopToken, ComesOutOfAContext) {
  auto cancel = with_cancel(background());
  const std::stop_token token = cancel.ctx().stop_token();
  bool called = false;
  const std::stop_callback callback(token, [&] { called = true; });
  EXPECT_TRUE(token.stop_possible());
  EXPECT_FALSE(token.stop_requested());
  cancel.cancel();
  EXPECT_TRUE(token.stop_requested());
  EXPECT_TRUE(called);
  EXPECT_TRUE(cancel.ctx().stop_token().stop_requested());
}

// Go's tests

// Whole trees are cancelled by everybody at once.
EVERY_CAST(GoContext, SurvivesSimultaneousCancels) {
  const workers four(4);
  for (int round = 0; round < scaled(20); ++round) {
    std::vector<canceller> all;
    all.push_back(with_cancel(background()));
    for (std::size_t parent = 0; all.size() < 50; ++parent)
      for (int i = 0; i < 4; ++i)
        all.push_back(with_cancel(all.at(parent).ctx()));
    std::shuffle(all.begin(), all.end(), std::mt19937(static_cast<unsigned>(round)));
    const std::size_t half = all.size() / 2;
    for (std::size_t part : {std::size_t(0), half})
      others.go([&, part] {
        for (std::size_t i = part; i < part + half; ++i)
          all.at(i).cancel();
      });
    for (std::size_t i = 0; i < 2 * half; ++i)
      EXPECT_FALSE(all.at(i).ctx().done().recv());
    others.join();
  }
}

EVERY_CAST(GoContext, LetsWhoeverIsWokenByAParentCancelTheChild) {
  for (int i = 0; i < scaled(200); ++i) {
    auto parent = with_cancel(background());
    auto child = with_cancel(parent.ctx());
    others.go([&] {
      EXPECT_FALSE(parent.ctx().done().recv());
      child.cancel();
    });
    parent.cancel();
    EXPECT_FALSE(child.ctx().done().recv());
    others.join();
  }
}

// Thirty layers of values, cancels and deadlines in a random order; then one of the cancels, or the deadlines.
struct layer_key {
  using value_type = int;
};

template <bool deadline_comes> void peel_layers() {
  test_clock clock;
  for (unsigned seed = 0; seed < 20; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    std::vector<canceller> cancels;
    std::vector<std::pair<context, int>> valued;
    context ctx = background();
    for (int i = 0; i < 30 || cancels.empty() || valued.empty() || (deadline_comes && !ctx.deadline()); ++i) {
      switch (random() % 3) {
      case 0:
        ctx = with_value<layer_key>(ctx, i);
        valued.emplace_back(ctx, i);
        break;
      case 1:
        cancels.push_back(with_cancel(ctx));
        ctx = cancels.back().ctx();
        break;
      default:
        cancels.push_back(with_timeout(ctx, deadline_comes ? duration(1s) : duration(1000h)));
        ctx = cancels.back().ctx();
      }
    }
    const auto check_values = [&] {
      for (const auto &[layer, value] : valued)
        EXPECT_EQ(*layer.template value<layer_key>(), value);
      EXPECT_EQ(*ctx.template value<layer_key>(), valued.back().second);
    };
    check_values();
    EXPECT_FALSE(is_done(ctx));
    if (deadline_comes)
      clock.advance(1s);
    else
      cancels.at(random() % cancels.size()).cancel();
    EXPECT_TRUE(is_done(ctx));
    EXPECT_EQ(ctx.err(), deadline_comes ? deadline_exceeded : canceled);
    check_values();
  }
}

TASK_AND_THREAD(GoContext, IsCancelledThroughManyLayers) { peel_layers<false>(); }

TASK_AND_THREAD(GoContext, ReachesADeadlineThroughManyLayers) { peel_layers<true>(); }

TASK_AND_THREAD(GoContext, ForgetsChildrenThatAreDone) {
  // Otherwise this would need a gigabyte, or a minute for the last cancel.
  auto parent = with_cancel(background());
  for (int i = 0; i < scaled(200000); ++i) {
    auto child = with_cancel(parent.ctx());
    if (i % 2 == 0)
      child.cancel();
  }
  parent.cancel();
}

TASK_AND_THREAD(GoContext, EndsAVeryLongChainOnASmallStack) {
  context ctx = background();
  for (int i = 0; i < 20000; ++i)
    ctx = with_value<number_key>(ctx, i);
  EXPECT_EQ(*ctx.value<number_key>(), 19999);
  ctx = background(); // the last handle of them all
}

TASK_AND_THREAD(GoContext, SurvivesAVeryLongChain) {
  std::vector<canceller> chain;
  chain.push_back(with_cancel(background()));
  for (int i = 0; i < scaled(20000); ++i)
    chain.push_back(with_cancel(chain.back().ctx()));
  chain.front().cancel();
  EXPECT_TRUE(is_done(chain.back().ctx()));
  while (!chain.empty())
    chain.pop_back();
}

} // namespace
} // namespace leash::test
