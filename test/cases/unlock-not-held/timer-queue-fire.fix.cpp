// A timer queue unlocks to run each timer that is due, and locks again before it looks for the next one.
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

class TimerQueue {
public:
  using Action = std::function<void()>;

  void schedule(std::uint64_t at, Action action) {
    std::lock_guard<std::mutex> lock(timersMutex_);
    timers_.emplace(at, std::move(action));
  }

  unsigned fire(std::uint64_t now) {
    unsigned fired = 0;
    std::unique_lock<std::mutex> lock(timersMutex_);
    for (;;) {
      const auto next = timers_.begin();
      if (next == timers_.end() || next->first > now)
        break;
      const Action action = std::move(next->second);
      timers_.erase(next);
      lock.unlock();
      action();
      ++fired;
      lock.lock();
    }
    return fired;
  }

  std::size_t waiting() {
    std::lock_guard<std::mutex> lock(timersMutex_);
    return timers_.size();
  }

private:
  std::mutex timersMutex_;
  std::multimap<std::uint64_t, Action> timers_;
};

int main() {
  TimerQueue timers;
  std::thread network([&timers] {
    timers.schedule(10, [&timers] { timers.schedule(15, [] {}); });
    timers.schedule(12, [] {});
    timers.schedule(99, [] {});
  });
  network.join();
  const unsigned fired = timers.fire(20);
  return fired == 3 && timers.waiting() == 1 ? 0 : 1;
}
