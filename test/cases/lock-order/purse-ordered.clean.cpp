// Payments between purses that lock both in a fixed order, whichever pays: by address, by number, and by a helper that sorts them.
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

struct Purse {
  Purse(unsigned purseNumber, long start) : number(purseNumber), cents(start) {}

  const unsigned number;
  std::mutex mutex;
  long cents;
};

bool payByAddress(Purse &from, Purse &to, long cents) {
  if (&from == &to)
    return false;
  Purse *const first = std::less<Purse *>()(&from, &to) ? &from : &to;
  Purse *const second = first == &from ? &to : &from;
  std::lock_guard<std::mutex> lockFirst(first->mutex);
  std::lock_guard<std::mutex> lockSecond(second->mutex);
  if (from.cents < cents)
    return false;
  from.cents -= cents;
  to.cents += cents;
  return true;
}

static bool move(Purse &from, Purse &to, long cents) {
  if (from.cents < cents)
    return false;
  from.cents -= cents;
  to.cents += cents;
  return true;
}

static bool lessInMemory(const Purse &a, const Purse &b) { return std::less<const Purse *>()(&a, &b); }

bool payInBranches(Purse &from, Purse &to, long cents) {
  if (&from == &to)
    return false;
  if (lessInMemory(from, to)) {
    std::lock_guard<std::mutex> lockFrom(from.mutex);
    std::lock_guard<std::mutex> lockTo(to.mutex);
    return move(from, to, cents);
  }
  std::lock_guard<std::mutex> lockTo(to.mutex);
  std::lock_guard<std::mutex> lockFrom(from.mutex);
  return move(from, to, cents);
}

class LockedPair {
public:
  LockedPair(Purse &a, Purse &b) : first_(&a), second_(&b) {
    if (!lessInMemory(a, b))
      std::swap(first_, second_);
    first_->mutex.lock();
    second_->mutex.lock();
  }
  ~LockedPair() {
    second_->mutex.unlock();
    first_->mutex.unlock();
  }
  LockedPair(const LockedPair &) = delete;
  LockedPair &operator=(const LockedPair &) = delete;

private:
  Purse *first_;
  Purse *second_;
};

long paySorted(Purse &from, Purse &to, long cents) {
  if (from.number == to.number)
    return 0;
  LockedPair both(from, to);
  return move(from, to, cents) ? cents : 0;
}

int main() {
  Purse shop(1, 1000), guest(2, 1000);
  long refunded = 0;
  std::thread there([&] {
    for (int round = 0; round < 100; ++round)
      if (!payByAddress(shop, guest, 2) || !payInBranches(shop, guest, 1))
        refunded += paySorted(guest, shop, 500);
  });
  std::thread back([&] {
    for (int round = 0; round < 100; ++round)
      if (paySorted(guest, shop, 3) == 0 && !payInBranches(shop, guest, 400))
        return;
  });
  there.join();
  back.join();
  std::scoped_lock both(shop.mutex, guest.mutex);
  return shop.cents + guest.cents == 2000 && refunded >= 0 ? 0 : 1;
}
