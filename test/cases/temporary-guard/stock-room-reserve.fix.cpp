// The stock room of a web shop: orders reserve items, deliveries refill them.
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>

namespace shop {

struct Item {
  int free = 0;
  int reserved = 0;
};

struct Stock {
  std::mutex lock;
  std::map<std::string, Item> items;
  int refused = 0;
};

bool reserve(const std::shared_ptr<Stock> &stock, const std::string &sku, int count) {
  std::lock_guard<std::mutex> guard(stock->lock);
  const auto item = stock->items.find(sku);
  if (item == stock->items.end() || item->second.free < count) {
    ++stock->refused;
    return false;
  }
  item->second.free -= count;
  item->second.reserved += count;
  return true;
}

void deliver(const std::shared_ptr<Stock> &stock, const std::string &sku, int count) {
  if (count <= 0)
    throw std::invalid_argument("an empty delivery");
  std::lock_guard<std::mutex> guard(stock->lock);
  stock->items[sku].free += count;
}

Item look(const std::shared_ptr<Stock> &stock, const std::string &sku) {
  std::lock_guard<std::mutex> guard(stock->lock);
  const auto item = stock->items.find(sku);
  return item == stock->items.end() ? Item() : item->second;
}

} // namespace shop

int main() {
  const auto stock = std::make_shared<shop::Stock>();
  shop::deliver(stock, "kettle", 40);
  {
    std::jthread orders([stock] {
      for (int order = 0; order < 30; ++order)
        shop::reserve(stock, order % 3 == 0 ? "kettle" : "toaster", 1);
    });
    std::jthread trucks([stock] {
      for (int truck = 0; truck < 10; ++truck)
        shop::deliver(stock, "toaster", 2);
    });
  }
  const shop::Item kettle = shop::look(stock, "kettle");
  return kettle.free == 30 && kettle.reserved == 10 ? 0 : 1;
}
