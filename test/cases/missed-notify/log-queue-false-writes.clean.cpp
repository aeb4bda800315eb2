// Writes without a notification that make nobody's condition true: what is popped, what is paused, what is reserved, and what no condition reads.
#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

class LogQueue {
public:
  void push(std::string line) {
    std::lock_guard<std::mutex> guard(mutex_);
    lines_.push_back(std::move(line));
    ++pushed_;
    pushedOrResumed_.notify_one();
  }

  // The queue has no limit, so nobody waits for room.
  std::string pop() {
    std::unique_lock<std::mutex> lock(mutex_);
    pushedOrResumed_.wait(lock, [this] { return !paused_ && !lines_.empty(); });
    std::string line = std::move(lines_.front());
    lines_.pop_front();
    ++popped_;
    return line;
  }

  bool tryPop(std::string &line) {
    std::lock_guard<std::mutex> guard(mutex_);
    if (lines_.empty())
      return false;
    line = std::move(lines_.back());
    lines_.pop_back();
    return true;
  }

  void pause() {
    std::lock_guard<std::mutex> guard(mutex_);
    paused_ = true;
  }

  void resume() {
    std::lock_guard<std::mutex> guard(mutex_);
    paused_ = false;
    pushedOrResumed_.notify_all();
  }

  void clear() {
    std::lock_guard<std::mutex> guard(mutex_);
    lines_.clear();
    title_ = "cleared";
  }

  unsigned backlog() {
    std::lock_guard<std::mutex> guard(mutex_);
    return pushed_ - popped_;
  }

private:
  std::mutex mutex_;
  std::condition_variable pushedOrResumed_;
  std::deque<std::string> lines_;
  std::string title_;
  bool paused_ = false;
  unsigned pushed_ = 0;
  unsigned popped_ = 0;
};

class Tokens {
public:
  explicit Tokens(unsigned count) : free_(count) {}

  void acquire() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (free_ == 0)
      released_.wait(lock);
    --free_;
  }

  bool tryAcquire() {
    std::lock_guard<std::mutex> guard(mutex_);
    if (free_ == 0)
      return false;
    --free_;
    return true;
  }

  void release() {
    std::lock_guard<std::mutex> guard(mutex_);
    ++free_;
    released_.notify_one();
  }

private:
  std::mutex mutex_;
  std::condition_variable released_;
  unsigned free_;
};

int main() {
  LogQueue queue;
  Tokens tokens(1);
  std::string line;
  queue.push("lost");
  queue.clear();
  queue.pause();
  tokens.acquire();
  std::string popped;
  std::thread reader([&] {
    popped = queue.pop();
    tokens.acquire();
    tokens.release();
  });
  queue.push("one");
  queue.resume();
  tokens.release();
  reader.join();
  return popped == "one" && !queue.tryPop(line) && queue.backlog() == 1 && tokens.tryAcquire() ? 0 : 1;
}
