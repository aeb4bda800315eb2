// Feeds print jobs to several printer threads through a closable queue.
#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct PrintJob {
  std::string title;
  int pages = 0;
};

class PrintQueue {
public:
  void submit(PrintJob job) {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      jobs_.push_back(std::move(job));
    }
    changed_.notify_all();
  }

  void close() {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      closed_ = true;
    }
    changed_.notify_all();
  }

  // The next job, or nothing once the queue is closed and drained.
  std::optional<PrintJob> take() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (jobs_.empty() && !closed_)
      changed_.wait(lock);
    if (jobs_.empty())
      return std::nullopt;
    PrintJob job = std::move(jobs_.front());
    jobs_.pop_front();
    return job;
  }

private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<PrintJob> jobs_;
  bool closed_ = false;
};

static void runPrinter(PrintQueue &queue, std::atomic<int> &pages) {
  while (std::optional<PrintJob> job = queue.take())
    pages += job->pages;
}

int main() {
  PrintQueue queue;
  std::atomic<int> pages{0};

  std::vector<std::thread> printers;
  for (int printer = 0; printer < 3; ++printer)
    printers.emplace_back(runPrinter, std::ref(queue), std::ref(pages));

  int expected = 0;
  for (int number = 1; number <= 60; ++number) {
    const int length = number % 7 + 1;
    expected += length;
    queue.submit({"invoice " + std::to_string(number), length});
  }
  queue.close();
  for (std::thread &printer : printers)
    printer.join();

  std::printf("%d of %d pages printed\n", pages.load(), expected);
  return pages.load() == expected ? 0 : 1;
}
