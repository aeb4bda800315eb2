// A benchmark lets all its threads start together through a shared future.
#include <atomic>
#include <chrono>
#include <future>
#include <iostream>
#include <thread>
#include <vector>

struct Result {
  long operations = 0;
  double seconds = 0;
};

template <typename Work> Result measure(int threads, int rounds, Work work) {
  std::promise<void> start;
  std::shared_future<void> gate = start.get_future().share();
  std::atomic<long> operations{0};

  std::vector<std::thread> team;
  for (int t = 0; t < threads; ++t)
    team.emplace_back([&operations, &work, gate, rounds] {
      gate.wait();
      for (int round = 0; round < rounds; ++round)
        work();
      operations += rounds;
    });

  const auto begin = std::chrono::steady_clock::now();
  start.set_value();
  for (std::thread &member : team)
    member.join();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  return {operations, took.count()};
}

int main() {
  std::atomic<unsigned> counter{0};
  const Result result = measure(4, 10000, [&counter] { counter.fetch_add(1, std::memory_order_relaxed); });
  std::cout << result.operations << " operations, " << counter << " counted\n";
  return result.seconds >= 0 ? 0 : 1;
}
