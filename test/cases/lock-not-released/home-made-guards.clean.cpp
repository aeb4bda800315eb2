// A spin lock with home-made guards: annotated, conditional, movable, a scope exit, and a SYNCHRONIZED macro.
#include <atomic>
#include <cstdint>
#include <map>
#include <string>
#include <thread>
#include <utility>

#ifdef __clang__
#define TSA(...) __attribute__((__VA_ARGS__))
#else
#define TSA(...)
#endif

class TSA(capability("spin lock")) SpinLock {
public:
  void lock() TSA(acquire_capability()) {
    while (busy_.test_and_set(std::memory_order_acquire))
      std::this_thread::yield();
  }
  bool try_lock() TSA(try_acquire_capability(true)) { return !busy_.test_and_set(std::memory_order_acquire); }
  void unlock() TSA(release_capability()) { busy_.clear(std::memory_order_release); }

private:
  std::atomic_flag busy_;
};

class TSA(scoped_lockable) SpinGuard {
public:
  explicit SpinGuard(SpinLock &lock) TSA(acquire_capability(lock)) : lock_(lock) { lock_.lock(); }
  ~SpinGuard() TSA(release_capability()) { lock_.unlock(); }
  SpinGuard(const SpinGuard &) = delete;
  SpinGuard &operator=(const SpinGuard &) = delete;

private:
  SpinLock &lock_;
};

// Holds a lock or nothing; unannotated and movable.
class MaybeHeld {
public:
  MaybeHeld() = default;
  explicit MaybeHeld(SpinLock &lock) {
    if (lock.try_lock())
      lock_ = &lock;
  }
  MaybeHeld(MaybeHeld &&other) noexcept : lock_(std::exchange(other.lock_, nullptr)) {}
  MaybeHeld &operator=(MaybeHeld &&) = delete;
  ~MaybeHeld() {
    if (lock_)
      lock_->unlock();
  }
  explicit operator bool() const { return lock_ != nullptr; }

private:
  SpinLock *lock_ = nullptr;
};

template <typename F> class ScopeExit {
public:
  explicit ScopeExit(F f) : f_(std::move(f)) {}
  ~ScopeExit() { f_(); }
  ScopeExit(const ScopeExit &) = delete;
  ScopeExit &operator=(const ScopeExit &) = delete;

private:
  F f_;
};

#define SYNCHRONIZED(lockable) for (bool once = ((lockable).lock(), true); once; once = false, (lockable).unlock())

class Scoreboard {
public:
  void add(const std::string &player, std::int64_t points) {
    SpinGuard guard(lock_);
    scores_[player] += points;
  }

  std::int64_t best() {
    lock_.lock();
    ScopeExit release([this] { lock_.unlock(); });
    if (scores_.empty())
      return 0;
    std::int64_t best = scores_.begin()->second;
    for (const auto &[player, points] : scores_)
      if (points > best)
        best = points;
    return best;
  }

  bool tryReset() {
    MaybeHeld held = tryHold();
    if (!held)
      return false;
    scores_.clear();
    return true;
  }

  std::size_t players() {
    std::size_t count = 0;
    SYNCHRONIZED(lock_) {
      count = scores_.size();
    }
    return count;
  }

private:
  MaybeHeld tryHold() { return MaybeHeld(lock_); }

  SpinLock lock_;
  std::map<std::string, std::int64_t> scores_;
};

int main() {
  Scoreboard board;
  std::thread other([&board] { board.add("ada", 30); });
  board.add("bo", 20);
  other.join();
  return board.best() == 30 && board.players() == 2 && board.tryReset() ? 0 : 1;
}
