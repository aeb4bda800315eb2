// Home-made monitors and condition classes around one bare wait each, whose users loop: a base class, an annotated class, a macro, and a template.
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Monitor {
protected:
  class Entry {
  public:
    explicit Entry(Monitor &monitor) : lock_(monitor.mutex_) {}

  private:
    friend class Monitor;
    std::unique_lock<std::mutex> lock_;
  };

  void wait(Entry &entry) { changed_.wait(entry.lock_); }
  void notifyAll() { changed_.notify_all(); }

private:
  std::mutex mutex_;
  std::condition_variable changed_;
};

class Turnstile : Monitor {
public:
  void insertCoin() {
    Entry entry(*this);
    ++coins_;
    notifyAll();
  }

  void pass() {
    Entry entry(*this);
    while (coins_ == 0)
      wait(entry);
    --coins_;
  }

private:
  unsigned coins_ = 0;
};

namespace os {

class __attribute__((capability("mutex"))) Mutex {
public:
  void lock() __attribute__((acquire_capability())) { mutex_.lock(); }
  void unlock() __attribute__((release_capability())) { mutex_.unlock(); }

private:
  friend class Event;
  std::mutex mutex_;
};

class Event {
public:
  void await(Mutex &mutex) __attribute__((requires_capability(mutex))) {
    std::unique_lock<std::mutex> lock(mutex.mutex_, std::adopt_lock);
    event_.wait(lock);
    lock.release();
  }

  template <typename Condition>
  void awaitThat(Mutex &mutex, Condition condition) __attribute__((requires_capability(mutex))) {
    while (!condition())
      await(mutex);
  }

  void raise() { event_.notify_all(); }

private:
  std::condition_variable event_;
};

} // namespace os

#define WAIT_WHILE(condition, event, mutex)                                                                            \
  do {                                                                                                                 \
    while (condition)                                                                                                  \
      (event).await(mutex);                                                                                            \
  } while (0)

class Ferry {
public:
  void board(const std::string &passenger) {
    mutex_.lock();
    WAIT_WHILE(passengers_.size() == 2, left_, mutex_);
    passengers_.push_back(passenger);
    if (passengers_.size() == 2)
      full_.raise();
    mutex_.unlock();
  }

  std::size_t cross() {
    mutex_.lock();
    full_.awaitThat(mutex_, [this] { return passengers_.size() == 2; });
    std::size_t letters = 0;
    for (const std::string &passenger : passengers_)
      letters += passenger.size();
    passengers_.clear();
    left_.raise();
    mutex_.unlock();
    return letters;
  }

private:
  os::Mutex mutex_;
  os::Event full_;
  os::Event left_;
  std::vector<std::string> passengers_;
};

int main() {
  Turnstile turnstile;
  Ferry ferry;
  std::thread crowd([&] {
    for (const char *name : {"ada", "bo", "cleo", "dan"}) {
      turnstile.pass();
      ferry.board(name);
    }
  });
  for (int coin = 0; coin < 4; ++coin)
    turnstile.insertCoin();
  const std::size_t letters = ferry.cross() + ferry.cross();
  crowd.join();
  return letters == 12 ? 0 : 1;
}
