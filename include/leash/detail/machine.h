// machine: a thread that runs code: one of the program's, or one of ours that runs tasks.
//
// Everything that belongs to a thread rather than to a task is kept here, and asked of `this_machine()` again after
// each point at which a task may have gone on in another thread.
#pragma once

#include <leash/detail/sanitizer.h>
#include <leash/detail/task.h>
#include <leash/detail/threads.h>

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cxxabi.h>
#include <unistd.h>

namespace leash::detail {

struct worker;

/// What is to be done once a task has been switched away from.
enum class afterwards : std::uint8_t { nothing, unlock, arrive, queue, share, bury };

/// The part of the C++ runtime's state that belongs to a task rather than to its thread (Itanium ABI 2.2.2).
struct exceptions_in_flight {
  void *caught;
  unsigned uncaught;
};

/// A stack as the sanitizers want it described; empty without them.
struct stack_view {
  void *fiber = nullptr;
  const void *bottom = nullptr;
  std::size_t size = 0;
};

struct machine : thread_runner {
  worker *on = nullptr;    ///< the worker whose tasks it runs; null: a plain thread, or in blocking()
  task *current = nullptr; ///< null: it runs no task
  context_point home = nullptr;
  context_point *leaving = nullptr; ///< where the context that is being left is to be saved
  afterwards then = afterwards::nothing;
  void *what = nullptr; ///< of `then`
  int *errno_at = nullptr;
  exceptions_in_flight *exceptions = nullptr;
  int budget = 0;           ///< operations that may go on without blocking before others get their turn
  nanoseconds patience = 0; ///< how long the watcher sleeps
  bool impedes = false;     ///< when it ran tasks last, it lost too much time in doing so beside others
  nanoseconds spell_began = 0, spent_before = 0; ///< when it last found tasks; what it had lost until then
  bool searching = false;
  machine *below = nullptr; ///< in the stack of idle or spare machines
  stack_view home_stack;
#if LEASH_ASAN
  void *fake_stack = nullptr;
#endif

  bool runs_task() const noexcept { return on && current; }
  /// Who blocks if it blocks now: inside blocking(), the thread.
  runner &self() noexcept { return runs_task() ? static_cast<runner &>(*current) : *this; }
  /// Whose code it runs: inside blocking(), still the task's.
  runner &owner() noexcept { return current ? static_cast<runner &>(*current) : *this; }
};

inline constinit thread_local machine *machine_here = nullptr;

machine *meet_thread();

/// The machine that runs the caller. Not inlined, since a task may go on in another thread than the one in which it
/// stopped, and compilers keep addresses of thread-local variables.
[[gnu::noinline]] LEASH_NO_TSAN inline machine *this_machine() {
  machine *here = machine_here;
  asm volatile("" : "+r"(here));
  return here ? here : meet_thread();
}

/// Makes `here` the calling thread's machine.
inline void adopt(machine &here) {
  machine_here = &here;
  here.errno_at = &errno;
#if LEASH_TSAN // it is saved and restored with the task, but at one address for all
  AnnotateBenignRaceSized(__FILE__, __LINE__, &errno, sizeof errno, "errno");
#endif
  here.exceptions = reinterpret_cast<exceptions_in_flight *>(abi::__cxa_get_globals());
#if LEASH_TSAN
  here.home_stack.fiber = __tsan_get_current_fiber();
#endif
}

/// For a machine of ours: signals are for the program's own threads, except those that the code it runs brings about.
inline void leave_signals_to_others() {
  sigset_t all;
  sigfillset(&all);
  for (int fault : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT, SIGPROF})
    sigdelset(&all, fault);
  pthread_sigmask(SIG_SETMASK, &all, nullptr);
}

/// Makes a plain thread known to the runtime, until it ends.
[[gnu::noinline]] inline machine *meet_thread() {
  struct meeting {
    machine here;
    meeting() {
      adopt(here);
      here.id.store(threads().last_id.fetch_add(1) + 1);
      threads().begins(); // first: who isn't in the list is a stranger, and reckoned with
      threads().add(here);
    }
    // The main thread's end is the process's. Until then, and after another's end, nobody needs to look for deadlocks:
    // whoever joins it is running.
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
