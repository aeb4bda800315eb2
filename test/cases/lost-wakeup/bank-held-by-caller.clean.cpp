// A bank whose writes are in helpers, callbacks and templates that are called with the mutex held.
#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

class __attribute__((capability("mutex"))) Vault {
public:
  void lock() __attribute__((acquire_capability())) { mutex_.lock(); }
  void unlock() __attribute__((release_capability())) { mutex_.unlock(); }

private:
  std::mutex mutex_;
};

class Bank {
public:
  void deposit(const std::string &owner, long cents) {
    std::lock_guard<Vault> guard(vault_);
    add(owner, cents);
  }

  void payAll(long cents) {
    locked([this, cents] {
      for (auto &[owner, balance] : balances_)
        balance += cents;
    });
    changed_.notify_all();
  }

  // Calls `rule` with the vault locked.
  void apply(const std::function<void(std::map<std::string, long> &)> &rule) {
    std::lock_guard<Vault> guard(vault_);
    rule(balances_);
    changed_.notify_all();
  }

  void close() {
    std::unique_lock<Vault> lock(vault_);
    finish(lock, true);
  }

  bool withdraw(const std::string &owner, long cents) {
    std::unique_lock<Vault> lock(vault_);
    changed_.wait(lock, [&] { return closed_ || hasAtLeast(owner, cents); });
    if (!hasAtLeast(owner, cents))
      return false;
    balances_[owner] -= cents;
    return true;
  }

private:
  void add(const std::string &owner, long cents) __attribute__((requires_capability(vault_))) {
    balances_[owner] += cents;
    changed_.notify_all();
  }

  void finish(std::unique_lock<Vault> &lock, bool closed) {
    closed_ = closed;
    lock.unlock();
    changed_.notify_all();
  }

  bool hasAtLeast(const std::string &owner, long cents) const {
    const auto found = balances_.find(owner);
    return found != balances_.end() && found->second >= cents;
  }

  template <typename Action> void locked(Action action) {
    vault_.lock();
    action();
    vault_.unlock();
  }

  Vault vault_;
  std::condition_variable_any changed_;
  std::map<std::string, long> balances_;
  std::atomic<bool> closed_{false};
};

int main() {
  Bank bank;
  bool small = false, large = false, never = true;
  std::thread ada([&] {
    small = bank.withdraw("ada", 50);
    large = bank.withdraw("ada", 700);
    never = bank.withdraw("ada", 1'000'000);
  });
  bank.deposit("ada", 60);
  bank.payAll(40);
  bank.apply([](std::map<std::string, long> &balances) { balances["ada"] *= 10; });
  bank.apply([](std::map<std::string, long> &balances) { balances["ada"] += 1000; });
  std::thread janitor([&bank] { bank.close(); });
  janitor.join();
  ada.join();
  return small && large && !never ? 0 : 1;
}
