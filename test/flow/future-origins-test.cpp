// future-origins-test: what a future stands for.

#include "checks/core/flow/future-origins.h"
#include "test/flow/hand-made.h"

#include <gtest/gtest.h>

namespace leash {

using test::HandMade;

namespace {

/// The future that a call yields, as an operation says.
Operation &yields(HandMade &program, Verb verb, uint32_t result) {
  Operation &operation = program.operation(0, verb, Object::result(result));
  operation.result = result;
  operation.role = TypeRole::Future;
  return operation;
}

} // namespace

TEST(FutureOrigins, TellsATaskFromATicket) {
  HandMade program;
  yields(program, Verb::Produce, 1);
  yields(program, Verb::Connect, 2);
  FutureOrigins origins(program.unit);
  ASSERT_TRUE(origins.any());
  const std::vector<Operation> &operations = program.body().blocks[0].operations;
  EXPECT_EQ(origins.of(operations[0], program.body()).kind, FutureOrigin::Task);
  EXPECT_EQ(origins.of(operations[1], program.body()).kind, FutureOrigin::Ticket);
}

TEST(FutureOrigins, IsNoFutureWhatATimedWaitYields) {
  HandMade program;
  yields(program, Verb::Produce, 1).timed = true;
  EXPECT_FALSE(FutureOrigins(program.unit).any());
}

TEST(FutureOrigins, ComesThroughALocalThatAFunctionReturns) {
  HandMade program;
  Object local = Object::variable(program.local("result", TypeRole::Future));
  Body caller;
  caller.id = 1;
  caller.blocks.resize(2);
  CallDetail &detail = caller.calls.emplace_back();
  detail.body = 0;
  Operation &call = caller.blocks[0].operations.emplace_back();
  call.verb = Verb::Call;
  call.call = 0;
  call.result = 1;
  yields(program, Verb::Connect, 1);
  program.operation(0, Verb::Assign, local).value = Value::contentOf(Object::result(1));
  program.operation(0, Verb::Return).value = Value::contentOf(local);
  program.unit.bodies.push_back(std::move(caller));
  FutureOrigins origins(program.unit);
  const Body &from = program.unit.bodies[1];
  EXPECT_EQ(origins.of(from.blocks[0].operations[0], from).kind, FutureOrigin::Ticket);
}

} // namespace leash
