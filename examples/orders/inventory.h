// inventory: how much of each item a region has on its shelves.
#pragma once

#include "order.h"

#include <array>
#include <iosfwd>
#include <map>
#include <mutex>
#include <string>

namespace orders {

class Inventory {
public:
  /// Every region has `quantity` of each item that anybody asks for.
  explicit Inventory(int quantity) : initial_(quantity) {}

  /// Takes the order's items from its region's shelf; false if there aren't enough.
  bool reserve(const Order &order);
  /// What has come in: lines "item quantity".
  void restock(int region, std::istream &delivery);
  /// Shelves that are short of something get it from those that have plenty. Returns how many pieces moved.
  int balance(const std::string &item);
  /// Forgets items that are sold out everywhere in their region. Returns how many.
  int sweep();

private:
  struct Shelf {
    std::mutex mutex;
    std::map<std::string, int> stock;
    bool isClosed = false; ///< being counted by hand
  };

  int &quantityOn(Shelf &shelf, const std::string &item);

  const int initial_;
  std::array<Shelf, RegionCount> shelves_;
};

} // namespace orders
