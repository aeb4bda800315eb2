// A price cache: a feed thread stores quotes, look-ups from other threads find those that aren't too old.
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

class PriceCache {
public:
  explicit PriceCache(std::size_t capacity) : capacity_(capacity) {}

  void store(const std::string &symbol, double price, std::uint64_t now) {
    std::lock_guard<std::mutex>{mutex_}; // finding: 'mutex_'
    if (quotes_.size() >= capacity_ && quotes_.find(symbol) == quotes_.end())
      evictOldest();
    quotes_[symbol] = Quote{price, now};
    ++stores_;
  }

  std::optional<double> find(const std::string &symbol, std::uint64_t oldest) const {
    std::lock_guard<std::mutex> guard(mutex_);
    const auto found = quotes_.find(symbol);
    if (found == quotes_.end() || found->second.at < oldest)
      return std::nullopt;
    return found->second.price;
  }

  std::uint64_t stores() const {
    std::lock_guard<std::mutex> guard(mutex_);
    return stores_;
  }

private:
  struct Quote {
    double price = 0;
    std::uint64_t at = 0;
  };

  // Called with mutex_ locked.
  void evictOldest() {
    auto oldest = quotes_.begin();
    for (auto quote = quotes_.begin(); quote != quotes_.end(); ++quote)
      if (quote->second.at < oldest->second.at)
        oldest = quote;
    if (oldest != quotes_.end())
      quotes_.erase(oldest);
  }

  const std::size_t capacity_;
  mutable std::mutex mutex_;
  std::map<std::string, Quote> quotes_;
  std::uint64_t stores_ = 0;
};

int main() {
  PriceCache cache(64);
  std::uint64_t misses = 0;
  {
    std::jthread feed([&cache] {
      for (std::uint64_t tick = 0; tick < 1000; ++tick)
        cache.store("S" + std::to_string(tick % 100), 10.0 + static_cast<double>(tick % 7), tick);
    });
    std::jthread desk([&cache, &misses] {
      for (std::uint64_t tick = 0; tick < 1000; ++tick)
        if (!cache.find("S" + std::to_string(tick % 10), tick / 2))
          ++misses;
    });
  }
  return cache.stores() == 1000 && misses <= 1000 ? 0 : 1;
}
