// Refreshes a price cache with one task for each shop, the first error counts: the tasks refer to the shop's key, which each iteration builds anew.
#include <leash/context.h>
#include <leash/error.h>
#include <leash/rw_mutex.h>
#include <leash/task_group.h>

#include <iostream>
#include <map>
#include <string>
#include <vector>

struct Shop {
  std::string country;
  std::string name;
};

class PriceCache {
public:
  leash::error refresh(const leash::context &ctx, const std::vector<Shop> &shops) {
    leash::task_group refreshing(ctx);
    refreshing.set_limit(4);
    for (const Shop &shop : shops) {
      const std::string key = shop.country + "/" + shop.name;
      refreshing.go([this, &key, &refreshing]() -> leash::error { // finding: 'key'
        if (refreshing.ctx().is_done())
          return refreshing.ctx().err();
        return load(key);
      });
    }
    return refreshing.wait();
  }

  std::size_t size() {
    leash::shared_guard hold(mutex_);
    return prices_.size();
  }

private:
  leash::error load(const std::string &key) {
    if (key.back() == '/')
      return leash::errorf("'{}' is no shop", key);
    leash::guard hold(mutex_);
    prices_[key] = static_cast<double>(key.size());
    return {};
  }

  leash::rw_mutex mutex_;
  std::map<std::string, double> prices_;
};

int main() {
  PriceCache cache;
  if (leash::error err = cache.refresh(leash::background(), {{"no", "fjordkraft"}, {"se", "elskling"}})) {
    std::cerr << err << '\n';
    return 1;
  }
  std::cout << cache.size() << " prices\n";
}
