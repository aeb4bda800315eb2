// Warms a cache up before the server listens: the tasks are counted when they start, and each counts itself down at its end.
#include <leash/defer.h>
#include <leash/go.h>
#include <leash/mutex.h>
#include <leash/wait_group.h>

#include <cstdio>
#include <map>
#include <string>
#include <vector>

class Cache {
public:
  void warmUp(const std::vector<std::string> &keys) {
    warming_.add(static_cast<int>(keys.size()));
    for (const std::string &key : keys)
      leash::go([this, key] {
        LEASH_DEFER { warming_.done(); };
        load(key);
      });
    warming_.wait();
  }

  std::size_t size() {
    leash::guard hold(mutex_);
    return values_.size();
  }

private:
  void load(const std::string &key) {
    leash::guard hold(mutex_);
    values_[key] = "value of " + key;
  }

  leash::mutex mutex_;
  leash::wait_group warming_;
  std::map<std::string, std::string> values_;
};

int main() {
  Cache cache;
  cache.warmUp({"prices", "stock", "orders"});
  std::printf("%zu keys\n", cache.size());
}
