// Runs the stages of a pipeline on threads that a generic lambda launches: the loop refers to the caller's stages.
#include <iostream>
#include <latch>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Stage {
  std::string label;
  int factor = 1;

  long apply(long input) const { return input * factor; }
};

class Tally {
public:
  void record(const std::string &label, long value) {
    const std::scoped_lock lock{mutex};
    lines.push_back(label + "=" + std::to_string(value));
  }

  void print() const {
    for (const auto &line : lines)
      std::cout << line << '\n';
  }

private:
  std::mutex mutex;
  std::vector<std::string> lines;
};

void runStages(const std::vector<Stage> &stages, long input, Tally &tally) {
  std::vector<std::thread> running;
  std::latch go(1);
  auto launch = [&running](auto &&body, auto &&...args) {
    running.emplace_back(std::forward<decltype(body)>(body), std::forward<decltype(args)>(args)...);
  };

  for (auto &stage : stages) {
    if (stage.factor == 0)
      continue;
    launch([&stage, &go, &tally](long value) {
      go.wait();
      tally.record(stage.label, stage.apply(value));
    }, input);
  }

  go.count_down();
  for (auto &thread : running)
    thread.join();
}

int main() {
  Tally tally;
  runStages({{"double", 2}, {"drop", 0}, {"triple", 3}}, 14, tally);
  tally.print();
}
