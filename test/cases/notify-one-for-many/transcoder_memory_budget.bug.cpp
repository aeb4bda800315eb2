// Video transcoder where jobs reserve different amounts of a memory budget; a release wakes one job, which may need more than there is.
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdio>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class MemoryBudget {
public:
    class Reservation {
    public:
        Reservation(MemoryBudget& budget, std::size_t bytes) : m_budget(&budget), m_bytes(bytes) {}
        Reservation(Reservation&& other) noexcept
            : m_budget(std::exchange(other.m_budget, nullptr)), m_bytes(other.m_bytes) {}
        Reservation& operator=(Reservation&&) = delete;
        ~Reservation() {
            if (m_budget) m_budget->giveBack(m_bytes);
        }
        std::size_t size() const { return m_bytes; }

    private:
        MemoryBudget* m_budget;
        std::size_t m_bytes;
    };

    explicit MemoryBudget(std::size_t bytes) : m_limit(bytes), m_free(bytes) {}

    Reservation reserve(std::size_t bytes) {
        if (bytes > m_limit) throw std::length_error("request exceeds the budget");
        std::unique_lock<std::mutex> lock(m_mutex);
        m_released.wait(lock, [this, bytes] { return m_free >= bytes; });
        m_free -= bytes;
        return Reservation(*this, bytes);
    }

private:
    void giveBack(std::size_t bytes) {
        {
            std::lock_guard<std::mutex> lock(m_mutex);
            m_free += bytes;
        }
        m_released.notify_one();  // finding: 'm_released'
    }

    const std::size_t m_limit;
    std::mutex m_mutex;
    std::condition_variable m_released;
    std::size_t m_free;
};

struct Clip {
    std::string title;
    std::size_t width;
    std::size_t height;
};

class Transcoder {
public:
    explicit Transcoder(std::size_t budgetBytes) : m_budget(budgetBytes) {}

    void transcode(const Clip& clip) {
        auto memory = m_budget.reserve(clip.width * clip.height * 3);
        std::vector<unsigned char> plane(memory.size());
        for (std::size_t i = 0; i < plane.size(); ++i) plane[i] = static_cast<unsigned char>(i * 31);
        m_output += plane.size() / 10;
    }

    std::size_t outputBytes() const { return m_output.load(); }

private:
    MemoryBudget m_budget;
    std::atomic<std::size_t> m_output{0};
};

int main() {
    Transcoder transcoder(1920 * 1080 * 3 + 100000);
    const std::vector<Clip> clips = {
        {"trailer", 1920, 1080}, {"preview", 320, 180}, {"teaser", 640, 360},
        {"feature", 1920, 1080}, {"poster", 160, 90},   {"interview", 1280, 720},
    };
    std::vector<std::thread> jobs;
    jobs.reserve(clips.size());
    for (const auto& clip : clips) jobs.emplace_back([&transcoder, &clip] { transcoder.transcode(clip); });
    for (auto& job : jobs) job.join();
    std::printf("%zu bytes written\n", transcoder.outputBytes());
    return 0;
}
