// Fuzzing campaign with several workers; each may raise the stop flag, which only ever goes from false to true.
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Finding {
    int worker;
    std::uint32_t input;
};

class Campaign {
public:
    explicit Campaign(int budget) : budget(budget) {}

    bool stopped() const { return stop.load(std::memory_order_relaxed); }

    void requestStop() {
        if (!stop) stop = true;
    }

    // Spends one execution; false when the budget has been used up.
    bool spend() {
        const int spent = executions.fetch_add(1, std::memory_order_relaxed) + 1;
        if (spent >= budget) requestStop();
        return spent <= budget;
    }

    void report(Finding f) {
        {
            std::lock_guard<std::mutex> guard(findingsMutex);
            findings.push_back(f);
        }
        // Most of the time it is set already; don't take the cache line away from the others then.
        if (!anyFinding.load(std::memory_order_relaxed)) anyFinding.store(true, std::memory_order_relaxed);
        if (f.input % 1024 == 0 && !stop.load()) {
            stop.store(true);
        }
    }

    bool foundAnything() const { return anyFinding.load(); }

    std::vector<Finding> results() const {
        std::lock_guard<std::mutex> guard(findingsMutex);
        return findings;
    }

private:
    const int budget;
    std::atomic<bool> stop{false};
    std::atomic<bool> anyFinding{false};
    std::atomic<int> executions{0};
    mutable std::mutex findingsMutex;
    std::vector<Finding> findings;
};

static bool crashes(std::uint32_t input) { return input % 97 == 13 || input % 1024 == 0; }

static void fuzz(Campaign& campaign, int worker) {
    std::uint32_t x = 2463534242u + static_cast<std::uint32_t>(worker);
    while (!campaign.stopped() && campaign.spend()) {
        x ^= x << 13;
        x ^= x >> 17;
        x ^= x << 5;
        if (crashes(x)) campaign.report(Finding{worker, x});
    }
}

int main() {
    Campaign campaign(3000);
    std::vector<std::thread> workers;
    for (int w = 0; w < 3; ++w) workers.emplace_back(fuzz, std::ref(campaign), w);
    for (auto& t : workers) t.join();
    for (const Finding& f : campaign.results()) std::printf("worker %d: input %u\n", f.worker, f.input);
    return campaign.foundAnything() ? 1 : 0;
}
