// The doors' thread answers through a future; the pause after it lets people in.
#include <chrono>
#include <future>
#include <mutex>
#include <thread>

class Doors {
public:
  bool openAndHold(std::chrono::milliseconds hold) {
    std::future<bool> opened = std::async(std::launch::async, [this] { return move(true); });
    if (!opened.get())
      return false;
    std::this_thread::sleep_for(hold);
    return isOpen();
  }

private:
  bool move(bool open) {
    std::lock_guard lock(mutex_);
    open_ = open;
    return true;
  }
  bool isOpen() {
    std::lock_guard lock(mutex_);
    return open_;
  }

  std::mutex mutex_;
  bool open_ = false;
};
