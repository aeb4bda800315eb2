// A pool whose queue has a lock of its own; a push counts the task under that lock, while idle workers check the count under the one they sleep with.
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

using Task = std::function<void()>;

class SpinLock {
public:
  void lock() {
    while (busy_.test_and_set(std::memory_order_acquire))
      std::this_thread::yield();
  }
  void unlock() { busy_.clear(std::memory_order_release); }

private:
  std::atomic_flag busy_;
};

class WorkPool {
public:
  explicit WorkPool(unsigned size) {
    for (unsigned i = 0; i < size; ++i)
      workers_.emplace_back([this] { work(); });
  }
  WorkPool(const WorkPool &) = delete;
  WorkPool &operator=(const WorkPool &) = delete;
  ~WorkPool() {
    {
      std::lock_guard<std::mutex> guard(sleepMutex_);
      closing_ = true;
    }
    wake_.notify_all();
    for (std::thread &worker : workers_)
      worker.join();
  }

  void push(Task task) {
    {
      std::lock_guard<SpinLock> guard(queueLock_);
      queue_.push_back(std::move(task));
      ++queued_; // finding: 'queued_'
    }
    wake_.notify_one();
  }

private:
  bool tryPop(Task &task) {
    std::lock_guard<SpinLock> guard(queueLock_);
    if (queue_.empty())
      return false;
    task = std::move(queue_.front());
    queue_.pop_front();
    --queued_;
    return true;
  }

  void work() {
    Task task;
    for (;;) {
      while (tryPop(task))
        task();
      std::unique_lock<std::mutex> lock(sleepMutex_);
      wake_.wait(lock, [this] { return closing_ || queued_ > 0; });
      if (queued_ == 0)
        return;
    }
  }

  SpinLock queueLock_;
  std::deque<Task> queue_;
  std::atomic<unsigned> queued_{0};
  std::mutex sleepMutex_;
  std::condition_variable wake_;
  bool closing_ = false;
  std::vector<std::thread> workers_;
};

int main() {
  std::atomic<unsigned> ran{0};
  {
    WorkPool pool(2);
    for (int i = 0; i < 40; ++i)
      pool.push([&ran] { ++ran; });
  }
  return ran == 40 ? 0 : 1;
}
