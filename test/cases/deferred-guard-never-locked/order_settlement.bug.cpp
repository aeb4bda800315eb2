// Settlement of trades between accounts with a fee account. The guard of the fee account is deferred and left out of std::lock().
#include <cstdint>
#include <cstdio>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace settlement {

struct Account {
    explicit Account(std::string owner_, std::int64_t cents_) : owner(std::move(owner_)), cents(cents_) {}

    const std::string owner;
    mutable std::mutex mutex;
    std::int64_t cents;
    unsigned entries = 0;
};

struct Trade {
    Account* buyer;
    Account* seller;
    std::int64_t cents;
};

class Clearing {
public:
    explicit Clearing(Account& feeAccount) : fees_(feeAccount) {}

    bool settle(const Trade& trade) {
        if (trade.buyer == trade.seller || trade.buyer == &fees_ || trade.seller == &fees_)
            throw std::invalid_argument("parties of a trade must be distinct");

        const std::int64_t fee = feeFor(trade.cents);
        std::unique_lock<std::mutex> buyerLock(trade.buyer->mutex, std::defer_lock);
        std::unique_lock<std::mutex> sellerLock(trade.seller->mutex, std::defer_lock);
        std::unique_lock<std::mutex> feeLock(fees_.mutex, std::defer_lock);  // finding: 'feeLock'
        std::lock(buyerLock, sellerLock);

        if (trade.buyer->cents < trade.cents + fee)
            return false;
        book(*trade.buyer, -(trade.cents + fee));
        book(*trade.seller, trade.cents);
        book(fees_, fee);
        return true;
    }

    std::int64_t collectedFees() const {
        std::lock_guard<std::mutex> lock(fees_.mutex);
        return fees_.cents;
    }

private:
    static std::int64_t feeFor(std::int64_t cents) { return cents / 200 + 1; }

    static void book(Account& account, std::int64_t cents) {
        account.cents += cents;
        ++account.entries;
    }

    Account& fees_;
};

}  // namespace settlement

int main() {
    using settlement::Account;
    Account fees("house", 0);
    Account ann("ann", 100000);
    Account ben("ben", 100000);
    Account cyd("cyd", 100000);
    settlement::Clearing clearing(fees);

    std::vector<std::thread> desks;
    desks.emplace_back([&] {
        for (int i = 0; i < 100; ++i)
            clearing.settle({&ann, &ben, 100 + i});
    });
    desks.emplace_back([&] {
        for (int i = 0; i < 100; ++i)
            clearing.settle({&cyd, &ann, 150 + i});
    });
    for (auto& desk : desks)
        desk.join();
    std::printf("fees: %lld\n", static_cast<long long>(clearing.collectedFees()));
}
