// pipeline: stages that are joined by channels; here a sieve that grows by a stage with each prime that comes out of
// it.
#pragma once

#include <leash/chan.h>
#include <leash/context.h>
#include <leash/go.h>

#include <cstddef>
#include <vector>

namespace examples {

/// 2, 3, 4, … until the context is done.
inline leash::recv_chan<int> numbers(const leash::context &context) {
  auto out = leash::make_chan<int>();
  leash::go([=] {
    for (int number = 2; out.send(number, context);)
      ++number;
  });
  return out;
}

/// The numbers of `in` that `prime` doesn't divide.
inline leash::recv_chan<int> without_multiples(const leash::context &context, int prime, leash::recv_chan<int> in) {
  auto out = leash::make_chan<int>();
  leash::go([=] {
    while (auto number = in.recv(context))
      if (*number % prime != 0 && !out.send(*number, context))
        return;
  });
  return out;
}

/// The first primes. All stages end with the call: its context is cancelled when it returns.
inline std::vector<int> first_primes(std::size_t count) {
  const leash::canceller stages = leash::with_cancel(leash::background());
  std::vector<int> primes;
  leash::recv_chan<int> in = numbers(stages);
  while (primes.size() < count) {
    const int prime = in.recv().value();
    primes.push_back(prime);
    in = without_multiples(stages, prime, in);
  }
  return primes;
}

} // namespace examples
