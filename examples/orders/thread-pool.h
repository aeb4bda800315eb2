// thread-pool: runs tasks on a fixed number of threads, in the order in which they come.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace orders {

class ThreadPool {
public:
  explicit ThreadPool(unsigned threads);
  ~ThreadPool();

  ThreadPool(const ThreadPool &) = delete;
  ThreadPool &operator=(const ThreadPool &) = delete;

  /// The task runs soon, on another thread.
  template <typename Task> void submit(Task task) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      tasks_.emplace_back(std::move(task));
    }
    hasTask_.notify_one();
  }

  /// Waits until all tasks submitted so far are done.
  void wait();

private:
  void run();

  std::mutex mutex_;
  std::condition_variable hasTask_, isIdle_;
  std::deque<std::function<void()>> tasks_;
  unsigned running_ = 0;
  bool isStopping_ = false;
  std::vector<std::thread> threads_;
};

} // namespace orders
