// A counting semaphore for connection slots raises its count in post() under the mutex that wait() uses.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

class Semaphore {
public:
  explicit Semaphore(int count) : count_(count) {}
  Semaphore(const Semaphore &) = delete;
  Semaphore &operator=(const Semaphore &) = delete;

  void wait() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (count_.load() == 0)
      nonzero_.wait(lock);
    count_.fetch_sub(1);
  }

  bool tryWait() {
    std::lock_guard<std::mutex> lock(mutex_);
    if (count_.load() == 0)
      return false;
    count_.fetch_sub(1);
    return true;
  }

  void post() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      count_.fetch_add(1);
    }
    nonzero_.notify_one();
  }

  int value() const { return count_.load(); }

private:
  std::mutex mutex_;
  std::condition_variable nonzero_;
  std::atomic<int> count_;
};

class Slot {
public:
  explicit Slot(Semaphore &slots) : slots_(slots) { slots_.wait(); }
  ~Slot() { slots_.post(); }
  Slot(const Slot &) = delete;
  Slot &operator=(const Slot &) = delete;

private:
  Semaphore &slots_;
};

int main() {
  Semaphore slots(2);
  std::atomic<int> open{0};
  std::atomic<bool> tooMany{false};
  std::atomic<int> served{0};
  std::vector<std::thread> clients;
  for (int i = 0; i < 6; ++i)
    clients.emplace_back([&] {
      for (int request = 0; request < 5; ++request) {
        Slot slot(slots);
        if (++open > 2)
          tooMany = true;
        std::this_thread::sleep_for(std::chrono::microseconds(100));
        --open;
        ++served;
      }
    });
  for (std::thread &client : clients)
    client.join();
  const bool free = slots.tryWait();
  return free && slots.value() == 1 && !tooMany && served == 30 ? 0 : 1;
}
