// A ledger guards its accounts with a home-made ScopedLock, which refund() makes as a temporary that is gone at once.
#include <cstddef>
#include <mutex>
#include <thread>
#include <vector>

class ScopedLock {
public:
  explicit ScopedLock(std::mutex &mutex) : mutex_(mutex) { mutex_.lock(); }
  ~ScopedLock() { mutex_.unlock(); }
  ScopedLock(const ScopedLock &) = delete;
  ScopedLock &operator=(const ScopedLock &) = delete;

private:
  std::mutex &mutex_;
};

struct Account {
  std::mutex lock;
  long litres = 0;
  unsigned bookings = 0;
};

class FuelLedger {
public:
  explicit FuelLedger(std::size_t accounts) : accounts_(accounts) {}

  void charge(std::size_t number, long litres) {
    Account *account = &accounts_.at(number);
    ScopedLock guard(account->lock);
    account->litres += litres;
    ++account->bookings;
  }

  void refund(std::size_t number, long litres) {
    Account *account = &accounts_.at(number);
    ScopedLock(account->lock); // finding: 'account->lock'
    account->litres -= litres;
    ++account->bookings;
  }

  long litres(std::size_t number) {
    Account *account = &accounts_.at(number);
    ScopedLock guard(account->lock);
    return account->litres;
  }

  unsigned bookings(std::size_t number) {
    Account *account = &accounts_.at(number);
    ScopedLock guard(account->lock);
    return account->bookings;
  }

private:
  std::vector<Account> accounts_;
};

int main() {
  FuelLedger ledger(3);
  std::thread pump([&ledger] {
    for (int i = 0; i < 200; ++i)
      ledger.charge(1, 10);
  });
  std::thread office([&ledger] {
    for (int i = 0; i < 100; ++i)
      ledger.refund(1, 5);
  });
  pump.join();
  office.join();
  return ledger.litres(1) == 1500 && ledger.bookings(1) == 300 && ledger.litres(0) == 0 ? 0 : 1;
}
