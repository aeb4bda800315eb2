// A connection pool that hands locks over: into guards, into returned leases, into a deleter, and out of a unique_lock by release().
#include <array>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

struct Slot {
  std::mutex mutex;
  std::string address;
  bool broken = false;
  unsigned uses = 0;
};

class Lease {
public:
  // Takes over a slot that is locked already.
  explicit Lease(Slot &slot) : slot_(&slot) {}
  Lease(Lease &&other) noexcept : slot_(std::exchange(other.slot_, nullptr)) {}
  Lease &operator=(Lease &&) = delete;
  ~Lease() {
    if (slot_)
      slot_->mutex.unlock();
  }

  Slot *operator->() const { return slot_; }

private:
  Slot *slot_;
};

struct Unlocker {
  void operator()(std::mutex *mutex) const { mutex->unlock(); }
};
using HeldMutex = std::unique_ptr<std::mutex, Unlocker>;

class Pool {
public:
  std::optional<Lease> tryLease() {
    for (Slot &slot : slots_) {
      if (!slot.mutex.try_lock())
        continue;
      if (slot.broken) {
        slot.mutex.unlock();
        continue;
      }
      ++slot.uses;
      return Lease(slot);
    }
    return std::nullopt;
  }

  Lease lease(std::size_t index) {
    Slot &slot = slots_[index];
    std::unique_lock<std::mutex> lock(slot.mutex);
    ++slot.uses;
    lock.release();
    return Lease(slot);
  }

  std::unique_lock<std::mutex> pin(std::size_t index) {
    slots_[index].mutex.lock();
    return std::unique_lock<std::mutex>(slots_[index].mutex, std::adopt_lock);
  }

  HeldMutex freeze(std::size_t index) {
    std::unique_lock<std::mutex> lock(slots_[index].mutex);
    slots_[index].broken = true;
    return HeldMutex(lock.release());
  }

  void swapAddresses(std::size_t a, std::size_t b) {
    if (a == b)
      return;
    std::lock(slots_[a].mutex, slots_[b].mutex);
    std::lock_guard<std::mutex> first(slots_[a].mutex, std::adopt_lock);
    std::lock_guard<std::mutex> second(slots_[b].mutex, std::adopt_lock);
    slots_[a].address.swap(slots_[b].address);
  }

  bool repair(std::size_t index) {
    Slot &slot = slots_[index];
    slot.mutex.lock();
    return repairLocked(slot);
  }

  void forget(std::size_t index) {
    std::unique_lock<std::mutex> lock(slots_[index].mutex);
    slots_[index].address.clear();
    lock.release()->unlock();
  }

private:
  // Takes the lock over from its caller.
  static bool repairLocked(Slot &slot) {
    std::lock_guard<std::mutex> guard(slot.mutex, std::adopt_lock);
    if (slot.address.empty())
      return false;
    slot.broken = false;
    return true;
  }

  std::array<Slot, 8> slots_;
};

int main() {
  Pool pool;
  {
    std::optional<Lease> any = pool.tryLease();
    if (!any)
      return 1;
    (*any)->address = "db-1:5432";
  }
  pool.lease(1)->address = "db-2:5432";
  { HeldMutex frozen = pool.freeze(0); }
  { std::unique_lock<std::mutex> pinned = pool.pin(2); }
  pool.swapAddresses(0, 1);
  pool.forget(3);
  return pool.repair(0) ? 0 : 1;
}
