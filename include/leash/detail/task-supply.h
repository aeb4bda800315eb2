// task-supply: where tasks come from and go to: their records, stacks and ids.
//
// Each worker has a stock of its own, for which it needs no lock, and fills and empties it in batches. All threads
// without a worker share another one.
#pragma once

#include <leash/detail/context-switch.h>
#include <leash/detail/spin-lock.h>
#include <leash/detail/stack.h>
#include <leash/detail/task.h>
#include <leash/detail/threads.h>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <mutex>

namespace leash::detail {

struct task_stock {
  task_list records;
  std::byte *stacks[16] = {};
  unsigned stack_count = 0;
  std::uint64_t next_id = 0, last_id = 0;
};

class task_supply {
public:
  /// A free record, with an id. `mine` is the stock of the caller's worker, null if it has none.
  [[gnu::always_inline]] task *make(task_stock *mine) {
    if (mine)
      return make_of(*mine);
    std::lock_guard hold(strangers_lock_);
    return make_of(strangers_);
  }

  /// Gives `one`, which is to run for the first time, a stack and a context that starts at `entry`.
  void give_context(task_stock &mine, task &one, context_entry entry) {
    one.stack = !LEASH_TSAN && mine.stack_count ? mine.stacks[--mine.stack_count] : arena_.take();
    make_context(one, arena_, entry);
  }

  /// Takes back what `done` has, and its record.
  void bury(task_stock *mine, task &done) {
    end_context(done);
    if (std::byte *stack = done.stack) {
      done.stack = nullptr;
      if (!LEASH_TSAN && mine && mine->stack_count < std::size(mine->stacks))
        mine->stacks[mine->stack_count++] = stack;
      else
        arena_.give(stack);
    }
    done.id.store(0, std::memory_order_release);
    if (!mine) {
      std::lock_guard hold(strangers_lock_);
      strangers_.records.push_front(done);
      return;
    }
    mine->records.push_front(done);
    if (mine->records.size() >= 4 * task_records::batch)
      give_some(*mine);
  }

  template <class F> void each(F &&visit) { records_.each(visit); }
  stack_arena &arena() noexcept { return arena_; }

private:
  [[gnu::always_inline]] task *make_of(task_stock &stock) {
    if (stock.records.empty())
      records_.take(stock.records);
    return name(*stock.records.pop_front(), stock);
  }

  task *name(task &one, task_stock &by) {
    if (by.next_id == by.last_id) {
      by.next_id = threads().last_id.fetch_add(256);
      by.last_id = by.next_id + 256;
    }
    one.is_task = true;
    one.daemon.store(false, std::memory_order_relaxed);
    one.id.store(++by.next_id, std::memory_order_relaxed);
    return &one;
  }

  void give_some(task_stock &stock) {
    task_list some;
    for (std::size_t i = 0; i != 2 * task_records::batch; ++i)
      some.push_front(*stock.records.pop_front());
    records_.give(some);
  }

  task_records records_;
  stack_arena arena_;
  spin_lock strangers_lock_; ///< of `strangers_`
  task_stock strangers_;
};

} // namespace leash::detail
