// verdicts-test: which functions say whether they have worked, by calls that were put together by hand.

#include "checks/core/flow/verdicts.h"
#include "test/flow/hand-made.h"

#include <gtest/gtest.h>

namespace leash {

using test::HandMade;
using test::is;
using test::isNot;

namespace {

/// A function that calls `release` again and again, and gives up where that hasn't worked.
class VerdictsTest : public testing::Test {
protected:
  VerdictsTest() : callee_(program_.global("release")) { program_.body().returnsTruth = true; }

  Operation &call(uint32_t block) {
    Operation &call = program_.call(block, "release");
    program_.body().calls.back().callee = callee_;
    call.place.line = ++line_;
    return call;
  }

  void giveBack(uint32_t block, bool value) {
    Operation &end = program_.operation(block, Verb::Return);
    end.value = Value::constantOf(value);
    end.text = value ? "return true" : "return false";
    program_.edge(block, 1);
  }

  /// Calls it in `block`; the block is returned in which it goes on if that has worked.
  uint32_t ask(uint32_t block) {
    Object result = Object::result(call(block).result);
    uint32_t failed = program_.block(), fine = program_.block();
    program_.edge(block, failed, {is(result, 0)});
    program_.edge(block, fine, {isNot(result, 0)});
    giveBack(failed, false);
    return fine;
  }

  HandMade program_;
  EntityId callee_;
  uint32_t line_ = 0;
};

TEST_F(VerdictsTest, OneForgetsWhatTheOthersAskFor) {
  uint32_t last = ask(ask(0));
  call(last).isDiscarded = true;
  giveBack(last, true);
  Verdicts verdicts = verdictsOf(program_.unit);
  ASSERT_EQ(verdicts.dropped.size(), 1u);
  EXPECT_EQ(verdicts.dropped[0].call->place.line, 3u);
  EXPECT_EQ(verdicts.dropped[0].askedBy, 2u);
  EXPECT_TRUE(verdicts.functions.contains(callee_));
}

TEST_F(VerdictsTest, OneWhoAsksIsNotAllOthers) {
  uint32_t last = ask(0);
  call(last).isDiscarded = true;
  giveBack(last, true);
  EXPECT_TRUE(verdictsOf(program_.unit).dropped.empty());
}

TEST_F(VerdictsTest, WhatTwoDropIsNews) {
  uint32_t last = ask(ask(ask(0)));
  call(last).isDiscarded = true;
  call(last).isDiscarded = true;
  giveBack(last, true);
  EXPECT_TRUE(verdictsOf(program_.unit).dropped.empty());
}

TEST_F(VerdictsTest, WhatOneDropsOnPurposeMayBeDropped) {
  uint32_t last = ask(ask(ask(0)));
  call(last).isVoided = true;
  call(last).isDiscarded = true;
  giveBack(last, true);
  EXPECT_TRUE(verdictsOf(program_.unit).dropped.empty());
}

TEST_F(VerdictsTest, AfterAnotherFailureItIsClearedUp) {
  uint32_t last = ask(ask(ask(0)));
  call(last).isDiscarded = true;
  giveBack(last, false);
  EXPECT_TRUE(verdictsOf(program_.unit).dropped.empty());
}

TEST_F(VerdictsTest, ZeroOrLessIsACode) {
  program_.body().returnsTruth = false;
  uint32_t failed = program_.block(), fine = program_.block();
  program_.edge(0, failed);
  program_.edge(0, fine);
  program_.operation(failed, Verb::Return).value = Value::constantOf(-1);
  program_.operation(fine, Verb::Return).value = Value::constantOf(0);
  EXPECT_TRUE(verdictsOf(program_.unit).functions.contains(program_.body().function));
  program_.operation(fine, Verb::Return).value = Value::constantOf(1); // compares, rather
  EXPECT_FALSE(verdictsOf(program_.unit).functions.contains(program_.body().function));
}

} // namespace

} // namespace leash
