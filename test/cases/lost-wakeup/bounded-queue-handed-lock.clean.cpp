// A bounded multi-producer multi-consumer queue with close(), timed and non-blocking operations.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <iterator>
#include <mutex>
#include <numeric>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace {

using namespace std::chrono_literals;

enum class PushResult { Ok, Full, Closed, TimedOut };

template <typename T> class BoundedQueue {
public:
  explicit BoundedQueue(std::size_t capacity) : capacity_(capacity) {}
  BoundedQueue(const BoundedQueue &) = delete;

  PushResult push(T value) {
    std::unique_lock lock(mutex_);
    while (!closed_ && items_.size() == capacity_)
      notFull_.wait(lock);
    return finishPush(std::move(lock), std::move(value));
  }

  PushResult try_push(T &value) {
    std::unique_lock lock(mutex_, std::try_to_lock);
    if (!lock)
      return PushResult::Full; // contended: the caller treats it like a full queue
    if (closed_ || items_.size() >= capacity_)
      return closed_ ? PushResult::Closed : PushResult::Full;
    return finishPush(std::move(lock), std::move(value));
  }

  template <typename Rep, typename Period> PushResult push_for(T &value, std::chrono::duration<Rep, Period> patience) {
    std::unique_lock lock(mutex_);
    if (!notFull_.wait_for(lock, patience, [this] { return closed_ || items_.size() < capacity_; }))
      return PushResult::TimedOut;
    return finishPush(std::move(lock), std::move(value));
  }

  // Empty once the queue is closed and drained.
  std::optional<T> pop() {
    std::optional<T> result;
    {
      std::unique_lock lock(mutex_);
      notEmpty_.wait(lock, [&] { return closed_ || !items_.empty(); });
      if (items_.empty())
        return std::nullopt;
      result.emplace(std::move(items_.front()));
      items_.pop_front();
    }
    notFull_.notify_one();
    return result;
  }

  // Takes everything at once, so every blocked producer may have a place now.
  std::vector<T> drain() {
    std::deque<T> taken;
    {
      const std::lock_guard lock(mutex_);
      taken.swap(items_);
    }
    if (!taken.empty())
      notFull_.notify_all();
    return {std::make_move_iterator(taken.begin()), std::make_move_iterator(taken.end())};
  }

  void close() {
    std::unique_lock lock(mutex_);
    if (std::exchange(closed_, true))
      return;
    lock.unlock();
    notFull_.notify_all();
    notEmpty_.notify_all();
  }

private:
  // Takes over the caller's lock and notifies after giving it up.
  PushResult finishPush(std::unique_lock<std::mutex> lock, T &&value) {
    if (closed_)
      return PushResult::Closed;
    items_.push_back(std::move(value));
    lock.unlock();
    notEmpty_.notify_one();
    return PushResult::Ok;
  }

  const std::size_t capacity_;
  std::mutex mutex_;
  std::condition_variable notFull_;
  std::condition_variable notEmpty_;
  std::deque<T> items_;
  bool closed_ = false;
};

bool pushStubbornly(BoundedQueue<int> &queue, int value) {
  for (;;) {
    const PushResult result = queue.push_for(value, 5ms);
    if (result == PushResult::Ok || result == PushResult::Closed)
      return result == PushResult::Ok;
  }
}

} // namespace

int main() {
  constexpr int kPerProducer = 400;
  BoundedQueue<int> queue(4);
  std::atomic<int> refused{0};
  std::vector<long> sums(3, 0); // one slot per consumer, read after the joins
  std::vector<std::thread> consumers;
  for (std::size_t c = 0; c < sums.size(); ++c)
    consumers.emplace_back([&queue, &sum = sums[c]] {
      while (auto item = queue.pop())
        sum += *item;
    });

  std::vector<std::thread> producers;
  for (int p = 0; p < 3; ++p)
    producers.emplace_back([&, p] {
      for (int i = 1; i <= kPerProducer; ++i) {
        int value = i;
        const bool sent = p == 0   ? queue.push(value) == PushResult::Ok
                          : p == 1 ? pushStubbornly(queue, value)
                                   : queue.try_push(value) == PushResult::Ok || pushStubbornly(queue, value);
        if (!sent)
          refused.fetch_add(1);
      }
    });
  for (auto &producer : producers)
    producer.join();
  queue.close();
  for (auto &consumer : consumers)
    consumer.join();

  const long total = std::accumulate(sums.begin(), sums.end(), 0L);
  const bool ok = total == 3L * kPerProducer * (kPerProducer + 1) / 2 && refused == 0 &&
                  queue.push(1) == PushResult::Closed && queue.drain().empty();
  std::printf("total %ld\n", total);
  return ok ? 0 : 1;
}
