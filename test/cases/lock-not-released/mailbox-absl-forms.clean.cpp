// A mailbox with absl::Mutex: LockWhen, timed LockWhen, Await, ReleasableMutexLock, reader locks, TryLock, and annotated lock functions.
#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

class Mailbox {
 public:
  void Post(std::string letter) {
    absl::ReleasableMutexLock lock(&mu_);
    if (closed_) {
      lock.Release();
      return;
    }
    letters_.push_back(std::move(letter));
    if (letters_.size() > 100) letters_.pop_front();
  }

  std::string Take() {
    mu_.LockWhen(absl::Condition(this, &Mailbox::Readable));
    std::string letter;
    if (!letters_.empty()) {
      letter = std::move(letters_.front());
      letters_.pop_front();
    }
    mu_.Unlock();
    return letter;
  }

  std::optional<std::string> TakeWithin(absl::Duration patience) {
    // Returns with the lock held whether the condition came true or not.
    const bool readable = mu_.LockWhenWithTimeout(absl::Condition(this, &Mailbox::Readable), patience);
    if (!readable || letters_.empty()) {
      mu_.Unlock();
      return std::nullopt;
    }
    std::string letter = std::move(letters_.front());
    letters_.pop_front();
    mu_.Unlock();
    return letter;
  }

  void Drain() {
    mu_.Lock();
    mu_.Await(absl::Condition(this, &Mailbox::Readable));
    letters_.clear();
    mu_.Unlock();
  }

  std::size_t Waiting() const {
    mu_.ReaderLock();
    const std::size_t waiting = letters_.size();
    mu_.ReaderUnlock();
    return waiting;
  }

  bool TryClose() {
    if (!mu_.TryLock()) return false;
    closed_ = true;
    mu_.Unlock();
    return true;
  }

  void BeginBatch() ABSL_EXCLUSIVE_LOCK_FUNCTION(mu_) {
    mu_.Lock();
    ++batches_;
  }
  void AddToBatch(std::string letter) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mu_) {
    mu_.AssertHeld();
    letters_.push_back(std::move(letter));
  }
  void EndBatch() ABSL_UNLOCK_FUNCTION(mu_) { mu_.Unlock(); }

 private:
  bool Readable() const ABSL_SHARED_LOCKS_REQUIRED(mu_) { return closed_ || !letters_.empty(); }

  mutable absl::Mutex mu_;
  std::deque<std::string> letters_ ABSL_GUARDED_BY(mu_);
  bool closed_ ABSL_GUARDED_BY(mu_) = false;
  unsigned batches_ ABSL_GUARDED_BY(mu_) = 0;
};

int main() {
  Mailbox mailbox;
  std::thread sender([&mailbox] {
    mailbox.BeginBatch();
    mailbox.AddToBatch("one");
    mailbox.AddToBatch("two");
    mailbox.EndBatch();
    mailbox.Post("three");
  });
  const std::string first = mailbox.Take();
  sender.join();
  const std::optional<std::string> second = mailbox.TakeWithin(absl::Milliseconds(5));
  mailbox.Drain();
  return first == "one" && second && mailbox.Waiting() == 0 && mailbox.TryClose() ? 0 : 1;
}
