// Detached fetches are counted; whoever closes the crawler waits until the last has gone.
#include <condition_variable>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>

class Crawler {
public:
  ~Crawler() { drain(); }

  void fetch(std::string url) {
    {
      std::lock_guard lock(mutex_);
      ++running_;
    }
    std::thread([this, url = std::move(url)] {
      visit(url);
      std::lock_guard lock(mutex_);
      if (--running_ == 0)
        idle_.notify_all();
    }).detach();
  }

  std::size_t seen() {
    std::lock_guard lock(mutex_);
    return seen_.size();
  }

private:
  void visit(const std::string &url) {
    std::lock_guard lock(mutex_);
    seen_.insert(url);
  }

  void drain() {
    std::unique_lock lock(mutex_);
    idle_.wait(lock, [this] { return running_ == 0; });
  }

  std::mutex mutex_;
  std::condition_variable idle_;
  std::set<std::string> seen_;
  int running_ = 0;
};

class Session {
public:
  void begin() { crawler_ = std::make_unique<Crawler>(); }
  void go(const std::string &url) {
    if (crawler_)
      crawler_->fetch(url);
  }
  void end() { crawler_.reset(); }

private:
  std::unique_ptr<Crawler> crawler_;
};
