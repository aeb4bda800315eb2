// Request/response on top of the exchange's message stream. Replies are
// matched by id on the receiver's thread.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

struct Quote {
    double bid = 0;
    double ask = 0;
};

class Wire {
public:
    virtual ~Wire() = default;
    virtual bool send(std::uint64_t id, const std::string& symbol) = 0;
};

class QuoteClient {
public:
    explicit QuoteClient(Wire& wire) : wire_(wire) {}

    std::optional<Quote> ask(const std::string& symbol, std::chrono::milliseconds patience) {
        const std::uint64_t id = nextId_.fetch_add(1);
        auto call = std::make_shared<Call>();
        remember(id, call);
        if (!wire_.send(id, symbol)) {
            forget(id);
            return std::nullopt;
        }

        std::unique_lock<std::mutex> lock(call->mutex);
        const bool done = call->cond.wait_for(lock, patience, [&] { return call->done; });
        const Quote quote = call->quote;
        lock.unlock();
        forget(id);
        if (!done)
            return std::nullopt;
        return quote;
    }

    // Receiver's thread.
    void onReply(std::uint64_t id, const Quote& quote) {
        std::shared_ptr<Call> call = lookup(id);
        if (!call)
            return;
        {
            std::lock_guard<std::mutex> lock(call->mutex);
            call->quote = quote;
            call->done = true;
        }
        call->cond.notify_one();
    }

private:
    struct Call {
        std::mutex mutex;
        std::condition_variable cond;
        bool done = false;
        Quote quote;
    };

    void remember(std::uint64_t id, std::shared_ptr<Call> call) {
        std::lock_guard<std::mutex> lock(mutex_);
        calls_.emplace(id, std::move(call));
    }

    void forget(std::uint64_t id) {
        std::lock_guard<std::mutex> lock(mutex_);
        calls_.erase(id);
    }

    std::shared_ptr<Call> lookup(std::uint64_t id) {
        std::lock_guard<std::mutex> lock(mutex_);
        auto it = calls_.find(id);
        return it == calls_.end() ? nullptr : it->second;
    }

    Wire& wire_;
    std::atomic<std::uint64_t> nextId_{1};
    std::mutex mutex_;
    std::unordered_map<std::uint64_t, std::shared_ptr<Call>> calls_;
};

// What a position is worth, or nothing if the market doesn't answer.
std::optional<double> valueOf(QuoteClient& client, const std::string& symbol, long shares) {
    using namespace std::chrono_literals;
    const std::optional<Quote> q = client.ask(symbol, 250ms);
    if (!q)
        return std::nullopt;
    return (q->bid + q->ask) / 2 * static_cast<double>(shares);
}
