// Thread pool with futures, cooperative helping and an idle barrier.
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

class TaskQueue {
public:
    void push(std::function<void()> fn) {
        {
            std::lock_guard<std::mutex> lk(mu_);
            tasks_.push_back(std::move(fn));
            ++unfinished_;
        }
        available_.notify_one();
    }

    // false when closed and drained
    bool pop(std::function<void()>& fn) {
        std::unique_lock<std::mutex> lk(mu_);
        available_.wait(lk, [this] { return closed_ || !tasks_.empty(); });
        return take(fn);
    }

    bool try_pop(std::function<void()>& fn) {
        std::unique_lock<std::mutex> lk(mu_, std::try_to_lock);
        return lk.owns_lock() && take(fn);
    }

    void done() {
        std::lock_guard<std::mutex> lk(mu_);
        if (--unfinished_ == 0) idle_.notify_all();
    }

    void wait_idle() {
        std::unique_lock<std::mutex> lk(mu_);
        idle_.wait(lk, [this] { return unfinished_ == 0; });
    }

    void close() {
        const std::lock_guard<std::mutex> lk(mu_);
        closed_ = true;
        available_.notify_all();
    }

private:
    bool take(std::function<void()>& fn) {
        if (tasks_.empty()) return false;
        fn = std::move(tasks_.front());
        tasks_.pop_front();
        return true;
    }

    std::mutex mu_;
    std::condition_variable available_;
    std::condition_variable idle_;
    std::deque<std::function<void()>> tasks_;
    std::size_t unfinished_ = 0;
    bool closed_ = false;
};

class Pool {
public:
    explicit Pool(unsigned n) {
        try {
            for (unsigned i = 0; i < n; ++i) threads_.emplace_back([this] { run(); });
        } catch (...) {
            stop();
            throw;
        }
    }
    ~Pool() { stop(); }

    template <class F>
    auto submit(F f) -> std::future<std::invoke_result_t<F>> {
        auto task = std::make_shared<std::packaged_task<std::invoke_result_t<F>()>>(std::move(f));
        auto fut = task->get_future();
        queue_.push([task] { (*task)(); });
        return fut;
    }

    // A task may wait for another task: it runs queued work meanwhile.
    template <class T>
    T help_until(std::future<T>& f) {
        while (f.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
            std::function<void()> other;
            if (queue_.try_pop(other)) execute(other);
            else std::this_thread::yield();
        }
        return f.get();
    }

    void wait_idle() { queue_.wait_idle(); }

private:
    void execute(std::function<void()>& fn) {
        fn();  // a packaged_task: exceptions end up in the future
        fn = nullptr;
        queue_.done();
    }
    void run() {
        std::function<void()> fn;
        while (queue_.pop(fn)) execute(fn);
    }
    void stop() {
        queue_.close();
        for (auto& t : threads_)
            if (t.joinable()) t.join();
    }

    TaskQueue queue_;
    std::vector<std::thread> threads_;
};

static long fib(Pool& pool, int n) {
    if (n < 8) return n < 2 ? n : fib(pool, n - 1) + fib(pool, n - 2);
    auto left = pool.submit([&pool, n] { return fib(pool, n - 1); });
    long right = fib(pool, n - 2);
    return pool.help_until(left) + right;
}

int main() {
    Pool pool(3);
    std::atomic<int> ticks{0};
    std::vector<std::future<void>> all;
    for (int i = 0; i < 20; ++i) all.push_back(pool.submit([&ticks, i] { ticks += i; }));
    auto root = pool.submit([&pool] { return fib(pool, 14); });
    for (auto& f : all) f.get();
    long r = root.get();
    pool.wait_idle();
    return r == 377 && ticks == 190 ? 0 : 1;
}
