// A pool of nodes on a spin lock; its home-made guard can be released early, and remembers that.
#include <atomic>
#include <cstddef>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

class SpinLock {
public:
  void lock() {
    while (flag_.test_and_set(std::memory_order_acquire))
      std::this_thread::yield();
  }
  void unlock() { flag_.clear(std::memory_order_release); }

private:
  std::atomic_flag flag_;
};

class SpinHold {
public:
  explicit SpinHold(SpinLock &spin) : spin_(spin) { spin_.lock(); }
  ~SpinHold() {
    if (held_)
      spin_.unlock();
  }
  SpinHold(const SpinHold &) = delete;
  SpinHold &operator=(const SpinHold &) = delete;

  void release() {
    spin_.unlock();
    held_ = false;
  }

private:
  SpinLock &spin_;
  bool held_ = true;
};

struct Node {
  int value = 0;
};

class NodePool {
public:
  std::unique_ptr<Node> take() {
    SpinHold hold(spin_);
    if (free_.empty()) {
      hold.release();
      return std::make_unique<Node>();
    }
    std::unique_ptr<Node> node = std::move(free_.back());
    free_.pop_back();
    return node;
  }

  void give(std::unique_ptr<Node> node) {
    SpinHold hold(spin_);
    free_.push_back(std::move(node));
  }

  std::size_t spare() {
    SpinHold hold(spin_);
    return free_.size();
  }

private:
  SpinLock spin_;
  std::vector<std::unique_ptr<Node>> free_;
};

int main() {
  NodePool pool;
  std::thread other([&pool] { pool.give(pool.take()); });
  std::unique_ptr<Node> first = pool.take();
  std::unique_ptr<Node> second = pool.take();
  other.join();
  pool.give(std::move(first));
  pool.give(std::move(second));
  return pool.spare() >= 2 ? 0 : 1;
}
