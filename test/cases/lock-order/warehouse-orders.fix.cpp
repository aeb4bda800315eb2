// Ships and cancels orders from two threads, moving stock between a depot and an order book.
#include <cstdio>
#include <map>
#include <mutex>
#include <thread>

class OrderBook;

class Depot {
public:
  explicit Depot(int stock) : stock_(stock) {}

  bool ship(OrderBook &book, int orderId, int amount);

  void putBack(int amount) {
    std::lock_guard<std::mutex> guard(mutex_);
    stock_ += amount;
  }

  int stock() const {
    std::lock_guard<std::mutex> guard(mutex_);
    return stock_;
  }

private:
  mutable std::mutex mutex_;
  int stock_;
};

class OrderBook {
public:
  void markShipped(int orderId, int amount) {
    std::lock_guard<std::mutex> guard(mutex_);
    shipped_[orderId] = amount;
  }

  bool cancel(Depot &depot, int orderId);

  int shippedTotal() const {
    std::lock_guard<std::mutex> guard(mutex_);
    int total = 0;
    for (const auto &[id, amount] : shipped_)
      total += amount;
    return total;
  }

private:
  mutable std::mutex mutex_;
  std::map<int, int> shipped_;
};

bool Depot::ship(OrderBook &book, int orderId, int amount) {
  std::lock_guard<std::mutex> guard(mutex_);
  if (stock_ < amount)
    return false;
  stock_ -= amount;
  book.markShipped(orderId, amount);
  return true;
}

bool OrderBook::cancel(Depot &depot, int orderId) {
  int amount = 0;
  {
    std::lock_guard<std::mutex> guard(mutex_);
    auto it = shipped_.find(orderId);
    if (it == shipped_.end())
      return false;
    amount = it->second;
    shipped_.erase(it);
  }
  depot.putBack(amount);
  return true;
}

int main() {
  constexpr int initialStock = 500;
  Depot depot(initialStock);
  OrderBook book;

  std::thread shipper([&] {
    for (int id = 0; id < 100; ++id)
      depot.ship(book, id, 2);
  });
  std::thread canceller([&] {
    for (int id = 0; id < 100; id += 3)
      book.cancel(depot, id);
  });
  shipper.join();
  canceller.join();

  std::printf("stock %d, shipped %d\n", depot.stock(), book.shippedTotal());
  return depot.stock() + book.shippedTotal() == initialStock ? 0 : 1;
}
