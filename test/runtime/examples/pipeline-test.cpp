// pipeline-test: the sieve gives primes, and its stages end with the call.
#include "examples/runtime/pipeline.h"
#include "test/runtime/support.h"

namespace {

TEST(PipelineExample, GivesPrimesInOrder) {
  EXPECT_EQ(examples::first_primes(10), (std::vector<int>{2, 3, 5, 7, 11, 13, 17, 19, 23, 29}));
}

TEST(PipelineExample, AStageEndsWithItsContextAndNotBefore) {
  auto stages = leash::with_cancel(leash::background());
  const auto odd = examples::without_multiples(stages, 2, examples::numbers(stages));
  EXPECT_EQ(odd.recv(), 3);
  EXPECT_EQ(odd.recv(), 5);
  stages.cancel();
}

TEST(PipelineExample, AskedForNothingItGivesNothing) { EXPECT_TRUE(examples::first_primes(0).empty()); }

} // namespace
