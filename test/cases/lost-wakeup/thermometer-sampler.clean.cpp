// A sampler's stop flag is set without the mutex, but only polled with wait_for; goals change with no thread about.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

class Sampler {
public:
  Sampler() = default;
  ~Sampler() { stop(); }
  Sampler(const Sampler &) = delete;
  Sampler &operator=(const Sampler &) = delete;

  // Only called while the two threads are not there.
  void start(unsigned goal) {
    reset(goal);
    stopping_ = false;
    sampler_ = std::thread([this] { sample(); });
    alarm_ = std::thread([this] { raiseAlarm(); });
  }

  // The alarm goes by itself when the goal is reached. A wakeup that the sampler misses costs one period, no more: it
  // looks at the flag again.
  void stop() {
    if (alarm_.joinable())
      alarm_.join();
    stopping_ = true;
    tick_.notify_all();
    if (sampler_.joinable())
      sampler_.join();
    reset(0);
  }

  unsigned alarms() const { return alarms_; }

private:
  // Before the threads exist or after they were joined, so nobody can be about to wait.
  void reset(unsigned goal) {
    goal_ = goal;
    taken_ = 0;
    reached_.notify_all();
  }

  void sample() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (!stopping_) {
      if (++taken_ >= goal_)
        reached_.notify_all();
      tick_.wait_for(lock, std::chrono::milliseconds(2));
    }
  }

  void raiseAlarm() {
    std::unique_lock<std::mutex> lock(mutex_);
    reached_.wait(lock, [this] { return taken_ >= goal_; });
    ++alarms_;
  }

  std::mutex mutex_;
  std::condition_variable tick_;
  std::condition_variable reached_;
  std::atomic<bool> stopping_{false};
  std::atomic<unsigned> taken_{0};
  std::atomic<unsigned> goal_{0};
  std::atomic<unsigned> alarms_{0};
  std::thread sampler_;
  std::thread alarm_;
};

int main() {
  Sampler sampler;
  for (unsigned goal = 3; goal <= 5; ++goal) {
    sampler.start(goal);
    sampler.stop();
  }
  return sampler.alarms() == 3 ? 0 : 1;
}
