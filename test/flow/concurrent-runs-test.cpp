// concurrent-runs-test: which threads come to a function, and for which object.

#include "checks/core/flow/concurrent-runs.h"
#include "test/flow/hand-made.h"

#include <gtest/gtest.h>

namespace leash {

using test::HandMade;

namespace {

/// A function that starts a thread in block 2, which a loop may lead back to; the thread runs a lambda that changes an
/// atomic.
class ConcurrentRunsTest : public testing::Test {
protected:
  ConcurrentRunsTest() {
    atomic_ = program_.local("open");
    program_.unit.entities[atomic_].owner = program_.body().function;
    EntityId operation = program_.global("lambda");
    Body work;
    work.id = 1;
    work.function = operation;
    work.isLambda = true;
    work.parent = 0;
    work.blocks.resize(2);
    work.blocks[0].edges.emplace_back().target = 1;
    work.exit = 1;
    Operation &change = work.blocks[0].operations.emplace_back();
    change.verb = Verb::Assign;
    change.object = Object::variable(atomic_);
    program_.unit.bodies.push_back(std::move(work));
    program_.unit.summaries.resize(2);
    program_.unit.lockFlows.resize(2);
    start_ = program_.block();
    program_.edge(0, start_);
    program_.edge(start_, 1);
  }

  void startThread() {
    Callable lambda;
    lambda.body = 1;
    Capture &captured = lambda.captures.emplace_back();
    captured.mode = Capture::ByReference;
    captured.object = Object::variable(atomic_);
    captured.variable = atomic_;
    program_.body().callables.push_back(std::move(lambda));
    program_.call(start_, "thread");
    Argument argument;
    argument.value.kind = Value::Callable;
    argument.use = CallableUse::OtherThread;
    program_.body().calls.back().arguments.push_back(std::move(argument));
  }

  bool areSeveral() {
    ConcurrentRuns runs(program_.unit);
    std::vector<Arrival> arrivals = runs.arrivalsAt({&program_.unit.bodies[1], 0, 0}, Object::variable(atomic_));
    return runs.mayMeet(arrivals, arrivals);
  }

  HandMade program_;
  EntityId atomic_ = NoEntity;
  uint32_t start_ = 0;
};

} // namespace

TEST_F(ConcurrentRunsTest, OneThreadMeetsNobody) {
  startThread();
  EXPECT_FALSE(areSeveral());
}

TEST_F(ConcurrentRunsTest, ThreadsOfALoopMeetAtWhatLivesOutsideOfIt) {
  program_.edge(start_, start_, {}, /*isBack=*/true);
  startThread();
  EXPECT_TRUE(areSeveral());
}

TEST_F(ConcurrentRunsTest, ThreadsOfALoopDontMeetAtWhatEachHasForItself) {
  program_.edge(start_, start_, {}, /*isBack=*/true);
  program_.operation(start_, Verb::Create, Object::variable(atomic_));
  startThread();
  EXPECT_FALSE(areSeveral());
}

} // namespace leash
