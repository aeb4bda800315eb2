// Batch player with a pool of audio decoders that can be paused and resumed.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

struct Packet {
    int stream = 0;
    std::vector<std::uint8_t> payload;
};

class DecoderPool {
public:
    explicit DecoderPool(std::deque<Packet> packets) : m_packets(std::move(packets)) {}

    ~DecoderPool() {
        cancel();
        joinAll();
    }

    DecoderPool(const DecoderPool&) = delete;
    DecoderPool& operator=(const DecoderPool&) = delete;

    void start(int decoders) {
        for (int i = 0; i < decoders; ++i)
            m_decoders.emplace_back(&DecoderPool::decodeLoop, this);
    }

    void pause() {
        std::lock_guard lock(m_mutex);
        m_paused = true;
    }

    void resume() { setRunning(); }

    // Lets the decoders work off what is left.
    void finish() {
        setRunning();
        joinAll();
    }

    long long samples() const { return m_samples.load(std::memory_order_relaxed); }

private:
    void setRunning() {
        {
            std::lock_guard lock(m_mutex);
            if (!m_paused)
                return;
            m_paused = false;
        }
        m_mayRun.notify_all();
    }

    void cancel() {
        {
            std::lock_guard lock(m_mutex);
            m_aborted = true;
        }
        m_mayRun.notify_all();
    }

    void joinAll() {
        for (auto& decoder : m_decoders)
            decoder.join();
        m_decoders.clear();
    }

    std::optional<Packet> nextPacket() {
        std::unique_lock lock(m_mutex);
        m_mayRun.wait(lock, [this] { return !m_paused || m_aborted; });
        if (m_aborted || m_packets.empty())
            return std::nullopt;
        Packet packet = std::move(m_packets.front());
        m_packets.pop_front();
        return packet;
    }

    void decodeLoop() {
        while (auto packet = nextPacket()) {
            long long produced = 0;
            for (std::uint8_t byte : packet->payload)
                produced += 1 + (byte & 3);
            m_samples.fetch_add(produced, std::memory_order_relaxed);
        }
    }

    std::mutex m_mutex;
    std::condition_variable m_mayRun;
    std::deque<Packet> m_packets;
    bool m_paused = false;
    bool m_aborted = false;
    std::atomic<long long> m_samples{0};
    std::vector<std::thread> m_decoders;
};

int main() {
    std::deque<Packet> album;
    for (int i = 0; i < 400; ++i)
        album.push_back({i % 8, std::vector<std::uint8_t>(2048, static_cast<std::uint8_t>(i))});

    DecoderPool pool(std::move(album));
    pool.start(4);
    pool.pause();
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    std::printf("paused at %lld samples\n", pool.samples());
    pool.resume();
    pool.finish();
    std::printf("%lld samples decoded\n", pool.samples());
}
