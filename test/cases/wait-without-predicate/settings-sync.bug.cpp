// Applies settings on another thread and waits for the outcome; the loop around the wait is left after the first wake-up.
#include <condition_variable>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

using Settings = std::map<std::string, std::string>;

class SettingsApplier {
public:
  SettingsApplier() : thread_([this] { run(); }) {}
  SettingsApplier(const SettingsApplier &) = delete;
  SettingsApplier &operator=(const SettingsApplier &) = delete;
  ~SettingsApplier() {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      closed_ = true;
    }
    requested_.notify_one();
    thread_.join();
  }

  // Returns when the settings are in effect. One caller at a time.
  void apply(Settings settings) {
    std::unique_lock<std::mutex> lock(mutex_);
    wanted_ = std::move(settings);
    outcome_ = Outcome::Pending;
    requested_.notify_one();
    for (;;) {
      applied_.wait(lock); // finding: 'applied_'
      if (outcome_ == Outcome::Refused)
        throw std::invalid_argument("refused");
      break;
    }
  }

  std::string value(const std::string &key) {
    std::lock_guard<std::mutex> guard(mutex_);
    const auto found = current_.find(key);
    return found == current_.end() ? std::string() : found->second;
  }

private:
  enum class Outcome { Pending, Applied, Refused };

  void run() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (!closed_) {
      if (outcome_ != Outcome::Pending) {
        requested_.wait(lock);
        continue;
      }
      const bool valid = wanted_.count("") == 0;
      if (valid)
        current_ = wanted_;
      outcome_ = valid ? Outcome::Applied : Outcome::Refused;
      applied_.notify_all();
    }
  }

  std::mutex mutex_;
  std::condition_variable requested_;
  std::condition_variable applied_;
  Settings wanted_;
  Settings current_;
  Outcome outcome_ = Outcome::Applied;
  bool closed_ = false;
  std::thread thread_;
};

int main() {
  SettingsApplier applier;
  applier.apply({{"theme", "dark"}});
  try {
    applier.apply({{"", "nameless"}});
  } catch (const std::invalid_argument &) {
    return applier.value("theme") == "dark" ? 0 : 1;
  }
  return 1;
}
