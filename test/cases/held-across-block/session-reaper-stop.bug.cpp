// A web server's session table, with a reaper thread that throws idle sessions out.
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <thread>

class SessionTable {
public:
  using Clock = std::chrono::steady_clock;

  explicit SessionTable(std::chrono::milliseconds idleLimit) : idleLimit_(idleLimit), reaper_([this] { reapLoop(); }) {}
  ~SessionTable() { stop(); }
  SessionTable(const SessionTable &) = delete;
  SessionTable &operator=(const SessionTable &) = delete;

  void touch(const std::string &token) {
    std::lock_guard<std::mutex> lock(sessionsMutex_);
    lastSeen_[token] = Clock::now();
  }

  bool alive(const std::string &token) const {
    std::lock_guard<std::mutex> lock(sessionsMutex_);
    return lastSeen_.count(token) != 0;
  }

  std::size_t stop() {
    std::lock_guard<std::mutex> lock(sessionsMutex_);
    stopping_ = true;
    wake_.notify_all();
    if (reaper_.joinable())
      reaper_.join(); // finding: 'sessionsMutex_'
    return reaped_;
  }

private:
  void reapLoop() {
    std::unique_lock<std::mutex> lock(sessionsMutex_);
    while (!wake_.wait_for(lock, idleLimit_ / 4, [this] { return stopping_; })) {
      const Clock::time_point oldest = Clock::now() - idleLimit_;
      for (auto session = lastSeen_.begin(); session != lastSeen_.end();) {
        if (session->second < oldest) {
          session = lastSeen_.erase(session);
          ++reaped_;
        } else {
          ++session;
        }
      }
    }
  }

  const std::chrono::milliseconds idleLimit_;
  mutable std::mutex sessionsMutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::map<std::string, Clock::time_point> lastSeen_;
  std::size_t reaped_ = 0;
  std::thread reaper_;
};

int main() {
  SessionTable sessions(std::chrono::milliseconds(40));
  {
    std::jthread client([&sessions] {
      for (int request = 0; request < 3; ++request)
        sessions.touch("client-" + std::to_string(request));
    });
  }
  sessions.touch("admin");
  const bool alive = sessions.alive("admin");
  sessions.stop();
  return alive ? 0 : 1;
}
