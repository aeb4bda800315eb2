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
