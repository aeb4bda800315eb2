// A work queue with a periodic flusher; timed waits whose answer is ignored because the state itself is asked afterwards.
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <iostream>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

using Clock = std::chrono::steady_clock;

class WorkQueue {
public:
  using Work = std::function<void()>;

  WorkQueue() : flusher_([this] { flushPeriodically(); }) {}

  ~WorkQueue() {
    {
      std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    changed_.notify_all();
    flusher_.join();
  }

  void push(Work work) {
    {
      std::lock_guard lock(mutex_);
      works_.push_back(std::move(work));
    }
    changed_.notify_all();
  }

  // Waits in a loop of its own.
  std::optional<Work> popUntil(Clock::time_point deadline) {
    std::unique_lock lock(mutex_);
    while (works_.empty() && !stopping_ && Clock::now() < deadline)
      changed_.wait_until(lock, deadline);
    return takeFirst();
  }

  // The predicate is asked again below.
  std::optional<Work> popWithin(std::chrono::milliseconds timeout) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, timeout, [this] { return stopping_ || !works_.empty(); });
    return takeFirst();
  }

  // One wait at most; a spurious wakeup is as good as a timeout.
  std::optional<Work> popSoon() {
    std::unique_lock lock(mutex_);
    if (works_.empty())
      changed_.wait_for(lock, std::chrono::milliseconds(5));
    if (works_.empty())
      return std::nullopt;
    return takeFirst();
  }

  bool drained(std::chrono::seconds timeout) {
    std::unique_lock lock(mutex_);
    const bool empty = changed_.wait_for(lock, timeout, [this] { return works_.empty(); });
    if (!empty)
      std::cerr << works_.size() << " left\n";
    return empty;
  }

  unsigned flushes() {
    std::lock_guard lock(mutex_);
    return flushes_;
  }

private:
  std::optional<Work> takeFirst() {
    if (works_.empty())
      return std::nullopt;
    std::optional<Work> first(std::move(works_.front()));
    works_.pop_front();
    changed_.notify_all();
    return first;
  }

  void flushPeriodically() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
      changed_.wait_for(lock, std::chrono::milliseconds(100)); // an interruptible sleep
      ++flushes_;
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Work> works_;
  bool stopping_ = false;
  unsigned flushes_ = 0;
  std::thread flusher_;
};

int main() {
  WorkQueue queue;
  for (int i = 0; i < 3; ++i)
    queue.push([i] { std::cout << i << '\n'; });
  if (const auto work = queue.popUntil(Clock::now() + std::chrono::seconds(1)))
    (*work)();
  if (const auto work = queue.popWithin(std::chrono::milliseconds(10)))
    (*work)();
  if (const auto work = queue.popSoon())
    (*work)();
  return queue.drained(std::chrono::seconds(1)) && queue.flushes() < 100 ? 0 : 1;
}
