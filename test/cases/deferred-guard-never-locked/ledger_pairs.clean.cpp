// Ledger with deferred guards that std::lock() or a tested std::try_lock() takes together.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <mutex>
#include <thread>
#include <vector>

struct Ledger {
    std::mutex mutex;
    std::int64_t balance = 0;
    std::vector<std::int64_t> history;
};

class Bookkeeper {
public:
    void move(Ledger& from, Ledger& to, std::int64_t amount) {
        if (&from == &to)
            return;
        std::unique_lock<std::mutex> fromLock(from.mutex, std::defer_lock);
        std::unique_lock<std::mutex> toLock(to.mutex, std::defer_lock);
        std::lock(fromLock, toLock);
        post(from, -amount);
        post(to, amount);
    }

    // Used by the interest run, which comes back later for busy ledgers.
    bool tryMove(Ledger& from, Ledger& to, std::int64_t amount) {
        if (&from == &to)
            return true;
        std::unique_lock<std::mutex> fromLock{from.mutex, std::defer_lock};
        std::unique_lock<std::mutex> toLock{to.mutex, std::defer_lock};
        if (std::try_lock(fromLock, toLock) != -1)
            return false;
        post(from, -amount);
        post(to, amount);
        return true;
    }

    // Locks the bare mutexes; the guards then follow the adopted state.
    std::int64_t sum(Ledger& a, Ledger& b) {
        if (&a == &b)
            return total(a);
        std::lock(a.mutex, b.mutex);
        std::unique_lock<std::mutex> aLock(a.mutex, std::adopt_lock);
        std::unique_lock<std::mutex> bLock(b.mutex, std::adopt_lock);
        return a.balance + b.balance;
    }

private:
    static std::int64_t total(Ledger& ledger) {
        std::lock_guard<std::mutex> lock(ledger.mutex);
        return ledger.balance * 2;
    }

    static void post(Ledger& ledger, std::int64_t amount) {
        ledger.balance += amount;
        ledger.history.push_back(amount);
    }
};

int main() {
    Ledger cash;
    Ledger stock;
    Bookkeeper books;
    std::thread sales([&] {
        for (int i = 1; i <= 200; ++i)
            books.move(stock, cash, i);
    });
    std::thread interest([&] {
        for (int i = 1; i <= 200; ++i)
            while (!books.tryMove(cash, stock, 1))
                std::this_thread::sleep_for(std::chrono::microseconds(50));
    });
    sales.join();
    interest.join();
    std::printf("sum %lld\n", static_cast<long long>(books.sum(cash, stock)));
}
