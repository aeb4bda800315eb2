// A label printer shared by several stations that wait for it for a bounded time.
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
    std::unique_lock<std::timed_mutex> device(deviceMutex_, 50ms);
    if (device.owns_lock() && !jobs_.empty()) {
      std::printf("^XA^FD%s^FS^XZ\n", jobs_.front().c_str());
      jobs_.pop();
      ++printed_;
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
