// rate-limiter: lets callers through at a steady pace, with a task that hands out permits at each tick.
#pragma once

#include <leash/chan.h>
#include <leash/context.h>
#include <leash/go.h>
#include <leash/select.h>
#include <leash/time.h>

#include <cstddef>
#include <tuple>

namespace examples {

/// One permit in each period. Permits that nobody takes are kept, up to `burst` of them.
class rate_limiter {
public:
  rate_limiter(leash::clock::duration period, std::size_t burst) : permits_(leash::make_chan<leash::unit>(burst)) {
    while (permits_.try_send({})) // it begins full
      ;
    leash::go(hand_out, period, permits_, quit_);
  }
  rate_limiter(const rate_limiter &) = delete;
  rate_limiter &operator=(const rate_limiter &) = delete;
  ~rate_limiter() { quit_.close(); }

  /// Waits for a permit; false if the context is done before there is one.
  [[nodiscard]] bool wait(const leash::context &context) { return permits_.recv(context).has_value(); }

  /// Takes a permit if there is one.
  [[nodiscard]] bool try_take() { return permits_.try_recv().has_value(); }

private:
  static void hand_out(leash::clock::duration period, leash::chan<leash::unit> permits,
                       leash::recv_chan<leash::unit> quit) {
    leash::ticker ticker(period);
    for (;;)
      switch (leash::select(leash::on_recv(ticker.ticks()), leash::on_recv(quit))) {
      case 0:
        std::ignore = permits.try_send({}); // no room: this permit is lost
        break;
      case 1:
        return;
      }
  }

  leash::chan<leash::unit> permits_;
  leash::chan<leash::unit> quit_ = leash::make_chan<leash::unit>();
};

} // namespace examples
