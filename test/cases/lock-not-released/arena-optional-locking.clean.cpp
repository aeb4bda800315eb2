// A memory arena that is locked only when it is shared: correlated branches, a mutex pointer that may be null, and a flag.
#include <cstddef>
#include <cstdlib>
#include <mutex>
#include <new>
#include <vector>

enum class Sharing { Private, Shared };

class Arena {
public:
  Arena(Sharing sharing, std::size_t limit) : sharing_(sharing), limit_(limit) {}
  Arena(const Arena &) = delete;
  Arena &operator=(const Arena &) = delete;
  ~Arena() { reset(); }

  void *allocate(std::size_t size) noexcept {
    const bool shared = sharing_ == Sharing::Shared;
    if (shared)
      mutex_.lock();

    void *block = nullptr;
    if (used_ + size <= limit_)
      block = std::malloc(size);
    if (!block) {
      ++failures_;
      if (shared)
        mutex_.unlock();
      return nullptr;
    }
    used_ += size;
    blocks_.push_back(block);

    if (shared)
      mutex_.unlock();
    return block;
  }

  void reset() {
    std::mutex *mutex = sharing_ == Sharing::Shared ? &mutex_ : nullptr;
    if (mutex)
      mutex->lock();
    for (void *block : blocks_)
      std::free(block);
    blocks_.clear();
    used_ = 0;
    if (mutex)
      mutex->unlock();
  }

  // Without `exact` a stale answer will do, and nobody waits.
  std::size_t available(bool exact) {
    bool locked = false;
    if (exact && sharing_ == Sharing::Shared) {
      mutex_.lock();
      locked = true;
    }
    std::size_t left = 0;
    switch (limit_) {
    case 0:
      break;
    default:
      left = limit_ - used_;
    }
    if (locked)
      mutex_.unlock();
    return left;
  }

  // The caller says whether it holds the lock already.
  unsigned takeFailures(bool alreadyLocked) {
    if (!alreadyLocked)
      mutex_.lock();
    const unsigned result = failures_;
    failures_ = 0;
    if (alreadyLocked)
      return result;
    mutex_.unlock();
    return result;
  }

private:
  const Sharing sharing_;
  const std::size_t limit_;
  std::mutex mutex_;
  std::size_t used_ = 0;
  unsigned failures_ = 0;
  std::vector<void *> blocks_;
};

int main() {
  Arena scratch(Sharing::Private, 1024);
  Arena heap(Sharing::Shared, 64);
  void *first = heap.allocate(48);
  void *second = heap.allocate(48);
  const bool asExpected = first && !second && heap.takeFailures(false) == 1 && heap.available(true) == 16;
  return asExpected && scratch.available(true) == 1024 ? 0 : 1;
}
