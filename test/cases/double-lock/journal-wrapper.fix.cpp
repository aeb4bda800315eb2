// A journal whose mutex is a class of its own that counts, taken by a guard or by hand.
#include <mutex>
#include <string>
#include <vector>

class CountingMutex {
public:
  void lock() {
    inner_.lock();
    ++taken_;
  }
  void unlock() { inner_.unlock(); }
  long taken() const { return taken_; }

private:
  std::mutex inner_;
  long taken_ = 0;
};

class Journal {
public:
  void append(std::string line) {
    mutex_.lock();
    lines_.push_back(std::move(line));
    if (lines_.size() >= 64)
      writeAll();
    mutex_.unlock();
  }
  void flush() {
    std::lock_guard<CountingMutex> guard(mutex_);
    writeAll();
  }

private:
  void writeAll() {
    written_ += lines_.size();
    lines_.clear();
  }

  CountingMutex mutex_;
  std::vector<std::string> lines_;
  std::size_t written_ = 0;
};
