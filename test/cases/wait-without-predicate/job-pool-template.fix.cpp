// Fixed-size worker pool parameterised on the job type.
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <future>
#include <memory>
#include <mutex>
#include <queue>
#include <thread>
#include <type_traits>
#include <vector>

namespace tasks {

template <class Job>
struct job_traits {
    static void run(Job& job) { job(); }
    static bool less(const Job&, const Job&) { return false; }
};

template <class R, class... A>
struct job_traits<std::packaged_task<R(A...)>> {
    static void run(std::packaged_task<R(A...)>& job) { job(A{}...); }
    static bool less(const std::packaged_task<R(A...)>&, const std::packaged_task<R(A...)>&) {
        return false;
    }
};

template <class Job, class Traits = job_traits<Job>>
class job_pool {
public:
    explicit job_pool(std::size_t workers = std::thread::hardware_concurrency()) {
        workers_.reserve(workers);
        for (std::size_t i = 0; i != workers; ++i)
            workers_.emplace_back([this] { run(); });
    }

    ~job_pool() {
        {
            std::lock_guard<std::mutex> g(m_);
            stopping_ = true;
        }
        ready_.notify_all();
        for (auto& w : workers_)
            w.join();
    }

    job_pool(const job_pool&) = delete;
    job_pool& operator=(const job_pool&) = delete;

    template <class J, class = std::enable_if_t<std::is_convertible_v<J&&, Job>>>
    void post(J&& job) {
        {
            std::lock_guard<std::mutex> g(m_);
            jobs_.push(std::forward<J>(job));
            ++pending_;
        }
        ready_.notify_one();
    }

    void drain() {
        std::unique_lock<std::mutex> lk(m_);
        while (pending_ != 0)
            idle_.wait(lk);
        last_drain_ = completed_;
    }

    std::size_t completed() const {
        std::lock_guard<std::mutex> g(m_);
        return completed_;
    }

private:
    void run() {
        std::unique_lock<std::mutex> lk(m_);
        for (;;) {
            ready_.wait(lk, [this] { return stopping_ || !jobs_.empty(); });
            if (jobs_.empty())
                return;
            Job job = std::move(jobs_.front());
            jobs_.pop();
            lk.unlock();
            try {
                Traits::run(job);
            } catch (...) {
                failures_.fetch_add(1, std::memory_order_relaxed);
            }
            lk.lock();
            ++completed_;
            if (--pending_ == 0)
                idle_.notify_all();
        }
    }

    mutable std::mutex m_;
    std::condition_variable ready_;
    std::condition_variable idle_;
    std::queue<Job> jobs_;
    std::size_t pending_ = 0;
    std::size_t completed_ = 0;
    std::size_t last_drain_ = 0;
    std::atomic<unsigned> failures_{0};
    bool stopping_ = false;
    std::vector<std::thread> workers_;
};

}  // namespace tasks
