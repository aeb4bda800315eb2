// An exchange; matching locks the tape and then both sides at once, cancelling writes to the tape after its side.
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class Exchange {
public:
  void buy(long cents, int count) {
    std::lock_guard lock(buyMutex_);
    bids_[cents] += count;
  }

  void sell(long cents, int count) {
    std::lock_guard lock(sellMutex_);
    asks_[cents] += count;
  }

  int match() {
    std::lock_guard tape(tapeMutex_);
    std::scoped_lock sides(buyMutex_, sellMutex_);
    int traded = 0;
    while (!bids_.empty() && !asks_.empty() && bids_.begin()->first >= asks_.begin()->first) {
      int &bid = bids_.begin()->second;
      int &ask = asks_.begin()->second;
      const int count = bid < ask ? bid : ask;
      bid -= count;
      ask -= count;
      traded += count;
      if (bid == 0)
        bids_.erase(bids_.begin());
      if (ask == 0)
        asks_.erase(asks_.begin());
    }
    if (traded > 0)
      tape_.push_back("traded " + std::to_string(traded));
    return traded;
  }

  bool cancelAsk(long cents) {
    {
      std::lock_guard side(sellMutex_);
      if (asks_.erase(cents) == 0)
        return false;
    }
    std::lock_guard tape(tapeMutex_);
    tape_.push_back("cancelled at " + std::to_string(cents));
    return true;
  }

  std::size_t lines() {
    std::lock_guard tape(tapeMutex_);
    return tape_.size();
  }

private:
  std::mutex tapeMutex_;
  std::vector<std::string> tape_;
  std::mutex buyMutex_;
  std::map<long, int, std::greater<>> bids_;
  std::mutex sellMutex_;
  std::map<long, int> asks_;
};

int main() {
  Exchange exchange;
  exchange.buy(101, 5);
  exchange.sell(100, 3);
  exchange.sell(250, 9);
  int traded = 0;
  bool cancelled = false;
  std::thread matcher([&] { traded = exchange.match(); });
  std::thread trader([&] { cancelled = exchange.cancelAsk(250); });
  matcher.join();
  trader.join();
  return traded == 3 && cancelled && exchange.lines() == 2 ? 0 : 1;
}
