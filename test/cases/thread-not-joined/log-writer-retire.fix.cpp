// A log whose writer thread can be replaced; the old thread is moved into a local, which is always joined.
#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

class Log {
public:
  Log() = default;
  Log(const Log &) = delete;
  Log &operator=(const Log &) = delete;
  ~Log() { retireWriter(); }

  void append(std::string line) {
    std::lock_guard<std::mutex> guard(mutex_);
    lines_.push_back(std::move(line));
    if (!writer_.joinable())
      writer_ = std::thread(&Log::write, this, epoch_);
    changed_.notify_one();
  }

  // Returns how many lines have been written; the next append starts another writer.
  std::size_t retireWriter() {
    std::unique_lock<std::mutex> lock(mutex_);
    if (!writer_.joinable())
      return written_;
    ++epoch_;
    changed_.notify_all();
    std::thread retired = std::move(writer_);
    lock.unlock();
    retired.join();
    lock.lock();
    return written_;
  }

private:
  void write(unsigned epoch) {
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      while (epoch_ == epoch && lines_.empty())
        changed_.wait(lock);
      if (lines_.empty())
        return;
      written_ += lines_.front().size();
      lines_.pop_front();
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::string> lines_;
  std::size_t written_ = 0;
  unsigned epoch_ = 0;
  std::thread writer_;
};

int main() {
  Log log;
  log.append("started");
  log.append("listening on port 80");
  const std::size_t first = log.retireWriter();
  log.append("bye");
  return first == 27 && log.retireWriter() == 30 ? 0 : 1;
}
