// Counters that decide by what one step yields, a flag that is only ever set, and a spin lock around checks of a sum.
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>
struct Node {
  std::atomic<int> refs{1};
  int v = 0;
};
void acquire(Node *n) { n->refs.fetch_add(1, std::memory_order_relaxed); }
void release(Node *n) {
  if (n->refs.fetch_sub(1, std::memory_order_acq_rel) == 1)
    delete n;
}
class Gate {
public:
  bool enter() {
    if (in_.fetch_add(1) >= max_) {
      in_.fetch_sub(1);
      return false;
    }
    return true;
  }
  void leave() { in_.fetch_sub(1); }
  void shutdown() {
    if (closed_.load())
      return;
    {
      std::lock_guard<std::mutex> l(m_);
      closed_ = true;
    }
    cv_.notify_all();
  }
  void wait() {
    std::unique_lock<std::mutex> l(m_);
    cv_.wait(l, [this] { return closed_.load(); });
  }
  void level(int v) {
    if (level_ != v)
      level_ = v;
  }
  int spin() {
    int s = 0;
    while (in_ > 0) {
      ++s;
      if (s > 1000) {
        tired_ = true;
        break;
      }
    }
    return s;
  }

private:
  const int max_ = 3;
  std::atomic<int> in_{0}, level_{0};
  std::atomic<bool> closed_{false}, tired_{false};
  std::mutex m_;
  std::condition_variable cv_;
};
class Spin {
  std::atomic_flag f_ = ATOMIC_FLAG_INIT;

public:
  void lock() {
    while (f_.test_and_set(std::memory_order_acquire)) {
    }
  }
  void unlock() { f_.clear(std::memory_order_release); }
};
Spin spin;
std::atomic<int> total{0};
void add(int n) {
  std::lock_guard<Spin> g(spin);
  if (total + n <= 50)
    total += n;
}
void add2(int n) {
  spin.lock();
  if (total + n <= 50)
    total.store(total.load() + n);
  spin.unlock();
}
int main() {
  Node *n = new Node;
  Gate gate;
  std::vector<std::thread> ts;
  for (int i = 0; i < 4; ++i) {
    acquire(n);
    ts.emplace_back([n, &gate, i] {
      if (gate.enter())
        gate.leave();
      gate.level(i);
      gate.spin();
      add(i);
      add2(i);
      release(n);
      if (i == 3)
        gate.shutdown();
      else
        gate.shutdown();
    });
  }
  gate.wait();
  for (auto &t : ts)
    t.join();
  release(n);
}
