// Prints a table of tides for each new generation of measurements; close() sets a flag that the wait does not look at, but it also moves the generation on, which the wait does look at.
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <thread>
#include <vector>

class TideTable {
public:
  void open() {
    printer_ = std::thread(&TideTable::printGenerations, this);
  }

  void measure(double metres) {
    std::lock_guard<std::mutex> guard(mutex_);
    levels_.push_back(metres);
    advance();
  }

  void close() {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      closing_ = true;
      advance();
    }
    printer_.join();
  }

private:
  void advance() {
    ++generation_;
    advanced_.notify_all();
  }

  void printGenerations() {
    unsigned printed = 0;
    std::unique_lock<std::mutex> lock(mutex_);
    while (!closing_) {
      advanced_.wait(lock, [&] { return generation_ != printed; });
      printed = generation_;
      if (closing_)
        return;
      const std::vector<double> levels = levels_;
      lock.unlock();
      for (double level : levels)
        std::printf("%5.2f", level);
      std::printf("\n");
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable advanced_;
  std::vector<double> levels_;
  unsigned generation_ = 0;
  bool closing_ = false;
  std::thread printer_;
};

int main() {
  TideTable table;
  table.open();
  for (double metres : {0.4, 1.1, 2.3, 1.7})
    table.measure(metres);
  table.close();
  return 0;
}
