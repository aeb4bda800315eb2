// A price list read by many; the total of a basket is made under the shared lock from prices that each take it again.
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
#include <vector>

class PriceList {
public:
  void set(const std::string &article, long cents) {
    std::unique_lock<std::shared_mutex> writing(pricesMutex_);
    prices_[article] = cents;
  }

  long price(const std::string &article) const {
    std::shared_lock<std::shared_mutex> reading(pricesMutex_);
    const auto found = prices_.find(article);
    return found == prices_.end() ? 0 : found->second;
  }

  long total(const std::vector<std::string> &basket) const {
    std::shared_lock<std::shared_mutex> reading(pricesMutex_);
    long sum = 0;
    for (const std::string &article : basket)
      sum += price(article); // finding: 'pricesMutex_'
    return sum;
  }

private:
  mutable std::shared_mutex pricesMutex_;
  std::map<std::string, long> prices_;
};

int main() {
  PriceList list;
  list.set("bread", 420);
  list.set("milk", 180);
  std::thread head([&list] {
    for (long cents = 400; cents <= 450; ++cents)
      list.set("bread", cents);
  });
  long last = 0;
  for (int customer = 0; customer < 20; ++customer)
    last = list.total({"bread", "milk"});
  head.join();
  return last >= 580 && last <= 630 && list.price("bread") == 450 ? 0 : 1;
}
