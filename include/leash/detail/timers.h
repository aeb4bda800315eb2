// timers: what is to happen at a time. A heap of intrusive nodes; a worker each, so that setting one needs no shared
// lock.
//
// Order of locks: heap before primitive. A node fires with the heap locked: whoever has removed a node, or was told
// that it has fired, may let it go. What takes long, or sets timers itself, is done later, by what `fire` returns.
#pragma once

#include <leash/detail/futex.h>
#include <leash/detail/spin-lock.h>

#include <algorithm>
#include <cstddef>
#include <mutex>
#include <vector>

namespace leash::detail {

class timer_heap;

/// Work that a timer leaves to be done when its heap isn't locked any more.
struct deferred {
  void (*run)(void *) = nullptr;
  void *what = nullptr;
};

struct timer_node {
  nanoseconds when = never;
  nanoseconds period = 0; ///< set again after each fire, if > 0
  deferred (*fire)(timer_node &node) = nullptr;
  void *owner = nullptr;
  std::atomic<timer_heap *> heap{nullptr}; ///< the one it was last set in; changed by its owner only
  std::size_t slot = 0;                    ///< 1 + its index in the heap, 0 if it isn't set
};

class timer_heap {
public:
  /// When the first of them is due.
  nanoseconds earliest() const noexcept { return earliest_.load(std::memory_order_acquire); }
  std::size_t size() const noexcept { return size_.load(std::memory_order_acquire); }
  /// Something is no longer in the heap, but what it left to be done isn't done yet.
  bool is_firing() const noexcept { return unfinished_.load(std::memory_order_acquire) > 0; }

  void set(timer_node &node) {
    std::lock_guard hold(lock_);
    node.heap.store(this, std::memory_order_relaxed);
    nodes_.push_back(&node);
    rise(nodes_.size() - 1);
    publish();
  }

  /// False: it has fired already (and `fire` has returned), or was never set.
  bool remove(timer_node &node) {
    std::lock_guard hold(lock_);
    if (!node.slot)
      return false;
    take(node.slot - 1);
    publish();
    return true;
  }

  /// Fires what is due at `now`, in order, and returns whether there was anything.
  bool fire_until(nanoseconds now) {
    bool fired = false;
    while (earliest() <= now) {
      deferred later;
      {
        std::lock_guard hold(lock_);
        if (nodes_.empty() || nodes_.front()->when > now)
          return fired;
        timer_node &node = *nodes_.front();
        const nanoseconds period = node.period;
        if (period > 0) { // ticks that nobody could have seen any more are skipped
          node.when +=
              period * std::max<nanoseconds>(1, (now - node.when) / period + ((now - node.when) % period != 0));
          sink(0);
        } else {
          take(0);
        }
        later = node.fire(node);
        if (later.run)
          unfinished_.fetch_add(1, std::memory_order_relaxed);
        publish(); // the last: whoever finds it gone finds whom it has woken running
      }
      if (later.run) {
        later.run(later.what);
        unfinished_.fetch_sub(1, std::memory_order_release);
      }
      fired = true;
    }
    return fired;
  }

private:
  void place(std::size_t index, timer_node *node) noexcept {
    nodes_[index] = node;
    node->slot = index + 1;
  }
  void rise(std::size_t index) noexcept {
    timer_node *node = nodes_[index];
    for (; index && node->when < nodes_[(index - 1) / 4]->when; index = (index - 1) / 4)
      place(index, nodes_[(index - 1) / 4]);
    place(index, node);
  }
  void sink(std::size_t index) noexcept {
    timer_node *node = nodes_[index];
    for (;;) {
      std::size_t least = index;
      nanoseconds when = node->when;
      for (std::size_t child = 4 * index + 1, end = std::min(child + 4, nodes_.size()); child < end; ++child)
        if (nodes_[child]->when < when)
          when = nodes_[least = child]->when;
      if (least == index)
        break;
      place(index, nodes_[least]);
      index = least;
    }
    place(index, node);
  }
  void take(std::size_t index) noexcept {
    nodes_[index]->slot = 0;
    timer_node *last = nodes_.back();
    nodes_.pop_back();
    if (index == nodes_.size())
      return;
    place(index, last);
    sink(index);
    rise(last->slot - 1);
  }
  void publish() noexcept {
    earliest_.store(nodes_.empty() ? never : nodes_.front()->when, std::memory_order_release);
    size_.store(nodes_.size(), std::memory_order_release);
  }

  spin_lock lock_;
  std::vector<timer_node *> nodes_; // a 4-ary heap by `when`
  std::atomic<nanoseconds> earliest_{never};
  std::atomic<std::size_t> size_{0};
  std::atomic<int> unfinished_{0};
};

} // namespace leash::detail
