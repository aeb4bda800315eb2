// Video pipeline: a decoder hands frames to a presenter through an exchange with one lock.
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

struct Frame {
    std::int64_t pts = 0;
    std::vector<std::uint8_t> luma;
};

struct FrameExchange {
    std::mutex lock;
    std::condition_variable arrived;
    std::deque<Frame> frames;
    bool ended = false;
};

class Decoder {
public:
    explicit Decoder(FrameExchange& exchange) : m_exchange(exchange) {}

    void decodeAll(int packets) {
        for (int i = 0; i < packets; ++i)
            deliver(decodePacket(i));
        finish();
    }

    int decodedCount() {
        std::lock_guard guard(m_lock);
        return m_decoded;
    }

private:
    static Frame decodePacket(int index) {
        Frame frame;
        frame.pts = index * 40;
        frame.luma.assign(64, static_cast<std::uint8_t>(index));
        return frame;
    }

    void deliver(Frame frame) {
        {
            std::lock_guard guard(m_lock);
            ++m_decoded;
        }
        {
            std::lock_guard guard(m_exchange.lock);
            m_exchange.frames.push_back(std::move(frame));
        }
        m_exchange.arrived.notify_one();
    }

    void finish() {
        {
            std::lock_guard guard(m_exchange.lock);
            m_exchange.ended = true;
        }
        m_exchange.arrived.notify_all();
    }

    FrameExchange& m_exchange;
    std::mutex m_lock;
    int m_decoded = 0;
};

class Presenter {
public:
    explicit Presenter(FrameExchange& exchange) : m_exchange(exchange) {}

    std::int64_t presentAll() {
        std::int64_t lastPts = -1;
        std::deque<Frame> batch;
        while (nextBatch(batch)) {
            for (const Frame& frame : batch)
                lastPts = frame.pts;
            batch.clear();
        }
        return lastPts;
    }

private:
    bool nextBatch(std::deque<Frame>& batch) {
        std::unique_lock guard(m_exchange.lock);
        m_exchange.arrived.wait(guard, [&] { return !m_exchange.frames.empty() || m_exchange.ended; });
        batch.swap(m_exchange.frames);
        return !batch.empty();
    }

    FrameExchange& m_exchange;
};

int main() {
    FrameExchange exchange;
    Decoder decoder(exchange);
    Presenter presenter(exchange);
    std::thread decoding([&] { decoder.decodeAll(100); });
    const std::int64_t lastPts = presenter.presentAll();
    decoding.join();
    std::printf("%d frames, last pts %lld\n", decoder.decodedCount(), static_cast<long long>(lastPts));
}
