// A media pipeline with an encoder thread in a joining wrapper; the destructor asks it to stop but the join happens after the sink is destroyed.
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <iostream>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

class JoiningThread {
public:
    JoiningThread() = default;
    explicit JoiningThread(std::thread thread) : m_thread(std::move(thread)) {}
    JoiningThread(JoiningThread&&) = default;
    JoiningThread& operator=(JoiningThread&& other) noexcept {
        if (this != &other) {
            join();
            m_thread = std::move(other.m_thread);
        }
        return *this;
    }
    ~JoiningThread() { join(); }

    void join() {
        if (m_thread.joinable())
            m_thread.join();
    }

private:
    std::thread m_thread;
};

struct Frame {
    std::uint64_t pts;
    std::vector<std::uint8_t> data;
};

class PacketSink {
public:
    void write(std::uint64_t pts, std::size_t size) { m_index.emplace_back(pts, size); }

private:
    std::vector<std::pair<std::uint64_t, std::size_t>> m_index;
};

class Pipeline {
public:
    Pipeline() : m_sink(std::make_unique<PacketSink>()) {}

    ~Pipeline()
    {
        {
            std::lock_guard<std::mutex> guard(m_mutex);
            m_eos = true;
        }
        m_cond.notify_all();
    }

    void start() { m_encoder = JoiningThread(std::thread([this] { encodeLoop(); })); }

    void push(Frame frame)
    {
        {
            std::lock_guard<std::mutex> guard(m_mutex);
            m_frames.push_back(std::move(frame));
        }
        m_cond.notify_one();
    }

private:
    void encodeLoop()
    {
        Frame frame;
        while (takeFrame(frame))
            encode(frame);
    }

    bool takeFrame(Frame& frame)
    {
        std::unique_lock<std::mutex> guard(m_mutex);
        m_cond.wait(guard, [this] { return m_eos || !m_frames.empty(); });
        if (m_frames.empty())
            return false;
        frame = std::move(m_frames.front());
        m_frames.pop_front();
        return true;
    }

    void encode(const Frame& frame) { m_sink->write(frame.pts, frame.data.size() / 2); }

    std::mutex m_mutex;
    std::condition_variable m_cond;
    bool m_eos = false;
    std::deque<Frame> m_frames;
    JoiningThread m_encoder;  // finding: 'm_sink'
    std::unique_ptr<PacketSink> m_sink;
};

int main()
{
    Pipeline pipeline;
    pipeline.start();
    for (std::uint64_t pts = 0; pts < 50; ++pts)
        pipeline.push({pts, std::vector<std::uint8_t>(1024)});
    std::cout << "pushed\n";
}
