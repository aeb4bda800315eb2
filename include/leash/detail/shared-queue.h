// shared-queue: the tasks that are to run on whatever worker comes first: what is too much for one, what has had its
// turn, what threads without a worker make or wake.
//
// One list under one lock. Its size can be asked without the lock, so that looking at an empty queue costs nothing.
#pragma once

#include <leash/detail/run-queue.h>
#include <leash/detail/spin-lock.h>
#include <leash/detail/task.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <mutex>

namespace leash::detail {

class shared_queue {
public:
  void push(task &one) noexcept {
    std::lock_guard hold(lock_);
    tasks_.push_back(one);
    publish();
  }

  void push_all(task_list &list) noexcept {
    std::lock_guard hold(lock_);
    tasks_.append(list);
    publish();
  }

  /// Takes one task off, and up to `most - 1` more into `ring`: one worker's share, if there are `workers` of them.
  task *take(run_queue &ring, std::size_t most, int workers) noexcept {
    if (is_empty_at_first_look())
      return nullptr;
    std::lock_guard hold(lock_);
    task *first = tasks_.pop_front();
    const std::size_t share =
        std::min({most, std::size_t(run_queue::ring_size / 2), tasks_.size() / std::size_t(workers) + 1});
    if (first)
      ring.push_from(tasks_, share - 1);
    publish();
    return first;
  }

  bool is_empty() const noexcept { return !size_.load(std::memory_order_acquire); }
  bool is_empty_at_first_look() const noexcept { return !size_.load(std::memory_order_relaxed); }

  /// Calls `look` while no task comes or goes here, and returns what it does.
  template <class F> bool hold_still(F &&look) {
    std::lock_guard hold(lock_);
    return look();
  }

private:
  void publish() noexcept { size_.store(tasks_.size(), std::memory_order_relaxed); }

  spin_lock lock_;
  task_list tasks_;
  std::atomic<std::size_t> size_{0};
};

} // namespace leash::detail
