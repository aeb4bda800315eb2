// Records temperatures from several sensors and tells a listener that resets the history after an overheat.
#include <cstdio>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

class Thermostat {
public:
  using Listener = std::function<void(int)>;

  void setListener(Listener listener) {
    std::lock_guard<std::mutex> guard(mutex_);
    listener_ = std::move(listener);
  }

  void record(int degrees) {
    Listener listener;
    {
      std::lock_guard<std::mutex> guard(mutex_);
      history_.push_back(degrees);
      ++total_;
      listener = listener_;
    }
    if (listener)
      listener(degrees);
  }

  void reset() {
    std::lock_guard<std::mutex> guard(mutex_);
    history_.clear();
    ++resets_;
  }

  int total() const {
    std::lock_guard<std::mutex> guard(mutex_);
    return total_;
  }

  int resets() const {
    std::lock_guard<std::mutex> guard(mutex_);
    return resets_;
  }

private:
  mutable std::mutex mutex_;
  Listener listener_;
  std::vector<int> history_;
  int total_ = 0;
  int resets_ = 0;
};

class OverheatGuard {
public:
  OverheatGuard(Thermostat &thermostat, int limit) : thermostat_(thermostat), limit_(limit) {}

  void attach() {
    thermostat_.setListener([this](int degrees) {
      if (degrees > limit_)
        thermostat_.reset();
    });
  }

  void detach() { thermostat_.setListener(nullptr); }

private:
  Thermostat &thermostat_;
  const int limit_;
};

int main() {
  Thermostat thermostat;
  OverheatGuard overheat(thermostat, 90);
  overheat.attach();

  auto sensor = [&thermostat](int first) {
    for (int step = 0; step < 20; ++step)
      thermostat.record(first + step);
  };
  std::thread kitchen(sensor, 15);
  std::thread boiler(sensor, 75);
  kitchen.join();
  boiler.join();
  overheat.detach();

  std::printf("%d readings, %d resets\n", thermostat.total(), thermostat.resets());
  return thermostat.total() == 40 && thermostat.resets() == 4 ? 0 : 1;
}
