// Queue of frames that are rendered without the lock.
#include <array>
#include <atomic>
#include <cmath>
#include <cstddef>
#include <mutex>
#include <thread>
#include <vector>

namespace farm {

struct Frame {
    int scene = 0;
    int number = 0;
};

class FrameQueue {
public:
    bool enqueue(Frame frame);
    void cancelScene(int scene);
    void drain() noexcept;
    double energy() const;
    unsigned skipped() const noexcept { return skipped_.load(); }

private:
    Frame popLocked() noexcept {
        const Frame frame = ring_[head_];
        head_ = (head_ + 1) % ring_.size();
        --count_;
        return frame;
    }

    void reportSkipped(Frame frame) noexcept;
    static double render(Frame frame) noexcept;

    mutable std::mutex mutex_;
    std::array<Frame, 512> ring_{};
    std::size_t head_ = 0;
    std::size_t count_ = 0;
    int cancelled_ = -1;
    double energy_ = 0;
    std::atomic<unsigned> skipped_{0};
    std::atomic<int> lastSkipped_{-1};
};

bool FrameQueue::enqueue(Frame frame) {
    std::lock_guard<std::mutex> guard(mutex_);
    if (count_ == ring_.size())
        return false;
    ring_[(head_ + count_) % ring_.size()] = frame;
    ++count_;
    return true;
}

void FrameQueue::cancelScene(int scene) {
    std::lock_guard<std::mutex> guard(mutex_);
    cancelled_ = scene;
}

// Renders until the queue is empty; run by each worker.
void FrameQueue::drain() noexcept {
    mutex_.lock();
    while (count_ > 0) {
        const Frame frame = popLocked();
        if (frame.scene == cancelled_) {
            mutex_.unlock();
            reportSkipped(frame);
            mutex_.lock();
            continue;
        }
        mutex_.unlock();
        const double energy = render(frame);
        mutex_.lock();
        energy_ += energy;
    }
    mutex_.unlock();
}

double FrameQueue::energy() const {
    std::lock_guard<std::mutex> guard(mutex_);
    return energy_;
}

void FrameQueue::reportSkipped(Frame frame) noexcept {
    skipped_.fetch_add(1);
    lastSkipped_.store(frame.number);
}

double FrameQueue::render(Frame frame) noexcept {
    double sum = 0;
    for (int ray = 1; ray < 10000; ++ray)
        sum += std::sin(frame.number * 0.01 * ray) / ray;
    return sum;
}

double renderScene(FrameQueue& queue, int scene, int frames, unsigned workers) {
    for (int number = 0; number < frames; ++number) {
        if (!queue.enqueue({scene, number}))
            break;
    }
    {
        std::vector<std::jthread> threads;
        for (unsigned i = 0; i < workers; ++i)
            threads.emplace_back([&queue] { queue.drain(); });
    }
    return queue.energy();
}

}  // namespace farm
