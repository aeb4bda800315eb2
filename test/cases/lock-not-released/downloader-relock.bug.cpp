// A downloader that drops its lock around each transfer; giving up after too many failures returns with the lock that was taken again.
#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Downloader {
public:
  using Fetch = std::function<std::optional<std::string>(const std::string &url)>;

  Downloader(Fetch fetch, std::size_t tolerated) : fetch_(std::move(fetch)), tolerated_(tolerated) {}

  void add(std::string url) {
    std::lock_guard guard(mutex_);
    pending_.push_back(std::move(url));
  }

  void work() {
    mutex_.lock();
    while (!pending_.empty()) {
      const std::string url = std::move(pending_.front());
      pending_.pop_front();

      mutex_.unlock();
      std::optional<std::string> body = fetch_(url);
      mutex_.lock(); // finding: 'mutex_'

      if (!body) {
        failed_.push_back(url);
        if (failed_.size() > tolerated_)
          return;
        continue;
      }
      done_[url] = std::move(*body);
    }
    mutex_.unlock();
  }

  std::size_t done() {
    std::lock_guard guard(mutex_);
    return done_.size();
  }

private:
  const Fetch fetch_;
  const std::size_t tolerated_;
  std::mutex mutex_;
  std::deque<std::string> pending_;
  std::vector<std::string> failed_;
  std::map<std::string, std::string> done_;
};

int main() {
  Downloader downloader([](const std::string &url) -> std::optional<std::string> {
    if (url.size() % 2)
      return std::nullopt;
    return "<html>" + url;
  }, 1);
  for (std::string url : {"a", "bb", "ccc", "dddd"})
    downloader.add(url);
  std::thread first([&] { downloader.work(); });
  std::thread second([&] { downloader.work(); });
  first.join();
  second.join();
  return downloader.done() == 2 ? 0 : 1;
}
