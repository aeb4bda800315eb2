// thread-pool: the threads.
#include "thread-pool.h"

namespace orders {

ThreadPool::ThreadPool(unsigned threads) {
  for (unsigned i = 0; i < threads; ++i)
    threads_.emplace_back([this] { run(); });
}

ThreadPool::~ThreadPool() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    isStopping_ = true;
  }
  hasTask_.notify_all();
  for (std::thread &thread : threads_)
    thread.join();
}

void ThreadPool::wait() {
  std::unique_lock<std::mutex> lock(mutex_);
  isIdle_.wait(lock, [this] { return tasks_.empty() && running_ == 0; });
}

void ThreadPool::run() {
  std::unique_lock<std::mutex> lock(mutex_);
  for (;;) {
    hasTask_.wait(lock, [this] { return isStopping_ || !tasks_.empty(); });
    if (tasks_.empty())
      return;
    std::function<void()> task = std::move(tasks_.front());
    tasks_.pop_front();
    ++running_;
    lock.unlock();
    task();
    lock.lock();
    --running_;
    if (tasks_.empty() && running_ == 0)
      isIdle_.notify_all();
  }
}

} // namespace orders
