// A status line that a printer's thread refreshes; the interval is the caller's business, and what it sees is as of now.
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>

class Progress {
public:
  Progress() : printer_([this] { print(); }) {}
  ~Progress() {
    {
      std::lock_guard lock(mutex_);
      done_ = true;
    }
    changed_.notify_one();
    printer_.join();
  }

  void advance(int percent) {
    {
      std::lock_guard lock(mutex_);
      percent_ = percent;
    }
    changed_.notify_one();
  }

private:
  void print() {
    std::unique_lock lock(mutex_);
    int last = -1;
    while (!done_) {
      changed_.wait(lock, [&] { return done_ || percent_ != last; });
      last = percent_;
      std::printf("\r%3d %%", last);
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  int percent_ = 0;
  bool done_ = false;
  std::thread printer_;
};

void copy(int blocks) {
  Progress progress;
  for (int block = 0; block < blocks; ++block) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5)); // spares the disk
    progress.advance(100 * (block + 1) / blocks);
  }
}
