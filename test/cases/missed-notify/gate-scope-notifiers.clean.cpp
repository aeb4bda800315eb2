// Notifications by the ends of scopes: a notifier class, a scope exit, a lock that notifies when it is unlocked, and notify_all_at_thread_exit.
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

class NotifyAtEnd {
public:
  explicit NotifyAtEnd(std::condition_variable &condition) : condition_(condition) {}
  ~NotifyAtEnd() { condition_.notify_all(); }
  NotifyAtEnd(const NotifyAtEnd &) = delete;
  NotifyAtEnd &operator=(const NotifyAtEnd &) = delete;

private:
  std::condition_variable &condition_;
};

template <typename F> class Finally {
public:
  explicit Finally(F f) : f_(std::move(f)) {}
  ~Finally() { f_(); }
  Finally(const Finally &) = delete;
  Finally &operator=(const Finally &) = delete;

private:
  F f_;
};

struct Signalled {
  std::mutex mutex;
  std::condition_variable changed;
};

// Unlocks, and tells everybody that something has changed.
class ChangeLock {
public:
  explicit ChangeLock(Signalled &signalled) : signalled_(signalled) { signalled_.mutex.lock(); }
  ~ChangeLock() {
    signalled_.mutex.unlock();
    signalled_.changed.notify_all();
  }
  ChangeLock(const ChangeLock &) = delete;
  ChangeLock &operator=(const ChangeLock &) = delete;

private:
  Signalled &signalled_;
};

class Gate {
public:
  bool open(unsigned code) {
    NotifyAtEnd notify(state_.changed);
    std::lock_guard<std::mutex> guard(state_.mutex);
    if (code % 2 == 0)
      return false;
    ++opened_;
    if (code > 100)
      return true;
    lastCode_ = code;
    return true;
  }

  void openChecked(unsigned code) {
    Finally notify([this] { state_.changed.notify_all(); });
    std::lock_guard<std::mutex> guard(state_.mutex);
    ++opened_;
    if (code == 0)
      throw std::invalid_argument("no code");
    lastCode_ = code;
  }

  void openSilently() {
    ChangeLock lock(state_);
    ++opened_;
  }

  void openAtExit() {
    std::unique_lock<std::mutex> lock(state_.mutex);
    ++opened_;
    std::notify_all_at_thread_exit(state_.changed, std::move(lock));
  }

  unsigned awaitOpened(unsigned times) {
    std::unique_lock<std::mutex> lock(state_.mutex);
    state_.changed.wait(lock, [this, times] { return opened_ >= times; });
    return lastCode_;
  }

private:
  Signalled state_;
  unsigned opened_ = 0;
  unsigned lastCode_ = 0;
};

int main() {
  Gate gate;
  unsigned code = 0;
  std::thread visitor([&] { code = gate.awaitOpened(5); });
  const bool opened = gate.open(7) && !gate.open(8) && gate.open(101);
  bool refused = false;
  try {
    gate.openChecked(0);
  } catch (const std::invalid_argument &) {
    refused = true;
  }
  gate.openSilently();
  std::thread last([&gate] { gate.openAtExit(); });
  last.join();
  visitor.join();
  return opened && refused && code == 7 ? 0 : 1;
}
