// Log-structured store that flushes its segments through an I/O pool; the futures with the error codes of the flushes are
// dropped, so checkpoint() reports success although a segment could not be written.
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

class IoPool {
public:
    explicit IoPool(unsigned n) {
        for (unsigned i = 0; i < n; ++i) threads_.emplace_back([this] { run(); });
    }
    ~IoPool() {
        {
            std::lock_guard<std::mutex> lk(mtx_);
            closing_ = true;
        }
        cv_.notify_all();
        for (auto& t : threads_) t.join();
    }

    template <class F>
    auto submit(F fn) -> std::future<decltype(fn())> {
        auto task = std::make_shared<std::packaged_task<decltype(fn())()>>(std::move(fn));
        auto result = task->get_future();
        {
            std::lock_guard<std::mutex> lk(mtx_);
            queue_.push_back([task] { (*task)(); });
        }
        cv_.notify_one();
        return result;
    }

private:
    void run() {
        for (;;) {
            std::function<void()> job;
            {
                std::unique_lock<std::mutex> lk(mtx_);
                cv_.wait(lk, [this] { return closing_ || !queue_.empty(); });
                if (queue_.empty()) return;
                job = std::move(queue_.front());
                queue_.pop_front();
            }
            job();
        }
    }

    std::mutex mtx_;
    std::condition_variable cv_;
    std::deque<std::function<void()>> queue_;
    bool closing_ = false;
    std::vector<std::thread> threads_;
};

struct Segment {
    std::string name;
    std::size_t bytes;
};

static std::error_code flushSegment(const Segment& s, std::size_t quota) {
    if (s.bytes > quota) return std::make_error_code(std::errc::no_space_on_device);
    return {};
}

class Store {
public:
    Store(IoPool& pool, std::size_t quota) : pool_(pool), quota_(quota) {}
    void append(Segment s) { segments_.push_back(std::move(s)); }

    std::error_code checkpoint() {
        for (const Segment& s : segments_)
            pool_.submit([s, quota = quota_] { return flushSegment(s, quota); });  // finding: 'submit'
        segments_.clear();
        return {};
    }

private:
    IoPool& pool_;
    std::size_t quota_;
    std::vector<Segment> segments_;
};

int main() {
    IoPool pool(2);
    Store store(pool, 4096);
    store.append({"000001.seg", 1024});
    store.append({"000002.seg", 8192});
    const std::error_code ec = store.checkpoint();
    std::printf("checkpoint: %s\n", ec ? ec.message().c_str() : "ok");
    return ec ? 1 : 0;
}
