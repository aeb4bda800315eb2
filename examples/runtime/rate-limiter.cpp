// rate-limiter: ten requests, of which three may come at once and the others at most every 100 ms.
#include "rate-limiter.h"

#include <chrono>
#include <iostream>

int main() {
  using namespace std::chrono_literals;
  examples::rate_limiter limiter(100ms, 3);
  const auto start = leash::clock::now();
  for (int request = 1; request <= 10; ++request) {
    if (!limiter.wait(leash::background()))
      return 1;
    const auto since = std::chrono::duration_cast<std::chrono::milliseconds>(leash::clock::now() - start);
    std::cout << "request " << request << " after " << since.count() << " ms\n";
  }
}
