// Threads that meet at latches and barriers: whoever waits also counts, or has counted by dropping out or by a helper.
#include <barrier>
#include <cstddef>
#include <cstdio>
#include <functional>
#include <latch>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

class Grid {
public:
  explicit Grid(int workers) : cells_(static_cast<std::size_t>(workers), 1.0), row_(workers, OnRow{this}) {}

  void relax(int self, int rounds) {
    for (int round = 0; round < rounds; ++round) {
      cells_[self] *= 0.5;
      auto arrival = row_.arrive();
      row_.wait(std::move(arrival));
    }
    row_.arrive_and_drop();
  }
  int rows() const { return finishedRows_; }

private:
  struct OnRow {
    Grid *grid;
    void operator()() noexcept { ++grid->finishedRows_; }
  };

  std::vector<double> cells_;
  int finishedRows_ = 0;
  std::barrier<OnRow> row_;
};

struct Countdown {
  std::latch &latch;
  ~Countdown() { latch.count_down(); }
};

static void boot(std::latch &ready, int id) {
  Countdown counted{ready};
  if (id % 2)
    return;
  std::printf("unit %d has a disk\n", id);
}

int main() {
  constexpr int workers = 4;
  Grid grid(workers);
  std::latch start(workers + 1), booted(workers);
  auto drained = std::make_shared<std::latch>(workers);
  std::function<void()> onDrained = [drained] { drained->count_down(); };

  std::vector<std::jthread> team;
  for (int self = 0; self < workers; ++self)
    team.emplace_back([&, self] {
      boot(booted, self);
      start.arrive_and_wait();
      grid.relax(self, 10);
      onDrained();
    });

  booted.wait();
  start.arrive_and_wait();
  drained->wait();

  std::latch open(0); // nothing to wait for in this build
  open.wait();
  std::printf("%d rows\n", grid.rows());
}
