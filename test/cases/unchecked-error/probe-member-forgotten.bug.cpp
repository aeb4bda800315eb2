// Writes probes; the outcome of the last flush is kept for nobody.
#include <cstdio>
#include <mutex>
#include <string>
#include <unistd.h>

class ProbeLog {
public:
  explicit ProbeLog(int file) : file_(file) {}

  bool add(const std::string &line) {
    std::lock_guard<std::mutex> hold(mutex_);
    if (write(file_, line.data(), line.size()) != static_cast<ssize_t>(line.size()))
      return false;
    flushed_ = fsync(file_); // finding: 'flushed_'
    ++lines_;
    return true;
  }

  int lines() const {
    std::lock_guard<std::mutex> hold(mutex_);
    return lines_;
  }

private:
  mutable std::mutex mutex_;
  const int file_;
  int flushed_ = 0;
  int lines_ = 0;
};
