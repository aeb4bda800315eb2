// Upstream table of a reverse proxy. The statistics report tries the lock and copies the counters without asking whether it got it.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

struct UpstreamCounters {
    std::uint64_t requests = 0;
    std::uint64_t failures = 0;
    std::chrono::microseconds busy{0};
};

struct Report {
    std::size_t upstreams = 0;
    UpstreamCounters sum;
    std::string slowest;
};

class UpstreamTable {
public:
    void record(const std::string& host, std::chrono::microseconds took, bool ok) {
        std::unique_lock lock(m_mutex);
        UpstreamCounters& counters = m_upstreams[host];
        ++counters.requests;
        counters.busy += took;
        if (!ok)
            ++counters.failures;
    }

    void remove(const std::string& host) {
        std::unique_lock lock(m_mutex);
        m_upstreams.erase(host);
    }

    bool healthy(const std::string& host) const {
        std::shared_lock lock(m_mutex);
        const auto found = m_upstreams.find(host);
        return found == m_upstreams.end() || found->second.failures * 2 < found->second.requests;
    }

    // For the status page, which must not slow the proxy down; empty if there is nothing to show right now.
    std::optional<Report> report() const {
        std::shared_lock lock(m_mutex, std::try_to_lock);  // finding: 'lock'
        if (m_upstreams.empty())
            return std::nullopt;

        Report result;
        result.upstreams = m_upstreams.size();
        double worst = -1;
        for (const auto& [host, counters] : m_upstreams) {
            add(result.sum, counters);
            const double mean = static_cast<double>(counters.busy.count()) / static_cast<double>(counters.requests);
            if (mean > worst) {
                worst = mean;
                result.slowest = host;
            }
        }
        return result;
    }

private:
    static void add(UpstreamCounters& sum, const UpstreamCounters& one) {
        sum.requests += one.requests;
        sum.failures += one.failures;
        sum.busy += one.busy;
    }

    mutable std::shared_mutex m_mutex;
    std::unordered_map<std::string, UpstreamCounters> m_upstreams;
};

int main() {
    UpstreamTable table;
    std::atomic<bool> finished{false};
    std::thread statusPage([&] {
        while (!finished) {
            if (const auto report = table.report())
                std::printf("%zu upstreams, slowest %s\n", report->upstreams, report->slowest.c_str());
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    });
    for (int i = 0; i < 2000; ++i) {
        const std::string host = "10.0.0." + std::to_string(i % 9);
        if (table.healthy(host))
            table.record(host, std::chrono::microseconds(50 + i % 13), i % 11 != 0);
        if (i % 500 == 499)
            table.remove(host);
    }
    finished = true;
    statusPage.join();
}
