// A ledger whose tellers move money between accounts, each with a mutex of its own.
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace {

struct Booking {
  std::string text;
  std::int64_t cents;
};

struct Account {
  std::mutex mutex;
  std::int64_t cents = 0;
  std::vector<Booking> bookings;
};

class Ledger {
public:
  explicit Ledger(std::int64_t opening) {
    for (Account &account : accounts_) {
      std::lock_guard<std::mutex> opened(account.mutex);
      account.cents = opening;
    }
  }

  bool transfer(std::size_t source, std::size_t target, std::int64_t cents) {
    if (source == target || cents <= 0)
      return false;
    Account &from = accounts_.at(source);
    Account &to = accounts_.at(target);
    std::scoped_lock booking{from.mutex, to.mutex};
    if (from.cents < cents)
      return false;
    from.cents -= cents;
    to.cents += cents;
    from.bookings.push_back({"to " + std::to_string(target), -cents});
    to.bookings.push_back({"from " + std::to_string(source), cents});
    return true;
  }

  std::int64_t balance(std::size_t number) {
    Account &account = accounts_.at(number);
    std::lock_guard<std::mutex> reading(account.mutex);
    return account.cents;
  }

  std::size_t bookings(std::size_t number) {
    Account &account = accounts_.at(number);
    std::lock_guard<std::mutex> reading(account.mutex);
    return account.bookings.size();
  }

  std::size_t size() const { return accounts_.size(); }

private:
  std::array<Account, 6> accounts_;
};

void teller(Ledger &ledger, std::size_t home) {
  for (std::size_t round = 0; round < 500; ++round)
    ledger.transfer((home + round) % ledger.size(), (home + 3 * round + 1) % ledger.size(), 5);
}

} // namespace

int main() {
  Ledger ledger(10000);
  {
    std::jthread first(teller, std::ref(ledger), 0);
    std::jthread second(teller, std::ref(ledger), 2);
  }
  std::int64_t total = 0;
  std::size_t bookings = 0;
  for (std::size_t number = 0; number < ledger.size(); ++number) {
    total += ledger.balance(number);
    bookings += ledger.bookings(number);
  }
  return total == 60000 && bookings % 2 == 0 ? 0 : 1;
}
