// Tracing and metrics of a web server, each set up once; the tracer counts its spans in the metrics.
#include <atomic>
#include <cstdio>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace telemetry {

class counter {
public:
    explicit counter(std::string name) : name_(std::move(name)) {}
    void add() { value_.fetch_add(1); }
    long value() const { return value_.load(); }
    const std::string& name() const { return name_; }

private:
    std::string name_;
    std::atomic<long> value_{0};
};

struct metrics {
    counter spans{"spans"};
    counter requests{"requests"};
};

class tracer {
public:
    explicit tracer(counter& spans) : spans_(spans) {}
    void span(const std::string& name) {
        spans_.add();
        std::lock_guard<std::mutex> lock(mutex_);
        names_.push_back(name);
    }
    bool enabled() const { return true; }
    std::size_t size() const {
        std::lock_guard<std::mutex> lock(mutex_);
        return names_.size();
    }

private:
    counter& spans_;
    mutable std::mutex mutex_;
    std::vector<std::string> names_;
};

std::once_flag metrics_flag;
std::once_flag tracer_flag;
std::unique_ptr<metrics> the_metrics;
std::unique_ptr<tracer> the_tracer;

void make_tracer();

void make_metrics() {
    the_metrics = std::make_unique<metrics>();
}

void make_tracer() {
    std::call_once(metrics_flag, make_metrics);
    the_tracer = std::make_unique<tracer>(the_metrics->spans);
}

metrics& get_metrics() {
    std::call_once(metrics_flag, make_metrics);
    return *the_metrics;
}

tracer& get_tracer() {
    std::call_once(tracer_flag, make_tracer);
    return *the_tracer;
}

}  // namespace telemetry

static void handle(int request) {
    telemetry::get_metrics().requests.add();
    telemetry::get_tracer().span("request " + std::to_string(request));
}

int main() {
    std::vector<std::thread> workers;
    for (int w = 0; w < 3; ++w)
        workers.emplace_back([w] {
            for (int i = 0; i < 4; ++i) handle(w * 4 + i);
        });
    for (auto& t : workers) t.join();
    const auto& m = telemetry::get_metrics();
    std::printf("%s=%ld %s=%ld names=%zu\n", m.requests.name().c_str(), m.requests.value(), m.spans.name().c_str(),
                m.spans.value(), telemetry::get_tracer().size());
    return 0;
}
