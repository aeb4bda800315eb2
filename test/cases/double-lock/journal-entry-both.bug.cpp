// A ledger of accounts; the transfer looks at the payer under its lock and then locks both accounts, the payer's once more.
#include <mutex>
#include <string>
#include <thread>
#include <utility>

struct Account {
  Account(std::string accountName, long start) : name(std::move(accountName)), balance(start) {}

  const std::string name;
  std::mutex lock;
  long balance;
  unsigned refusals = 0;
};

enum class Booking { Done, Refused };

Booking book(Account &payer, Account &payee, long amount) {
  if (&payer == &payee)
    return Booking::Refused;

  std::lock_guard<std::mutex> checking(payer.lock);
  if (payer.balance < amount) {
    ++payer.refusals;
    return Booking::Refused;
  }

  std::scoped_lock both(payer.lock, payee.lock); // finding: 'payer.lock'
  if (payer.balance < amount)
    return Booking::Refused;
  payer.balance -= amount;
  payee.balance += amount;
  return Booking::Done;
}

long balance(Account &account) {
  std::lock_guard<std::mutex> reading(account.lock);
  return account.balance;
}

int main() {
  Account rent("rent", 900), food("food", 100);
  std::thread monthly([&] {
    if (book(rent, food, 300) != Booking::Done)
      std::terminate();
  });
  const Booking tooMuch = book(food, rent, 5000);
  monthly.join();
  return tooMuch == Booking::Refused && balance(rent) == 600 && balance(food) == 400 ? 0 : 1;
}
