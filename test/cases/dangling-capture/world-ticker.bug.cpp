// Advances a game world on a ticker thread it owns; the ticker keeps reading the tick plan, a local of start().
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct TickPlan {
  std::chrono::microseconds period{0};
  std::vector<std::string> systems;
};

class World {
public:
  explicit World(bool peaceful) : peaceful_(peaceful) {}

  void start(unsigned ticksPerSecond) {
    TickPlan plan;
    plan.period = std::chrono::microseconds(1'000'000 / ticksPerSecond);
    plan.systems = {"weather", "physics"};
    if (!peaceful_)
      plan.systems.push_back("monsters");
    ticker_ = std::jthread([this, &plan](std::stop_token stop) { // finding: 'plan'
      while (!stop.stop_requested()) {
        for (const std::string &system : plan.systems)
          update(system);
        endTick();
        std::this_thread::sleep_for(plan.period);
      }
    });
  }

  unsigned long waitForTick(unsigned long tick) {
    std::unique_lock<std::mutex> lock(mutex_);
    ticked_.wait(lock, [this, tick] { return tick_ >= tick; });
    return tick_;
  }

  unsigned long updates(const std::string &system) const {
    std::lock_guard<std::mutex> guard(mutex_);
    return system == "monsters" ? monsterUpdates_ : otherUpdates_;
  }

private:
  void update(const std::string &system) {
    std::lock_guard<std::mutex> guard(mutex_);
    if (system == "monsters")
      ++monsterUpdates_;
    else
      ++otherUpdates_;
  }

  void endTick() {
    std::lock_guard<std::mutex> guard(mutex_);
    ++tick_;
    ticked_.notify_all();
  }

  const bool peaceful_;
  mutable std::mutex mutex_;
  std::condition_variable ticked_;
  unsigned long tick_ = 0;
  unsigned long monsterUpdates_ = 0;
  unsigned long otherUpdates_ = 0;
  std::jthread ticker_; // The last member: stopped and joined before the others go.
};

int main() {
  World wild(false);
  World calm(true);
  wild.start(500);
  calm.start(1000);
  const unsigned long ticks = wild.waitForTick(3);
  if (wild.updates("monsters") < ticks || wild.updates("weather") < 2 * ticks)
    return 1;
  calm.waitForTick(2);
  return calm.updates("monsters") == 0 ? 0 : 1;
}
