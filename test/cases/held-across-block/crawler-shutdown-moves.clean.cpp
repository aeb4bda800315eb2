// A web crawler: fetcher threads share a frontier, and shutting down takes them out of the object before it joins them.
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Crawler {
public:
  explicit Crawler(std::size_t fetchers) {
    std::lock_guard<std::mutex> lock(frontierMutex_);
    for (std::size_t fetcher = 0; fetcher < fetchers; ++fetcher)
      fetchers_.emplace_back([this] { fetchLoop(); });
  }
  ~Crawler() { shutDown(); }
  Crawler(const Crawler &) = delete;
  Crawler &operator=(const Crawler &) = delete;

  void visit(std::string url) {
    {
      std::lock_guard<std::mutex> lock(frontierMutex_);
      if (closed_)
        return;
      frontier_.push_back(std::move(url));
    }
    arrived_.notify_one();
  }

  std::size_t shutDown() {
    std::vector<std::jthread> leaving;
    std::unique_lock<std::mutex> lock(frontierMutex_);
    leaving.swap(fetchers_);
    closeAndRelease(lock);
    for (std::jthread &fetcher : leaving)
      fetcher.join();

    lock.lock();
    return bytes_;
  }

private:
  static constexpr std::chrono::milliseconds kCoolDown{2};

  static std::size_t download(const std::string &url) { return 100 + url.size(); }

  // Between two downloads from one host.
  void coolDown() const { std::this_thread::sleep_for(kCoolDown); }

  // Leaves the lock released.
  void closeAndRelease(std::unique_lock<std::mutex> &lock) {
    closed_ = true;
    lock.unlock();
    arrived_.notify_all();
  }

  // Books a download, and leaves the lock released.
  void book(std::unique_lock<std::mutex> &lock, std::size_t bytes) {
    bytes_ += bytes;
    lock.unlock();
  }

  void fetchLoop() {
    for (;;) {
      std::unique_lock<std::mutex> lock(frontierMutex_);
      arrived_.wait(lock, [this] { return closed_ || !frontier_.empty(); });
      if (frontier_.empty())
        return;
      const std::string url = std::move(frontier_.front());
      frontier_.pop_front();
      lock.unlock();
      const std::size_t bytes = download(url);
      lock.lock();
      book(lock, bytes);
      coolDown();
    }
  }

  std::mutex frontierMutex_;
  std::condition_variable arrived_;
  std::deque<std::string> frontier_;
  std::size_t bytes_ = 0;
  bool closed_ = false;
  std::vector<std::jthread> fetchers_;
};

int main() {
  Crawler crawler(3);
  {
    std::jthread seeds([&crawler] {
      for (int page = 0; page < 9; ++page)
        crawler.visit("https://site.example/" + std::to_string(page));
    });
  }
  return crawler.shutDown() == 9u * 122u ? 0 : 1;
}
