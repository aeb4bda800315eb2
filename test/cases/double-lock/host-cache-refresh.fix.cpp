// A host cache looks an entry up under a shared lock and, when it is stale, gives that back before it locks exclusively.
#include <chrono>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>

class HostCache {
public:
  using Clock = std::chrono::steady_clock;

  explicit HostCache(Clock::duration ttl) : ttl_(ttl) {}

  std::string address(const std::string &host) {
    const Clock::time_point now = Clock::now();
    std::shared_lock<std::shared_mutex> reading(mutex_);
    const auto cached = entries_.find(host);
    if (cached != entries_.end() && cached->second.validUntil > now)
      return cached->second.address;
    reading.unlock();

    const std::string fresh = resolve(host);
    std::unique_lock<std::shared_mutex> writing(mutex_);
    Entry &entry = entries_[host];
    entry.address = fresh;
    entry.validUntil = now + ttl_;
    return fresh;
  }

  std::size_t size() const {
    std::shared_lock<std::shared_mutex> reading(mutex_);
    return entries_.size();
  }

private:
  struct Entry {
    std::string address;
    Clock::time_point validUntil;
  };

  static std::string resolve(const std::string &host) {
    unsigned hash = 5381;
    for (const char letter : host)
      hash = hash * 33 + static_cast<unsigned char>(letter);
    return "10.0." + std::to_string(hash / 256 % 256) + "." + std::to_string(hash % 256);
  }

  const Clock::duration ttl_;
  mutable std::shared_mutex mutex_;
  std::map<std::string, Entry> entries_;
};

int main() {
  HostCache cache(std::chrono::minutes(5));
  std::string fromThread;
  std::thread client([&] { fromThread = cache.address("db.example"); });
  const std::string here = cache.address("db.example");
  client.join();
  return here == fromThread && cache.size() == 1 ? 0 : 1;
}
