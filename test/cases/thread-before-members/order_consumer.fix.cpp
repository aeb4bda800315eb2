// Message consumers of a trading gateway, built on a common base with a queue and a thread.
#include <condition_variable>
#include <deque>
#include <iostream>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

struct Order {
    int symbol;
    long quantity;
};

template <class Message>
class Consumer {
public:
    Consumer(const Consumer&) = delete;
    Consumer& operator=(const Consumer&) = delete;

    void post(Message message) {
        {
            std::lock_guard lock(mutex_);
            inbox_.push_back(std::move(message));
        }
        arrived_.notify_one();
    }

protected:
    Consumer() = default;

    virtual ~Consumer() = default;

    void close() {
        {
            std::lock_guard lock(mutex_);
            closed_ = true;
        }
        arrived_.notify_one();
        if (thread_.joinable()) {
            thread_.join();
        }
    }

    void open() { thread_ = std::thread([this] { run(); }); }

    virtual void consume(const Message& message) = 0;

private:
    void run() {
        std::deque<Message> batch;
        while (fetch(batch)) {
            deliver(batch);
        }
    }

    bool fetch(std::deque<Message>& batch) {
        std::unique_lock lock(mutex_);
        arrived_.wait(lock, [this] { return closed_ || !inbox_.empty(); });
        batch.swap(inbox_);
        return !batch.empty();
    }

    void deliver(std::deque<Message>& batch) {
        for (; !batch.empty(); batch.pop_front()) {
            consume(batch.front());
        }
    }

    std::mutex mutex_;
    std::condition_variable arrived_;
    bool closed_ = false;
    std::deque<Message> inbox_;
    std::thread thread_;
};

class PositionKeeper final : public Consumer<Order> {
public:
    PositionKeeper() { open(); }
    ~PositionKeeper() override { close(); }

    long position(int symbol) const {
        std::lock_guard lock(positions_mutex_);
        auto it = positions_.find(symbol);
        return it == positions_.end() ? 0 : it->second;
    }

private:
    void consume(const Order& order) override {
        std::lock_guard lock(positions_mutex_);
        positions_[order.symbol] += order.quantity;
    }

    mutable std::mutex positions_mutex_;
    std::map<int, long> positions_;
};

int main() {
    PositionKeeper keeper;
    for (int i = 0; i < 200; ++i) {
        keeper.post({i % 5, i % 2 ? 100 : -40});
    }
    std::cout << "position " << keeper.position(3) << '\n';
    return 0;
}
