// Starts a server on a thread and waits until it has a port, however quick the server is.
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

class Server {
public:
  explicit Server(std::uint16_t wish) : wish_(wish) {}
  Server(const Server &) = delete;
  Server &operator=(const Server &) = delete;
  ~Server() {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      closing_ = true;
    }
    closed_.notify_one();
    if (thread_.joinable())
      thread_.join();
  }

  // Returns the port on which the server listens.
  std::uint16_t start() {
    if (!thread_.joinable())
      thread_ = std::thread(&Server::serve, this);
    std::unique_lock<std::mutex> lock(mutex_);
    bound_.wait(lock, [this] { return port_ != 0; });
    return port_;
  }

private:
  void serve() {
    const std::uint16_t port = bind();
    std::unique_lock<std::mutex> lock(mutex_);
    port_ = port;
    bound_.notify_all();
    closed_.wait(lock, [this] { return closing_; });
  }

  std::uint16_t bind() const {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    return wish_ == 0 ? 40000 : wish_;
  }

  const std::uint16_t wish_;
  std::mutex mutex_;
  std::condition_variable bound_;
  std::condition_variable closed_;
  std::uint16_t port_ = 0;
  bool closing_ = false;
  std::thread thread_;
};

int main() {
  Server any(0), fixed(8080);
  return any.start() == 40000 && fixed.start() == 8080 ? 0 : 1;
}
