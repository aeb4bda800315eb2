// Statistics that never block the hot path; the answer of each try_lock is looked at, but not where one would expect.
#include <boost/thread/locks.hpp>
#include <boost/thread/mutex.hpp>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <mutex>
#include <semaphore>
#include <thread>
#include <vector>

using namespace std::chrono_literals;

struct Counters {
  long hits = 0;
  long misses = 0;
};

class Statistics {
public:
  // Whether we hold the lock is remembered over some other work.
  void add(bool hit) {
    const bool owned = mutex_.try_lock();
    const long hits = hit ? 1 : 0;
    if (!owned)
      dropped_ += 1;
    lastHit_ = hit;
    if (owned) {
      shared_.hits += hits;
      shared_.misses += 1 - hits;
      mutex_.unlock();
    }
  }

  // Counts contention, then waits for the lock.
  void merge() {
    if (!mutex_.try_lock()) {
      ++contended_;
      mutex_.lock();
    }
    shared_.misses += dropped_.exchange(0);
    mutex_.unlock();
  }

  // The lock object knows the answer.
  bool tryReset() {
    std::unique_lock<std::timed_mutex> resetting(reset_, std::defer_lock);
    resetting.try_lock_for(5ms);
    if (!resetting.owns_lock())
      return false;
    std::unique_lock<std::mutex> counting(mutex_, std::try_to_lock);
    if (!counting)
      return false;
    shared_ = {};
    return true;
  }

  bool copyTo(Statistics &other) {
    const int busy = std::try_lock(mutex_, other.mutex_);
    if (busy >= 0) {
      std::printf("lock %d is busy\n", busy);
      return false;
    }
    std::scoped_lock adopted(std::adopt_lock, mutex_, other.mutex_);
    other.shared_ = shared_;
    return true;
  }

  void spin() {
    while (!reset_.try_lock())
      std::this_thread::yield();
    ++contended_;
    reset_.unlock();
  }

  bool print() {
    boost::unique_lock<boost::mutex> exporting(file_, boost::try_to_lock);
    const bool mine = exporting.owns_lock();
    const Counters now = read();
    if (mine)
      std::printf("%ld hits, %ld misses\n", now.hits, now.misses);
    return mine;
  }

  bool throttled() {
    bool passed = false;
    for (int attempt = 0; attempt < 3 && !passed; ++attempt)
      passed = tokens_.try_acquire_for(1ms);
    if (passed)
      tokens_.release();
    return !passed;
  }

private:
  Counters read() {
    std::lock_guard<std::mutex> counting(mutex_);
    return shared_;
  }

  std::mutex mutex_;
  std::timed_mutex reset_;
  boost::mutex file_;
  std::counting_semaphore<2> tokens_{2};
  Counters shared_;
  std::atomic<long> dropped_{0};
  std::atomic<bool> lastHit_{false};
  std::atomic<int> contended_{0};
};

int main() {
  Statistics statistics, copy;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&statistics] { statistics.merge(); });
  for (std::thread &thread : threads)
    thread.join();
  statistics.add(true);
  statistics.spin();
  if (statistics.throttled() || !statistics.copyTo(copy) || !statistics.print())
    return 1;
  return statistics.tryReset() ? 0 : 1;
}
