// Collects metrics in batches; add() unlocks early when a batch is full, then unlocks the same lock a second time.
#include <algorithm>
#include <cstdio>
#include <mutex>
#include <numeric>
#include <thread>
#include <vector>

class Sink {
public:
  void write(const std::vector<int> &batch) {
    std::lock_guard<std::mutex> guard(mutex_);
    sum_ += std::accumulate(batch.begin(), batch.end(), 0L);
    ++batches_;
  }

  long sum() const {
    std::lock_guard<std::mutex> guard(mutex_);
    return sum_;
  }

  int batches() const {
    std::lock_guard<std::mutex> guard(mutex_);
    return batches_;
  }

private:
  mutable std::mutex mutex_;
  long sum_ = 0;
  int batches_ = 0;
};

class MetricBuffer {
public:
  MetricBuffer(Sink &sink, std::size_t batchSize) : sink_(sink), batchSize_(batchSize) {}

  void add(int value) {
    std::unique_lock<std::mutex> lock(mutex_);
    pending_.push_back(value);
    if (pending_.size() >= batchSize_) {
      std::vector<int> full;
      full.swap(pending_);
      lock.unlock();
      sink_.write(full);
    } else {
      largestPending_ = std::max(largestPending_, pending_.size());
    }
    lock.unlock(); // finding: 'lock'
  }

  void flush() {
    std::vector<int> rest;
    {
      std::lock_guard<std::mutex> guard(mutex_);
      rest.swap(pending_);
    }
    if (!rest.empty())
      sink_.write(rest);
  }

  std::size_t largestPending() const {
    std::lock_guard<std::mutex> guard(mutex_);
    return largestPending_;
  }

private:
  Sink &sink_;
  const std::size_t batchSize_;
  mutable std::mutex mutex_;
  std::vector<int> pending_;
  std::size_t largestPending_ = 0;
};

int main() {
  Sink sink;
  MetricBuffer buffer(sink, 8);
  auto produce = [&buffer] {
    for (int value = 1; value <= 50; ++value)
      buffer.add(value);
  };
  std::thread first(produce);
  std::thread second(produce);
  first.join();
  second.join();
  buffer.flush();

  std::printf("%d batches, sum %ld, largest %zu\n", sink.batches(), sink.sum(), buffer.largestPending());
  return sink.sum() == 2550 && sink.batches() == 13 && buffer.largestPending() == 7 ? 0 : 1;
}
