// keeping-test: where a call leaves what it is given.

#include "checks/core/flow/keeping.h"
#include "test/flow/hand-made.h"

#include <gtest/gtest.h>

namespace leash {

using test::HandMade;

namespace {

/// A function that gives a callable to something.
class KeepingTest : public testing::Test {
protected:
  KeepingTest() {
    Callable task;
    program_.body().callables.push_back(std::move(task));
  }

  Operation give(Object receiver, CallableUse use) {
    Operation operation = program_.call(0, "give", std::move(receiver));
    Argument argument;
    argument.value.kind = Value::Callable;
    argument.use = use;
    program_.body().calls.back().arguments.push_back(std::move(argument));
    program_.body().calls.back().isNamedByVocabulary = true;
    return operation;
  }

  HandMade program_;
};

} // namespace

TEST_F(KeepingTest, StoresInTheReceiver) {
  Object list = Object::variable(program_.global("list"));
  std::vector<Keeping> keepings = keepingsOf(program_.body(), give(list, CallableUse::Kept), 0, program_.unit);
  ASSERT_EQ(keepings.size(), 1u);
  EXPECT_EQ(keepings.front().how, Keeping::Stored);
  EXPECT_EQ(keepings.front().place, list);
}

TEST_F(KeepingTest, GoesWhereTheFunctionsOwnReceiverGoes) {
  Object local = Object::variable(program_.local("task")), list = Object::variable(program_.global("list"));
  Operation operation = give(local, CallableUse::Kept);
  EXPECT_TRUE(keepingsOf(program_.body(), operation, 0, program_.unit).empty());
  program_.operation(0, Verb::Move, list).other = local;
  std::vector<Keeping> keepings = keepingsOf(program_.body(), operation, 0, program_.unit);
  ASSERT_EQ(keepings.size(), 1u);
  EXPECT_EQ(keepings.front().place, list);
}

TEST_F(KeepingTest, IsDetachedOnceItsThreadIs) {
  Object thread = Object::variable(program_.local("thread", TypeRole::Thread));
  Operation operation = give(thread, CallableUse::OtherThread);
  std::vector<Keeping> before = keepingsOf(program_.body(), operation, 0, program_.unit);
  ASSERT_EQ(before.size(), 1u);
  EXPECT_EQ(before.front().how, Keeping::Thread);
  program_.operation(0, Verb::Detach, thread);
  std::vector<Keeping> after = keepingsOf(program_.body(), operation, 0, program_.unit);
  ASSERT_EQ(after.size(), 1u);
  EXPECT_EQ(after.front().how, Keeping::Detached);
}

TEST_F(KeepingTest, KeepsNothingThatIsCalledAtOnce) {
  Object list = Object::variable(program_.global("list"));
  EXPECT_TRUE(keepingsOf(program_.body(), give(list, CallableUse::CalledNow), 0, program_.unit).empty());
}

} // namespace leash
