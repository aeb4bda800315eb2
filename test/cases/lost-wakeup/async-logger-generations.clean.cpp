// An asynchronous logger with a writer thread, swapped buffers and a flush() that waits for a generation.
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace {

enum class Level : int { Debug, Info, Error };

class Logger {
public:
  static Logger &instance() {
    static Logger logger; // thread-safe initialisation; destroyed, and so joined, after main()
    return logger;
  }

  explicit Logger(std::FILE *sink = nullptr) : sink_(sink) {}
  Logger(const Logger &) = delete;
  Logger &operator=(const Logger &) = delete;

  ~Logger() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stop_ = true;
    }
    wake_.notify_one();
    if (writer_.joinable())
      writer_.join();
  }

  void setLevel(Level level) noexcept { level_.store(level, std::memory_order_relaxed); }
  [[nodiscard]] bool enabled(Level level) const noexcept { return level >= level_.load(std::memory_order_relaxed); }

  void log(Level level, std::string_view text) {
    if (!enabled(level))
      return;
    std::call_once(started_, [this] { writer_ = std::thread([this] { writeLoop(); }); });
    std::string line = format(level, text);
    bool wasEmpty;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      wasEmpty = front_.empty();
      front_.push_back(std::move(line));
      ++appended_;
    }
    if (wasEmpty)
      wake_.notify_one(); // otherwise the writer has been woken and has not swapped yet
  }

  // Returns when everything this thread logged before the call has been handed to the sink.
  [[nodiscard]] bool flush() {
    std::unique_lock<std::mutex> lock(mutex_);
    const std::uint64_t target = appended_;
    written_.wait(lock, [&] { return writtenUpTo_ >= target; });
    return sinkErrors_ == 0;
  }

  [[nodiscard]] std::pair<std::uint64_t, std::uint64_t> counts() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return {appended_, writtenUpTo_};
  }

private:
  static std::string format(Level level, std::string_view text) {
    static constexpr const char *names[] = {"DEBUG ", "INFO  ", "ERROR "};
    thread_local std::uint32_t sequence = 0; // numbers the lines of each thread
    std::string line = names[static_cast<int>(level)];
    line += std::to_string(++sequence);
    line += ' ';
    line.append(text).push_back('\n');
    return line;
  }

  void writeLoop() {
    std::vector<std::string> back; // the writer's own buffer, touched by no other thread
    std::unique_lock<std::mutex> lock(mutex_);
    while (true) {
      wake_.wait(lock, [this] { return stop_ || !front_.empty(); });
      if (front_.empty())
        break;
      back.swap(front_);
      const std::uint64_t upTo = appended_;
      lock.unlock();
      const std::size_t errors = writeAll(back);
      back.clear();
      lock.lock();
      writtenUpTo_ = upTo;
      sinkErrors_ += errors;
      written_.notify_all();
    }
  }

  [[nodiscard]] std::size_t writeAll(const std::vector<std::string> &lines) const {
    if (sink_ == nullptr)
      return 0;
    std::size_t errors = 0;
    for (const std::string &line : lines)
      errors += std::fputs(line.c_str(), sink_) < 0 ? 1 : 0;
    return errors + (std::fflush(sink_) == 0 ? 0 : 1);
  }

  std::FILE *const sink_;
  std::atomic<Level> level_{Level::Info};
  std::once_flag started_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::condition_variable written_;
  std::vector<std::string> front_; // these are guarded by mutex_
  std::uint64_t appended_ = 0;
  std::uint64_t writtenUpTo_ = 0;
  std::size_t sinkErrors_ = 0;
  bool stop_ = false;
  std::thread writer_; // set once under started_, joined by the destructor
};

} // namespace

int main() {
  const std::unique_ptr<std::FILE, int (*)(std::FILE *)> file(std::tmpfile(), &std::fclose);
  if (!file)
    return 2;
  std::atomic<bool> allFlushed{true};
  {
    Logger logger(file.get());
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
      threads.emplace_back([&logger, &allFlushed, t] {
        for (int i = 0; i < 200; ++i) {
          logger.log(i % 4 == 0 ? Level::Debug : Level::Info, "work item " + std::to_string(i));
          if (i % 64 == t && !logger.flush())
            allFlushed = false;
        }
        Logger::instance().log(Level::Info, "thread done");
      });
    for (auto &thread : threads)
      thread.join();
    if (!logger.flush() || logger.counts() != std::pair<std::uint64_t, std::uint64_t>(600, 600))
      return 1;
    Logger::instance().setLevel(Level::Error);
  } // the logger is gone before the file that it writes to
  return allFlushed && std::ftell(file.get()) > 0 && Logger::instance().flush() ? 0 : 1;
}
