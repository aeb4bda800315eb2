// Thumbnail renderer with a pool of worker threads; shutdown sets the stop flag but wakes only one of the sleeping workers.
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct ThumbnailJob {
    std::string source;
    int edge = 128;
    std::function<void(const std::string&, std::uint32_t)> onReady;
};

class ThumbnailRenderer {
public:
    explicit ThumbnailRenderer(unsigned workers) {
        threads_.reserve(workers);
        for (unsigned i = 0; i < workers; ++i)
            threads_.emplace_back([this] { run(); });
    }

    ThumbnailRenderer(const ThumbnailRenderer&) = delete;
    ThumbnailRenderer& operator=(const ThumbnailRenderer&) = delete;

    ~ThumbnailRenderer() {
        shutdown();
        for (auto& t : threads_) t.join();
    }

    bool submit(ThumbnailJob job) {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            if (stop_) return false;
            jobs_.push_back(std::move(job));
        }
        cv_.notify_one();
        return true;
    }

private:
    void shutdown() {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            stop_ = true;
        }
        cv_.notify_one();  // finding: 'cv_'
    }

    void run() {
        for (;;) {
            ThumbnailJob job;
            {
                std::unique_lock<std::mutex> lock(mutex_);
                cv_.wait(lock, [this] { return stop_ || !jobs_.empty(); });
                if (jobs_.empty()) return;
                job = std::move(jobs_.front());
                jobs_.pop_front();
            }
            job.onReady(job.source, render(job));
        }
    }

    static std::uint32_t render(const ThumbnailJob& job) {
        std::uint32_t hash = 2166136261u;
        for (int pass = 0; pass < job.edge; ++pass)
            for (char c : job.source) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
        return hash;
    }

    std::mutex mutex_;
    std::condition_variable cv_;
    std::deque<ThumbnailJob> jobs_;
    bool stop_ = false;
    std::vector<std::thread> threads_;
};

int main() {
    std::mutex outMutex;
    std::vector<std::pair<std::string, std::uint32_t>> rendered;
    {
        ThumbnailRenderer renderer(4);
        for (int i = 0; i < 20; ++i) {
            ThumbnailJob job;
            job.source = "album/photo-" + std::to_string(i) + ".jpg";
            job.onReady = [&](const std::string& name, std::uint32_t hash) {
                std::lock_guard<std::mutex> lock(outMutex);
                rendered.emplace_back(name, hash);
            };
            if (!renderer.submit(std::move(job))) std::puts("renderer is closed");
        }
    }
    std::lock_guard<std::mutex> lock(outMutex);
    std::printf("%zu thumbnails\n", rendered.size());
    return rendered.size() == 20 ? 0 : 1;
}
