// Order book guarded by a test-and-test-and-set lock; plain loads are only hints before an exchange or compare_exchange decides.
#include <atomic>
#include <cstdio>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

class ttas_lock {
public:
    void lock() {
        for (;;) {
            if (!locked_.load(std::memory_order_relaxed)) {
                if (!locked_.exchange(true, std::memory_order_acquire)) return;
            }
            std::this_thread::yield();
        }
    }

    bool try_lock() {
        if (locked_.load(std::memory_order_relaxed)) return false;
        bool expected = false;
        return locked_.compare_exchange_strong(expected, true, std::memory_order_acquire);
    }

    void unlock() { locked_.store(false, std::memory_order_release); }

private:
    std::atomic<bool> locked_{false};
};

class order_book {
public:
    void add(int price, int quantity) {
        std::lock_guard<ttas_lock> guard(lock_);
        levels_[price] += quantity;
    }

    bool try_add(int price, int quantity) {
        std::unique_lock<ttas_lock> guard(lock_, std::try_to_lock);
        if (!guard.owns_lock()) return false;
        levels_[price] += quantity;
        return true;
    }

    long volume() {
        std::lock_guard<ttas_lock> guard(lock_);
        long sum = 0;
        for (const auto& [price, quantity] : levels_) sum += quantity;
        return sum;
    }

private:
    ttas_lock lock_;
    std::map<int, int> levels_;
};

// The first trader that sees an imbalance halts the market; only that one announces it.
class circuit_breaker {
public:
    bool trip(int trader) {
        if (halted_by_.load(std::memory_order_relaxed) != 0) return false;
        int nobody = 0;
        if (!halted_by_.compare_exchange_strong(nobody, trader)) return false;
        std::printf("market halted by trader %d\n", trader);
        return true;
    }
    bool halted() const { return halted_by_.load() != 0; }

private:
    std::atomic<int> halted_by_{0};
};

int main() {
    order_book book;
    circuit_breaker breaker;
    std::vector<std::thread> traders;
    for (int t = 1; t <= 3; ++t)
        traders.emplace_back([&book, &breaker, t] {
            for (int i = 0; i < 100 && !breaker.halted(); ++i) {
                if (!book.try_add(1000 + i % 5, t)) book.add(1000 + i % 5, t);
                if (book.volume() > 300) breaker.trip(t);
            }
        });
    for (auto& t : traders) t.join();
    std::printf("volume %ld\n", book.volume());
    return 0;
}
