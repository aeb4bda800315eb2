// A frame allocator guards its arena with an atomic that it spins on, also where a request doesn't fit clears it, too.
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <thread>
#include <vector>

class FrameArena {
public:
  explicit FrameArena(std::size_t bytes) : storage_(bytes) {}

  std::uint8_t *allocate(std::size_t bytes) {
    unsigned rounds = 0;
    while (busy_.exchange(true, std::memory_order_acquire)) {
      while (busy_.load(std::memory_order_relaxed))
        if (++rounds % 64 == 0)
          std::this_thread::yield();
    }
    if (used_ + bytes > storage_.size()) {
      busy_.store(false, std::memory_order_release);
      return nullptr;
    }
    std::uint8_t *begin = storage_.data() + used_;
    used_ += bytes;
    busy_.store(false, std::memory_order_release);
    return begin;
  }

  void reset() {
    while (busy_.exchange(true, std::memory_order_acquire)) {
    }
    used_ = 0;
    busy_ = false;
  }

private:
  std::vector<std::uint8_t> storage_;
  std::size_t used_ = 0;
  std::atomic<bool> busy_{false};
};

int main() {
  FrameArena arena(4096);
  std::thread decoder([&arena] {
    for (int i = 0; i < 100; ++i)
      arena.allocate(64);
  });
  arena.allocate(128);
  decoder.join();
  arena.reset();
}
