// DMA channel allocator with a bit mask; a free bit is looked up in the mask and set in a second step, so two drivers can be given
// the same channel.
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <thread>
#include <vector>

class ChannelAllocator {
public:
    static constexpr int kChannels = 8;

    std::optional<int> allocate() {
        for (int ch = 0; ch < kChannels; ++ch) {
            const std::uint32_t bit = bitOf(ch);
            if ((inUse.load(std::memory_order_acquire) & bit) == 0) {
                inUse.fetch_or(bit, std::memory_order_acq_rel);  // finding: 'inUse'
                return ch;
            }
        }
        return std::nullopt;
    }

    void free(int ch) { inUse.fetch_and(~bitOf(ch), std::memory_order_acq_rel); }

    bool idle() const { return inUse.load(std::memory_order_acquire) == 0; }

private:
    static constexpr std::uint32_t bitOf(int ch) { return 1u << ch; }

    std::atomic<std::uint32_t> inUse{0};
};

struct TransferStats {
    long bytes = 0;
    int starved = 0;
};

class Driver {
public:
    Driver(ChannelAllocator& channels, int blocks) : channels(channels), blocks(blocks) {}

    TransferStats run() {
        TransferStats stats;
        for (int b = 0; b < blocks; ++b) {
            const std::optional<int> first = channels.allocate();
            const std::optional<int> second = channels.allocate();
            if (first && second)
                stats.bytes += copy(*first, *second, b);
            else
                ++stats.starved;
            if (second) channels.free(*second);
            if (first) channels.free(*first);
        }
        return stats;
    }

private:
    static long copy(int source, int target, int block) { return 512L * (block + 1) + source - target; }

    ChannelAllocator& channels;
    int blocks;
};

int main() {
    ChannelAllocator channels;
    std::vector<TransferStats> stats(5);
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < stats.size(); ++i)
        threads.emplace_back([&channels, &stats, i] { stats[i] = Driver(channels, 20).run(); });
    for (auto& t : threads) t.join();
    for (const TransferStats& s : stats) std::printf("%ld bytes, starved %d times\n", s.bytes, s.starved);
    return channels.idle() ? 0 : 1;
}
