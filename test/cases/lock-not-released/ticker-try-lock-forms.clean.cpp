// A price ticker that tries locks in all the ways people write it, and unlocks exactly when it got them.
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <mutex>
#include <pthread.h>
#include <shared_mutex>
#include <thread>

using namespace std::chrono_literals;

class Ticker {
public:
  void update(double price) {
    while (!priceMutex_.try_lock())
      std::this_thread::yield();
    price_ = price;
    priceMutex_.unlock();
  }

  bool updateIfFree(double price) {
    const bool locked = priceMutex_.try_lock();
    if (locked)
      price_ = price;
    ++attempts_;
    if (!locked)
      return false;
    priceMutex_.unlock();
    return true;
  }

  // Gives up after three attempts of 10 ms.
  bool updateSoon(double price) {
    for (int attempt = 0; attempt < 3; ++attempt) {
      if (historyMutex_.try_lock_for(10ms)) {
        last_ = price;
        historyMutex_.unlock();
        return true;
      }
    }
    return false;
  }

  double read(double fallback) {
    if (!historyMutex_.try_lock_shared())
      return fallback;
    const double last = last_;
    historyMutex_.unlock_shared();
    return last;
  }

  bool settle() {
    if (const int failed = std::try_lock(priceMutex_, historyMutex_); failed != -1) {
      std::printf("lock %d is busy\n", failed);
      return false;
    }
    last_ = price_;
    historyMutex_.unlock();
    priceMutex_.unlock();
    return true;
  }

  bool maybe(bool wanted) {
    if (!wanted || !priceMutex_.try_lock())
      return false;
    price_ = 0;
    priceMutex_.unlock();
    return true;
  }

  double spread() {
    std::unique_lock<std::mutex> price(priceMutex_, std::defer_lock);
    if (!price.try_lock())
      return -1;
    std::unique_lock<std::shared_timed_mutex> history(historyMutex_, std::try_to_lock);
    if (!history)
      return -1;
    return price_ - last_;
  }

private:
  std::mutex priceMutex_;
  std::shared_timed_mutex historyMutex_;
  double price_ = 0;
  double last_ = 0;
  unsigned attempts_ = 0;
};

static pthread_mutex_t deviceLock = PTHREAD_MUTEX_INITIALIZER;

int pollDevice() {
  if (const int rc = pthread_mutex_trylock(&deviceLock); rc == EBUSY)
    return 0;
  else if (rc)
    return -rc;
  std::puts("poll");
  pthread_mutex_unlock(&deviceLock);
  return 1;
}

int main() {
  Ticker ticker;
  ticker.update(10);
  bool fine = ticker.updateIfFree(11) && ticker.updateSoon(9) && ticker.settle();
  fine = fine && ticker.read(0) == 11 && ticker.spread() == 0 && !ticker.maybe(false) && ticker.maybe(true);
  return fine && pollDevice() == 1 ? 0 : 1;
}
