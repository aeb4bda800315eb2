// Sends the delivery that has waited longest again after a while; the timer's callback keeps the address.
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

class Timers {
public:
  Timers() : thread_([this] { run(); }) {}
  Timers(const Timers &) = delete;
  Timers &operator=(const Timers &) = delete;
  ~Timers() {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      closed_ = true;
    }
    changed_.notify_one();
    thread_.join();
  }

  void after(std::chrono::milliseconds delay, std::function<void()> action) {
    std::lock_guard<std::mutex> guard(mutex_);
    due_.emplace(Clock::now() + delay, std::move(action));
    changed_.notify_one();
  }

private:
  // What is due after the end is run at once.
  void run() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (!closed_ || !due_.empty()) {
      if (due_.empty()) {
        changed_.wait(lock);
      } else if (const auto first = due_.begin(); closed_ || first->first <= Clock::now()) {
        const std::function<void()> action = std::move(first->second);
        due_.erase(first);
        lock.unlock();
        action();
        lock.lock();
      } else {
        const Clock::time_point until = first->first;
        changed_.wait_until(lock, until);
      }
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::multimap<Clock::time_point, std::function<void()>> due_;
  bool closed_ = false;
  std::thread thread_;
};

struct Delivery {
  std::string address;
  int minutesWaiting;
  bool done;
};

class Outbox {
public:
  void resend(const std::string &address) {
    std::lock_guard<std::mutex> guard(mutex_);
    resent_.push_back(address);
  }
  std::vector<std::string> resent() {
    std::lock_guard<std::mutex> guard(mutex_);
    return resent_;
  }

private:
  std::mutex mutex_;
  std::vector<std::string> resent_;
};

void retryOldest(Timers &timers, std::shared_ptr<Outbox> outbox, const std::vector<Delivery> &spool) {
  std::map<int, std::string> waiting;
  for (const Delivery &delivery : spool)
    if (!delivery.done)
      waiting.emplace(-delivery.minutesWaiting, delivery.address);
  if (waiting.empty())
    return;

  const auto oldest = waiting.cbegin();
  timers.after(5ms, [outbox, address = oldest->second] { outbox->resend(address); });
}

int main() {
  const auto outbox = std::make_shared<Outbox>();
  {
    Timers timers;
    retryOldest(timers, outbox,
                {{"ada@example.org", 7, false}, {"bo@example.org", 30, false}, {"cy@example.org", 90, true}});
  }
  return outbox->resent() == std::vector<std::string>{"bo@example.org"} ? 0 : 1;
}
