// A wallet that juggles its guards: moved, swapped, released and unlocked through the pointer, locked again, reset, and kept in an optional.
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

class Wallet {
public:
  using Lock = std::unique_lock<std::mutex>;

  void put(long cents) {
    Lock lock(coinsMutex_);
    coins_ += cents;
    std::mutex *const bare = lock.release();
    bare->unlock();
  }

  long take(long cents) {
    Lock first(coinsMutex_);
    Lock second;
    second.swap(first);
    const long taken = cents < coins_ ? cents : coins_;
    coins_ -= taken;
    second.unlock();
    second.lock();
    ++withdrawals_;
    first = std::move(second);
    first.unlock();
    return taken;
  }

  long peek() {
    std::optional<Lock> lock(std::in_place, coinsMutex_);
    const long coins = coins_;
    lock.reset();
    return coins;
  }

  unsigned withdrawals() {
    auto lock = std::make_unique<Lock>(coinsMutex_);
    const unsigned result = withdrawals_;
    lock.reset();
    return result;
  }

  Lock open() { return Lock(coinsMutex_); }

  bool spend(long cents) {
    Lock lock = open();
    if (coins_ < cents) {
      lock.unlock();
      put(1);
      lock.lock();
      if (coins_ < cents)
        return false;
    }
    coins_ -= cents;
    Lock kept(std::move(lock));
    if (kept)
      kept.unlock();
    return true;
  }

  bool tryPut(long cents) {
    Lock lock(coinsMutex_, std::defer_lock);
    if (!lock.try_lock())
      return false;
    coins_ += cents;
    lock.unlock();
    return !lock;
  }

private:
  std::mutex coinsMutex_;
  long coins_ = 0;
  unsigned withdrawals_ = 0;
};

int main() {
  Wallet wallet;
  std::thread salary([&wallet] {
    for (int month = 0; month < 12; ++month)
      wallet.put(100);
  });
  const long early = wallet.take(50);
  salary.join();
  const bool found = wallet.tryPut(early);
  return found && wallet.peek() == 1200 && wallet.spend(1201) && wallet.peek() == 0 && wallet.withdrawals() == 1 ? 0 : 1;
}
