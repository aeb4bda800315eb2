// An event loop that is woken through a pipe.
#include <cerrno>
#include <deque>
#include <functional>
#include <iostream>
#include <mutex>
#include <poll.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>

class EventLoop {
public:
  EventLoop() {
    if (::pipe(wakeup_) != 0)
      throw std::system_error(errno, std::generic_category(), "pipe");
  }
  ~EventLoop() {
    ::close(wakeup_[0]);
    ::close(wakeup_[1]);
  }
  EventLoop(const EventLoop &) = delete;
  EventLoop &operator=(const EventLoop &) = delete;

  void post(std::function<void()> task) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      tasks_.push_back(std::move(task));
    }
    const char one = 1;
    while (::write(wakeup_[1], &one, 1) < 0 && errno == EINTR) {
    }
  }

  void stop() {
    post([this] { running_ = false; });
  }

  void run() {
    while (running_) {
      pollfd waiting{wakeup_[0], POLLIN, 0};
      if (::poll(&waiting, 1, -1) < 0) {
        if (errno == EINTR)
          continue;
        throw std::system_error(errno, std::generic_category(), "poll");
      }
      char drained[64];
      if (::read(wakeup_[0], drained, sizeof drained) <= 0)
        continue;
      runPosted();
    }
  }

private:
  void runPosted() {
    std::deque<std::function<void()>> ready;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      ready.swap(tasks_);
    }
    for (auto &task : ready)
      task();
  }

  int wakeup_[2] = {-1, -1};
  bool running_ = true;
  std::mutex mutex_;
  std::deque<std::function<void()>> tasks_;
};

int main() {
  EventLoop loop;
  std::thread runner([&loop] { loop.run(); });
  loop.post([] { std::cout << "hello from the loop\n"; });
  loop.stop();
  runner.join();
}
