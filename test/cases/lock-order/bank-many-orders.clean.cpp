// A bank whose transfers avoid deadlock in four ways: scoped_lock, lock + adopt, address order and try_lock back-off.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <numeric>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace {

enum class Status { Ok, SameAccount, InsufficientFunds, Frozen };

class Account {
public:
  Account(std::string owner, std::int64_t cents) : owner_(std::move(owner)), cents_(cents) {}

  const std::string &owner() const noexcept { return owner_; } // never changes

  void setFrozen(bool frozen) {
    std::lock_guard<std::mutex> lock(mutex_);
    frozen_ = frozen;
  }

private:
  friend class Bank;
  const std::string owner_;
  mutable std::mutex mutex_; // guards what follows
  std::int64_t cents_;
  bool frozen_ = false;
};

class Bank {
public:
  Account &open(std::string owner, std::int64_t cents) { // only before the threads start
    return accounts_.emplace_back(std::move(owner), cents);
  }

  Account &at(std::size_t index) { return accounts_.at(index); }

  static Status transferScoped(Account &from, Account &to, std::int64_t cents) {
    if (&from == &to)
      return Status::SameAccount;
    std::scoped_lock both(from.mutex_, to.mutex_);
    return moveLocked(from, to, cents);
  }

  static Status transferAdopt(Account &from, Account &to, std::int64_t cents) {
    if (&from == &to)
      return Status::SameAccount;
    std::lock(from.mutex_, to.mutex_);
    std::lock_guard<std::mutex> first(from.mutex_, std::adopt_lock);
    std::lock_guard<std::mutex> second(to.mutex_, std::adopt_lock);
    return moveLocked(from, to, cents);
  }

  static Status transferOrdered(Account &from, Account &to, std::int64_t cents) {
    if (&from == &to)
      return Status::SameAccount;
    const bool ascending = std::less<const Account *>{}(&from, &to);
    std::unique_lock<std::mutex> low(ascending ? from.mutex_ : to.mutex_);
    std::unique_lock<std::mutex> high(ascending ? to.mutex_ : from.mutex_);
    return moveLocked(from, to, cents);
  }

  static Status transferBackOff(Account &from, Account &to, std::int64_t cents) {
    if (&from == &to)
      return Status::SameAccount;
    auto pause = std::chrono::microseconds(1);
    for (;; pause = std::min(2 * pause, std::chrono::microseconds(500))) {
      std::unique_lock<std::mutex> source(from.mutex_);
      if (to.mutex_.try_lock()) {
        std::lock_guard<std::mutex> target(to.mutex_, std::adopt_lock);
        return moveLocked(from, to, cents);
      }
      source.unlock(); // never wait for one lock while holding the other
      std::this_thread::sleep_for(pause);
    }
  }

  // A consistent picture of all accounts: every lock is taken, in address order.
  std::int64_t total() const {
    std::vector<const Account *> ordered;
    for (const Account &account : accounts_)
      ordered.push_back(&account);
    std::sort(ordered.begin(), ordered.end(), std::less<const Account *>{});
    std::vector<std::unique_lock<std::mutex>> locks;
    locks.reserve(ordered.size());
    for (const Account *account : ordered)
      locks.emplace_back(account->mutex_);
    return std::accumulate(ordered.begin(), ordered.end(), std::int64_t{0},
                           [](std::int64_t sum, const Account *account) { return sum + account->cents_; });
  }

private:
  static Status moveLocked(Account &from, Account &to, std::int64_t cents) {
    if (from.frozen_ || to.frozen_)
      return Status::Frozen;
    if (from.cents_ < cents)
      return Status::InsufficientFunds;
    from.cents_ -= cents;
    to.cents_ += cents;
    return Status::Ok;
  }

  std::deque<Account> accounts_;
};

} // namespace

int main() {
  Bank bank;
  for (int i = 0; i < 5; ++i)
    bank.open("customer-" + std::to_string(i), 10'000);

  using Transfer = Status (*)(Account &, Account &, std::int64_t);
  constexpr std::array<Transfer, 4> kinds{&Bank::transferScoped, &Bank::transferAdopt, &Bank::transferOrdered,
                                          &Bank::transferBackOff};
  std::array<bool, 4> balanced{};
  std::vector<std::thread> tellers;
  for (std::size_t t = 0; t < kinds.size(); ++t)
    tellers.emplace_back([&bank, &kinds, &balanced, t] {
      std::mt19937 random(static_cast<unsigned>(t + 1));
      bool ok = true;
      for (int i = 0; i < 400; ++i) {
        Account &from = bank.at(random() % 5);
        Account &to = bank.at(random() % 5);
        const Status status = kinds[(t + static_cast<std::size_t>(i)) % kinds.size()](from, to, random() % 900);
        ok = ok && (status == Status::SameAccount) == (&from == &to);
        if (i % 100 == 0)
          ok = ok && bank.total() == 50'000;
        if (i % 80 == 0)
          from.setFrozen(i % 160 == 0);
      }
      balanced[t] = ok; // each teller has its own element
    });
  for (std::thread &teller : tellers)
    teller.join();
  std::printf("%s and others: %lld cents\n", bank.at(0).owner().c_str(), static_cast<long long>(bank.total()));
  return bank.total() == 50'000 && balanced == std::array<bool, 4>{true, true, true, true} ? 0 : 1;
}
