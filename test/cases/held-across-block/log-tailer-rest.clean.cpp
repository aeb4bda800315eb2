// A log tailer that looks for new lines from time to time; its resting helpers give the caller's lock back meanwhile.
#include <chrono>
#include <cstddef>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

namespace {
// Sleeps with the caller's lock released, and takes it again.
void restReleased(std::unique_lock<std::mutex> &held, std::chrono::milliseconds time) {
  held.unlock();
  std::this_thread::sleep_for(time);
  held.lock();
}
} // namespace

class LogTailer {
public:
  explicit LogTailer(std::size_t keep) : keep_(keep), follower_([this] { follow(); }) {}
  ~LogTailer() {
    close();
    follower_.join();
  }
  LogTailer(const LogTailer &) = delete;
  LogTailer &operator=(const LogTailer &) = delete;

  void append(std::string line) {
    std::lock_guard<std::mutex> lock(linesMutex_);
    incoming_.push_back(std::move(line));
  }

  std::string last() const {
    std::lock_guard<std::mutex> lock(linesMutex_);
    return recent_.empty() ? std::string() : recent_.back();
  }

  // Gives up after some looks.
  bool settled() {
    std::unique_lock<std::mutex> lock(linesMutex_);
    for (int look = 0; look < 200 && !incoming_.empty(); ++look)
      restReleased(lock, std::chrono::milliseconds(5));
    return incoming_.empty();
  }

  void close() {
    std::lock_guard<std::mutex> lock(linesMutex_);
    closed_ = true;
  }

private:
  void follow() {
    unsigned idle = 0;
    std::unique_lock<std::mutex> lock(linesMutex_);
    while (!closed_) {
      idle = takeNew() ? 0 : idle + 1;
      rest(lock, idle);
    }
  }

  // The caller has the lock.
  bool takeNew() {
    if (incoming_.empty())
      return false;
    while (!incoming_.empty()) {
      recent_.push_back(std::move(incoming_.front()));
      incoming_.pop_front();
    }
    while (recent_.size() > keep_)
      recent_.pop_front();
    return true;
  }

  void rest(std::unique_lock<std::mutex> &lock, unsigned idle) {
    restReleased(lock, std::chrono::milliseconds(idle < 10 ? 1 : 10));
  }

  const std::size_t keep_;
  mutable std::mutex linesMutex_;
  std::deque<std::string> incoming_;
  std::deque<std::string> recent_;
  bool closed_ = false;
  std::thread follower_;
};

int main() {
  LogTailer tailer(16);
  {
    std::jthread service([&tailer] {
      for (int line = 0; line < 20; ++line)
        tailer.append("line " + std::to_string(line));
    });
  }
  return tailer.settled() && tailer.last() == "line 19" ? 0 : 1;
}
