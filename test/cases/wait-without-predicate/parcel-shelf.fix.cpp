// A shelf of parcels in a code base with its own mutex and condition classes; couriers wait until there is a parcel.
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
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
  void Signal() { condition_.notify_one(); }

private:
  std::condition_variable condition_;
};

class Shelf {
public:
  void Put(std::string parcel) {
    MutexLock hold(&mutex_);
    parcels_.push_back(std::move(parcel));
    delivered_.Signal();
  }

  std::string Take() {
    MutexLock hold(&mutex_);
    WaitForParcel();
    std::string parcel = std::move(parcels_.back());
    parcels_.pop_back();
    return parcel;
  }

private:
  void WaitForParcel() REQUIRES(mutex_) {
    while (parcels_.empty())
      delivered_.Wait(&mutex_);
  }

  Mutex mutex_;
  CondVar delivered_;
  std::vector<std::string> parcels_ GUARDED_BY(mutex_);
};

static void Carry(Shelf &shelf, std::size_t &letters) {
  for (int round = 0; round < 2; ++round)
    letters += shelf.Take().size();
}

int main() {
  Shelf shelf;
  std::size_t ada = 0, bo = 0;
  std::thread first(Carry, std::ref(shelf), std::ref(ada));
  std::thread second(Carry, std::ref(shelf), std::ref(bo));
  for (const char *parcel : {"book", "lamp", "shoes", "tea"})
    shelf.Put(parcel);
  first.join();
  second.join();
  return ada + bo == 16 ? 0 : 1;
}
