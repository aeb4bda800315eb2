// Periodic work with sleeps that a notification cuts short: each turn looks at the stop flag again, and it does not matter why a sleep ended.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <thread>

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

class CacheJanitor {
public:
  CacheJanitor() : sweeper_(&CacheJanitor::sweepNowAndThen, this), reporter_(&CacheJanitor::report, this) {}
  CacheJanitor(const CacheJanitor &) = delete;
  CacheJanitor &operator=(const CacheJanitor &) = delete;
  ~CacheJanitor() {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      stopping_ = true;
    }
    wake_.notify_all();
    sweeper_.join();
    reporter_.join();
  }

  void put(const std::string &key, std::chrono::milliseconds life) {
    std::lock_guard<std::mutex> guard(mutex_);
    expiries_[key] = Clock::now() + life;
    wake_.notify_all();
  }

  bool contains(const std::string &key) {
    std::lock_guard<std::mutex> guard(mutex_);
    return expiries_.count(key) != 0;
  }

  unsigned reports() const { return reports_; }

  // Gives the sweeper some time; an early return does no harm, since the caller asks again.
  bool isGone(const std::string &key) {
    std::unique_lock<std::mutex> lock(mutex_);
    if (expiries_.count(key) == 0)
      return true;
    wake_.wait_for(lock, 1ms);
    return expiries_.count(key) == 0;
  }

private:
  void sweepNowAndThen() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (!stopping_) {
      const Clock::time_point now = Clock::now();
      for (auto it = expiries_.begin(); it != expiries_.end();)
        it = it->second <= now ? expiries_.erase(it) : std::next(it);
      wake_.wait_for(lock, 2ms);
    }
  }

  void report() {
    for (;;) {
      std::unique_lock<std::mutex> lock(mutex_);
      if (stopping_)
        return;
      wake_.wait_for(lock, 3ms);
      lock.unlock();
      ++reports_;
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::map<std::string, Clock::time_point> expiries_;
  bool stopping_ = false;
  std::atomic<unsigned> reports_{0};
  std::thread sweeper_;
  std::thread reporter_;
};

int main() {
  CacheJanitor janitor;
  janitor.put("short", 1ms);
  janitor.put("long", 1h);
  while (!janitor.isGone("short")) {
  }
  while (janitor.reports() < 2)
    std::this_thread::sleep_for(1ms);
  return janitor.contains("long") ? 0 : 1;
}
