// An order book with a spin lock of its own: the summary counts the levels while it holds the lock.
#include <atomic>
#include <map>
#include <mutex>
#include <thread>

class SpinLock {
public:
  void lock() {
    while (flag_.test_and_set(std::memory_order_acquire))
      flag_.wait(true, std::memory_order_relaxed);
  }
  bool try_lock() { return !flag_.test_and_set(std::memory_order_acquire); }
  void unlock() {
    flag_.clear(std::memory_order_release);
    flag_.notify_one();
  }

private:
  std::atomic_flag flag_ = ATOMIC_FLAG_INIT;
};

class OrderBook {
public:
  void add(double price, long quantity) {
    lock_.lock();
    levels_[price] += quantity;
    lock_.unlock();
  }
  std::size_t depth() {
    std::lock_guard<SpinLock> guard(lock_);
    return levels_.size();
  }
  double averageQuantity() {
    lock_.lock();
    long total = 0;
    for (const auto &[price, quantity] : levels_)
      total += quantity;
    double average = double(total) / double(levels_.size());
    lock_.unlock();
    return average;
  }

private:
  SpinLock lock_;
  std::map<double, long> levels_;
};

int main() {
  OrderBook book;
  std::thread feed([&book] { book.add(99.5, 10); });
  book.add(100.0, 20);
  feed.join();
  return book.averageQuantity() > 0 ? 0 : 1;
}
