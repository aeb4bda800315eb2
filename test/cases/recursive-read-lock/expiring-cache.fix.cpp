// A cache template on a shared timed mutex; the summary counts its entries and finds the oldest of them under one reader lock.
#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <thread>
#include <utility>

template <typename Key, typename Value> class ExpiringCache {
public:
  using Clock = std::chrono::steady_clock;

  struct Summary {
    std::size_t entries = 0;
    std::optional<Key> oldest;
  };

  bool put(const Key &key, Value value, std::chrono::milliseconds patience) {
    std::unique_lock<std::shared_timed_mutex> writing(guard_, patience);
    if (!writing.owns_lock())
      return false;
    entries_.insert_or_assign(key, Entry{std::move(value), Clock::now()});
    return true;
  }

  std::optional<Value> get(const Key &key) const {
    std::shared_lock<std::shared_timed_mutex> reading(guard_);
    if (const auto found = entries_.find(key); found != entries_.end())
      return found->second.value;
    return std::nullopt;
  }

  Summary summary() const {
    Summary result;
    std::shared_lock<std::shared_timed_mutex> counting(guard_);
    result.entries = entries_.size();
    if (!entries_.empty()) {
      auto oldest = entries_.begin();
      for (auto entry = entries_.begin(); entry != entries_.end(); ++entry)
        if (entry->second.stored < oldest->second.stored)
          oldest = entry;
      result.oldest = oldest->first;
    }
    return result;
  }

private:
  struct Entry {
    Value value;
    Clock::time_point stored;
  };

  mutable std::shared_timed_mutex guard_;
  std::map<Key, Entry> entries_;
};

int main() {
  using namespace std::chrono_literals;
  ExpiringCache<int, std::string> thumbnails;
  while (!thumbnails.put(0, "cover", 10ms))
    std::this_thread::yield();
  int stored = 0;
  std::thread decoder([&thumbnails, &stored] {
    for (int page = 1; page <= 20; ++page)
      stored += thumbnails.put(page, "page", 10ms) ? 1 : 0;
  });
  const auto early = thumbnails.summary();
  decoder.join();
  const bool complete = thumbnails.summary().entries == static_cast<std::size_t>(stored) + 1;
  return early.oldest == 0 && complete && thumbnails.get(0) == "cover" ? 0 : 1;
}
