// Video transcoder with a bounded backlog: clips that do not fit are refused through their future.
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <future>
#include <iostream>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct BacklogFull : std::runtime_error {
    explicit BacklogFull(const std::string& clip) : std::runtime_error("backlog full, refused " + clip) {}
};

struct Job {
    std::string clip;
    int frames = 0;
    std::promise<std::size_t> encoded;
};

class Backlog {
public:
    explicit Backlog(std::size_t limit) : limit_(limit) {}

    // Takes the job only if there is room; otherwise it stays with the caller.
    bool tryPush(Job& job)
    {
        {
            std::scoped_lock lock(mutex_);
            if (closed_ || jobs_.size() >= limit_)
                return false;
            jobs_.push_back(std::move(job));
        }
        filled_.notify_one();
        return true;
    }

    bool pop(Job& job)
    {
        std::unique_lock lock(mutex_);
        filled_.wait(lock, [this] { return closed_ || !jobs_.empty(); });
        if (jobs_.empty())
            return false;
        job = std::move(jobs_.front());
        jobs_.pop_front();
        return true;
    }

    void close()
    {
        {
            std::scoped_lock lock(mutex_);
            closed_ = true;
        }
        filled_.notify_all();
    }

private:
    const std::size_t limit_;
    std::mutex mutex_;
    std::condition_variable filled_;
    std::deque<Job> jobs_;
    bool closed_ = false;
};

std::future<std::size_t> submit(Backlog& backlog, const std::string& clip, int frames)
{
    std::promise<std::size_t> encoded;
    std::future<std::size_t> size = encoded.get_future();
    Job job{clip, frames, std::move(encoded)};
    if (!backlog.tryPush(job))
        job.encoded.set_exception(std::make_exception_ptr(BacklogFull(clip)));
    return size;
}

void encodeLoop(Backlog& backlog)
{
    Job job;
    while (backlog.pop(job)) {
        std::size_t bytes = 0;
        for (int frame = 0; frame < job.frames; ++frame)
            bytes += 512u + static_cast<std::size_t>(frame % 30 == 0 ? 4096 : 0);
        job.encoded.set_value(bytes);
    }
}

int main()
{
    Backlog backlog(2);
    std::vector<std::future<std::size_t>> sizes;
    std::thread encoder(encodeLoop, std::ref(backlog));
    for (const char* clip : {"intro.mov", "match.mov", "goals.mov", "outro.mov", "credits.mov"})
        sizes.push_back(submit(backlog, clip, 5000));
    backlog.close();
    encoder.join();

    for (auto& size : sizes) {
        try {
            std::cout << "encoded to " << size.get() << " bytes\n";
        } catch (const BacklogFull& e) {
            std::cout << e.what() << '\n';
        }
    }
}
