// A shop's product catalog, refreshed from an unreliable feed with retries while other threads look prices up.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>

using Clock = std::chrono::steady_clock;
using Catalog = std::map<std::string, int>;

namespace {
constexpr int kMaxAttempts = 5;

std::chrono::milliseconds delayFor(int attempt) {
  return std::min(std::chrono::milliseconds(5 << attempt), std::chrono::milliseconds(40));
}

void pauseUntil(Clock::time_point end) { std::this_thread::sleep_until(end); }

void backOff(int attempt) { pauseUntil(Clock::now() + delayFor(attempt)); }
} // namespace

class Feed {
public:
  // Every third request is answered.
  std::optional<Catalog> fetch() {
    const int request = ++requests_;
    if (request % 3 != 0)
      return std::nullopt;
    return Catalog{{"lamp", 30 + request}, {"desk", 120 + request}};
  }

private:
  std::atomic<int> requests_{0};
};

class CatalogSync {
public:
  explicit CatalogSync(Feed &feed) : feed_(feed) {}

  bool refresh() {
    for (int attempt = 0; attempt < kMaxAttempts; ++attempt) {
      std::optional<Catalog> fresh = feed_.fetch();
      std::unique_lock<std::mutex> lock(catalogMutex_);
      if (fresh) {
        catalog_ = std::move(*fresh);
        lock.unlock();
        std::printf("catalog refreshed at attempt %d\n", attempt + 1);
        return true;
      }
      ++failures_;
      lock.unlock();
      backOff(attempt);
    }
    return false;
  }

  std::optional<int> price(const std::string &product) const {
    std::lock_guard<std::mutex> lock(catalogMutex_);
    const auto found = catalog_.find(product);
    return found == catalog_.end() ? std::nullopt : std::optional<int>(found->second);
  }

  unsigned failures() const {
    std::lock_guard<std::mutex> lock(catalogMutex_);
    return failures_;
  }

private:
  Feed &feed_;
  mutable std::mutex catalogMutex_;
  Catalog catalog_;
  unsigned failures_ = 0;
};

int main() {
  Feed feed;
  CatalogSync sync(feed);
  {
    std::jthread updater([&sync] { sync.refresh(); });
    for (int query = 0; query < 10; ++query)
      sync.price("lamp");
  }
  return sync.price("lamp") && sync.failures() == 2 ? 0 : 1;
}
