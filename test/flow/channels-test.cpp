// channels-test: which channel a handle stands for, in functions that were put together by hand.

#include "checks/core/flow/channels.h"
#include "checks/core/flow/unshared.h"
#include "test/flow/hand-made.h"

#include <gtest/gtest.h>

namespace leash {

using test::HandMade;

namespace {

class ChannelsTest : public testing::Test {
protected:
  Object handle(std::string name) {
    Object object = Object::variable(program_.local(std::move(name), TypeRole::Channel));
    program_.unit.entities[object.id].owner = program_.body().function;
    return object;
  }

  /// Declares `handle` in `block`, with a channel of its own that has `room`.
  void make(uint32_t block, const Object &handle, int64_t room = 0) {
    Operation &call = program_.call(block, "make");
    Object made = Object::result(call.result);
    uint32_t index = call.call;
    Operation &create = program_.operation(block, Verb::Create, made);
    create.source = "test";
    create.role = TypeRole::Channel;
    create.value = Value::constantOf(room);
    create.call = index;
    program_.operation(block, Verb::Create, handle);
    copy(block, made, handle);
  }

  void copy(uint32_t block, const Object &from, const Object &to) {
    program_.operation(block, Verb::Assign, to).value = Value::contentOf(from);
  }

  void wait(uint32_t block, Verb verb, const Object &handle) { program_.operation(block, verb, handle).blocks = true; }

  void giveAway(uint32_t block, const Object &handle) {
    Argument argument;
    argument.value = Value::contentOf(handle);
    program_.call(block, "give");
    program_.body().calls.back().arguments.push_back(std::move(argument));
  }

  const Channel *find(const Channels &channels, const Object &handle) {
    return channels.find(program_.body(), handle, [](const Channel &) { return true; });
  }

  size_t unshared() { return unsharedWaits(program_.body(), program_.unit).size(); }

  HandMade program_;
};

} // namespace

TEST_F(ChannelsTest, AreTheSameForAllCopiesOfAHandle) {
  Object jobs = handle("jobs"), view = handle("view");
  make(0, jobs);
  copy(0, jobs, view);
  wait(0, Verb::Send, jobs);
  wait(0, Verb::Receive, view);
  Channels channels(program_.unit);
  ASSERT_NE(find(channels, view), nullptr);
  EXPECT_EQ(find(channels, view), find(channels, jobs));
  EXPECT_EQ(find(channels, view)->name, jobs.id);
  EXPECT_TRUE(find(channels, view)->undergoes(Verb::Send));
  EXPECT_TRUE(find(channels, view)->isUnbuffered);
  EXPECT_FALSE(find(channels, view)->isOpen);
}

TEST_F(ChannelsTest, AreOpenOnceAHandleGoesOutOfSight) {
  Object jobs = handle("jobs"), view = handle("view");
  make(0, jobs);
  copy(0, jobs, view);
  giveAway(0, view);
  Channels channels(program_.unit);
  ASSERT_NE(find(channels, jobs), nullptr);
  EXPECT_TRUE(find(channels, jobs)->isOpen);
}

TEST_F(ChannelsTest, AreOpenWhereTheFunctionReturnsThem) {
  Object jobs = handle("jobs");
  make(0, jobs);
  program_.operation(0, Verb::Return).value = Value::contentOf(jobs);
  Channels channels(program_.unit);
  EXPECT_TRUE(channels.all().front().isOpen);
}

TEST_F(ChannelsTest, AreNotSureWhereAVariableMayHoldSomethingElse) {
  Object jobs = handle("jobs"), other = handle("other"), either = handle("either");
  make(0, jobs);
  make(0, other);
  copy(0, jobs, either);
  copy(0, other, either);
  auto isNamed = [](EntityId name) { return [name](const Channel &channel) { return channel.name == name; }; };
  {
    Channels channels(program_.unit);
    EXPECT_EQ(channels.find(program_.body(), either, isNamed(jobs.id)), nullptr);
    EXPECT_NE(find(channels, either), nullptr) << "whichever it is, it fits";
  }
  program_.operation(0, Verb::Assign, either); // of an unknown value
  Channels channels(program_.unit);
  EXPECT_EQ(find(channels, either), nullptr);
}

TEST_F(ChannelsTest, AreFoundThroughNamesThatStandForEachOther) {
  Object jobs = handle("jobs"), name = handle("name");
  program_.unit.entities[name.id].isReference = true;
  make(0, jobs);
  copy(0, jobs, name);
  Channels channels(program_.unit);
  EXPECT_NE(find(channels, jobs), nullptr);
  EXPECT_EQ(find(channels, name), find(channels, jobs));
}

TEST_F(ChannelsTest, SendingToOneThatNobodyElseHasIsAWait) {
  Object errors = handle("errors");
  uint32_t fails = program_.block(), goesOn = program_.block();
  make(0, errors);
  program_.edge(0, fails);
  program_.edge(0, goesOn);
  wait(fails, Verb::Send, errors);
  program_.operation(fails, Verb::Return).value = Value::contentOf(errors);
  program_.edge(fails, 1);
  giveAway(goesOn, errors);
  wait(goesOn, Verb::Send, errors);
  program_.edge(goesOn, 1);
  EXPECT_EQ(unshared(), 1u);
}

TEST_F(ChannelsTest, SendingToOneThatHasRoomIsNoWaitAndFillsIt) {
  Object numbers = handle("numbers");
  make(0, numbers, 1);
  wait(0, Verb::Send, numbers);
  wait(0, Verb::Receive, numbers);
  program_.edge(0, 1);
  EXPECT_EQ(unshared(), 0u);
}

TEST_F(ChannelsTest, ALoopThatGivesItAwayIsTakenToRun) {
  Object answers = handle("answers");
  uint32_t head = program_.block(), asks = program_.block(), collects = program_.block();
  make(0, answers);
  program_.edge(0, head);
  program_.edge(head, asks);
  program_.edge(head, collects);
  giveAway(asks, answers);
  program_.edge(asks, head, {}, /*isBack=*/true);
  wait(collects, Verb::Receive, answers);
  program_.edge(collects, 1);
  EXPECT_EQ(unshared(), 0u);
}

} // namespace leash
