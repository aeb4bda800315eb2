// An asynchronous log in file-static state.
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace {

enum class request { none, flush, quit };

std::mutex log_mutex;
std::condition_variable log_wakeup;
std::vector<std::string> log_lines;
request log_request = request::none;
std::thread log_thread;

void wake_flusher(request what) {
  {
    std::lock_guard<std::mutex> hold(log_mutex);
    if (log_request != request::quit)
      log_request = what;
  }
  log_wakeup.notify_one();
}

void flush_forever() {
  std::vector<std::string> batch;
  for (;;) {
    request what;
    {
      std::unique_lock<std::mutex> hold(log_mutex);
      while (log_request == request::none)
        log_wakeup.wait(hold);
      what = log_request;
      if (what == request::flush)
        log_request = request::none;
      batch.swap(log_lines);
    }
    for (const std::string &line : batch)
      std::fputs(line.c_str(), stderr);
    batch.clear();
    if (what == request::quit)
      return;
  }
}

} // namespace

void log_open() { log_thread = std::thread(flush_forever); }

void log_write(const std::string &text) {
  bool enough;
  {
    std::lock_guard<std::mutex> hold(log_mutex);
    log_lines.push_back(text + '\n');
    enough = log_lines.size() >= 64;
  }
  if (enough)
    wake_flusher(request::flush);
}

void log_close() {
  wake_flusher(request::quit);
  log_thread.join();
}

int main() {
  log_open();
  for (int i = 0; i < 1000; ++i)
    log_write("tick " + std::to_string(i));
  log_close();
}
