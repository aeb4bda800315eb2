// A news-feed poller that is restarted with new settings while its readers go on.
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

struct PollSettings {
  std::string url;
  std::chrono::milliseconds interval{10};
};

class FeedPoller {
public:
  explicit FeedPoller(PollSettings settings) : settings_(std::move(settings)) { launch(); }
  ~FeedPoller() {
    std::thread last;
    {
      std::lock_guard<std::mutex> lock(settingsMutex_);
      last = retire();
    }
    if (last.joinable())
      last.join();
  }
  FeedPoller(const FeedPoller &) = delete;
  FeedPoller &operator=(const FeedPoller &) = delete;

  void reconfigure(PollSettings settings) {
    std::thread retired;
    {
      std::lock_guard<std::mutex> lock(settingsMutex_);
      retired = retire();
      settings_ = std::move(settings);
      launch();
    }
    if (retired.joinable())
      retired.join();
  }

  std::size_t itemsRead() const {
    std::lock_guard<std::mutex> lock(settingsMutex_);
    return items_;
  }

private:
  static std::size_t fetch(const std::string &url) { return url.size() % 5 + 1; }

  void launch() {
    worker_ = std::thread([this, mine = generation_] { poll(mine); });
  }

  std::thread retire() {
    ++generation_;
    wake_.notify_all();
    return std::move(worker_);
  }

  // A worker goes on until its generation is over.
  void poll(unsigned mine) {
    std::unique_lock<std::mutex> lock(settingsMutex_);
    while (!wake_.wait_for(lock, settings_.interval, [this, mine] { return generation_ != mine; })) {
      const std::string url = settings_.url;
      lock.unlock();
      const std::size_t fresh = fetch(url);
      lock.lock();
      items_ += fresh;
    }
  }

  mutable std::mutex settingsMutex_;
  std::condition_variable wake_;
  PollSettings settings_;
  unsigned generation_ = 0;
  std::size_t items_ = 0;
  std::thread worker_;
};

int main() {
  FeedPoller poller({"https://news.example/all", std::chrono::milliseconds(20)});
  std::jthread reader([&poller] {
    for (int look = 0; look < 5; ++look)
      poller.itemsRead();
  });
  poller.reconfigure({"https://news.example/sports", std::chrono::milliseconds(5)});
  return 0;
}
