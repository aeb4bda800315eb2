// Runs whatever it is given; one task that fails must not take the others with it.
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

class Runner {
public:
  Runner() : thread_([this] { run(); }) {}
  ~Runner() {
    {
      std::lock_guard<std::mutex> hold(mutex_);
      isDone_ = true;
    }
    changed_.notify_one();
    thread_.join();
    try {
      report();
    } catch (...) {
    }
  }
  void post(std::function<void()> task) {
    {
      std::lock_guard<std::mutex> hold(mutex_);
      tasks_.push_back(std::move(task));
    }
    changed_.notify_one();
  }

private:
  std::optional<std::function<void()>> next() {
    std::unique_lock<std::mutex> hold(mutex_);
    changed_.wait(hold, [this] { return isDone_ || !tasks_.empty(); });
    if (tasks_.empty())
      return std::nullopt;
    std::function<void()> task = std::move(tasks_.front());
    tasks_.pop_front();
    return task;
  }

  void run() {
    while (std::optional<std::function<void()>> task = next()) {
      bool isOk = false;
      try {
        (*task)();
        isOk = true;
      } catch (const std::exception &) {
      }
      std::lock_guard<std::mutex> hold(mutex_);
      ++(isOk ? succeeded_ : failed_);
    }
  }

  void report() const { std::printf("%d tasks, %d failed\n", succeeded_ + failed_, failed_); }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> tasks_;
  int succeeded_ = 0;
  int failed_ = 0;
  bool isDone_ = false;
  std::thread thread_;
};
