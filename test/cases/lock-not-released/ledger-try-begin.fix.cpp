// A ledger whose tryBegin() returns true with the transaction lock held.
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

class Ledger {
public:
  // On true the caller owns the transaction and ends it with commit() or rollback().
  bool tryBegin() {
    if (!transactionMutex_.try_lock())
      return false;
    if (closed_) {
      transactionMutex_.unlock();
      return false;
    }
    mark_ = entries_.size();
    return true;
  }

  void append(std::int64_t cents) { entries_.push_back(cents); }

  void commit() {
    ++committed_;
    transactionMutex_.unlock();
  }

  void rollback() {
    entries_.resize(mark_);
    transactionMutex_.unlock();
  }

  void close() {
    std::lock_guard<std::mutex> guard(transactionMutex_);
    closed_ = true;
  }

  std::uint64_t committed() {
    std::lock_guard<std::mutex> guard(transactionMutex_);
    return committed_;
  }

private:
  std::mutex transactionMutex_;
  std::vector<std::int64_t> entries_;
  std::size_t mark_ = 0;
  std::uint64_t committed_ = 0;
  bool closed_ = false;
};

bool post(Ledger &ledger, std::int64_t debit, std::int64_t credit) {
  if (!ledger.tryBegin())
    return false;
  ledger.append(-debit);
  ledger.append(credit);
  if (debit != credit) {
    ledger.rollback();
    return false;
  }
  ledger.commit();
  return true;
}

int main() {
  Ledger ledger;
  unsigned posted = 0;
  std::thread clerk([&] {
    for (int n = 0; n < 100; ++n)
      if (post(ledger, n, n))
        ++posted;
    ledger.close();
  });
  clerk.join();
  return post(ledger, 1, 1) || ledger.committed() != posted ? 1 : 0;
}
