// Waits that look bare and are not: a state machine's turn, recursion, an overloaded wait of other classes, and futures, latches, atomics and semaphores.
#include <atomic>
#include <condition_variable>
#include <future>
#include <latch>
#include <mutex>
#include <semaphore>
#include <stdexcept>
#include <thread>
#include <utility>

enum class State { Queued, Running, Done, Failed };

class Job {
public:
  void set(State state) {
    std::lock_guard<std::mutex> guard(mutex_);
    state_ = state;
    changed_.notify_all();
  }

  bool wait() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (true) {
      switch (state_) {
      case State::Done:
        return true;
      case State::Failed:
        return false;
      case State::Queued:
        ++queuedWakeups_;
        changed_.wait(lock);
        break;
      case State::Running:
        changed_.wait(lock);
        continue;
      }
    }
  }

  bool waitRecursively() {
    std::unique_lock<std::mutex> lock(mutex_);
    return settled(lock);
  }

  unsigned waitToLeave(State state) {
    std::unique_lock<std::mutex> lock(mutex_);
    unsigned wakeups = 0;
    for (bool left = state_ != state; !left; left = state_ != state, ++wakeups)
      changed_.wait(lock);
    return wakeups;
  }

private:
  bool settled(std::unique_lock<std::mutex> &lock) {
    if (state_ == State::Done || state_ == State::Failed)
      return state_ == State::Done;
    changed_.wait(lock);
    return settled(lock);
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  State state_ = State::Queued;
  unsigned queuedWakeups_ = 0;
};

class Runner {
public:
  explicit Runner(Job &job) : job_(job) {}

  bool run() {
    std::thread worker([this] {
      started_.count_down();
      job_.set(State::Running);
      go_.acquire();
      job_.set(State::Done);
      phase_ = 1;
      phase_.notify_all();
    });
    started_.wait();
    const unsigned before = job_.waitToLeave(State::Queued);
    go_.release();
    phase_.wait(0);
    worker.join();
    return job_.wait() && job_.waitRecursively() && before < 1000;
  }

private:
  Job &job_;
  std::latch started_{1};
  std::binary_semaphore go_{0};
  std::atomic<int> phase_{0};
};

int main() {
  Job job, failed;
  std::promise<void> ready;
  std::future<void> isReady = ready.get_future();
  std::thread judge([&failed, isReady = std::move(isReady)] {
    isReady.wait();
    failed.set(State::Failed);
  });
  ready.set_value();
  const bool fine = Runner(job).run() && !failed.wait();
  judge.join();
  return fine ? 0 : 1;
}
