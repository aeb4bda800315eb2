// A telemetry receiver that decodes datagrams on a thread; the members after the thread belong to the reader's side only.
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <iostream>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Datagram {
    std::uint32_t source;
    std::vector<std::uint8_t> payload;
};

struct Sample {
    std::uint32_t source;
    unsigned sum;
};

// Used by one reader; datagrams may be fed by any thread.
class TelemetryReceiver {
public:
    explicit TelemetryReceiver(std::string label)
        : decoder_([this] { decodeLoop(); }),
          label_(std::move(label)),
          openedAt_(std::chrono::steady_clock::now()) {}

    TelemetryReceiver(const TelemetryReceiver&) = delete;
    TelemetryReceiver& operator=(const TelemetryReceiver&) = delete;

    ~TelemetryReceiver() {
        {
            std::lock_guard lock(mutex_);
            closing_ = true;
        }
        arrived_.notify_all();
        decoder_.join();
    }

    void feed(Datagram datagram) {
        {
            std::lock_guard lock(mutex_);
            raw_.push_back(std::move(datagram));
        }
        arrived_.notify_one();
    }

    std::vector<Sample> read() {
        std::vector<Sample> samples;
        {
            std::lock_guard lock(mutex_);
            samples.swap(decoded_);
        }
        ++reads_;
        samplesRead_ += samples.size();
        return samples;
    }

    std::string describe() const {
        const auto age = std::chrono::steady_clock::now() - openedAt_;
        return label_ + ": " + std::to_string(samplesRead_) + " samples in " + std::to_string(reads_) +
               " reads, open for " +
               std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(age).count()) + " ms";
    }

private:
    void decodeLoop() {
        std::unique_lock lock(mutex_);
        for (;;) {
            arrived_.wait(lock, [this] { return closing_ || !raw_.empty(); });
            if (raw_.empty()) return;
            const Datagram datagram = std::move(raw_.front());
            raw_.pop_front();
            lock.unlock();
            const Sample sample = decode(datagram);
            lock.lock();
            decoded_.push_back(sample);
        }
    }

    static Sample decode(const Datagram& datagram) {
        unsigned sum = 0;
        for (std::size_t i = 0; i < datagram.payload.size() && i < kMaxPayload; ++i) {
            sum += datagram.payload[i];
        }
        return {datagram.source, sum};
    }

    std::mutex mutex_;
    std::condition_variable arrived_;
    bool closing_ = false;
    std::deque<Datagram> raw_;
    std::vector<Sample> decoded_;
    std::thread decoder_;

    static constexpr std::size_t kMaxPayload = 512;
    const std::string label_;
    const std::chrono::steady_clock::time_point openedAt_;
    std::size_t reads_ = 0;
    std::size_t samplesRead_ = 0;
};

int main() {
    TelemetryReceiver receiver("north mast");
    for (std::uint32_t i = 0; i < 50; ++i) {
        receiver.feed({i % 4, std::vector<std::uint8_t>(i, 7)});
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    for (const Sample& sample : receiver.read()) {
        std::cout << sample.source << ' ' << sample.sum << '\n';
    }
    std::cout << receiver.describe() << '\n';
    return 0;
}
