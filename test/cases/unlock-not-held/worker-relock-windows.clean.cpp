// A worker that opens windows in its lock, in loops and branches: every way round ends with the lock held, or returns without it.
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>

class Worker {
public:
  using Task = std::function<void()>;

  Worker() : thread_([this] { run(); }) {}
  ~Worker() {
    stateMutex_.lock();
    stopping_ = true;
    stateMutex_.unlock();
    wake_.notify_all();
    thread_.join();
  }
  Worker(const Worker &) = delete;
  Worker &operator=(const Worker &) = delete;

  void add(Task task) {
    {
      std::lock_guard<std::mutex> lock(stateMutex_);
      tasks_.push_back(std::move(task));
    }
    wake_.notify_all();
  }

  // Runs tasks on the calling thread too, until nothing is left.
  unsigned help() {
    unsigned ran = 0;
    stateMutex_.lock();
    while (!tasks_.empty()) {
      Task task = std::move(tasks_.front());
      tasks_.pop_front();
      stateMutex_.unlock();
      const bool good = runOne(task);
      stateMutex_.lock();
      if (!good) {
        ++failed_;
        continue;
      }
      if (++ran == 100) {
        stateMutex_.unlock();
        return ran;
      }
    }
    stateMutex_.unlock();
    return ran;
  }

  unsigned failed() {
    std::lock_guard<std::mutex> lock(stateMutex_);
    return failed_;
  }

private:
  static bool runOne(const Task &task) {
    try {
      task();
      return true;
    } catch (const std::exception &) {
      return false;
    }
  }

  void run() {
    std::unique_lock<std::mutex> lock(stateMutex_);
    for (;;) {
      wake_.wait(lock, [this] { return stopping_ || !tasks_.empty(); });
      if (tasks_.empty())
        break;
      while (!tasks_.empty()) {
        const Task task = std::move(tasks_.front());
        tasks_.pop_front();
        lock.unlock();
        if (!runOne(task)) {
          lock.lock();
          ++failed_;
        } else {
          lock.lock();
        }
      }
    }
  }

  std::mutex stateMutex_;
  std::condition_variable wake_;
  std::deque<Task> tasks_;
  unsigned failed_ = 0;
  bool stopping_ = false;
  std::thread thread_;
};

int main() {
  std::mutex doneMutex;
  unsigned done = 0;
  {
    Worker worker;
    for (int i = 0; i < 20; ++i)
      worker.add([&] {
        std::lock_guard<std::mutex> lock(doneMutex);
        ++done;
      });
    worker.add([] { throw std::runtime_error("no disk"); });
    if (worker.help() > 20 || worker.failed() > 1)
      return 1;
  }
  return done == 20 ? 0 : 1;
}
