// go: starts a task.
//
// Tasks run on max_procs() workers, thousands of them for each, or with LEASH_TASKS_AS_THREADS each on a thread of its
// own. A task gives its worker to others when it blocks in an operation of the runtime, and now and then in operations
// that don't block; a task that only computes keeps its worker, until it calls yield(). What blocks elsewhere (a read,
// a std::mutex held for long) belongs into blocking().
//
// Example:
//     #include <leash/go.h>
//     #include <leash/chan.h>
//     int sum_of_squares() {
//       auto squares = leash::make_chan<int>();
//       for (int i = 1; i <= 3; ++i)
//         leash::go([squares](int n) mutable { squares.send(n * n); }, i);
//       int sum = 0;
//       for (int i = 1; i <= 3; ++i)
//         sum += *squares.recv();
//       return sum;
//     }
#pragma once

#include <leash/detail/blocked.h>
#include <leash/detail/spawn.h>

#include <exception>
#include <optional>

namespace leash {

/// Runs callable(arguments...) as a task and returns at once; the result is dropped.
///
/// Callable and arguments are copied (or moved) here, by the caller, as std::thread does. An empty callable throws
/// misuse. An exception that leaves the task ends the process, with the place of this call; a task_group collects it
/// instead. Everything written before go() is visible to the task.
template <class... A>
LEASH_ANNOTATE("leash:spawn:argument 0")
void go(detail::located_callable<std::type_identity_t<A>...> callable, A &&...arguments) {
  callable.spawn({.born = callable.where()}, std::forward<A>(arguments)...);
}

/// The same, for a task that may stay blocked until the process ends: the leak check doesn't report it.
template <class... A>
LEASH_ANNOTATE("leash:spawn:argument 0")
void go_daemon(detail::located_callable<std::type_identity_t<A>...> callable, A &&...arguments) {
  callable.spawn({.born = callable.where(), .daemon = true}, std::forward<A>(arguments)...);
}

/// Runs `callable` as a task, waits until it has ended, and returns its result; an exception comes out here.
///
/// From a plain thread this is how main becomes a task: `int main() { return leash::run(serve); }`.
template <class F>
LEASH_ANNOTATE("leash:call:argument 0:called-now")
auto run(F &&callable, std::source_location here = std::source_location::current())
    -> std::decay_t<std::invoke_result_t<F &>> {
  using result = std::decay_t<std::invoke_result_t<F &>>;
  if (detail::is_empty(callable))
    detail::throw_misuse("an empty callable was given to be run", here);
  detail::event ended;
  std::exception_ptr thrown;
  std::conditional_t<std::is_void_v<result>, char, std::optional<result>> value{};
  detail::spawn(
      [&] {
#if LEASH_HAS_EXCEPTIONS
        try {
#endif
          if constexpr (std::is_void_v<result>)
            callable();
          else
            value.emplace(callable());
#if LEASH_HAS_EXCEPTIONS
        } catch (...) {
          thrown = std::current_exception();
        }
#endif
        ended.happen();
      },
      detail::task_traits{.born = here});
  ended.wait(detail::op::wait_task, here);
#if LEASH_HAS_EXCEPTIONS
  if (thrown)
    std::rethrow_exception(thrown);
#endif
  if constexpr (!std::is_void_v<result>)
    return std::move(*value);
}

/// Lets other tasks run, if there are any that can.
inline void yield() {
  detail::quiet hidden;
  detail::machine &here = *detail::this_machine();
#ifndef LEASH_TASKS_AS_THREADS
  if (!here.runs_task())
    return std::this_thread::yield();
#endif
  detail::the_scheduler().yield(here);
}

/// Calls `callable`, which may block the thread (a system call, a lock that isn't ours), and returns its result.
///
/// Meanwhile another thread runs the tasks of this worker. Inside, the caller is a plain thread: thread-local variables
/// keep their values, and operations of the runtime block the thread.
template <class F> LEASH_ANNOTATE("leash:call:argument 0:called-now") decltype(auto) blocking(F &&callable) {
#ifndef LEASH_TASKS_AS_THREADS
  struct outside {
    detail::machine *here = detail::this_machine();
    bool steps = here->runs_task();
    outside() {
      detail::quiet hidden;
      if (steps)
        detail::the_scheduler().step_out(*here);
    }
    ~outside() {
      detail::quiet hidden;
      if (steps)
        detail::the_scheduler().step_in(*here);
    }
  } now;
#endif
  return std::forward<F>(callable)();
}

/// How many tasks run at the same time at most: LEASH_MAXPROCS, or as many as the affinity mask and the cgroup's quota
/// leave to this process. With LEASH_TASKS_AS_THREADS it is only a number.
inline int max_procs() {
  detail::quiet hidden;
  return detail::the_scheduler().procs();
}

/// At least 1, at most 256. May be called at any time.
inline void set_max_procs(int count, std::source_location here = std::source_location::current()) {
  if (count < 1)
    detail::throw_misuse("set_max_procs needs at least 1", here);
  detail::quiet hidden;
  detail::the_scheduler().set_procs(count);
}

/// Bytes of address space for the stack of each task (64 KiB if neither this nor LEASH_STACK_SIZE says otherwise).
/// Memory is taken page by page, as a stack is used. Throws misuse if tasks run already.
inline void set_stack_size(std::size_t bytes, std::source_location here = std::source_location::current()) {
#ifdef LEASH_TASKS_AS_THREADS
  static_cast<void>(bytes);
  static_cast<void>(here);
#else
  if (!detail::the_scheduler().arena().set_stack_size(bytes))
    detail::throw_misuse("set_stack_size after the first task was started", here);
#endif
}

} // namespace leash
