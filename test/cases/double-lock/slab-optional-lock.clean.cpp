// A slab of fixed-size blocks whose functions take the lock only if they are told so, and helpers named ...Locked that never do.
#include <array>
#include <cstddef>
#include <mutex>
#include <thread>

class Slab {
public:
  enum class Locking { Take, HaveIt };

  int take(Locking locking = Locking::Take) {
    if (locking == Locking::Take)
      mutex_.lock();
    const int block = firstFreeLocked();
    if (block >= 0)
      used_[static_cast<std::size_t>(block)] = true;
    if (locking == Locking::Take)
      mutex_.unlock();
    return block;
  }

  void give(int block, bool needLock) {
    std::unique_lock<std::mutex> lock(mutex_, std::defer_lock);
    if (needLock)
      lock.lock();
    used_[static_cast<std::size_t>(block)] = false;
    if (usedLocked() == 0)
      trimLocked();
  }

  // Both or none.
  bool takePair(int &first, int &second) {
    std::lock_guard<std::mutex> lock(mutex_);
    first = take(Locking::HaveIt);
    if (first < 0)
      return false;
    second = take(Locking::HaveIt);
    if (second < 0) {
      give(first, false);
      return false;
    }
    return true;
  }

  std::size_t used() {
    mutex_.lock();
    const std::size_t count = usedLocked();
    mutex_.unlock();
    return count;
  }

  unsigned trims() {
    std::lock_guard<std::mutex> lock(mutex_);
    return trims_;
  }

private:
  int firstFreeLocked() const {
    for (std::size_t block = 0; block < used_.size(); ++block)
      if (!used_[block])
        return static_cast<int>(block);
    return -1;
  }

  std::size_t usedLocked() const {
    std::size_t count = 0;
    for (const bool used : used_)
      count += used;
    return count;
  }

  void trimLocked() { ++trims_; }

  std::mutex mutex_;
  std::array<bool, 4> used_{};
  unsigned trims_ = 0;
};

int main() {
  Slab slab;
  int first = -1, second = -1, alone = -1;
  std::thread other([&] { alone = slab.take(); });
  const bool paired = slab.takePair(first, second);
  other.join();
  if (!paired || alone < 0 || slab.used() != 3)
    return 1;
  for (const int block : {first, second, alone})
    slab.give(block, true);
  return slab.trims() == 1 ? 0 : 1;
}
