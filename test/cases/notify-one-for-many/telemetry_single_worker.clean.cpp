// Telemetry uploader with exactly one background thread, which is the only one that ever waits; posting and stopping wake it with notify_one.
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdio>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Sample {
    std::string metric;
    double value;
};

class TelemetryUploader {
public:
    TelemetryUploader() : worker_([this] { uploadLoop(); }) {}

    TelemetryUploader(const TelemetryUploader&) = delete;
    TelemetryUploader& operator=(const TelemetryUploader&) = delete;

    ~TelemetryUploader() {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            stop_ = true;
        }
        wake_.notify_one();
        worker_.join();
        std::printf("uploaded %zu metrics in %d requests\n", totals_.size(), requests_);
    }

    void post(Sample sample) {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            pending_.push_back(std::move(sample));
        }
        wake_.notify_one();
    }

    void postAll(std::vector<Sample> samples) {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            for (auto& s : samples) pending_.push_back(std::move(s));
        }
        wake_.notify_one();
    }

    void setPaused(bool paused) {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            paused_ = paused;
        }
        if (!paused) wake_.notify_one();
    }

private:
    void uploadLoop() {
        std::vector<Sample> batch;
        for (;;) {
            {
                std::unique_lock<std::mutex> lock(mutex_);
                wake_.wait(lock, [this] { return stop_ || (!paused_ && !pending_.empty()); });
                if (pending_.empty()) return;
                batch.swap(pending_);
            }
            upload(batch);
            batch.clear();
        }
    }

    void upload(const std::vector<Sample>& batch) {
        for (const auto& s : batch) totals_[s.metric] += s.value;
        ++requests_;
    }

    std::mutex mutex_;
    std::condition_variable wake_;
    std::vector<Sample> pending_;
    bool paused_ = false;
    bool stop_ = false;

    // Used by the worker only, and by the destructor after the join.
    std::map<std::string, double> totals_;
    int requests_ = 0;

    std::thread worker_;
};

int main() {
    TelemetryUploader uploader;
    std::vector<std::thread> sources;
    for (int s = 0; s < 4; ++s)
        sources.emplace_back([&uploader, s] {
            for (int i = 0; i < 100; ++i) uploader.post({"cpu." + std::to_string(s), i * 0.5});
            uploader.postAll({{"mem.used", 12.0}, {"mem.free", 4.0}, {"disk.io", 0.25}});
        });
    uploader.setPaused(true);
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    uploader.setPaused(false);
    for (auto& t : sources) t.join();
}
