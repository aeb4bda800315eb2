// Bank ledger: transfers lock two accounts, audits re-enter a recursive journal,
// listeners are called after all locks are gone.
#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Journal {
public:
    class Transaction {
    public:
        explicit Transaction(Journal& j) : j_(j), lk_(j.mu_) { ++j_.depth_; }
        ~Transaction() {
            if (--j_.depth_ == 0) j_.committed_ += std::exchange(j_.open_, 0);
        }
        Transaction(const Transaction&) = delete;
        Transaction& operator=(const Transaction&) = delete;

    private:
        Journal& j_;
        std::lock_guard<std::recursive_mutex> lk_;
    };

    void entry(const std::string&) {
        Transaction t(*this);  // nested inside a caller's transaction most of the time
        ++open_;
    }
    int committed() {
        std::lock_guard<std::recursive_mutex> lk(mu_);
        return committed_;
    }

private:
    std::recursive_mutex mu_;
    int depth_ = 0;
    int open_ = 0;
    int committed_ = 0;
};

class Account {
public:
    Account(int id, long cents) : id_(id), cents_(cents) {}
    int id() const { return id_; }

    long balance() const {
        std::lock_guard<std::mutex> lk(mu_);
        return cents_;
    }

private:
    friend class Ledger;
    const int id_;
    mutable std::mutex mu_;
    long cents_;
};

class Ledger {
public:
    using Listener = std::function<void(int from, int to, long cents)>;

    Account& open(long cents) {
        std::lock_guard<std::mutex> lk(mu_);
        accounts_.push_back(std::make_unique<Account>(static_cast<int>(accounts_.size()), cents));
        return *accounts_.back();
    }

    void listen(Listener l) {
        std::lock_guard<std::mutex> lk(mu_);
        listeners_.push_back(std::move(l));
    }

    bool transfer(Account& from, Account& to, long cents) {
        if (&from == &to) return true;
        {
            std::scoped_lock both(from.mu_, to.mu_);  // any order: deadlock-free algorithm
            if (from.cents_ < cents) return false;
            from.cents_ -= cents;
            to.cents_ += cents;
        }
        record(from, to);
        std::vector<Listener> targets;
        {
            std::lock_guard<std::mutex> lk(mu_);
            targets = listeners_;
        }
        for (auto& l : targets) l(from.id(), to.id(), cents);
        return true;
    }

    // Moves everything; ordered by id so that two sweeps cannot meet head-on.
    long sweep(Account& a, Account& b) {
        if (&a == &b) return 0;
        Account* lo = &a;
        Account* hi = &b;
        if (hi->id() < lo->id()) std::swap(lo, hi);
        std::unique_lock<std::mutex> l1(lo->mu_);
        std::unique_lock<std::mutex> l2(hi->mu_);
        long moved = std::exchange(a.cents_, 0);
        b.cents_ += moved;
        l2.unlock();
        l1.unlock();
        record(a, b);
        return moved;
    }

    long total() {
        std::lock_guard<std::mutex> lk(mu_);
        long sum = 0;
        for (auto& a : accounts_) sum += a->balance();
        return sum;
    }

    Journal& journal() { return journal_; }

private:
    void record(const Account& from, const Account& to) {
        Journal::Transaction t(journal_);
        journal_.entry("debit " + std::to_string(from.id()));
        journal_.entry("credit " + std::to_string(to.id()));
    }

    std::mutex mu_;
    std::vector<std::unique_ptr<Account>> accounts_;
    std::vector<Listener> listeners_;
    Journal journal_;
};

int main() {
    Ledger ledger;
    Account& a = ledger.open(10000);
    Account& b = ledger.open(10000);
    ledger.listen([&ledger](int, int, long) { ledger.total(); });  // re-enters the ledger
    std::thread t1([&] {
        for (int i = 0; i < 100; ++i) ledger.transfer(a, b, 10);
    });
    std::thread t2([&] {
        for (int i = 0; i < 100; ++i) ledger.transfer(b, a, 7);
        ledger.sweep(b, a);
    });
    t1.join();
    t2.join();
    return ledger.total() == 20000 && ledger.journal().committed() > 0 ? 0 : 1;
}
