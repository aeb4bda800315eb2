// Metrics registry of a web frontend; the mutex is a local of each call, so no two threads ever exclude each other.
#include <cstdint>
#include <cstdio>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace metrics {

struct Sample {
    std::string name;
    std::uint64_t value;
};

class Registry {
public:
    void increment(const std::string& name, std::uint64_t by = 1);
    std::vector<Sample> snapshot() const;

private:
    std::map<std::string, std::uint64_t> m_counters;
};

void Registry::increment(const std::string& name, std::uint64_t by)
{
    std::mutex m;
    std::lock_guard<std::mutex> g(m); // finding: 'm'
    m_counters[name] += by;
}

std::vector<Sample> Registry::snapshot() const
{
    std::vector<Sample> samples;
    std::mutex m;
    std::lock_guard<std::mutex> g(m); // finding: 'm'
    samples.reserve(m_counters.size());
    for (const auto& [name, value] : m_counters)
        samples.push_back({name, value});
    return samples;
}

} // namespace metrics

namespace {

void serveRequests(metrics::Registry& registry, int count)
{
    for (int i = 0; i < count; ++i) {
        registry.increment("http.requests");
        if (i % 10 == 0)
            registry.increment("http.errors");
        registry.increment("http.bytes", 512);
    }
}

void scrape(const metrics::Registry& registry, int rounds)
{
    for (int i = 0; i < rounds; ++i) {
        for (const auto& sample : registry.snapshot())
            std::printf("%s %llu\n", sample.name.c_str(),
                        static_cast<unsigned long long>(sample.value));
    }
}

} // namespace

int main()
{
    metrics::Registry registry;
    std::vector<std::thread> workers;
    for (int i = 0; i < 3; ++i)
        workers.emplace_back([&registry] { serveRequests(registry, 500); });
    std::thread scraper([&registry] { scrape(registry, 5); });
    for (auto& worker : workers)
        worker.join();
    scraper.join();
    return registry.snapshot().empty() ? 1 : 0;
}
