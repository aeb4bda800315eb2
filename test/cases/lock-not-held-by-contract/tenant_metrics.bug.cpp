// Metrics registry with a per-tenant quota; the quota check from the reporter thread uses the no-lock size without the lock.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class MetricStore {
public:
    virtual ~MetricStore() = default;

    size_t size() const {
        std::lock_guard guard(m_mutex);
        return sizeNoLock();
    }

    void increment(const std::string& name, std::int64_t by) {
        std::lock_guard guard(m_mutex);
        auto it = m_counters.find(name);
        if (it != m_counters.end()) {
            it->second += by;
            return;
        }
        if (sizeNoLock() < m_limit)
            m_counters.emplace(name, by);
        else
            ++m_rejected;
    }

    std::vector<std::pair<std::string, std::int64_t>> snapshot() const {
        std::vector<std::pair<std::string, std::int64_t>> out;
        std::lock_guard guard(m_mutex);
        out.reserve(sizeNoLock());
        for (const auto& [name, value] : m_counters)
            out.emplace_back(name, value);
        return out;
    }

protected:
    explicit MetricStore(size_t limit) : m_limit(limit) {}

    size_t sizeNoLock() const { return m_counters.size(); }

    mutable std::mutex m_mutex;
    std::map<std::string, std::int64_t> m_counters;
    std::int64_t m_rejected = 0;
    const size_t m_limit;
};

class TenantMetrics final : public MetricStore {
public:
    TenantMetrics(std::string tenant, size_t quota) : MetricStore(quota), m_tenant(std::move(tenant)) {}

    const std::string& tenant() const { return m_tenant; }

    bool nearlyFull() const {
        const size_t used = sizeNoLock(); // finding: 'sizeNoLock'
        return used * 10 >= m_limit * 9;
    }

    std::int64_t takeRejected() {
        std::lock_guard guard(m_mutex);
        return std::exchange(m_rejected, 0);
    }

private:
    const std::string m_tenant;
};

class Reporter {
public:
    explicit Reporter(TenantMetrics& metrics) : m_metrics(metrics), m_thread([this] { run(); }) {}
    ~Reporter() {
        m_stop = true;
        m_thread.join();
    }

private:
    void run() {
        bool warned = false;
        while (!m_stop) {
            if (!warned && m_metrics.nearlyFull()) {
                std::printf("%s: metric quota nearly used up\n", m_metrics.tenant().c_str());
                warned = true;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    }

    TenantMetrics& m_metrics;
    std::atomic<bool> m_stop{false};
    std::thread m_thread;
};

int main() {
    TenantMetrics metrics("acme", 100);
    {
        Reporter reporter(metrics);
        for (int i = 0; i < 5000; ++i)
            metrics.increment("http.route." + std::to_string(i % 130), 1);
    }
    std::printf("%zu metrics, %lld rejected\n", metrics.snapshot().size(), static_cast<long long>(metrics.takeRejected()));
}
