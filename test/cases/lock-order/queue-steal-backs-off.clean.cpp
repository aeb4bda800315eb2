// Work queues that steal from each other with the own queue locked: the victim is only ever tried, and the thief backs off.
#include <array>
#include <atomic>
#include <cstddef>
#include <deque>
#include <mutex>
#include <thread>

class Scheduler {
public:
  void push(std::size_t queue, int task) {
    std::lock_guard<std::mutex> lock(queues_.at(queue).mutex);
    queues_[queue].tasks.push_back(task);
  }

  bool pop(std::size_t queue, int &task) {
    Queue &own = queues_.at(queue);
    std::lock_guard<std::mutex> lock(own.mutex);
    if (own.tasks.empty() && !stealInto(own, queue))
      return false;
    task = own.tasks.front();
    own.tasks.pop_front();
    return true;
  }

  // Takes the other lock with a try, and gives both up for a while when that fails.
  void level(std::size_t a, std::size_t b) {
    Queue &left = queues_.at(a);
    Queue &right = queues_.at(b);
    if (&left == &right)
      return;
    std::unique_lock<std::mutex> first(left.mutex);
    while (!right.mutex.try_lock()) {
      first.unlock();
      std::this_thread::yield();
      first.lock();
    }
    std::lock_guard<std::mutex> second(right.mutex, std::adopt_lock);
    while (left.tasks.size() > right.tasks.size() + 1) {
      right.tasks.push_back(left.tasks.back());
      left.tasks.pop_back();
    }
  }

  unsigned stolen() const { return stolen_; }

private:
  struct Queue {
    std::mutex mutex;
    std::deque<int> tasks;
  };

  bool stealInto(Queue &own, std::size_t self) {
    for (std::size_t offset = 1; offset < queues_.size(); ++offset) {
      Queue &victim = queues_[(self + offset) % queues_.size()];
      std::unique_lock<std::mutex> lock(victim.mutex, std::try_to_lock);
      if (!lock || victim.tasks.empty())
        continue;
      own.tasks.push_back(victim.tasks.back());
      victim.tasks.pop_back();
      ++stolen_;
      return true;
    }
    return false;
  }

  std::array<Queue, 2> queues_;
  std::atomic<unsigned> stolen_{0};
};

int main() {
  Scheduler scheduler;
  for (int task = 0; task < 40; ++task)
    scheduler.push(0, task);
  scheduler.level(0, 1);
  std::atomic<int> done{0};
  const auto work = [&](std::size_t self, std::size_t other) {
    int task = 0;
    while (done < 40) {
      if (scheduler.pop(self, task))
        ++done;
      else
        scheduler.level(other, self);
    }
  };
  std::thread first(work, 0, 1), second(work, 1, 0);
  first.join();
  second.join();
  return done == 40 && scheduler.stolen() <= 40 ? 0 : 1;
}
