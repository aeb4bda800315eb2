// Upload quotas with compare_exchange loops: load, decide, and try to store only if nobody else has stored since.
#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <thread>
#include <vector>

namespace quota {

template <class T>
T fetch_max(std::atomic<T>& target, T value) {
    T seen = target.load(std::memory_order_relaxed);
    while (seen < value) {
        if (target.compare_exchange_weak(seen, value, std::memory_order_acq_rel, std::memory_order_relaxed)) break;
    }
    return seen;
}

class bucket {
public:
    explicit bucket(std::int64_t capacity) : capacity_(capacity), tokens_(capacity) {}

    // Takes up to `wanted` tokens and returns how many it got.
    std::int64_t take(std::int64_t wanted) {
        std::int64_t have = tokens_.load();
        for (;;) {
            if (have == 0) return 0;
            const std::int64_t granted = std::min(have, wanted);
            if (tokens_.compare_exchange_weak(have, have - granted)) {
                fetch_max(largest_, granted);
                return granted;
            }
        }
    }

    void refill(std::int64_t amount) {
        std::int64_t have = tokens_.load();
        std::int64_t next = 0;
        do {
            if (have == capacity_) return;
            next = std::min(capacity_, have + amount);
        } while (!tokens_.compare_exchange_weak(have, next));
    }

    std::int64_t largest() const { return largest_.load(); }
    std::int64_t tokens() const { return tokens_.load(); }

private:
    const std::int64_t capacity_;
    std::atomic<std::int64_t> tokens_;
    std::atomic<std::int64_t> largest_{0};
};

}  // namespace quota

// Gives out each ticket number once; the returned value of fetch_add decides, not a second load.
class ticket_window {
public:
    explicit ticket_window(int count) : count_(count) {}
    int next() {
        if (issued_.load(std::memory_order_relaxed) >= count_) return -1;
        const int ticket = issued_.fetch_add(1);
        return ticket < count_ ? ticket : -1;
    }

private:
    const int count_;
    std::atomic<int> issued_{0};
};

int main() {
    quota::bucket bucket(500);
    ticket_window tickets(20);
    std::vector<std::int64_t> sent(3);
    std::vector<std::thread> uploaders;
    for (std::size_t i = 0; i < sent.size(); ++i)
        uploaders.emplace_back([&, i] {
            for (int ticket = tickets.next(); ticket >= 0; ticket = tickets.next()) {
                sent[i] += bucket.take(30 + 5 * static_cast<std::int64_t>(i));
                if (ticket % 4 == 0) bucket.refill(50);
            }
        });
    for (auto& t : uploaders) t.join();
    for (std::int64_t n : sent) std::printf("%lld\n", static_cast<long long>(n));
    std::printf("largest grant %lld, %lld left\n", static_cast<long long>(bucket.largest()),
                static_cast<long long>(bucket.tokens()));
    return 0;
}
