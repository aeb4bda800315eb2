// A bounded buffer of sensor samples with two conditions.
#include <array>
#include <condition_variable>
#include <cstddef>
#include <cstdio>
#include <mutex>
#include <thread>

struct Sample {
  double celsius = 0;
  bool last = false;
};

class SampleBuffer {
public:
  void put(const Sample &sample);
  Sample take();

private:
  static constexpr std::size_t kCapacity = 16;

  std::mutex mutex_;
  std::condition_variable notFull_;
  std::condition_variable notEmpty_;
  std::array<Sample, kCapacity> slots_;
  std::size_t head_ = 0;
  std::size_t count_ = 0;
};

void SampleBuffer::put(const Sample &sample) {
  {
    std::unique_lock lock(mutex_);
    while (count_ == kCapacity)
      notFull_.wait(lock);
    slots_[(head_ + count_) % kCapacity] = sample;
    ++count_;
  }
  notEmpty_.notify_one();
}

Sample SampleBuffer::take() {
  Sample sample;
  {
    std::unique_lock lock(mutex_);
    while (count_ == 0)
      notEmpty_.wait(lock);
    sample = slots_[head_];
    head_ = (head_ + 1) % kCapacity;
    --count_;
  }
  notFull_.notify_one();
  return sample;
}

static void average(SampleBuffer &buffer) {
  double sum = 0;
  int seen = 0;
  for (Sample sample = buffer.take(); !sample.last; sample = buffer.take()) {
    sum += sample.celsius;
    ++seen;
  }
  std::printf("average of %d samples: %.2f\n", seen, seen ? sum / seen : 0.0);
}

int main() {
  SampleBuffer buffer;
  std::thread consumer([&buffer] { average(buffer); });
  for (int i = 0; i < 100; ++i)
    buffer.put({20.0 + i % 7, false});
  buffer.put({0, true});
  consumer.join();
}
