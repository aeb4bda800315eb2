// Paces frames with a condition variable of the Chromium kind: it belongs to one lock, adopts it for the wait, and lets it go unreleased.
#include <condition_variable>
#include <mutex>
#include <thread>

class Lock {
public:
  void Acquire() { native_.lock(); }
  void Release() { native_.unlock(); }

private:
  friend class ConditionVariable;
  std::mutex native_;
};

class AutoLock {
public:
  explicit AutoLock(Lock &lock) : lock_(lock) { lock_.Acquire(); }
  AutoLock(const AutoLock &) = delete;
  AutoLock &operator=(const AutoLock &) = delete;
  ~AutoLock() { lock_.Release(); }

private:
  Lock &lock_;
};

class ConditionVariable {
public:
  explicit ConditionVariable(Lock *lock) : userLock_(*lock) {}

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

class FramePacer {
public:
  void Blank() {
    AutoLock hold(lock_);
    ++blanks_;
    changed_.Signal();
  }

  int Run(int frames) {
    AutoLock hold(lock_);
    int drawn = 0;
    while (drawn < frames && WaitForBlank())
      ++drawn;
    return drawn;
  }

  void End() {
    AutoLock hold(lock_);
    ended_ = true;
    changed_.Signal();
  }

private:
  bool WaitForBlank() {
    while (blanks_ == 0) {
      if (ended_)
        return false;
      changed_.Wait();
    }
    --blanks_;
    return true;
  }

  Lock lock_;
  ConditionVariable changed_{&lock_};
  int blanks_ = 0;
  bool ended_ = false;
};

int main() {
  FramePacer pacer;
  std::thread screen([&pacer] {
    for (int i = 0; i < 3; ++i)
      pacer.Blank();
    pacer.End();
  });
  const int drawn = pacer.Run(3);
  screen.join();
  return drawn == 3 ? 0 : 1;
}
