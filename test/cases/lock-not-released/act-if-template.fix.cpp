// A helper that acts on guarded data if a condition holds, for any kind of mutex.
#include <mutex>
#include <shared_mutex>
#include <string>
#include <vector>

template <typename Lockable, typename Condition, typename Action>
bool actIf(Lockable &lockable, Condition condition, Action action) {
  lockable.lock();
  if (!condition()) {
    lockable.unlock();
    return false;
  }
  action();
  lockable.unlock();
  return true;
}

class Bank {
public:
  bool withdraw(long cents) {
    return actIf(
        mutex_, [&] { return balance_ >= cents; }, [&] { balance_ -= cents; });
  }

  void deposit(long cents) {
    std::lock_guard<std::mutex> guard(mutex_);
    balance_ += cents;
  }

private:
  std::mutex mutex_;
  long balance_ = 0;
};

class GuestList {
public:
  bool add(const std::string &guest) {
    return actIf(
        mutex_, [&] { return guests_.size() < 100; }, [&] { guests_.push_back(guest); });
  }

  std::size_t size() const {
    std::shared_lock<std::shared_mutex> reading(mutex_);
    return guests_.size();
  }

private:
  mutable std::shared_mutex mutex_;
  std::vector<std::string> guests_;
};

int main() {
  Bank bank;
  bank.deposit(100);
  GuestList guests;
  const bool paid = bank.withdraw(80) && guests.add("Ada");
  return paid && !bank.withdraw(80) && guests.size() == 1 ? 0 : 1;
}
