// Transcoder with a pool of workers and a completion callback per job; the worker books the result under the queue mutex and lets go of it around the completion.
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct clip {
    std::string name;
    std::vector<short> samples;
};

struct transcode_result {
    std::string name;
    std::size_t bytes = 0;
};

struct transcode_job {
    clip input;
    int bitrate = 128;
    std::function<void(const transcode_result&)> done;
};

class transcode_queue {
public:
    explicit transcode_queue(unsigned workers) {
        for (unsigned i = 0; i < workers; ++i)
            threads_.emplace_back([this] { work(); });
    }

    transcode_queue(const transcode_queue&) = delete;
    transcode_queue& operator=(const transcode_queue&) = delete;

    ~transcode_queue() {
        {
            std::lock_guard lk(mtx_);
            closing_ = true;
        }
        wake_.notify_all();
        for (auto& t : threads_)
            t.join();
    }

    bool submit(transcode_job job) {
        {
            std::lock_guard lk(mtx_);
            if (closing_)
                return false;
            jobs_.push_back(std::move(job));
        }
        wake_.notify_one();
        return true;
    }

    std::size_t bytes_out() const {
        std::lock_guard lk(mtx_);
        return bytes_out_;
    }

private:
    static transcode_result encode(const transcode_job& job) {
        long energy = 0;
        for (short s : job.input.samples)
            energy += s < 0 ? -s : s;
        return {job.input.name, static_cast<std::size_t>(energy % 97) + job.input.samples.size() * job.bitrate / 256};
    }

    void work() {
        std::unique_lock lk(mtx_);
        for (;;) {
            wake_.wait(lk, [this] { return closing_ || !jobs_.empty(); });
            if (jobs_.empty())
                return;
            transcode_job job = std::move(jobs_.front());
            jobs_.pop_front();

            lk.unlock();
            const transcode_result result = encode(job);
            lk.lock();

            bytes_out_ += result.bytes;
            lk.unlock();
            if (job.done)
                job.done(result);
            job.done = nullptr;
            lk.lock();
        }
    }

    mutable std::mutex mtx_;
    std::condition_variable wake_;
    std::deque<transcode_job> jobs_;
    std::size_t bytes_out_ = 0;
    bool closing_ = false;
    std::vector<std::thread> threads_;
};

int main() {
    std::atomic<int> finished{0};
    int accepted = 0;
    {
        transcode_queue queue(2);
        for (int i = 0; i < 6; ++i) {
            clip c{"track" + std::to_string(i), std::vector<short>(256, static_cast<short>(i))};
            if (queue.submit({std::move(c), 192, [&finished](const transcode_result&) { finished.fetch_add(1); }}))
                ++accepted;
        }
        std::printf("so far %zu bytes\n", queue.bytes_out());
    }
    std::printf("%d of %d finished\n", finished.load(), accepted);
    return 0;
}
