// Order book whose orders are checked where they are made, under the book's lock.
#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <stdexcept>

namespace exchange {

enum class Side { Buy, Sell };

constexpr int kTicks = 2000;

class RejectedOrder : public std::invalid_argument {
public:
    using std::invalid_argument::invalid_argument;
};

class Order {
public:
    Order(std::uint64_t id, Side side, int tick, int quantity)
        : id_(id), side_(side), tick_(tick), quantity_(quantity) {
        if (tick < 0 || tick >= kTicks)
            throw RejectedOrder("price outside the band");
        if (quantity <= 0)
            throw RejectedOrder("quantity must be positive");
    }

    std::uint64_t id() const noexcept { return id_; }
    Side side() const noexcept { return side_; }
    int tick() const noexcept { return tick_; }
    int quantity() const noexcept { return quantity_; }

private:
    std::uint64_t id_;
    Side side_;
    int tick_;
    int quantity_;
};

class OrderBook {
public:
    std::uint64_t submit(Side side, int tick, int quantity);
    int depthAt(Side side, int tick) const;
    std::uint64_t lastAccepted() const;

private:
    void rest(const Order& order) noexcept {
        auto& depth = order.side() == Side::Buy ? bids_ : asks_;
        depth[static_cast<std::size_t>(order.tick())] += order.quantity();
        lastAccepted_ = order.id();
    }

    std::atomic<std::uint64_t> nextId_{1};
    mutable std::mutex bookMutex_;
    std::array<int, kTicks> bids_{};
    std::array<int, kTicks> asks_{};
    std::uint64_t lastAccepted_ = 0;
};

std::uint64_t OrderBook::submit(Side side, int tick, int quantity) {
    const std::uint64_t id = nextId_.fetch_add(1);
    const Order order(id, side, tick, quantity);
    bookMutex_.lock();
    rest(order);
    bookMutex_.unlock();
    return id;
}

int OrderBook::depthAt(Side side, int tick) const {
    if (tick < 0 || tick >= kTicks)
        return 0;
    std::lock_guard<std::mutex> guard(bookMutex_);
    const auto& depth = side == Side::Buy ? bids_ : asks_;
    return depth[static_cast<std::size_t>(tick)];
}

std::uint64_t OrderBook::lastAccepted() const {
    std::lock_guard<std::mutex> guard(bookMutex_);
    return lastAccepted_;
}

struct Message {
    char side;
    int tick;
    int quantity;
};

// Entry point of the session threads; 0 means the order was rejected.
std::uint64_t onNewOrder(OrderBook& book, const Message& msg) noexcept {
    try {
        return book.submit(msg.side == 'B' ? Side::Buy : Side::Sell, msg.tick, msg.quantity);
    } catch (const RejectedOrder&) {
        return 0;
    }
}

}  // namespace exchange
