// Imports bookings on a thread of its own.
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

struct Booking {
  std::string account;
  long cents = 0;
};

Booking parse(const std::string &line) {
  std::size_t comma = line.find(',');
  if (comma == std::string::npos)
    throw std::invalid_argument("no comma: " + line);
  return {line.substr(0, comma), std::stol(line.substr(comma + 1))};
}

class Importer {
public:
  Importer() : thread_([this] { run(); }) {}
  ~Importer() {
    {
      std::lock_guard<std::mutex> hold(mutex_);
      isOver_ = true;
    }
    changed_.notify_one();
    thread_.join();
  }
  void feed(std::string line) {
    {
      std::lock_guard<std::mutex> hold(mutex_);
      lines_.push_back(std::move(line));
    }
    changed_.notify_one();
  }
  long rejected() const {
    std::lock_guard<std::mutex> hold(mutex_);
    return rejected_;
  }

private:
  void run() {
    std::unique_lock<std::mutex> hold(mutex_);
    for (;;) {
      changed_.wait(hold, [this] { return isOver_ || !lines_.empty(); });
      if (lines_.empty())
        return;
      std::string line = std::move(lines_.front());
      lines_.pop_front();
      hold.unlock();
      try {
        book(parse(line));
      } catch (...) { // finding: 'parse'
      }
      hold.lock();
    }
  }

  void book(const Booking &booking) {
    std::lock_guard<std::mutex> hold(mutex_);
    if (booking.cents == 0)
      ++rejected_;
    else
      balances_[booking.account] += booking.cents;
  }

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::string> lines_;
  std::map<std::string, long> balances_;
  long rejected_ = 0;
  bool isOver_ = false;
  std::thread thread_;
};
