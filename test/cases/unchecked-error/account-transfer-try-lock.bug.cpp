// Moves money between two accounts; std::try_lock()'s answer is ignored, so the balances change even when a lock was busy.
#include <cstdio>
#include <mutex>
#include <thread>
#include <vector>

struct Account {
  explicit Account(long initial) : balance(initial) {}
  std::mutex guard;
  long balance;
};

enum class Transfer { Done, Poor, Busy };

Transfer transfer(Account &from, Account &to, long amount) {
  if (&from == &to)
    return Transfer::Done;
  std::unique_lock<std::mutex> source(from.guard, std::defer_lock);
  std::unique_lock<std::mutex> target(to.guard, std::defer_lock);
  std::try_lock(source, target); // finding: 'try_lock'
  if (from.balance < amount)
    return Transfer::Poor;
  from.balance -= amount;
  to.balance += amount;
  return Transfer::Done;
}

int main() {
  Account alice(1000), bob(1000);
  auto shuffle = [](Account &from, Account &to) {
    for (int round = 0; round < 10'000; ++round) {
      switch (transfer(from, to, 3)) {
      case Transfer::Done:
        break;
      case Transfer::Poor:
        return;
      case Transfer::Busy:
        std::this_thread::yield();
        break;
      }
    }
  };
  std::vector<std::thread> threads;
  threads.emplace_back([&] { shuffle(alice, bob); });
  threads.emplace_back([&] { shuffle(bob, alice); });
  for (std::thread &thread : threads)
    thread.join();
  std::printf("%ld + %ld = %ld\n", alice.balance, bob.balance, alice.balance + bob.balance);
  return alice.balance + bob.balance == 2000 ? 0 : 1;
}
