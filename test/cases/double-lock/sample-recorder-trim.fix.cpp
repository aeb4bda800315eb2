// A sampling profiler's ring of samples; when it is full, record() throws the older half away under the lock it has.
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

struct Sample {
  std::uint64_t address;
  std::chrono::steady_clock::time_point when;
};

class SampleRecorder {
public:
  explicit SampleRecorder(std::size_t capacity) : capacity_(capacity) { samples_.reserve(capacity); }

  void record(std::uint64_t address) {
    const Sample sample{address, std::chrono::steady_clock::now()};
    std::lock_guard<std::mutex> guard(mutex_);
    if (samples_.size() >= capacity_) {
      const auto half = static_cast<std::ptrdiff_t>(samples_.size() / 2);
      samples_.erase(samples_.begin(), samples_.begin() + half);
      dropped_ += static_cast<std::size_t>(half);
    }
    samples_.push_back(sample);
  }

  std::size_t hits(std::uint64_t from, std::uint64_t to) const {
    std::lock_guard<std::mutex> guard(mutex_);
    std::size_t count = 0;
    for (const Sample &sample : samples_)
      if (sample.address >= from && sample.address < to)
        ++count;
    return count;
  }

  std::size_t dropped() const {
    std::lock_guard<std::mutex> guard(mutex_);
    return dropped_;
  }

private:
  const std::size_t capacity_;
  mutable std::mutex mutex_;
  std::vector<Sample> samples_;
  std::size_t dropped_ = 0;
};

int main() {
  SampleRecorder recorder(64);
  std::thread render([&] {
    for (std::uint64_t pc = 0x1000; pc < 0x1040; ++pc)
      recorder.record(pc);
  });
  for (std::uint64_t pc = 0x8000; pc < 0x8020; ++pc)
    recorder.record(pc);
  render.join();
  return recorder.dropped() == 32 && recorder.hits(0, 0x9000) == 64 ? 0 : 1;
}
