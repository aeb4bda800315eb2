// A board of prices; the reader takes the shared lock and gives the exclusive one back.
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>

class PriceBoard {
public:
  void set(const std::string &symbol, long cents) {
    boardMutex_.lock();
    prices_[symbol] = cents;
    boardMutex_.unlock();
  }

  long price(const std::string &symbol) const {
    boardMutex_.lock_shared();
    const auto found = prices_.find(symbol);
    if (found == prices_.end()) {
      boardMutex_.unlock_shared();
      return -1;
    }
    const long cents = found->second;
    boardMutex_.unlock(); // finding: 'boardMutex_'
    return cents;
  }

  long highest() const {
    std::shared_lock reading(boardMutex_);
    long result = 0;
    for (const auto &[symbol, cents] : prices_)
      if (cents > result)
        result = cents;
    return result;
  }

private:
  mutable std::shared_mutex boardMutex_;
  std::map<std::string, long> prices_;
};

int main() {
  PriceBoard board;
  std::thread feed([&board] {
    board.set("ACME", 1200);
    board.set("EMCA", 800);
  });
  const long unknown = board.price("NONE");
  feed.join();
  return unknown == -1 && board.price("ACME") == 1200 && board.highest() == 1200 ? 0 : 1;
}
