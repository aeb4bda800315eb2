// swallowed-test: which empty handlers matter, on paths that were put together by hand.

#include "checks/core/flow/swallowed.h"
#include "checks/core/flow/thread-roots.h"
#include "test/flow/hand-made.h"

#include <gtest/gtest.h>

namespace leash {

using test::HandMade;

namespace {

/// entry(0) -> attempt(2) -> after(5) -> exit(1); attempt throws to dispatch(3), which leads to handler(4) -> after.
class SwallowedTest : public testing::Test {
protected:
  SwallowedTest()
      : attempt_(program_.block()), dispatch_(program_.block()), handler_(program_.block()), after_(program_.block()),
        mutex_(Object::variable(program_.global("mutex", TypeRole::Mutex))),
        state_(Object::variable(program_.global("state"))), guard_(program_.local("guard", TypeRole::Guard)) {
    program_.edge(0, attempt_);
    program_.edge(dispatch_, handler_);
    program_.body().blocks[dispatch_].edges.front().swallows = Swallows::Anything;
    program_.edge(handler_, after_);
    program_.edge(after_, 1);
    program_.body().unwinds.push_back({dispatch_, {guard_}});
  }

  void lock() { program_.operation(attempt_, Verb::Acquire, mutex_).other = Object::variable(guard_); }

  void change() { program_.operation(attempt_, Verb::Assign, state_); }

  void mayThrow() {
    Operation &call = program_.call(attempt_, "deliver");
    call.throws = Throws::Yes;
    call.unwind = 0;
  }

  std::vector<Swallowed> find() {
    StartedWork work(program_.unit);
    return swallowedIn(program_.body(), program_.unit, work);
  }

  HandMade program_;
  uint32_t attempt_, dispatch_, handler_, after_;
  Object mutex_, state_;
  EntityId guard_;
};

TEST_F(SwallowedTest, UnderALockSomethingStaysHalfDone) {
  lock();
  change();
  mayThrow();
  program_.edge(attempt_, after_);
  std::vector<Swallowed> found = find();
  ASSERT_EQ(found.size(), 1u);
  ASSERT_NE(found[0].acquired, nullptr);
  EXPECT_EQ(found[0].acquired->object, mutex_);
  EXPECT_FALSE(found[0].isWork);
}

TEST_F(SwallowedTest, WithoutALockNobodyElseSeesIt) {
  change();
  mayThrow();
  program_.edge(attempt_, after_);
  EXPECT_TRUE(find().empty());
}

TEST_F(SwallowedTest, WhoReturnsFromTheAttemptTellsByThat) {
  lock();
  change();
  mayThrow();
  program_.operation(attempt_, Verb::Return);
  program_.edge(attempt_, 1);
  program_.operation(after_, Verb::Return);
  EXPECT_TRUE(find().empty());
}

TEST_F(SwallowedTest, AFlagTells) {
  Object isDone = Object::variable(program_.local("isDone"));
  program_.unit.entities[isDone.id].owner = program_.body().function;
  program_.operation(0, Verb::Create, isDone);
  lock();
  change();
  mayThrow();
  program_.operation(attempt_, Verb::Assign, isDone);
  program_.edge(attempt_, after_);
  EXPECT_TRUE(find().empty());
}

TEST_F(SwallowedTest, ADestructorHasNobodyToTell) {
  program_.body().isDestructor = true;
  lock();
  change();
  mayThrow();
  program_.edge(attempt_, after_);
  EXPECT_TRUE(find().empty());
}

} // namespace

} // namespace leash
