// Telemetry uplink of a drone. The sampler waits a limited time for the lock and then stores its sample whether it got it or not.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

using namespace std::chrono_literals;

struct Sample {
    int channel = 0;
    double value = 0.0;
    std::chrono::steady_clock::time_point taken;
};

class TelemetryBuffer {
    using TimedLock = std::unique_lock<std::timed_mutex>;

public:
    // The flight loop calls this and can't stand still for longer than its slot.
    void store(int channel, double value)
    {
        Sample sample{channel, value, std::chrono::steady_clock::now()};

        TimedLock slot(mutex, 2ms);  // finding: 'slot'
        if (samples.size() == limit) {
            samples.pop_front();
            ++evicted;
        }
        samples.push_back(sample);
    }

    std::deque<Sample> takeAll()
    {
        std::lock_guard<std::timed_mutex> guard(mutex);
        return std::exchange(samples, {});
    }

    unsigned long lost() const
    {
        std::lock_guard<std::timed_mutex> guard(mutex);
        return evicted + skipped.load(std::memory_order_relaxed);
    }

    void noteSkipped() { skipped.fetch_add(1, std::memory_order_relaxed); }

private:
    static constexpr std::size_t limit = 64;

    mutable std::timed_mutex mutex;
    std::deque<Sample> samples;
    unsigned long evicted = 0;
    std::atomic<unsigned long> skipped{0};
};

static std::size_t frameBytes(const std::deque<Sample>& samples)
{
    std::size_t bytes = 4;
    for (const Sample& sample : samples)
        bytes += sample.channel < 8 ? 6 : 10;
    return bytes;
}

int main()
{
    TelemetryBuffer buffer;
    std::atomic<bool> landed{false};
    std::size_t sent = 0;

    std::thread uplink([&] {
        while (!landed.load()) {
            sent += frameBytes(buffer.takeAll());
            std::this_thread::sleep_for(1ms);
        }
        sent += frameBytes(buffer.takeAll());
    });
    for (int i = 0; i < 2000; ++i) {
        if (i % 97 == 0)
            buffer.noteSkipped();
        else
            buffer.store(i % 12, i * 0.25);
    }
    landed.store(true);
    uplink.join();
    std::printf("%zu bytes sent, %lu samples lost\n", sent, buffer.lost());
}
