// Maintenance scheduler: the caller gets the first run's result through a packaged_task; repeating jobs are run again later.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <future>
#include <iostream>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

using namespace std::chrono_literals;
using Time = std::chrono::steady_clock::time_point;
using Millis = std::chrono::milliseconds;

struct Job {
    std::packaged_task<int()> task;
    Millis period{0};
    bool ran = false;
};

class JobScheduler {
public:
    JobScheduler() { m_runner = std::thread(&JobScheduler::runLoop, this); }

    ~JobScheduler()
    {
        {
            std::lock_guard<std::mutex> guard(m_mutex);
            m_stop = true;
        }
        m_changed.notify_all();
        m_runner.join();
        // Nobody shall wait in vain for a first run.
        for (auto& [when, job] : m_timeline) {
            if (!job.ran)
                job.task();
        }
    }

    std::future<int> once(Millis delay, std::function<int()> body) { return add(delay, 0ms, std::move(body)); }
    std::future<int> every(Millis period, std::function<int()> body) { return add(period, period, std::move(body)); }

private:
    std::future<int> add(Millis delay, Millis period, std::function<int()> body)
    {
        Job job{std::packaged_task<int()>(std::move(body)), period};
        std::future<int> first = job.task.get_future();
        {
            std::lock_guard<std::mutex> guard(m_mutex);
            m_timeline.emplace(std::chrono::steady_clock::now() + delay, std::move(job));
        }
        m_changed.notify_all();
        return first;
    }

    static void execute(Job& job)
    {
        job.task();
        job.ran = true;
        if (job.period > 0ms)
            job.task.reset();
    }

    void runLoop()
    {
        std::unique_lock<std::mutex> lock(m_mutex);
        while (!m_stop) {
            if (m_timeline.empty()) {
                m_changed.wait(lock, [this] { return m_stop || !m_timeline.empty(); });
                continue;
            }
            const Time due = m_timeline.begin()->first;
            if (std::chrono::steady_clock::now() < due) {
                m_changed.wait_until(lock, due, [&] { return m_stop || m_timeline.begin()->first < due; });
                continue;
            }
            auto node = m_timeline.extract(m_timeline.begin());
            lock.unlock();
            execute(node.mapped());
            lock.lock();
            if (node.mapped().period > 0ms) {
                node.key() = due + node.mapped().period;
                m_timeline.insert(std::move(node));
            }
        }
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::multimap<Time, Job> m_timeline;
    bool m_stop = false;
    std::thread m_runner;
};

int main()
{
    std::atomic<int> purged{0};
    JobScheduler scheduler;
    std::future<int> rotated = scheduler.once(5ms, [] { return 3; });
    std::future<int> firstPurge = scheduler.every(10ms, [&purged] { return purged += 4; });
    std::cout << "rotated " << rotated.get() << " logs\n";
    std::cout << "first purge: " << firstPurge.get() << " sessions\n";
    std::this_thread::sleep_for(35ms);
    std::cout << "purged so far: " << purged.load() << '\n';
}
