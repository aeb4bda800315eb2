// Sums in parallel with threads joined by helpers: algorithms, pointers to members, ranges, a function template, indices, and the reverse order.
#include <algorithm>
#include <array>
#include <functional>
#include <future>
#include <memory>
#include <numeric>
#include <thread>
#include <utility>
#include <vector>

using Numbers = std::vector<long>;

template <typename Threads> static void joinAll(Threads &threads) {
  for (auto &thread : threads)
    thread.join();
}

static void joinOne(std::thread &thread) {
  if (thread.joinable())
    thread.join();
}

static std::vector<std::thread> start(const Numbers &numbers, Numbers &sums) {
  std::vector<std::thread> threads;
  threads.reserve(sums.size());
  for (std::size_t part = 0; part < sums.size(); ++part)
    threads.emplace_back([&numbers, &sums, part] {
      for (std::size_t i = part; i < numbers.size(); i += sums.size())
        sums[part] += numbers[i];
    });
  return threads;
}

static long total(const Numbers &sums) { return std::accumulate(sums.begin(), sums.end(), 0L); }

long sumByAlgorithm(const Numbers &numbers) {
  Numbers sums(3);
  std::vector<std::thread> threads = start(numbers, sums);
  std::for_each(threads.begin(), threads.end(), std::mem_fn(&std::thread::join));
  return total(sums);
}

long sumByRanges(const Numbers &numbers) {
  Numbers sums(2);
  auto threads = start(numbers, sums);
  std::ranges::for_each(threads, &std::thread::join);
  return total(sums);
}

long sumByTemplate(const Numbers &numbers) {
  Numbers sums(2);
  auto threads = start(numbers, sums);
  joinAll(threads);
  return total(sums);
}

long sumByIndex(const Numbers &numbers) {
  Numbers sums(4);
  std::array<std::thread, 4> threads;
  for (std::size_t i = 0; i < threads.size(); ++i)
    threads[i] = std::thread([&numbers, &sums, i] { sums[i] = numbers[i % numbers.size()]; });
  for (std::size_t i = threads.size(); i-- > 0;)
    joinOne(threads[i]);
  return total(sums);
}

long sumByPointer(const Numbers &numbers) {
  long sum = 0;
  const auto thread = std::make_shared<std::thread>([&] { sum = total(numbers); });
  joinOne(*thread);
  return sum;
}

long sumByTask(const Numbers &numbers) {
  std::packaged_task<long()> task([&numbers] { return total(numbers); });
  std::future<long> sum = task.get_future();
  std::thread runner(std::move(task));
  const auto join = [&runner] { runner.join(); };
  join();
  return sum.get();
}

int main() {
  const Numbers numbers{1, 2, 3, 4};
  const bool fine = sumByAlgorithm(numbers) == 10 && sumByRanges(numbers) == 10 && sumByTemplate(numbers) == 10;
  return fine && sumByIndex(numbers) == 10 && sumByPointer(numbers) == 10 && sumByTask(numbers) == 10 ? 0 : 1;
}
