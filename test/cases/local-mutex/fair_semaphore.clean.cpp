// First-come-first-served semaphore: each blocked call waits on a Waiter of its own stack, whose address the releasing thread takes from the queue.
#include <condition_variable>
#include <deque>
#include <iostream>
#include <mutex>
#include <thread>
#include <vector>

class FairSemaphore {
public:
    explicit FairSemaphore(int permits) : m_permits(permits) {}
    FairSemaphore(const FairSemaphore&) = delete;
    FairSemaphore& operator=(const FairSemaphore&) = delete;

    void acquire()
    {
        Waiter self;
        {
            std::lock_guard<std::mutex> lock(m_mutex);
            if (m_permits > 0) {
                --m_permits;
                return;
            }
            m_waiters.push_back(&self);
        }
        std::unique_lock<std::mutex> lock(self.mutex);
        self.wake.wait(lock, [&self] { return self.granted; });
    }

    void release()
    {
        Waiter* next = nullptr;
        {
            std::lock_guard<std::mutex> lock(m_mutex);
            if (m_waiters.empty()) {
                ++m_permits;
                return;
            }
            next = m_waiters.front();
            m_waiters.pop_front();
        }
        // Notified under the lock: the waiter may be gone once it sees the grant.
        std::lock_guard<std::mutex> lock(next->mutex);
        next->granted = true;
        next->wake.notify_one();
    }

private:
    struct Waiter {
        std::mutex mutex;
        std::condition_variable wake;
        bool granted = false;
    };

    std::mutex m_mutex;
    std::deque<Waiter*> m_waiters;
    int m_permits;
};

class Permit {
public:
    explicit Permit(FairSemaphore& semaphore) : m_semaphore(semaphore) { m_semaphore.acquire(); }
    ~Permit() { m_semaphore.release(); }
    Permit(const Permit&) = delete;
    Permit& operator=(const Permit&) = delete;

private:
    FairSemaphore& m_semaphore;
};

static long transcode(FairSemaphore& slots, int clip)
{
    long work = 0;
    for (int part = 0; part < 20; ++part) {
        Permit permit(slots);
        for (int i = 0; i < 500; ++i)
            work += (clip * i) ^ part;
    }
    return work;
}

int main()
{
    FairSemaphore slots(2);
    std::vector<long> results(5);
    std::vector<std::thread> threads;
    for (std::size_t clip = 0; clip < results.size(); ++clip)
        threads.emplace_back([&, clip] { results[clip] = transcode(slots, static_cast<int>(clip)); });
    for (auto& thread : threads)
        thread.join();
    for (long result : results)
        std::cout << result << '\n';
    return 0;
}
