// Relays need time to settle; the thread that watches them is asked for nothing meanwhile.
#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>

class RelayBoard {
public:
  RelayBoard() : watcher_([this] { watch(); }) {}
  ~RelayBoard() {
    stop_ = true;
    watcher_.join();
  }

  bool pulse(int relay) {
    write(relay, true);
    std::this_thread::sleep_for(std::chrono::milliseconds(15));
    write(relay, false);
    std::this_thread::sleep_for(std::chrono::milliseconds(15));
    return healthy_;
  }

private:
  void write(int relay, bool on) {
    std::lock_guard lock(port_);
    shadow_ = on ? shadow_ | (1u << relay) : shadow_ & ~(1u << relay);
  }

  void watch() {
    while (!stop_) {
      {
        std::lock_guard lock(port_);
        healthy_ = shadow_ != 0xffu;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
  }

  std::mutex port_;
  unsigned shadow_ = 0;
  std::atomic<bool> healthy_{true};
  std::atomic<bool> stop_{false};
  std::thread watcher_;
};
