// A fuel gauge: a sensor thread feeds it, the dashboard reads it, and one-expression members lock for that expression.
#include <mutex>
#include <string>
#include <thread>
#include <utility>

class FuelGauge {
public:
  explicit FuelGauge(std::string unit) : unit_(std::move(unit)) {}

  void feed(double level) {
    const std::lock_guard<std::mutex> guard(mutex_);
    level_ = samples_ == 0 ? level : 0.9 * level_ + 0.1 * level;
    ++samples_;
  }

  double level() const { return (std::lock_guard<std::mutex>(mutex_), level_); }

  unsigned samples() const { return std::lock_guard<std::mutex>{mutex_}, samples_; }

  std::string unit() const { return (std::unique_lock<std::mutex>(mutex_), unit_); }

  void rename(std::string unit) {
    // Held to the end of the statement, which is all there is.
    std::scoped_lock{mutex_}, unit_ = std::move(unit);
  }

  void glitch() { std::scoped_lock(mutex_), ++glitches_; }

  bool trusted() const {
    const auto [glitches, samples] = (std::lock_guard<std::mutex>(mutex_), std::pair(glitches_, samples_));
    return glitches * 10 < samples;
  }

private:
  mutable std::mutex mutex_;
  double level_ = 0;
  unsigned samples_ = 0;
  unsigned glitches_ = 0;
  std::string unit_;
};

static void readSensor(FuelGauge &gauge) {
  for (int reading = 0; reading < 200; ++reading) {
    if (reading % 50 == 49)
      gauge.glitch();
    else
      gauge.feed(40.0 - 0.01 * reading);
  }
}

int main() {
  FuelGauge gauge("l");
  double lowest = 100;
  {
    std::jthread sensor([&gauge] { readSensor(gauge); });
    std::jthread dashboard([&gauge, &lowest] {
      for (int frame = 0; frame < 100; ++frame)
        if (const double level = gauge.level(); level < lowest)
          lowest = level;
      gauge.rename("litres");
    });
  }
  return gauge.samples() == 196 && gauge.trusted() && gauge.unit() == "litres" && lowest < 41 ? 0 : 1;
}
