// A work-stealing scheduler; a thief that finds a victim with too few tasks moves on to the next one and leaves the victim locked.
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

using Task = std::function<void()>;

class Scheduler {
public:
  explicit Scheduler(std::size_t workers) {
    for (std::size_t n = 0; n < workers; ++n)
      workers_.push_back(std::make_unique<Worker>());
  }

  void submit(std::size_t home, Task task) {
    std::lock_guard guard(workers_[home]->mutex);
    workers_[home]->tasks.push_back(std::move(task));
  }

  void run() {
    std::vector<std::thread> threads;
    for (std::size_t self = 0; self < workers_.size(); ++self)
      threads.emplace_back([this, self] {
        Task task;
        while (popOwn(self, task) || steal(self, task))
          task();
      });
    for (auto &thread : threads)
      thread.join();
  }

private:
  struct Worker {
    std::mutex mutex;
    std::deque<Task> tasks;
  };

  bool popOwn(std::size_t self, Task &task) {
    Worker &own = *workers_[self];
    std::lock_guard guard(own.mutex);
    if (own.tasks.empty())
      return false;
    task = std::move(own.tasks.front());
    own.tasks.pop_front();
    return true;
  }

  bool steal(std::size_t self, Task &task) {
    for (std::size_t n = 1; n < workers_.size(); ++n) {
      Worker &victim = *workers_[(self + n) % workers_.size()];
      if (!victim.mutex.try_lock()) // finding: 'victim.mutex'
        continue;
      if (victim.tasks.size() < 2)
        continue;
      task = std::move(victim.tasks.back());
      victim.tasks.pop_back();
      victim.mutex.unlock();
      return true;
    }
    return false;
  }

  std::vector<std::unique_ptr<Worker>> workers_;
};

int main() {
  Scheduler scheduler(4);
  for (std::size_t n = 0; n < 64; ++n)
    scheduler.submit(n % 2, [] {});
  scheduler.run();
}
