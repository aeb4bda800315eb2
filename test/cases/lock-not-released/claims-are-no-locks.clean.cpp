// Atomics that are set by exchanges and cleared, and are no locks: a start that happens once, an event that resets itself,
// a task that is claimed by who comes first and given back by the worker that ends it; and a spin lock whose helper
// tries it, backs off, and is given back by another helper.
#include <atomic>
#include <functional>
#include <thread>
#include <vector>

class Service {
public:
  bool start() {
    if (started_.exchange(true))
      return false;
    if (!open()) {
      started_ = false;
      return false;
    }
    worker_ = std::thread([this] { loop(); });
    return true;
  }
  void stop() {
    if (!started_.exchange(false))
      return;
    wake();
    worker_.join();
  }
  void wake() {
    signalled_.store(true);
    signalled_.notify_one();
  }

private:
  bool open() { return ++opened_ < 3; }
  void loop() {
    while (started_) {
      while (!signalled_.exchange(false))
        signalled_.wait(false);
      ++rounds_;
    }
  }

  std::atomic<bool> started_{false}, signalled_{false};
  std::atomic<int> rounds_{0};
  int opened_ = 0;
  std::thread worker_;
};

class Slot {
public:
  bool claim(std::function<void()> work) {
    bool expected = false;
    if (!taken_.compare_exchange_strong(expected, true))
      return false;
    std::thread([this, work = std::move(work)] {
      work();
      taken_.store(false);
    }).detach();
    return true;
  }
  void drain() {
    while (taken_.exchange(true))
      std::this_thread::yield();
  }

private:
  std::atomic<bool> taken_{false};
};

class Counters {
public:
  void add(unsigned index, long by) {
    enter();
    if (index < values_.size())
      values_[index] += by;
    leave();
  }
  bool tryAdd(unsigned index, long by) {
    if (held_.exchange(true, std::memory_order_acquire))
      return false;
    values_[index % values_.size()] += by;
    leave();
    return true;
  }

private:
  void enter() {
    for (unsigned spins = 1; held_.exchange(true, std::memory_order_acquire); spins *= 2)
      for (unsigned i = 0; i < spins && held_.load(std::memory_order_relaxed); ++i)
        std::this_thread::yield();
  }
  void leave() { held_.store(false, std::memory_order_release); }

  std::atomic<bool> held_{false};
  std::vector<long> values_ = std::vector<long>(16);
};

int main() {
  static Service service;
  static Slot slot;
  static Counters counters;
  service.start();
  slot.claim([] { counters.add(1, 1); });
  std::thread other([] { counters.tryAdd(2, 1); });
  other.join();
  slot.drain();
  service.stop();
}
