// Refreshes entries of a cache that have gone stale; the jthread joins when the cache is destroyed, and its wait looks at the flag the destructor sets.
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <string>
#include <thread>
#include <utility>

class RefreshingCache {
public:
  RefreshingCache() : refresher_([this] { refreshStale(); }) {}

  ~RefreshingCache() {
    std::unique_lock<std::shared_mutex> hold(mutex_);
    leaving_ = true;
    wentStale_.notify_all();
  }

  std::string get(const std::string &key) const {
    std::shared_lock<std::shared_mutex> hold(mutex_);
    const auto entry = entries_.find(key);
    return entry == entries_.end() ? std::string() : entry->second;
  }

  void invalidate(const std::string &key) {
    std::unique_lock<std::shared_mutex> hold(mutex_);
    stale_.insert(key);
    wentStale_.notify_one();
  }

private:
  static std::string load(const std::string &key) { return "value of " + key; }

  void refreshStale() {
    std::unique_lock<std::shared_mutex> hold(mutex_);
    while (!leaving_) {
      if (stale_.empty()) {
        wentStale_.wait(hold, [this] { return leaving_ || !stale_.empty(); });
        continue;
      }
      const std::string key = *stale_.begin();
      stale_.erase(stale_.begin());
      hold.unlock();
      std::string value = load(key);
      hold.lock();
      entries_[key] = std::move(value);
    }
  }

  mutable std::shared_mutex mutex_;
  std::condition_variable_any wentStale_;
  std::map<std::string, std::string> entries_;
  std::set<std::string> stale_;
  bool leaving_ = false;
  std::jthread refresher_;
};

int main() {
  RefreshingCache cache;
  cache.invalidate("currency/eur");
  cache.invalidate("currency/nok");
  while (cache.get("currency/nok").empty())
    std::this_thread::yield();
  return 0;
}
