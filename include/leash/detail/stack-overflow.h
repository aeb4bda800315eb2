// stack-overflow: what happens when a task needs more stack than it has: the process ends, and says which task it was.
//
// Mostly the task hits the guard page below its stack. The handler of SIGSEGV, which has a stack of its own in each
// machine of ours, tells that from other faults by the address, and leaves those to whoever handled them before. The
// sanitizers have handlers of their own.
#pragma once

#include <leash/config.h>
#include <leash/detail/machine.h>
#include <leash/detail/stack.h>
#include <leash/misuse.h>

#include <csignal>
#include <cstdlib>
#include <string>

namespace leash::detail {

[[noreturn]] inline void die_of_overflow(const task &one, stack_arena &arena) {
  die("stack overflow in the task born at " + place(one.born.load()) + "; its stack has " +
      std::to_string(arena.stack_size() / 1024) + " KiB: make it larger (LEASH_STACK_SIZE, leash::set_stack_size)");
}

#if LEASH_TSAN || LEASH_ASAN
inline void catch_overflows(stack_arena &) {}
inline void give_signal_stack() {}
#else
inline stack_arena *guarded_stacks;
inline struct sigaction fault_handler_before;

/// From now on an overflow of a stack of `arena` is reported, in all threads that have a signal stack.
inline void catch_overflows(stack_arena &arena) {
  guarded_stacks = &arena;
  struct sigaction action = {};
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  action.sa_sigaction = [](int signal, siginfo_t *info, void *state) {
    machine *here = machine_here;
    if (here && here->current && guarded_stacks->is_guard(info->si_addr))
      die_of_overflow(*here->current, *guarded_stacks);
    const struct sigaction &before = fault_handler_before;
    if (before.sa_flags & SA_SIGINFO)
      return before.sa_sigaction(signal, info, state);
    if (before.sa_handler != SIG_DFL && before.sa_handler != SIG_IGN)
      return before.sa_handler(signal);
    sigaction(signal, &before, nullptr); // the instruction is tried again, and the default is taken
  };
  sigaction(SIGSEGV, &action, &fault_handler_before);
}

inline void give_signal_stack() {
  constexpr std::size_t size = 64 * 1024;
  stack_t stack = {};
  stack.ss_sp = std::malloc(size);
  stack.ss_size = size;
  if (stack.ss_sp)
    sigaltstack(&stack, nullptr);
}
#endif

} // namespace leash::detail
