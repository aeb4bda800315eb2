// Money transfers that lock both accounts at once; a refused transfer returns before the second guard has adopted its mutex.
#include <mutex>
#include <string>
#include <thread>
#include <utility>

struct Account {
  explicit Account(std::string ownerName, long balance) : owner(std::move(ownerName)), cents(balance) {}

  std::string owner;
  std::mutex mutex;
  long cents;
  bool frozen = false;
};

enum class Outcome { Done, Refused };

Outcome transfer(Account &from, Account &to, long amount) {
  if (&from == &to)
    return Outcome::Done;

  std::lock(from.mutex, to.mutex); // finding: 'to.mutex'
  std::lock_guard<std::mutex> holdFrom(from.mutex, std::adopt_lock);
  if (from.frozen || from.cents < amount)
    return Outcome::Refused;

  std::lock_guard<std::mutex> holdTo(to.mutex, std::adopt_lock);
  if (to.frozen)
    return Outcome::Refused;
  from.cents -= amount;
  to.cents += amount;
  return Outcome::Done;
}

long worth(Account &first, Account &second) {
  std::scoped_lock both(first.mutex, second.mutex);
  return first.cents + second.cents;
}

int main() {
  Account alice("alice", 10'000), bob("bob", 500);
  std::thread there([&] {
    for (int round = 0; round < 50; ++round)
      transfer(alice, bob, 300);
  });
  std::thread back([&] {
    for (int round = 0; round < 50; ++round)
      transfer(bob, alice, 200);
  });
  there.join();
  back.join();
  return worth(alice, bob) == 10'500 ? 0 : 1;
}
