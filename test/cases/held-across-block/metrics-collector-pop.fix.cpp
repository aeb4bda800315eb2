// A metrics collector: samples go through a blocking queue to a thread that adds them up for the status page.
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>

template <class T> class BlockingQueue {
public:
  void push(T value) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      values_.push_back(std::move(value));
    }
    changed_.notify_one();
  }

  // Waits while the queue is empty; nothing comes back once it is closed and drained.
  std::optional<T> pop() {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [this] { return closed_ || !values_.empty(); });
    if (values_.empty())
      return std::nullopt;
    std::optional<T> value(std::move(values_.front()));
    values_.pop_front();
    return value;
  }

  void close() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      closed_ = true;
    }
    changed_.notify_all();
  }

private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<T> values_;
  bool closed_ = false;
};

struct Sample {
  std::string metric;
  double value = 0;
};

class MetricsCollector {
public:
  MetricsCollector() : collector_([this] { collect(); }) {}
  ~MetricsCollector() {
    samples_.close();
    collector_.join();
  }
  MetricsCollector(const MetricsCollector &) = delete;
  MetricsCollector &operator=(const MetricsCollector &) = delete;

  void record(const std::string &metric, double value) { samples_.push(Sample{metric, value}); }

  double total(const std::string &metric) const {
    std::lock_guard<std::mutex> lock(totalsMutex_);
    const auto found = totals_.find(metric);
    return found == totals_.end() ? 0.0 : found->second;
  }

private:
  void collect() {
    for (;;) {
      const std::optional<Sample> sample = samples_.pop();
      if (!sample)
        return;
      std::lock_guard<std::mutex> lock(totalsMutex_);
      totals_[sample->metric] += sample->value;
    }
  }

  BlockingQueue<Sample> samples_;
  mutable std::mutex totalsMutex_;
  std::map<std::string, double> totals_;
  std::thread collector_;
};

int main() {
  MetricsCollector metrics;
  std::jthread requests([&metrics] {
    for (int request = 0; request < 16; ++request)
      metrics.record("bytes", 512.0);
  });
  std::printf("%.0f bytes so far\n", metrics.total("bytes"));
  return 0;
}
