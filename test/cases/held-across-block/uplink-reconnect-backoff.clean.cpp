// A telemetry uplink whose thread dials again, with longer and longer pauses, each time the line has dropped.
#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

class Modem {
public:
  // Two of three calls fail. Only the uplink's thread dials.
  bool dial() { return ++calls_ % 3 == 0; }

private:
  unsigned calls_ = 0;
};

class Uplink {
public:
  Uplink() : keeper_([this] { keepUp(); }) {}
  ~Uplink() {
    {
      std::lock_guard<std::mutex> lock(stateMutex_);
      closing_ = true;
    }
    changed_.notify_all();
    keeper_.join();
  }
  Uplink(const Uplink &) = delete;
  Uplink &operator=(const Uplink &) = delete;

  void lineDropped() {
    {
      std::lock_guard<std::mutex> lock(stateMutex_);
      up_ = false;
      ++drops_;
    }
    changed_.notify_all();
  }

  bool awaitUp(std::chrono::milliseconds patience) {
    std::unique_lock<std::mutex> lock(stateMutex_);
    return changed_.wait_for(lock, patience, [this] { return up_; });
  }

  unsigned drops() const {
    std::lock_guard<std::mutex> lock(stateMutex_);
    return drops_;
  }

private:
  static constexpr std::chrono::milliseconds kFirstPause{1};
  static constexpr std::chrono::milliseconds kLongestPause{20};

  void keepUp() {
    Modem modem;
    std::chrono::milliseconds pause = kFirstPause;
    std::unique_lock<std::mutex> lock(stateMutex_);
    while (!closing_) {
      if (up_) {
        changed_.wait(lock, [this] { return closing_ || !up_; });
        continue;
      }
      lock.unlock();
      const bool connected = modem.dial();
      if (!connected) {
        std::this_thread::sleep_for(pause);
        pause = std::min(pause * 2, kLongestPause);
      }
      lock.lock();
      if (connected) {
        up_ = true;
        pause = kFirstPause;
        changed_.notify_all();
      }
    }
  }

  mutable std::mutex stateMutex_;
  std::condition_variable changed_;
  bool up_ = false;
  bool closing_ = false;
  unsigned drops_ = 0;
  std::thread keeper_;
};

int main() {
  Uplink uplink;
  const bool first = uplink.awaitUp(std::chrono::seconds(5));
  {
    std::jthread storm([&uplink] { uplink.lineDropped(); });
  }
  const bool second = uplink.awaitUp(std::chrono::seconds(5));
  return first && second && uplink.drops() == 1 ? 0 : 1;
}
