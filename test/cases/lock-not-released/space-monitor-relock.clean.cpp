// A disk space monitor whose guard is a class of its own over a mutex class of another file; a slow join happens in a gap between unlock and lock by hand, under that guard.
namespace port {

class Mutex {
public:
  Mutex();
  ~Mutex();
  Mutex(const Mutex &) = delete;
  Mutex &operator=(const Mutex &) = delete;
  void Lock();
  void Unlock();
};

class Thread {
public:
  Thread(void (*run)(void *), void *argument);
  ~Thread();
  void Join();
};

} // namespace port

class MutexLock {
public:
  explicit MutexLock(port::Mutex *mutex) : mutex_(mutex) { mutex_->Lock(); }
  ~MutexLock() { mutex_->Unlock(); }
  MutexLock(const MutexLock &) = delete;
  MutexLock &operator=(const MutexLock &) = delete;

private:
  port::Mutex *const mutex_;
};

class MutexUnlock {
public:
  explicit MutexUnlock(port::Mutex &mutex) : mutex_(mutex) { mutex_.Unlock(); }
  ~MutexUnlock() { mutex_.Lock(); }
  MutexUnlock(const MutexUnlock &) = delete;
  MutexUnlock &operator=(const MutexUnlock &) = delete;

private:
  port::Mutex &mutex_;
};

class SpaceMonitor {
public:
  ~SpaceMonitor() {
    MutexLock lock(&mutex_);
    isStopping_ = true;
    port::Thread *last = thread_;
    thread_ = nullptr;
    if (last) {
      MutexUnlock gap(mutex_);
      last->Join();
      delete last;
    }
  }

  void startRecovery(long needed) {
    MutexLock lock(&mutex_);
    needed_ = needed > needed_ ? needed : needed_;
    if (isRunning_)
      return;
    isRunning_ = true;
    port::Thread *last = thread_;
    mutex_.Unlock();
    if (last) {
      last->Join();
      delete last;
    }
    port::Thread *next = new port::Thread(&SpaceMonitor::poll, this);
    mutex_.Lock();
    if (isStopping_)
      return;
    thread_ = next;
  }

private:
  static void poll(void *self) {
    auto *monitor = static_cast<SpaceMonitor *>(self);
    MutexLock lock(&monitor->mutex_);
    monitor->isRunning_ = false;
  }

  port::Mutex mutex_;
  port::Thread *thread_ = nullptr;
  long needed_ = 0;
  bool isRunning_ = false;
  bool isStopping_ = false;
};

int main() {
  SpaceMonitor monitor;
  monitor.startRecovery(1 << 20);
}
