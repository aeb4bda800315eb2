// inventory: one lock for each shelf; two of them are taken by std::lock, so in no order of their own.
#include "inventory.h"

#include <istream>

namespace orders {

int &Inventory::quantityOn(Shelf &shelf, const std::string &item) {
  return shelf.stock.try_emplace(item, initial_).first->second;
}

bool Inventory::reserve(const Order &order) {
  Shelf &shelf = shelves_[order.region];
  shelf.mutex.lock();
  int &quantity = quantityOn(shelf, order.item);
  bool isEnough = !shelf.isClosed && quantity >= order.quantity;
  if (isEnough)
    quantity -= order.quantity;
  shelf.mutex.unlock();
  return isEnough;
}

void Inventory::restock(int region, std::istream &delivery) {
  Shelf &shelf = shelves_[region];
  std::string item, quantity;
  while (delivery >> item >> quantity) {
    shelf.mutex.lock(); // bug: exception-unsafe-lock: stoi throws at a quantity that is no number
    quantityOn(shelf, item) += std::stoi(quantity);
    shelf.mutex.unlock();
  }
}

int Inventory::balance(const std::string &item) {
  int moved = 0;
  for (int region = 0; region + 1 < RegionCount; ++region) {
    Shelf &left = shelves_[region], &right = shelves_[region + 1];
    std::lock(left.mutex, right.mutex);
    std::lock_guard<std::mutex> holdsLeft(left.mutex, std::adopt_lock);
    std::lock_guard<std::mutex> holdsRight(right.mutex, std::adopt_lock);
    int &here = quantityOn(left, item), &there = quantityOn(right, item);
    int difference = (here - there) / 2;
    if (difference == 0)
      continue;
    here -= difference;
    there += difference;
    moved += difference < 0 ? -difference : difference;
  }
  return moved;
}

int Inventory::sweep() {
  int forgotten = 0;
  for (Shelf &shelf : shelves_) {
    shelf.mutex.lock(); // bug: lock-not-released: a shelf that is being counted is skipped with its lock held
    if (shelf.isClosed)
      continue;
    forgotten += std::erase_if(shelf.stock, [](const auto &each) { return each.second == 0; });
    shelf.mutex.unlock();
  }
  return forgotten;
}

} // namespace orders
