// Waits for a ticket, but not for ever.
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>

class Desk {
public:
  std::optional<int> take(std::chrono::milliseconds patience) {
    const auto end = std::chrono::steady_clock::now() + patience;
    std::unique_lock<std::mutex> hold(mutex_);
    while (tickets_.empty() && !isClosed_)
      changed_.wait_until(hold, end); // finding: 'wait_until'
    if (tickets_.empty())
      return std::nullopt;
    int ticket = tickets_.front();
    tickets_.pop_front();
    return ticket;
  }
  void put(int ticket) {
    std::lock_guard<std::mutex> hold(mutex_);
    tickets_.push_back(ticket);
    changed_.notify_one();
  }
  void close() {
    std::lock_guard<std::mutex> hold(mutex_);
    isClosed_ = true;
    changed_.notify_all();
  }

private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<int> tickets_;
  bool isClosed_ = false;
};
