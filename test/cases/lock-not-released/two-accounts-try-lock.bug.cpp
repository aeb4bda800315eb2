// A ledger of two accounts per customer that moves money only if both are free; std::try_lock says -1 for success; without enough money one of the two stays locked.
#include <cstdio>
#include <mutex>

struct Account {
  std::mutex mutex;
  long balance = 0;
};

class Customer {
public:
  void deposit(long amount) {
    std::lock_guard<std::mutex> guard(checking_.mutex);
    checking_.balance += amount;
  }

  enum class Outcome { Done, Busy, Short };

  Outcome save(long amount) {
    if (std::try_lock(checking_.mutex, savings_.mutex) != -1) // finding: 'savings_.mutex'
      return Outcome::Busy;
    if (checking_.balance < amount) {
      checking_.mutex.unlock();
      return Outcome::Short;
    }
    checking_.balance -= amount;
    savings_.balance += amount;
    savings_.mutex.unlock();
    checking_.mutex.unlock();
    return Outcome::Done;
  }

  long total() {
    const int busy = std::try_lock(checking_.mutex, savings_.mutex);
    if (busy >= 0)
      return -1;
    std::lock_guard<std::mutex> checking(checking_.mutex, std::adopt_lock);
    std::lock_guard<std::mutex> savings(savings_.mutex, std::adopt_lock);
    return checking_.balance + savings_.balance;
  }

private:
  Account checking_;
  Account savings_;
};

int main() {
  Customer customer;
  customer.deposit(50);
  if (customer.save(20) == Customer::Outcome::Done)
    std::printf("%ld in all\n", customer.total());
}
