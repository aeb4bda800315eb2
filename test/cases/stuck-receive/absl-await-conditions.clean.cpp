// Abseil waits that need no signal: absl::Mutex checks its conditions at each unlock; the others are notified through pointers.
#include <cstdio>
#include <functional>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/barrier.h"
#include "absl/synchronization/blocking_counter.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"

class Account {
 public:
  void Deposit(int amount) {
    absl::MutexLock lock(&mu_);
    balance_ += amount;
  }
  void Withdraw(int amount) {
    auto enough = [this, amount]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mu_) { return balance_ >= amount; };
    mu_.LockWhen(absl::Condition(&enough));
    balance_ -= amount;
    mu_.Unlock();
  }
  void AwaitEmpty() {
    absl::MutexLock lock(&mu_);
    mu_.Await(absl::Condition(+[](int* balance) { return *balance == 0; }, &balance_));
  }

 private:
  absl::Mutex mu_;
  int balance_ ABSL_GUARDED_BY(mu_) = 0;
};

class Printer {
 public:
  void Print(int page) {
    absl::MutexLock lock(&mu_);
    while (turn_ != page) turned_.Wait(&mu_);
    std::printf("page %d\n", page);
    Turn(&turned_);
  }

 private:
  void Turn(absl::CondVar* cv) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mu_) {
    ++turn_;
    cv->SignalAll();
  }
  absl::Mutex mu_;
  absl::CondVar turned_;
  int turn_ ABSL_GUARDED_BY(mu_) = 0;
};

void Async(std::vector<std::thread>& threads, std::function<void()> work, absl::Notification* done) {
  threads.emplace_back([work = std::move(work), done] {
    work();
    if (done != nullptr) done->Notify();
  });
}

int main() {
  std::vector<std::thread> threads;
  Account account;
  Printer printer;
  absl::Notification withdrawn;
  auto printed = std::make_shared<absl::BlockingCounter>(3);
  auto* meeting = new absl::Barrier(2);  // the last to leave deletes it

  Async(threads, [&account] { account.Withdraw(100); }, &withdrawn);
  for (int page = 2; page >= 0; --page) {
    Async(threads, [&printer, printed, page] {
      printer.Print(page);
      printed->DecrementCount();
    }, nullptr);
  }
  Async(threads, [meeting] {
    if (meeting->Block()) delete meeting;
  }, nullptr);

  account.Deposit(60);
  account.Deposit(40);
  withdrawn.WaitForNotification();
  account.AwaitEmpty();
  printed->Wait();
  if (meeting->Block()) delete meeting;
  for (std::thread& thread : threads) thread.join();
}
