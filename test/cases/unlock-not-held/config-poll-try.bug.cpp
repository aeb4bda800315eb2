// A configuration that the frame loop polls without waiting; the mutex is unlocked whether or not the timed attempt got it.
#include <atomic>
#include <chrono>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

class LiveConfig {
public:
  void store(std::string text) {
    std::lock_guard<std::timed_mutex> guard(textMutex_);
    text_ = std::move(text);
    fresh_ = true;
  }

  // Called once a frame.
  bool poll(std::string &text) {
    using namespace std::chrono_literals;
    bool changed = false;
    const bool locked = textMutex_.try_lock_for(2ms);
    if (locked && fresh_) {
      text = text_;
      fresh_ = false;
      changed = true;
    } else if (!locked) {
      ++busy_;
    }
    textMutex_.unlock(); // finding: 'textMutex_'
    return changed;
  }

  unsigned busy() const { return busy_; }

private:
  std::timed_mutex textMutex_;
  std::string text_;
  bool fresh_ = false;
  std::atomic<unsigned> busy_{0};
};

int main() {
  LiveConfig config;
  std::thread watcher([&config] {
    config.store("gamma=1.8");
    config.store("gamma=2.2");
  });
  watcher.join();
  std::string text;
  const bool first = config.poll(text);
  const bool second = config.poll(text);
  return first && !second && text == "gamma=2.2" && config.busy() == 0 ? 0 : 1;
}
