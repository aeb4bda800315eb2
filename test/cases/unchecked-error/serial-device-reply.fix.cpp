// A serial device whose replies arrive on a reader thread; a request waits a second for its reply.
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>

class Device {
public:
  void arrived(std::string line) {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      replies_.push_back(std::move(line));
    }
    changed_.notify_one();
  }

  std::string request(const std::string &command) {
    std::unique_lock<std::mutex> lock(mutex_);
    replies_.clear();
    std::printf("> %s\n", command.c_str());
    if (!changed_.wait_for(lock, std::chrono::seconds(1), [this] { return !replies_.empty(); }))
      throw std::runtime_error("no reply to " + command);
    std::string reply = std::move(replies_.front());
    replies_.pop_front();
    return reply;
  }

  // Only sleeps, unless somebody is in a hurry.
  void settle(std::chrono::milliseconds time) {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait_for(lock, time, [this] { return isUrgent_; });
  }

  void hurry() {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      isUrgent_ = true;
    }
    changed_.notify_all();
  }

private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::string> replies_;
  bool isUrgent_ = false;
};

int main() {
  Device device;
  std::thread reader([&device] { device.arrived("OK 4.2"); });
  reader.join();
  device.settle(std::chrono::milliseconds(5));
  device.hurry();
  return 0;
}
