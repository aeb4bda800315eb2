// Metrics registry with histograms. observe() makes its guard with defer_lock and never locks it.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

template <std::size_t Buckets>
class Histogram {
public:
    void record(double value) {
        const auto slot = static_cast<std::size_t>(std::max(0.0, value));
        ++m_counts[std::min(slot, Buckets - 1)];
        m_sum += value;
        ++m_total;
    }

    double mean() const { return m_total == 0 ? 0.0 : m_sum / static_cast<double>(m_total); }
    std::size_t total() const { return m_total; }

private:
    std::array<std::size_t, Buckets> m_counts{};
    double m_sum = 0.0;
    std::size_t m_total = 0;
};

class MetricsRegistry {
public:
    using Series = Histogram<16>;

    void observe(std::string_view name, double value) {
        std::unique_lock<std::mutex> guard(m_mutex, std::defer_lock);  // finding: 'guard'
        seriesFor(name).record(value);
    }

    void reset() {
        std::map<std::string, Series, std::less<>> old;
        std::unique_lock<std::mutex> guard(m_mutex);
        old.swap(m_series);
        guard.unlock();
    }

    std::vector<std::string> render() const {
        std::map<std::string, Series, std::less<>> copy;
        {
            std::lock_guard<std::mutex> guard(m_mutex);
            copy = m_series;
        }
        std::vector<std::string> lines;
        for (const auto& [name, series] : copy)
            lines.push_back(name + " n=" + std::to_string(series.total()) + " mean=" + std::to_string(series.mean()));
        return lines;
    }

private:
    Series& seriesFor(std::string_view name) {
        auto it = m_series.find(name);
        if (it == m_series.end())
            it = m_series.emplace(std::string(name), Series{}).first;
        return it->second;
    }

    mutable std::mutex m_mutex;
    std::map<std::string, Series, std::less<>> m_series;
};

int main() {
    MetricsRegistry registry;
    std::vector<std::thread> handlers;
    for (int h = 0; h < 3; ++h) {
        handlers.emplace_back([&registry, h] {
            for (int i = 0; i < 200; ++i) {
                registry.observe("request_ms", (i * 7 + h) % 13);
                registry.observe("queue_len", i % 5);
            }
        });
    }
    for (auto& handler : handlers)
        handler.join();
    for (const std::string& line : registry.render())
        std::puts(line.c_str());
    registry.reset();
}
