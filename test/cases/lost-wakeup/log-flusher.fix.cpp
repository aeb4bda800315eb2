// Flushes log lines on a thread; the destructor sets the stop flag under the mutex of the wait.
#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

class Sink {
public:
  void write(const std::string &line) { bytes_ += line.size() + 1; }
  std::size_t bytes() const { return bytes_; }

private:
  std::atomic<std::size_t> bytes_{0};
};

class LogFlusher {
public:
  explicit LogFlusher(Sink &sink) : sink_(sink), thread_(&LogFlusher::flush, this) {}
  LogFlusher(const LogFlusher &) = delete;
  LogFlusher &operator=(const LogFlusher &) = delete;
  ~LogFlusher() {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
  }

  void log(std::string line) {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      lines_.push_back(std::move(line));
    }
    wake_.notify_one();
  }

private:
  void flush() {
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      wake_.wait(lock, [this] { return stopping_ || !lines_.empty(); });
      if (lines_.empty())
        return;
      std::deque<std::string> batch;
      batch.swap(lines_);
      lock.unlock();
      for (const std::string &line : batch)
        sink_.write(line);
      lock.lock();
    }
  }

  Sink &sink_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::string> lines_;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

int main() {
  Sink sink;
  {
    LogFlusher flusher(sink);
    flusher.log("started");
    flusher.log("done");
  }
  return sink.bytes() == 13 ? 0 : 1;
}
