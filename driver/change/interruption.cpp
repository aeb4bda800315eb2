// interruption: what has to be put in order when the user stops the program.

#include "driver/change/interruption.h"

namespace leash {

/// Wakes the thread when there is nothing more to wait for. Nobody else sends it.
static constexpr int Wake = SIGUSR2;

/// Whether whoever started us wants us to go on in spite of the signal, as nohup does.
static bool isIgnored(int signal) {
  struct sigaction action = {};
  return sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

Interruption::Interruption(std::function<void()> cleanUp) : cleanUp_(std::move(cleanUp)) {
  sigemptyset(&signals_);
  sigaddset(&signals_, Wake);
  for (int signal : {SIGINT, SIGTERM, SIGHUP})
    if (!isIgnored(signal))
      sigaddset(&signals_, signal);
  pthread_sigmask(SIG_BLOCK, &signals_, &before_);
  thread_ = std::thread([this] { wait(); });
}

void Interruption::wait() {
  int signal = Wake;
  while (signal == Wake && !isOver_)
    sigwait(&signals_, &signal);
  if (isOver_)
    return;
  cleanUp_();
  // The process ends here, with the status that whoever sent the signal expects.
  ::signal(signal, SIG_DFL);
  pthread_sigmask(SIG_UNBLOCK, &signals_, nullptr);
  raise(signal);
}

void Interruption::end() {
  if (!thread_.joinable())
    return;
  isOver_ = true;
  pthread_kill(thread_.native_handle(), Wake);
  thread_.join();
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

} // namespace leash
