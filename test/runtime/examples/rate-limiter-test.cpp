// rate-limiter-test: permits come with the ticks of a clock that the test moves.
#include "examples/runtime/rate-limiter.h"
#include "test/runtime/support.h"

#include <leash/wait_group.h>

namespace {

using namespace std::chrono_literals;

class RateLimiterExample : public testing::Test {
protected:
  RateLimiterExample() { clock.wait_for_timers(1); } // its ticker is set

  leash::test_clock clock;
  examples::rate_limiter limiter{100ms, 3};
};

TEST_F(RateLimiterExample, LetsABurstThroughAtOnceAndThenNobody) {
  for (int i = 0; i != 3; ++i)
    EXPECT_TRUE(limiter.try_take());
  EXPECT_FALSE(limiter.try_take());
}

TEST_F(RateLimiterExample, EachTickIsAPermit) {
  while (limiter.try_take())
    ;
  for (int i = 0; i != 5; ++i) {
    clock.advance(100ms);
    EXPECT_TRUE(limiter.wait(leash::background()));
    EXPECT_FALSE(limiter.try_take());
  }
}

TEST_F(RateLimiterExample, ACallerGivesUpWithItsContext) {
  while (limiter.try_take())
    ;
  const auto patience = leash::with_timeout(leash::background(), 50ms);
  leash::wait_group callers;
  bool let_through = true;
  callers.go([&] { let_through = limiter.wait(patience); });
  clock.advance(50ms);
  callers.wait();
  EXPECT_FALSE(let_through);
}

} // namespace
