// An object pool with self-returning unique_ptrs, and a Synchronized<T> whose proxies own the lock.
#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace {

template <typename T, typename MutexType = std::mutex> class Synchronized {
public:
  class Proxy {
  public:
    T *operator->() const noexcept { return value_; }
    T &operator*() const noexcept { return *value_; }
  private:
    friend class Synchronized;
    Proxy(std::unique_lock<MutexType> lock, T &value) noexcept : lock_(std::move(lock)), value_(&value) {}
    std::unique_lock<MutexType> lock_;
    T *value_;
  };

  template <typename... Args> explicit Synchronized(Args &&...args) : value_(std::forward<Args>(args)...) {}

  [[nodiscard]] Proxy lock() { return Proxy(std::unique_lock<MutexType>(mutex_), value_); }
  Proxy operator->() { return lock(); } // locked until the end of the full expression

  template <typename F> decltype(auto) withLock(F &&func) {
    const std::lock_guard<MutexType> guard(mutex_);
    return std::invoke(std::forward<F>(func), value_);
  }

private:
  MutexType mutex_;
  T value_;
};

class BufferPool {
public:
  using Buffer = std::vector<char>;

  struct GiveBack {
    BufferPool *pool = nullptr;
    void operator()(Buffer *buffer) const noexcept { pool->giveBack(std::unique_ptr<Buffer>(buffer)); }
  };
  using Handle = std::unique_ptr<Buffer, GiveBack>;

  explicit BufferPool(std::size_t count) : total_(count) {
    free_.reserve(count); // so that giveBack() never allocates
    for (std::size_t i = 0; i < count; ++i)
      free_.push_back(std::make_unique<Buffer>());
  }
  BufferPool(const BufferPool &) = delete;
  [[nodiscard]] Handle acquire() {
    std::unique_lock lock(mutex_);
    available_.wait(lock, [this] { return !free_.empty(); });
    return takeLocked();
  }
  [[nodiscard]] Handle tryAcquire() {
    const std::optional<std::unique_lock<std::mutex>> lock = tryLock();
    return lock && !free_.empty() ? takeLocked() : Handle();
  }
  [[nodiscard]] bool complete() { return std::lock_guard(mutex_), free_.size() == total_; }

private:
  std::optional<std::unique_lock<std::mutex>> tryLock() {
    std::unique_lock lock(mutex_, std::try_to_lock);
    return lock.owns_lock() ? std::optional(std::move(lock)) : std::nullopt;
  }

  Handle takeLocked() {
    Handle handle(free_.back().release(), GiveBack{this});
    free_.pop_back();
    return handle;
  }

  void giveBack(std::unique_ptr<Buffer> buffer) noexcept {
    buffer->clear();
    std::unique_lock lock(mutex_);
    free_.push_back(std::move(buffer));
    lock.unlock();
    available_.notify_one();
  }

  const std::size_t total_;
  std::mutex mutex_;
  std::condition_variable available_;
  std::vector<std::unique_ptr<Buffer>> free_;
};

// Public methods call each other, and visitors may call back: hence the recursive mutex.
class Tree {
public:
  void add(int value) {
    const std::lock_guard lock(mutex_);
    values_.push_back(value);
    largest_ = count() == 1 ? value : std::max(largest_, value);
  }
  std::size_t count() const { return std::lock_guard(mutex_), values_.size(); }
  long sumAndLargest(const std::function<long(const Tree &, std::size_t)> &visit) const {
    std::unique_lock lock(mutex_);
    long result = largest_;
    for (std::size_t i = 0; i < count(); ++i)
      result += visit(*this, i);
    return result;
  }
  int at(std::size_t index) const {
    const std::lock_guard lock(mutex_);
    return values_.at(index);
  }

private:
  mutable std::recursive_mutex mutex_;
  std::vector<int> values_;
  int largest_ = 0;
};

} // namespace

int main() {
  BufferPool pool(2);
  Synchronized<std::vector<int>> items;
  Synchronized<long, std::recursive_mutex> bytes(0L);
  Tree tree;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 64; ++i) {
        auto buffer = i % 2 == 0 ? pool.tryAcquire() : pool.acquire();
        if (!buffer)
          buffer = pool.acquire();
        buffer->assign(10, static_cast<char>('a' + t));
        bytes.withLock([&](long &total) { total += static_cast<long>(buffer->size()); });
        buffer.reset(); // back to the pool before the other locks are taken
        items->push_back(i);
        tree.add(i);
      }
      if (auto view = items.lock(); !view->empty() && view->back() < 64)
        *bytes.lock() += 1;
    });
  for (auto &thread : threads)
    thread.join();
  // The same order as in the threads: items before bytes.
  const long sum = tree.sumAndLargest([](const Tree &self, std::size_t i) -> long { return self.at(i); });
  const long total = items.withLock([&](auto &list) { return *bytes.lock() + static_cast<long>(list.size()); });
  return sum == 63 + 4L * 63 * 64 / 2 && total == 2560 + 4 + 256 && pool.complete() ? 0 : 1;
}
