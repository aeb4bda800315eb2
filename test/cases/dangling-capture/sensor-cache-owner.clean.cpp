// Readings are refreshed by a scheduler that lives inside the cache, behind what it refreshes: it stops before the rest goes.
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Scheduler {
public:
  Scheduler() : thread_([this] { run(); }) {}
  ~Scheduler() {
    {
      std::lock_guard lock(mutex_);
      stopped_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }

  void every(std::chrono::milliseconds, std::function<void()> job) {
    {
      std::lock_guard lock(mutex_);
      jobs_.push_back(std::move(job));
    }
    changed_.notify_all();
  }

private:
  void run() {
    std::unique_lock lock(mutex_);
    while (!changed_.wait_for(lock, std::chrono::milliseconds(50), [this] { return stopped_; })) {
      std::vector<std::function<void()>> jobs = jobs_;
      lock.unlock();
      for (auto &job : jobs)
        job();
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::function<void()>> jobs_;
  bool stopped_ = false;
  std::thread thread_;
};

class SensorCache {
public:
  explicit SensorCache(std::function<double(const std::string &)> read) : read_(std::move(read)) {
    scheduler_.every(std::chrono::milliseconds(200), [this] { refresh(); });
  }

  void watch(const std::string &name) {
    std::lock_guard lock(mutex_);
    values_[name] = 0;
  }

private:
  void refresh() {
    std::vector<std::string> names;
    {
      std::lock_guard lock(mutex_);
      for (const auto &entry : values_)
        names.push_back(entry.first);
    }
    for (const std::string &name : names) {
      const double value = read_(name);
      std::lock_guard lock(mutex_);
      values_[name] = value;
    }
  }

  const std::function<double(const std::string &)> read_;
  std::mutex mutex_;
  std::map<std::string, double> values_;
  Scheduler scheduler_;
};

double once(std::function<double(const std::string &)> read) {
  SensorCache cache(std::move(read));
  cache.watch("boiler");
  return 1;
}
