// A turnstile's atomic state is changed in lambdas that a withLock() helper runs under the mutex; it notifies outside.
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

class Turnstile {
  template <typename Function> auto withLock(Function &&function) {
    std::lock_guard<std::mutex> lock(mutex_);
    return std::forward<Function>(function)();
  }

public:
  void open() {
    withLock([this] { open_ = true; });
    changed_.notify_all();
  }

  void addTickets(int count) {
    const int left = withLock([this, count] { return tickets_.fetch_add(count) + count; });
    if (left > 0)
      changed_.notify_all();
  }

  void close() {
    withLock([this] {
      open_ = false;
      closed_ = true;
    });
    changed_.notify_all();
  }

  // Takes one ticket; false when the turnstile closed before there was one.
  bool enter() {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [this] { return closed_ || (open_ && tickets_ > 0); });
    if (closed_)
      return false;
    --tickets_;
    return true;
  }

  bool isOpen() const { return open_; }
  int tickets() const { return tickets_; }

private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::atomic<bool> open_{false};
  std::atomic<bool> closed_{false};
  std::atomic<int> tickets_{0};
};

int main() {
  Turnstile turnstile;
  std::atomic<int> inside{0};
  std::atomic<int> refused{0};
  std::vector<std::thread> visitors;
  for (int i = 0; i < 5; ++i)
    visitors.emplace_back([&] {
      if (turnstile.enter())
        ++inside;
      else
        ++refused;
    });
  turnstile.open();
  if (!turnstile.isOpen())
    ++refused;
  turnstile.addTickets(1);
  turnstile.addTickets(2);
  while (inside < 3)
    std::this_thread::yield();
  turnstile.close();
  for (std::thread &visitor : visitors)
    visitor.join();
  return inside == 3 && refused == 2 && turnstile.tickets() == 0 ? 0 : 1;
}
