// Sends a line of metrics to a collector without making the caller wait; the detached sender reads the line after the function that built it has returned.
#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

class Collector {
public:
  void deliver(const std::string &line) {
    std::lock_guard<std::mutex> guard(mutex_);
    ++delivered_[line.substr(0, line.find(' '))];
  }

  unsigned delivered(const std::string &endpoint) {
    std::lock_guard<std::mutex> guard(mutex_);
    const auto found = delivered_.find(endpoint);
    return found == delivered_.end() ? 0 : found->second;
  }

private:
  std::mutex mutex_;
  std::map<std::string, unsigned> delivered_;
};

// Never destroyed: senders may still be about when the process exits.
Collector &collector() {
  static Collector *const instance = new Collector;
  return *instance;
}

void reportLatency(const std::string &endpoint, long micros) {
  std::string line = endpoint + " latency=" + std::to_string(micros);
  if (micros > 1'000'000)
    line += " slow";

  std::thread sender([&] { // finding: 'line'
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    collector().deliver(line);
  });
  sender.detach();
}

int main() {
  reportLatency("/login", 1200);
  reportLatency("/login", 2'000'000);
  for (int attempt = 0; attempt < 1000; ++attempt) {
    if (collector().delivered("/login") == 2)
      return 0;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return 1;
}
