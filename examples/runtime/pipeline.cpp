// pipeline: prints the first hundred primes, out of a pipeline of a hundred stages.
#include "pipeline.h"

#include <iostream>

int main() {
  for (int prime : examples::first_primes(100))
    std::cout << prime << '\n';
}
