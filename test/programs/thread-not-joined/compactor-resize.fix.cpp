// A crew of compaction threads whose size can be changed; the old threads are told to end and joined.
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#define CAPABILITY(x) __attribute__((capability(x)))
#define SCOPED_CAPABILITY __attribute__((scoped_lockable))
#define ACQUIRE(...) __attribute__((acquire_capability(__VA_ARGS__)))
#define RELEASE(...) __attribute__((release_capability(__VA_ARGS__)))
#define REQUIRES(...) __attribute__((requires_capability(__VA_ARGS__)))
#define GUARDED_BY(x) __attribute__((guarded_by(x)))

class CAPABILITY("mutex") Mutex {
public:
  void Lock() ACQUIRE() { mutex_.lock(); }
  void Unlock() RELEASE() { mutex_.unlock(); }

private:
  friend class CondVar;
  std::mutex mutex_;
};

class SCOPED_CAPABILITY MutexLock {
public:
  explicit MutexLock(Mutex *mutex) ACQUIRE(mutex) : mutex_(mutex) { mutex_->Lock(); }
  ~MutexLock() RELEASE() { mutex_->Unlock(); }
  MutexLock(const MutexLock &) = delete;
  MutexLock &operator=(const MutexLock &) = delete;

private:
  Mutex *const mutex_;
};

class CondVar {
public:
  void Wait(Mutex *mutex) REQUIRES(mutex) {
    std::unique_lock<std::mutex> lock(mutex->mutex_, std::adopt_lock);
    condition_.wait(lock);
    lock.release();
  }
  void SignalAll() { condition_.notify_all(); }

private:
  std::condition_variable condition_;
};

class Compactor {
public:
  explicit Compactor(unsigned size) { Start(size); }
  Compactor(const Compactor &) = delete;
  Compactor &operator=(const Compactor &) = delete;
  ~Compactor() {
    Retire();
    for (std::thread &worker : workers_)
      worker.join();
  }

  void Resize(unsigned size) {
    Retire();
    for (std::thread &worker : workers_)
      worker.join();
    workers_.clear();
    Start(size);
  }

  void Add(unsigned runs) {
    MutexLock hold(&mutex_);
    pending_ += runs;
    changed_.SignalAll();
  }

  unsigned Compacted() {
    MutexLock hold(&mutex_);
    return compacted_;
  }

private:
  void Start(unsigned size) {
    unsigned epoch = 0;
    {
      MutexLock hold(&mutex_);
      epoch = epoch_;
    }
    for (unsigned i = 0; i < size; ++i)
      workers_.emplace_back(&Compactor::Work, this, epoch);
  }

  void Retire() {
    MutexLock hold(&mutex_);
    ++epoch_;
    changed_.SignalAll();
  }

  void Work(unsigned epoch) {
    MutexLock hold(&mutex_);
    while (epoch_ == epoch) {
      if (pending_ == 0) {
        changed_.Wait(&mutex_);
        continue;
      }
      --pending_;
      ++compacted_;
    }
  }

  Mutex mutex_;
  CondVar changed_;
  unsigned epoch_ GUARDED_BY(mutex_) = 0;
  unsigned pending_ GUARDED_BY(mutex_) = 0;
  unsigned compacted_ GUARDED_BY(mutex_) = 0;
  std::vector<std::thread> workers_;
};

int main() {
  Compactor compactor(2);
  compactor.Add(5);
  compactor.Resize(3);
  while (compactor.Compacted() < 5)
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
}
