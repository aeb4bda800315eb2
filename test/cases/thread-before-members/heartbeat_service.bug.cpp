// Periodic services of a cluster node; the base constructor starts the thread that calls the derived class's tick before that class is constructed.
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class PeriodicService {
public:
    PeriodicService(const PeriodicService&) = delete;
    PeriodicService& operator=(const PeriodicService&) = delete;
    virtual ~PeriodicService() = default;

protected:
    explicit PeriodicService(std::chrono::milliseconds period) : m_period(period)
    {
        m_thread = std::thread([this] { timerLoop(); }); // finding: 'onTick'
    }

    // To be called by the most derived destructor.
    void stop()
    {
        {
            std::lock_guard<std::mutex> lock(m_mutex);
            m_stopped = true;
        }
        m_wakeup.notify_all();
        if (m_thread.joinable())
            m_thread.join();
    }

    virtual void onTick() = 0;

private:
    void timerLoop()
    {
        do {
            onTick();
        } while (waitForNextTick());
    }

    bool waitForNextTick()
    {
        std::unique_lock<std::mutex> lock(m_mutex);
        return !m_wakeup.wait_for(lock, m_period, [this] { return m_stopped; });
    }

    const std::chrono::milliseconds m_period;
    std::mutex m_mutex;
    std::condition_variable m_wakeup;
    bool m_stopped = false;
    std::thread m_thread;
};

class HeartbeatService final : public PeriodicService {
public:
    explicit HeartbeatService(std::vector<std::string> peers)
        : PeriodicService(std::chrono::milliseconds(15)), m_peers(std::move(peers))
    {
    }

    ~HeartbeatService() override { stop(); }

    int beatsSentTo(const std::string& peer) const
    {
        std::lock_guard<std::mutex> lock(m_statsMutex);
        auto it = m_beats.find(peer);
        return it == m_beats.end() ? 0 : it->second;
    }

private:
    void onTick() override
    {
        for (const std::string& peer : m_peers) {
            std::lock_guard<std::mutex> lock(m_statsMutex);
            ++m_beats[peer];
        }
    }

    const std::vector<std::string> m_peers;
    mutable std::mutex m_statsMutex;
    std::map<std::string, int> m_beats;
};

int main()
{
    HeartbeatService service({"10.0.0.2", "10.0.0.3"});
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    std::printf("%d beats\n", service.beatsSentTo("10.0.0.3"));
    return 0;
}
