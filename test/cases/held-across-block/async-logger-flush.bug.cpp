// An asynchronous logger: a writer thread prints the entries, and flush() waits until all before it are out.
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <future>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>

class AsyncLogger {
public:
  explicit AsyncLogger(std::FILE *sink) : sink_(sink), writer_([this] { writeLoop(); }) {}
  ~AsyncLogger() {
    {
      std::lock_guard<std::mutex> lock(entriesMutex_);
      closing_ = true;
    }
    ready_.notify_one();
    writer_.join();
  }
  AsyncLogger(const AsyncLogger &) = delete;
  AsyncLogger &operator=(const AsyncLogger &) = delete;

  void log(std::string line) {
    {
      std::lock_guard<std::mutex> lock(entriesMutex_);
      entries_.push_back(Entry{std::move(line), std::nullopt});
    }
    ready_.notify_one();
  }

  void flush() {
    std::promise<void> written;
    const std::future<void> done = written.get_future();
    std::lock_guard<std::mutex> lock(entriesMutex_);
    entries_.push_back(Entry{{}, std::move(written)});
    ready_.notify_one();
    done.wait(); // finding: 'entriesMutex_'
  }

private:
  struct Entry {
    std::string line;
    std::optional<std::promise<void>> written; // set in the entry of a flush, which has no line
  };

  void writeLoop() {
    std::unique_lock<std::mutex> lock(entriesMutex_);
    for (;;) {
      ready_.wait(lock, [this] { return closing_ || !entries_.empty(); });
      if (entries_.empty())
        return;
      std::deque<Entry> batch;
      batch.swap(entries_);
      lock.unlock();
      for (Entry &entry : batch) {
        if (entry.written) {
          std::fflush(sink_);
          entry.written->set_value();
        } else {
          std::fprintf(sink_, "%s\n", entry.line.c_str());
        }
      }
      lock.lock();
    }
  }

  std::FILE *const sink_;
  std::mutex entriesMutex_;
  std::condition_variable ready_;
  std::deque<Entry> entries_;
  bool closing_ = false;
  std::thread writer_;
};

int main() {
  AsyncLogger logger(stdout);
  {
    std::jthread server([&logger] {
      for (int request = 0; request < 4; ++request)
        logger.log("request " + std::to_string(request));
    });
  }
  logger.flush();
  std::puts("all requests are in the log");
  return 0;
}
