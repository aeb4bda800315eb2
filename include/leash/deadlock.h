// deadlock: when everybody is asleep, and nobody is left who could wake anybody, the process ends.
//
// Nothing has to be switched on. As soon as all tasks are blocked, no timer is set, and all threads are blocked in
// operations of the runtime too, it prints "all tasks are asleep - deadlock!" and, for each task and thread, what it
// waits for, where, and where it was born; then it aborts. A thread that runs counts as somebody who may wake a task,
// whether or not it has met the runtime; so does a task in blocking(). Others that may have to say so: see below.
//
// Example:
//     #include <leash/chan.h>
//     #include <leash/deadlock.h>
//     #include <csignal>
//     leash::chan<int> signals = leash::make_chan<int>(8);
//     int next_signal() {
//       leash::outside_waker kernel; // a signal may come, although all tasks and threads are asleep
//       std::signal(SIGUSR1, [](int number) { static_cast<void>(signals.try_send(number)); });
//       return *signals.recv();
//     }
#pragma once

#include <leash/detail/blocked.h>

namespace leash {

/// While one lives, the runtime reckons with somebody outside who may wake tasks: a signal handler, a completion of the
/// kernel's, another process. Threads need none: they count as long as they run.
class outside_waker {
public:
  outside_waker() { detail::threads().begins(); }
  ~outside_waker() { detail::threads().ends(); }
  outside_waker(const outside_waker &) = delete;
  outside_waker &operator=(const outside_waker &) = delete;
};

} // namespace leash
