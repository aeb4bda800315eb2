// Paces frames with annotated lock and condition classes; the pacer is ended under the lock.
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace base {

class __attribute__((lockable)) Lock {
public:
  void Acquire() __attribute__((exclusive_lock_function())) { native_.lock(); }
  void Release() __attribute__((unlock_function())) { native_.unlock(); }

private:
  friend class ConditionVariable;
  std::mutex native_;
};

class __attribute__((scoped_lockable)) AutoLock {
public:
  explicit AutoLock(Lock &lock) __attribute__((exclusive_lock_function(lock))) : lock_(lock) { lock_.Acquire(); }
  AutoLock(const AutoLock &) = delete;
  AutoLock &operator=(const AutoLock &) = delete;
  ~AutoLock() __attribute__((unlock_function())) { lock_.Release(); }

private:
  Lock &lock_;
};

// Belongs to one lock, which is held by whoever waits.
class ConditionVariable {
public:
  explicit ConditionVariable(Lock *userLock) : userLock_(*userLock) {}
  ConditionVariable(const ConditionVariable &) = delete;
  ConditionVariable &operator=(const ConditionVariable &) = delete;

  void Wait() {
    std::unique_lock<std::mutex> lock(userLock_.native_, std::adopt_lock);
    condition_.wait(lock);
    lock.release();
  }
  void Signal() { condition_.notify_one(); }

private:
  Lock &userLock_;
  std::condition_variable condition_;
};

} // namespace base

class FramePacer {
public:
  FramePacer() : thread_([this] { Run(); }) {}
  FramePacer(const FramePacer &) = delete;
  FramePacer &operator=(const FramePacer &) = delete;
  ~FramePacer() {
    End();
    thread_.join();
  }

  void VerticalBlank() {
    base::AutoLock hold(lock_);
    ++blanks_;
    changed_.Signal();
  }

  void End() {
    base::AutoLock hold(lock_);
    ended_.store(true, std::memory_order_release);
    changed_.Signal();
  }

  unsigned Frames() const { return frames_.load(); }

private:
  void Run() {
    base::AutoLock hold(lock_);
    while (WaitForBlank()) {
      --blanks_;
      ++frames_;
    }
  }

  bool WaitForBlank() __attribute__((exclusive_locks_required(lock_))) {
    while (blanks_ == 0) {
      if (ended_.load(std::memory_order_acquire))
        return false;
      changed_.Wait();
    }
    return true;
  }

  base::Lock lock_;
  base::ConditionVariable changed_{&lock_};
  unsigned blanks_ __attribute__((guarded_by(lock_))) = 0;
  std::atomic<unsigned> frames_{0};
  std::atomic<bool> ended_{false};
  std::thread thread_;
};

int main() {
  FramePacer pacer;
  for (int i = 0; i < 3; ++i)
    pacer.VerticalBlank();
  pacer.End();
  while (pacer.Frames() < 3)
    std::this_thread::yield();
}
