// Logs a kiln's temperatures in a thread; the log's end tells it to stop, and waits for it before its buffer goes.
#include <atomic>
#include <chrono>
#include <cstddef>
#include <thread>

class KilnLog {
public:
  explicit KilnLog(double (*read)()) : read_(read), readings_(new double[Capacity]), sampler_([this] { sample(); }) {}
  KilnLog(const KilnLog &) = delete;
  KilnLog &operator=(const KilnLog &) = delete;

  ~KilnLog() {
    stopped_ = true;
    if (sampler_.joinable())
      sampler_.join();
    delete[] readings_;
  }

private:
  static constexpr std::size_t Capacity = 4096;

  void sample() {
    for (std::size_t count = 0; !stopped_; ++count) {
      readings_[count % Capacity] = read_();
      std::this_thread::sleep_for(std::chrono::milliseconds(250));
    }
  }

  double (*const read_)();
  std::atomic<bool> stopped_{false};
  double *const readings_;
  std::thread sampler_;
};
