// A counter that calls its observer without the lock; the mutex is unlocked by hand under a lock_guard, which unlocks it again.
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

class ThresholdCounter {
public:
  ThresholdCounter(long threshold, std::function<void(long)> reached)
      : threshold_(threshold), reached_(std::move(reached)) {}

  void add(long amount) {
    std::lock_guard<std::mutex> guard(valueMutex_);
    value_ += amount;
    if (value_ < threshold_ || fired_)
      return;
    fired_ = true;
    const long now = value_;
    valueMutex_.unlock(); // finding: 'valueMutex_'
    reached_(now);
  }

  long value() const {
    std::lock_guard<std::mutex> guard(valueMutex_);
    return value_;
  }

private:
  const long threshold_;
  const std::function<void(long)> reached_;
  mutable std::mutex valueMutex_;
  long value_ = 0;
  bool fired_ = false;
};

int main() {
  std::mutex seenMutex;
  long seen = 0;
  ThresholdCounter bytes(1000, [&](long value) {
    std::lock_guard<std::mutex> guard(seenMutex);
    seen = value;
  });
  std::thread receiver([&bytes] {
    for (int packet = 0; packet < 10; ++packet)
      bytes.add(150);
  });
  receiver.join();
  std::lock_guard<std::mutex> guard(seenMutex);
  return seen == 1050 && bytes.value() == 1500 ? 0 : 1;
}
