// Books a transfer over accounts that are locked one by one, the unlock of each of which is put off at once to the end of the function.
#include <leash/defer.h>
#include <leash/error.h>
#include <leash/mutex.h>

#include <cstdio>
#include <string>

struct Account {
  std::string owner;
  long cents = 0;
  leash::mutex mutex;
};

inline constexpr leash::sentinel_error too_little("not enough money");

class Ledger {
public:
  leash::error transfer(Account &from, Account &to, long cents) {
    leash::defer_stack unlocking;
    from.mutex.lock();
    unlocking.defer([&from] { from.mutex.unlock(); });
    if (from.cents < cents)
      return leash::errorf("{}: {}", from.owner, leash::wrap(too_little));
    to.mutex.lock();
    unlocking.defer([&to] { to.mutex.unlock(); });
    if (to.cents + cents > limit_)
      return leash::errorf("{} has too much already", to.owner);
    from.cents -= cents;
    to.cents += cents;
    return {};
  }

private:
  long limit_ = 100'000'00;
};

int main() {
  Account ann{"ann", 50'00, {}}, bob{"bob", 0, {}};
  Ledger ledger;
  for (long cents : {20'00, 40'00, 10'00})
    if (leash::error err = ledger.transfer(ann, bob, cents))
      std::printf("%s\n", err.message().c_str());
}
