// Keeps a connection to the message broker; reconnects with a growing pause.
#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

namespace broker {

enum class Code { ok, refused, timeout, unauthorized };

struct Status {
  Code code = Code::ok;
  bool ok() const { return code == Code::ok; }
  bool transient() const { return code == Code::refused || code == Code::timeout; }
};

class Socket {
 public:
  virtual ~Socket() = default;
  virtual Status connect(const std::string& url) = 0;
  virtual Status login(const std::string& user) = 0;
  // Serves the connection until it breaks.
  virtual Status serve() = 0;
  // From any thread: whatever is running returns, and no later call connects or
  // serves again.
  virtual void close() = 0;
};

class Link {
 public:
  Link(std::unique_ptr<Socket> socket, std::string url, std::string user)
      : socket_(std::move(socket)),
        url_(std::move(url)),
        user_(std::move(user)),
        thread_([this] { run(); }) {}

  ~Link() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    cond_.notify_all();
    socket_->close();
    thread_.join();
  }

  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;

  Code lastProblem() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return problem_;
  }

 private:
  Status dial() {
    std::chrono::milliseconds wait(50);
    Status s = socket_->connect(url_);
    while (s.transient()) {
      if (pause(wait)) return s;
      wait = std::min(2 * wait, std::chrono::milliseconds(5000));
      s = socket_->connect(url_);
    }
    return s;
  }

  Status session() {
    Status s = dial();
    if (!s.ok()) return s;
    for (int attempt = 0; attempt < 3; ++attempt) {
      s = socket_->login(user_);
      if (s.code != Code::timeout) break;
    }
    if (s.ok()) s = socket_->serve();
    return s;
  }

  void run() {
    Status s;
    do {
      s = session();
      note(s.code);
    } while (s.code != Code::unauthorized && !pause(std::chrono::milliseconds(20)));
  }

  // True if the link is being shut down.
  bool pause(std::chrono::milliseconds d) {
    std::unique_lock<std::mutex> lock(mutex_);
    return cond_.wait_for(lock, d, [this] { return stopping_; });
  }

  void note(Code c) {
    std::lock_guard<std::mutex> lock(mutex_);
    problem_ = c;
  }

  const std::unique_ptr<Socket> socket_;
  const std::string url_;
  const std::string user_;
  mutable std::mutex mutex_;
  std::condition_variable cond_;
  Code problem_ = Code::ok;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace broker
