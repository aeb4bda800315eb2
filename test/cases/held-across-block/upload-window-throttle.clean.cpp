// An upload window: a sender that finds the window full counts a stall and naps before its bytes go out.
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <mutex>
#include <thread>
#include <vector>

struct UploadStats {
  std::size_t sent = 0;
  unsigned stalls = 0;
  unsigned direct = 0;
};

class UploadWindow {
public:
  explicit UploadWindow(std::size_t size) : size_(size) {}

  void send(std::size_t bytes) {
    std::unique_lock<std::mutex> lock(windowMutex_);
    inFlight_ += bytes;
    const bool congested = inFlight_ > size_;
    if (congested) {
      ++stats_.stalls;
      lock.unlock();
    } else {
      ++stats_.direct;
    }
    const std::size_t frames = (bytes + kFrame - 1) / kFrame;
    if (congested) {
      std::this_thread::sleep_for(kFrameTime * frames);
      lock.lock();
    }
    stats_.sent += bytes;
  }

  // The peer has acknowledged. Where that leaves the window empty, lets the line rest before the next burst.
  void acknowledge(std::size_t bytes) {
    bool restNow = false;
    {
      std::lock_guard<std::mutex> lock(windowMutex_);
      inFlight_ = bytes < inFlight_ ? inFlight_ - bytes : 0;
      restNow = inFlight_ == 0;
    }
    if (restNow)
      std::this_thread::sleep_for(kFrameTime);
  }

  UploadStats stats() const {
    std::lock_guard<std::mutex> lock(windowMutex_);
    return stats_;
  }

private:
  static constexpr std::size_t kFrame = 1024;
  static constexpr std::chrono::microseconds kFrameTime{300};

  const std::size_t size_;
  mutable std::mutex windowMutex_;
  std::size_t inFlight_ = 0;
  UploadStats stats_;
};

int main() {
  UploadWindow window(8 * 1024);
  {
    std::vector<std::jthread> senders;
    for (int sender = 0; sender < 3; ++sender)
      senders.emplace_back([&window] {
        for (int chunk = 0; chunk < 6; ++chunk) {
          window.send(3000);
          if (chunk % 2 == 1)
            window.acknowledge(6000);
        }
      });
  }
  const UploadStats stats = window.stats();
  std::printf("%zu bytes, %u stalls, %u direct\n", stats.sent, stats.stalls, stats.direct);
  return stats.sent == 3u * 6u * 3000u && stats.stalls + stats.direct == 18 ? 0 : 1;
}
