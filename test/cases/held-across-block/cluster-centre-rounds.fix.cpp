// A parallel estimate of a robust centre: in each round the workers merge their sums and wait for one another.
#include <barrier>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

struct WeightedSum {
  double weight = 0;
  double sum = 0;
};

class CentreEstimator {
public:
  CentreEstimator(std::vector<double> points, std::size_t workers, std::size_t rounds)
      : points_(std::move(points)), workers_(workers), rounds_(rounds),
        roundDone_(static_cast<std::ptrdiff_t>(workers)), merged_(rounds) {}

  double run() {
    {
      std::vector<std::jthread> threads;
      threads.reserve(workers_);
      for (std::size_t worker = 0; worker < workers_; ++worker)
        threads.emplace_back([this, worker] { work(worker); });
    }
    std::scoped_lock lock(mergedMutex_);
    return merged_.back().sum / merged_.back().weight;
  }

private:
  void work(std::size_t worker) {
    double centre = 0;
    for (std::size_t round = 0; round < rounds_; ++round) {
      const WeightedSum part = partial(worker, centre);
      {
        std::scoped_lock lock(mergedMutex_);
        merged_[round].weight += part.weight;
        merged_[round].sum += part.sum;
      }
      roundDone_.arrive_and_wait();
      std::scoped_lock lock(mergedMutex_);
      centre = merged_[round].sum / merged_[round].weight;
    }
  }

  // Points far from the centre count less.
  WeightedSum partial(std::size_t worker, double centre) const {
    WeightedSum part;
    for (std::size_t i = worker; i < points_.size(); i += workers_) {
      const double weight = 1.0 / (1.0 + std::fabs(points_[i] - centre));
      part.weight += weight;
      part.sum += weight * points_[i];
    }
    return part;
  }

  const std::vector<double> points_;
  const std::size_t workers_;
  const std::size_t rounds_;
  std::barrier<> roundDone_;
  std::mutex mergedMutex_;
  std::vector<WeightedSum> merged_; // one for each round
};

int main() {
  std::vector<double> points;
  for (int i = 0; i < 400; ++i)
    points.push_back(10.0 + (i % 7) * 0.5);
  points.push_back(5000.0);
  CentreEstimator estimator(std::move(points), 4, 12);
  const double centre = estimator.run();
  std::printf("centre: %.2f\n", centre);
  return centre > 10.0 && centre < 14.0 ? 0 : 1;
}
