// promises-test: what a function does to a promise, on paths that were put together by hand.

#include "checks/core/flow/promises.h"
#include "test/flow/hand-made.h"

#include <gtest/gtest.h>

namespace leash {

using test::HandMade;
using test::is;
using test::isNot;

namespace {

class PromisesTest : public testing::Test {
protected:
  PromisesTest() : promise_(Object::variable(program_.local("promise", TypeRole::Promise))) {
    program_.unit.entities[promise_.id].owner = program_.body().function;
  }

  void set(uint32_t block) { program_.operation(block, Verb::Fulfil, promise_).role = TypeRole::Promise; }

  /// A parameter that is passed by value: the caller has its future.
  void makeParameter() {
    program_.unit.entities[promise_.id].kind = EntityKind::Parameter;
    program_.body().parameters.push_back(promise_.id);
  }

  PromiseFlow follow() {
    Promises promises(program_.unit);
    return promises.follow(program_.body(), promise_);
  }

  HandMade program_;
  Object promise_;
};

TEST_F(PromisesTest, ASecondValueIsOneTooMany) {
  program_.operation(0, Verb::Create, promise_);
  set(0);
  set(0);
  program_.edge(0, 1);
  EXPECT_EQ(follow().seconds.size(), 1u);
}

TEST_F(PromisesTest, ANewPromiseMayBeSet) {
  program_.operation(0, Verb::Create, promise_);
  set(0);
  program_.operation(0, Verb::Assign, promise_);
  set(0);
  program_.edge(0, 1);
  EXPECT_TRUE(follow().seconds.empty());
}

TEST_F(PromisesTest, WhatWasGivenAwayIsSomebodyElses) {
  program_.operation(0, Verb::Create, promise_);
  program_.operation(0, Verb::Move, Object::variable(program_.local("other"))).other = promise_;
  set(0);
  program_.edge(0, 1);
  PromiseFlow flow = follow();
  ASSERT_EQ(flow.seconds.size(), 1u);
  EXPECT_TRUE(flow.seconds.front().isGivenAway);
}

TEST_F(PromisesTest, AMemberThatIsSetAlongKeepsTheSecondAway) {
  Object isSettled = Object::self(0).field(program_.global("isSettled"));
  uint32_t head = program_.block(), setting = program_.block(), next = program_.block();
  program_.operation(0, Verb::Create, promise_);
  program_.edge(0, head);
  program_.edge(head, setting, {is(isSettled, 0)});
  program_.edge(head, next, {isNot(isSettled, 0)});
  program_.operation(setting, Verb::Assign, isSettled).value = Value::constantOf(1);
  set(setting);
  program_.edge(setting, next);
  program_.edge(next, head, {}, /*isBack=*/true);
  program_.edge(next, 1);
  EXPECT_TRUE(follow().seconds.empty());
}

TEST_F(PromisesTest, AParameterThatOnePathDoesNotSetIsBroken) {
  makeParameter();
  Object condition = Object::variable(program_.local("condition"));
  uint32_t setting = program_.block();
  program_.edge(0, setting, {isNot(condition, 0)});
  program_.edge(0, 1, {is(condition, 0)});
  set(setting);
  program_.edge(setting, 1);
  PromiseFlow flow = follow();
  EXPECT_TRUE(flow.sets);
  EXPECT_EQ(flow.broken.size(), 1u);
}

TEST_F(PromisesTest, WhoAsksTheHolderKnowsWhetherAnybodyWaits) {
  makeParameter();
  uint32_t setting = program_.block();
  program_.edge(0, setting, {isNot(promise_, 0)});
  program_.edge(0, 1, {is(promise_, 0)});
  set(setting);
  program_.edge(setting, 1);
  EXPECT_TRUE(follow().broken.empty());
}

} // namespace

} // namespace leash
