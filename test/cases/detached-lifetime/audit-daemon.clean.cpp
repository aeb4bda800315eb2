// The daemon's threads run until the process is told to go, which it does without tidying up.
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <unistd.h>

static std::mutex queueMutex;
static std::condition_variable queueFilled;
static std::deque<std::string> queue;

static void writeAll() {
  for (;;) {
    std::unique_lock lock(queueMutex);
    queueFilled.wait(lock, [] { return !queue.empty(); });
    std::string line = std::move(queue.front());
    queue.pop_front();
    lock.unlock();
    std::puts(line.c_str());
  }
}

int main() {
  std::thread(writeAll).detach();
  char line[256];
  while (std::fgets(line, sizeof line, stdin)) {
    {
      std::lock_guard lock(queueMutex);
      queue.push_back(line);
    }
    queueFilled.notify_one();
  }
  std::fflush(stdout);
  _exit(0);
}
