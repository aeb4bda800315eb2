// prices: what an item costs, in cents.
#pragma once

#include "order.h"
#include "price-cache.h"

#include <map>
#include <shared_mutex>
#include <string>
#include <vector>

namespace orders {

class Prices {
public:
  Prices();

  /// Nothing for an item that isn't sold.
  std::optional<int> of(const std::string &item);
  /// Exchanges the list for the one in a file, a line "item cents" each.
  Status load(const std::string &path);
  std::vector<std::string> items() const;
  int cacheHitRate() const { return cache_.hitRate(); }

private:
  std::optional<int> lookUp(const std::string &item) const;

  mutable std::shared_mutex mutex_;
  std::map<std::string, int> cents_;
  PriceCache cache_{8};
};

} // namespace orders
