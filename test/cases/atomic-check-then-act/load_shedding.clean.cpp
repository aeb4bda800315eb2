// Load shedding in an API gateway: handlers decide by one atomic and change another one, and they keep statistics.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <thread>
#include <vector>

enum class Mode { Normal, Degraded };

class Gateway {
public:
    bool handle(int cost) {
        if (mode_.load(std::memory_order_relaxed) == Mode::Degraded && cost > kCheap) {
            rejected_.fetch_add(1, std::memory_order_relaxed);
            return false;
        }
        const int depth = inFlight_.fetch_add(1, std::memory_order_relaxed) + 1;
        work(cost);
        if (depth > kHighWater) ++crowded_;
        inFlight_.fetch_sub(1, std::memory_order_relaxed);
        served_ += cost;
        return true;
    }

    // The load at the moment decides; the next call corrects a decision that is out of date.
    void adjust() {
        if (inFlight_.load(std::memory_order_relaxed) > kHighWater)
            mode_.store(Mode::Degraded, std::memory_order_relaxed);
        else
            mode_.store(Mode::Normal, std::memory_order_relaxed);
        if (!draining_.load()) heartbeats_.fetch_add(1);
        if (mode_.load() == Mode::Degraded) retryAfterMs_.store(500);
    }

    void drain() { draining_.store(true); }
    bool draining() const { return draining_.load(); }

    void print() const {
        std::printf("served %ld, rejected %d, crowded %d, heartbeats %d, retry after %d ms\n", served_.load(),
                    rejected_.load(), crowded_.load(), heartbeats_.load(), retryAfterMs_.load());
    }

private:
    static constexpr int kHighWater = 2;
    static constexpr int kCheap = 10;

    static void work(int cost) { std::this_thread::sleep_for(std::chrono::microseconds(cost)); }

    std::atomic<Mode> mode_{Mode::Normal};
    std::atomic<bool> draining_{false};
    std::atomic<int> inFlight_{0};
    std::atomic<int> rejected_{0};
    std::atomic<int> crowded_{0};
    std::atomic<int> heartbeats_{0};
    std::atomic<int> retryAfterMs_{100};
    std::atomic<long> served_{0};
};

int main() {
    Gateway gateway;
    std::vector<std::thread> handlers;
    for (int h = 0; h < 3; ++h)
        handlers.emplace_back([&gateway, h] {
            for (int i = 0; i < 30; ++i) {
                const bool served = gateway.handle(5 + (i + h) % 12);
                if (!served) std::this_thread::yield();
                if (i % 4 == 0) gateway.adjust();
            }
        });
    for (auto& t : handlers) t.join();
    gateway.drain();
    gateway.print();
    return gateway.draining() ? 0 : 1;
}
