// Runs a heartbeat thread that counts beats until it is told to stop.
#include <chrono>
#include <cstdio>
#include <mutex>
#include <thread>

class Heartbeat {
public:
  explicit Heartbeat(std::chrono::milliseconds period) : period_(period) {}

  Heartbeat(const Heartbeat &) = delete;
  Heartbeat &operator=(const Heartbeat &) = delete;

  ~Heartbeat() { stop(); }

  void start() {
    if (worker_.joinable())
      return;
    {
      std::lock_guard<std::mutex> guard(mutex_);
      running_ = true;
    }
    worker_ = std::thread(&Heartbeat::loop, this);
  }

  void stop() {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      running_ = false;
    }
    if (worker_.joinable())
      worker_.join();
  }

  int beats() const {
    std::lock_guard<std::mutex> guard(mutex_);
    return beats_;
  }

private:
  // Records one beat; false once the owner has asked the worker to stop.
  bool beat() {
    std::lock_guard<std::mutex> guard(mutex_);
    if (!running_)
      return false;
    ++beats_;
    return true;
  }

  void loop() {
    while (beat())
      std::this_thread::sleep_for(period_);
  }

  const std::chrono::milliseconds period_;
  mutable std::mutex mutex_;
  bool running_ = false;
  int beats_ = 0;
  std::thread worker_;
};

int main() {
  Heartbeat heartbeat(std::chrono::milliseconds(1));
  heartbeat.start();
  while (heartbeat.beats() < 5)
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  heartbeat.stop();

  const int stopped = heartbeat.beats();
  std::this_thread::sleep_for(std::chrono::milliseconds(5));
  if (heartbeat.beats() != stopped)
    return 1;

  heartbeat.start();
  while (heartbeat.beats() == stopped)
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  heartbeat.stop();
  std::printf("%d beats\n", heartbeat.beats());
  return 0;
}
