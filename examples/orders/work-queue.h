// work-queue: a bounded queue between threads.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace orders {

template <typename T> class WorkQueue {
public:
  explicit WorkQueue(std::size_t capacity) : capacity_(capacity) {}

  /// Waits for room. False if the queue is closed: the value is lost.
  bool push(T value) {
    std::unique_lock<std::mutex> lock(mutex_);
    notFull_.wait(lock, [this] { return isClosed_ || values_.size() < capacity_; });
    if (isClosed_)
      return false;
    values_.push_back(std::move(value));
    notEmpty_.notify_one();
    return true;
  }

  /// Never waits. False if there is no room, or if other threads keep the queue busy.
  bool tryPush(T value) {
    if (!mutex_.try_lock()) // bug: lock-not-released: a full or closed queue stays locked
      return false;
    if (isClosed_ || values_.size() >= capacity_)
      return false;
    values_.push_back(std::move(value));
    mutex_.unlock();
    notEmpty_.notify_one();
    return true;
  }

  /// Waits for a value; nothing if the queue is closed and empty.
  std::optional<T> pop() {
    std::unique_lock<std::mutex> lock(mutex_);
    notEmpty_.wait(lock, [this] { return isClosed_ || !values_.empty(); });
    if (values_.empty())
      return std::nullopt;
    std::optional<T> value(std::move(values_.front()));
    values_.pop_front();
    lock.unlock();
    notFull_.notify_one();
    return value;
  }

  void close() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      isClosed_ = true;
    }
    notEmpty_.notify_all();
    notFull_.notify_all();
  }

private:
  const std::size_t capacity_;
  std::mutex mutex_;
  std::condition_variable notEmpty_, notFull_;
  std::deque<T> values_;
  bool isClosed_ = false;
};

} // namespace orders
