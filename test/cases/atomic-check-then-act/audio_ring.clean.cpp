// Ring buffer between one capture thread and one playback thread; each index is written by one of them only.
#include <array>
#include <atomic>
#include <cstdio>
#include <thread>

template <class T, std::size_t N>
class SpscRing {
public:
    // Producer thread only.
    bool push(const T& value) {
        const std::size_t tail = tail_.load(std::memory_order_relaxed);
        const std::size_t next = advance(tail);
        if (next == head_.load(std::memory_order_acquire)) return false;
        slots_[tail] = value;
        tail_.store(next, std::memory_order_release);
        if (fill() > highWater_.load(std::memory_order_relaxed)) highWater_.store(fill(), std::memory_order_relaxed);
        return true;
    }

    // Consumer thread only.
    bool pop(T& value) {
        const std::size_t head = head_.load(std::memory_order_relaxed);
        if (head == tail_.load(std::memory_order_acquire)) return false;
        value = slots_[head];
        head_.store(advance(head), std::memory_order_release);
        return true;
    }

    std::size_t highWater() const { return highWater_.load(std::memory_order_relaxed); }

private:
    static std::size_t advance(std::size_t i) { return i + 1 == N ? 0 : i + 1; }
    std::size_t fill() const {
        const std::size_t head = head_.load(std::memory_order_acquire);
        const std::size_t tail = tail_.load(std::memory_order_relaxed);
        return tail >= head ? tail - head : N - head + tail;
    }

    std::array<T, N> slots_{};
    alignas(64) std::atomic<std::size_t> head_{0};
    alignas(64) std::atomic<std::size_t> tail_{0};
    std::atomic<std::size_t> highWater_{0};  // producer's
};

struct Sample {
    float left;
    float right;
};

int main() {
    constexpr int kSamples = 2000;
    SpscRing<Sample, 64> ring;
    std::thread capture([&ring] {
        for (int i = 0; i < kSamples;) {
            if (ring.push(Sample{static_cast<float>(i), static_cast<float>(-i)}))
                ++i;
            else
                std::this_thread::yield();
        }
    });
    double balance = 0.0;
    std::thread playback([&ring, &balance] {
        Sample s{};
        for (int i = 0; i < kSamples;) {
            if (ring.pop(s)) {
                balance += static_cast<double>(s.left + s.right);
                ++i;
            } else {
                std::this_thread::yield();
            }
        }
    });
    capture.join();
    playback.join();
    std::printf("balance %.1f, high water %zu\n", balance, ring.highWater());
    return 0;
}
