// Exporters of trace spans on a base with a thread and a virtual method; every exporter starts it last and stops it first.
#include <condition_variable>
#include <iostream>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Span {
    std::string operation;
    long micros;
};

class SpanExporter {
public:
    SpanExporter(const SpanExporter&) = delete;
    SpanExporter& operator=(const SpanExporter&) = delete;

    virtual ~SpanExporter() { stop(); }

    void add(Span span) {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            spans_.push_back(std::move(span));
        }
        added_.notify_one();
    }

protected:
    SpanExporter() = default;

    void start() { thread_ = std::thread(&SpanExporter::run, this); }

    void stop() {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            stopped_ = true;
        }
        added_.notify_one();
        if (thread_.joinable()) {
            thread_.join();
        }
    }

    virtual void write(const std::vector<Span>& spans) = 0;

private:
    void run() {
        std::vector<Span> batch;
        for (;;) {
            {
                std::unique_lock<std::mutex> lock(mutex_);
                added_.wait(lock, [this] { return stopped_ || !spans_.empty(); });
                if (spans_.empty()) return;
                batch.swap(spans_);
            }
            write(batch);
            batch.clear();
        }
    }

    std::mutex mutex_;
    std::condition_variable added_;
    bool stopped_ = false;
    std::vector<Span> spans_;
    std::thread thread_;
};

class SummaryExporter final : public SpanExporter {
public:
    SummaryExporter() { start(); }
    ~SummaryExporter() override { stop(); }

    long totalMicros(const std::string& operation) const {
        std::lock_guard<std::mutex> lock(totalsMutex_);
        auto it = totals_.find(operation);
        return it == totals_.end() ? 0 : it->second;
    }

private:
    void write(const std::vector<Span>& spans) override {
        std::lock_guard<std::mutex> lock(totalsMutex_);
        for (const Span& span : spans) totals_[span.operation] += span.micros;
    }

    mutable std::mutex totalsMutex_;
    std::map<std::string, long> totals_;
};

class TextExporter final : public SpanExporter {
public:
    explicit TextExporter(std::string prefix) : prefix_(std::move(prefix)) { start(); }

    ~TextExporter() override {
        stop();
        std::cout << text_;
    }

private:
    void write(const std::vector<Span>& spans) override {
        for (const Span& span : spans) {
            text_ += prefix_ + span.operation + ' ' + std::to_string(span.micros) + '\n';
        }
    }

    const std::string prefix_;
    std::string text_;  // the exporting thread's until it is stopped
};

int main() {
    SummaryExporter summary;
    TextExporter text("span ");
    for (long i = 0; i < 10; ++i) {
        summary.add({i % 2 ? "read" : "write", 100 + i});
        text.add({"commit", i});
    }
    std::cout << summary.totalMicros("read") << '\n';
}
