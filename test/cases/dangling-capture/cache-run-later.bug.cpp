// Fills a page cache with detached work that refers to the address, a local of the function that asks for it.
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

class PageCache {
public:
  void store(const std::string &address, std::string body) {
    std::lock_guard<std::mutex> guard(mutex_);
    pages_[address] = std::move(body);
    stored_.notify_all();
  }

  bool waitForPages(std::size_t count, std::chrono::milliseconds limit) {
    std::unique_lock<std::mutex> lock(mutex_);
    return stored_.wait_for(lock, limit, [this, count] { return pages_.size() >= count; });
  }

  std::string body(const std::string &address) const {
    std::lock_guard<std::mutex> guard(mutex_);
    const auto found = pages_.find(address);
    return found == pages_.end() ? std::string() : found->second;
  }

private:
  mutable std::mutex mutex_;
  std::condition_variable stored_;
  std::map<std::string, std::string> pages_;
};

template <class F> void runLater(F f) {
  std::thread thread(std::move(f));
  thread.detach();
}

template <class F> auto runNow(F f) { return f(); }

static std::string fetch(const std::string &address) { return "<html>" + address + "</html>"; }

static bool isCached(const PageCache &cache, const std::string &address) {
  return runNow([&cache, &address] { return !cache.body(address).empty(); });
}

void prefetch(const std::shared_ptr<PageCache> &cache, const std::string &host, const std::string &path) {
  std::string address = "https://" + host;
  if (path.empty() || path.front() != '/')
    address += '/';
  address += path;
  if (isCached(*cache, address))
    return;
  runLater([cache, &address] { cache->store(address, fetch(address)); }); // finding: 'address'
}

int main() {
  const auto cache = std::make_shared<PageCache>();
  prefetch(cache, "example.org", "news");
  prefetch(cache, "example.org", "/about");
  if (!cache->waitForPages(2, std::chrono::seconds(20)))
    return 1;
  prefetch(cache, "example.org", "/news");
  return cache->body("https://example.org/news") == "<html>https://example.org/news</html>" ? 0 : 1;
}
