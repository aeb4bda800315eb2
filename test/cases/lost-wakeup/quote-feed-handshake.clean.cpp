// A quote feed stores its atomics without the mutex, but takes and gives back the mutex in a helper before it notifies.
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

class QuoteFeed {
public:
  void publish(unsigned cents) {
    cents_.store(cents);
    sequence_.fetch_add(1);
    wakeReaders();
  }

  void close() {
    closed_.store(true);
    wakeReaders();
  }

  // Waits for a quote newer than the given one; false when the feed has closed and there is none.
  bool next(unsigned &sequence, unsigned &cents) {
    std::unique_lock<std::mutex> lock(mutex_);
    while (sequence_.load() == sequence && !closed_.load())
      arrived_.wait(lock);
    if (sequence_.load() == sequence)
      return false;
    sequence = sequence_.load();
    cents = cents_.load();
    return true;
  }

private:
  // A reader that saw the old state is in its wait once the mutex could be had.
  void settle() {
    mutex_.lock();
    mutex_.unlock();
  }

  void wakeReaders() {
    settle();
    arrived_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable arrived_;
  std::atomic<unsigned> cents_{0};
  std::atomic<unsigned> sequence_{0};
  std::atomic<bool> closed_{false};
};

int main() {
  QuoteFeed feed;
  std::vector<unsigned> last(2, 0);
  std::vector<std::thread> readers;
  readers.reserve(last.size());
  for (unsigned &slot : last)
    readers.emplace_back([&feed, result = &slot] {
      unsigned sequence = 0;
      unsigned cents = 0;
      while (feed.next(sequence, cents))
        *result = cents;
    });
  for (unsigned cents = 1001; cents <= 1020; ++cents)
    feed.publish(cents);
  feed.close();
  for (std::thread &reader : readers)
    reader.join();
  return last[0] == 1020 && last[1] == 1020 ? 0 : 1;
}
