// Counts the hits of a web server's pages; a thread in the background prints them every now and then.
#include <chrono>
#include <cstdio>
#include <map>
#include <mutex>
#include <string>
#include <thread>

namespace {

std::mutex hitsMutex;
std::map<std::string, unsigned> &hits = *new std::map<std::string, unsigned>();

void printHits() {
  std::lock_guard<std::mutex> lock(hitsMutex);
  for (const auto &[page, count] : hits)
    std::printf("%6u %s\n", count, page.c_str());
}

class Reporter {
public:
  void start() {
    std::thread([this] { run(); }).detach();
  }

private:
  [[noreturn]] void run() {
    for (;;) {
      std::this_thread::sleep_for(std::chrono::seconds(10));
      printHits();
    }
  }
};

} // namespace

int main() {
  static Reporter reporter;
  reporter.start();
  char page[256];
  while (std::fgets(page, sizeof page, stdin)) {
    std::lock_guard<std::mutex> lock(hitsMutex);
    ++hits[page];
  }
  return 0;
}
