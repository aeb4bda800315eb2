// An order book is used through locked proxies within one expression, and guards are handed on as function arguments.
#include <cstddef>
#include <mutex>
#include <numeric>
#include <thread>
#include <utility>
#include <vector>

template <typename T> class Guarded {
public:
  class Locked {
  public:
    explicit Locked(Guarded &owner) : lock_(owner.mutex_), value_(&owner.value_) {}
    T &operator*() const { return *value_; }
    T *operator->() const { return value_; }

  private:
    std::unique_lock<std::mutex> lock_;
    T *value_;
  };

  Locked lock() { return Locked(*this); }

private:
  std::mutex mutex_;
  T value_;
};

class Book {
public:
  void bid(int price) { append(std::unique_lock<std::mutex>(mutex_), price); }

  std::size_t depth() { return count(std::lock_guard<std::mutex>(mutex_)); }

  long turnover() {
    const long total = sum(std::unique_lock<std::mutex>{mutex_});
    return total;
  }

private:
  // The lock is the caller's promise; it is held until the call is over.
  void append(std::unique_lock<std::mutex> held, int price) {
    bids_.push_back(price);
    held.unlock();
  }

  std::size_t count(const std::lock_guard<std::mutex> &) const { return bids_.size(); }

  long sum(const std::unique_lock<std::mutex> &held) const {
    return held.owns_lock() ? std::accumulate(bids_.begin(), bids_.end(), 0L) : -1L;
  }

  std::mutex mutex_;
  std::vector<int> bids_;
};

int main() {
  Guarded<std::vector<int>> trades;
  Book book;
  std::vector<std::thread> brokers;
  for (int broker = 0; broker < 3; ++broker)
    brokers.emplace_back([&trades, &book, broker] {
      for (int i = 0; i < 40; ++i) {
        book.bid(broker + 1);
        trades.lock()->push_back(broker);
        (*trades.lock())[0] += 1;
      }
    });
  for (std::thread &broker : brokers)
    broker.join();
  const std::size_t size = trades.lock()->size();
  const std::vector<int> copy = *trades.lock();
  return size == 120 && copy.size() == 120 && book.depth() == 120 && book.turnover() == 240 ? 0 : 1;
}
