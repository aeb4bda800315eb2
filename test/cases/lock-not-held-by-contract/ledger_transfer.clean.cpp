// Ledger with a mutex per wallet: transfers hold both wallets' mutexes through one scoped_lock and use the ...Locked helpers.
#include <cstdint>
#include <iostream>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Wallet {
public:
    Wallet(std::string owner, std::int64_t cents) : owner_(std::move(owner)), cents_(cents) {}
    Wallet(const Wallet&) = delete;
    Wallet& operator=(const Wallet&) = delete;

    void deposit(std::int64_t cents) {
        std::lock_guard lock(mutex_);
        applyLocked(cents);
    }

    bool withdraw(std::int64_t cents) {
        std::lock_guard lock(mutex_);
        if (!coversLocked(cents)) return false;
        applyLocked(-cents);
        return true;
    }

    std::int64_t balance() const {
        std::lock_guard lock(mutex_);
        return cents_;
    }

    const std::string& owner() const { return owner_; }

    friend bool transfer(Wallet& from, Wallet& to, std::int64_t cents);
    friend std::size_t mergeHistory(Wallet& into, Wallet& source);

private:
    bool coversLocked(std::int64_t cents) const { return cents_ >= cents; }

    void applyLocked(std::int64_t delta) {
        cents_ += delta;
        history_.push_back(delta);
    }

    const std::string owner_;
    mutable std::mutex mutex_;
    std::int64_t cents_;
    std::vector<std::int64_t> history_;
};

bool transfer(Wallet& from, Wallet& to, std::int64_t cents) {
    if (&from == &to) return false;
    std::scoped_lock both(from.mutex_, to.mutex_);
    if (!from.coversLocked(cents)) return false;
    from.applyLocked(-cents);
    to.applyLocked(cents);
    return true;
}

// Moves what is left in one wallet into the other.
std::size_t mergeHistory(Wallet& into, Wallet& source) {
    if (&into == &source) return 0;
    std::unique_lock<std::mutex> a(into.mutex_, std::defer_lock);
    std::unique_lock<std::mutex> b(source.mutex_, std::defer_lock);
    std::lock(a, b);
    const std::int64_t rest = source.cents_;
    source.applyLocked(-rest);
    b.unlock();
    into.applyLocked(rest);
    return into.history_.size();
}

int main() {
    Wallet alice("alice", 10000);
    Wallet bob("bob", 10000);
    std::thread there([&] {
        for (int i = 0; i < 1000; ++i) transfer(alice, bob, 7);
    });
    std::thread back([&] {
        for (int i = 0; i < 1000; ++i) transfer(bob, alice, 5);
    });
    alice.deposit(300);
    const bool paid = bob.withdraw(100);
    there.join();
    back.join();
    const std::size_t entries = mergeHistory(alice, bob);
    std::cout << alice.owner() << ' ' << alice.balance() << ' ' << bob.owner() << ' ' << bob.balance() << ' ' << entries
              << (paid ? " paid\n" : " unpaid\n");
}
