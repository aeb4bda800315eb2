// A mailbox whose waits are in loops of all kinds, or have predicates.
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

class Mailbox {
public:
  void post(std::string letter) {
    std::lock_guard<std::mutex> guard(mutex_);
    letters_.push_back(std::move(letter));
    posted_.notify_all();
    postedToAny_.notify_all();
  }

  void close() {
    std::lock_guard<std::mutex> guard(mutex_);
    closed_ = true;
    posted_.notify_all();
    postedToAny_.notify_all();
  }

  std::optional<std::string> receive() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (letters_.empty() && !closed_)
      posted_.wait(lock);
    return pop();
  }

  std::optional<std::string> receiveOrBreak() {
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      if (!letters_.empty())
        break;
      if (closed_)
        return std::nullopt;
      posted_.wait(lock);
    }
    return pop();
  }

  std::optional<std::string> receiveWithPredicate() {
    std::unique_lock<std::mutex> lock(mutex_);
    posted_.wait(lock, [this] { return hasNews(); });
    return pop();
  }

  std::optional<std::string> receiveDoing() {
    std::unique_lock<std::mutex> lock(mutex_);
    if (letters_.empty() && !closed_) {
      do {
        posted_.wait(lock);
      } while (letters_.empty() && !closed_);
    }
    return pop();
  }

  std::optional<std::string> receiveWithin(std::chrono::milliseconds time) {
    std::unique_lock<std::mutex> lock(mutex_);
    const Clock::time_point deadline = Clock::now() + time;
    while (!hasNews())
      if (posted_.wait_until(lock, deadline) == std::cv_status::timeout)
        break;
    return pop();
  }

  std::optional<std::string> receiveSoon(std::chrono::milliseconds time) {
    std::unique_lock<std::mutex> lock(mutex_);
    if (!posted_.wait_for(lock, time, [this] { return hasNews(); }))
      return std::nullopt;
    return pop();
  }

  std::optional<std::string> receiveUnlessStopped(std::stop_token stop) {
    std::unique_lock<std::mutex> lock(mutex_);
    if (!postedToAny_.wait(lock, stop, [this] { return hasNews(); }))
      return std::nullopt;
    return pop();
  }

private:
  bool hasNews() const { return closed_ || !letters_.empty(); }

  std::optional<std::string> pop() {
    if (letters_.empty())
      return std::nullopt;
    std::optional<std::string> letter(std::move(letters_.front()));
    letters_.pop_front();
    return letter;
  }

  std::mutex mutex_;
  std::condition_variable posted_;
  std::condition_variable_any postedToAny_;
  std::deque<std::string> letters_;
  bool closed_ = false;
};

int main() {
  Mailbox mailbox;
  std::thread postman([&mailbox] {
    for (int day = 0; day < 6; ++day)
      mailbox.post("day " + std::to_string(day));
    mailbox.close();
  });
  bool fine = mailbox.receive() == "day 0" && mailbox.receiveOrBreak() == "day 1";
  fine = fine && mailbox.receiveWithPredicate() == "day 2" && mailbox.receiveDoing() == "day 3";
  fine = fine && mailbox.receiveWithin(10s) == "day 4" && mailbox.receiveSoon(10s) == "day 5";
  postman.join();
  return fine && !mailbox.receiveUnlessStopped(std::stop_token()) ? 0 : 1;
}
