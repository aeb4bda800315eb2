// A process-wide event log on a home-made monitor and a macro; write() rotates a full log, and rotating puts a line in as it is.
#include <cstddef>
#include <pthread.h>
#include <string>
#include <thread>
#include <vector>

class Monitor {
public:
  Monitor() { pthread_mutex_init(&handle_, nullptr); }
  ~Monitor() { pthread_mutex_destroy(&handle_); }
  Monitor(const Monitor &) = delete;
  Monitor &operator=(const Monitor &) = delete;

  void enter() { pthread_mutex_lock(&handle_); }
  void leave() { pthread_mutex_unlock(&handle_); }

private:
  pthread_mutex_t handle_;
};

class MonitorScope {
public:
  explicit MonitorScope(Monitor &monitor) : monitor_(monitor) { monitor_.enter(); }
  ~MonitorScope() { monitor_.leave(); }
  MonitorScope(const MonitorScope &) = delete;
  MonitorScope &operator=(const MonitorScope &) = delete;

private:
  Monitor &monitor_;
};

#define WITHIN(monitor) const MonitorScope withinMonitor(monitor)

class EventLog {
public:
  static void write(const std::string &line) {
    WITHIN(monitor_);
    if (lines_.size() >= kLimit)
      rotate();
    lines_.push_back(line);
  }

  static unsigned rotations() {
    WITHIN(monitor_);
    return rotations_;
  }

private:
  static constexpr std::size_t kLimit = 4;

  static void rotate() {
    lines_.clear();
    ++rotations_;
    lines_.push_back("rotated");
  }

  static Monitor monitor_;
  static std::vector<std::string> lines_;
  static unsigned rotations_;
};

Monitor EventLog::monitor_;
std::vector<std::string> EventLog::lines_;
unsigned EventLog::rotations_ = 0;

int main() {
  std::thread scanner([] {
    for (int i = 0; i < 3; ++i)
      EventLog::write("scanned");
  });
  EventLog::write("started");
  scanner.join();
  EventLog::write("idle");
  return EventLog::rotations() == 1 ? 0 : 1;
}
