// Memory probes sampled by one static thread, started with the first probe; a probe is entered into the shared list when it is complete.
#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdio>
#include <mutex>
#include <numeric>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Probe {
public:
    virtual ~Probe() = default;
    virtual void sample() = 0;
};

class MemoryProbe final : public Probe {
public:
    MemoryProbe(std::string name, std::size_t window) {
        std::call_once(s_once, [] { s_sampler = std::thread(&MemoryProbe::samplerMain); });
        m_name = std::move(name);
        m_window.assign(window, 0);
        std::lock_guard lock(s_mutex);
        s_probes.push_back(this);
    }

    MemoryProbe(const MemoryProbe&) = delete;
    MemoryProbe& operator=(const MemoryProbe&) = delete;

    ~MemoryProbe() override {
        std::lock_guard lock(s_mutex);
        s_probes.erase(std::find(s_probes.begin(), s_probes.end(), this));
    }

    double average() const {
        std::lock_guard lock(s_mutex);
        const long total = std::accumulate(m_window.begin(), m_window.end(), 0L);
        return static_cast<double>(total) / static_cast<double>(m_window.size());
    }

    const std::string& name() const { return m_name; }

    // To be called once at the end of main, with no probe left.
    static void shutDown() {
        {
            std::lock_guard lock(s_mutex);
            s_quit = true;
        }
        s_wake.notify_all();
        if (s_sampler.joinable()) s_sampler.join();
    }

private:
    // With s_mutex held.
    void sample() override {
        m_window[m_next] = static_cast<long>(m_name.size() * 100 + m_next);
        m_next = (m_next + 1) % m_window.size();
    }

    static void samplerMain() {
        std::unique_lock lock(s_mutex);
        while (!s_quit) {
            for (MemoryProbe* probe : s_probes) probe->sample();
            s_wake.wait_for(lock, std::chrono::milliseconds(5), [] { return s_quit; });
        }
    }

    inline static std::thread s_sampler;
    inline static std::once_flag s_once;
    inline static std::mutex s_mutex;
    inline static std::condition_variable s_wake;
    inline static bool s_quit = false;
    inline static std::vector<MemoryProbe*> s_probes;

    std::string m_name;
    std::vector<long> m_window;
    std::size_t m_next = 0;
};

int main() {
    {
        MemoryProbe heap("heap", 16);
        MemoryProbe arena("texture arena", 8);
        std::this_thread::sleep_for(std::chrono::milliseconds(40));
        std::printf("%s %.1f\n", heap.name().c_str(), heap.average());
        std::printf("%s %.1f\n", arena.name().c_str(), arena.average());
    }
    MemoryProbe::shutDown();
    return 0;
}
