// Metrics pusher on a fire-and-forget pool: the pool's tickets are packaged_task futures, which may be thrown away.
#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <future>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class TaskPool {
public:
    explicit TaskPool(std::size_t workers) {
        m_workers.reserve(workers);
        for (std::size_t i = 0; i < workers; ++i) m_workers.emplace_back(&TaskPool::work, this);
    }
    ~TaskPool() {
        {
            std::lock_guard<std::mutex> lock(m_mutex);
            m_closed = true;
        }
        m_wakeup.notify_all();
        for (std::thread& t : m_workers) t.join();
    }

    // Queues `fn`. The ticket is for those who want to know when it has run; it may be ignored: its state belongs to a
    // packaged_task, so dropping it doesn't wait. All that is queued has run when the pool's destructor returns.
    template <typename Fn>
    std::future<void> submit(Fn fn) {
        static_assert(noexcept(fn()), "tasks report their errors themselves");
        std::packaged_task<void()> task(std::move(fn));
        std::future<void> ticket = task.get_future();
        {
            std::lock_guard<std::mutex> lock(m_mutex);
            m_tasks.push_back(std::move(task));
        }
        m_wakeup.notify_one();
        return ticket;
    }

private:
    void work() {
        std::unique_lock<std::mutex> lock(m_mutex);
        while (true) {
            m_wakeup.wait(lock, [this] { return m_closed || !m_tasks.empty(); });
            if (m_tasks.empty()) return;
            std::packaged_task<void()> task = std::move(m_tasks.front());
            m_tasks.pop_front();
            lock.unlock();
            task();
            lock.lock();
        }
    }

    std::mutex m_mutex;
    std::condition_variable m_wakeup;
    std::deque<std::packaged_task<void()>> m_tasks;
    bool m_closed = false;
    std::vector<std::thread> m_workers;
};

class Gauge {
public:
    void add(long delta) noexcept { m_value.fetch_add(delta, std::memory_order_relaxed); }
    long value() const noexcept { return m_value.load(std::memory_order_relaxed); }

private:
    std::atomic<long> m_value{0};
};

class Reporter {
public:
    Reporter(TaskPool& pool, Gauge& gauge) : m_pool(pool), m_gauge(gauge) {}

    void sample(long value) {
        (void)m_pool.submit([&g = m_gauge, value]() noexcept { g.add(value); });
    }

    void flush() { m_pool.submit([&g = m_gauge]() noexcept { g.add(1); }).wait(); }

private:
    TaskPool& m_pool;
    Gauge& m_gauge;
};

int main() {
    Gauge gauge;
    {
        TaskPool pool(2);
        Reporter reporter(pool, gauge);
        for (long v = 0; v < 50; ++v) reporter.sample(v);
        reporter.flush();
    }
    std::printf("total %ld\n", gauge.value());
    return 0;
}
