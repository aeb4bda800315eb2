// Graphics queue with fences on the stack of the waiting thread: the fence is notified before its lock is given back explicitly.
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace gfx {

class Fence {
public:
    void signal(std::uint64_t timestamp) {
        std::unique_lock<std::mutex> lock(m_mutex);
        m_timestamp = timestamp;
        m_signaled = true;
        m_cond.notify_all();
        lock.unlock();
    }

    std::uint64_t wait() {
        std::unique_lock<std::mutex> lock(m_mutex);
        m_cond.wait(lock, [this] { return m_signaled; });
        return m_timestamp;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_cond;
    bool m_signaled = false;
    std::uint64_t m_timestamp = 0;
};

struct Submission {
    std::vector<std::uint32_t> commands;
    Fence* fence = nullptr;
};

class Queue {
public:
    Queue() : m_thread([this] { execute(); }) {}
    Queue(const Queue&) = delete;
    Queue& operator=(const Queue&) = delete;

    ~Queue() {
        {
            std::lock_guard<std::mutex> lock(m_mutex);
            m_lost = true;
        }
        m_submitted.notify_one();
        m_thread.join();
    }

    void submit(Submission s) {
        {
            std::lock_guard<std::mutex> lock(m_mutex);
            m_pending.push_back(std::move(s));
        }
        m_submitted.notify_one();
    }

    int executed() const { return m_executed.load(); }

private:
    void execute() {
        std::uint64_t clock = 0;
        for (;;) {
            Submission s;
            {
                std::unique_lock<std::mutex> lock(m_mutex);
                m_submitted.wait(lock, [this] { return m_lost || !m_pending.empty(); });
                if (m_pending.empty()) return;
                s = std::move(m_pending.front());
                m_pending.pop_front();
            }
            for (std::uint32_t c : s.commands) clock += c;
            ++m_executed;
            if (s.fence) s.fence->signal(clock);
        }
    }

    std::mutex m_mutex;
    std::condition_variable m_submitted;
    std::deque<Submission> m_pending;
    bool m_lost = false;
    std::atomic<int> m_executed{0};
    std::thread m_thread;
};

static std::uint64_t drawFrame(Queue& queue, std::uint32_t frame) {
    Fence frameDone;
    queue.submit({{frame, frame + 1}, nullptr});
    queue.submit({{frame + 2, frame + 3, frame + 4}, &frameDone});
    return frameDone.wait();
}

}  // namespace gfx

int main() {
    gfx::Queue queue;
    std::uint64_t last = 0;
    for (std::uint32_t frame = 0; frame < 60; ++frame) last = gfx::drawFrame(queue, frame);
    std::printf("timestamp %llu after %d submissions\n", static_cast<unsigned long long>(last), queue.executed());
}
