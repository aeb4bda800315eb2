// Scans parcels on a belt; the wait asks shouldWake(), which asks the station's controls, and the flag that stop() sets is one of them.
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Controls {
  bool halted = false;
  bool halfSpeed = false;

  bool stopRequested() const { return halted; }
};

class ScanStation {
public:
  ScanStation() : scanner_(&ScanStation::scanParcels, this) {}

  ~ScanStation() {
    if (scanner_.joinable())
      stop();
  }

  void place(std::string label) {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      belt_.push_back(std::move(label));
    }
    event_.notify_one();
  }

  void stop() {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      controls_.halted = true;
    }
    event_.notify_one();
    scanner_.join();
  }

  std::size_t scanned() {
    std::lock_guard<std::mutex> guard(mutex_);
    return scanned_;
  }

private:
  bool shouldWake() const { return !belt_.empty() || controls_.stopRequested(); }

  void scanParcels() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (!controls_.halted) {
      while (!shouldWake())
        event_.wait(lock);
      std::vector<std::string> labels = std::exchange(belt_, {});
      lock.unlock();
      std::size_t readable = 0;
      for (const std::string &label : labels)
        readable += label.size() == 8 ? 1 : 0;
      lock.lock();
      scanned_ += readable;
    }
  }

  std::mutex mutex_;
  std::condition_variable event_;
  std::vector<std::string> belt_;
  Controls controls_;
  std::size_t scanned_ = 0;
  std::thread scanner_;
};

int main() {
  ScanStation station;
  station.place("NO-48210");
  station.place("SE-1");
  station.stop();
  return station.scanned() <= 1 ? 0 : 1;
}
