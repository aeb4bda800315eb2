// Assets are put into the cache, two helpers down, with the loads locked; a trim of the cache forgets loads, two helpers down, with the cache locked.
#include <cstddef>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class Assets {
public:
  void load(const std::string &name) {
    std::lock_guard<std::mutex> loading(loadsMutex_);
    if (states_[name])
      return;
    states_[name] = true;
    finish(name, "data of " + name);
  }

  std::size_t trim(std::size_t keep) {
    std::lock_guard<std::mutex> trimming(cacheMutex_);
    std::vector<std::string> evicted;
    while (order_.size() > keep) {
      evicted.push_back(order_.front());
      cache_.erase(order_.front());
      order_.pop_front();
    }
    forgetAll(evicted); // finding: 'loadsMutex_'
    return evicted.size();
  }

  std::size_t cached() {
    std::lock_guard<std::mutex> counting(cacheMutex_);
    return cache_.size();
  }

private:
  void finish(const std::string &name, const std::string &data) {
    if (!data.empty())
      publish(name, data);
  }

  void publish(const std::string &name, const std::string &data) {
    std::lock_guard<std::mutex> publishing(cacheMutex_);
    cache_[name] = data;
    order_.push_back(name);
  }

  void forgetAll(const std::vector<std::string> &names) {
    for (const std::string &name : names)
      forget(name);
  }

  void forget(const std::string &name) {
    std::lock_guard<std::mutex> forgetting(loadsMutex_);
    states_.erase(name);
  }

  std::mutex loadsMutex_;
  std::map<std::string, bool> states_;
  std::mutex cacheMutex_;
  std::map<std::string, std::string> cache_;
  std::deque<std::string> order_;
};

int main() {
  Assets assets;
  std::thread loader([&assets] {
    for (int level = 0; level < 30; ++level)
      assets.load("level" + std::to_string(level));
  });
  std::size_t evicted = 0;
  std::thread janitor([&] { evicted = assets.trim(10); });
  loader.join();
  janitor.join();
  evicted += assets.trim(10);
  return assets.cached() == 10 && evicted == 20 ? 0 : 1;
}
