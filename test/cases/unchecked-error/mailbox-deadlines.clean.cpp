// Waits until a point of time, in loops that know when it has come.
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>

using Clock = std::chrono::steady_clock;

class Mailbox {
public:
  std::optional<int> take(Clock::duration patience) {
    const Clock::time_point end = Clock::now() + patience;
    std::unique_lock<std::mutex> hold(mutex_);
    while (!isFull_ && Clock::now() < end)
      changed_.wait_until(hold, end);
    if (!isFull_)
      return std::nullopt;
    isFull_ = false;
    return value_;
  }
  // Each letter that comes meanwhile gives it more time.
  void waitForQuiet(Clock::duration gap) {
    std::unique_lock<std::mutex> hold(mutex_);
    while (last_ + gap > Clock::now())
      changed_.wait_until(hold, last_ + gap);
  }
  // Looks in now and then, should a notification have been lost on its way through the driver.
  int await() {
    std::unique_lock<std::mutex> hold(mutex_);
    while (!isFull_)
      changed_.wait_for(hold, std::chrono::milliseconds(250));
    isFull_ = false;
    return value_;
  }
  void put(int value) {
    std::lock_guard<std::mutex> hold(mutex_);
    value_ = value;
    isFull_ = true;
    last_ = Clock::now();
    changed_.notify_all();
  }

private:
  std::mutex mutex_;
  std::condition_variable changed_;
  Clock::time_point last_ = Clock::now();
  int value_ = 0;
  bool isFull_ = false;
};
