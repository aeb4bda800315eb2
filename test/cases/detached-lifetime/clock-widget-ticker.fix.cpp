// A clock that redraws itself from a thread of its own, which ends before the clock does.
#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>

using namespace std::chrono_literals;

class Display {
public:
  void show(unsigned seconds) { shown_ = seconds; }
  unsigned shown() const { return shown_; }

private:
  std::atomic<unsigned> shown_{0};
};

class Clock {
public:
  Clock(Display &display, std::chrono::milliseconds pace) : display_(display), pace_(pace) {}
  Clock(const Clock &) = delete;
  Clock &operator=(const Clock &) = delete;
  ~Clock() {
    stop();
    if (ticker_.joinable())
      ticker_.join();
  }

  void start() {
    if (started_.exchange(true))
      return;
    ticker_ = std::thread([this] {
      while (!stopped_) {
        display_.show(++seconds_);
        std::this_thread::sleep_for(pace_);
      }
    });
  }

  void stop() { stopped_ = true; }

private:
  Display &display_;
  const std::chrono::milliseconds pace_;
  std::atomic<bool> started_{false};
  std::atomic<bool> stopped_{false};
  unsigned seconds_ = 0;
  std::thread ticker_;
};

int main() {
  Display display;
  auto clock = std::make_unique<Clock>(display, 2ms);
  clock->start();
  while (display.shown() < 3)
    std::this_thread::sleep_for(1ms);
  clock->stop();
  clock.reset();
  return display.shown() >= 3 ? 0 : 1;
}
