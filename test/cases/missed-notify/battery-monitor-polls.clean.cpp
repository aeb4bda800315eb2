// Waiters that nobody notifies on some paths, and that look for themselves every few milliseconds.
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

class BatteryMonitor {
public:
  explicit BatteryMonitor(int level) : level_(level) {}

  // Called from the driver, which must not wake anybody.
  void measured(int level) {
    std::lock_guard<std::mutex> guard(mutex_);
    level_ = level;
  }

  void unplugged() {
    std::lock_guard<std::mutex> guard(mutex_);
    plugged_ = false;
    changed_.notify_all();
  }

  bool awaitLevel(int level, std::chrono::milliseconds limit) {
    const Clock::time_point deadline = Clock::now() + limit;
    std::unique_lock<std::mutex> lock(mutex_);
    while (plugged_ && level_ < level) {
      if (Clock::now() >= deadline)
        return false;
      changed_.wait_for(lock, 2ms);
    }
    return level_ >= level;
  }

  void awaitFull() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (!changed_.wait_for(lock, 5ms, [this] { return level_ >= 100; })) {
    }
  }

private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int level_;
  bool plugged_ = true;
};

class Dimmer {
public:
  Dimmer() : thread_([this] { run(); }) {}
  Dimmer(const Dimmer &) = delete;
  Dimmer &operator=(const Dimmer &) = delete;
  ~Dimmer() {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      stopping_ = true;
    }
    thread_.join();
  }

  void brighten() {
    std::lock_guard<std::mutex> guard(mutex_);
    brightness_ = 100;
    touched_.notify_one();
  }

private:
  void run() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (!stopping_) {
      if (touched_.wait_for(lock, 3ms) == std::cv_status::timeout && brightness_ > 10)
        brightness_ -= 10;
    }
  }

  std::mutex mutex_;
  std::condition_variable touched_;
  int brightness_ = 50;
  bool stopping_ = false;
  std::thread thread_;
};

int main() {
  BatteryMonitor battery(20);
  Dimmer dimmer;
  const bool early = battery.awaitLevel(50, 3ms);
  std::thread charger([&battery] {
    battery.measured(60);
    battery.measured(100);
  });
  const bool late = battery.awaitLevel(50, 10s);
  battery.awaitFull();
  charger.join();
  dimmer.brighten();
  battery.unplugged();
  return !early && late ? 0 : 1;
}
