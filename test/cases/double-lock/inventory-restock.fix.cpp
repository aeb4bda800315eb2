// Keeps warehouse stock counts and a list of low-stock alerts that several clerks update at once.
#include <cstdio>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

class Inventory {
public:
  explicit Inventory(int threshold) : threshold_(threshold) {}

  void restock(const std::string &sku, int amount) {
    std::lock_guard<std::mutex> guard(mutex_);
    stock_[sku] += amount;
    refreshAlert(sku);
  }

  bool take(const std::string &sku, int amount) {
    std::lock_guard<std::mutex> guard(mutex_);
    auto it = stock_.find(sku);
    if (it == stock_.end() || it->second < amount)
      return false;
    it->second -= amount;
    if (it->second < threshold_)
      alerts_.insert(sku);
    return true;
  }

  int count(const std::string &sku) const {
    std::lock_guard<std::mutex> guard(mutex_);
    return countLocked(sku);
  }

  std::size_t alertCount() const {
    std::lock_guard<std::mutex> guard(mutex_);
    return alerts_.size();
  }

private:
  int countLocked(const std::string &sku) const {
    auto it = stock_.find(sku);
    return it == stock_.end() ? 0 : it->second;
  }

  // Called with mutex_ held.
  void refreshAlert(const std::string &sku) {
    if (countLocked(sku) < threshold_)
      alerts_.insert(sku);
    else
      alerts_.erase(sku);
  }

  const int threshold_;
  mutable std::mutex mutex_;
  std::map<std::string, int> stock_;
  std::set<std::string> alerts_;
};

int main() {
  Inventory inventory(10);
  const std::vector<std::string> skus = {"bolt", "nut", "washer"};
  std::vector<std::thread> clerks;
  for (int clerk = 0; clerk < 3; ++clerk) {
    clerks.emplace_back([&inventory, &skus] {
      for (int round = 0; round < 50; ++round)
        for (const std::string &sku : skus)
          inventory.restock(sku, 1);
    });
  }
  for (std::thread &clerk : clerks)
    clerk.join();

  if (inventory.count("bolt") != 150 || inventory.alertCount() != 0)
    return 1;
  if (!inventory.take("nut", 145))
    return 1;
  std::printf("alerts: %zu\n", inventory.alertCount());
  return inventory.alertCount() == 1 ? 0 : 1;
}
