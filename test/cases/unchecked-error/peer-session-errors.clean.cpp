// arguments: -std=c++20 -DNDEBUG
// A peer's session: errors that are asked about in an assertion, behind another condition, by what came back, or that the code says may be lost.
#include <cassert>
#include <cstdio>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <system_error>

namespace fs = std::filesystem;

class Socket {
public:
  std::string local_endpoint(std::error_code &error) const;
  void set_option(int option, int value, std::error_code &error);
  void open(std::error_code &error);
  void send(const std::string &text, std::error_code &error);
};

class Node {
public:
  enum Kind { None, Dictionary };
  Kind kind() const;
  std::string text() const;
};
Node decode(const std::string &text, std::error_code &error);

class PeerSession {
public:
  explicit PeerSession(bool isVerbose) : isVerbose_(isVerbose) {
    std::error_code error;
    socket_.open(error);
    assert(!error);
  }

  ~PeerSession() {
    std::error_code error;
    fs::remove(journal_, error);
  }

  void tune(int priority) {
    std::error_code error;
    socket_.set_option(7, priority, error);
    if (error && isVerbose_)
      std::fprintf(stderr, "priority %d: %s\n", priority, error.message().c_str());
  }

  void describe() {
    std::error_code error;
    const std::string local = socket_.local_endpoint(error);
    std::lock_guard<std::mutex> guard(mutex_);
    notes_["local"] = local;
  }

  bool receive(const std::string &packet) {
    std::error_code error;
    Node message = decode(packet, error);
    if (message.kind() != Node::Dictionary)
      return false;
    std::lock_guard<std::mutex> guard(mutex_);
    notes_["last"] = message.text();
    return true;
  }

  void farewell() {
    std::error_code error;
    // Best effort: the peer may be gone already.
    socket_.send("bye", error);
  }

  void clearParents(fs::path directory, const fs::path &root) {
    std::error_code error;
    while (directory != root && !error) {
      fs::remove(directory, error);
      directory = directory.parent_path();
    }
  }

private:
  Socket socket_;
  std::mutex mutex_;
  std::map<std::string, std::string> notes_;
  std::string journal_ = "session.journal";
  bool isVerbose_;
};

int main() {
  PeerSession session(true);
  session.tune(3);
  session.describe();
  session.clearParents("a/b/c", "a");
  session.farewell();
  return session.receive("d1:ad2:ide1:q4:pinge") ? 0 : 1;
}
