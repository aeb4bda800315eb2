// A label printer shared by several stations; if the lock is obtained in time but there is no job, the second half of the && skips the unlock.
#include <chrono>
#include <cstdio>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <utility>

using namespace std::chrono_literals;

class LabelPrinter {
public:
  void enqueue(std::string text) {
    std::lock_guard<std::timed_mutex> guard(deviceMutex_);
    jobs_.push(std::move(text));
  }

  // Prints one label unless the device is busy or idle.
  bool printNext() {
    if (deviceMutex_.try_lock_for(50ms) && !jobs_.empty()) { // finding: 'deviceMutex_'
      std::printf("^XA^FD%s^FS^XZ\n", jobs_.front().c_str());
      jobs_.pop();
      ++printed_;
      deviceMutex_.unlock();
      return true;
    }
    return false;
  }

  unsigned printed() {
    std::lock_guard<std::timed_mutex> guard(deviceMutex_);
    return printed_;
  }

private:
  std::timed_mutex deviceMutex_;
  std::queue<std::string> jobs_;
  unsigned printed_ = 0;
};

int main() {
  LabelPrinter printer;
  printer.enqueue("4711");
  std::thread station([&printer] {
    while (printer.printNext()) {
    }
  });
  station.join();
  std::printf("%u labels\n", printer.printed());
}
