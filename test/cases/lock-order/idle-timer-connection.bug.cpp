// An idle timer runs its stored callback with the timer locked, and the callback locks the connection; the connection restarts the timer with itself locked.
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

class IdleTimer {
public:
  explicit IdleTimer(unsigned ticks) : left_(ticks) {}

  void whenExpired(std::function<void()> callback) {
    std::lock_guard<std::mutex> lock(timerMutex_);
    expired_ = std::move(callback);
  }

  void tick() {
    std::lock_guard<std::mutex> lock(timerMutex_);
    if (left_ == 0 || --left_ != 0)
      return;
    if (expired_)
      expired_();
  }

  void restart(unsigned ticks) {
    std::lock_guard<std::mutex> lock(timerMutex_);
    left_ = ticks;
  }

private:
  std::mutex timerMutex_;
  unsigned left_;
  std::function<void()> expired_;
};

class Connection {
public:
  explicit Connection(IdleTimer &timer) : timer_(timer) {
    timer_.whenExpired([this] { timedOut(); });
  }
  ~Connection() { timer_.whenExpired(nullptr); }
  Connection(const Connection &) = delete;
  Connection &operator=(const Connection &) = delete;

  bool request() {
    std::lock_guard<std::mutex> lock(connectionMutex_);
    if (!open_)
      return false;
    ++requests_;
    timer_.restart(3); // finding: 'timerMutex_'
    return true;
  }

  unsigned requests() {
    std::lock_guard<std::mutex> lock(connectionMutex_);
    return requests_;
  }

private:
  void timedOut() {
    std::lock_guard<std::mutex> lock(connectionMutex_);
    open_ = false;
  }

  IdleTimer &timer_;
  std::mutex connectionMutex_;
  bool open_ = true;
  unsigned requests_ = 0;
};

int main() {
  IdleTimer timer(3);
  Connection connection(timer);
  std::thread clock([&timer] {
    for (int second = 0; second < 10; ++second)
      timer.tick();
  });
  unsigned served = 0;
  std::thread client([&] {
    for (int call = 0; call < 10; ++call)
      served += connection.request();
  });
  clock.join();
  client.join();
  return served == connection.requests() ? 0 : 1;
}
