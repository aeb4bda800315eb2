// A server whose owner waits for an absl::Notification after asking it to stop: its loop ends without notifying.
#include <atomic>
#include <cstdio>
#include <thread>

#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

class StatusServer {
 public:
  StatusServer() : loop_(&StatusServer::Loop, this) {}
  StatusServer(const StatusServer&) = delete;
  StatusServer& operator=(const StatusServer&) = delete;
  ~StatusServer() { loop_.join(); }

  void RequestStop() { stop_requested_.store(true); }

  // Returns once the last request has been answered.
  void AwaitStopped() {
    stopped_.WaitForNotification();  // finding: 'stopped_'
    std::printf("stopped after %d requests\n", served_);
  }

 private:
  void Loop() {
    while (!stop_requested_.load()) {
      ++served_;
      absl::SleepFor(absl::Milliseconds(1));
    }
    Drain();
  }

  void Drain() {
    if (!stopped_.HasBeenNotified()) served_ += 1;
  }

  std::atomic<bool> stop_requested_{false};
  absl::Notification stopped_;
  int served_ = 0;
  std::thread loop_;
};

int main() {
  StatusServer server;
  absl::SleepFor(absl::Milliseconds(5));
  server.RequestStop();
  server.AwaitStopped();
}
