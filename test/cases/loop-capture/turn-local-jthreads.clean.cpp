// A simulation whose helpers are jthreads local to a turn: they are joined by their destructors before the turn's data dies.
#include <array>
#include <atomic>
#include <cstdio>
#include <stop_token>
#include <thread>
#include <vector>

struct Cell {
  double heat = 0;
};

class Simulation {
public:
  explicit Simulation(std::size_t cells) : grid_(cells) {
    if (!grid_.empty())
      grid_[grid_.size() / 2].heat = 1000;
  }

  void run(int steps) {
    for (int step = 0; step < steps; ++step) {
      std::vector<Cell> next(grid_.size());
      {
        std::vector<std::jthread> helpers;
        for (std::size_t part = 0; part < kParts; ++part)
          helpers.emplace_back([&, part] { diffuse(part, step, next); });
      }
      grid_.swap(next);
    }
  }

  // Watches one relaxation at a time, while the main thread does the work.
  int relax(double limit) {
    int turns = 0;
    for (double rest = total(); rest > limit; rest = total()) {
      std::atomic<int> samples{0};
      std::jthread watcher([&samples, &rest](std::stop_token stop) {
        while (!stop.stop_requested() && samples < 100)
          samples += rest > 0 ? 1 : 2;
      });
      for (Cell &cell : grid_)
        cell.heat /= 2;
      ++turns;
      if (turns > 50)
        break;
    }
    return turns;
  }

  double total() const {
    double sum = 0;
    for (const Cell &cell : grid_)
      sum += cell.heat;
    return sum;
  }

private:
  static constexpr std::size_t kParts = 4;

  void diffuse(std::size_t part, int step, std::vector<Cell> &next) const {
    for (std::size_t k = part; k < grid_.size(); k += kParts) {
      const double left = k > 0 ? grid_[k - 1].heat : 0;
      const double right = k + 1 < grid_.size() ? grid_[k + 1].heat : 0;
      next[k].heat = (left + right + grid_[k].heat) / (3 + step % 2);
    }
  }

  std::vector<Cell> grid_;
};

int main() {
  Simulation simulation(64);
  simulation.run(20);
  const int turns = simulation.relax(0.5);
  std::printf("%d turns, %.3f left\n", turns, simulation.total());
}
