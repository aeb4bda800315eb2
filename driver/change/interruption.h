// interruption: what has to be put in order when the user stops the program.
#pragma once

#include <atomic>
#include <functional>
#include <thread>

#include <signal.h>

namespace leash {

/// While it lives, SIGINT, SIGTERM and SIGHUP first call `cleanUp`, on a thread of its own, and then end the program as
/// they would have. A signal handler couldn't do that: it may neither allocate nor start a program.
///
/// Requires that it is made before the threads that do the work, which inherit that these signals don't interrupt them,
/// and that there is one at a time.
class Interruption {
public:
  explicit Interruption(std::function<void()> cleanUp);
  ~Interruption() { end(); }
  Interruption(const Interruption &) = delete;
  Interruption &operator=(const Interruption &) = delete;

  /// From here on `cleanUp` isn't called any more; if it runs, this doesn't return. Idempotent.
  void end();

private:
  void wait();

  std::function<void()> cleanUp_;
  std::atomic<bool> isOver_ = false;
  sigset_t signals_;
  sigset_t before_;
  std::thread thread_;
};

} // namespace leash
