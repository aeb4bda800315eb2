// Sums a large vector in chunks with packaged tasks: the chunk's begin is copied, but its end is a local that the thread reads too late.
#include <algorithm>
#include <cstdio>
#include <future>
#include <numeric>
#include <thread>
#include <vector>

double parallel_sum(const std::vector<double> &values, std::size_t parts) {
  const std::size_t step = std::max<std::size_t>(1, (values.size() + parts - 1) / parts);
  std::vector<std::future<double>> sums;
  std::vector<std::thread> threads;

  for (std::size_t begin = 0; begin < values.size(); begin += step) {
    const std::size_t end = std::min(begin + step, values.size());
    std::packaged_task<double()> task([&values, begin, &end] { // finding: 'end'
      double sum = 0;
      for (std::size_t k = begin; k != end; ++k)
        sum += values[k];
      return sum;
    });
    sums.push_back(task.get_future());
    threads.emplace_back(std::move(task));
  }

  double total = 0;
  for (std::future<double> &sum : sums)
    total += sum.get();
  for (std::thread &thread : threads)
    thread.join();
  return total;
}

int main() {
  std::vector<double> values(1000);
  std::iota(values.begin(), values.end(), 1.0);
  std::printf("%.1f\n", parallel_sum(values, 8));
}
