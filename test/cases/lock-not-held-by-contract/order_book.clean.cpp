// Order book of a matching engine: the lock is taken in the public functions only, private helpers call each other under it.
#include <cstdio>
#include <deque>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

struct Order {
    int id;
    int price;
    int quantity;
};

struct Trade {
    int buyer;
    int seller;
    int price;
    int quantity;
};

class OrderBook {
public:
    void buy(Order order) {
        std::lock_guard<std::mutex> hold(mutex_);
        matchLocked(order);
        if (order.quantity > 0) restLocked(bids_, order);
    }

    void sell(const Order& order) {
        std::lock_guard<std::mutex> hold(mutex_);
        restLocked(asks_, order);
        crossLocked();
    }

    // Cancels the whole level at a price.
    int cancelLevel(int price) {
        std::lock_guard<std::mutex> hold(mutex_);
        return dropLevel(bids_, price) + dropLevel(asks_, price);
    }

    std::vector<Trade> takeTrades() {
        std::vector<Trade> out;
        std::lock_guard<std::mutex> hold(mutex_);
        out.swap(trades_);
        return out;
    }

private:
    using Level = std::deque<Order>;
    using Side = std::map<int, Level>;

    void restLocked(Side& side, const Order& order) { side[order.price].push_back(order); }

    void crossLocked() {
        while (!bids_.empty() && !asks_.empty() && bids_.rbegin()->first >= asks_.begin()->first) {
            const int price = bids_.rbegin()->first;
            matchLocked(bids_.rbegin()->second.front());
            popFilled(bids_, price);
        }
    }

    void matchLocked(Order& taker) {
        while (taker.quantity > 0 && !asks_.empty() && asks_.begin()->first <= taker.price) {
            const int price = asks_.begin()->first;
            fillLocked(taker, asks_.begin()->second.front());
            popFilled(asks_, price);
        }
    }

    void fillLocked(Order& taker, Order& maker) {
        const int n = taker.quantity < maker.quantity ? taker.quantity : maker.quantity;
        taker.quantity -= n;
        maker.quantity -= n;
        record({taker.id, maker.id, maker.price, n});
    }

    void popFilled(Side& side, int price) {
        Level& level = side[price];
        while (!level.empty() && level.front().quantity == 0) level.pop_front();
        if (level.empty()) dropLevel(side, price);
    }

    int dropLevel(Side& side, int price) {
        auto it = side.find(price);
        if (it == side.end()) return 0;
        const int n = static_cast<int>(it->second.size());
        side.erase(it);
        return n;
    }

    void record(const Trade& trade) { trades_.push_back(trade); }

    std::mutex mutex_;
    Side bids_;
    Side asks_;
    std::vector<Trade> trades_;
};

int main() {
    OrderBook book;
    std::thread buyers([&book] {
        for (int i = 0; i < 300; ++i) book.buy({i, 100 + i % 5, 10});
    });
    std::thread sellers([&book] {
        for (int i = 0; i < 300; ++i) book.sell({1000 + i, 98 + i % 7, 7});
    });
    buyers.join();
    sellers.join();
    const int cancelled = book.cancelLevel(104);
    std::printf("%zu trades, %d cancelled\n", book.takeTrades().size(), cancelled);
}
