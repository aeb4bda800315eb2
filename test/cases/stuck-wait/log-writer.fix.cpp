// Writes log lines to a file from a background thread; the destructor raises a flag that the writer's wait looks at too, and what is left is written before the thread ends.
#include <atomic>
#include <condition_variable>
#include <fstream>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class LogWriter {
public:
  explicit LogWriter(const std::string &path) : file_(path, std::ios::app) {
    writer_ = std::thread(&LogWriter::run, this);
  }

  LogWriter(const LogWriter &) = delete;
  LogWriter &operator=(const LogWriter &) = delete;

  ~LogWriter() {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      stopping_ = true;
    }
    notEmpty_.notify_all();
    writer_.join();
  }

  void write(std::string line) {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      lines_.push_back(std::move(line));
    }
    notEmpty_.notify_one();
  }

private:
  void run() {
    for (;;) {
      std::vector<std::string> batch;
      {
        std::unique_lock<std::mutex> lock(mutex_);
        notEmpty_.wait(lock, [this] { return stopping_ || !lines_.empty(); });
        if (lines_.empty())
          return;
        batch.swap(lines_);
      }
      for (const std::string &line : batch)
        file_ << line << '\n';
      file_.flush();
    }
  }

  std::ofstream file_;
  std::mutex mutex_;
  std::condition_variable notEmpty_;
  std::vector<std::string> lines_;
  std::atomic<bool> stopping_{false};
  std::thread writer_;
};

int main() {
  LogWriter log("/dev/null");
  for (int i = 0; i < 100; ++i)
    log.write("request " + std::to_string(i));
  return 0;
}
