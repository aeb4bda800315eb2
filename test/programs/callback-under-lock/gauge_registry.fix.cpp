// Metrics registry that samples its gauges on every scrape; the gauges are copied under the reader lock and sampled without it.
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdio>
#include <functional>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace metrics {

struct Gauge {
    std::string name;
    std::string unit;
    std::function<double()> sampler;
};

class Registry {
public:
    void add(std::string name, std::string unit, std::function<double()> sampler) {
        std::unique_lock writer(lock_);
        gauges_.push_back({std::move(name), std::move(unit), std::move(sampler)});
    }

    bool drop(std::string_view name) {
        std::unique_lock writer(lock_);
        auto it = std::find_if(gauges_.begin(), gauges_.end(), [name](const Gauge& g) { return g.name == name; });
        if (it == gauges_.end())
            return false;
        gauges_.erase(it);
        return true;
    }

    std::size_t size() const {
        std::shared_lock reader(lock_);
        return gauges_.size();
    }

    std::string scrape() const {
        std::string page;
        for (const Gauge& gauge : all())
            appendLine(page, gauge);
        return page;
    }

private:
    std::vector<Gauge> all() const {
        std::shared_lock reader(lock_);
        return gauges_;
    }

    static void appendLine(std::string& page, const Gauge& gauge) {
        const double value = gauge.sampler();
        page += gauge.name;
        page += "{unit=\"";
        page += gauge.unit;
        page += "\"} ";
        page += std::to_string(value);
        page += '\n';
    }

    mutable std::shared_mutex lock_;
    std::vector<Gauge> gauges_;
};

}  // namespace metrics

struct Server {
    std::atomic<int> connections{0};
    std::atomic<long> bytes{0};
};

int main() {
    metrics::Registry registry;
    Server server;
    registry.add("connections", "count", [&server] { return static_cast<double>(server.connections.load()); });
    registry.add("traffic", "bytes", [&server] { return static_cast<double>(server.bytes.load()); });

    std::thread traffic([&server] {
        for (int i = 0; i < 1000; ++i) {
            server.connections.fetch_add(1);
            server.bytes.fetch_add(512);
            server.connections.fetch_sub(1);
        }
    });
    std::size_t scraped = 0;
    for (int i = 0; i < 10; ++i)
        scraped += registry.scrape().size();
    traffic.join();

    const bool dropped = registry.drop("traffic");
    std::printf("%zu bytes scraped, dropped: %d, left: %zu\n%s", scraped, dropped ? 1 : 0, registry.size(),
                registry.scrape().c_str());
    return 0;
}
