// Thumbnail renderer with a background worker that sleeps under the queue's mutex.
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

namespace thumbs {

struct Job {
    std::string path;
    int edge = 0;
};

struct Totals {
    int rendered = 0;
    long pixels = 0;
};

class RenderQueue {
public:
    RenderQueue() : worker_([this] { run(); }) {}

    ~RenderQueue() {
        {
            std::lock_guard<std::mutex> lock(queueMutex_);
            closing_ = true;
        }
        wakeUp_.notify_all();
        worker_.join();
    }

    RenderQueue(const RenderQueue&) = delete;
    RenderQueue& operator=(const RenderQueue&) = delete;

    void submit(Job job) {
        {
            std::lock_guard<std::mutex> lock(queueMutex_);
            jobs_.push_back(std::move(job));
        }
        wakeUp_.notify_one();
    }

    Totals totals() const {
        std::lock_guard<std::mutex> lock(stateMutex_);
        return totals_;
    }

private:
    // Returns false once the queue is closed and empty.
    bool takeNext(Job& out) {
        std::unique_lock<std::mutex> lock(queueMutex_);
        wakeUp_.wait(lock, [this] { return !jobs_.empty() || closing_; });
        if (jobs_.empty())
            return false;
        out = std::move(jobs_.front());
        jobs_.pop_front();
        return true;
    }

    void run() {
        Job job;
        while (takeNext(job)) {
            const long pixels = render(job);
            std::lock_guard<std::mutex> lock(stateMutex_);
            ++totals_.rendered;
            totals_.pixels += pixels;
        }
    }

    static long render(const Job& job) {
        return static_cast<long>(job.edge) * job.edge + static_cast<long>(job.path.size() % 2);
    }

    std::mutex queueMutex_;
    std::deque<Job> jobs_;
    bool closing_ = false;

    mutable std::mutex stateMutex_;
    Totals totals_;

    std::condition_variable wakeUp_;
    std::thread worker_;
};

}  // namespace thumbs

int main() {
    thumbs::RenderQueue queue;
    for (int i = 0; i < 8; ++i)
        queue.submit({"/photos/img" + std::to_string(i) + ".jpg", 64 << (i % 3)});
    const thumbs::Totals totals = queue.totals();
    std::printf("%d rendered so far, %ld pixels\n", totals.rendered, totals.pixels);
}
