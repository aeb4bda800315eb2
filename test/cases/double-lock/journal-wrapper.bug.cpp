// A journal whose mutex is a class of its own that counts: one function takes it by a guard, the other by hand.
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
      flush(); // finding: 'mutex_' is locked again
    mutex_.unlock();
  }
  void flush() {
    std::lock_guard<CountingMutex> guard(mutex_);
    written_ += lines_.size();
    lines_.clear();
  }

private:
  CountingMutex mutex_;
  std::vector<std::string> lines_;
  std::size_t written_ = 0;
};
