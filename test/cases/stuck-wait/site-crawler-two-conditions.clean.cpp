// Crawls a site with several threads; they wait for a page or the stop flag on one condition, and on the other it is the caller, whom nobody joins, that waits for the pages alone.
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class SiteCrawler {
public:
  explicit SiteCrawler(unsigned threads) {
    for (unsigned i = 0; i < threads; ++i)
      threads_.emplace_back(&SiteCrawler::crawl, this);
  }

  ~SiteCrawler() {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      stop_ = true;
    }
    pageFound_.notify_all();
    for (std::thread &thread : threads_)
      thread.join();
  }

  void visit(std::string page) {
    std::lock_guard<std::mutex> guard(mutex_);
    pages_.push_back(std::move(page));
    ++unvisited_;
    pageFound_.notify_one();
  }

  unsigned awaitAll() {
    std::unique_lock<std::mutex> lock(mutex_);
    allVisited_.wait(lock, [this] { return unvisited_ == 0; });
    return links_;
  }

private:
  void crawl() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (!stop_) {
      pageFound_.wait(lock, [this] { return stop_ || !pages_.empty(); });
      if (stop_)
        break;
      const std::string page = std::move(pages_.back());
      pages_.pop_back();
      lock.unlock();
      unsigned links = 0;
      for (char c : page)
        links += c == '/' ? 1 : 0;
      lock.lock();
      links_ += links;
      if (--unvisited_ == 0)
        allVisited_.notify_all();
    }
  }

  std::mutex mutex_;
  std::condition_variable pageFound_;
  std::condition_variable allVisited_;
  std::vector<std::string> pages_;
  unsigned unvisited_ = 0;
  unsigned links_ = 0;
  bool stop_ = false;
  std::vector<std::thread> threads_;
};

int main() {
  SiteCrawler crawler(3);
  crawler.visit("/news/today");
  crawler.visit("/about");
  crawler.visit("/news/2023/may");
  return crawler.awaitAll() == 6 ? 0 : 1;
}
