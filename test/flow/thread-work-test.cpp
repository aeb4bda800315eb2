// thread-work-test: what a thread is given, and what it does with that before and after it has waited.

#include "checks/core/flow/thread-work.h"
#include "test/flow/hand-made.h"

#include "llvm/ADT/STLExtras.h"

#include <gtest/gtest.h>

namespace leash {

using test::HandMade;

namespace {

/// A method that starts a thread, which runs a lambda that captures `this`.
class ThreadWorkTest : public testing::Test {
protected:
  ThreadWorkTest() {
    early_ = field("early");
    late_ = field("late");
    Body work;
    work.id = 1;
    work.isLambda = true;
    work.blocks.resize(2);
    work.blocks[0].edges.emplace_back().target = 1;
    work.exit = 1;
    program_.unit.bodies.push_back(std::move(work));
    program_.unit.summaries.resize(2);
    Callable lambda;
    lambda.body = 1;
    Capture &self = lambda.captures.emplace_back();
    self.mode = Capture::ThisPointer;
    self.object = Object::self(0);
    program_.body().callables.push_back(std::move(lambda));
    start_ = program_.call(0, "thread");
    Argument argument;
    argument.value.kind = Value::Callable;
    argument.use = CallableUse::OtherThread;
    program_.body().calls.back().arguments.push_back(std::move(argument));
  }

  Object field(std::string name) {
    EntityId id = program_.local(std::move(name));
    program_.unit.entities[id].kind = EntityKind::Field;
    return Object::self(0).field(id);
  }

  Operation &thread(Verb verb, Object object) {
    Operation &operation = program_.unit.bodies[1].blocks[0].operations.emplace_back();
    operation.verb = verb;
    operation.object = std::move(object);
    return operation;
  }

  std::vector<WorkUse> usesOf(const Object &object) {
    std::vector<WorkUse> uses;
    for (const ThreadWork &work : workHandedOut(start_, program_.body(), program_.unit))
      llvm::copy_if(usesBy(work, program_.unit), std::back_inserter(uses),
                    [&](const WorkUse &use) { return use.object == object; });
    return uses;
  }

  HandMade program_;
  Operation start_;
  Object early_, late_;
};

} // namespace

TEST_F(ThreadWorkTest, KnowsWhatTheLambdaCapturesByTheStartersNames) {
  thread(Verb::Assign, early_);
  ASSERT_EQ(usesOf(early_).size(), 1u);
  EXPECT_TRUE(usesOf(early_).front().isEarly);
  EXPECT_TRUE(usesOf(late_).empty());
}

TEST_F(ThreadWorkTest, IsLateOnceItHasWaited) {
  thread(Verb::Assign, early_);
  Operation &wait = thread(Verb::Await, field("ready"));
  wait.blocks = true;
  thread(Verb::Assign, late_);
  EXPECT_TRUE(usesOf(early_).front().isEarly);
  ASSERT_EQ(usesOf(late_).size(), 1u);
  EXPECT_FALSE(usesOf(late_).front().isEarly);
}

TEST_F(ThreadWorkTest, IsNotLateAfterAWaitWithALimit) {
  Operation &wait = thread(Verb::Await, field("ready"));
  wait.blocks = wait.timed = true;
  thread(Verb::Assign, early_);
  EXPECT_TRUE(usesOf(early_).front().isEarly);
}

TEST_F(ThreadWorkTest, IsHeldByWhateverItsHandleIsMovedTo) {
  Object made = Object::result(1), local = Object::variable(program_.local("thread"));
  program_.operation(0, Verb::Assign, local).value = Value::contentOf(made);
  program_.operation(0, Verb::Move, late_).other = local;
  std::set<Object> holders = holdersOf({made}, program_.body());
  EXPECT_TRUE(holders.contains(local));
  EXPECT_TRUE(holders.contains(late_));
  EXPECT_FALSE(holders.contains(early_));
}

} // namespace leash
