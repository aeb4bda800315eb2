// A metrics registry with a reporting std::jthread.
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <iostream>
#include <map>
#include <mutex>
#include <sstream>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

namespace metrics {

using Sink = std::function<void(const std::string&)>;

class Registry {
public:
    Registry(Sink sink, std::chrono::milliseconds period)
        : sink_(std::move(sink)), period_(period) {
        reporter_ = std::jthread(std::bind_front(&Registry::report_loop, this));
    }

    Registry(const Registry&) = delete;
    Registry& operator=(const Registry&) = delete;
    ~Registry() = default;

    void add(std::string_view name, std::int64_t delta = 1) {
        std::lock_guard lock(mutex_);
        auto it = counters_.find(name);
        if (it == counters_.end()) {
            it = counters_.emplace(std::string(name), 0).first;
        }
        it->second += delta;
    }

private:
    void report_loop(std::stop_token stop) {
        while (!stop.stop_requested()) {
            wait_period(stop);
            sink_(render());
        }
    }

    void wait_period(const std::stop_token& stop) {
        std::unique_lock lock(mutex_);
        tick_.wait_for(lock, stop, period_, [] { return false; });
    }

    std::string render() const {
        std::ostringstream out;
        std::lock_guard lock(mutex_);
        for (const auto& [name, value] : counters_) {
            out << name << '=' << value << ' ';
        }
        return out.str();
    }

    const Sink sink_;
    const std::chrono::milliseconds period_;
    mutable std::mutex mutex_;
    std::condition_variable_any tick_;
    std::map<std::string, std::int64_t, std::less<>> counters_;
    std::jthread reporter_;
};

}  // namespace metrics

int main() {
    metrics::Registry registry([](const std::string& line) { std::cout << line << '\n'; },
                               std::chrono::milliseconds(25));
    for (int i = 0; i < 1000; ++i) {
        registry.add("requests");
        if (i % 10 == 0) {
            registry.add("cache.miss");
        }
        registry.add("bytes", 512);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(60));
    return 0;
}
