// Drops idle connections and says goodbye from a detached thread: the text it sends is a local of the loop body.
#include <chrono>
#include <cstdio>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

using Clock = std::chrono::steady_clock;

static void sendGoodbye(int socket, const std::string &text) {
  std::printf("[%d] %s\n", socket, text.c_str());
}

class ConnectionManager {
public:
  explicit ConnectionManager(std::chrono::seconds limit) : limit_(limit) {}

  void touch(int socket, std::string peer) {
    std::lock_guard guard(connectionsMutex_);
    connections_[socket] = Connection{std::move(peer), Clock::now()};
  }

  std::size_t dropIdle(Clock::time_point now) {
    std::lock_guard guard(connectionsMutex_);
    std::size_t dropped = 0;
    for (auto entry = connections_.begin(); entry != connections_.end();) {
      const auto idle = std::chrono::duration_cast<std::chrono::seconds>(now - entry->second.lastSeen);
      if (idle < limit_) {
        ++entry;
        continue;
      }
      std::string text = "bye " + entry->second.peer + ", idle for " +
                         std::to_string(idle.count()) + "s";
      std::thread([&text, socket = entry->first] { // finding: 'text'
        sendGoodbye(socket, text);
      }).detach();
      entry = connections_.erase(entry);
      ++dropped;
    }
    return dropped;
  }

private:
  struct Connection {
    std::string peer;
    Clock::time_point lastSeen;
  };

  const std::chrono::seconds limit_;
  std::mutex connectionsMutex_;
  std::map<int, Connection> connections_;
};
