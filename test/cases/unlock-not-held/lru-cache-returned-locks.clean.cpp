// A thread-safe LRU cache that re-checks after each lock upgrade and hands locked views to its callers.
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

namespace {

struct Page {
  std::string body;
  mutable std::atomic<std::uint64_t> lastUse{0};

  explicit Page(std::string text) : body(std::move(text)) {}
};

class PageCache {
public:
  using Loader = std::function<std::string(int)>;
  using PagePtr = std::shared_ptr<const Page>;

  PageCache(std::size_t capacity, Loader loader) : capacity_(capacity), loader_(std::move(loader)) {
    if (capacity_ == 0)
      throw std::invalid_argument("capacity must be positive");
    // Nobody else can see the object yet, so the constructor needs no lock.
    pages_.reserve(capacity_ + 1);
  }

  PageCache(const PageCache &) = delete;
  PageCache &operator=(const PageCache &) = delete;

  PagePtr get(int id) {
    {
      std::shared_lock<std::shared_mutex> reader = lockShared();
      if (PagePtr page = findLocked(id)) {
        hits_.fetch_add(1, std::memory_order_relaxed);
        return page;
      }
    }
    // The loader is slow and knows nothing of our lock: run it unlocked, then look again.
    auto fresh = std::make_shared<const Page>(loader_(id));
    std::unique_lock<std::shared_mutex> writer = lockExclusive();
    if (PagePtr raced = findLocked(id))
      return raced;
    insertLocked(id, fresh);
    ++loads_;
    return fresh;
  }

  bool erase(int id) {
    std::shared_lock reader(mutex_);
    if (pages_.find(id) == pages_.end())
      return false;
    reader.unlock();
    std::unique_lock writer(mutex_);
    return pages_.erase(id) == 1; // another thread may have been faster
  }

  [[nodiscard]] std::shared_lock<std::shared_mutex> lockShared() const { return std::shared_lock(mutex_); }

  // The caller shows the lock as a proof that it holds it.
  [[nodiscard]] std::size_t size(const std::shared_lock<std::shared_mutex> &proof) const {
    if (!proof.owns_lock() || proof.mutex() != &mutex_)
      throw std::logic_error("size() needs the cache's own lock");
    return pages_.size();
  }

  [[nodiscard]] std::size_t size() const { return size(lockShared()); }

  [[nodiscard]] std::uint64_t loads() const {
    const std::shared_lock reader(mutex_);
    return loads_;
  }

  [[nodiscard]] std::uint64_t hits() const { return hits_.load(std::memory_order_relaxed); }

private:
  [[nodiscard]] std::unique_lock<std::shared_mutex> lockExclusive() {
    std::unique_lock<std::shared_mutex> lock(mutex_, std::defer_lock);
    if (!lock.try_lock())
      lock.lock();
    return lock;
  }

  // Needs at least the shared lock: the use stamp is atomic and the map is only read.
  PagePtr findLocked(int id) const {
    const auto it = pages_.find(id);
    if (it == pages_.end())
      return nullptr;
    it->second->lastUse.store(clock_.fetch_add(1, std::memory_order_relaxed), std::memory_order_relaxed);
    return it->second;
  }

  void insertLocked(int id, const PagePtr &page) {
    page->lastUse.store(clock_.fetch_add(1, std::memory_order_relaxed), std::memory_order_relaxed);
    pages_.emplace(id, page);
    if (pages_.size() > capacity_)
      evictOldestLocked();
  }

  void evictOldestLocked() {
    auto oldest = pages_.begin();
    for (auto it = pages_.begin(); it != pages_.end(); ++it)
      if (it->second->lastUse.load(std::memory_order_relaxed) < oldest->second->lastUse.load(std::memory_order_relaxed))
        oldest = it;
    pages_.erase(oldest);
  }

  const std::size_t capacity_;
  const Loader loader_;
  mutable std::shared_mutex mutex_;
  std::unordered_map<int, PagePtr> pages_;
  std::uint64_t loads_ = 0;
  mutable std::atomic<std::uint64_t> clock_{1};
  std::atomic<std::uint64_t> hits_{0};
};

} // namespace

int main() {
  PageCache cache(8, [](int id) { return "page-" + std::to_string(id); });
  std::atomic<int> wrong{0};
  std::vector<std::thread> clients;
  for (int c = 0; c < 4; ++c)
    clients.emplace_back([&cache, &wrong, c] {
      for (int i = 0; i < 500; ++i) {
        const int id = (i * (c + 1)) % 12;
        if (cache.get(id)->body != "page-" + std::to_string(id))
          ++wrong;
        if (i % 50 == 49 && cache.erase(id) && cache.size() > 8)
          ++wrong;
      }
    });
  for (auto &client : clients)
    client.join();
  std::printf("%llu loads, %llu hits\n", static_cast<unsigned long long>(cache.loads()),
              static_cast<unsigned long long>(cache.hits()));
  return wrong == 0 && cache.size() <= 8 && cache.loads() >= 12 ? 0 : 1;
}
