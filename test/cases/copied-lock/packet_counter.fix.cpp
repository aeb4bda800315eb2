// Packet counters of a capture tool; the readers of all queues add to one map under a spin lock.
#include <array>
#include <cstdint>
#include <iostream>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

class spin_lock {
public:
    spin_lock() = default;
    spin_lock(const spin_lock&) = delete;
    spin_lock& operator=(const spin_lock&) = delete;

    void lock()
    {
        while (__atomic_test_and_set(&held_, __ATOMIC_ACQUIRE))
            std::this_thread::yield();
    }
    void unlock() { __atomic_clear(&held_, __ATOMIC_RELEASE); }

private:
    bool held_ = false;
};

struct packet {
    std::uint16_t port;
    std::uint32_t length;
};

struct port_stats {
    std::uint64_t packets = 0;
    std::uint64_t bytes = 0;
};

using stats_map = std::map<std::uint16_t, port_stats>;

static std::vector<packet> read_capture(unsigned queue)
{
    static constexpr std::array<std::uint16_t, 4> ports{53, 80, 443, 8080};
    std::vector<packet> packets;
    for (unsigned i = 0; i < 500; ++i)
        packets.push_back({ports[(i * 7 + queue) % ports.size()], 60 + i % 1400});
    return packets;
}

static stats_map count_packets(unsigned queues)
{
    stats_map stats;
    spin_lock guard;
    std::vector<std::thread> readers;
    for (unsigned queue = 0; queue < queues; ++queue) {
        readers.emplace_back([&guard, queue, &stats] {
            for (const packet& p : read_capture(queue)) {
                std::lock_guard<spin_lock> hold(guard);
                port_stats& entry = stats[p.port];
                ++entry.packets;
                entry.bytes += p.length;
            }
        });
    }
    for (auto& reader : readers)
        reader.join();
    return stats;
}

int main()
{
    std::uint64_t total = 0;
    for (const auto& [port, entry] : count_packets(4)) {
        std::cout << port << ": " << entry.packets << " packets, " << entry.bytes << " bytes\n";
        total += entry.packets;
    }
    return total == 2000 ? 0 : 1;
}
