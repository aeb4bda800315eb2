// A journal is locked only while threads share it, by a deferred lock that lasts until the end of append().
#include <cstddef>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace {

struct Journal {
  std::mutex mutex;
  std::vector<std::string> lines;
  std::size_t bytes = 0;
  bool shared = false; // only set while there is one thread
};

void append(Journal &journal, std::string line) {
  std::unique_lock<std::mutex> lock(journal.mutex, std::defer_lock);
  if (journal.shared)
    lock.lock();
  journal.bytes += line.size();
  journal.lines.push_back(std::move(line));
}

std::size_t lineCount(Journal &journal) {
  std::lock_guard<std::mutex> lock(journal.mutex);
  return journal.lines.size();
}

std::size_t byteCount(Journal &journal) {
  std::lock_guard<std::mutex> lock(journal.mutex);
  return journal.bytes;
}

void runServices(Journal &journal, int services) {
  journal.shared = true;
  std::vector<std::thread> threads;
  for (int service = 0; service < services; ++service)
    threads.emplace_back([&journal, service] {
      for (int i = 0; i < 25; ++i)
        append(journal, "s" + std::to_string(service));
    });
  for (std::thread &thread : threads)
    thread.join();
  journal.shared = false;
}

} // namespace

int main() {
  Journal journal;
  append(journal, "boot");
  runServices(journal, 4);
  append(journal, "halt");
  return lineCount(journal) == 102 && byteCount(journal) == 208 ? 0 : 1;
}
