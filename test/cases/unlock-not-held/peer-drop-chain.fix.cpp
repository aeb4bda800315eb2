// A peer's inbox; a broken message fails the peer, which two functions down gives the mutex back, and accept() returns.
#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Peer {
  std::mutex mutex;
  std::vector<std::string> inbox;
  bool connected = true;
  std::size_t errors = 0;
  std::function<void(const std::string &)> onDrop;
};

class Protocol {
public:
  explicit Protocol(std::size_t tolerated) : tolerated_(tolerated) {}

  void accept(Peer &peer, const std::string &message) const {
    peer.mutex.lock();
    if (!peer.connected) {
      peer.mutex.unlock();
      return;
    }
    if (message.empty()) {
      fail(peer, "empty message");
      return;
    }
    peer.inbox.push_back(message);
    peer.mutex.unlock();
  }

private:
  // Both are entered with the peer locked, and leave it unlocked.
  void fail(Peer &peer, const std::string &reason) const {
    ++peer.errors;
    if (peer.errors > tolerated_)
      peer.connected = false;
    drop(peer, reason);
  }

  static void drop(Peer &dropped, const std::string &reason) {
    dropped.inbox.clear();
    const std::function<void(const std::string &)> callback = dropped.onDrop;
    dropped.mutex.unlock();
    if (callback)
      callback(reason);
  }

  const std::size_t tolerated_;
};

int main() {
  Protocol protocol(1);
  Peer peer;
  std::string lastReason;
  peer.onDrop = [&lastReason](const std::string &reason) { lastReason = reason; };
  std::thread socket([&] {
    protocol.accept(peer, "hello");
    protocol.accept(peer, "");
    protocol.accept(peer, "again");
  });
  socket.join();
  std::lock_guard<std::mutex> lock(peer.mutex);
  return peer.inbox.size() == 1 && peer.connected && lastReason == "empty message" ? 0 : 1;
}
