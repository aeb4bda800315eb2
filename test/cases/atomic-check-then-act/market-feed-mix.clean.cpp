// Market data feed: lock-free quota, a state machine on an atomic, a lazily built
// symbol table and a consumer woken through a condition variable.
#include <array>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

struct Quote {
    int symbol = 0;
    int bid = 0;
    int ask = 0;
};

class SymbolTable {
public:
    int index(const std::string& s) {
        std::call_once(built_, [this] { build(); });
        auto it = ids_.find(s);  // read-only once built
        return it == ids_.end() ? -1 : it->second;
    }

private:
    void build() {
        for (const char* s : {"AAA", "BBB", "CCC"}) add(s);
    }
    void add(const char* s) { ids_.emplace(s, static_cast<int>(ids_.size())); }

    std::once_flag built_;
    std::unordered_map<std::string, int> ids_;
};

// At most `limit` messages; many threads draw from it.
class Quota {
public:
    explicit Quota(int limit) : left_(limit) {}
    bool draw() {
        int n = left_.load();
        while (n > 0) {
            if (left_.compare_exchange_weak(n, n - 1)) return true;
        }
        return false;
    }
    bool exhausted() const { return left_.load() <= 0; }  // only a hint

private:
    std::atomic<int> left_;
};

class Lifecycle {
public:
    enum State { idle, running, stopped };
    bool start() {
        State expected = idle;
        return state_.compare_exchange_strong(expected, running);
    }
    bool stop() { return state_.exchange(stopped) == running; }
    bool is_running() const { return state_.load() == running; }

private:
    std::atomic<State> state_{idle};
};

class Feed {
public:
    explicit Feed(int quota) : quota_(quota) {}
    ~Feed() { shutdown(); }

    void start() {
        if (!life_.start()) return;
        consumer_ = std::thread([this] { consume(); });
    }

    // Only the caller that performed the transition joins.
    void shutdown() {
        if (!life_.stop()) return;
        { std::lock_guard<std::mutex> fence(mu_); }  // consumer is either before its check or waiting
        cv_.notify_all();
        consumer_.join();
    }

    bool publish(const Quote& q) {
        if (quota_.exhausted()) return false;  // cheap early out; draw() decides
        if (!life_.is_running() || !quota_.draw()) return false;
        std::lock_guard<std::mutex> lk(mu_);
        const bool was_empty = inbox_.empty();
        inbox_.push_back(q);
        if (was_empty) cv_.notify_one();  // the single consumer takes everything at once
        return true;
    }

    int last_mid(int symbol) const { return mids_[static_cast<std::size_t>(symbol)].load(); }
    int handled() const { return handled_.load(); }

private:
    void consume() {
        std::vector<Quote> batch;
        for (;;) {
            {
                std::unique_lock<std::mutex> lk(mu_);
                cv_.wait(lk, [this] { return !inbox_.empty() || !life_.is_running(); });
                if (inbox_.empty()) return;
                batch.swap(inbox_);
            }
            for (const auto& q : batch) {
                mids_[static_cast<std::size_t>(q.symbol)].store((q.bid + q.ask) / 2);
                handled_.fetch_add(1);
            }
            batch.clear();
        }
    }

    Quota quota_;
    Lifecycle life_;
    std::array<std::atomic<int>, 3> mids_{};
    std::atomic<int> handled_{0};
    std::mutex mu_;
    std::condition_variable cv_;
    std::vector<Quote> inbox_;
    std::thread consumer_;
};

int main() {
    SymbolTable symbols;
    Feed feed(100);
    feed.start();
    std::atomic<int> accepted{0};
    std::vector<std::thread> venues;
    for (const char* s : {"AAA", "BBB", "CCC"}) {
        venues.emplace_back([&, s] {
            const int id = symbols.index(s);
            for (int i = 0; i < 60; ++i)
                if (feed.publish({id, 100 + i, 102 + i})) ++accepted;
        });
    }
    for (auto& v : venues) v.join();
    feed.shutdown();
    return accepted == 100 && feed.handled() == 100 && feed.last_mid(0) >= 0 ? 0 : 1;
}
