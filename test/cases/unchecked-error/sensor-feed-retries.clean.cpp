// Reads a flaky sensor on a thread of its own.
#include <atomic>
#include <chrono>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

struct Sample {
  double value = 0;
  bool isValid = false;
};

double readRaw(int channel); // throws if the bus is busy

class Feed {
public:
  explicit Feed(int channel) : channel_(channel), thread_([this] { poll(); }) {}
  ~Feed() {
    isOver_ = true;
    thread_.join();
  }
  Sample latest() const {
    std::lock_guard<std::mutex> hold(mutex_);
    return latest_;
  }

private:
  // Up to three attempts; an invalid sample if all of them fail.
  Sample sample() const {
    for (int attempt = 0; attempt < 3; ++attempt) {
      try {
        return {readRaw(channel_), true};
      } catch (const std::runtime_error &) {
      }
    }
    return {};
  }

  void poll() {
    while (!isOver_) {
      Sample fresh = sample();
      double scale = 1.0;
      try {
        scale = std::stod(setting());
      } catch (const std::logic_error &) {
      }
      fresh.value *= scale;
      {
        std::lock_guard<std::mutex> hold(mutex_);
        latest_ = fresh;
      }
      try {
        adjust();
      } catch (const std::exception &) {
        // The next round tries again, with a newer sample.
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }

  std::string setting() const;
  void adjust();

  const int channel_;
  std::atomic<bool> isOver_{false};
  mutable std::mutex mutex_;
  Sample latest_;
  std::thread thread_;
};
