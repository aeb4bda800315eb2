// A ticket desk whose state is written under the mutex of the waits in one way or another, and notified before or after the unlock.
#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <shared_mutex>
#include <thread>
#include <utility>

class TicketDesk {
public:
  void sell() {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      ++tickets_;
    }
    changed_.notify_one();
  }

  void sellTwo() {
    mutex_.lock();
    tickets_ += 2;
    mutex_.unlock();
    changed_.notify_all();
  }

  void close() {
    std::unique_lock<std::mutex> lock(mutex_, std::defer_lock);
    lock.lock();
    closed_ = true;
    lock.unlock();
    changed_.notify_all();
  }

  void sellTo(TicketDesk &other) {
    std::scoped_lock both(mutex_, other.mutex_);
    ++other.tickets_;
    ++handedOver_;
    other.changed_.notify_one();
  }

  bool trySell() {
    std::unique_lock<std::mutex> lock(mutex_, std::try_to_lock);
    if (!lock.owns_lock())
      return false;
    ++tickets_;
    changed_.notify_one();
    return true;
  }

  bool enter() {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [this] { return closed_ || tickets_ > 0; });
    if (tickets_ == 0)
      return false;
    --tickets_;
    return true;
  }

private:
  std::mutex mutex_;
  std::condition_variable changed_;
  unsigned tickets_ = 0;
  unsigned handedOver_ = 0;
  std::atomic<bool> closed_{false};
};

class NoticeBoard {
public:
  void publish(int notice) {
    {
      std::unique_lock<std::shared_mutex> writing(mutex_);
      latest_ = notice;
    }
    published_.notify_all();
  }

  // Readers only share the mutex, which the writer has for itself.
  int awaitNotice() {
    std::shared_lock<std::shared_mutex> reading(mutex_);
    published_.wait(reading, [this] { return latest_ != 0; });
    return latest_;
  }

private:
  std::shared_mutex mutex_;
  std::condition_variable_any published_;
  int latest_ = 0;
};

int main() {
  TicketDesk desk, branch;
  NoticeBoard board;
  int entered = 0, notice = 0;
  std::thread visitor([&] {
    while (desk.enter())
      ++entered;
    notice = board.awaitNotice();
  });
  desk.sell();
  desk.sellTwo();
  branch.sellTo(desk);
  while (!desk.trySell())
    std::this_thread::yield();
  desk.close();
  board.publish(4);
  visitor.join();
  return entered == 5 && notice == 4 ? 0 : 1;
}
