// A simulation that locks its mutexes in another order only while it is alone: in the constructor, before the threads start, and in the destructor.
#include <atomic>
#include <cstddef>
#include <mutex>
#include <thread>
#include <vector>

static std::mutex seedsMutex;
static std::vector<int> seeds;
static std::mutex namesMutex;
static std::vector<const char *> names;

class Simulation {
public:
  Simulation(std::size_t cells, std::atomic<long> &sum) : sum_(sum) {
    std::lock_guard<std::mutex> results(resultsMutex_);
    results_.assign(cells, 0);
    std::lock_guard<std::mutex> cellsLock(cellsMutex_);
    cells_.assign(cells, 1);
  }

  ~Simulation() {
    std::lock_guard<std::mutex> results(resultsMutex_);
    for (const int result : results_)
      sum_ += result;
    std::lock_guard<std::mutex> cellsLock(cellsMutex_);
    cells_.clear();
  }

  Simulation(const Simulation &) = delete;
  Simulation &operator=(const Simulation &) = delete;

  void advance(int seed) {
    std::lock_guard<std::mutex> cellsLock(cellsMutex_);
    for (int &cell : cells_)
      cell = (cell * 3 + seed) % 101;
    publish();
  }

private:
  void publish() {
    std::lock_guard<std::mutex> results(resultsMutex_);
    for (std::size_t i = 0; i < cells_.size(); ++i)
      results_[i] += cells_[i];
  }

  std::atomic<long> &sum_;
  std::mutex cellsMutex_;
  std::vector<int> cells_;
  std::mutex resultsMutex_;
  std::vector<int> results_;
};

static void simulate(Simulation &simulation) {
  for (std::size_t turn = 0; turn < 3; ++turn) {
    std::lock_guard<std::mutex> lockNames(namesMutex);
    names.push_back("turn");
    std::lock_guard<std::mutex> lockSeeds(seedsMutex);
    simulation.advance(seeds.at(turn));
  }
}

int main() {
  {
    std::lock_guard<std::mutex> lockSeeds(seedsMutex);
    seeds = {1, 4, 9};
    std::lock_guard<std::mutex> lockNames(namesMutex);
    names.reserve(seeds.size() * 2);
  }

  std::atomic<long> sum{0};
  {
    Simulation simulation(8, sum);
    std::thread first([&] { simulate(simulation); });
    std::thread second([&] { simulate(simulation); });
    first.join();
    second.join();
  }
  std::lock_guard<std::mutex> lockNames(namesMutex);
  return names.size() == 6 && sum > 0 && sum % 8 == 0 ? 0 : 1;
}
