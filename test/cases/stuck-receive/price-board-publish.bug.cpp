// Readers of a price board wait under a shared lock for news: publish() bumps the version and tells no reader.
#include <condition_variable>
#include <cstdint>
#include <iostream>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
#include <unordered_map>

class PriceBoard {
public:
  void publish(const std::string &symbol, double price) {
    std::unique_lock write(guard);
    prices[symbol] = price;
    ++version;
  }

  /// Blocks until there is something newer than `seen`; returns the new version.
  std::uint64_t waitNewer(std::uint64_t seen) {
    std::shared_lock read(guard);
    updated.wait(read, [&] { return version > seen; }); // finding: 'updated'
    return version;
  }

  double price(const std::string &symbol) const {
    std::shared_lock read(guard);
    const auto found = prices.find(symbol);
    return found == prices.end() ? 0.0 : found->second;
  }

private:
  mutable std::shared_mutex guard;
  std::condition_variable_any updated;
  std::unordered_map<std::string, double> prices;
  std::uint64_t version = 0;
};

int main() {
  PriceBoard board;
  std::jthread ticker([&board] {
    std::uint64_t seen = 0;
    while (seen < 20) {
      seen = board.waitNewer(seen);
      std::cout << "ACME " << board.price("ACME") << '\n';
    }
  });
  for (int i = 0; i < 20; ++i) {
    board.publish("ACME", 100.0 + i);
    std::this_thread::yield();
  }
}
