// Ray tracer whose parallel_for waits for a wait group on its stack; the last done() notifies after it has left the lock.
#include <algorithm>
#include <cmath>
#include <condition_variable>
#include <cstddef>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

class wait_group {
public:
    void add(int n) {
        std::lock_guard<std::mutex> guard(mutex_);
        count_ += n;
    }

    void done() {
        bool last;
        {
            std::lock_guard<std::mutex> guard(mutex_);
            last = --count_ == 0;
        }
        if (last) zero_.notify_all();  // finding: 'zero_'
    }

    void wait() {
        std::unique_lock<std::mutex> guard(mutex_);
        zero_.wait(guard, [this] { return count_ == 0; });
    }

private:
    std::mutex mutex_;
    std::condition_variable zero_;
    int count_ = 0;
};

class render_threads {
public:
    explicit render_threads(int n) {
        for (int i = 0; i < n; ++i) threads_.emplace_back([this] { loop(); });
    }
    render_threads(const render_threads&) = delete;
    render_threads& operator=(const render_threads&) = delete;
    ~render_threads() {
        {
            std::lock_guard<std::mutex> guard(mutex_);
            closing_ = true;
        }
        pending_.notify_all();
        for (auto& t : threads_) t.join();
    }

    void post(std::function<void()> job) {
        {
            std::lock_guard<std::mutex> guard(mutex_);
            jobs_.push_back(std::move(job));
        }
        pending_.notify_one();
    }

private:
    void loop() {
        for (;;) {
            std::function<void()> job;
            {
                std::unique_lock<std::mutex> guard(mutex_);
                pending_.wait(guard, [this] { return closing_ || !jobs_.empty(); });
                if (jobs_.empty()) return;
                job = std::move(jobs_.front());
                jobs_.pop_front();
            }
            job();
        }
    }

    std::mutex mutex_;
    std::condition_variable pending_;
    std::deque<std::function<void()>> jobs_;
    bool closing_ = false;
    std::vector<std::thread> threads_;
};

template <typename Fn>
void parallel_for(render_threads& threads, int rows, int step, const Fn& fn) {
    wait_group group;
    for (int first = 0; first < rows; first += step) {
        group.add(1);
        threads.post([&group, &fn, first, last = std::min(first + step, rows)] {
            for (int row = first; row < last; ++row) fn(row);
            group.done();
        });
    }
    group.wait();
}

int main() {
    constexpr int width = 160, height = 120;
    std::vector<float> image(static_cast<std::size_t>(width) * height);
    render_threads threads(4);
    for (int frame = 0; frame < 10; ++frame)
        parallel_for(threads, height, 16, [&image, frame](int y) {
            for (int x = 0; x < width; ++x)
                image[static_cast<std::size_t>(y) * width + static_cast<std::size_t>(x)] =
                    std::sin(0.1f * static_cast<float>(x + y + frame));
        });
    std::printf("%.3f\n", static_cast<double>(image[width + 1]));
}
