// Notifications only where somebody can be waiting: when a queue with one consumer stops being empty, when the last one leaves, when sleepers have been counted.
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// One consumer, which takes everything there is.
class Outbox {
public:
  void post(int page) {
    bool wasEmpty = false;
    {
      std::lock_guard<std::mutex> guard(mutex_);
      wasEmpty = pages_.empty();
      pages_.push_back(page);
    }
    if (wasEmpty)
      posted_.notify_one();
  }

  std::deque<int> takeAll() {
    std::unique_lock<std::mutex> lock(mutex_);
    posted_.wait(lock, [this] { return !pages_.empty(); });
    return std::exchange(pages_, {});
  }

private:
  std::mutex mutex_;
  std::condition_variable posted_;
  std::deque<int> pages_;
};

class Group {
public:
  void join() {
    std::lock_guard<std::mutex> guard(mutex_);
    ++members_;
  }

  void leave() {
    std::lock_guard<std::mutex> guard(mutex_);
    if (--members_ == 0)
      empty_.notify_all();
  }

  void awaitEmpty() {
    std::unique_lock<std::mutex> lock(mutex_);
    empty_.wait(lock, [this] { return members_ == 0; });
  }

private:
  std::mutex mutex_;
  std::condition_variable empty_;
  unsigned members_ = 0;
};

class Stack {
public:
  void push(int page) {
    std::unique_lock<std::mutex> lock(mutex_);
    pages_.push_back(page);
    if (sleepers_ == 0)
      return;
    lock.unlock();
    pushed_.notify_one();
  }

  int pop() {
    std::unique_lock<std::mutex> lock(mutex_);
    ++sleepers_;
    while (pages_.empty())
      pushed_.wait(lock);
    --sleepers_;
    const int page = pages_.back();
    pages_.pop_back();
    return page;
  }

private:
  std::mutex mutex_;
  std::condition_variable pushed_;
  std::vector<int> pages_;
  unsigned sleepers_ = 0;
};

int main() {
  Outbox outbox;
  Group group;
  Stack stack;
  std::vector<std::thread> printers;
  for (int printer = 0; printer < 3; ++printer) {
    group.join();
    printers.emplace_back([&] {
      outbox.post(stack.pop());
      group.leave();
    });
  }
  for (int page = 1; page <= 3; ++page)
    stack.push(page);
  int sum = 0;
  for (std::size_t count = 0; count < 3;) {
    for (const int page : outbox.takeAll()) {
      sum += page;
      ++count;
    }
  }
  group.awaitEmpty();
  for (std::thread &printer : printers)
    printer.join();
  return sum == 6 ? 0 : 1;
}
