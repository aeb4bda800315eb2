// task: the record of a task, and where records come from.
//
// A record is small and holds the callable itself, if that is small too; the stack is bound when the task first runs.
// Records are never given back, and lie in slabs that are walked to list all tasks.
#pragma once

#include <leash/detail/runner.h>
#include <leash/detail/spin-lock.h>

#include <boost/context/detail/fcontext.hpp>
#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

namespace leash::detail {

using context_point = boost::context::detail::fcontext_t;

struct task : runner {
  task *link = nullptr;          ///< in a queue or a free list
  context_point point = nullptr; ///< where it goes on; null: it has never run
  std::byte *stack = nullptr;
  void (*body)(task &) = nullptr; ///< runs the callable and ends its life; nothing leaves it
#if LEASH_TSAN
  void *fiber = nullptr;
#endif
#if LEASH_ASAN
  void *fake_stack = nullptr;
#endif
  static constexpr std::size_t room = 112; ///< what makes the record 192 bytes
  alignas(std::max_align_t) std::byte callable[room];
};

/// A singly linked list of tasks that knows its end.
class task_list {
public:
  bool empty() const noexcept { return !first_; }
  std::size_t size() const noexcept { return size_; }
  void push_back(task &one) noexcept {
    one.link = nullptr;
    (first_ ? last_->link : first_) = &one;
    last_ = &one;
    ++size_;
  }
  void push_front(task &one) noexcept {
    one.link = first_;
    if (!first_)
      last_ = &one;
    first_ = &one;
    ++size_;
  }
  task *pop_front() noexcept {
    task *one = first_;
    if (one) {
      first_ = one->link;
      --size_;
    }
    return one;
  }
  void append(task_list &other) noexcept {
    if (other.empty())
      return;
    (first_ ? last_->link : first_) = other.first_;
    last_ = other.last_;
    size_ += other.size_;
    other = {};
  }

private:
  task *first_ = nullptr, *last_ = nullptr;
  std::size_t size_ = 0;
};

/// All records of tasks. Workers keep some for themselves and exchange them here in batches.
class task_records {
public:
  static constexpr std::size_t batch = 128;

  /// Adds `batch` free records to `list`.
  void take(task_list &list) {
    std::lock_guard hold(lock_);
    if (free_.size() < batch)
      grow();
    for (std::size_t i = 0; i != batch; ++i)
      list.push_front(*free_.pop_front());
  }

  void give(task_list &list) {
    std::lock_guard hold(lock_);
    free_.append(list);
  }

  /// Calls `visit` with each record, in use or not.
  template <class F> void each(F &&visit) {
    std::size_t count;
    {
      std::lock_guard hold(lock_);
      count = slabs_.size();
    }
    for (std::size_t i = 0; i != count; ++i) {
      task *slab;
      {
        std::lock_guard hold(lock_);
        slab = slabs_[i].get();
      }
      for (std::size_t k = 0; k != batch; ++k)
        visit(slab[k]);
    }
  }

private:
  void grow() {
    slabs_.push_back(std::make_unique<task[]>(batch));
    for (std::size_t k = batch; k--;)
      free_.push_front(slabs_.back()[k]);
  }

  spin_lock lock_;
  task_list free_;
  std::vector<std::unique_ptr<task[]>> slabs_;
};

} // namespace leash::detail
