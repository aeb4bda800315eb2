// A ledger with a mutex for the accounts and one for the journal; posting locks them in one order, auditing in the other.
#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class Ledger {
public:
  void post(const std::string &account, long cents) {
    std::lock_guard<std::mutex> accounts(accountsMutex_);
    balances_[account] += cents;
    std::lock_guard<std::mutex> journal(journalMutex_);
    journal_.push_back(Line{account, cents});
  }

  bool audit() const {
    std::lock_guard<std::mutex> journal(journalMutex_);
    std::map<std::string, long> sums;
    for (const Line &line : journal_)
      sums[line.account] += line.cents;
    std::lock_guard<std::mutex> accounts(accountsMutex_); // finding: 'accountsMutex_'
    return sums == balances_;
  }

  long balance(const std::string &account) const {
    std::lock_guard<std::mutex> accounts(accountsMutex_);
    const auto found = balances_.find(account);
    return found == balances_.end() ? 0 : found->second;
  }

  std::size_t lines() const {
    std::lock_guard<std::mutex> journal(journalMutex_);
    return journal_.size();
  }

private:
  struct Line {
    std::string account;
    long cents;
  };

  mutable std::mutex accountsMutex_;
  std::map<std::string, long> balances_;
  mutable std::mutex journalMutex_;
  std::vector<Line> journal_;
};

int main() {
  Ledger ledger;
  std::thread clerk([&ledger] {
    for (int day = 0; day < 100; ++day)
      ledger.post("rent", 3);
  });
  bool sound = true;
  std::thread auditor([&] {
    for (int day = 0; day < 20; ++day)
      sound = ledger.audit() && sound;
  });
  clerk.join();
  auditor.join();
  return sound && ledger.balance("rent") == 300 && ledger.lines() == 100 ? 0 : 1;
}
