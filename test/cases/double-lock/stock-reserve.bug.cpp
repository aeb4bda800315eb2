// The stock of a warehouse; reserving articles asks the public available(), which waits for the mutex that reserve() holds.
#include <map>
#include <mutex>
#include <string>
#include <thread>

class Stock {
public:
  void deliver(const std::string &article, int pieces) {
    std::lock_guard lock(stockMutex_);
    shelves_[article].pieces += pieces;
  }

  int available(const std::string &article) const {
    std::lock_guard lock(stockMutex_);
    const auto shelf = shelves_.find(article);
    return shelf == shelves_.end() ? 0 : shelf->second.pieces - shelf->second.reserved;
  }

  bool reserve(const std::string &article, int pieces) {
    std::lock_guard lock(stockMutex_);
    if (available(article) < pieces) // finding: 'stockMutex_'
      return false;
    shelves_[article].reserved += pieces;
    return true;
  }

  bool ship(const std::string &article, int pieces) {
    std::lock_guard lock(stockMutex_);
    const auto shelf = shelves_.find(article);
    if (shelf == shelves_.end() || shelf->second.reserved < pieces)
      return false;
    shelf->second.reserved -= pieces;
    shelf->second.pieces -= pieces;
    return true;
  }

private:
  struct Shelf {
    int pieces = 0;
    int reserved = 0;
  };

  mutable std::mutex stockMutex_;
  std::map<std::string, Shelf> shelves_;
};

int main() {
  Stock stock;
  stock.deliver("bolt", 100);
  bool shipped = false;
  std::thread shop([&] { shipped = stock.reserve("bolt", 60) && stock.ship("bolt", 60); });
  shop.join();
  return shipped && stock.available("bolt") == 40 ? 0 : 1;
}
