// A runner of delayed tasks; its thread is made with the first task, and each task sits its delay out before its work.
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

class DelayedTaskRunner {
public:
  DelayedTaskRunner() = default;
  ~DelayedTaskRunner() {
    std::thread runner;
    {
      std::lock_guard<std::mutex> lock(tasksMutex_);
      closing_ = true;
      runner = std::move(runner_);
    }
    ready_.notify_all();
    if (runner.joinable())
      runner.join();
  }
  DelayedTaskRunner(const DelayedTaskRunner &) = delete;
  DelayedTaskRunner &operator=(const DelayedTaskRunner &) = delete;

  void later(std::chrono::milliseconds delay, std::function<void()> work) {
    {
      std::lock_guard<std::mutex> lock(tasksMutex_);
      tasks_.push_back([delay, work = std::move(work)] {
        std::this_thread::sleep_for(delay);
        work();
      });
      if (!runner_.joinable())
        runner_ = std::thread([this] {
          std::this_thread::sleep_for(kWarmUp); // lets a burst of tasks come together
          run();
        });
    }
    ready_.notify_one();
  }

private:
  static constexpr std::chrono::milliseconds kWarmUp{5};

  void run() {
    for (;;) {
      std::function<void()> task;
      {
        std::unique_lock<std::mutex> lock(tasksMutex_);
        ready_.wait(lock, [this] { return closing_ || !tasks_.empty(); });
        if (tasks_.empty())
          return;
        task = std::move(tasks_.front());
        tasks_.pop_front();
      }
      task();
    }
  }

  std::mutex tasksMutex_;
  std::condition_variable ready_;
  std::deque<std::function<void()>> tasks_;
  bool closing_ = false;
  std::thread runner_;
};

class Reminders {
public:
  void remind() {
    std::lock_guard<std::mutex> lock(countMutex_);
    ++count_;
  }

  unsigned count() const {
    std::lock_guard<std::mutex> lock(countMutex_);
    return count_;
  }

private:
  mutable std::mutex countMutex_;
  unsigned count_ = 0;
};

int main() {
  Reminders reminders;
  {
    DelayedTaskRunner runner;
    runner.later(std::chrono::milliseconds(3), [&reminders] { reminders.remind(); });
    std::jthread calendar([&] { runner.later(std::chrono::milliseconds(2), [&reminders] { reminders.remind(); }); });
  }
  return reminders.count() == 2 ? 0 : 1;
}
