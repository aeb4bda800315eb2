// Telemetry gauges of an engine controller; the reader copies the values under the block's lock.
#include <pthread.h>

#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <thread>

namespace telemetry {

constexpr std::size_t kGauges = 6;

struct GaugeBlock {
    pthread_mutex_t mutex;
    unsigned version;
    double values[kGauges];
};

void open(GaugeBlock& block)
{
    pthread_mutex_init(&block.mutex, nullptr);
    block.version = 0;
    for (double& value : block.values)
        value = 0.0;
}

void close(GaugeBlock& block)
{
    pthread_mutex_destroy(&block.mutex);
}

void publish(GaugeBlock& block, const double (&values)[kGauges])
{
    pthread_mutex_lock(&block.mutex);
    std::memcpy(block.values, values, sizeof(values));
    ++block.version;
    pthread_mutex_unlock(&block.mutex);
}

double mean(GaugeBlock& shared)
{
    double sum = 0.0;
    double values[kGauges];
    pthread_mutex_lock(&shared.mutex);
    std::memcpy(values, shared.values, sizeof(values));
    pthread_mutex_unlock(&shared.mutex);
    for (double value : values)
        sum += value;
    return sum / kGauges;
}

} // namespace telemetry

static void sampleSensors(telemetry::GaugeBlock& block)
{
    for (int tick = 0; tick < 500; ++tick) {
        double values[telemetry::kGauges];
        for (std::size_t g = 0; g < telemetry::kGauges; ++g)
            values[g] = std::sin(tick * 0.01 + static_cast<double>(g));
        telemetry::publish(block, values);
    }
}

int main()
{
    telemetry::GaugeBlock block;
    telemetry::open(block);
    std::thread sampler([&block] { sampleSensors(block); });

    double peak = -1.0;
    for (int i = 0; i < 100; ++i) {
        peak = std::fmax(peak, telemetry::mean(block));
        std::this_thread::yield();
    }

    sampler.join();
    telemetry::close(block);
    std::printf("peak mean %.3f\n", peak);
    return 0;
}
