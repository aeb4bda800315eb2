// thread-per-task: in place of the scheduler where LEASH_TASKS_AS_THREADS is defined. A task is a std::thread; nothing
// but the standard library is needed. Timers are fired by one thread of ours, which starts with the first of them.
#pragma once

#include <leash/detail/processors.h>
#include <leash/detail/replaceable-clock.h>
#include <leash/detail/threads.h>
#include <leash/detail/timers.h>
#include <leash/misuse.h>

#include <condition_variable>
#include <thread>

namespace leash::detail {

struct machine : thread_runner {
  static constexpr bool runs_task() noexcept { return false; }
  runner &self() noexcept { return *this; }
  runner &owner() noexcept { return *this; }
};

/// There is none: every runner is a thread.
struct task : runner {};

struct task_list {
  void push_back(task &) noexcept {}
};

inline constinit thread_local machine *machine_here = nullptr;

machine *meet_thread();

/// The machine that runs the caller: its thread.
inline machine *this_machine() { return machine_here ? machine_here : meet_thread(); }

enum class afterwards : std::uint8_t { unlock, arrive };

class scheduler {
public:
  void leave(machine &, afterwards, void *) noexcept {}
  void ready(machine &, task &) noexcept {}
  void ready_all(machine &, task_list &) noexcept {}
  void spend(machine &) noexcept {}
  void yield(machine &) noexcept { std::this_thread::yield(); }

  int procs() {
    const int asked = procs_.load();
    return asked ? asked : default_processors();
  }
  void set_procs(int count) { procs_.store(std::max(count, 1)); } // threads are the system's to schedule
  bool set_stack_size(std::size_t) noexcept { return true; }

  nanoseconds now() const noexcept { return clock_.now(); }
  void set_time(nanoseconds time) noexcept { clock_.set(time); }
  void put_clock_back() noexcept {
    clock_.put_back();
    alarm_.post();
  }

  void set_timer(machine &, timer_node &node) {
    timers_.set(node);
    std::lock_guard hold(service_lock_);
    if (!serving_) {
      serving_ = true;
      threads().own_helpers.fetch_add(1);
      std::thread([this] { serve(); }).detach();
    } else if (node.when < served_until_) {
      alarm_.post();
    }
  }
  bool fire_timers(nanoseconds time) { return timers_.fire_until(time); }
  nanoseconds earliest_timer() const noexcept { return timers_.earliest(); }
  bool is_firing() const noexcept { return timers_.is_firing(); }
  std::size_t timer_count() const noexcept { return timers_.size(); }

  static constexpr bool is_there_work() noexcept { return false; }

  template <class F> void each_task(F &&visit) {
    threads().each([&](thread_runner &one) {
      if (one.is_task)
        visit(one);
    });
  }

private:
  void serve() {
    quiet hidden;
    static constinit immortal<machine> self; // in no list: it is one of `own_helpers`
    machine_here = &self.value;
    for (;;) {
      {
        std::lock_guard hold(service_lock_);
        served_until_ = 0;
      }
      if (timers_.earliest() <= now()) {
        threads().begins(); // before a timer is off the heap, until all that it wakes are counted
        timers_.fire_until(now());
        threads().ends();
      }
      const nanoseconds until = clock_.is_replaced() ? never : timers_.earliest();
      {
        std::lock_guard hold(service_lock_);
        served_until_ = until;
      }
      if (timers_.earliest() > now() && (clock_.is_replaced() || timers_.earliest() >= until))
        alarm_.wait(until);
    }
  }

  timer_heap timers_;
  replaceable_clock clock_;
  std::atomic<int> procs_{0};
  spin_lock service_lock_;
  bool serving_ = false;
  nanoseconds served_until_ = 0;
  permit alarm_;
};

inline constinit immortal<scheduler> scheduler_instance;
inline scheduler &the_scheduler() noexcept { return scheduler_instance.value; }

inline machine *meet_thread() {
  struct meeting {
    machine here;
    meeting() {
      here.id.store(threads().last_id.fetch_add(1) + 1);
      threads().begins(); // first: who isn't in the list is a stranger, and reckoned with
      threads().add(here);
    }
    // As in machine.h: nobody needs to look for deadlocks when a plain thread ends.
    ~meeting() {
      here.end_locals();
      machine_here = nullptr;
      if (getpid() == gettid())
        return;
      threads().remove(here);
      threads().stops();
    }
  };
  static thread_local meeting here;
  machine_here = &here.here;
  return machine_here;
}

} // namespace leash::detail
