// A block prefetcher that gives its lock up around slow reads in three ways: by hand, in a function entered locked, and with a reversed guard.
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <thread>

std::string readBlock(int block) { return "block " + std::to_string(block); }

template <typename Lockable> class Unlocked {
public:
  explicit Unlocked(Lockable &lockable) : lockable_(lockable) { lockable_.unlock(); }
  ~Unlocked() { lockable_.lock(); }
  Unlocked(const Unlocked &) = delete;
  Unlocked &operator=(const Unlocked &) = delete;

private:
  Lockable &lockable_;
};

class Prefetcher {
public:
  ~Prefetcher() {
    mutex_.lock();
    stop_ = true;
    mutex_.unlock();
    work_.notify_all();
    thread_.join();
  }

  void want(int block) {
    mutex_.lock();
    wanted_.push_back(block);
    mutex_.unlock();
    work_.notify_one();
  }

  std::string get(int block) {
    mutex_.lock();
    auto cached = blocks_.find(block);
    if (cached == blocks_.end()) {
      mutex_.unlock();
      std::string data = readBlock(block);
      mutex_.lock();
      cached = blocks_.emplace(block, data).first;
    }
    std::string result = cached->second;
    mutex_.unlock();
    return result;
  }

  void refresh(int block) {
    std::lock_guard guard(mutex_);
    std::string data;
    {
      Unlocked unlocked(mutex_);
      data = readBlock(block);
    }
    blocks_[block] = data;
  }

private:
  void run() {
    mutex_.lock();
    while (!stop_) {
      if (wanted_.empty()) {
        work_.wait(mutex_);
        continue;
      }
      const int block = wanted_.front();
      wanted_.pop_front();
      if (blocks_.count(block) == 0)
        loadLocked(block);
    }
    mutex_.unlock();
  }

  // Enters and leaves with mutex_ held.
  void loadLocked(int block) {
    mutex_.unlock();
    std::string data = readBlock(block);
    mutex_.lock();
    if (stop_)
      return;
    blocks_[block] = data;
  }

  std::mutex mutex_;
  std::condition_variable_any work_;
  std::deque<int> wanted_;
  std::map<int, std::string> blocks_;
  bool stop_ = false;
  std::thread thread_{[this] { run(); }};
};

int main() {
  Prefetcher prefetcher;
  for (int block = 0; block < 8; ++block)
    prefetcher.want(block);
  prefetcher.refresh(3);
  std::puts(prefetcher.get(7).c_str());
}
