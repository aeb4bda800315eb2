// Latency histograms that are merged and cloned: the ...Unlocked helpers are called on objects that nobody else can see yet.
#include <array>
#include <cstdint>
#include <iostream>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

class Histogram {
public:
    static constexpr std::size_t kBuckets = 16;
    using Counts = std::array<std::uint64_t, kBuckets>;

    void record(std::uint64_t micros) {
        std::lock_guard<std::mutex> lock(mutex_);
        addUnlocked(bucketOf(micros), 1);
    }

    void reset() {
        std::lock_guard<std::mutex> lock(mutex_);
        clearUnlocked();
    }

    Counts counts() const {
        std::lock_guard<std::mutex> lock(mutex_);
        return counts_;
    }

    std::uint64_t total() const {
        std::lock_guard<std::mutex> lock(mutex_);
        return total_;
    }

    void absorb(const Counts& other) {
        std::lock_guard<std::mutex> lock(mutex_);
        for (std::size_t i = 0; i < kBuckets; ++i)
            addUnlocked(i, other[i]);
    }

    static std::shared_ptr<Histogram> fromCounts(const Counts& counts) {
        auto fresh = std::make_shared<Histogram>();
        fresh->clearUnlocked();
        for (std::size_t i = 0; i < kBuckets; ++i)
            fresh->addUnlocked(i, counts[i]);
        return fresh;
    }

    // Totals of a set of live histograms.
    static std::uint64_t sumOf(const std::vector<std::shared_ptr<Histogram>>& live) {
        Histogram sum;
        for (const auto& h : live) {
            const Counts c = h->counts();
            for (std::size_t i = 0; i < kBuckets; ++i)
                sum.addUnlocked(i, c[i]);
        }
        return sum.total_;
    }

    std::shared_ptr<Histogram> clone() const {
        std::shared_ptr<Histogram> copy(new Histogram);
        const Counts mine = counts();
        for (std::size_t i = 0; i < kBuckets; ++i)
            copy->addUnlocked(i, mine[i]);
        return copy;
    }

private:
    static std::size_t bucketOf(std::uint64_t micros) {
        std::size_t b = 0;
        while (micros > 1 && b + 1 < kBuckets) {
            micros >>= 1;
            ++b;
        }
        return b;
    }

    void addUnlocked(std::size_t bucket, std::uint64_t n) {
        counts_[bucket] += n;
        total_ += n;
    }

    void clearUnlocked() {
        counts_.fill(0);
        total_ = 0;
    }

    mutable std::mutex mutex_;
    Counts counts_{};
    std::uint64_t total_ = 0;
};

int main() {
    std::vector<std::shared_ptr<Histogram>> live = {std::make_shared<Histogram>(), std::make_shared<Histogram>()};
    std::vector<std::thread> servers;
    for (const auto& h : live)
        servers.emplace_back([h] {
            for (std::uint64_t i = 0; i < 2000; ++i)
                h->record(i * 37 % 5000);
        });
    const auto early = live[0]->clone();
    for (auto& s : servers)
        s.join();
    auto restored = Histogram::fromCounts(live[1]->counts());
    restored->absorb(live[0]->counts());
    live[0]->reset();
    std::cout << early->total() << ' ' << restored->total() << ' ' << Histogram::sumOf(live) << '\n';
}
