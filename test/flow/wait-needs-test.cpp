// wait-needs-test: what a loop around a wait waits for, and which changes can be that.

#include "checks/core/flow/wait-needs.h"
#include "test/flow/hand-made.h"

#include <gtest/gtest.h>

namespace leash {

using test::HandMade;

namespace {

/// entry(0) -> asks(2) -> wait(3) -> asks; asks -> exit(1): `while (CONDITION) wait();`
class WaitNeedsTest : public testing::Test {
protected:
  WaitNeedsTest() {
    asks_ = program_.block();
    waits_ = program_.block();
    program_.edge(0, asks_);
    program_.edge(asks_, waits_); // the condition is true
    program_.edge(asks_, 1);
    program_.edge(waits_, asks_, {}, /*isBack=*/true);
    state_ = Object::variable(program_.global("state"));
  }

  void ask(Object object, Direction direction, std::optional<int64_t> constant = {}) {
    program_.body().leanings.push_back(
        {Leaning::Branch, asks_, NoEntity, std::move(object), direction, constant, false});
  }

  std::vector<Need> needs() {
    Operation &operation = program_.operation(waits_, Verb::Wait, Object::variable(program_.global("condition")));
    ConditionWait wait;
    wait.body = &program_.body();
    wait.operation = &operation;
    wait.block = waits_;
    return needsOf(wait, program_.unit);
  }

  Operation change(Direction direction) const {
    Operation operation;
    operation.verb = Verb::Assign;
    operation.object = state_;
    operation.direction = direction;
    return operation;
  }

  Operation change(Value value) const {
    Operation operation = change(Direction::None);
    operation.value = std::move(value);
    return operation;
  }

  HandMade program_;
  uint32_t asks_ = 0, waits_ = 0;
  Object state_;
};

} // namespace

TEST_F(WaitNeedsTest, AWaitWhileItIsTrueNeedsItToBecomeFalse) {
  ask(state_, Direction::Up);
  std::vector<Need> found = needs();
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].declared, state_.id);
  EXPECT_EQ(found[0].direction, Direction::Down);
  EXPECT_FALSE(found[0].isPart);
}

TEST_F(WaitNeedsTest, WhatHasToGoBothWaysIsNoNeed) {
  ask(state_, Direction::Up);
  ask(state_, Direction::Down);
  EXPECT_TRUE(needs().empty());
}

TEST_F(WaitNeedsTest, ALocalStandsForWhatItIsMadeOf) {
  Object local = Object::variable(program_.local("isBusy"));
  program_.body().leanings.push_back({Leaning::Assigned, 0, local.id, state_, Direction::Up, {}, false});
  ask(local, Direction::Up);
  std::vector<Need> found = needs();
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].declared, state_.id);
  EXPECT_EQ(found[0].direction, Direction::Down);
  EXPECT_TRUE(found[0].isRemembered);
}

TEST_F(WaitNeedsTest, WhoTakesItOneWayHasWaitedForTheOther) {
  ask(state_, Direction::Reach, 16); // while it is full
  program_.operation(waits_, Verb::Assign, state_).direction = Direction::Up;
  std::vector<Need> found = needs();
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].direction, Direction::Down);
}

TEST_F(WaitNeedsTest, AChangeThatGoesTheOtherWayMeetsNoNeed) {
  Need more{state_.id, Direction::Up, {}};
  EXPECT_TRUE(mayMeetNeed(change(Direction::Up), more, program_.unit));
  EXPECT_FALSE(mayMeetNeed(change(Direction::Down), more, program_.unit));
  EXPECT_TRUE(mayMeetNeed(change(Value::constantOf(1)), more, program_.unit));
  EXPECT_FALSE(mayMeetNeed(change(Value::constantOf(0)), more, program_.unit));
  EXPECT_TRUE(mayMeetNeed(change(Value()), more, program_.unit));
  EXPECT_FALSE(mayMeetNeed(change(Direction::Up), {program_.global("other"), Direction::Up, {}}, program_.unit));
}

TEST_F(WaitNeedsTest, AStateIsReachedByItsOwnConstantOnly) {
  Need ready{state_.id, Direction::Reach, 2};
  EXPECT_TRUE(mayMeetNeed(change(Value::constantOf(2)), ready, program_.unit));
  EXPECT_FALSE(mayMeetNeed(change(Value::constantOf(3)), ready, program_.unit));
  Need notIdle{state_.id, Direction::Leave, 0};
  EXPECT_TRUE(mayMeetNeed(change(Value::constantOf(3)), notIdle, program_.unit));
  EXPECT_FALSE(mayMeetNeed(change(Value::constantOf(0)), notIdle, program_.unit));
}

} // namespace leash
