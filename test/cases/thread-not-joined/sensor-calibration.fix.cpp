// Calibrates a sensor while a thread feeds it samples; the guard that joins the thread is made at once.
#include <chrono>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>

using namespace std::chrono_literals;

class ThreadJoiner {
public:
  explicit ThreadJoiner(std::thread &thread) : thread_(thread) {}
  ThreadJoiner(const ThreadJoiner &) = delete;
  ThreadJoiner &operator=(const ThreadJoiner &) = delete;
  ~ThreadJoiner() {
    if (thread_.joinable())
      thread_.join();
  }

private:
  std::thread &thread_;
};

class Sensor {
public:
  explicit Sensor(double spread) : spread_(spread) {}

  void feed(unsigned samples) {
    for (unsigned i = 0; i < samples; ++i) {
      std::lock_guard<std::mutex> guard(mutex_);
      sum_ += spread_ * (i % 3);
      ++samples_;
    }
  }

  unsigned samples() const {
    std::lock_guard<std::mutex> guard(mutex_);
    return samples_;
  }

  double mean() const {
    std::lock_guard<std::mutex> guard(mutex_);
    return samples_ == 0 ? 0 : sum_ / samples_;
  }

private:
  const double spread_;
  mutable std::mutex mutex_;
  double sum_ = 0;
  unsigned samples_ = 0;
};

class Profile {
public:
  explicit Profile(const std::string &name) : factor_(lookUp(name)) {}
  double factor() const { return factor_; }

private:
  static double lookUp(const std::string &name) {
    if (name == "indoor")
      return 0.5;
    if (name == "outdoor")
      return 2;
    throw std::invalid_argument("no profile " + name);
  }

  double factor_;
};

double calibrate(Sensor &sensor, const std::string &profileName) {
  std::thread feeder([&sensor] { sensor.feed(30); });
  const ThreadJoiner joiner(feeder);
  const Profile profile(profileName);
  while (sensor.samples() < 30)
    std::this_thread::sleep_for(1ms);
  return sensor.mean() * profile.factor();
}

int main() {
  Sensor one(4), two(1);
  const double offset = calibrate(one, "indoor");
  try {
    calibrate(two, "underwater");
  } catch (const std::invalid_argument &) {
    return offset > 1.9 && offset < 2.1 ? 0 : 1;
  }
  return 1;
}
