// Connects again and again, with growing pauses; a reader thread is started for each connection and joined when it breaks.
#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

class Link {
public:
  explicit Link(std::function<int()> open) : open_(std::move(open)) {}

  bool connect() {
    auto pause = std::chrono::milliseconds(50);
    for (int attempt = 0; attempt < 5; ++attempt) {
      const int fd = open_();
      if (fd >= 0) {
        fd_ = fd;
        return true;
      }
      std::this_thread::sleep_for(pause);
      pause *= 2;
    }
    return false;
  }

  std::string session() {
    if (!connect())
      return {};
    std::thread reader([this] { read(); });
    reader.join();
    std::this_thread::sleep_for(std::chrono::milliseconds(10)); // the peer's grace period
    std::lock_guard lock(mutex_);
    return text_;
  }

private:
  void read() {
    std::lock_guard lock(mutex_);
    text_ = "from " + std::to_string(fd_);
  }

  const std::function<int()> open_;
  int fd_ = -1;
  std::mutex mutex_;
  std::string text_;
};
