// prices: the list, with the cache before it.
#include "prices.h"

#include <fstream>
#include <mutex>

namespace orders {

Prices::Prices()
    : cents_{{"bread", 320}, {"butter", 279}, {"cheese", 545}, {"coffee", 899}, {"honey", 610}, {"jam", 345},
             {"milk", 119},  {"oil", 780},    {"olives", 290}, {"pasta", 165},  {"rice", 230},  {"tea", 415}} {}

std::optional<int> Prices::of(const std::string &item) {
  if (std::optional<int> cents = cache_.find(item))
    return cents;
  std::optional<int> cents = lookUp(item);
  if (cents)
    cache_.put(item, *cents);
  return cents;
}

std::optional<int> Prices::lookUp(const std::string &item) const {
  std::shared_lock<std::shared_mutex> lock(mutex_);
  auto found = cents_.find(item);
  return found == cents_.end() ? std::nullopt : std::optional(found->second);
}

Status Prices::load(const std::string &path) {
  std::ifstream file(path);
  if (!file)
    return Status::failure("can't read " + path);
  std::map<std::string, int> cents;
  std::string item;
  for (int price = 0; file >> item >> price;)
    cents[item] = price;
  if (!file.eof())
    return Status::failure(path + ": not a price list");
  std::unique_lock<std::shared_mutex> lock(mutex_);
  cents_.swap(cents);
  return Status();
}

std::vector<std::string> Prices::items() const {
  std::shared_lock<std::shared_mutex> lock(mutex_);
  std::vector<std::string> items;
  for (const auto &[item, cents] : cents_)
    items.push_back(item);
  return items;
}

} // namespace orders
