// The tests with one std::thread per task and the queue that everybody writes: a mutex and two condition variables.
//
// The queue knows no rendezvous. In ping-pong one with a single slot stands in for the unbuffered channel, which can't
// be told apart there: one value is under way at a time. The other tests that need a rendezvous, a select or a context
// are left out, and so are those with 100k tasks.
#include "measure.h"

#include <array>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <queue>
#include <thread>
#include <vector>

namespace {

constexpr long batch = 10'000;

class blocking_queue {
public:
  explicit blocking_queue(size_t capacity) : capacity_(capacity) {}

  void push(long value) {
    {
      std::unique_lock lock(mutex_);
      has_room_.wait(lock, [&] { return values_.size() < capacity_; });
      values_.push(value);
    }
    has_value_.notify_one();
  }

  // Nothing once closed and drained.
  std::optional<long> pop() {
    std::optional<long> value;
    {
      std::unique_lock lock(mutex_);
      has_value_.wait(lock, [&] { return !values_.empty() || closed_; });
      if (values_.empty())
        return value;
      value = values_.front();
      values_.pop();
    }
    has_room_.notify_one();
    return value;
  }

  void close() {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
    }
    has_value_.notify_all();
  }

private:
  const size_t capacity_;
  std::mutex mutex_;
  std::condition_variable has_room_, has_value_;
  std::queue<long> values_;
  bool closed_ = false;
};

void join(std::vector<std::thread> &threads) {
  for (std::thread &thread : threads)
    thread.join();
  threads.clear();
}

figures ping_pong(long n) {
  blocking_queue ping(1), pong(1);
  stopwatch watch;
  watch.start();
  std::thread partner([&] {
    while (const auto value = ping.pop())
      pong.push(*value);
  });
  long sum = 0;
  for (long i = 0; i < n; ++i) {
    ping.push(i);
    sum += *pong.pop();
  }
  watch.stop();
  ping.close();
  partner.join();
  require(sum == sum_below(n), "every ping comes back");
  return watch.per(n);
}

figures spsc(long n) {
  blocking_queue values(128);
  stopwatch watch;
  watch.start();
  std::thread producer([&] {
    for (long i = 0; i < n; ++i)
      values.push(i);
    values.close();
  });
  long sum = 0;
  while (const auto value = values.pop())
    sum += *value;
  watch.stop();
  producer.join();
  require(sum == sum_below(n), "every value arrives");
  return watch.per(n);
}

figures mpmc(long n) {
  blocking_queue values(128);
  std::array<long, 4> sums{};
  std::vector<std::thread> producers, consumers;
  stopwatch watch;
  watch.start();
  for (long first = 0; first < 4; ++first)
    producers.emplace_back([&, first] {
      for (long i = first; i < n; i += 4)
        values.push(i);
    });
  for (long &result : sums)
    consumers.emplace_back([&] {
      long sum = 0;
      while (const auto value = values.pop())
        sum += *value;
      result = sum;
    });
  join(producers);
  values.close();
  join(consumers);
  watch.stop();
  require(sums[0] + sums[1] + sums[2] + sums[3] == sum_below(n), "every value arrives");
  return watch.per(n);
}

figures spawn_join(long n) {
  std::vector<long> slots(batch);
  std::vector<std::thread> threads;
  stopwatch watch;
  watch.start();
  for (long base = 0; base < n; base += batch) {
    for (long i = 0; i < batch; ++i)
      threads.emplace_back([&slots, i] { slots[size_t(i)] += i; });
    join(threads);
  }
  watch.stop();
  long sum = 0;
  for (long slot : slots)
    sum += slot;
  require(sum == n / batch * sum_below(batch), "every task ran once");
  return watch.per(n);
}

figures mutex_uncontended(long n) {
  std::mutex mutex;
  long sum = 0;
  stopwatch watch;
  watch.start();
  for (long i = 0; i < n; ++i) {
    mutex.lock();
    sum += i;
    mutex.unlock();
  }
  watch.stop();
  require(sum == sum_below(n), "every addition counts");
  return watch.per(n);
}

figures mutex_contended(long n) {
  std::mutex mutex;
  long sum = 0;
  std::vector<std::thread> threads;
  stopwatch watch;
  watch.start();
  for (long first = 0; first < 4; ++first)
    threads.emplace_back([&, first] {
      for (long i = first; i < n; i += 4) {
        mutex.lock();
        sum += i;
        mutex.unlock();
      }
    });
  join(threads);
  watch.stop();
  require(sum == sum_below(n), "every addition counts");
  return watch.per(n);
}

} // namespace

int main(int argc, char **argv) {
  return measure(argc, argv,
                 {
                     {"ping-pong", ping_pong},
                     {"spsc-buffered", spsc},
                     {"mpmc-buffered", mpmc},
                     {"spawn-join", spawn_join},
                     {"mutex", mutex_uncontended},
                     {"mutex-contended", mutex_contended},
                 },
                 // On a thread of its own: glibc's mutex is cheaper in a process that has but one.
                 [](auto body) { std::thread(body).join(); });
}
