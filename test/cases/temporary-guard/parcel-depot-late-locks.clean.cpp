// A depot's guards look empty where they are made: deferred and locked later, optional, or made by a callee and moved.
#include <cstddef>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

class Depot {
public:
  // Without threads about, the caller may say that the lock is not needed.
  void store(int parcel, bool alone) {
    std::unique_lock<std::mutex> lock(mutex_, std::defer_lock);
    if (!alone)
      lock.lock();
    parcels_.push_back(parcel);
  }

  void storeAll(const std::vector<int> &parcels, bool alone) {
    std::optional<std::lock_guard<std::mutex>> lock;
    if (!alone)
      lock.emplace(mutex_);
    for (int parcel : parcels)
      parcels_.push_back(parcel);
  }

  std::optional<int> take() {
    std::unique_lock<std::mutex> lock = acquire();
    if (parcels_.empty())
      return std::nullopt;
    const int parcel = parcels_.back();
    parcels_.pop_back();
    return parcel;
  }

  std::size_t count() {
    std::unique_lock<std::mutex> lock;
    lock = acquire();
    return parcels_.size();
  }

  bool tryDrop() {
    std::unique_lock<std::mutex> lock(mutex_, std::defer_lock);
    if (!lock.try_lock() || parcels_.empty())
      return false;
    parcels_.pop_back();
    return true;
  }

private:
  std::unique_lock<std::mutex> acquire() {
    std::unique_lock<std::mutex> lock(mutex_);
    ++acquisitions_;
    return lock;
  }

  std::mutex mutex_;
  unsigned acquisitions_ = 0;
  std::vector<int> parcels_;
};

int main() {
  Depot depot;
  depot.store(0, true);
  depot.storeAll({1, 2, 3}, true);
  std::vector<std::thread> vans;
  for (int van = 0; van < 3; ++van)
    vans.emplace_back([&depot, van] {
      for (int i = 0; i < 20; ++i) {
        depot.store(van, false);
        depot.storeAll({van, i}, false);
        if (!depot.take())
          return;
      }
    });
  for (std::thread &van : vans)
    van.join();
  return depot.count() == 124 && depot.tryDrop() && depot.count() == 123 ? 0 : 1;
}
