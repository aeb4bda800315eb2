// Atomic flags that are set without a mutex and polled: every wait has a time limit, and the loop around it asks again.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

class LinkMonitor {
public:
  LinkMonitor() : thread_([this] { watch(); }) {}
  LinkMonitor(const LinkMonitor &) = delete;
  LinkMonitor &operator=(const LinkMonitor &) = delete;
  ~LinkMonitor() {
    stopping_ = true;
    wake_.notify_all();
    thread_.join();
  }

  void linkUp() {
    up_.store(true);
    wake_.notify_all();
  }

  // Looks again every few milliseconds.
  bool awaitUp(std::chrono::milliseconds limit) {
    const Clock::time_point deadline = Clock::now() + limit;
    std::unique_lock<std::mutex> lock(mutex_);
    while (!up_.load()) {
      if (Clock::now() >= deadline)
        return false;
      wake_.wait_for(lock, 5ms);
    }
    return true;
  }

  void awaitChecks(unsigned count) {
    std::unique_lock<std::mutex> lock(mutex_);
    while (!wake_.wait_for(lock, 3ms, [this, count] { return checks_ >= count; })) {
    }
  }

private:
  void watch() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (!stopping_) {
      ++checks_;
      wake_.wait_until(lock, Clock::now() + 2ms);
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::atomic<bool> stopping_{false};
  std::atomic<bool> up_{false};
  std::atomic<unsigned> checks_{0};
  std::thread thread_;
};

class Throttle {
public:
  void open() {
    open_ = true;
    changed_.notify_one();
  }

  unsigned pass() {
    unsigned polls = 0;
    std::unique_lock<std::mutex> lock(mutex_);
    for (; !open_; ++polls)
      if (changed_.wait_for(lock, 1ms) == std::cv_status::timeout)
        ++timeouts_;
    return polls + timeouts_;
  }

private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::atomic<bool> open_{false};
  unsigned timeouts_ = 0;
};

int main() {
  LinkMonitor monitor;
  const bool early = monitor.awaitUp(1ms);
  std::thread cable([&monitor] { monitor.linkUp(); });
  const bool late = monitor.awaitUp(10s);
  cable.join();
  monitor.awaitChecks(2);
  Throttle throttle;
  std::thread opener([&throttle] { throttle.open(); });
  const unsigned polls = throttle.pass();
  opener.join();
  return !early && late && polls < 100000 ? 0 : 1;
}
