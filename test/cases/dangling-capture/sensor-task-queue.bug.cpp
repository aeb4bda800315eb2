// Measures sensors on a bus thread; a queued task refers to the calibration, a local of the method that queues it.
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <future>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

struct Calibration {
  std::size_t channel = 0;
  double scale = 1.0;
  double offset = 0.0;
};

class SensorBus {
public:
  explicit SensorBus(std::vector<double> raw) : raw_(std::move(raw)), worker_([this] { work(); }) {}
  SensorBus(const SensorBus &) = delete;
  SensorBus &operator=(const SensorBus &) = delete;

  ~SensorBus() {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      closing_ = true;
      wakeup_.notify_one();
    }
    worker_.join();
  }

  std::future<double> measure(std::size_t channel, bool fahrenheit) {
    Calibration calibration;
    calibration.channel = channel % raw_.size();
    if (fahrenheit) {
      calibration.scale = 1.8;
      calibration.offset = 32.0;
    }
    std::packaged_task<double()> task([&] { // finding: 'calibration'
      return raw_[calibration.channel] * calibration.scale + calibration.offset;
    });
    std::future<double> result = task.get_future();
    std::lock_guard<std::mutex> guard(mutex_);
    tasks_.push_back(std::move(task));
    wakeup_.notify_one();
    return result;
  }

private:
  void work() {
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      wakeup_.wait(lock, [this] { return closing_ || !tasks_.empty(); });
      if (tasks_.empty())
        return;
      std::packaged_task<double()> task = std::move(tasks_.front());
      tasks_.pop_front();
      lock.unlock();
      task();
      lock.lock();
    }
  }

  const std::vector<double> raw_;
  std::mutex mutex_;
  std::condition_variable wakeup_;
  std::deque<std::packaged_task<double()>> tasks_;
  bool closing_ = false;
  std::thread worker_; // The last member: starts when the others are there.
};

static bool near(double value, double expected) { return value > expected - 0.01 && value < expected + 0.01; }

int main() {
  SensorBus bus({20.0, 35.5, 100.0});
  std::future<double> room = bus.measure(0, false);
  std::future<double> boiler = bus.measure(2, true);
  std::future<double> wrapped = bus.measure(4, false);
  const bool fine = near(room.get(), 20.0) && near(boiler.get(), 212.0);
  return near(wrapped.get(), 35.5) && fine ? 0 : 1;
}
