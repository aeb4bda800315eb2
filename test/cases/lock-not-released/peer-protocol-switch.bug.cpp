// The message handler of a peer-to-peer node; a handshake of the wrong version returns out of the switch past the common unlock.
#include <cstdint>
#include <mutex>
#include <set>
#include <string>
#include <utility>

struct Message {
  enum class Kind { Hello, Announce, Withdraw, Goodbye } kind;
  std::uint32_t version = 0;
  std::string payload;
};

class Peer {
public:
  static constexpr std::uint32_t kVersion = 3;

  void handle(const Message &message) {
    stateLock.lock(); // finding: 'stateLock'
    lastKind = message.kind;
    switch (message.kind) {
    case Message::Kind::Hello:
      if (message.version != kVersion) {
        rejected = true;
        return;
      }
      connected = true;
      break;
    case Message::Kind::Announce:
      if (!connected)
        break;
      offers.insert(message.payload);
      break;
    case Message::Kind::Goodbye:
      connected = false;
      [[fallthrough]];
    case Message::Kind::Withdraw:
      if (message.payload.empty())
        offers.clear();
      else
        offers.erase(message.payload);
      break;
    }
    stateLock.unlock();
  }

  bool usable() {
    std::lock_guard<std::mutex> guard(stateLock);
    return connected && !rejected && lastKind != Message::Kind::Goodbye;
  }

private:
  std::mutex stateLock;
  Message::Kind lastKind = Message::Kind::Goodbye;
  bool connected = false;
  bool rejected = false;
  std::set<std::string> offers;
};

int main() {
  Peer peer;
  peer.handle({Message::Kind::Hello, 2, {}});
  peer.handle({Message::Kind::Announce, 0, "file-1"});
  return peer.usable() ? 1 : 0;
}
