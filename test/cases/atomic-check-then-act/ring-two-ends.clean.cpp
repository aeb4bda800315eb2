// A ring between one producer and one consumer: each index has a single writer, which may well compute it from what it read.
#include <array>
#include <atomic>
#include <cstdio>
#include <thread>
template <class T, unsigned N> class Ring {
public:
  bool push(T v) {
    unsigned h = head_.load(std::memory_order_relaxed), next = (h + 1) % N;
    if (next == tail_.load(std::memory_order_acquire))
      return false;
    slots_[h] = v;
    head_.store(next, std::memory_order_release);
    return true;
  }
  bool pop(T &v) {
    unsigned t = tail_.load(std::memory_order_relaxed);
    if (t == head_.load(std::memory_order_acquire))
      return false;
    v = slots_[t];
    tail_.store((t + 1) % N, std::memory_order_release);
    return true;
  }

private:
  std::array<T, N> slots_{};
  std::atomic<unsigned> head_{0}, tail_{0};
};
int main() {
  Ring<int, 8> ring;
  std::atomic<bool> done{false};
  std::thread producer([&] {
    for (int i = 0; i < 100; ++i)
      while (!ring.push(i))
        std::this_thread::yield();
    done = true;
  });
  int v = 0, sum = 0;
  while (!done || ring.pop(v)) {
    if (ring.pop(v))
      sum += v;
  }
  producer.join();
  std::printf("%d\n", sum);
}
