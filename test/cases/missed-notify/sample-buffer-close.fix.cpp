// A bounded buffer of samples with two conditions; closing it wakes the reader and the writers that wait for room.
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

template <typename Sample> class SampleBuffer {
public:
  explicit SampleBuffer(std::size_t capacity) : capacity_(capacity) {}

  bool write(Sample sample) {
    std::unique_lock<std::mutex> lock(mutex_);
    notFull_.wait(lock, [this] { return closed_ || samples_.size() < capacity_; });
    if (closed_)
      return false;
    samples_.push_back(sample);
    notEmpty_.notify_one();
    return true;
  }

  std::optional<Sample> read() {
    std::unique_lock<std::mutex> lock(mutex_);
    notEmpty_.wait(lock, [this] { return closed_ || !samples_.empty(); });
    if (samples_.empty())
      return std::nullopt;
    const Sample sample = samples_.front();
    samples_.pop_front();
    notFull_.notify_one();
    return sample;
  }

  void close() {
    std::lock_guard<std::mutex> guard(mutex_);
    closed_ = true;
    notEmpty_.notify_all();
    notFull_.notify_all();
  }

private:
  const std::size_t capacity_;
  std::mutex mutex_;
  std::condition_variable notEmpty_;
  std::condition_variable notFull_;
  std::deque<Sample> samples_;
  bool closed_ = false;
};

int main() {
  SampleBuffer<float> buffer(4);
  unsigned written = 0;
  std::thread microphone([&] {
    while (buffer.write(0.5f))
      ++written;
  });
  float sum = 0;
  for (int count = 0; count < 10; ++count)
    sum += buffer.read().value_or(0);
  buffer.close();
  microphone.join();
  return written >= 10 && sum > 4.9f ? 0 : 1;
}
