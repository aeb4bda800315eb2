// Samples a greenhouse in one thread and records the samples in another; the flag stops the sampler, which polls it and puts an end mark last, and the recorder's wait needs the samples alone.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <limits>
#include <mutex>
#include <thread>

class Greenhouse {
public:
  void start() {
    recorder_ = std::thread(&Greenhouse::record, this);
    sampler_ = std::thread(&Greenhouse::sample, this);
  }

  double stop() {
    stopSampling_ = true;
    sampler_.join();
    recorder_.join();
    return count_ == 0 ? 0 : sum_ / count_;
  }

private:
  static constexpr double kEnd = std::numeric_limits<double>::infinity();

  void put(double sample) {
    std::lock_guard<std::mutex> guard(mutex_);
    samples_.push_back(sample);
    sampled_.notify_one();
  }

  void sample() {
    double degrees = 19;
    while (!stopSampling_) {
      put(degrees);
      degrees = degrees > 26 ? 19 : degrees + 0.25;
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    put(kEnd);
  }

  void record() {
    for (;;) {
      std::unique_lock<std::mutex> lock(mutex_);
      sampled_.wait(lock, [this] { return !samples_.empty(); });
      const double sample = samples_.front();
      samples_.pop_front();
      lock.unlock();
      if (sample == kEnd)
        return;
      sum_ += sample;
      ++count_;
    }
  }

  std::mutex mutex_;
  std::condition_variable sampled_;
  std::deque<double> samples_;
  std::atomic<bool> stopSampling_{false};
  double sum_ = 0;
  unsigned count_ = 0;
  std::thread sampler_;
  std::thread recorder_;
};

int main() {
  Greenhouse house;
  house.start();
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  const double mean = house.stop();
  return mean <= 27 ? 0 : 1;
}
