// lock-flow-test: how a lock stands on each way out of a function that was put together by hand.

#include "checks/core/flow/known-failure.h"
#include "checks/core/flow/lock-flow.h"
#include "test/flow/hand-made.h"

#include "llvm/ADT/STLExtras.h"

#include <gtest/gtest.h>

namespace leash {

using test::HandMade;
using test::is;
using test::isNot;

namespace {

class LockFlowTest : public testing::Test {
protected:
  /// The one flow that there is.
  LockFlow flow() {
    std::vector<LockFlow> flows = lockFlowsOf(program_.body(), program_.unit);
    EXPECT_EQ(flows.size(), 1u);
    return flows.empty() ? LockFlow() : flows.front();
  }

  static size_t held(const LockFlow &flow) {
    return llvm::count_if(flow.exits, [](const LockExit &exit) { return exit.property.isHeldByHand(); });
  }

  Operation &acquire(uint32_t block) { return program_.operation(block, Verb::Acquire, lock_); }
  Operation &release(uint32_t block) { return program_.operation(block, Verb::Release, lock_); }

  HandMade program_;
  Object lock_ = Object::variable(program_.global("lock", TypeRole::Mutex));
  Object flag_ = Object::variable(program_.local("flag"));
};

} // namespace

TEST_F(LockFlowTest, IsHeldWhereOneBranchForgets) {
  uint32_t releases = program_.block(), forgets = program_.block();
  acquire(0);
  program_.edge(0, releases, {isNot(flag_, 0)});
  program_.edge(0, forgets, {is(flag_, 0)});
  release(releases);
  program_.edge(releases, 1);
  program_.edge(forgets, 1);
  LockFlow flow = this->flow();
  EXPECT_EQ(flow.exits.size(), 2u);
  EXPECT_EQ(held(flow), 1u);
}

TEST_F(LockFlowTest, FollowsBranchesOnOneConditionTogether) {
  uint32_t acquires = program_.block(), between = program_.block(), releases = program_.block();
  program_.edge(0, acquires, {isNot(flag_, 0)});
  program_.edge(0, between, {is(flag_, 0)});
  acquire(acquires);
  program_.edge(acquires, between);
  program_.edge(between, releases, {isNot(flag_, 0)});
  program_.edge(between, 1, {is(flag_, 0)});
  release(releases);
  program_.edge(releases, 1);
  EXPECT_EQ(held(flow()), 0u);
}

TEST_F(LockFlowTest, ForgetsTheConditionWhenItsVariableChanges) {
  uint32_t acquires = program_.block(), between = program_.block(), releases = program_.block();
  program_.edge(0, acquires, {isNot(flag_, 0)});
  program_.edge(0, between, {is(flag_, 0)});
  acquire(acquires);
  program_.edge(acquires, between);
  program_.operation(between, Verb::Assign, flag_);
  program_.edge(between, releases, {isNot(flag_, 0)});
  program_.edge(between, 1, {is(flag_, 0)});
  release(releases);
  program_.edge(releases, 1);
  EXPECT_EQ(held(flow()), 1u);
}

TEST_F(LockFlowTest, ATryThatFailedHoldsNothing) {
  uint32_t succeeded = program_.block();
  Operation &attempt = acquire(0);
  attempt.outcome = Outcome::IfTrue;
  attempt.result = 1;
  program_.edge(0, succeeded, {isNot(Object::result(1), 0)});
  program_.edge(0, 1, {is(Object::result(1), 0)});
  release(succeeded);
  program_.edge(succeeded, 1);
  EXPECT_EQ(held(flow()), 0u);
}

TEST_F(LockFlowTest, AGuardTakesItBackAfterAGap) {
  Object guard = Object::variable(program_.local("guard", TypeRole::Guard));
  acquire(0).other = guard;
  release(0);
  acquire(0);
  program_.operation(0, Verb::Destroy, guard);
  program_.edge(0, 1);
  LockFlow flow = this->flow();
  ASSERT_EQ(flow.exits.size(), 1u);
  EXPECT_EQ(flow.exits[0].property.state, LockProperty::Untouched);
}

TEST_F(LockFlowTest, AnExceptionThatIsSeenToBeThrownIsAWayOut) {
  acquire(0);
  Operation &call = program_.call(0, "parse");
  call.throws = Throws::Yes;
  call.unwind = 0;
  program_.body().unwinds.emplace_back();
  release(0);
  program_.edge(0, 1);
  LockFlow flow = this->flow();
  EXPECT_EQ(held(flow), 1u);
  EXPECT_TRUE(llvm::any_of(flow.exits, [](const LockExit &exit) {
    return exit.kind == LockExit::Exception && exit.property.isHeldByHand();
  }));
}

TEST_F(LockFlowTest, WhatOthersHaveHandedOverIsTakenToThrow) {
  acquire(0);
  Operation &call = program_.call(0, "visit");
  call.throws = Throws::Handed;
  call.unwind = 0;
  program_.body().unwinds.emplace_back();
  release(0);
  program_.edge(0, 1);
  EXPECT_EQ(held(flow()), 1u);
}

TEST_F(LockFlowTest, ALoopEndsTheAnalysisToo) {
  uint32_t head = program_.block(), loop = program_.block();
  program_.edge(0, head);
  program_.edge(head, loop, {isNot(flag_, 0)});
  program_.edge(head, 1, {is(flag_, 0)});
  acquire(loop);
  release(loop);
  program_.operation(loop, Verb::Assign, flag_);
  program_.edge(loop, head, {}, /*isBack=*/true);
  LockFlow flow = this->flow();
  EXPECT_FALSE(flow.gaveUp);
  EXPECT_EQ(held(flow), 0u);
}

TEST(KnownFailure, IsWhereEveryWayHasFoundOne) {
  HandMade program;
  Object status = Object::variable(program.local("status", TypeRole::Error));
  uint32_t failed = program.block(), fine = program.block(), after = program.block(), handler = program.block();
  Object verdict = Object::result(program.call(0, "ok", status).result);
  program.edge(0, failed, {is(verdict, 0)});
  program.edge(0, fine, {isNot(verdict, 0)});
  program.edge(failed, after);
  program.edge(fine, after);
  program.edge(after, 1);
  std::vector<bool> known = blocksAfterFailure(program.body(), program.unit);
  EXPECT_TRUE(known[failed]);
  EXPECT_TRUE(known[handler]); // only an exception leads there
  EXPECT_FALSE(known[fine]);
  EXPECT_FALSE(known[after]);
  EXPECT_FALSE(known[0]);
}

} // namespace leash
