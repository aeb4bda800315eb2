// Reflow oven calibration: reports the first stable temperature to the operator and keeps watching for drift.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <future>
#include <iostream>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <thread>

class NeverStable : public std::runtime_error {
public:
    NeverStable() : std::runtime_error("oven did not settle") {}
};

class Thermocouple {
public:
    explicit Thermocouple(double target) : m_target(target) {}

    std::optional<double> sample()
    {
        if (m_tick == kSamples)
            return std::nullopt;
        const double lag = std::exp(-0.15 * m_tick);
        ++m_tick;
        return m_target * (1.0 - lag);
    }

private:
    static constexpr int kSamples = 120;
    double m_target;
    int m_tick = 0;
};

class Window {
public:
    void push(double value)
    {
        m_values[m_count % m_values.size()] = value;
        ++m_count;
    }
    bool full() const { return m_count >= m_values.size(); }
    double spread() const
    {
        const auto [low, high] = std::minmax_element(m_values.begin(), m_values.end());
        return *high - *low;
    }
    double mean() const
    {
        return std::accumulate(m_values.begin(), m_values.end(), 0.0) / static_cast<double>(m_values.size());
    }

private:
    std::array<double, 8> m_values{};
    std::size_t m_count = 0;
};

struct DriftReport {
    double peak = 0.0;
    int samples = 0;
};

void watchOven(Thermocouple& probe, std::promise<double>& stable, DriftReport& report)
{
    constexpr double kTolerance = 0.5;
    Window window;
    bool settled = false;

    while (const std::optional<double> reading = probe.sample()) {
        window.push(*reading);
        report.peak = std::max(report.peak, *reading);
        ++report.samples;
        if (!settled && window.full() && window.spread() < kTolerance) {
            stable.set_value(window.mean());
            settled = true;
        }
    }

    if (!settled)
        stable.set_exception(std::make_exception_ptr(NeverStable()));
}

int main()
{
    Thermocouple probe(245.0);
    DriftReport report;
    std::promise<double> stable;
    std::future<double> firstStable = stable.get_future();
    std::jthread watcher(watchOven, std::ref(probe), std::ref(stable), std::ref(report));

    try {
        std::cout << "stable at " << firstStable.get() << " C\n";
    } catch (const NeverStable& e) {
        std::cout << e.what() << '\n';
    }
    watcher.join();
    std::cout << report.samples << " samples, peak " << report.peak << " C\n";
}
