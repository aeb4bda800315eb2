// price-cache: the prices that were asked for last.
#pragma once

#include <chrono>
#include <cstddef>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace orders {

/// Forgets the price that nobody asked for longest when it is full, and any price after an hour.
class PriceCache {
public:
  using Clock = std::chrono::steady_clock;

  explicit PriceCache(std::size_t capacity) : capacity_(capacity) {}

  std::optional<int> find(const std::string &item);
  void put(const std::string &item, int cents);
  /// How many of a hundred look-ups were answered.
  int hitRate() const;

private:
  struct Entry {
    std::string item;
    int cents = 0;
    Clock::time_point expires;
  };

  void dropOldest();

  const std::size_t capacity_;
  mutable std::mutex mutex_;
  std::list<Entry> entries_; ///< the youngest first
  std::unordered_map<std::string, std::list<Entry>::iterator> index_;
  long hits_ = 0, misses_ = 0;
};

} // namespace orders
