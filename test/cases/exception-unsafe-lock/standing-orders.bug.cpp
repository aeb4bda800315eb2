// Standing orders between two accounts that are locked together; the transfer may be refused.
#include <atomic>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

namespace bank {

using Cents = long long;

struct Account {
    Account(std::string number, Cents opening) : iban(std::move(number)), balance(opening) {}

    const std::string iban;
    std::mutex acctMutex;
    Cents balance;
};

class InsufficientFunds : public std::runtime_error {
public:
    explicit InsufficientFunds(const std::string& iban)
        : std::runtime_error("insufficient funds on " + iban) {}
};

// Both want the account locked.
static void debit(Account& account, Cents amount) {
    if (account.balance < amount)
        throw InsufficientFunds(account.iban);
    account.balance -= amount;
}

static void credit(Account& account, Cents amount) noexcept {
    account.balance += amount;
}

bool transfer(Account& from, Account& to, Cents amount) {
    if (&from == &to || amount <= 0)
        return false;
    std::lock(from.acctMutex, to.acctMutex);  // finding: acctMutex
    debit(from, amount);
    credit(to, amount);
    from.acctMutex.unlock();
    to.acctMutex.unlock();
    return true;
}

Cents balanceOf(Account& account) {
    std::lock_guard<std::mutex> guard(account.acctMutex);
    return account.balance;
}

// The set of accounts is fixed at start-up.
class Bank {
public:
    explicit Bank(const std::vector<std::pair<std::string, Cents>>& opening) {
        for (const auto& [iban, cents] : opening)
            accounts_.emplace(iban, std::make_unique<Account>(iban, cents));
    }

    Account* find(const std::string& iban) const {
        auto it = accounts_.find(iban);
        return it == accounts_.end() ? nullptr : it->second.get();
    }

private:
    std::unordered_map<std::string, std::unique_ptr<Account>> accounts_;
};

struct StandingOrder {
    std::string from, to;
    Cents amount;
};

class NightlyRun {
public:
    NightlyRun(const Bank& bank, std::vector<StandingOrder> orders)
        : bank_(bank), orders_(std::move(orders)), thread_([this] { run(); }) {}

    unsigned bounced() const { return bounced_.load(); }

private:
    void run() {
        for (const StandingOrder& order : orders_) {
            Account* from = bank_.find(order.from);
            Account* to = bank_.find(order.to);
            if (from == nullptr || to == nullptr)
                continue;
            try {
                transfer(*from, *to, order.amount);
            } catch (const InsufficientFunds&) {
                ++bounced_;
            }
        }
    }

    const Bank& bank_;
    const std::vector<StandingOrder> orders_;
    std::atomic<unsigned> bounced_{0};
    std::jthread thread_;
};

}  // namespace bank
