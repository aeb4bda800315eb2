// Latency metrics of a request handler; the maximum is compared and stored in two steps, so a larger sample can be overwritten by
// a smaller one.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

namespace metrics {

class Latency {
public:
    void observe(std::uint64_t micros) {
        count_.fetch_add(1, std::memory_order_relaxed);
        sum_.fetch_add(micros, std::memory_order_relaxed);
        raise(micros);
    }

    std::uint64_t peak() const { return peak_.load(std::memory_order_relaxed); }
    double mean() const {
        const auto n = count_.load(std::memory_order_relaxed);
        return n == 0 ? 0.0 : static_cast<double>(sum_.load(std::memory_order_relaxed)) / static_cast<double>(n);
    }

private:
    void raise(std::uint64_t v) {
        if (v > peak_) peak_ = v;  // finding: 'peak_'
    }

    std::atomic<std::uint64_t> count_{0};
    std::atomic<std::uint64_t> sum_{0};
    std::atomic<std::uint64_t> peak_{0};
};

class ScopedTimer {
public:
    explicit ScopedTimer(Latency& target) : target_(target), begin_(std::chrono::steady_clock::now()) {}
    ~ScopedTimer() {
        const auto spent = std::chrono::steady_clock::now() - begin_;
        target_.observe(
            static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(spent).count()));
    }
    ScopedTimer(const ScopedTimer&) = delete;
    ScopedTimer& operator=(const ScopedTimer&) = delete;

private:
    Latency& target_;
    std::chrono::steady_clock::time_point begin_;
};

}  // namespace metrics

static std::size_t handleRequest(metrics::Latency& latency, int size) {
    metrics::ScopedTimer timer(latency);
    std::string body;
    for (int i = 0; i < size; ++i) body += std::to_string(i);
    return body.size();
}

int main() {
    metrics::Latency latency;
    std::vector<std::thread> handlers;
    for (int h = 1; h <= 3; ++h)
        handlers.emplace_back([&latency, h] {
            std::size_t bytes = 0;
            for (int i = 0; i < 50; ++i) bytes += handleRequest(latency, h * i);
            std::printf("handler %d: %zu bytes\n", h, bytes);
        });
    for (auto& t : handlers) t.join();
    std::printf("mean %.1f us, peak %llu us\n", latency.mean(), static_cast<unsigned long long>(latency.peak()));
    return 0;
}
