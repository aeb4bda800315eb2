// A telemetry buffer flushed by a timer; the timer's callback returns early from an empty buffer and leaves it locked for the producers.
#include <chrono>
#include <cstddef>
#include <functional>
#include <iostream>
#include <mutex>
#include <utility>
#include <vector>

class TimerWheel {
public:
  void every(std::chrono::milliseconds period, std::function<void()> callback) {
    entries_.push_back({period, std::move(callback)});
  }

  void advance(std::chrono::milliseconds by) {
    for (Entry &entry : entries_) {
      entry.elapsed += by;
      while (entry.elapsed >= entry.period) {
        entry.elapsed -= entry.period;
        entry.callback();
      }
    }
  }

private:
  struct Entry {
    std::chrono::milliseconds period;
    std::function<void()> callback;
    std::chrono::milliseconds elapsed{0};
  };
  std::vector<Entry> entries_;
};

struct Sample {
  int channel;
  double value;
};

class TelemetryBuffer {
public:
  explicit TelemetryBuffer(TimerWheel &timers) {
    timers.every(std::chrono::milliseconds(250), [this] {
      samplesMutex_.lock(); // finding: 'samplesMutex_'
      if (samples_.empty())
        return;
      std::vector<Sample> batch;
      batch.swap(samples_);
      samplesMutex_.unlock();
      for (const Sample &sample : batch)
        std::cout << sample.channel << ' ' << sample.value << '\n';
    });
  }

  void record(int channel, double value) {
    const std::lock_guard<std::mutex> guard(samplesMutex_);
    samples_.push_back({channel, value});
  }

private:
  std::mutex samplesMutex_;
  std::vector<Sample> samples_;
};

int main() {
  TimerWheel timers;
  TelemetryBuffer buffer(timers);
  buffer.record(1, 0.5);
  timers.advance(std::chrono::milliseconds(1000));
  buffer.record(2, 1.5);
}
