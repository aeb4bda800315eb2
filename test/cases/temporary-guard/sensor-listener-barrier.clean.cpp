// Detaching a listener ends with a nameless guard that guards nothing on purpose: it waits for a call under way.
#include <atomic>
#include <cstddef>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

class Subscription {
public:
  explicit Subscription(std::function<void(int)> callback) : callback_(std::move(callback)) {}

  void deliver(int value) {
    std::lock_guard<std::mutex> lock(calling_);
    if (attached_)
      callback_(value);
  }

  // No call is under way and none will start once this returns.
  void detach() {
    attached_ = false;
    std::lock_guard<std::mutex>{calling_};
  }

private:
  std::mutex calling_;
  std::atomic<bool> attached_{true};
  const std::function<void(int)> callback_;
};

class StartSignal {
public:
  StartSignal() : hold_(gate_) {}

  void fire() { hold_.unlock(); }

  // Passes once the signal was fired.
  void pass() { std::unique_lock<std::mutex>{gate_}; }

private:
  std::mutex gate_;
  std::unique_lock<std::mutex> hold_;
};

int main() {
  std::vector<int> seen;
  Subscription subscription([&seen](int value) { seen.push_back(value); });
  StartSignal start;
  std::atomic<int> delivered{0};
  std::thread sensor([&] {
    start.pass();
    for (int value = 0; value < 500; ++value) {
      subscription.deliver(value);
      ++delivered;
    }
  });
  start.fire();
  while (delivered < 50)
    std::this_thread::yield();
  subscription.detach();
  const std::size_t count = seen.size();
  seen.push_back(-1);
  sensor.join();
  return count >= 50 && seen.size() == count + 1 ? 0 : 1;
}
