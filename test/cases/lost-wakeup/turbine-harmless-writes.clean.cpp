// Writes without the mutex that no sleeper can miss: they make the condition false, nobody's condition reads them, or the waits are not on a condition variable.
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <semaphore>
#include <thread>

class Turbine {
public:
  Turbine() : spinner_(&Turbine::spin, this) {}
  Turbine(const Turbine &) = delete;
  Turbine &operator=(const Turbine &) = delete;
  ~Turbine() {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      stopping_ = true;
    }
    changed_.notify_all();
    spinner_.join();
  }

  // Takes effect some time.
  void brake() { running_ = false; }

  void release() {
    ++releases_;
    {
      std::lock_guard<std::mutex> guard(mutex_);
      running_ = true;
    }
    lastRelease_ = releases_.load();
    changed_.notify_all();
  }

  unsigned long turns() const { return turns_; }
  unsigned releases() const { return releases_; }
  unsigned lastRelease() const { return lastRelease_; }

private:
  void spin() {
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      changed_.wait(lock, [this] { return stopping_ || running_; });
      if (stopping_)
        return;
      ++turns_;
      lock.unlock();
      std::this_thread::yield();
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::atomic<bool> running_{false};
  std::atomic<unsigned long> turns_{0};
  std::atomic<unsigned> releases_{0};
  std::atomic<unsigned> lastRelease_{0};
  std::thread spinner_;
};

class Valve {
public:
  void open() {
    open_ = true;
    open_.notify_all();
  }

  void pass() {
    open_.wait(false);
    ++passed_;
    arrived_.release();
  }

  unsigned awaitOne() {
    arrived_.acquire();
    return passed_;
  }

private:
  std::atomic<bool> open_{false};
  std::atomic<unsigned> passed_{0};
  std::counting_semaphore<8> arrived_{0};
};

int main() {
  Turbine turbine;
  turbine.release();
  while (turbine.turns() < 3)
    std::this_thread::yield();
  turbine.brake();
  turbine.release();
  Valve valve;
  std::thread water([&valve] { valve.pass(); });
  valve.open();
  const unsigned passed = valve.awaitOne();
  water.join();
  return passed == 1 && turbine.releases() == 2 && turbine.lastRelease() == 2 ? 0 : 1;
}
