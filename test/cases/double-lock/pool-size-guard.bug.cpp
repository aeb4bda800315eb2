// A pool of workers behind a guard of its own, which can be told to let go: the resize goes on to the limits, which take
// the mutex themselves, without having told it.
#include <mutex>
#include <thread>

template <class Mutex> class ScopedHold {
public:
  constexpr ScopedHold() noexcept = default;
  explicit ScopedHold(Mutex &mutex) { acquire(mutex); }
  ScopedHold(const ScopedHold &) = delete;
  ScopedHold &operator=(const ScopedHold &) = delete;
  ~ScopedHold() {
    if (mutex_)
      release();
  }
  void acquire(Mutex &mutex) {
    mutex_ = &mutex;
    mutex.lock();
  }
  void release() {
    mutex_->unlock();
    mutex_ = nullptr;
  }

private:
  Mutex *mutex_ = nullptr;
};

class Pool {
public:
  static void open(unsigned workers) {
    ScopedHold<std::mutex> hold(mutex_);
    if (!resize(hold, workers)) // finding: 'mutex_' is locked again
      workers_ = workers;
  }
  static bool close(bool waits) {
    bool isLast = false;
    {
      ScopedHold<std::mutex> hold(mutex_);
      while (waits && users_ > 1) {
        hold.release();
        std::this_thread::yield();
        hold.acquire(mutex_);
      }
      isLast = --users_ == 0;
    }
    if (isLast)
      setLimit(0);
    return isLast;
  }

private:
  static bool resize(ScopedHold<std::mutex> &hold, unsigned workers) {
    if (workers_ == 0)
      return false;
    ++users_;
    setLimit(workers);
    return true;
  }
  static void setLimit(unsigned workers) {
    ScopedHold<std::mutex> hold(mutex_);
    limit_ = workers;
  }

  static std::mutex mutex_;
  static unsigned workers_, users_, limit_;
};

std::mutex Pool::mutex_;
unsigned Pool::workers_ = 0, Pool::users_ = 1, Pool::limit_ = 0;

int main() {
  Pool::open(4);
  std::thread other([] { Pool::open(2); });
  other.join();
  return Pool::close(true) ? 0 : 1;
}
