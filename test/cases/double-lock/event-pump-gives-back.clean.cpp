// An event pump that gives its lock back before it calls out and takes it again: by hand, with unique_lock, in a wait, and from shared to exclusive.
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
#include <utility>

class Pump {
public:
  using Handler = std::function<void(const std::string &)>;

  void on(const std::string &event, Handler handler) {
    std::unique_lock<std::shared_mutex> writing(handlersMutex_);
    handlers_[event] = std::move(handler);
  }

  void post(std::string event) {
    queueMutex_.lock();
    queue_.push_back(std::move(event));
    queueMutex_.unlock();
    arrived_.notify_one();
  }

  std::size_t pending() {
    std::lock_guard<std::mutex> lock(queueMutex_);
    return queue_.size();
  }

  void run() {
    std::unique_lock<std::mutex> lock(queueMutex_);
    while (true) {
      arrived_.wait(lock, [this] { return !queue_.empty(); });
      const std::string event = std::move(queue_.front());
      queue_.pop_front();
      if (event == "quit")
        return;
      lock.unlock();
      dispatch(event);
      lock.lock();
      ++handled_;
    }
  }

  std::size_t handled() {
    queueMutex_.lock();
    if (!queue_.empty()) {
      queueMutex_.unlock();
      const std::size_t left = pending();
      queueMutex_.lock();
      skipped_ = left;
    }
    const std::size_t result = handled_;
    queueMutex_.unlock();
    return result;
  }

private:
  void dispatch(const std::string &event) {
    std::shared_lock<std::shared_mutex> reading(handlersMutex_);
    const auto found = handlers_.find(event);
    if (found == handlers_.end()) {
      reading.unlock();
      on(event, [](const std::string &) {});
      return;
    }
    const Handler handler = found->second;
    reading.unlock();
    handler(event);
  }

  std::mutex queueMutex_;
  std::condition_variable arrived_;
  std::deque<std::string> queue_;
  std::size_t handled_ = 0;
  std::size_t skipped_ = 0;
  std::shared_mutex handlersMutex_;
  std::map<std::string, Handler> handlers_;
};

int main() {
  Pump pump;
  pump.on("open", [&pump](const std::string &) {
    pump.on("close", [&pump](const std::string &) { pump.post("quit"); });
    pump.post("close");
  });
  std::thread loop([&pump] { pump.run(); });
  pump.post("open");
  loop.join();
  return pump.handled() == 2 && pump.pending() == 0 ? 0 : 1;
}
