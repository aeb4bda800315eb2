// A ring of camera frames over a POSIX semaphore; after a timeout the reader takes a frame that isn't there.
#include <array>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <ctime>
#include <iostream>
#include <optional>
#include <semaphore.h>
#include <system_error>
#include <thread>

struct Frame {
  std::uint32_t number = 0;
  std::array<std::uint8_t, 64> pixels{};
};

class FrameRing {
public:
  FrameRing() {
    if (sem_init(&filled_, 0, 0) != 0)
      throw std::system_error(errno, std::generic_category(), "sem_init");
  }
  ~FrameRing() { sem_destroy(&filled_); }
  FrameRing(const FrameRing &) = delete;
  FrameRing &operator=(const FrameRing &) = delete;

  bool offer(const Frame &frame) {
    const unsigned head = head_.load(std::memory_order_relaxed);
    if (head - tail_.load(std::memory_order_acquire) == slots_.size())
      return false;
    slots_[head % slots_.size()] = frame;
    head_.store(head + 1, std::memory_order_release);
    sem_post(&filled_);
    return true;
  }

  std::optional<Frame> take(int seconds) {
    timespec deadline{};
    clock_gettime(CLOCK_REALTIME, &deadline);
    deadline.tv_sec += seconds;
    sem_timedwait(&filled_, &deadline); // finding: 'sem_timedwait'
    const unsigned tail = tail_.load(std::memory_order_relaxed);
    Frame frame = slots_[tail % slots_.size()];
    tail_.store(tail + 1, std::memory_order_release);
    return frame;
  }

private:
  std::array<Frame, 32> slots_;
  std::atomic<unsigned> head_{0};
  std::atomic<unsigned> tail_{0};
  sem_t filled_;
};

int main() {
  FrameRing ring;
  std::thread camera([&ring] {
    for (std::uint32_t number = 1; number <= 100; ++number) {
      Frame frame;
      frame.number = number;
      while (!ring.offer(frame))
        std::this_thread::yield();
    }
  });
  std::uint32_t last = 0;
  for (int i = 0; i < 100; ++i) {
    if (const std::optional<Frame> frame = ring.take(1))
      last = frame->number;
  }
  camera.join();
  std::cout << "last frame: " << last << '\n';
}
