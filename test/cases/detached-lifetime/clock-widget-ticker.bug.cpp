// A clock that redraws itself from a thread of its own; the thread is detached and goes on using the clock after it has been closed.
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

  void start() {
    if (started_.exchange(true))
      return;
    std::thread ticker([this] {
      while (!stopped_) {
        display_.show(++seconds_);
        std::this_thread::sleep_for(pace_);
      }
    });
    ticker.detach(); // finding: 'this'
  }

  void stop() { stopped_ = true; }

private:
  Display &display_;
  const std::chrono::milliseconds pace_;
  std::atomic<bool> started_{false};
  std::atomic<bool> stopped_{false};
  unsigned seconds_ = 0;
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
