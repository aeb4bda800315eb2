// Watches beacons that report in; the watcher waits for reports alone, but for a quarter of a second at most, and then looks at the flag that the destructor has set.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class BeaconWatch {
public:
  BeaconWatch() : watcher_([this] { watch(); }) {}

  ~BeaconWatch() {
    leave_ = true;
    watcher_.join();
  }

  void report(const std::string &beacon) {
    std::lock_guard<std::mutex> guard(mutex_);
    reports_.push_back(beacon);
    reported_.notify_one();
  }

  int silent() {
    std::lock_guard<std::mutex> guard(mutex_);
    return silent_;
  }

private:
  using Clock = std::chrono::steady_clock;

  bool awaitReports(std::unique_lock<std::mutex> &lock) {
    return reported_.wait_for(lock, std::chrono::milliseconds(250), [this] { return !reports_.empty(); });
  }

  void watch() {
    std::map<std::string, Clock::time_point> heard;
    while (!leave_) {
      std::unique_lock<std::mutex> lock(mutex_);
      if (awaitReports(lock)) {
        for (const std::string &beacon : std::exchange(reports_, {}))
          heard[beacon] = Clock::now();
      }
      silent_ = 0;
      for (const auto &[beacon, when] : heard)
        silent_ += Clock::now() - when > std::chrono::seconds(5) ? 1 : 0;
    }
  }

  std::mutex mutex_;
  std::condition_variable reported_;
  std::vector<std::string> reports_;
  int silent_ = 0;
  std::atomic<bool> leave_{false};
  std::thread watcher_;
};

int main() {
  BeaconWatch watch;
  watch.report("skagen");
  watch.report("lindesnes");
  return watch.silent();
}
